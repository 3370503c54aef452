"""Highlights: coloured stretches of answers, written and read.

A highlight is written as a whole together with the one it was made from, so that of two windows'
changes each keeps what the other did not touch.  Where both changed the same half of it, the
colour or the place, the later change holds; a deleted one that was changed meanwhile stays.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from msp_desktop.notebook.anchoring import Anchor
from msp_desktop.notebook.model import (
    Changes,
    Colour,
    Highlight,
    QuestionRef,
    Wording,
    WrittenHighlight,
)
from msp_desktop.notebook.stored import clean, keys, made, moment, time_of, titles
from msp_desktop.notebook.tables import HIGHLIGHT

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.notebook.session import Session
    from msp_desktop.notebook.tables import Row, Rows, Value

_FORMAT = 1
_NAMES = (*(one for one in Anchor._fields if one != "lookalikes"), "line")
_KINDS = [str if name in ("quote", "prefix", "suffix") else int for name in _NAMES]
_JSON = (
    '{{"format": {}, "line": {}, "start": {}, "end": {}, "length": {},'
    ' "quote": {}, "prefix": {}, "suffix": {}, "nth": {}, "same": {}, "lookalikes": [{}]}}'
)
_quoted = json.encoder.encode_basestring


class Highlights:
    """The highlights of one open notebook; got from :class:`Notebook`, whose errors they raise."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, course: str) -> tuple[Highlight, ...]:
        """Return a course's highlights in the order they were made, deleted ones left out."""
        return tuple(one for one in self._every(course) if not one.deleted)

    def deleted(self, course: str) -> tuple[Highlight, ...]:
        """Return the highlights that a course had."""
        return tuple(one for one in self._every(course) if one.deleted)

    def stamp(self, course: str) -> tuple[int, int]:
        """Return what is other after any write to a course's highlights, without reading them."""
        with self._session.reading() as rows:
            query = "SELECT count(*), coalesce(sum(revision), 0) FROM highlight WHERE course = ?"
            count, revisions = rows.connection.execute(query, (course,)).fetchone()
        return int(count), int(revisions)

    def find(self, identifier: str) -> Highlight | None:
        """Return the highlight with an id, deleted or not."""
        with self._session.reading() as rows:
            found = find(rows, identifier)
            if found is None:
                # It may be the index that does not know it.
                rows.gather(HIGHLIGHT, {"id": identifier})
            return found

    def write(self, after: Highlight, base: Highlight | None, *, now: datetime) -> WrittenHighlight:
        """Write a highlight as it is to be; ``base`` is what it was made from, None for a new one.

        To change it, hand in a changed one; to delete it, one with ``deleted`` set; to undo
        either, what was there before, with what was written as ``base``.  One that is not in the
        notebook any more, as after an older backup was restored, is put there whole.
        """
        after = after._replace(wording=Wording(*titles(after.wording)))
        with self._session.writing() as rows:
            standing = find(rows, after.id)
            merged = after if standing is None else _merged(after, base, standing, now)
            if standing is not None and _content(merged) == _content(standing):
                return WrittenHighlight(standing, Changes())
            if standing is None and after.deleted:
                return WrittenHighlight(after, Changes())
            written = _stamped(merged, standing, now)
            values = _values(rows, written)
            if standing is not None and standing.ref.course != written.ref.course:
                rows.drop(HIGHLIGHT, written.id)
            rows.put(HIGHLIGHT, *values)
        return WrittenHighlight(written, Changes(highlights=frozenset({after.id})))

    def _every(self, course: str) -> tuple[Highlight, ...]:
        with self._session.reading() as rows:
            return every(rows, course)


def every(rows: Rows, course: str) -> tuple[Highlight, ...]:
    """Return a course's highlights in the order they were made, deleted ones too."""
    found = rows.gather(HIGHLIGHT, {"course": course}, "ORDER BY created_at, rowid")
    return made(_highlight, found, rows.path)


def put(rows: Rows, highlight: Highlight) -> None:
    """Write a highlight as it is, its times and all; the caller holds a transaction."""
    rows.put(HIGHLIGHT, *_values(rows, highlight))


def anchors(rows: Rows, course: str) -> dict[str, str]:
    """Return the anchors of a course's highlights as they stand in the notebook."""
    query = "SELECT id, anchor FROM highlight WHERE course = ?"
    return dict(rows.connection.execute(query, (course,)).fetchall())


def put_again(rows: Rows, highlight: Highlight, anchor: str | None) -> None:
    """Write a highlight that is there, with its anchor as that stands there, or None for its own.

    What :func:`put` finds out by looking it up, the caller knows.
    """
    rows.put(HIGHLIGHT, *row_of(highlight, anchor))


def row_of(highlight: Highlight, anchor: str | None) -> Row:
    """Return the row of a highlight, with its anchor as that stands there, or None for its own."""
    return _stored(highlight, anchor or _anchor_text(highlight))


def find(rows: Rows, identifier: str) -> Highlight | None:
    """Return the highlight with an id, deleted or not."""
    found = rows.find(HIGHLIGHT, {"id": identifier})
    return made(_highlight, found, rows.path)[0] if found else None


