"""Opening courses on another thread: a drive may be slow, and parsing takes its time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from msp_desktop.course.errors import Cancelled, CourseError, CourseUnreadable
from msp_desktop.course.loader import Opening
from msp_desktop.course.progress import Progress
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

    from msp_desktop.course.cache import CourseCache
    from msp_desktop.course.model import Course
    from msp_desktop.course.parser import Packed
    from msp_desktop.course.reading import Reading
    from msp_desktop.course.source import SourceFile

PATIENCE = 250
"""Milliseconds that the window waits for a course that was opened before: it is there at once."""


class Opener(QObject):
    """Opens one course at a time; ``progress`` says how far it is.

    Signals: ``begun(path)`` when opening takes a while; ``opened(course)``; ``failed(error)`` with
    a CourseError.
    """

    begun = Signal(object)
    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, cache: CourseCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self._worker = Worker(self)
        self._path: Path | None = None
        self.progress = Progress()

    @property
    def busy(self) -> bool:
        """Whether a course is being opened."""
        return not self._worker.idle

    def open(self, path: Path, reading: Reading, *, afresh: bool = False) -> None:
        """Open a course instead of any that is being opened.

        With ``afresh`` its files are read even if they look as they did the last time.
        """
        self.cancel()
        progress = self.progress = Progress()
        opening = opening_of(path, self._cache, reading, progress, afresh=afresh)
        self._path = path
        known, receive = partial(_outcome, opening.known), partial(self._known, opening)
        # What was never opened has to be read at least, and nobody is to wait for that.
        patience = PATIENCE if self._cache.has_seen(path) else 0
        self._worker.submit(known, receive, patience=patience)
        if self.busy:
            self.begun.emit(path)

    def cancel(self) -> None:
        """Give up opening."""
        self.progress.cancel()
        self._worker.drop()
        if self.busy:
            # What cannot be stopped shall not keep the next one waiting.
            self._worker.deleteLater()
            self._worker = Worker(self)

    def _known(self, opening: Opening, outcome: Course | Exception | None) -> None:
        if outcome is None:
            self._worker.submit(partial(_outcome, opening.parsed), self._ended)
        else:
            self._ended(outcome)

    def _ended(self, outcome: Course | Exception | None) -> None:
        if isinstance(outcome, CourseError):
            self.failed.emit(outcome)
        elif isinstance(outcome, Exception):
            if not isinstance(outcome, Cancelled) and self._path is not None:
                self.failed.emit(CourseUnreadable(self._path, type(outcome).__name__))
                raise outcome
        else:
            self.opened.emit(outcome)


def opening_of(
    path: Path, cache: CourseCache, reading: Reading, progress: Progress, *, afresh: bool = False
) -> Opening:
    """Return a course on its way as the window opens it: a page says itself what it misses."""
    parser = partial(_parsed, progress)
    return Opening(
        path,
        cache,
        reading=reading,
        parser=parser,
        progress=progress,
        afresh=afresh,
        look=False,
    )


def _parsed(progress: Progress, files: Iterable[SourceFile], reading: Reading) -> Generator[Packed]:
    # Most courses were parsed before.
    from msp_desktop.course.crew import crew

    return crew(progress)(files, reading)


def _outcome(work: Callable[[], Course | None]) -> Course | Exception | None:
    try:
        return work()
    except Exception as error:
        # Nobody is to wait for what has failed.
        return error
