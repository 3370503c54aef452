"""What a portion knows of the past, as JSON and back: editions, and what was taken away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msp_desktop.notebook.exchange.reading_json import Fields, a_name, a_text, no_twins
from msp_desktop.notebook.model import Edition, EditionQuestion
from msp_desktop.notebook.stored import moment
from msp_desktop.notebook.traces import Kind, Trace

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_EDITIONS = 24 * 1024 * 1024
"""Bytes that a portion's editions take at most in JSON; the older ones stay behind."""

MOST_BRACKETS = 1_000_000
"""How many brackets there may be in them, see ``MOST_VALUES`` of a portion."""

_PARTS = len(EditionQuestion._fields)


def trace_values(traces: Iterable[Trace]) -> list[dict[str, Any]]:
    """Return traces as they stand in JSON."""
    return [
        {"kind": one.kind.value, "on": one.subject, "name": one.name}
        | {"at": moment(one.at), "gone": one.gone}
        for one in traces
    ]


def read_traces(listed: Iterable[Fields]) -> tuple[Trace, ...]:
    """Return the traces of :func:`trace_values`; ValueError for anything else."""
    traces = tuple(
        Trace(
            Kind(one.text("kind")),
            a_name(one.text("on")),
            one.text("name"),
            one.time("at"),
            one.flag("gone"),
        )
        for one in listed
    )
    no_twins(one.key for one in traces)
    return traces


def edition_values(editions: Iterable[Edition]) -> list[dict[str, Any]]:
    """Return editions, the latest first, as they stand in JSON: as many as there is room for.

    Where there is none for the answers, an edition goes without them.
    """
    room, brackets = LARGEST_EDITIONS, MOST_BRACKETS
    values: list[dict[str, Any]] = []
    for edition in editions:
        bare = [one._replace(answer="") for one in edition.questions]
        for questions in (edition.questions, bare):
            value = {"digest": edition.digest, "opened_at": moment(edition.opened_at)}
            value |= {"questions": [list(one) for one in questions]}
            text = json.dumps(value, ensure_ascii=False, indent=1)
            size, nested = 2 * len(text.encode()), text.count("{") + text.count("[")
            if size <= room and nested <= brackets:
                values.append(value)
                room, brackets = room - size, brackets - nested
                break
    return values


def read_editions(course: str, listed: Iterable[Fields]) -> tuple[Edition, ...]:
    """Return the editions of :func:`edition_values`; ValueError for anything else."""
    editions = tuple(
        Edition(
            course,
            a_name(one.text("digest")),
            one.time("opened_at"),
            tuple(map(_question, one.list("questions"))),
        )
        for one in listed
    )
    no_twins(one.digest for one in editions)
    return editions


def _question(value: object) -> EditionQuestion:
    if not isinstance(value, list) or len(value) != _PARTS:  # pyright: ignore[reportUnknownArgumentType]
        raise ValueError("not a question of an edition")
    identifier, *texts = map(a_text, value)  # pyright: ignore[reportUnknownArgumentType]
    return EditionQuestion(a_name(identifier), *texts)
