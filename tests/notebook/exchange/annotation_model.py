"""What the Web Annotation Data Model says MUST be, looked for in plain JSON.

Knows nothing of the program: it takes a text and returns what is wrong with it, each time with the
section that says so.  Of what the program never writes (choices, styles, states, the selectors of
other media) only the types are known; they are refused, so that nothing goes unchecked.

Source: Web Annotation Data Model, W3C Recommendation of 23 February 2017,
https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *("highlighting", "identifying", "linking", "moderating", "questioning", "replying"),
    "tagging",
}

_NO_IRI = re.compile(r"[\s<>\"{}|\\^`\x00-\x20]")
_SPATIAL = re.compile(r"xywh=(?:percent:|pixel:)?(\d+),(\d+),(\d+),(\d+)")
_TIME = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def violations(text: str) -> list[str]:
    """Return which rules a collection of annotations breaks."""
    try:
        value = json.loads(text, object_pairs_hook=_once)
    except ValueError as error:
        return [f"1.2 Serialization of the Model: {error}"]
    if not isinstance(value, dict):
        return ["5.1 Annotation Collection: not an object"]
    return list(_collection(value))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands there twice: of what MUST be there once, one would be dropped."""
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key stands in an object twice")
    return dict(pairs)


# 5. Collections


def _collection(value: dict[str, Any]) -> Iterator[str]:
    section = "5.1 Annotation Collection"
    contexts = _many(value.get("@context"))
    if CONTEXT not in contexts:
        yield f"{section}: @context MUST include {CONTEXT}"
    yield from _one_iri(value, "id", section)
    if "AnnotationCollection" not in _many(value.get("type")):
        yield f"{section}: type MUST include AnnotationCollection"
    if not all(isinstance(one, str) for one in _many(value.get("label"))):
        yield f"{section}: a label MUST be a string"
    total = value.get("total")
    if total is not None and not _is_count(total):
        yield f"{section}: total MUST be a non-negative integer"
    pages = _many(value.get("first"))
    if total and len(pages) != 1:
        yield f"{section}: a collection with annotations MUST have exactly 1 first page"
    names: list[object] = []
    for page in pages:
        if isinstance(page, str):
            yield from _iri(page, section)
        else:
            yield from _page(page, value, names)
    if len(set(map(str, names))) != len(names):
        yield "3.1 Annotations: two annotations have one IRI, which MUST identify each"
    yield from _times(value, section)
    yield from _agents(value)


def _page(page: dict[str, Any], collection: dict[str, Any], names: list[object]) -> Iterator[str]:
    section = "5.2 Annotation Page"
    yield from _one_iri(page, "id", section)
    if "AnnotationPage" not in _many(page.get("type")):
        yield f"{section}: type MUST include AnnotationPage"
    if "@context" in page:
        yield f"{section}: an embedded page SHOULD NOT have a @context"
    items = page.get("items")
    if not isinstance(items, list) or not items:
        yield f"{section}: items MUST be an array of 1 or more annotations"
        items = []
    if not _is_count(page.get("startIndex", 0)):
        yield f"{section}: startIndex MUST be exactly one non-negative integer"
    if page.get("id") != collection.get("last", page.get("id")) and "next" not in page:
        yield f"{section}: a page that is not the last MUST have a next one"
    if "next" in page:
        yield from _one_iri(page, "next", section)
    for one in items:
        if isinstance(one, dict):
            names.append(one.get("id"))
            yield from _annotation(one)
        else:
            yield from _iri(one, section)


# 3. Annotations