class _Place(NamedTuple):
    """The half of a highlight that says where it is."""

    ref: QuestionRef
    wording: Wording
    anchor: Anchor
    line: int
    edition: str
    placed: bool


def _place(highlight: Highlight) -> _Place:
    return _Place(*(getattr(highlight, name) for name in _Place._fields))


def _content(highlight: Highlight) -> tuple[Colour, _Place, bool]:
    """Return all of a highlight that a user would see change."""
    return highlight.colour, _place(highlight), highlight.deleted


def _merged(
    after: Highlight, base: Highlight | None, standing: Highlight, now: datetime
) -> Highlight:
    """Return what a highlight is to be, given what it was made from and what stands there."""
    merged = standing
    recoloured = base is None or after.colour != base.colour
    # The clock decides only between two changes: it may have been wrong before.
    rivalled = base is None or standing.colour != base.colour
    if recoloured and not (rivalled and standing.coloured_at > now):
        merged = merged._replace(colour=after.colour)
    moved = base is None or _place(after) != _place(base)
    rivalled = base is None or _place(standing) != _place(base)
    if moved and not (rivalled and standing.placed_at > now):
        merged = merged._replace(**_place(after)._asdict())
    if base is None or after.deleted == base.deleted:
        # Whoever changes one that is there to be seen wants to see it on.
        touched = _content(merged) != _content(standing)
        return merged._replace(deleted=standing.deleted and (after.deleted or not touched))
    changed_meanwhile = (standing.colour, _place(standing)) != (base.colour, _place(base))
    return merged._replace(deleted=after.deleted and (standing.deleted or not changed_meanwhile))


def _stamped(merged: Highlight, standing: Highlight | None, now: datetime) -> Highlight:
    """Return a highlight with the revision and the times that belong to this write."""
    if standing is None:
        return merged._replace(
            revision=merged.revision + 1, updated_at=now, coloured_at=now, placed_at=now
        )
    return merged._replace(
        revision=standing.revision + 1,
        updated_at=now,
        coloured_at=standing.coloured_at if merged.colour == standing.colour else now,
        placed_at=standing.placed_at if _place(merged) == _place(standing) else now,
    )


def anchor_text(anchor: Anchor, line: int) -> str:
    """Return an anchor and its block's source line as they stand in the notebook: JSON."""
    # The same as an encoder's, which takes three times as long to be made ready for each.
    *places, quote, prefix, suffix, nth, same, lookalikes = anchor
    texts = map(_quoted, (quote, prefix, suffix))
    others = ", ".join(map(_quoted, lookalikes))
    return _JSON.format(_FORMAT, line, *places, *texts, nth, same, others)


def read_anchor(text: str) -> tuple[Anchor, int]:
    """Return what :func:`anchor_text` wrote; ValueError, KeyError or TypeError for other text.

    A later format may say more, but says this, too.
    """
    found: dict[str, Any] = json.loads(text)
    parts: list[Any] = [found[name] for name in _NAMES]
    if [*map(type, parts)] != _KINDS:
        raise TypeError("an anchor counts characters and quotes text")
    lookalikes = read_lookalikes(found.get("lookalikes", []))
    *selectors, line = parts
    return Anchor(*selectors, lookalikes=lookalikes), line


def read_lookalikes(found: object) -> tuple[str, ...]:
    """Return an anchor's lookalikes from JSON; those of a former version have none."""
    texts = cast("list[object]", found if isinstance(found, list) else [found])
    lookalikes = tuple(one for one in texts if isinstance(one, str))
    if len(lookalikes) != len(texts):
        raise TypeError("an anchor's lookalikes are texts")
    return lookalikes


def _values(rows: Rows, highlight: Highlight) -> Row:
    """Return what stands for a highlight; what a later format says of its anchor stays."""
    at = HIGHLIGHT.columns.index("anchor")
    for row in rows.find(HIGHLIGHT, {"id": highlight.id}):
        if read_anchor(row[at]) == (highlight.anchor, highlight.line):
            return _stored(highlight, row[at])
    return _stored(highlight, _anchor_text(highlight))


def _anchor_text(highlight: Highlight) -> str:
    return clean(anchor_text(highlight.anchor, highlight.line))


def _stored(highlight: Highlight, anchor: str) -> Row:
    """Return what stands for a highlight with an anchor."""
    return (
        highlight.id,
        *keys(highlight.ref),
        *titles(highlight.wording),
        highlight.colour.value,
        anchor,
        highlight.edition,
        int(highlight.placed),
        int(highlight.deleted),
        highlight.revision,
        moment(highlight.created_at),
        moment(highlight.updated_at),
        moment(highlight.coloured_at),
        moment(highlight.placed_at),
    )


def _highlight(
    identifier: str,
    course: str,
    question: str,
    title: str,
    chapter: str,
    colour: str,
    anchor: str,
    edition: str,
    placed: Value,
    deleted: Value,
    revision: int,
    *times: str,
) -> Highlight:
    where, line = read_anchor(anchor)
    ref, wording = QuestionRef(course, question), Wording(title, chapter)
    place = (ref, wording, Colour(colour), where, line, edition, bool(placed))
    return Highlight(identifier, *place, bool(deleted), revision, *map(time_of, times))
