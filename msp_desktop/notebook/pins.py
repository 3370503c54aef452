"""Pins: points and rectangles on the pictures of a course, written and read.

Like a highlight, a pin is written as a whole together with the one it was made from, so that two
windows' changes can be told apart and joined (:mod:`.joining_pins`).
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.diagrams.model import Box
from msp_desktop.notebook.joining_pins import content, merged_pin, stamped
from msp_desktop.notebook.model import Changes, Colour, QuestionRef, Wording
from msp_desktop.notebook.stored import clean, made, moment, time_of, titles
from msp_desktop.notebook.tables import PIN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from msp_desktop.notebook.session import Session
    from msp_desktop.notebook.tables import Row, Rows, Value

_DIGITS = 6
"""Decimals of a fraction: more than the pixels of any picture need."""

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Link(NamedTuple):
    """A question that a pin leads to, or led to where it is ``gone``; ``at`` is the last change.

    The wording lets it be named when the course has the question no more.
    """

    question: str
    wording: Wording
    at: datetime
    gone: bool = False


class Pin(NamedTuple):
    """A point or a rectangle on a picture; ``picture`` is the picture's path in the course.

    ``id`` is made by whoever makes the pin and is like no other; a note on the pin names it in the
    place of a question.  ``box`` is in fractions of the picture.  ``links`` are in the order in
    which they were made, with those that were taken away.

    ``revision`` and the times are the notebook's to say: how often it was written, and when last at
    all, in its words, which are ``label`` and ``colour``, and in its place.
    """

    id: str
    course: str
    picture: str
    box: Box
    label: str
    colour: Colour
    links: tuple[Link, ...]
    deleted: bool
    revision: int
    created_at: datetime
    updated_at: datetime
    said_at: datetime
    placed_at: datetime

    @classmethod
    def made(
        cls, identifier: str, course: str, picture: str, box: Box, colour: Colour, *, now: datetime
    ) -> Pin:
        """Return a pin that is being made."""
        where = (course, picture, fitted(box))
        return cls(identifier, *where, "", colour, (), False, 0, now, now, now, now)

    @property
    def ref(self) -> QuestionRef:
        """What a note on it hangs on."""
        return QuestionRef(self.course, self.id)

    @property
    def linked(self) -> tuple[Link, ...]:
        """The links that it has."""
        return tuple(one for one in self.links if not one.gone)

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions that it leads to."""
        return tuple(one.question for one in self.linked)

    def linking(self, wanted: Iterable[tuple[str, Wording]], *, now: datetime) -> Pin:
        """Return it with links to just these questions, by their ids."""
        asked = dict(wanted)
        kept = [
            one
            if one.gone is (one.question not in asked)
            else Link(one.question, asked.get(one.question, one.wording), now, not one.gone)
            for one in self.links
        ]
        known = {one.question for one in self.links}
        new = [Link(name, wording, now) for name, wording in asked.items() if name not in known]
        return self._replace(links=(*kept, *new))


class WrittenPin(NamedTuple):
    """What became of a pin that was handed in: as it stands now, deleted or not."""

    pin: Pin
    changes: Changes


class Pins:
    """The pins of one open notebook; got from :class:`Notebook`, whose errors they raise."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, course: str) -> tuple[Pin, ...]:
        """Return a course's pins in the order they were made, deleted ones left out."""
        return tuple(one for one in self._every(course) if not one.deleted)

    def deleted(self, course: str) -> tuple[Pin, ...]:
        """Return the pins that a course had."""
        return tuple(one for one in self._every(course) if one.deleted)

    def stamp(self, course: str) -> tuple[int, int]:
        """Return what is other after any write to a course's pins, without reading them."""
        with self._session.reading() as rows:
            query = "SELECT count(*), coalesce(sum(revision), 0) FROM pin WHERE course = ?"
            count, revisions = rows.connection.execute(query, (course,)).fetchone()
        return int(count), int(revisions)

    def find(self, ref: QuestionRef) -> Pin | None:
        """Return the pin that a note on it would name, deleted or not."""
        with self._session.reading() as rows:
            return find(rows, ref)

    def write(self, after: Pin, base: Pin | None, *, now: datetime) -> WrittenPin:
        """Write a pin as it is to be; ``base`` is what it was made from, None for a new one.

        What is said of :meth:`.Highlights.write` holds for pins, too.
        """
        after = _cleaned(after)
        with self._session.writing() as rows:
            standing = find(rows, after.ref)
            merged = after if standing is None else merged_pin(after, base, standing, now)
            if standing is not None and content(merged) == content(standing):
                return WrittenPin(standing, Changes())
            if standing is None and after.deleted:
                return WrittenPin(after, Changes())
            written = stamped(merged, standing, now)
            put(rows, written)
        return WrittenPin(written, Changes(pins=frozenset({after.id})))

    def _every(self, course: str) -> tuple[Pin, ...]:
        with self._session.reading() as rows:
            return every(rows, course)


