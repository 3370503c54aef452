"""Authors' own HTML, which the dialect passes on as it stands."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE

TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>", re.DOTALL)
"""A tag, its name in the first group, or a comment."""

INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong"),
        *("sub", "sup", "tt", "u", "var"),
    }
)
"""The elements that stand among text."""

_PARAGRAPH = re.compile(
    r"(\s*(?:<(?:form|div|section|fieldset)(?:\s[^<>]*)?>\s*){0,4})<p(?:\s[^<>]*)?>((?:[^<]|<(?!/?p\b))*)</p\s*>",
    re.IGNORECASE,
)
_SHOWN = frozenset(("audio", "hr", "iframe", "img", "input", "object", "picture", "svg", "video"))


def inline_of(html: str) -> Element:
    """Return raw HTML as an element of inline content: what would start a block is left out."""
    whole = Element("span")
    last: Element | None = None
    position = 0
    for tag in TAG.finditer(html):
        last = _add_text(whole, last, html[position : tag.start()])
        position = tag.end()
        name = (tag[1] or "").lower()
        if name in INLINE:
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


def first_paragraph(html: str) -> tuple[str, str] | None:
    """Return what HTML begins with as a paragraph of text, and the rest; None for any other."""
    found = _PARAGRAPH.match(html)
    if found is None or not TAG.sub("", found[2]).strip():
        return None
    return found[2], found[1] + html[found.end() :]


def shows(element: Element) -> bool:
    """Whether there is anything to see in a block: text, a picture, a rule."""
    if element.tag == HTML_BLOCK:
        return _raw_shows(element.text or "")
    if element.tag != "p":
        return True
    if (element.text or "").strip():
        return True
    return any(
        (child.tail or "").strip()
        or (_raw_shows(child.text or "") if child.tag == HTML_INLINE else child.tag != "br")
        for child in element
    )


def _raw_shows(html: str) -> bool:
    if TAG.sub("", html).strip():
        return True
    return any((tag[1] or "").lower() in _SHOWN for tag in TAG.finditer(html))
