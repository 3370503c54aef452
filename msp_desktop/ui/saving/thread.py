"""The thread that writes: it alone holds the connection, and does one order after the other."""

from __future__ import annotations

from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from msp_desktop.notebook.errors import (
    CourseUnknown,
    NotebookBusy,
    NotebookError,
    NotebookMissing,
    NotebookReplaced,
    NotebookUnwritable,
    Obstacle,
)
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from msp_desktop.notebook.errors import NotebookDamaged


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an order returned, or why it failed; one of a bug is any exception."""

    value: Any
    error: BaseException | None


class _Post(QObject):
    """Rings on the interface's thread, even where whoever listened is gone."""

    rung = Signal()


class WritingThread:
    """Does orders on a thread of its own, which starts with the first one.

    One order is given at a time; its outcome is then taken by :meth:`take`, with ``arrived``
    ringing on the thread that made this.
    """

    def __init__(self, path: Path, backups: Path | None, now: Callable[[], datetime]) -> None:
        self._path = path
        self._backups = backups
        self._now = now
        self._orders: SimpleQueue[Callable[[Notebook], Any] | None] = SimpleQueue()
        self._outcomes: SimpleQueue[Outcome] = SimpleQueue()
        self._post = _Post()
        self._thread: Thread | None = None
        self._notebook: Notebook | None = None
        self._opened = False
        self._damage: NotebookDamaged | None = None

    @property
    def arrived(self) -> SignalInstance:
        """The signal that an outcome may be taken; connect it queued."""
        return self._post.rung

    def give(self, order: Callable[[Notebook], Any]) -> None:
        """Have an order done."""
        if self._thread is None:
            # A disk that hangs must not keep the program from ending.
            self._thread = Thread(target=self._work, name="notebook-writer", daemon=True)
            self._thread.start()
        self._orders.put(order)

    def take(self, timeout: float = 0.0) -> Outcome | None:
        """Return the outcome, waiting for it up to a time in seconds; None where there is none."""
        try:
            return self._outcomes.get(block=timeout > 0, timeout=timeout or None)
        except Empty:
            return None

    def distrust(self, damage: NotebookDamaged) -> None:
        """Leave the file as it is from now on, even when it is closed."""
        self._damage = damage

    def end(self, timeout: float) -> None:
        """Close the connection and end the thread; one that a disk holds up is left behind."""
        if self._thread is not None:
            self._orders.put(None)
            self._thread.join(timeout)
            self._thread = None

    # On the thread

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            self._outcomes.put(self._outcome(order))
            self._post.rung.emit()
        self._close()

    def _outcome(self, order: Callable[[Notebook], Any]) -> Outcome:
        try:
            try:
                return Outcome(order(self._open()), None)
            except NotebookReplaced:
                # Nothing was written: the notebook that stands there now shall have it.
                self._close()
                return Outcome(order(self._open()), None)
        except NotebookError as error:
            if not _is_passing(error):
                # A connection may not survive what its disk went through; a new one does.
                self._close()
            return Outcome(None, error)
        except Exception as error:
            return Outcome(None, error)

    def _open(self) -> Notebook:
        if self._notebook is None:
            if self._opened and not self._path.exists():
                # Its disk may be gone for a while; an empty notebook must not take its place.
                raise NotebookMissing(self._path)
            self._notebook = Notebook.open(self._path, now=self._now(), backups=self._backups)
            self._opened = True
        return self._notebook

    def _close(self) -> None:
        if self._notebook is not None:
            notebook, self._notebook = self._notebook, None
            if self._damage is not None:
                notebook.distrust(self._damage)
            notebook.close()


def _is_passing(error: NotebookError) -> bool:
    """Return whether an error leaves the connection as good as it was."""
    match error:
        case NotebookBusy() | CourseUnknown():
            return True
        case NotebookUnwritable():
            return error.reason is Obstacle.FULL
        case _:
            return False
