"""Searching while the user types, off the interface's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.course.errors import Cancelled
from msp_desktop.course.progress import Progress
from msp_desktop.search.query import search
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.search.index import Index
    from msp_desktop.search.query import Hit

SLOW = 300
"""Milliseconds that reading may take before the list says how far it is."""

BEAT = 100
"""Milliseconds between two words on how far it is."""

PAUSE = 60
"""How many milliseconds must pass without another letter before the search begins."""


class Finder(QObject):
    """Answers the newest query and forgets all older ones.

    ``provider`` is called on the interface's thread when a search needs an index, again only after
    :meth:`invalidate`; what it returns is read on another thread.

    Signals: ``found(str, tuple[Hit, ...])``; ``reading(int, int)`` again and again with how many of
    how many chapters have been read, when the first search of a long course takes its time.
    """

    found = Signal(str, object)
    reading = Signal(int, int)

    def __init__(self, provider: Callable[[], Index], parent: QObject) -> None:
        super().__init__(parent)
        self._provider = provider
        self._index: Index | None = None
        self._wanted = ""
        self._worker = Worker(self)
        self._progress = Progress()
        self._slow = QTimer(self, interval=SLOW)
        self._slow.timeout.connect(self._say_how_far)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)

    def find(self, text: str) -> None:
        """Search once the user pauses."""
        self._wanted = text
        self._worker.drop()
        self._pause.start()

    def find_now(self, text: str) -> None:
        """Search without waiting for a pause."""
        self.find(text)
        self._search()

    def stop(self) -> None:
        """Answer nothing more until the next query, which goes on with what was being read."""
        self._pause.stop()
        self._slow.stop()
        self._worker.drop()
        self._progress.cancel()

    def invalidate(self) -> None:
        """Ask the provider for another index at the next search."""
        self._index = None

    def set_provider(self, provider: Callable[[], Index]) -> None:
        """Take the index from elsewhere."""
        self._progress.cancel()
        self._provider = provider
        self._index = None

    def _search(self) -> None:
        self._pause.stop()
        if self._index is None:
            self._index = self._provider()
        index, text = self._index, self._wanted
        if self._progress.cancelled:
            self._progress = Progress()
        progress = self._progress
        if not index.is_read and not self._slow.isActive():
            self._slow.start(SLOW)

        def receive(hits: tuple[Hit, ...] | None) -> None:
            self._slow.stop()
            if hits is not None:
                self.found.emit(text, hits)

        self._worker.submit(lambda: _hits(index, text, progress), receive)

    def _say_how_far(self) -> None:
        self._slow.setInterval(BEAT)
        if self._progress.files:
            self.reading.emit(self._progress.done_files, self._progress.files)


def _hits(index: Index, text: str, progress: Progress) -> tuple[Hit, ...] | None:
    """Return the hits of a query, None where the course was not read to its end for them."""
    try:
        index.read(progress)
    except Cancelled:
        return None
    return search(index, text)
