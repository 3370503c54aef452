"""Authors' own HTML read as elements, where questions may hide in it.

The dialect passes HTML on as it stands.  A title in it must be taken out, a heading in it is one.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE, lines, set_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>", re.DOTALL)
"""A tag, its name in the first group, or a comment."""

_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong"),
        *("sub", "sup", "tt", "u", "var"),
    }
)
_SHOWN = frozenset(("audio", "hr", "iframe", "img", "input", "object", "picture", "svg", "video"))
_HEADING = re.compile(r"\s*<(h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE)


def inline_of(html: str) -> Element:
    """Return raw HTML as an element of inline content: what would start a block is left out."""
    whole = Element("span")
    last: Element | None = None
    position = 0
    for tag in TAG.finditer(html):
        last = _add_text(whole, last, html[position : tag.start()])
        position = tag.end()
        name = (tag[1] or "").lower()
        if name in _INLINE:
            last = Element(HTML_INLINE)
            last.text = AtomicString(tag[0])
            whole.append(last)
        elif name:
            last = _add_text(whole, last, " ")
    _add_text(whole, last, html[position:])
    return whole


def _add_text(whole: Element, last: Element | None, raw: str) -> Element | None:
    text = unescape(raw)
    if last is None:
        whole.text = (whole.text or "") + text
    else:
        last.tail = (last.tail or "") + text
    return last


def shows(element: Element) -> bool:
    """Whether there is anything to see in a block: text, a picture, a rule."""
    if element.tag not in (HTML_BLOCK, HTML_INLINE):
        return True
    html = element.text or ""
    if TAG.sub("", html).strip():
        return True
    return any((tag[1] or "").lower() in _SHOWN for tag in TAG.finditer(html))


def read_headings(blocks: Iterable[Element]) -> list[Element]:
    """Return blocks with those that are one heading in HTML as headings like any other."""
    return [_heading(block) or block for block in blocks]


def _heading(block: Element) -> Element | None:
    if block.tag != HTML_BLOCK:
        return None
    html = block.text or ""
    start = _HEADING.match(html)
    if start is None:
        return None
    end = f"</{start[1].lower()}>"
    inside = html[start.end() :].rstrip()
    if not inside.lower().endswith(end) or inside.lower().count(end) > 1:
        return None
    heading = Element(start[1].lower())
    content = inline_of(inside[: -len(end)])
    heading.text = content.text
    heading.extend(content)
    heading.tail = block.tail
    span = lines(block)
    if span:
        set_lines(heading, *span)
    return heading
