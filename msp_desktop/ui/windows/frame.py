"""The main window before there is anything in it: its size and place, and how it last looked.

It imports next to nothing, so that it can be shown while all the rest is imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMainWindow, QStyle

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPaintEvent

    from msp_desktop.ui.settings import Settings

WIDTH, HEIGHT = 1360, 860
"""The window's first size: what a page and its panes need, where the screen has that much."""


class Frame(QMainWindow):
    """An empty window in the size and the place of the last one.

    Signals: ``painted()`` when its own ground has been painted, ``dropped(path)`` with a course or
    a capsule.
    """

    painted = Signal()
    dropped = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._likeness: QImage | None = None
        self._course = self._kind = ""
        self.setObjectName("main-window")
        self.setWindowTitle("MSP Desktop")
        self.setAcceptDrops(True)
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

    def set_course_title(self, title: str) -> None:
        """Name the open course in the window's title."""
        self._course = title
        named = " ".join(part for part in (title, self._kind) if part)
        self.setWindowTitle(f"{named} — MSP Desktop" if named else "MSP Desktop")

    def mark_title(self, words: str) -> None:
        """Say in the window's title what kind of session this is."""
        self._kind = f"({words})"
        self.set_course_title(self._course)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        likeness = self._likeness
        ratio = self.devicePixelRatio()
        # The system may have given the window another size.
        if likeness and likeness.size() == (QSizeF(self.size()) * ratio).toSize():
            likeness.setDevicePixelRatio(ratio)
            QPainter(self).drawImage(0, 0, likeness)
        self.painted.emit()


def _dropped(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """Return the course or the capsule that is being dropped, if it is one."""
    from msp_desktop.course.source import ENDINGS, ZIP
    from msp_desktop.notebook.exchange import CAPSULE

    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and (path.is_dir() or path.suffix.lower() in (*ENDINGS, ZIP, CAPSULE)):
            return path
    return None
