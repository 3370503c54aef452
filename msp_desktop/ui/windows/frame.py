"""The main window before there is anything in it: its size and place, and how it last looked.

It imports next to nothing, so that it can be shown while all the rest is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMainWindow, QStyle

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

    from msp_desktop.ui.settings import Settings

WIDTH, HEIGHT = 1360, 860
"""The window's first size: what a page and its panes need, where the screen has that much."""


class Frame(QMainWindow):
    """An empty window in the size and the place of the last one.

    Signals: ``painted()`` when its own ground has been painted.
    """

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._likeness: QImage | None = None
        self.setObjectName("main-window")
        self.setWindowTitle("MSP Desktop")
        self.setMinimumSize(720, 480)
        geometry = settings.bytes("window/geometry")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            available = self.screen().availableGeometry()
            title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
            self.resize(min(WIDTH, available.width()), min(HEIGHT, available.height() - title))

    def show_likeness(self, likeness: QImage) -> None:
        """Show the window as it was, until it is there itself."""
        self._likeness = likeness
        self.show()

    def forget_likeness(self) -> None:
        """Paint it no more: the window is there."""
        self._likeness = None

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        likeness = self._likeness
        ratio = self.devicePixelRatio()
        # The system may have given the window another size.
        if likeness and likeness.size() == (QSizeF(self.size()) * ratio).toSize():
            likeness.setDevicePixelRatio(ratio)
            QPainter(self).drawImage(0, 0, likeness)
        self.painted.emit()