def fitted(box: Box) -> Box:
    """Return a box inside the picture, in as many decimals as are kept."""
    x, y = (min(max(one, 0.0), 1.0) for one in (box.x, box.y))
    width = min(max(box.width, 0.0), 1.0 - x)
    height = min(max(box.height, 0.0), 1.0 - y)
    return Box(*(round(one, _DIGITS) for one in (x, y, width, height)))


def every(rows: Rows, course: str) -> tuple[Pin, ...]:
    """Return a course's pins in the order they were made, deleted ones too."""
    found = rows.gather(PIN, {"course": course}, "ORDER BY created_at, id")
    return made(_pin, found, rows.path)


def find(rows: Rows, ref: QuestionRef) -> Pin | None:
    """Return the pin that a note on it would name, deleted or not."""
    found = rows.find(PIN, {"course": ref.course, "id": ref.question})
    return made(_pin, found, rows.path)[0] if found else None


def put(rows: Rows, pin: Pin) -> None:
    """Write a pin as it is, its times and all; the caller holds a transaction."""
    rows.put(PIN, *_values(pin))


def _cleaned(pin: Pin) -> Pin:
    links = tuple(one._replace(wording=Wording(*titles(one.wording))) for one in pin.links)
    label = " ".join(clean(pin.label).split())
    return pin._replace(picture=clean(pin.picture), label=label, links=links, box=fitted(pin.box))


def links_text(links: Iterable[Link]) -> str:
    """Return links as they stand in the notebook: JSON."""
    return clean(
        _encoded([[one.question, *one.wording, moment(one.at), one.gone] for one in links])
    )


def read_links(text: str) -> tuple[Link, ...]:
    """Return what :func:`links_text` wrote; ValueError or TypeError for other text."""
    links: list[Link] = []
    for question, title, chapter, at, gone in json.loads(text):
        if not all(isinstance(one, str) for one in (question, title, chapter)):
            raise TypeError("a link names a question")
        links.append(Link(question, Wording(title, chapter), time_of(at), bool(gone)))
    return tuple(links)


def box_of(numbers: Iterable[object]) -> Box:
    """Return the box of four numbers; ValueError or TypeError for what is no place."""
    values = list(numbers)
    if len(values) != len(Box._fields):
        raise ValueError("a place has four numbers")
    found: list[float] = []
    for one in values:
        if isinstance(one, bool) or not isinstance(one, int | float):
            raise TypeError("a place has numbers")
        if not math.isfinite(one) or not 0 <= one <= 1:
            raise ValueError("a place lies inside its picture")
        found.append(float(one))
    return fitted(Box(*found))


def _values(pin: Pin) -> Row:
    return (
        pin.course,
        pin.id,
        pin.picture,
        _encoded(list(pin.box)),
        pin.label,
        pin.colour.value,
        int(pin.deleted),
        pin.revision,
        *map(moment, (pin.created_at, pin.updated_at, pin.said_at, pin.placed_at)),
        links_text(pin.links),
    )


def _pin(
    course: str,
    identifier: str,
    picture: str,
    box: str,
    label: str,
    colour: str,
    deleted: Value,
    revision: int,
    *rest: str,
) -> Pin:
    *times, links = rest
    where = (course, picture, box_of(json.loads(box)), label, Colour(colour), read_links(links))
    created_at, updated_at, said_at, placed_at = map(time_of, times)
    stamps = (created_at, updated_at, said_at, placed_at)
    return Pin(identifier, *where, bool(deleted), revision, *stamps)
