"""Web Annotations, held against what the W3C's model says MUST be."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from exchange_desk import LAYER, NOW, Writer

from msp_desktop.course.text import text_of
from msp_desktop.notebook.exchange.jsonld import web_annotations

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *("highlighting", "identifying", "linking", "moderating", "questioning", "replying"),
    "tagging",
}


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def check_iri(value: Any) -> None:
    assert isinstance(value, str)
    assert urlsplit(value).scheme, value
    assert not re.search(r'[\s<>"{}|\\^`]', value), value


def check_time(value: Any) -> None:
    """xsd:dateTime, with UTC as Z (3.3.2: MUST be xsd:dateTime, SHOULD be in UTC with Z)."""
    assert isinstance(value, str)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value)
    datetime.fromisoformat(value)


def check_body(body: dict[str, Any]) -> None:
    # 3.2.4: exactly one value, a string; purposes are motivations; format at most one.
    assert body["type"] == "TextualBody"
    assert isinstance(body["value"], str)
    assert all(one in MOTIVATIONS for one in many(body.get("purpose", [])))
    assert isinstance(body.get("format", ""), str)


def check_selector(selector: dict[str, Any]) -> None:
    match selector["type"]:
        case "TextQuoteSelector":
            # 4.2.4: exactly one exact, at most one prefix and suffix.
            assert isinstance(selector["exact"], str)
            assert all(isinstance(selector.get(one, ""), str) for one in ("prefix", "suffix"))
        case "TextPositionSelector":
            # 4.2.5: exactly one start and end, non-negative integers.
            assert type(selector["start"]) is type(selector["end"]) is int
            assert 0 <= selector["start"] <= selector["end"]
        case other:
            pytest.fail(f"a selector of ours is no {other}")


def check_target(target: Any) -> None:
    if isinstance(target, str):
        check_iri(target)
        return
    if target["type"] == "Image":
        # 3.2.2: an external resource has exactly one IRI, and at most one format SHOULD be said.
        check_iri(target["id"])
        assert isinstance(target.get("format", ""), str)
        return
    # 4: a specific resource has exactly one source.
    check_iri(target["source"])
    for selector in many(target.get("selector", [])):
        check_selector(selector)


def check_annotation(one: dict[str, Any]) -> None:
    # 3.1: an id that is an IRI, the type Annotation, a target at least.
    check_iri(one["id"])
    assert "Annotation" in many(one["type"])
    assert many(one["target"])
    for target in many(one["target"]):
        check_target(target)
    for body in many(one.get("body", [])):
        check_body(body)
    assert all(motivation in MOTIVATIONS for motivation in many(one["motivation"]))
    for moment in ("created", "modified"):
        if moment in one:
            check_time(one[moment])


def check_collection(value: dict[str, Any]) -> list[dict[str, Any]]:
    # 5.1, 5.2: context, id and type; a total that is not negative; first is a page or its IRI.
    assert CONTEXT in many(value["@context"])
    check_iri(value["id"])
    assert "AnnotationCollection" in many(value["type"])
    assert value["total"] >= 0
    if not value["total"]:
        assert "first" not in value
        return []
    page = value["first"]
    check_iri(page["id"])
    assert page["type"] == "AnnotationPage"
    assert page["partOf"] == value["id"]
    assert "@context" not in page
    assert page["startIndex"] == 0
    items = page["items"]
    assert len(items) == value["total"]
    for one in items:
        check_annotation(one)
    names = [one["id"] for one in items]
    assert len(set(names)) == len(names)
    return items


def exported(desk: Writer) -> list[dict[str, Any]]:
    text = web_annotations(desk.collected(), program="MSP Desktop", now=NOW)
    return check_collection(json.loads(text))


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
    source = one["target"]["source"]
    assert source == f"{desk.course.source.as_uri()}#{desk.course.question_ids[0]}"
    quote, position = one["target"]["selector"]
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
    assert check_collection(json.loads(text)) == []
