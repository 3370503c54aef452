"""A portion as JSON, and back: what is read may have been written by anybody."""

from __future__ import annotations

import json
from typing import Any

from msp_desktop.notebook.anchoring import Anchor
from msp_desktop.notebook.exchange.portion import NoteHistory, Origin, Portion, Reading
from msp_desktop.notebook.exchange.portion_past import (
    edition_values,
    read_editions,
    read_traces,
    trace_values,
)
from msp_desktop.notebook.exchange.portion_pins import (
    pin_values,
    read_pins,
    read_reviews,
    review_values,
)
from msp_desktop.notebook.exchange.reading_json import Fields, a_name, a_text, no_twins, read_object
from msp_desktop.notebook.model import (
    Bookmark,
    Colour,
    Highlight,
    NoteVersion,
    QuestionRef,
    Tag,
    Wording,
)
from msp_desktop.notebook.stored import moment
from msp_desktop.notebook.tags import tag_names

LARGEST = 64 * 1024 * 1024
"""Bytes of a portion's JSON."""

MOST_VALUES = 3_000_000
"""How many objects and arrays it may have: each takes many times the memory of its two brackets."""


def portion_text(portion: Portion) -> bytes:
    """Return a portion as JSON."""
    origin = portion.origin._asdict() | {"questions": list(portion.origin.questions)}
    reading = portion.reading
    value = {
        "course": origin,
        "bookmarks": [
            _marked(one.ref.question, one.wording)
            | {"label": one.label, "created_at": moment(one.created_at)}
            for one in portion.bookmarks
        ],
        "notes": [
            _marked(one.subject, one.wording)
            | {
                "created_at": moment(one.created_at),
                "versions": [
                    {"revision": each.revision, "written_at": moment(each.written_at)}
                    | {"text": each.text}
                    for each in one.versions
                ],
            }
            for one in portion.notes
        ],
        "highlights": [_highlight_value(one) for one in portion.highlights],
        "tags": [
            {"on": one.ref.question, "name": one.name, "created_at": moment(one.created_at)}
            for one in portion.tags
        ],
        "traces": trace_values(portion.traces),
        "editions": edition_values(portion.editions),
        "pins": pin_values(portion.pins),
        "reviews": review_values(portion.reviews),
        "reading": reading and reading._asdict() | {"read_at": moment(reading.read_at)},
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_portion(data: bytes) -> Portion:
    """Return what :func:`portion_text` wrote; ValueError for anything else, whatever it is."""
    fields = read_object(data, LARGEST, MOST_VALUES)
    course = fields.inside("course")
    questions = [a_name(one) for one in course.list("questions")]
    origin = Origin(
        a_name(course.text("id")),
        course.text("name"),
        course.text("title"),
        course.text("digest"),
        tuple(questions),
    )
    reading = None if fields.get("reading") is None else _read_place(fields.inside("reading"))
    portion = Portion(
        origin,
        tuple(_bookmark(origin.id, one) for one in fields.each("bookmarks")),
        tuple(map(_history, fields.each("notes"))),
        tuple(_highlight(origin.id, one) for one in fields.each("highlights")),
        tuple(_tag(origin.id, one) for one in fields.each("tags")),
        reading,
        # Whoever made it may not have known of these.
        read_traces(fields.each("traces") if fields.get("traces") is not None else ()),
        read_editions(
            origin.id, fields.each("editions") if fields.get("editions") is not None else ()
        ),
        read_pins(origin.id, fields.each("pins") if fields.get("pins") is not None else ()),
        read_reviews(
            origin.id, fields.each("reviews") if fields.get("reviews") is not None else ()
        ),
    )
    no_twins(one.ref for one in portion.bookmarks)
    no_twins(one.subject for one in portion.notes)
    no_twins(one.id for one in portion.highlights)
    return portion


def _marked(subject: str, wording: Wording) -> dict[str, Any]:
    return {"on": subject, "question": wording.question, "chapter": wording.chapter}


def _wording(fields: Fields) -> Wording:
    return Wording(fields.text("question"), fields.text("chapter"))


def _bookmark(course: str, fields: Fields) -> Bookmark:
    ref = QuestionRef(course, a_name(fields.text("on")))
    return Bookmark(ref, _wording(fields), fields.time("created_at"), fields.text("label"))


def _history(fields: Fields) -> NoteHistory:
    versions = [
        NoteVersion(one.number("revision"), one.text("text"), one.time("written_at"))
        for one in fields.each("versions")
    ]
    revisions = [one.revision for one in versions]
    if not revisions or revisions[0] < 1 or revisions != sorted(set(revisions)):
        raise ValueError("a note's versions are out of order")
    subject = a_name(fields.text("on"))
    return NoteHistory(subject, _wording(fields), fields.time("created_at"), tuple(versions))


def _tag(course: str, fields: Fields) -> Tag:
    name = a_name(fields.text("name"))
    if name not in tag_names((name,)):
        raise ValueError("not a tag")
    return Tag(QuestionRef(course, a_name(fields.text("on"))), name, fields.time("created_at"))


def _read_place(fields: Fields) -> Reading:
    offset = fields.get("offset")
    if type(offset) not in (int, float) or not 0.0 <= float(str(offset)) <= 1.0:
        raise ValueError("a place lies between 0 and 1")
    chapter, question = fields.text("chapter"), fields.text("question")
    return Reading(chapter, question, float(str(offset)), fields.time("read_at"))


_TIMES: tuple[str, ...] = ("created_at", "updated_at", "coloured_at", "placed_at")


def _highlight_value(one: Highlight) -> dict[str, Any]:
    return {
        "id": one.id,
        **_marked(one.ref.question, one.wording),
        "colour": one.colour.value,
        "anchor": one.anchor._asdict(),
        "line": one.line,
        "edition": one.edition,
        "placed": one.placed,
        "deleted": one.deleted,
        "revision": one.revision,
        **{name: moment(getattr(one, name)) for name in _TIMES},
    }


def _highlight(course: str, fields: Fields) -> Highlight:
    anchor = _anchor(fields.inside("anchor"))
    return Highlight(
        a_name(fields.text("id")),
        QuestionRef(course, a_name(fields.text("on"))),
        _wording(fields),
        Colour(fields.text("colour")),
        anchor,
        fields.number("line"),
        fields.text("edition"),
        fields.flag("placed"),
        fields.flag("deleted"),
        max(1, fields.number("revision")),
        *map(fields.time, _TIMES),
    )


def _anchor(fields: Fields) -> Anchor:
    start, end, length = (fields.number(one) for one in ("start", "end", "length"))
    quote, prefix, suffix = (fields.text(one) for one in ("quote", "prefix", "suffix"))
    counts = (fields.number("nth"), fields.number("same"))
    # A capsule of a former version has none.
    there = fields.get("lookalikes") is not None
    lookalikes = tuple(map(a_text, fields.list("lookalikes"))) if there else ()
    anchor = Anchor(start, end, length, quote, prefix, suffix, *counts, lookalikes)
    in_order = anchor.start < anchor.end <= anchor.length
    if not in_order or len(anchor.quote) != anchor.end - anchor.start:
        raise ValueError("an anchor does not fit its quote")
    return anchor
