"""Searching while the user types, off the interface's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.search.query import search
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.search.index import Index
    from msp_desktop.search.query import Hit

PAUSE = 60
"""How many milliseconds must pass without another letter before the search begins."""


class Finder(QObject):
    """Answers the newest query and forgets all older ones.

    ``provider`` is called on the interface's thread when a search needs an index, again only after
    :meth:`invalidate`; what it returns is read on another thread.

    Signals: ``found(str, tuple[Hit, ...])``.
    """

    found = Signal(str, object)

    def __init__(self, provider: Callable[[], Index], parent: QObject) -> None:
        super().__init__(parent)
        self._provider = provider
        self._index: Index | None = None
        self._wanted = ""
        self._worker = Worker(self)
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
        """Answer nothing more until the next query."""
        self._pause.stop()
        self._worker.drop()

    def invalidate(self) -> None:
        """Ask the provider for another index at the next search."""
        self._index = None

    def set_provider(self, provider: Callable[[], Index]) -> None:
        """Take the index from elsewhere."""
        self._provider = provider
        self._index = None

    def _search(self) -> None:
        self._pause.stop()
        if self._index is None:
            self._index = self._provider()
        index, text = self._index, self._wanted

        def receive(hits: tuple[Hit, ...]) -> None:
            self.found.emit(text, hits)

        self._worker.submit(lambda: search(index, text), receive)
