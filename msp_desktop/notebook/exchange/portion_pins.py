"""The pins and reviews of a portion as JSON and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msp_desktop.notebook.exchange.reading_json import Fields, a_name, no_twins
from msp_desktop.notebook.model import Colour, QuestionRef, Wording
from msp_desktop.notebook.pins import Link, Pin, box_of
from msp_desktop.notebook.reviews import Review
from msp_desktop.notebook.stored import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIMES: tuple[str, ...] = ("created_at", "updated_at", "said_at", "placed_at")


def pin_values(pins: Iterable[Pin]) -> list[dict[str, Any]]:
    """Return pins as they stand in JSON."""
    return [
        {
            "id": one.id,
            "picture": one.picture,
            "box": list(one.box),
            "label": one.label,
            "colour": one.colour.value,
            "links": [
                {"on": each.question, "question": each.wording.question}
                | {"chapter": each.wording.chapter, "at": moment(each.at), "gone": each.gone}
                for each in one.links
            ],
            "deleted": one.deleted,
            "revision": one.revision,
            **{name: moment(getattr(one, name)) for name in _TIMES},
        }
        for one in pins
    ]


def read_pins(course: str, listed: Iterable[Fields]) -> tuple[Pin, ...]:
    """Return the pins of :func:`pin_values`; ValueError for anything else."""
    pins = tuple(_pin(course, one) for one in listed)
    no_twins(one.id for one in pins)
    return pins


def _pin(course: str, fields: Fields) -> Pin:
    try:
        box = box_of(fields.list("box"))
    except TypeError as error:
        raise ValueError(str(error)) from error
    links = tuple(map(_link, fields.each("links")))
    no_twins(one.question for one in links)
    return Pin(
        a_name(fields.text("id")),
        course,
        a_name(fields.text("picture")),
        box,
        fields.text("label"),
        Colour(fields.text("colour")),
        links,
        fields.flag("deleted"),
        max(1, fields.number("revision")),
        *map(fields.time, _TIMES),
    )


def _link(fields: Fields) -> Link:
    wording = Wording(fields.text("question"), fields.text("chapter"))
    return Link(a_name(fields.text("on")), wording, fields.time("at"), fields.flag("gone"))


def review_values(reviews: Iterable[Review]) -> list[dict[str, Any]]:
    """Return reviews as they stand in JSON."""
    return [
        {"id": one.id, "on": one.ref.question, "known": one.known, "at": moment(one.at)}
        | {"picture": one.picture, "element": one.element, "taken_back": one.taken_back}
        for one in reviews
    ]


def read_reviews(course: str, listed: Iterable[Fields]) -> tuple[Review, ...]:
    """Return the reviews of :func:`review_values`; ValueError for anything else."""
    reviews = tuple(
        Review(
            a_name(one.text("id")),
            QuestionRef(course, a_name(one.text("on"))),
            one.flag("known"),
            one.time("at"),
            one.text("picture"),
            one.text("element"),
            one.flag("taken_back"),
        )
        for one in listed
    )
    no_twins(one.id for one in reviews)
    return reviews
