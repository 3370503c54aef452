"""The maps of the pictures that are shown, and which diagram has which question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from msp_desktop.course.diagrams import DiagramMap, Maps
    from msp_desktop.course.model import Course
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.diagram.linked import Linked
    from msp_desktop.ui.views.diagram.pane import DiagramPane
    from msp_desktop.ui.windows.gallery import Gallery

FIRST = 300
"""Milliseconds after the first picture in which its map is not read: the page comes first."""

MOST_DIAGRAMS = 24
"""How many diagrams are looked through for the questions that they have."""


class _Place(NamedTuple):
    """A picture by its path in the course, and its file."""

    path: str
    file: Path | None


class _Atlas:
    """The maps of a course.

    Made by the first job that needs them: what that imports is not for the interface's thread.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self._maps: Maps | None = None

    def map(self, place: _Place) -> DiagramMap:
        """Return the map of a picture as it is on disk now."""
        if self._maps is None:
            from msp_desktop.course.diagrams import Maps

            self._maps = Maps(self.course)
        return self._maps.of(place.path, place.file)


class Mapping(QObject):
    """Has a map made off the interface's thread when its picture has come; it goes with it.

    Signals: ``came(Linked)`` with the elements of the picture on the canvas, ``gone()`` when
    nothing is known of that any more, and ``learnt()`` when more is known of other diagrams.
    """

    came = Signal(object)
    gone = Signal()
    learnt = Signal()

    def __init__(self, study: Study, diagram: DiagramPane, gallery: Gallery) -> None:
        super().__init__(diagram)
        self._study = study
        self._diagram = diagram
        self._gallery = gallery
        self._worker = Worker(self)
        self._atlas: _Atlas | None = None
        # The path of the picture whose map is shown or being read.
        self._path = ""
        self._asked: dict[str, frozenset[str]] = {}
        self._wait = QTimer(self, interval=FIRST, singleShot=True)
        self._wait.timeout.connect(self._read)
        diagram.picture_changed.connect(self._picture_changed)
        study.repainted.connect(self._forget)
        study.opened.connect(self._forget)

    @property
    def at_rest(self) -> bool:
        """Whether every map that is wanted is there."""
        return self._worker.idle and not self._wait.isActive()

    def leave_out(self) -> None:
        """Read no map from now on: nothing is linked."""
        self._wait.timeout.disconnect(self._read)

    def diagram_of(self, question: str, chapter: str) -> int | None:
        """Return which of the course's diagrams has a question, those of a chapter first.

        None where none is known to have it.
        """
        course = self._study.course
        if course is None or not any(question in one for one in self._asked.values()):
            return None
        own = self._gallery.own_diagrams(chapter)
        have = [
            index
            for index, one in enumerate(course.diagrams)
            if question in self._asked.get(one.path, ())
        ]
        return min(have, key=lambda index: (index not in own, index), default=None)

    def look_through(self, chapter: str) -> None:
        """Find out which questions the other diagrams have, those of a chapter first."""
        course = self._study.course
        if course is None or self._atlas is None or not self.at_rest:
            return
        paths = [course.diagrams[index].path for index in self._gallery.own_diagrams(chapter)]
        if len(course.diagrams) <= MOST_DIAGRAMS:
            paths += [one.path for one in course.diagrams]
        new = [one for one in dict.fromkeys(paths) if one not in self._asked]
        if new:
            places = [self._place(one) for one in new[:MOST_DIAGRAMS]]
            self._worker.submit(partial(_questions, self._atlas_of(course), places), self._learn)

    def _picture_changed(self) -> None:
        """Have the map of another picture read; nothing is linked until it is there."""
        there = self._diagram.canvas.picture is not None
        path = self._gallery.picture if there else ""
        if path != self._path or not path:
            self.gone.emit()
        self._path = path
        self._worker.drop()
        if self._atlas is None:
            self._wait.start()
        else:
            self._read()

    def _read(self) -> None:
        course = self._study.course
        if course is not None and self._path:
            job = partial(_linked, self._atlas_of(course), self._place(self._path))
            self._worker.submit(job, self.came.emit)

    def _atlas_of(self, course: Course) -> _Atlas:
        if self._atlas is None or self._atlas.course is not course:
            self._atlas = _Atlas(course)
        return self._atlas

    def _learn(self, asked: dict[str, frozenset[str]]) -> None:
        self._asked |= asked
        self.learnt.emit()

    def _forget(self, _course: object = None) -> None:
        """Know nothing of pictures that may be others now; the shown one is read again."""
        self._asked = {}
        course = self._study.course
        before = self._atlas.course if self._atlas else None
        if before is not None and (course is None or before.source != course.source):
            self._path = ""
            self._worker.drop()
            self.gone.emit()

    def _place(self, path: str) -> _Place:
        return _Place(path, self._study.pictures.find(path))


def _linked(atlas: _Atlas, place: _Place) -> Linked:
    from msp_desktop.course.diagrams import HitIndex
    from msp_desktop.ui.views.diagram.linked import Linked

    found = atlas.map(place)
    return Linked(found, HitIndex(found.elements))


def _questions(atlas: _Atlas, places: Sequence[_Place]) -> dict[str, frozenset[str]]:
    return {one.path: frozenset(atlas.map(one).questions) for one in places}
