"""From elements to HTML, written the way CommonMark's examples are.

The source lines are left out; raw HTML is written as it is.  Nothing here recurses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.dialect.blocks.block import LINES
from msp_desktop.course.dialect.blocks.html import HTML_BLOCK
from msp_desktop.course.dialect.blocks.paragraph import TIGHT
from msp_desktop.course.dialect.inline.footnote import NOTE_REFERENCE
from msp_desktop.course.dialect.inline.html import HTML_INLINE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

_VOID = frozenset(("br", "hr", "img", "input"))
_AROUND_BLOCKS = frozenset(
    ("blockquote", "div", "dl", "ol", "section", "table", "tbody", "thead", "tr", "ul")
)
BLOCKS = _AROUND_BLOCKS | {
    *("dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre", "td", "th"),
    *(HTML_BLOCK, TIGHT),
}
"""The elements that stand on lines of their own."""

FLAGS = frozenset((NOTE_REFERENCE, "data-footnote-backref", "data-footnotes"))
"""The attributes that are written without their values."""

_RAW = frozenset((HTML_BLOCK, HTML_INLINE))


def escape(text: str) -> str:
    """Return text with the characters replaced that HTML gives a meaning to."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text


def to_html(element: Element) -> str:
    """Return one element as HTML; this is Python-Markdown's kind of serialiser."""
    return write([element])


def write(elements: Iterable[Element]) -> str:
    """Return elements, each with its tail, as HTML."""
    pieces: list[str] = []
    todo: list[Element | str] = list(elements)
    todo.reverse()
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            pieces.append(one)
        else:
            _write_one(one, pieces, todo)
    return "".join(pieces)


def _write_one(element: Element, pieces: list[str], todo: list[Element | str]) -> None:
    """Write an element's beginning, and put the rest on the stack of what is still to write."""
    tag = element.tag
    is_block = tag in BLOCKS
    after = "\n" if is_block else ""
    if element.tail:
        todo.append(escape(element.tail))
    if is_block and pieces and not pieces[-1].endswith("\n"):
        pieces.append("\n")
    if tag in _RAW:
        pieces.append(f"{element.text or ''}{after}")
        return
    if tag == TIGHT:
        start, end = "", ""
    else:
        start, end = _start_tag(element), f"</{tag}>{after}"
    if tag in _VOID:
        after = "\n" if tag == "br" else after
        pieces.append(f"{start[:-1]} />{after}")
        return
    if tag in _AROUND_BLOCKS and not element.text:
        start += "\n"
    pieces.append(start)
    if element.text:
        pieces.append(escape(element.text))
    todo.append(end)
    todo.extend(reversed(element))


def _start_tag(element: Element) -> str:
    attributes = [
        f" {name}" if name in FLAGS else f' {name}="{escape(value)}"'
        for name, value in element.items()
        if name != LINES
    ]
    return f"<{element.tag}{''.join(attributes)}>"
