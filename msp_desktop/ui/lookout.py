"""What becomes of the open course outside: new editions, new pictures, and files that are gone."""

from __future__ import annotations

from functools import partial
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from msp_desktop.course.errors import CourseEmpty, CourseError
from msp_desktop.course.pictures import locate, path_of, sidecar_of
from msp_desktop.course.progress import Progress
from msp_desktop.course.source import state_of
from msp_desktop.ui.opener import opening_of
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from msp_desktop.course.cache import CourseCache
    from msp_desktop.course.model import Course
    from msp_desktop.course.reading import Reading
    from msp_desktop.course.source import State
    from msp_desktop.course.survey import Places

GONE = 300
"""Milliseconds after which a file that is gone from a folder is taken for deleted.

Programs that write a file anew sometimes delete it first.
"""

UNFINISHED = 3000
"""Milliseconds after which a folder's file that is empty, or no text, is taken as it is."""

SAID = 1000
"""Milliseconds after which it is said that the course on disk is not what is shown."""

AGAIN = 350
"""Milliseconds between two looks at what is gone or unfinished."""

FIRST = 1000
"""Milliseconds after which a course that was opened is looked at: first it is to be read."""

MOST_PICTURES = 2000
"""How many pictures are looked at."""


class _Found(NamedTuple):
    """What a look found: the course if it has news, or why it cannot be read.

    ``pictures`` are its pictures with their states, ``places`` and ``others`` where a change of its
    texts and its pictures would be seen.
    """

    course: Course | CourseError | None
    places: Places | None = None
    pictures: Mapping[Path, State] = MappingProxyType({})
    others: tuple[Path, ...] = ()


class Lookout(QObject):
    """Looks again at the course that is open.

    Signals: ``edited(course)`` for a new edition; ``repainted()`` where pictures have changed;
    ``stale(error)`` with a CourseError while what is shown cannot be read any more, and ``fresh()``
    when it can be again; ``looked(places, others)`` with where changes will be seen.
    """

    edited = Signal(object)
    repainted = Signal()
    stale = Signal(object)
    fresh = Signal()
    looked = Signal(object, object)

    def __init__(self, cache: CourseCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self._worker = Worker(self)
        self._shown: tuple[Course, Reading] | None = None
        self._pictures: Mapping[Path, State] | None = None
        self._doubt: object = None
        self._doubted = QElapsedTimer()
        self._is_stale = False
        self._again = QTimer(self, interval=AGAIN, singleShot=True)
        self._again.timeout.connect(self.look)
        self._first = QTimer(self, interval=FIRST, singleShot=True)
        self._first.timeout.connect(self.look)

    def keep_to(self, course: Course, reading: Reading) -> None:
        """Look after a course that has just been opened, first in a second."""
        before = self._shown
        self._shown = (course, reading)
        if before is None or before[0].source != course.source:
            self._pictures = None
        self._settle()
        self._first.start()

    def leave(self) -> None:
        """Look after no course any more."""
        self._again.stop()
        self._first.stop()
        self._worker.drop()
        self._shown = None

    def look(self) -> None:
        """See whether anything has changed."""
        if self._shown is not None:
            self._first.stop()
            work = partial(_look, *self._shown, self._cache)
            self._worker.submit(work, partial(self._found, self._shown))

    def _found(self, shown: tuple[Course, Reading], found: _Found) -> None:
        if shown is not self._shown:
            # Another one has been opened meanwhile.
            return
        new = found.course
        if isinstance(new, CourseError):
            self._suspect(type(new), new)
            return
        if new is not None and not self._may_take(shown[0], new):
            return
        self._settle()
        repainted = self._pictures is not None and self._pictures != found.pictures
        self._pictures = found.pictures
        if new is not None:
            self.edited.emit(new)
        if repainted:
            self.repainted.emit()
        if found.places is not None:
            self.looked.emit(found.places, found.others)

    def _may_take(self, old: Course, new: Course) -> bool:
        """Whether a new edition is one, and not half of one that is still being written."""
        gone = frozenset({one.file for one in old.chapters} - {one.file for one in new.chapters})
        if not gone and (new.chapters or new.preface or not (old.chapters or old.preface)):
            return True
        name = min(gone, default="")
        waited = self._suspect(gone, CourseEmpty(new.root / name if name else new.source))
        if len(old.files) == 1 and old.files == new.files:
            # There is nothing else in it: what is shown is more than what is there.
            return False
        return waited >= (GONE if gone.isdisjoint(new.files) else UNFINISHED)

    def _suspect(self, what: object, error: CourseError) -> int:
        """Doubt what was found, and look again; return for how many milliseconds it has been so."""
        if what != self._doubt:
            self._doubt = what
            self._doubted.start()
        waited = self._doubted.elapsed()
        if waited >= SAID and not self._is_stale:
            self._is_stale = True
            self.stale.emit(error)
        self._again.start()
        return waited

    def _settle(self) -> None:
        """Doubt no more."""
        self._again.stop()
        self._doubt = None
        if self._is_stale:
            self._is_stale = False
            self.fresh.emit()


def _look(course: Course, reading: Reading, cache: CourseCache) -> _Found:
    opening = opening_of(course.source, cache, reading, Progress())
    try:
        news = opening.news(course.digest)
    except CourseError as error:
        return _Found(error)
    pictures = _states(news or course)
    # A picture that is missing may come into its folder.
    around = dict.fromkeys(picture.parent for picture in pictures)
    there = [folder for folder in around if folder.is_dir()]
    there += [picture for picture, state in pictures.items() if state]
    return _Found(news, opening.places(), pictures, tuple(there))


def _states(course: Course) -> dict[Path, State]:
    """Return where a course's pictures are, and what tells each from another version of it.

    So for the sidecars beside them.  The state of a file that is missing is empty.
    """
    found: dict[Path, State] = {}
    pictures = islice(filter(None, map(path_of, course.picture_sources)), MOST_PICTURES)
    for path in chain.from_iterable((one, sidecar_of(one)) for one in pictures):
        file = course.root / path
        try:
            found[file] = state_of(file.stat())
        except (OSError, ValueError):
            # Its name may be written otherwise on disk, which takes longer to find out.
            other = locate(course.root, path)
            found[other or file] = state_of(other.stat()) if other else ()
    return found
