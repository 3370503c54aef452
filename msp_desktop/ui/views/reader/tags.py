"""Cuts safe HTML into tags and text.

What nh3 writes is regular: every attribute is in double quotes, and five characters are escaped.
The standard library's parser is for all the rest, and costs start-up its tables of names.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ATTRIBUTE = re.compile(r'([a-z][a-z-]*)(?:="([^"]*)")?')
_NONE: Mapping[str, str] = MappingProxyType({})
_ESCAPES = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&nbsp;", "\N{NO-BREAK SPACE}"),
    ("&amp;", "&"),
)


class Tag(NamedTuple):
    """A tag; ``closing`` for an end tag, which has no attributes."""

    name: str
    closing: bool = False
    attributes: Mapping[str, str] = _NONE


def cut(html: str) -> Iterator[Tag | str]:
    """Yield tags, and the text between them unescaped."""
    position = 0
    while (start := html.find("<", position)) >= 0:
        if start > position:
            yield plain(html[position:start])
        end = _end(html, start)
        yield _tag(html[start + 1 : end])
        position = end + 1
    if position < len(html):
        yield plain(html[position:])


def plain(text: str) -> str:
    """Return text without its escapes."""
    if "&" in text:
        for escape, character in _ESCAPES:
            text = text.replace(escape, character)
    return text


def _end(html: str, start: int) -> int:
    """Return where a tag ends: a bracket in an attribute's value does not count."""
    position = start
    while True:
        end = html.find(">", position)
        quote = html.find('"', position, end)
        if end < 0 or quote < 0:
            return len(html) if end < 0 else end
        position = html.find('"', quote + 1) + 1
        if position == 0:
            return len(html)


def _tag(inside: str) -> Tag:
    if inside.startswith("/"):
        return Tag(inside[1:].strip(), closing=True)
    name, _, rest = inside.rstrip("/").partition(" ")
    if not rest:
        return Tag(name)
    return Tag(name, attributes={key: plain(value) for key, value in _ATTRIBUTE.findall(rest)})
