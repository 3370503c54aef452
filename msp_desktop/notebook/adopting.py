"""What was written in one course brought into another one that asks mostly the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from msp_desktop.notebook import editions, highlights
from msp_desktop.notebook.basis import basis, subjects
from msp_desktop.notebook.carrying import Way
from msp_desktop.notebook.comparing import compare
from msp_desktop.notebook.copying import copied, refs
from msp_desktop.notebook.model import Changes, Edition, EditionQuestion, QuestionRef, Wording
from msp_desktop.notebook.moves import Moved
from msp_desktop.notebook.notes import Notes
from msp_desktop.notebook.planning import renamed
from msp_desktop.notebook.reanchoring import Reanchoring
from msp_desktop.notebook.steps import Record, put_record, put_settled, settled
from msp_desktop.notebook.store import Store

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.course.progress import Progress
    from msp_desktop.notebook.comparing import Standing
    from msp_desktop.notebook.tables import Rows


class Adoption:
    """What is to be brought from one course into another, and where to."""

    def __init__(
        self,
        rows: Rows,
        source: str,
        there: Standing,
        *,
        now: datetime,
        progress: Progress | None = None,
    ) -> None:
        self._source = source
        self._there = there
        self._now = now
        self._basis = basis(rows, source)
        self._before = editions.latest(rows, source) or _as_written(rows, source)
        self._comparison = compare(self._before, there.edition)
        here = frozenset(one.id for one in there.edition.questions)
        self._moves = renamed(self._comparison.targets, self._before, here)
        drawn = highlights.every(rows, source)
        self._drawn = Reanchoring(there, self._comparison, self._moves).anchored(drawn, progress)

    def stands(self, rows: Rows) -> bool:
        """Return whether the other course is as it was when this was planned."""
        return basis(rows, self._source) == self._basis

    def renewed(self, rows: Rows) -> Adoption:
        """Return this as it is to be by now."""
        if self.stands(rows):
            return self
        return Adoption(rows, self._source, self._there, now=self._now)

    def carried_out(self, rows: Rows) -> Moved:
        """Bring everything; the caller holds a transaction."""
        edition, now = self._there.edition, self._now
        record, before = edition.course, self._before
        wordings = {one.id: Wording(one.title, one.chapter) for one in edition.questions}
        way = Way(record, self._moves, wordings, now)
        done = copied(rows, self._source, way, self._drawn)
        if not any(done.values()):
            return Moved(Changes(), self._comparison)
        _keep_old(rows, before._replace(course=record))
        values: dict[str, Any] = dict(done)
        kept = Record(uuid4().hex, now, before.digest, edition.digest, self._source, values)
        put_record(rows, record, kept)
        here = {one.id for one in edition.questions}
        gone = frozenset(subjects(rows, record) - here)
        put_settled(rows, record, settled(rows, record)._replace(gone=gone), now=now)
        changes = Changes(
            bookmarks=refs(record, done["bookmarks"]),
            notes=refs(record, done["notes"]),
            tags=refs(record, done["tags"]),
            highlights=frozenset(one[0] for one in done["highlights"]),
            pins=frozenset(one[0] for one in done["pins"]),
            reviews=frozenset(QuestionRef(record, one[1]) for one in done["reviews"]),
            editions=frozenset({record}),
        )
        return Moved(changes, self._comparison)


def _keep_old(rows: Rows, old: Edition) -> None:
    """Keep the other course's edition, from which the decisions take what stood there.

    It is no edition of this course: what is latest stays so.
    """
    if editions.find(rows, old.course, old.digest) is None:
        editions.put_edition(rows, old, editions.pack(old), latest=False)


def _as_written(rows: Rows, course: str) -> Edition:
    """Return what is known of a course of which no edition was kept: what was written on.

    Raises LookupError where there is no such course.
    """
    worded = [(one.ref.question, one.wording) for one in Store(rows).bookmarks(course)]
    worded += [(one.ref.question, one.wording) for one in Notes(rows).of(course)]
    drawn = highlights.every(rows, course)
    worded += [(one.ref.question, one.wording) for one in drawn]
    titles = dict(worded)
    questions = [
        EditionQuestion(name, *titles.get(name, Wording("", "")), "")
        for name in sorted(subjects(rows, course))
    ]
    for known in Store(rows).known_courses():
        if known.record.id == course:
            record = known.record
            return Edition(course, record.digest, record.opened_at, tuple(questions))
    raise LookupError(course)
