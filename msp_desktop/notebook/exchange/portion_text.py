"""A portion as JSON, and back: what is read may have been written by anybody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from msp_desktop.notebook.anchoring import Anchor
from msp_desktop.notebook.exchange.portion import NoteHistory, Origin, Portion, Reading
from msp_desktop.notebook.model import (
    Bookmark,
    Colour,
    Highlight,
    NoteVersion,
    QuestionRef,
    Tag,
    Wording,
)
from msp_desktop.notebook.stored import moment, time_of
from msp_desktop.notebook.tags import tag_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

LARGEST = 64 * 1024 * 1024
"""Bytes of a portion's JSON."""

MOST_VALUES = 3_000_000
"""How many objects and arrays it may have: each takes many times the memory of its two brackets."""

_LARGEST_NUMBER = 2**53
_LONGEST_NAME = 500


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
        "reading": reading and reading._asdict() | {"read_at": moment(reading.read_at)},
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_portion(data: bytes) -> Portion:
    """Return what :func:`portion_text` wrote; ValueError for anything else, whatever it is."""
    fields = read_object(data, LARGEST, MOST_VALUES)
    course = fields.inside("course")
    questions = [_name(one) for one in course.list("questions")]
    origin = Origin(
        _name(course.text("id")),
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
    )
    _no_twins(one.ref for one in portion.bookmarks)
    _no_twins(one.subject for one in portion.notes)
    _no_twins(one.id for one in portion.highlights)
    return portion


class Fields:
    """An object of JSON from somebody else; each method raises ValueError for what is no such.

    Whatever is wrong is one error: nobody but its maker could do anything about it.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ValueError("not an object")
        self._value: dict[str, Any] = value

    def get(self, name: str) -> object:
        """Return anything, None where there is nothing."""
        return self._value.get(name)

    def text(self, name: str) -> str:
        """Return a text that can be stored."""
        return _text(self._value.get(name))

    def time(self, name: str) -> datetime:
        """Return a time in UTC."""
        return time_of(self.text(name))

    def number(self, name: str) -> int:
        """Return a whole number from 0 on."""
        value = self._value.get(name)
        if type(value) is not int or not 0 <= value < _LARGEST_NUMBER:
            raise ValueError(f"{name} is no number")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self._value.get(name)
        if not isinstance(value, bool):
            raise ValueError(f"{name} is neither true nor false")
        return value

    def list(self, name: str) -> list[object]:
        """Return an array."""
        value = self._value.get(name)
        if not isinstance(value, list):
            raise ValueError(f"{name} is no list")
        return value  # pyright: ignore[reportUnknownVariableType]

    def inside(self, name: str) -> Fields:
        """Return an object inside this one."""
        return Fields(self._value.get(name))

    def each(self, name: str) -> list[Fields]:
        """Return the objects of an array."""
        return [Fields(one) for one in self.list(name)]

    def items(self) -> list[tuple[str, Fields]]:
        """Return names and the objects that they name."""
        return [(_text(name), Fields(value)) for name, value in self._value.items()]


def read_object(data: bytes, largest: int, most_values: int) -> Fields:
    """Return an object of JSON that is neither too large nor too deep; ValueError for others."""
    if len(data) > largest or data.count(b"{") + data.count(b"[") > most_values:
        raise ValueError("too large")
    try:
        return Fields(json.loads(data.decode(), parse_constant=_no_number))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    # Half a surrogate pair raises an error that is a ValueError.
    value.encode()
    return value


def _name(value: object) -> str:
    """Return what something is known by."""
    name = _text(value)
    if not 0 < len(name) <= _LONGEST_NAME or "\n" in name or "\0" in name:
        raise ValueError("not a name")
    return name


def _no_twins(names: Iterable[object]) -> None:
    listed = list(names)
    if len(set(listed)) != len(listed):
        raise ValueError("something is there twice")


def _marked(subject: str, wording: Wording) -> dict[str, Any]:
    return {"on": subject, "question": wording.question, "chapter": wording.chapter}


def _wording(fields: Fields) -> Wording:
    return Wording(fields.text("question"), fields.text("chapter"))


def _bookmark(course: str, fields: Fields) -> Bookmark:
    ref = QuestionRef(course, _name(fields.text("on")))
    return Bookmark(ref, _wording(fields), fields.time("created_at"), fields.text("label"))


def _history(fields: Fields) -> NoteHistory:
    versions = [
        NoteVersion(one.number("revision"), one.text("text"), one.time("written_at"))
        for one in fields.each("versions")
    ]
    revisions = [one.revision for one in versions]
    if not revisions or revisions[0] < 1 or revisions != sorted(set(revisions)):
        raise ValueError("a note's versions are out of order")
    subject = _name(fields.text("on"))
    return NoteHistory(subject, _wording(fields), fields.time("created_at"), tuple(versions))


def _tag(course: str, fields: Fields) -> Tag:
    name = _name(fields.text("name"))
    if name not in tag_names((name,)):
        raise ValueError("not a tag")
    return Tag(QuestionRef(course, _name(fields.text("on"))), name, fields.time("created_at"))


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
        _name(fields.text("id")),
        QuestionRef(course, _name(fields.text("on"))),
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
    anchor = Anchor(start, end, length, quote, prefix, suffix, *counts)
    in_order = anchor.start < anchor.end <= anchor.length
    if not in_order or len(anchor.quote) != anchor.end - anchor.start:
        raise ValueError("an anchor does not fit its quote")
    return anchor
