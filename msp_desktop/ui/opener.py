"""Opening courses on another thread: a drive may be slow, and parsing takes its time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from msp_desktop.course.errors import Cancelled, CourseError, CourseUnreadable
from msp_desktop.course.loader import Opening
from msp_desktop.course.progress import Progress
from msp_desktop.course.reading import Reading
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

    from msp_desktop.course.cache import CourseCache
    from msp_desktop.course.model import Course
    from msp_desktop.course.parser import Packed
    from msp_desktop.course.source import SourceFile
    from msp_desktop.ui.lookout import Lookout
    from msp_desktop.ui.settings import Settings

PATIENCE = 250
"""Milliseconds that the window waits for a course that was opened before: it is there at once."""


class Opener(QObject):
    """Opens one course at a time, and new editions of it; ``progress`` says how far it is.

    Signals: ``begun(path)`` when opening takes a while; ``opened(course)``; ``failed(error)`` with
    a CourseError; ``repainted()``, ``stale(error)`` and ``fresh()`` as the lookout's.
    """

    begun = Signal(object)
    opened = Signal(object)
    failed = Signal(object)
    repainted = Signal()
    stale = Signal(object)
    fresh = Signal()

    def __init__(
        self, cache: CourseCache, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._cache = cache
        self._settings = settings
        self._shown: Course | None = None
        self._lookout: Lookout | None = None
        self._worker = Worker(self)
        self._path: Path | None = None
        self.progress = Progress()

    @property
    def busy(self) -> bool:
        """Whether a course is being opened."""
        return not self._worker.idle

    @property
    def reading(self) -> Reading:
        """What the questions of the open course are."""
        return self._settings.reading(self._shown.source) if self._shown else Reading.AUTOMATIC

    def set_reading(self, reading: Reading) -> None:
        """Say what the questions of the open course are; it is opened again with them."""
        if self._shown is not None and reading is not self.reading:
            self._settings.set_reading(self._shown.source, reading)
            self.open(self._shown.source)

    def keep_to(self, course: Course) -> None:
        """Take a course for the open one."""
        self._shown = course
        if self._lookout is not None:
            self._lookout.keep_to(course, self.reading)

    def watch(self) -> None:
        """Look after the open course on disk, and those that are opened later."""
        if self._lookout is not None:
            return
        from msp_desktop.ui.lookout import Lookout
        from msp_desktop.ui.watch import Watch

        watch = Watch(self)
        lookout = self._lookout = Lookout(self._cache, self)
        watch.stirred.connect(self._look)
        lookout.looked.connect(watch.watch)
        lookout.edited.connect(self.opened)
        lookout.repainted.connect(self.repainted)
        lookout.stale.connect(self.stale)
        lookout.fresh.connect(self.fresh)
        if self._shown is not None:
            lookout.keep_to(self._shown, self.reading)
            lookout.look()

    def close(self) -> None:
        """Open and look after nothing any more."""
        self.cancel()
        self._shown = None
        if self._lookout is not None:
            self._lookout.leave()

    def open(self, path: Path, *, afresh: bool = False) -> None:
        """Open a course instead of any that is being opened.

        With ``afresh`` its files are read even if they look as they did the last time.
        """
        self.cancel()
        progress = self.progress = Progress()
        reading = self._settings.reading(path)
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

    def _look(self) -> None:
        if self._lookout is not None and not self.busy:
            self._lookout.look()

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
