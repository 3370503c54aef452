"""How far opening a course is, seen from another thread, and the way to stop it."""

from __future__ import annotations

from _thread import allocate_lock
from typing import TYPE_CHECKING

from msp_desktop.course.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable


class Progress:
    """What one thread does and another one watches.

    ``files`` and ``bytes`` are how much there is to do, 0 as long as nobody knows; ``done_files``
    and ``done_bytes`` how much of it has been done.
    """

    def __init__(self) -> None:
        self.files = 0
        self.bytes = 0
        self.done_files = 0
        self.done_bytes = 0
        self._lock = allocate_lock()
        self._cancelled = False
        self._stop: Callable[[], None] | None = None

    @property
    def cancelled(self) -> bool:
        """Whether it shall stop."""
        return self._cancelled

    def begin(self, files: int, size: int) -> None:
        """Say how much there is to do; what was done before counts no more."""
        self.done_files = self.done_bytes = 0
        self.files, self.bytes = files, size

    def step(self, size: int) -> None:
        """Say that a file of a size has been done.  Raises Cancelled."""
        self.done_files += 1
        self.done_bytes += size
        self.check()

    def advance(self, size: int) -> None:
        """Say that some more of a size has been done.  Raises Cancelled."""
        self.done_bytes += size
        self.check()

    def check(self) -> None:
        """Raise Cancelled if it shall stop."""
        if self._cancelled:
            raise Cancelled

    def cancel(self) -> None:
        """Have it stop as soon as it can."""
        with self._lock:
            self._cancelled = True
            stop, self._stop = self._stop, None
        if stop is not None:
            stop()

    def stop_with(self, stop: Callable[[], None] | None) -> None:
        """Call something, from another thread, when it shall stop; at once if it shall already."""
        with self._lock:
            self._stop = stop
            late = stop if self._cancelled else None
        if late is not None:
            late()
