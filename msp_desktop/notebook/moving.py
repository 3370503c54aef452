"""What was written in a course moves along when the course has changed.

A move is planned (:meth:`Moves.plan`) while everybody may write, on any thread and through any
notebook, and carried out (:meth:`Moves.carry_out`) in one transaction: where the course is another
edition than the last one, bookmarks, notes, tags, highlights and the reading place go to the
questions that theirs have become, and highlights are anchored anew.  What was written meanwhile
goes along; where the plan depends on it, it is made again (:meth:`Moves.renew`).  Each move can be
taken back.  What cannot be decided stays as it is; :mod:`msp_desktop.notebook.decisions` lists it.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook import editions, sightings
from msp_desktop.notebook.adopting import Adoption
from msp_desktop.notebook.carrying import DELETED
from msp_desktop.notebook.comparing import compare, standing
from msp_desktop.notebook.editions import pack
from msp_desktop.notebook.model import Changes
from msp_desktop.notebook.moves import Moved, taken_back
from msp_desktop.notebook.planned import Following, here, is_followed, is_held
from msp_desktop.notebook.sightings import Sighting, sighting
from msp_desktop.notebook.steps import last_record, settled

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

    from msp_desktop.course.model import Course
    from msp_desktop.course.progress import Progress
    from msp_desktop.notebook.comparing import Comparison
    from msp_desktop.notebook.planned import Planned
    from msp_desktop.notebook.session import Session
    from msp_desktop.notebook.tables import Rows

TRIES = 3
"""How often a plan is made again because of what is written meanwhile; then writing waits."""


class Step(NamedTuple):
    """A move that can be taken back.

    ``before`` and ``after`` are the digests of its editions, ``source`` the id of the course that
    something was brought from, "" for the course itself.  The numbers say how much was moved, and
    how many highlights were not found; ``pins`` are those that were brought.
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
    pins: int = 0


class Moves:
    """Moves in one open notebook; got from :class:`Notebook`, whose errors they raise."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(
        self,
        course: Course,
        record: str,
        *,
        now: datetime,
        again: bool = False,
        progress: Progress | None = None,
    ) -> Planned | None:
        """Plan the move of what was written in a course to the edition that was opened.

        None where there is nothing to be done: the course is what it was, or the user has taken
        the move to this very edition back and ``again`` does not say that it is to be made once
        more.  ``record`` is the id of the course's record.  This reads the whole course, whose
        texts are one thread's: hand in one that was opened on this thread.  Raises Cancelled.
        """
        facts = here(course)
        with self._at_once() as rows:
            if is_followed(rows, facts, record, again=again):
                return None
            if not again and is_held(rows, course.digest, record):
                return None
            begin(rows, record, facts.subjects, progress)
        with _uncollected():
            there = standing(course, record, now=now, progress=progress)
            packed = pack(there.edition)
            with self._at_once() as rows:
                return Following(
                    rows, facts, there, packed, now=now, again=again, progress=progress
                )

    def plan_adopting(
        self,
        source: str,
        course: Course,
        record: str,
        *,
        now: datetime,
        progress: Progress | None = None,
    ) -> Planned:
        """Plan what :meth:`adopt` does, once the course has been followed."""
        with self._at_once() as rows:
            begin(rows, source, here(course).subjects, progress)
        with _uncollected():
            there = standing(course, record, now=now, progress=progress)
            with self._at_once() as rows:
                return Adoption(rows, source, there, now=now, progress=progress)

    def renew(self, planned: Planned) -> Planned:
        """Return a plan as it is to be by now; little is read and reckoned that still stands."""
        with _uncollected(), self._at_once() as rows:
            return planned.renewed(rows)

    def carry_out(self, planned: Planned, *, whatever: bool = False) -> Moved | None:
        """Carry a plan out in one transaction; None where it has to be made again first.

        With ``whatever`` it is made again here if it has to be, and who writes has to wait.
        """
        with self._session.writing() as rows:
            if not planned.stands(rows):
                if not whatever:
                    return None
                planned = planned.renewed(rows)
            return planned.carried_out(rows)

    def follow(self, course: Course, record: str, *, now: datetime, again: bool = False) -> Moved:
        """Move what was written in a course to where it belongs in the edition that was opened.

        It is planned and carried out at once: see :meth:`plan`.  Where two programs open a new
        edition at once, one of them moves.
        """
        planned = self.plan(course, record, now=now, again=again)
        if planned is None:
            return Moved(Changes(), held=self.is_held(course.digest, record))
        return self._carried_out(planned)

    def adopt(self, source: str, course: Course, record: str, *, now: datetime) -> Moved:
        """Bring what was written in another course, by its id, into this one as it stands.

        The other course keeps its own: what comes is a copy.  What cannot be placed comes along,
        too, and is listed for a decision.  Bringing it again brings only what is not there.
        ``course`` and ``record`` are as with :meth:`follow`, which this does first.
        """
        followed = self.follow(course, record, now=now)
        moved = self._carried_out(self.plan_adopting(source, course, record, now=now))
        return moved._replace(changes=followed.changes | moved.changes)

    def is_held(self, digest: str, record: str) -> bool:
        """Return whether the user has taken back the move to an edition, by its digest."""
        with self._session.reading() as rows:
            return is_held(rows, digest, record)

    def sighting(self, record: str) -> Sighting:
        """Return up to which edition the user knows a course."""
        with self._session.reading() as rows:
            return sighting(rows, record)

    def look(self, record: str, known: Sighting, *, now: datetime) -> Changes:
        """Keep up to which edition the user knows a course, for every window."""
        with self._session.writing() as rows:
            if known == sighting(rows, record):
                return Changes()
            sightings.put(rows, record, known, now=now)
        return Changes(editions=frozenset({record}))

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
            pins=len(one.done.get("pins", ())) if one.source else 0,
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

    def since(self, record: str, before: str, after: str) -> Comparison | None:
        """Return two editions that are kept beside each other, by their digests.

        None where one of them is not kept.
        """
        with self._at_once() as rows:
            ones = [editions.find(rows, record, digest) for digest in (before, after)]
        return compare(ones[0], ones[1]) if ones[0] and ones[1] else None

    def _carried_out(self, planned: Planned) -> Moved:
        for _ in range(TRIES):
            moved = self.carry_out(planned)
            if moved is not None:
                return moved
            planned = self.renew(planned)
        moved = self.carry_out(planned, whatever=True)
        assert moved is not None
        return moved

    @contextmanager
    def _at_once(self) -> Generator[Rows]:
        """Let what is inside read one state of the notebook, whatever others write meanwhile."""
        with self._session.reading() as rows:
            rows.connection.execute("BEGIN")
            try:
                yield rows
            finally:
                if rows.connection.in_transaction:
                    rows.connection.execute("ROLLBACK")


def begin(rows: Rows, record: str, subjects: frozenset[str], progress: Progress | None) -> None:
    """Say how much there is to do: the texts to be read, and the highlights to be found.

    Of a course that is only kept, for the first time, nothing is said: nobody waits for that.
    """
    if progress is not None and editions.listed(rows, record):
        query = "SELECT count(*) FROM highlight WHERE course = ?"
        (drawn,) = rows.connection.execute(query, (record,)).fetchone()
        progress.begin(1, len(subjects) + drawn)


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
