"""One move of everything written in a course, planned and carried out, or taken back."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from msp_desktop.notebook import editions, highlights, sightings, traces
from msp_desktop.notebook.basis import subjects
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
from msp_desktop.notebook.carrying_pins import (
    carry_links,
    carry_reviews,
    return_links,
    return_reviews,
)
from msp_desktop.notebook.copying import taken_away
from msp_desktop.notebook.drawn import spot_values
from msp_desktop.notebook.editions import put_edition
from msp_desktop.notebook.highlights import read_anchor
from msp_desktop.notebook.model import Changes, QuestionRef, Wording
from msp_desktop.notebook.steps import (
    Record,
    Settled,
    put_record,
    put_settled,
    settled,
    still_kept,
)
from msp_desktop.notebook.tables import HIGHLIGHT, SNAPSHOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from msp_desktop.notebook.comparing import Comparison
    from msp_desktop.notebook.model import Highlight
    from msp_desktop.notebook.planning import Plan
    from msp_desktop.notebook.tables import Rows


class Moved(NamedTuple):
    """What a move did.

    ``comparison`` is None where there was nothing to compare with: the course is opened for the
    first time, or is the edition that was opened last.  ``held`` says that nothing was moved
    because the user has taken the move to this very edition back.
    ``ways`` says of questions that the course has no more under their names which they are now.
    """

    changes: Changes
    comparison: Comparison | None = None
    held: bool = False
    ways: Mapping[str, str] = MappingProxyType({})


def carried_out(rows: Rows, plan: Plan, packed: bytes, chapters: Mapping[str, str]) -> Moved:
    """Move everything and keep the edition; the caller holds a transaction.

    ``packed`` are the edition's questions as they are kept, ``chapters`` those of the questions.
    """
    record, edition, now = plan.record, plan.there.edition, plan.now
    if plan.is_idle:
        _settle(rows, plan, "", now=now)
        return Moved(Changes())
    wordings = {one.id: Wording(one.title, one.chapter) for one in edition.questions}
    way = Way(record, plan.moves, wordings, now)
    done: dict[str, Any] = {
        "traces": traces.copy(rows, record, plan.moves),
        "bookmarks": carry_bookmarks(rows, way),
        "notes": carry_notes(rows, way),
        "tags": carry_tags(rows, way),
        "place": carry_place(rows, way, chapters),
        "highlights": _write_highlights(rows, plan),
        "links": carry_links(rows, way),
        "reviews": carry_reviews(rows, way),
    }
    put_edition(rows, edition, packed)
    before = plan.comparison.before.digest if plan.comparison else ""
    _settle(rows, plan, before, now=now)
    if before:
        sightings.begin(rows, record, before, now=now)
    if any(done.values()):
        put_record(rows, record, Record(uuid4().hex, now, before, edition.digest, "", done))
    changes = Changes(
        bookmarks=_refs(record, done["bookmarks"]),
        notes=_refs(record, done["notes"]),
        highlights=frozenset(plan.drawn),
        tags=_refs(record, done["tags"]),
        editions=frozenset({record}),
        pins=frozenset(one[0] for one in done["links"]),
        reviews=frozenset(QuestionRef(record, one[2]) for one in done["reviews"]),
    )
    ways = {
        name: target
        for name, target in plan.moves.items()
        if name not in plan.here and target in plan.here
    }
    return Moved(changes, plan.comparison, ways=ways)


def _settle(rows: Rows, plan: Plan, before: str, *, now: datetime) -> None:
    """Note down what has been looked at, so that it is looked at no more."""
    old = settled(rows, plan.record)
    gone = frozenset(subjects(rows, plan.record) - plan.here)
    kept = still_kept(old.kept, plan.here, [one.after for one in plan.drawn.values()])
    new = Settled(gone, kept, before=before or old.before)
    if new != old:
        put_settled(rows, plan.record, new, now=now)


def _write_highlights(rows: Rows, plan: Plan) -> list[list[Any]]:
    """Write highlights where they stand now; return which of them moved, from where to where."""
    rows.put_all(HIGHLIGHT, [one.row for one in plan.drawn.values()])
    return [one.done for one in plan.drawn.values() if one.done is not None]


def _refs(course: str, done: list[list[Any]]) -> frozenset[QuestionRef]:
    return frozenset(QuestionRef(course, name) for one in done for name in one[:2])


def taken_back(rows: Rows, course: str, record: Record, *, now: datetime) -> Changes:
    """Take a move back; the caller holds a transaction."""
    done, way = record.done, Way(course, {}, {}, now)
    if record.source:
        rows.drop(SNAPSHOT, record.id)
        return taken_away(rows, way, done)
    traces.copy(rows, course, {target: source for source, target in done["traces"]})
    changes = Changes(
        bookmarks=frozenset(return_bookmarks(rows, way, done["bookmarks"])),
        notes=frozenset(return_notes(rows, way, done["notes"])),
        tags=frozenset(return_tags(rows, way, done["tags"])),
        highlights=frozenset(_return_highlights(rows, way, done["highlights"])),
        editions=frozenset({course}),
        # A move of before there were any says nothing of them.
        pins=frozenset(return_links(rows, way, done.get("links", []))),
        reviews=frozenset(map(way.ref, return_reviews(rows, way, done.get("reviews", [])))),
    )
    return_place(rows, way, done["place"])
    before = editions.find(rows, course, record.before)
    if before is not None:
        before = before._replace(opened_at=now)
        put_edition(rows, before, editions.pack(before))
    rows.drop(SNAPSHOT, record.id)
    # What is written meanwhile in the edition that the user went back from is yet to be moved.
    old = settled(rows, course)
    put_settled(rows, course, Settled(kept=old.kept, held=record.after), now=now)
    return changes


def _return_highlights(rows: Rows, way: Way, done: list[list[Any]]) -> set[str]:
    there: Mapping[str, Highlight] = {one.id: one for one in highlights.every(rows, way.course)}
    changed: set[str] = set()
    for name, was, spot in done:
        one = there.get(name)
        if one is None or spot_values(one) != spot:
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
        highlights.put_again(rows, back, anchor)
        changed.add(name)
    return changed
