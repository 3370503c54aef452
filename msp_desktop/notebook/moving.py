"""What was written in a course moves along when the course has changed.

:meth:`Moves.follow` is called when a course has been opened: where it is another edition than the
last one, bookmarks, notes, tags, highlights and the reading place go to the questions that theirs
have become, and highlights are anchored anew.  Each move is one transaction and can be taken back.
What cannot be decided stays as it is; :mod:`msp_desktop.notebook.decisions` lists it.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.text import subject_of_chapter
from msp_desktop.notebook import editions
from msp_desktop.notebook.adopting import Adoption
from msp_desktop.notebook.carrying import DELETED
from msp_desktop.notebook.comparing import compare, standing
from msp_desktop.notebook.editions import pack
from msp_desktop.notebook.model import Changes
from msp_desktop.notebook.moves import Moved, carried_out, taken_back
from msp_desktop.notebook.planning import Plan, subjects, unanchored
from msp_desktop.notebook.steps import last_record, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import datetime

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.comparing import Comparison
    from msp_desktop.notebook.session import Session
    from msp_desktop.notebook.tables import Rows

_TRIES = 3


class Step(NamedTuple):
    """A move that can be taken back.

    ``before`` and ``after`` are the digests of its editions, ``source`` the id of the course that
    something was brought from, "" for the course itself.  The numbers say how much was moved, and
    how many highlights were not found.
    """

    id: str
    made_at: datetime
    before: str
    after: str
    source: str
    bookmarks: int
    notes: int
    tags: int
    highlights: int
    unplaced: int


class Moves:
    """Moves in one open notebook; got from :class:`Notebook`, whose errors they raise."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def follow(self, course: Course, record: str, *, now: datetime, again: bool = False) -> Moved:
        """Move what was written in a course to where it belongs in the edition that was opened.

        ``record`` is the id of the course's record.  This reads the whole course, whose texts are
        one thread's: hand in one that was opened on this thread.  Nothing happens where the course
        is what it was; where two programs open a new edition at once, one of them moves.  A move
        that was taken back is not made once more unless ``again`` says so.
        """
        with self._session.reading() as rows:
            if _is_followed(rows, course, record, again=again):
                return Moved(Changes())
            if not again and settled(rows, record).held == course.digest:
                return Moved(Changes(), held=True)
        there = standing(course, record, now=now)
        packed = pack(there.edition)

        def plan(rows: Rows) -> Callable[[], Moved]:
            if _is_followed(rows, course, record, again=again):
                return lambda: Moved(Changes())
            planned = Plan(rows, there)
            return lambda: carried_out(rows, planned, packed, course, now=now)

        return self._planned(plan)

    def adopt(self, source: str, course: Course, record: str, *, now: datetime) -> Moved:
        """Bring what was written in another course, by its id, into this one as it stands.

        The other course keeps its own: what comes is a copy.  What cannot be placed comes along,
        too, and is listed for a decision.  Bringing it again brings only what is not there.
        ``course`` and ``record`` are as with :meth:`follow`, which this does first.
        """
        followed = self.follow(course, record, now=now)
        there = standing(course, record, now=now)

        def plan(rows: Rows) -> Callable[[], Moved]:
            adoption = Adoption(rows, source, there)
            return lambda: adoption.carried_out(now=now)

        moved = self._planned(plan)
        return moved._replace(changes=followed.changes | moved.changes)

    def last(self, record: str) -> Step | None:
        """Return the last move in a course that can be taken back."""
        with self._session.reading() as rows:
            one = last_record(rows, record)
        if one is None:
            return None
        notes = [each for each in one.done["notes"] if each[-1] is not DELETED]
        placed = [each[-1][-1] for each in one.done["highlights"]]
        return Step(
            one.id,
            one.made_at,
            one.before,
            one.after,
            one.source,
            bookmarks=len(one.done["bookmarks"]),
            notes=len(notes),
            tags=len(one.done["tags"]),
            highlights=sum(placed),
            unplaced=len(placed) - sum(placed),
        )

    def step_back(self, record: str, *, now: datetime) -> Changes:
        """Take the last move in a course back; nothing that was written since is lost.

        Everything goes back to the question it came from.  What was changed after the move keeps
        the change: a note goes back with its new text, a bookmark with its new label, a highlight
        that was recoloured in its new colour; one whose ends were moved by hand stays where it is.
        What was deleted since stays deleted, and what was written since on the new questions stays
        there.  :meth:`follow` with ``again`` makes the move once more.
        """
        with self._session.writing() as rows:
            last = last_record(rows, record)
            return taken_back(rows, record, last, now=now) if last else Changes()

    def comparison(
        self, course: Course, record: str, *, now: datetime, before: str = ""
    ) -> Comparison | None:
        """Return an edition beside the course as it stands.

        ``before`` is its digest (see :class:`Step`); without it, it is the edition before this
        one.  None where that is not kept.  Reads the whole course, as :meth:`follow` does.
        """
        with self._session.reading() as rows:
            if not before:
                (latest,) = editions.digests(rows, record)[:1] or ("",)
                before = latest if latest != course.digest else settled(rows, record).before
            old = editions.find(rows, record, before)
        return compare(old, standing(course, record, now=now).edition) if old else None

    def _planned(self, plan: Callable[[Rows], Callable[[], Moved]]) -> Moved:
        """Make a plan while others may write, and carry it out unless somebody did."""
        with _uncollected():
            for _ in range(_TRIES):
                with self._session.reading() as rows:
                    version = _version(rows)
                    carry_out = plan(rows)
                with self._session.writing() as rows:
                    if _version(rows) == version:
                        return carry_out()
            with self._session.writing() as rows:
                return plan(rows)()


@contextmanager
def _uncollected() -> Generator[None]:
    """Let what is inside make many values without a look through all of them again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _is_followed(rows: Rows, course: Course, record: str, *, again: bool) -> bool:
    """Return whether everything is where it belongs in a course."""
    if again or [*editions.digests(rows, record)[:1]] != [course.digest]:
        return False
    here = {*course.question_ids, *(subject_of_chapter(one.id) for one in course.chapters)}
    here.add(subject_of_chapter(""))
    if unanchored(rows, record, course.digest):
        return False
    return subjects(rows, record) - here <= settled(rows, record).gone


def _version(rows: Rows) -> int:
    """Return what is another number once another connection has written."""
    (number,) = rows.connection.execute("PRAGMA data_version").fetchone()
    return int(number)
