"""A course's move as it was planned, ready to be carried out where it still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from msp_desktop.course.model import ids_of
from msp_desktop.course.text import subject_of_chapter
from msp_desktop.notebook import editions
from msp_desktop.notebook.basis import basis, subjects, unanchored
from msp_desktop.notebook.model import Changes
from msp_desktop.notebook.moves import Moved, carried_out
from msp_desktop.notebook.planning import Plan
from msp_desktop.notebook.steps import settled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from msp_desktop.course.model import Course
    from msp_desktop.course.progress import Progress
    from msp_desktop.notebook.comparing import Standing
    from msp_desktop.notebook.tables import Rows


class Planned(Protocol):
    """A plan.  What it holds may be handed from thread to thread; one uses it at a time."""

    def stands(self, rows: Rows) -> bool:
        """Return whether what it was made from is what it was."""
        ...

    def renewed(self, rows: Rows) -> Planned:
        """Return the plan as it is to be by now."""
        ...

    def carried_out(self, rows: Rows) -> Moved:
        """Carry it out; the caller holds a transaction in which it stands."""
        ...


class Here(NamedTuple):
    """What a course has, without its texts: ``chapters`` are those of its questions."""

    digest: str
    subjects: frozenset[str]
    chapters: Mapping[str, str]


def here(course: Course) -> Here:
    """Return what a course has."""
    chapters = {name: one.id for one in course.chapters for name in ids_of(one.questions)}
    intros = map(subject_of_chapter, ("", *(one.id for one in course.chapters)))
    return Here(course.digest, frozenset((*chapters, *intros)), chapters)


def is_followed(rows: Rows, there: Here, record: str, *, again: bool) -> bool:
    """Return whether everything is where it belongs in a course."""
    latest = editions.listed(rows, record)[:1]
    if again or not latest or latest[0][0] != there.digest:
        return False
    if unanchored(rows, record, there.digest):
        return False
    return subjects(rows, record) - there.subjects <= settled(rows, record).gone


def is_held(rows: Rows, digest: str, record: str) -> bool:
    """Return whether the user has taken back the move to an edition, by its digest."""
    return settled(rows, record).held == digest


class Following:
    """The move of what was written in a course to the edition that was opened."""

    def __init__(
        self,
        rows: Rows,
        there: Here,
        standing: Standing,
        packed: bytes,
        *,
        now: datetime,
        again: bool,
        progress: Progress | None = None,
    ) -> None:
        self._here = there
        self._packed = packed
        self._again = again
        self._plan = Plan(rows, standing, now=now, progress=progress)
        self._is_done = self._held = False

    def stands(self, rows: Rows) -> bool:
        """Return whether nothing was written that the plan depends on."""
        return basis(rows, self._plan.record) == self._plan.basis

    def renewed(self, rows: Rows) -> Following:
        """Return the plan as it is to be by now, an idle one where somebody else has moved."""
        if not self.stands(rows):
            record = self._plan.record
            self._held = is_held(rows, self._here.digest, record) and not self._again
            self._is_done = is_followed(rows, self._here, record, again=self._again)
            self._plan = self._plan.renewed(rows)
        return self

    def carried_out(self, rows: Rows) -> Moved:
        """Move everything and keep the edition; the caller holds a transaction."""
        if self._is_done or self._held:
            return Moved(Changes(), held=self._held)
        return carried_out(rows, self._plan, self._packed, self._here.chapters)
