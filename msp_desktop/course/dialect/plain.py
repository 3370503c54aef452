"""The plain text of an element: what a reader reads, without any markup."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from msp_desktop.course.dialect.blocks.block import LINES
from msp_desktop.course.dialect.blocks.html import HTML_BLOCK
from msp_desktop.course.dialect.inline.html import HTML_INLINE
from msp_desktop.course.dialect.tags import CLOSING_TAG, OPEN_TAG

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TAG = re.compile(f"{OPEN_TAG}|{CLOSING_TAG}")
_CELLS = frozenset(("td", "th"))


def plain(element: Element) -> str:
    """Return an element's text: images as their alternative, blocks on lines of their own.

    The cells of a row are set apart by tabs; an HTML block is its text without the tags.  The
    element's own tail is not part of it.
    """
    pieces: list[str] = []
    todo: list[Element | str | None] = [element]
    while todo:
        one = todo.pop()
        if one is None:
            _separate(pieces, "\n")
        elif isinstance(one, str):
            pieces.append(one)
        else:
            if one is not element and one.tail:
                # The space between a checkbox and its text is layout.
                todo.append(one.tail.lstrip() if one.tag == "input" else one.tail)
            if one.get(LINES) is not None:
                _separate(pieces, "\n")
                todo.append(None)
            elif one.tag in _CELLS:
                _separate(pieces, "\t")
            if one.get("class") == "footnote-ref" and one is not element:
                continue
            todo.extend(reversed(one))
            text = _own_text(one, is_whole=one is element)
            if text:
                todo.append(text)
    return "".join(pieces).removesuffix("\n")


def _own_text(element: Element, *, is_whole: bool) -> str | None:
    """Return what an element says before its children."""
    if element.tag == "br":
        return "\n"
    # An image whose alternative is still being made has its text inside.
    if element.tag == "img" and not (is_whole and element.text):
        return element.get("alt")
    if element.tag == HTML_BLOCK:
        return _without_tags(element.text or "")
    return None if element.tag == HTML_INLINE else element.text


def _separate(pieces: list[str], separator: str) -> None:
    """Set what follows apart from what came before, where they are not yet."""
    if pieces and not pieces[-1].endswith("\n"):
        pieces.append(separator)


def _without_tags(html: str) -> str:
    """Return the text of raw HTML, without tags and comments and with its entities read."""
    pieces: list[str] = []
    position = 0
    while (start := html.find("<", position)) >= 0:
        pieces.append(html[position:start])
        if html.startswith("<!--", start):
            end = html.find("-->", start + 2)
            position = end + 3 if end >= 0 else len(html)
            continue
        tag = _TAG.match(html, start)
        position = tag.end() if tag else start + 1
        if tag is None:
            pieces.append("<")
    pieces.append(html[position:])
    return unescape("".join(pieces)).strip()
