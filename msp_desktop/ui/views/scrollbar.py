"""A scroll bar that is only its handle, so that it does not compete with the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStyle, QStyleOptionSlider

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QPaintEvent

WIDTH = 12
HANDLE = 6


class QuietScrollBar(QScrollBar):
    """Behaves as the style's own; painted by the palette: Base, Mid, and Dark under the pointer."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(WIDTH, hint.height())
        return QSize(hint.width(), WIDTH)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = QRectF(
            self.style().subControlRect(
                QStyle.ComplexControl.CC_ScrollBar,
                option,
                QStyle.SubControl.SC_ScrollBarSlider,
                self,
            )
        )
        thin = (WIDTH - HANDLE) / 2
        if self.orientation() == Qt.Orientation.Vertical:
            handle = QRectF(thin, handle.top(), HANDLE, handle.height())
        else:
            handle = QRectF(handle.left(), thin, handle.width(), HANDLE)
        lit = self.underMouse() or self.isSliderDown()
        role = QPalette.ColorRole.Dark if lit else QPalette.ColorRole.Mid
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(role))
        painter.drawRoundedRect(handle, HANDLE / 2, HANDLE / 2)

    def enterEvent(self, event: QEnterEvent, /) -> None:
        self.update()
        super().enterEvent(event)


def make_quiet(area: QAbstractScrollArea) -> None:
    """Give a scroll area quiet scroll bars.  To be called before their signals are connected."""
    area.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical))
    area.setHorizontalScrollBar(QuietScrollBar(Qt.Orientation.Horizontal))
