"""A large SVG as several small ones that give the same picture, drawn one over the other.

A renderer holds all of a document, which takes forty times its bytes, and shows nothing before its
end.  Elements are painted in their order, so a picture can be cut between two of them; what is
referred to, and what is around them, goes into each part.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from msp_desktop.course.svg.editing import Attributes, local_name

DEEPEST = 6
"""How many groups around everything are looked into."""

_REFERRED = frozenset(
    (
        *("defs", "style", "symbol", "linearGradient", "radialGradient", "solidColor", "pattern"),
        *("clipPath", "mask", "marker", "filter", "title", "desc", "metadata", "font", "view"),
    )
)
_HARMLESS = re.compile(
    r"xmlns(?::.*)?|id|class|transform|version|viewBox|width|height|x|y|preserveAspectRatio"
    r"|(?:fill|stroke|font|text|letter|word|shape|color|xml|inkscape|sodipodi|data)\b.*"
)
"""What a group around the parts may have: what its inside inherits, one by one."""

_TARGET = re.compile(rb"""(?:href="|url\(\s*['"]?(?:&quot;)?)#([^"'()&\s]+)""")
_ID = re.compile(rb"""\bid="([^"]*)\"""")
_RULES = re.compile(rb"<(?:\w+:)?style[^>]*>([^<]*)<")
_PLACED = re.compile(rb"-child|-of-type|&gt;|[+~>][^{};]*\{")
"""What is in rules that go by where in the document something stands."""


class _Span(NamedTuple):
    name: str
    attributes: Attributes
    start: int
    inside: int
    inside_end: int
    end: int


def split(svg: str, size: int) -> list[str]:
    """Return the parts of a picture that :func:`.safe` made, each of about ``size`` bytes or more.

    One that cannot be cut, because its elements are not painted one by one, comes back alone.
    """
    data = svg.encode("utf-8", "surrogatepass")
    if len(data) <= size:
        return [svg]
    around, inner, shared = _spine(data)
    if len(inner) < 2 or any(_PLACED.search(rules) for rules in _RULES.findall(data)):
        return [svg]
    drawn = [one for one in inner if local_name(one.name) not in _REFERRED]
    targets = set(_TARGET.findall(data))
    if len(drawn) < 2 or not targets <= set(_ID.findall(shared)):
        return [svg]
    head = b"".join(data[one.start : one.inside] for one in around)
    tail = b"".join(data[one.inside_end : one.end] for one in reversed(around))
    first = head[: around[0].inside - around[0].start]
    # The rules and all that is referred to come right after the root's own tag.
    head = first + shared + head[len(first) :]
    return [
        (head + b"".join(data[one.start : one.end] for one in part) + tail).decode(
            "utf-8", "surrogatepass"
        )
        for part in _parts(drawn, size)
    ]


def _parts(drawn: list[_Span], size: int) -> list[list[_Span]]:
    parts: list[list[_Span]] = [[]]
    held = 0
    for one in drawn:
        if held >= size:
            parts.append([])
            held = 0
        parts[-1].append(one)
        held += one.end - one.start
    return parts


def _spine(data: bytes) -> tuple[list[_Span], list[_Span], bytes]:
    """Return the elements around nearly everything, from the root inwards, and what is in them.

    Last are the elements in them that are only referred to.
    """
    around: list[_Span] = []
    inner: list[_Span] = []
    shared = b""
    # Many files have one group around everything, some have several; few have more.
    for depth in range(1, DEEPEST):
        spans = _spans(data, depth, around[-1] if around else None)
        if not around:
            around, inner = spans[:1], spans[1:]
        else:
            inner = spans
        shared += b"".join(
            data[one.start : one.end] for one in inner if local_name(one.name) in _REFERRED
        )
        drawn = [one for one in inner if local_name(one.name) not in _REFERRED]
        only = drawn[0] if len(drawn) == 1 else None
        if only is None or local_name(only.name) != "g":
            break
        if not all(_HARMLESS.fullmatch(name) for name in only.attributes):
            break
        around.append(only)
    return around, inner, shared


def _spans(data: bytes, depth: int, around: _Span | None) -> list[_Span]:
    """Return the elements right inside one at a depth, or the root and those right inside it."""
    least = 1 if around is None else depth + 1
    most = depth + 1
    found: list[_Span] = []
    opened: list[tuple[int, str, Attributes, int]] = []
    level = 0
    parser = expat.ParserCreate("utf-8")

    def start(name: str, attributes: Attributes) -> None:
        nonlocal level
        level += 1
        if least <= level <= most:
            opened.append((len(found), name, attributes, parser.CurrentByteIndex))
            found.append(_NOWHERE)

    def end(_name: str) -> None:
        nonlocal level
        if least <= level <= most:
            place, name, attributes, first = opened.pop()
            # In the safe form no value has a ">" of its own, and every element an end tag.
            inside = data.index(b">", first) + 1
            last = parser.CurrentByteIndex
            after = data.index(b">", last) + 1
            found[place] = _Span(name, attributes, first, inside, last, after)
        level -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    if around is None:
        return found
    return [one for one in found if around.start < one.start and one.end <= around.end]


_NOWHERE = _Span("", {}, 0, 0, 0, 0)
