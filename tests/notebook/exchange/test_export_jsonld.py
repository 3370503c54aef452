"""Web Annotations, held against what the W3C's model says MUST be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from annotation_model import violations
from exchange_desk import LAYER, NOW, Writer

from msp_desktop.course.text import text_of
from msp_desktop.notebook.exchange.jsonld import web_annotations


def exported(desk: Writer) -> list[dict[str, Any]]:
    text = text_of_all(desk)
    assert violations(text) == []
    return json.loads(text)["first"]["items"]


def text_of_all(desk: Writer) -> str:
    return web_annotations(desk.collected(), program="MSP Desktop", now=NOW)


def test_the_models_rules(desk: Writer) -> None:
    items = exported(desk)
    kinds = [one["motivation"] for one in items]
    assert kinds == [
        *("bookmarking", "commenting", "highlighting", "highlighting", "highlighting", "tagging"),
        *("bookmarking", "commenting", "commenting"),
    ]


def test_a_highlight_with_its_note_and_tags(desk: Writer) -> None:
    one = exported(desk)[2]
    bodies = [(body["purpose"], body["value"]) for body in one["body"]]
    assert bodies == [("highlighting", "yellow"), ("commenting", "Which one?"), ("tagging", "ask")]
    assert one["body"][1]["format"] == "text/markdown"
    assert one["target"]["source"] == desk.course.source.as_uri()
    quote, inside = one["target"]["selector"]
    assert inside["value"] == desk.course.question_ids[0]
    position = inside["refinedBy"]
    assert LAYER[position["start"] : position["end"]] == quote["exact"] == "one instruction"
    assert LAYER[: position["start"]].endswith(quote["prefix"])
    assert (one["created"], one["modified"]) == ("2026-03-05T09:38:00Z", "2026-03-05T09:40:00Z")


def test_positions_are_those_of_the_texts_that_highlights_refer_to(desk: Writer) -> None:
    text = text_of(desk.course, desk.course.question_ids[0])
    assert text is not None
    assert text.whole == LAYER


def test_names_are_the_same_each_time(desk: Writer) -> None:
    assert [one["id"] for one in exported(desk)] == [one["id"] for one in exported(desk)]


def test_words_that_are_not_found_have_no_position(desk: Writer) -> None:
    (found,) = (one for one in desk.notebook.highlights.of(desk.record.id) if one.id == "h1")
    desk.notebook.highlights.write(found._replace(placed=False), found, now=NOW)
    selector = exported(desk)[2]["target"]["selector"]
    assert selector["type"] == "TextQuoteSelector"


def test_a_collection_of_nothing(desk: Writer) -> None:
    empty = desk.collected()._replace(parts=(), elsewhere=())
    text = web_annotations(empty, program="MSP Desktop", now=NOW)
    assert violations(text) == []
    value = json.loads(text)
    assert value["total"] == 0
    assert "first" not in value


def spoilt(desk: Writer, *path: str | int, value: Any) -> list[str]:
    """Return which rules are broken once something in the export is something else."""
    whole = json.loads(text_of_all(desk))
    inside = whole
    for step in path[:-1]:
        inside = inside[step]
    if value is GONE:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return violations(json.dumps(whole))


GONE = object()
ITEMS = ("first", "items")
MARK = (*ITEMS, 2)
QUOTE = (*MARK, "target", "selector", 0)
INSIDE = (*MARK, "target", "selector", 1)
RULES: list[tuple[str, tuple[str | int, ...], object]] = [
    ("5.1", ("@context",), "http://www.w3.org/ns/oa"),
    ("5.1", ("@context",), GONE),
    ("5.1", ("id",), "the collection"),
    ("5.1", ("id",), ["urn:a:1", "urn:a:2"]),
    ("5.1", ("type",), "Collection"),
    ("5.1", ("label",), 7),
    ("5.1", ("total",), -1),
    ("5.1", ("total",), "9"),
    ("5.1", ("first",), GONE),
    ("5.2", ("first", "id"), GONE),
    ("5.2", ("first", "type"), "Page"),
    ("5.2", ("first", "items"), {}),
    ("5.2", ("first", "items"), []),
    ("5.2", ("first", "startIndex"), -1),
    ("5.2", ("last",), "urn:a:another-page"),
    ("3.1", (*MARK, "id"), GONE),
    ("3.1", (*MARK, "id"), "no iri"),
    ("3.1", (*MARK, "type"), "Highlight"),
    ("3.1", (*MARK, "@context"), "http://example.org/context"),
    ("3.1", (*MARK, "target"), GONE),
    ("3.1", (*MARK, "target"), []),
    ("3.2.1", (*ITEMS, 0, "target"), "part 1 of the file"),
    ("3.2.1", (*ITEMS, 0, "target"), {"type": "Image"}),
    ("3.2.1", (*MARK, "body", 0, "textDirection"), "down"),
    ("3.2.3", (*MARK, "target", "source"), "file:///course.md#question"),
    ("3.2.4", (*MARK, "body", 0, "value"), GONE),
    ("3.2.4", (*MARK, "body", 0, "value"), ["yellow", "green"]),
    ("3.2.5", (*MARK, "bodyValue"), "yellow"),
    ("3.3.1", (*MARK, "created"), "2026-03-05T09:38:00+09:00"),
    ("3.3.1", (*MARK, "created"), "2026-02-30T09:38:00Z"),
    ("3.3.1", (*MARK, "modified"), ["2026-03-05T09:38:00Z"] * 2),
    ("3.3.2", ("generator", "id"), "MSP Desktop"),
    ("3.3.5", (*MARK, "motivation"), "marking"),
    ("3.3.5", (*MARK, "body", 0, "purpose"), "colour"),
    ("3.3.6", (*MARK, "rights"), "all of them"),
    ("4 ", (*MARK, "target", "source"), GONE),
    ("4 ", (*MARK, "target", "source"), ["file:///a.md", "file:///b.md"]),
    ("4.2 ", (*QUOTE, "type"), ["TextQuoteSelector", "TextPositionSelector"]),
    ("4.2 ", (*QUOTE, "type"), GONE),
    ("4.2.1", (*INSIDE, "value"), GONE),
    ("4.2.1", (*INSIDE, "value"), "a question"),
    ("4.2.1", (*INSIDE, "conformsTo"), ["http://a.example/", "http://b.example/"]),
    ("4.2.4", (*QUOTE, "exact"), GONE),
    ("4.2.4", (*QUOTE, "prefix"), ["a", "b"]),
    ("4.2.5", (*INSIDE, "refinedBy", "start"), -1),
    ("4.2.5", (*INSIDE, "refinedBy", "start"), "4"),
    ("4.2.5", (*INSIDE, "refinedBy", "end"), 4.5),
    ("4.2.5", (*INSIDE, "refinedBy", "end"), GONE),
]


@pytest.mark.parametrize(("section", "path", "value"), RULES)
def test_what_breaks_a_rule_is_seen(
    desk: Writer, section: str, path: tuple[str | int, ...], value: object
) -> None:
    assert any(one.startswith(section) for one in spoilt(desk, *path, value=value))


def test_two_annotations_of_one_name_are_seen(desk: Writer) -> None:
    name = exported(desk)[0]["id"]
    assert spoilt(desk, *MARK, "id", value=name)
    twice = text_of_all(desk).replace('"startIndex": 0,', '"startIndex": 0, "startIndex": 0,')
    assert violations(twice)
