"""A large SVG as several small ones that give the same picture, drawn one over the other.

A renderer holds all of a document, which takes forty times its bytes, and shows nothing before its
end.  Elements are painted in their order, so a picture can be cut between two of them; what is
referred to, and what is around them, goes into each part.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DEEPEST = 6
"""How many groups around everything are looked into."""

_REFERRED = frozenset(
    (
        *(b"defs", b"style", b"symbol", b"linearGradient", b"radialGradient", b"solidColor"),
        *(b"pattern", b"clipPath", b"mask", b"marker", b"filter", b"title", b"desc"),
        *(b"metadata", b"font", b"view"),
    )
)
_HARMLESS = re.compile(
    rb"xmlns(?::.*)?|id|class|transform|version|viewBox|width|height|x|y|preserveAspectRatio"
    rb"|(?:fill|stroke|font|text|letter|word|shape|color|xml|inkscape|sodipodi|data)\b.*",
    re.DOTALL,
)
"""What a group around the parts may have: what its inside inherits, one by one."""

_TARGET = re.compile(rb"""(?:href="|url\(\s*['"]?(?:&quot;)?)#([^"'()&\s]+)""")
_ID = re.compile(rb"""\bid="([^"]*)\"""")
_RULES = re.compile(rb"<(?:\w+:)?style[^>]*>([^<]*)<")
_NAME = re.compile(rb"<([^\s/>]+)")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)="[^"]*\"""")
_PLACED = re.compile(rb"-child|-of-type|&gt;|[+~>][^{};]*\{")
"""What is in rules that go by where in the document something stands."""


class _Span(NamedTuple):
    """An element: where it starts, where its inside does, where that ends, and where it ends."""

    name: bytes
    start: int
    inside: int
    inside_end: int
    end: int

    @property
    def local(self) -> bytes:
        """Its name without a prefix."""
        return self.name.rpartition(b":")[2]


def split(svg: bytes, size: int) -> list[bytes]:
    """Return the parts of a picture that :func:`.safe` made, each of about ``size`` bytes or more.

    One that cannot be cut, because its elements are not painted one by one, comes back alone.
    """
    if len(svg) <= size:
        return [svg]
    around, inner, shared = _spine(svg)
    if len(inner) < 2 or any(_PLACED.search(rules) for rules in _RULES.findall(svg)):
        return [svg]
    drawn = [one for one in inner if one.local not in _REFERRED]
    targets = set(_TARGET.findall(svg))
    if len(drawn) < 2 or not targets <= set(_ID.findall(shared)):
        return [svg]
    head = b"".join(svg[one.start : one.inside] for one in around)
    tail = b"".join(svg[one.inside_end : one.end] for one in reversed(around))
    first = head[: around[0].inside - around[0].start]
    # The rules and all that is referred to come right after the root's own tag.
    head = first + shared + head[len(first) :]
    return [
        head + b"".join(svg[one.start : one.end] for one in part) + tail
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


def _spine(svg: bytes) -> tuple[list[_Span], list[_Span], bytes]:
    """Return the elements around nearly everything, from the root inwards, and what is in them.

    Last are the elements in them that are only referred to.
    """
    around = [_element(svg, svg.index(b"<"))]
    inner: list[_Span] = []
    shared = b""
    # Many files have one group around everything, some have several; few have more.
    for _ in range(1, DEEPEST):
        inner = _inside(svg, around[-1])
        shared += b"".join(svg[one.start : one.end] for one in inner if one.local in _REFERRED)
        drawn = [one for one in inner if one.local not in _REFERRED]
        only = drawn[0] if len(drawn) == 1 else None
        if only is None or only.local != b"g":
            break
        names = _ATTRIBUTE.findall(svg, only.start, only.inside)
        if not all(map(_HARMLESS.fullmatch, names)):
            break
        around.append(only)
    return around, inner, shared


def _inside(svg: bytes, around: _Span) -> list[_Span]:
    """Return the elements right inside one."""
    found: list[_Span] = []
    at = svg.find(b"<", around.inside, around.inside_end)
    while at >= 0:
        found.append(_element(svg, at))
        at = svg.find(b"<", found[-1].end, around.inside_end)
    return found


def _element(svg: bytes, start: int) -> _Span:
    """Return the element whose tag starts at a place.

    In the safe form neither values nor text have a "<" or ">" of their own, and every element has
    an end tag: counting those of its name is enough, and as fast as looking for bytes.
    """
    named = _NAME.match(svg, start)
    assert named is not None
    name = named[1]
    inside = svg.index(b">", start) + 1
    begins, begins_bare, ends = b"<" + name + b" ", b"<" + name + b">", b"</" + name + b">"
    opened, at = 1, inside
    while True:
        last = svg.index(ends, at)
        opened += svg.count(begins, at, last) + svg.count(begins_bare, at, last) - 1
        at = last + len(ends)
        if not opened:
            return _Span(name, start, inside, last, at)
