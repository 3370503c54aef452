"""A button as wide as the column that paints what it holds, its ground and its focus ring."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from msp_desktop.ui.theme import Theme

INSET = 10
"""Pixels from its edges to what it holds."""

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class Pad(QAbstractButton):
    """Is pressed with the mouse, Space and Enter; ``leads`` says that this does something."""

    def __init__(self, theme: Theme, *, leads: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self._leads = leads
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if leads:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @abstractmethod
    def paint_words(self, painter: QPainter) -> None:
        """Paint what it holds."""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _ARROWS:
            # Whatever it stands in knows what comes next.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = self.theme.size("radius")
        if self._leads and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("hover"))
            painter.drawRoundedRect(box, radius, radius)
        self.paint_words(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("focus"), 2))
            painter.drawRoundedRect(box, radius, radius)