def _annotation(one: dict[str, Any]) -> Iterator[str]:
    section = "3.1 Annotations"
    # Inside a collection, the context is that of the whole.
    if "@context" in one and CONTEXT not in _many(one["@context"]):
        yield f"{section}: @context MUST include {CONTEXT}"
    yield from _one_iri(one, "id", section)
    if "Annotation" not in _many(one.get("type")):
        yield f"{section}: type MUST include Annotation"
    if not _many(one.get("target")):
        yield f"{section}: there MUST be 1 or more targets"
    if "bodyValue" in one:
        if "body" in one:
            yield "3.2.5 String Body: with a bodyValue there MUST NOT be a body"
        if not isinstance(one["bodyValue"], str):
            yield "3.2.5 String Body: bodyValue MUST be a single string"
    for target in _many(one.get("target")):
        yield from _resource(target)
    for body in _many(one.get("body")):
        yield from _resource(body)
    for motivation in _many(one.get("motivation")):
        yield from _motivation(motivation)
    yield from _times(one, "3.3.1 Lifecycle Information")
    yield from _agents(one)
    for right in _many(one.get("rights")):
        yield from _iri(right, "3.3.6 Rights Information")


def _resource(value: object) -> Iterator[str]:
    """Look at a body or a target, whatever kind it is of."""
    if not isinstance(value, dict):
        yield from _iri(value, "3.2.1 External Web Resources")
        return
    types = _many(value.get("type"))
    if "TextualBody" in types or ("value" in value and "source" not in value):
        yield from _textual(value)
    elif "SpecificResource" in types or "source" in value or "selector" in value:
        yield from _specific(value)
    elif "Choice" in types:
        yield "3.2.7 Choice Between Bodies: not looked into"
    else:
        yield from _one_iri(value, "id", "3.2.1 External Web Resources")
    yield from _described(value)


def _described(value: dict[str, Any]) -> Iterator[str]:
    section = "3.2.1 External Web Resources"
    if not {value.get("textDirection", "auto")} <= {"ltr", "rtl", "auto"}:
        yield f"{section}: textDirection MUST be ltr, rtl or auto"
    for name in ("format", "language", "processingLanguage"):
        if not all(isinstance(one, str) for one in _many(value.get(name))):
            yield f"{section}: {name} is a property, of strings"
    for purpose in _many(value.get("purpose")):
        yield from _motivation(purpose)
    yield from _times(value, "3.3.1 Lifecycle Information")
    yield from _agents(value)


def _textual(body: dict[str, Any]) -> Iterator[str]:
    if not isinstance(body.get("value"), str):
        yield "3.2.4 Embedded Textual Body: there MUST be exactly 1 value"
    if "id" in body:
        yield from _one_iri(body, "id", "3.2.4 Embedded Textual Body")


def _motivation(value: object) -> Iterator[str]:
    if value not in MOTIVATIONS:
        yield f"3.3.5 Motivation and Purpose: {value} is none of the motivations"


def _times(value: dict[str, Any], section: str) -> Iterator[str]:
    for name in ("created", "modified", "generated"):
        if name in value:
            yield from _time(value[name], f"{section}: {name}")


def _time(value: object, what: str) -> Iterator[str]:
    if isinstance(value, list):
        yield f"{what} MUST NOT be there more than once"
    elif not isinstance(value, str) or not _TIME.fullmatch(value):
        yield f'{what} MUST be a xsd:dateTime with the UTC timezone as "Z"'
    else:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            yield f"{what} MUST be a time that there is"


def _agents(value: dict[str, Any]) -> Iterator[str]:
    section = "3.3.2 Agents"
    for name in ("creator", "generator"):
        for agent in _many(value.get(name)):
            if not isinstance(agent, dict):
                yield from _iri(agent, section)
            elif "id" in agent:
                yield from _one_iri(agent, "id", section)


# 4. Specific resources


def _specific(value: dict[str, Any]) -> Iterator[str]:
    section = "4 Specific Resources"
    if "id" in value:
        yield from _one_iri(value, "id", section)
    sources = _many(value.get("source"))
    if len(sources) != 1 or isinstance(value.get("source"), list):
        yield f"{section}: there MUST be exactly 1 source"
    for source in sources:
        if isinstance(source, dict):
            yield from _one_iri(source, "id", section)
        else:
            yield from _iri(source, section)
            if "selector" in value and "#" in str(source):
                yield (
                    "3.2.3 Segments of External Resources: an IRI with a fragment is not compatible"
                    " with other ways to describe a segment"
                )
    for selector in _many(value.get("selector")):
        yield from _selector(selector)
    for name in ("state", "styleClass", "scope", "renderedVia"):
        if name in value:
            yield f"{section}: {name} is not looked into"


