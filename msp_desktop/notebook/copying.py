"""What was written in one course, brought to the same questions of another, and taken away again.

The first keeps its own.  Bringing it again brings only what is not there.  The caller holds a
transaction; what was done comes back as plain lists, as in :mod:`msp_desktop.notebook.carrying`.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from msp_desktop.notebook import bookmarks, highlights, pins, reviews, tags, traces
from msp_desktop.notebook.carrying import Way, write_text
from msp_desktop.notebook.carrying_pins import moved_links
from msp_desktop.notebook.exchange.joining import join_labels
from msp_desktop.notebook.merge import merge
from msp_desktop.notebook.model import Changes, QuestionRef
from msp_desktop.notebook.notes import Notes
from msp_desktop.notebook.store import Store
from msp_desktop.notebook.stored import moment
from msp_desktop.notebook.tables import TAG
from msp_desktop.notebook.traces import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from msp_desktop.notebook.carrying import Done
    from msp_desktop.notebook.model import Highlight
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.notebook.tables import Rows


def copied_id(highlight: str, course: str) -> str:
    """Return the id of a highlight's copy in another course: the same one each time."""
    return sha256(f"{highlight}\n{course}".encode()).hexdigest()[:32]


def copied(rows: Rows, source: str, way: Way, drawn: Iterable[Highlight]) -> dict[str, Done]:
    """Bring everything that was written in a course along a way into the way's course.

    ``drawn`` are the highlights as they stand there, under the ids of the first.
    """
    given = list(drawn)
    names = {one.id: copied_id(one.id, way.course) for one in given if not one.deleted}
    # What is on a deleted highlight is kept there for the case that it comes back.
    names |= {one.id: "" for one in given if one.deleted}
    pinned = pins.every(rows, source)
    names |= {one.id: "" if one.deleted else copied_id(one.id, way.course) for one in pinned}
    both = way._replace(moves={**way.moves, **names})
    return {
        "bookmarks": _copy_bookmarks(rows, source, both),
        "notes": _copy_notes(rows, source, both),
        "tags": _copy_tags(rows, source, both),
        "highlights": _copy_highlights(rows, way, given),
        "pins": _copy_pins(rows, way, pinned),
        "reviews": _copy_reviews(rows, source, way),
    }


def _copy_bookmarks(rows: Rows, source: str, way: Way) -> Done:
    """Done: where, the label there, and the one that was there, None for no bookmark."""
    store, done = Store(rows), list[list[Any]]()
    there = {one.ref.question: one for one in store.bookmarks(way.course)}
    for one in store.bookmarks(source):
        target = _target(way, one.ref.question)
        standing = there.get(target)
        wording = way.wordings.get(target, one.wording)
        put = one._replace(ref=way.ref(target), wording=wording)
        if standing is not None:
            put = standing._replace(label=join_labels(standing.label, one.label))
        if put != standing:
            store.put_bookmark(put)
            traces.given(rows, Kind.BOOKMARK, put.ref, "", way.now)
            done.append([target, put.label, None if standing is None else standing.label])
    return done


def _copy_notes(rows: Rows, source: str, way: Way) -> Done:
    """Done: where, the revision there, and the text that was there."""
    done = list[list[Any]]()
    there = {one.ref.question: one.text for one in Notes(rows).of(way.course)}
    for one in Notes(rows).of(source):
        target = _target(way, one.ref.question)
        ours = there.get(target, "")
        if not target or f"\n{one.text}\n" in f"\n{ours}\n":
            continue
        text = merge("", one.text, ours)
        wording = way.wordings.get(target, one.wording)
        done.append([target, write_text(rows, way, target, text, wording), ours])
    return done


def _copy_tags(rows: Rows, source: str, way: Way) -> Done:
    """Done: where, and the tags that were not there."""
    done = list[list[Any]]()
    there = {(one.ref.question, one.name) for one in tags.every(rows, way.course)}
    for one in tags.every(rows, source):
        target = _target(way, one.ref.question)
        if target and (target, one.name) not in there:
            rows.put(TAG, way.course, target, one.name, moment(one.created_at))
            traces.given(rows, Kind.TAG, way.ref(target), one.name, way.now)
            done.append([target, one.name])
    return done


