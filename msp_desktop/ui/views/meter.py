"""A thin bar that says how far something is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QProgressBar

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from msp_desktop.ui.theme import Theme

WHOLE = 1000
"""The bar's value when all is done."""

THICKNESS = 4


class Meter(QProgressBar):
    """Shows a share of ``WHOLE``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.set_theme(theme)
        self.setTextVisible(False)
        self.setFixedHeight(THICKNESS)
        self.setRange(0, WHOLE)

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._track, self._done = theme.colour("border"), theme.colour("accent")
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole, radius = QRectF(self.rect()), self.height() / 2
        painter.setBrush(self._track)
        painter.drawRoundedRect(whole, radius, radius)
        if self.value():
            painter.setBrush(self._done)
            whole.setWidth(max(whole.width() * self.value() / self.maximum(), self.height()))
            painter.drawRoundedRect(whole, radius, radius)