def _selector(value: object) -> Iterator[str]:
    if not isinstance(value, dict):
        yield from _iri(value, "4.2 Selectors")
        return
    kind = value.get("type")
    look = _SELECTORS.get(kind) if isinstance(kind, str) else None
    if look is None:
        yield f"4.2 Selectors: a selector MUST have exactly 1 type; {kind} is not looked into"
    else:
        yield from look(value)
    for further in _many(value.get("refinedBy")):
        yield from _selector(further)


def _fragment(value: dict[str, Any]) -> Iterator[str]:
    section = "4.2.1 Fragment Selector"
    if not isinstance(value.get("value"), str):
        yield f"{section}: there MUST be exactly 1 value"
    elif _NO_IRI.search(value["value"]) or "#" in value["value"]:
        yield f"{section}: value is the content of a fragment of an IRI"
    if "conformsTo" in value:
        yield from _one_iri(value, "conformsTo", section)
    if value.get("conformsTo") == "http://www.w3.org/TR/media-frags/":
        # Media Fragments URI 1.0, 4.2.2: 1*DIGIT each; an area without any is none.
        found = _SPATIAL.fullmatch(str(value.get("value")))
        if found is None or not int(found[3]) or not int(found[4]):
            yield f"{section}: xywh has four whole numbers, and a width and height"
        elif "percent" in value["value"] and any(
            int(found[a]) + int(found[b]) > 100 for a, b in ((1, 3), (2, 4))
        ):
            yield f"{section}: the area lies on the picture"


def _svg(value: dict[str, Any]) -> Iterator[str]:
    section = "4.2.7 SVG Selector"
    try:
        root = ElementTree.fromstring(value["value"])
    except (KeyError, TypeError, ElementTree.ParseError):
        yield f"{section}: the value MUST be a well-formed SVG XML document"
        return
    shapes = [one.tag.rpartition("}")[2] for one in root]
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        yield f"{section}: the value MUST be an SVG document"
    if len(shapes) != 1 or shapes[0] not in {"path", "rect", "circle", "ellipse", "polygon", "g"}:
        yield f"{section}: it SHOULD contain one shape"


def _quote(value: dict[str, Any]) -> Iterator[str]:
    section = "4.2.4 Text Quote Selector"
    if not isinstance(value.get("exact"), str):
        yield f"{section}: there MUST be exactly 1 exact"
    for name in ("prefix", "suffix"):
        if name in value and not isinstance(value[name], str):
            yield f"{section}: there MUST NOT be more than 1 {name}"


def _position(value: dict[str, Any]) -> Iterator[str]:
    section = "4.2.5 Text Position Selector"
    for name in ("start", "end"):
        if not _is_count(value.get(name)):
            yield f"{section}: there MUST be exactly 1 {name}, a non-negative integer"
            return
    if value["start"] > value["end"]:
        yield f"{section}: the end is behind the start"


_SELECTORS: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "FragmentSelector": _fragment,
    "SvgSelector": _svg,
    "TextQuoteSelector": _quote,
    "TextPositionSelector": _position,
}


# What all of them are made of


def _many(value: Any) -> list[Any]:
    """Return the values of a property or relationship: none, one, or those of an array."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _one_iri(value: dict[str, Any], name: str, section: str) -> Iterator[str]:
    if isinstance(value.get(name), list):
        yield f"{section}: there MUST be exactly 1 {name}"
    else:
        yield from _iri(value.get(name), f"{section}: {name}")


def _iri(value: object, where: str) -> Iterator[str]:
    """Look whether something is an absolute IRI (1.4 Terminology; RFC 3987)."""
    if not isinstance(value, str):
        yield f"{where} MUST be an IRI"
        return
    try:
        parts = urlsplit(value)
    except ValueError:
        yield f"{where} MUST be an IRI, not {value}"
        return
    rest = value.removeprefix(f"{parts.scheme}:")
    if not parts.scheme or not rest or _NO_IRI.search(value) or value.count("#") > 1:
        yield f"{where} MUST be an IRI, not {value}"
