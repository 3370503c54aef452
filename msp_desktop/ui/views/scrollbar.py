"""A scroll bar that is only its handle, so that it does not compete with the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QPlainTextEdit, QScrollBar, QTextEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QAbstractScrollArea

WIDTH = 12
HANDLE = 6
SHORTEST = 28
"""Device-independent pixels: the bar's width, the handle's, and the least length of the handle."""


class QuietScrollBar(QScrollBar):
    """A handle that is dragged; a press beside it turns a page.

    It is painted by the palette: Base, Mid, and Dark under the pointer.
    """

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self._gripped: float | None = None

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, WIDTH)

    def handle(self) -> QRectF:
        """Return where the handle is; empty where there is nothing to scroll."""
        start, length = self._span()
        thin = (WIDTH - HANDLE) / 2
        if self.orientation() == Qt.Orientation.Vertical:
            return QRectF(thin, start, HANDLE, length)
        return QRectF(start, thin, length, HANDLE)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        lit = self.underMouse() or self._gripped is not None
        role = QPalette.ColorRole.Dark if lit else QPalette.ColorRole.Mid
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(role))
        painter.drawRoundedRect(self.handle(), HANDLE / 2, HANDLE / 2)

    def enterEvent(self, event: QEnterEvent, /) -> None:
        self.update()
        super().enterEvent(event)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        start, length = self._span()
        at = self._along(event)
        if start <= at < start + length:
            self._gripped = at - start
            self.setSliderDown(True)
        else:
            step = self.SliderAction.SliderPageStepAdd
            if at < start:
                step = self.SliderAction.SliderPageStepSub
            self.triggerAction(step)

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        if self._gripped is None:
            return
        free = self._length() - self._span()[1]
        if free > 0:
            share = (self._along(event) - self._gripped) / free
            reach = self.maximum() - self.minimum()
            self.setSliderPosition(round(self.minimum() + min(max(share, 0.0), 1.0) * reach))

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        if self._gripped is not None:
            self._gripped = None
            self.setSliderDown(False)
            self.update()

    def _length(self) -> int:
        vertical = self.orientation() == Qt.Orientation.Vertical
        return self.height() if vertical else self.width()

    def _along(self, event: QMouseEvent) -> float:
        at = event.position()
        return at.y() if self.orientation() == Qt.Orientation.Vertical else at.x()

    def _span(self) -> tuple[float, float]:
        """Return where the handle begins along the bar, and its length."""
        reach = self.maximum() - self.minimum()
        if reach <= 0:
            return 0.0, 0.0
        whole = self._length()
        length = min(whole, max(SHORTEST, whole * self.pageStep() / (reach + self.pageStep())))
        return (whole - length) * (self.sliderPosition() - self.minimum()) / reach, length


def make_quiet(area: QAbstractScrollArea) -> None:
    """Give a scroll area quiet scroll bars and a viewport made here.

    To be called before anything is connected to them.  For a viewport that Qt made, PySide would
    look through all kinds of widgets to say what it is, which costs 11 ms of start-up.
    """
    viewport = QWidget()
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    viewport.setMouseTracking(area.hasMouseTracking())
    area.setViewport(viewport)
    if isinstance(area, QTextEdit | QPlainTextEdit):
        # The layout was made for the viewport that is gone.
        area.document().documentLayout().setPaintDevice(viewport)
        viewport.setCursor(Qt.CursorShape.IBeamCursor)
        viewport.setAcceptDrops(not area.isReadOnly())
    area.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical))
    area.setHorizontalScrollBar(QuietScrollBar(Qt.Orientation.Horizontal))
