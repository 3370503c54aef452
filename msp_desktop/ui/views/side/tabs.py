"""The flat tabs at the top of the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHoverEvent, QPainter, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from msp_desktop.ui.views.side.rows import KEYS_LEAD

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from msp_desktop.ui.theme import Theme

BESIDE = 10
"""What is free left and right of a tab's text."""

ABOVE = 4
GAP = 2
"""What is free between two tabs."""

_RING = 1.5


class Tabs(QTabBar):
    """Tabs without a frame; the chosen one is a card on the panel."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys_lead = False
        self._hovered = -1
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and font."""
        self._theme = theme
        self.setFont(theme.font("font-ui"))
        self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        metrics = self.fontMetrics()
        across = metrics.horizontalAdvance(self.tabText(index))
        return QSize(across + 2 * BESIDE + GAP, metrics.height() + 2 * ABOVE)

    def minimumTabSizeHint(self, index: int) -> QSize:
        hint = self.tabSizeHint(index)
        cut = self.fontMetrics().horizontalAdvance(f"{self.tabText(index)[:1]}…")
        return QSize(min(hint.width(), cut + 2 * BESIDE + GAP), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index, hovered=index == self._hovered)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            left = event.type() == QEvent.Type.HoverLeave
            self._hovered = -1 if left else self.tabAt(event.position().toPoint())
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._lead(keys=True)
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._lead(keys=False)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._lead(keys=event.reason() in KEYS_LEAD)
        super().focusInEvent(event)

    def _lead(self, *, keys: bool) -> None:
        self._keys_lead = keys
        self.update()

    def _paint_tab(self, painter: QPainter, index: int, *, hovered: bool) -> None:
        rect = self.tabRect(index).adjusted(0, 0, -GAP, 0)
        card = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = self._theme.size("radius") * 0.75
        chosen = index == self.currentIndex()
        if chosen or hovered:
            painter.setPen(
                QPen(self._theme.colour("border"), 1) if chosen else QPen(Qt.PenStyle.NoPen)
            )
            painter.setBrush(self._theme.colour("paper" if chosen else "hover"))
            painter.drawRoundedRect(card, radius, radius)
        if chosen and self.hasFocus() and self._keys_lead:
            painter.setPen(QPen(self._theme.colour("focus"), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = _RING / 2
            ring = QRectF(rect).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ring, radius, radius)
        painter.setPen(self._theme.colour("text" if chosen else "muted"))
        # A pixel of tolerance: rounding must not cut a text that has its room.
        room = rect.width() - 2 * BESIDE + 1
        text = self.fontMetrics().elidedText(self.tabText(index), self.elideMode(), room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
