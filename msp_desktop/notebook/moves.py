"""One move of everything written in a course, planned and carried out, or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from msp_desktop.notebook import editions, highlights
from msp_desktop.notebook.carrying import (
    Way,
    carry_bookmarks,
    carry_notes,
    carry_place,
    carry_tags,
    return_bookmarks,
    return_notes,
    return_place,
    return_tags,
)
from msp_desktop.notebook.comparing import compare
from msp_desktop.notebook.editions import of_edition, put_edition
from msp_desktop.notebook.highlights import anchor_text, read_anchor
from msp_desktop.notebook.model import Changes, QuestionRef, Wording
from msp_desktop.notebook.reanchoring import Reanchoring
from msp_desktop.notebook.steps import Record, Settled, put_record, put_settled, settled
from msp_desktop.notebook.tables import SNAPSHOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.comparing import Comparison, Standing
    from msp_desktop.notebook.model import Highlight
    from msp_desktop.notebook.tables import Rows

_SUBJECTS = """
    SELECT question FROM bookmark WHERE course = ?1 UNION SELECT question FROM note
        WHERE course = ?1 UNION SELECT subject FROM tag WHERE course = ?1
        UNION SELECT question FROM highlight WHERE course = ?1
    EXCEPT SELECT id FROM highlight
"""


class Moved(NamedTuple):
    """What a move did.

    ``comparison`` is None where there was nothing to compare with: the course is opened for the
    first time, or is the edition that was opened last.  ``held`` says that nothing was moved
    because the user has taken the move to this very edition back.
    """

    changes: Changes
    comparison: Comparison | None = None
    held: bool = False


def subjects(rows: Rows, course: str) -> set[str]:
    """Return the questions of a course that anything was ever written on."""
    return {subject for (subject,) in rows.connection.execute(_SUBJECTS, (course,))}


class Plan:
    """What is to be moved in a course that stands as an edition, and where to."""

    def __init__(
        self, rows: Rows, there: Standing, packed: bytes, course: Course, *, again: bool
    ) -> None:
        self._rows = rows
        self._there = there
        self._packed = packed
        self._record = there.edition.course
        self._now = there.edition.opened_at
        before = editions.latest(rows, self._record)
        same = before is not None and before.digest == there.edition.digest
        self._is_done = same and not again
        self._comparison = compare(before, there.edition) if before and not same else None
        self._here = {one.id for one in there.edition.questions}
        self._moves = self._ways()
        self._chapters = {
            name: chapter.id
            for chapter in course.chapters
            for name in (one.id for one in chapter.questions)
        }
        self._before = [
            one
            for one in highlights.every(rows, self._record)
            if one.edition != there.edition.digest or one.ref.question in self._moves
        ]
        anchored = Reanchoring(there, self._comparison, self._moves).anchored(self._before)
        self._after = {one.id: one for one in anchored}

    def _ways(self) -> dict[str, str]:
        """Return which questions have another name now."""
        if self._comparison is None:
            return {}
        targets, before = self._comparison.targets, self._comparison.before
        moves = {name: target for name, target in targets.items() if name != target}
        for one in before.questions:
            if one.id not in targets and one.id in self._here:
                # Another question has its name now, and is not to get what was written on this.
                moves[one.id] = of_edition(one.id, before.digest)
        return moves

    def carried_out(self) -> Moved:
        """Move everything and keep the edition; the caller holds a transaction."""
        rows, record = self._rows, self._record
        edition = self._there.edition
        wordings = {one.id: Wording(one.title, one.chapter) for one in edition.questions}
        way = Way(record, self._moves, wordings, self._now)
        done: dict[str, Any] = {
            "bookmarks": carry_bookmarks(rows, way),
            "notes": carry_notes(rows, way),
            "tags": carry_tags(rows, way),
            "place": carry_place(rows, way, self._chapters),
            "highlights": self._write_highlights(),
        }
        put_edition(rows, edition, self._packed)
        gone = subjects(rows, record) - self._here
        put_settled(
            rows,
            record,
            settled(rows, record)._replace(gone=frozenset(gone), held=""),
            now=self._now,
        )
        if self._comparison is not None and any(done.values()):
            before = self._comparison.before.digest
            kept = Record(uuid4().hex, self._now, before, edition.digest, "", done)
            put_record(rows, record, kept)
        changes = Changes(
            bookmarks=_refs(record, done["bookmarks"]),
            notes=_refs(record, done["notes"]),
            highlights=frozenset(self._after),
            tags=_refs(record, done["tags"]),
            editions=frozenset({record}),
        )
        return Moved(changes, self._comparison)

    def _write_highlights(self) -> list[list[Any]]:
        done: list[list[Any]] = []
        for before in self._before:
            after = self._after[before.id]
            if after == before:
                continue
            moved = (after.ref, after.anchor, after.placed) != (
                before.ref,
                before.anchor,
                before.placed,
            )
            at = self._now if moved else before.placed_at
            after = after._replace(revision=before.revision + 1, updated_at=self._now, placed_at=at)
            highlights.put(self._rows, after)
            if moved:
                done.append([before.id, _place_values(before), _spot_values(after)])
        return done


def _refs(course: str, done: list[list[Any]]) -> frozenset[QuestionRef]:
    return frozenset(QuestionRef(course, name) for one in done for name in one[:2])


def _place_values(one: Highlight) -> list[Any]:
    anchor = anchor_text(one.anchor, one.line)
    return [one.ref.question, *one.wording, anchor, one.edition, one.placed]


def _spot_values(one: Highlight) -> list[Any]:
    return [one.ref.question, one.anchor.start, one.anchor.end, one.placed]


def taken_back(rows: Rows, course: str, record: Record, *, now: datetime) -> Changes:
    """Take a move back; the caller holds a transaction."""
    way = Way(course, {}, {}, now)
    done = record.done
    changes = Changes(
        bookmarks=frozenset(return_bookmarks(rows, way, done["bookmarks"])),
        notes=frozenset(return_notes(rows, way, done["notes"])),
        tags=frozenset(return_tags(rows, way, done["tags"])),
        highlights=frozenset(_return_highlights(rows, way, done["highlights"])),
        editions=frozenset({course}),
    )
    return_place(rows, way, done["place"])
    before = editions.find(rows, course, record.before)
    if before is not None:
        before = before._replace(opened_at=now)
        put_edition(rows, before, editions.pack(before))
    rows.drop(SNAPSHOT, record.id)
    old = settled(rows, course)
    put_settled(
        rows, course, Settled(frozenset(subjects(rows, course)), old.kept, record.after), now=now
    )
    return changes


def _return_highlights(rows: Rows, way: Way, done: list[list[Any]]) -> set[str]:
    there: Mapping[str, Highlight] = {one.id: one for one in highlights.every(rows, way.course)}
    changed: set[str] = set()
    for name, was, spot in done:
        one = there.get(name)
        if one is None or _spot_values(one) != spot:
            continue
        question, title, chapter, anchor, edition, placed = was
        where, line = read_anchor(anchor)
        back = one._replace(
            ref=way.ref(question),
            wording=Wording(title, chapter),
            anchor=where,
            line=line,
            edition=edition,
            placed=placed,
            revision=one.revision + 1,
            updated_at=way.now,
            placed_at=way.now,
        )
        highlights.put(rows, back)
        changed.add(name)
    return changed