def _copy_highlights(rows: Rows, way: Way, given: Iterable[Highlight]) -> Done:
    """Done: the copy's id, its revision, and whether it has found its place."""
    done = list[list[Any]]()
    for one in given:
        name = copied_id(one.id, way.course)
        standing = highlights.find(rows, name)
        if one.deleted or (standing is not None and not standing.deleted):
            continue
        revision = standing.revision + 1 if standing else 1
        copy = one._replace(
            id=name,
            ref=way.ref(one.ref.question),
            revision=revision,
            updated_at=way.now,
            placed_at=way.now,
        )
        highlights.put(rows, copy)
        done.append([name, revision, [copy.placed]])
    return done


def _copy_pins(rows: Rows, way: Way, given: Iterable[Pin]) -> Done:
    """Done: the copy's id and its revision."""
    done = list[list[Any]]()
    for one in given:
        copy = one._replace(id=copied_id(one.id, way.course), course=way.course)
        standing = pins.find(rows, copy.ref)
        if one.deleted or (standing is not None and not standing.deleted):
            continue
        copy = copy._replace(
            links=moved_links(one, way),
            revision=standing.revision + 1 if standing else 1,
            updated_at=way.now,
        )
        pins.put(rows, copy)
        done.append([copy.id, copy.revision])
    return done


def _copy_reviews(rows: Rows, source: str, way: Way) -> Done:
    """Done: the copy's id, and the question."""
    done = list[list[Any]]()
    for one in reviews.every(rows, source):
        name, target = copied_id(one.id, way.course), _target(way, one.ref.question)
        standing = reviews.find(rows, way.course, name)
        if not one.taken_back and (standing is None or standing.taken_back):
            reviews.put(rows, one._replace(id=name, ref=way.ref(target)))
            done.append([name, target])
    return done


def _target(way: Way, subject: str) -> str:
    return way.moves.get(subject, subject)


def refs(course: str, done: Done) -> frozenset[QuestionRef]:
    """Return what something was written on, as each kind's list says first."""
    return frozenset(QuestionRef(course, one[0]) for one in done)


def taken_away(rows: Rows, way: Way, done: Mapping[str, Done]) -> Changes:
    """Take away what :func:`copied` brought, but for what was changed since."""
    store, notes = Store(rows), Notes(rows)
    for target, label, was in done["bookmarks"]:
        one = store.bookmark(way.ref(target))
        if one is None or one.label != label:
            continue
        if was is None:
            bookmarks.remove(rows, one.ref, None, way.now)
        else:
            bookmarks.label(rows, one._replace(label=was, created_at=way.now))
    for target, revision, was in done["notes"]:
        one = notes.find(way.ref(target))
        if one is not None and one.revision == revision:
            write_text(rows, way, target, was, one.wording)
    there = {(one.ref.question, one.name) for one in tags.every(rows, way.course)}
    for target, name in done["tags"]:
        if (target, name) in there:
            rows.drop(TAG, way.course, target, name)
            traces.taken_away(rows, Kind.TAG, way.ref(target), name, way.now)
    for name, revision, _ in done["highlights"]:
        one = highlights.find(rows, name)
        if one is not None and one.revision == revision and not one.deleted:
            gone = one._replace(deleted=True, revision=revision + 1, updated_at=way.now)
            highlights.put(rows, gone)
    _take_away_pins(rows, way, done)
    return Changes(
        bookmarks=refs(way.course, done["bookmarks"]),
        notes=refs(way.course, done["notes"]),
        tags=refs(way.course, done["tags"]),
        highlights=frozenset(one[0] for one in done["highlights"]),
        pins=frozenset(one[0] for one in done.get("pins", ())),
        reviews=frozenset(way.ref(one[1]) for one in done.get("reviews", ())),
        editions=frozenset({way.course}),
    )


def _take_away_pins(rows: Rows, way: Way, done: Mapping[str, Done]) -> None:
    """Take away pins and reviews; what was brought before there were any has none."""
    for name, revision in done.get("pins", ()):
        one = pins.find(rows, way.ref(name))
        if one is not None and one.revision == revision and not one.deleted:
            pins.put(rows, one._replace(deleted=True, revision=revision + 1, updated_at=way.now))
    for name, _ in done.get("reviews", ()):
        one = reviews.find(rows, way.course, name)
        if one is not None:
            reviews.put(rows, one._replace(taken_back=True))
