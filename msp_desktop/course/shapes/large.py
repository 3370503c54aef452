"""Answers in HTML directly below the line that asks: headings there only make text large.

What stands between them asks again, line by line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.shapes.asking import ends_asking
from msp_desktop.course.shapes.raw import inline_of, shows
from msp_desktop.course.shapes.rows import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_TAG = re.compile(r"<(/?)(?:h[1-6]|p|div|blockquote)\b[^<>]*>", re.IGNORECASE)
_CODE = re.compile(r"<(?:pre|table|details|script|style)\b", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>\s*$", re.IGNORECASE)


def answers_in_html(block: Element, before: Element) -> list[Element]:
    """Return an HTML block right below text as paragraphs, none where it answers nothing.

    It does where the line above asks, and the lines between its elements do.
    """
    html = block.text or ""
    if not _TAG.search(html) or _CODE.search(html):
        return []
    parts = list(_parts(html, (lines(block) or (1, 1))[0]))
    outside = [words_of(one) for one, inside in parts if not inside]
    asked = _ends_asking(before) + sum(map(ends_asking, outside))
    heads = sum(ends_asking(words_of(one)) for one, inside in parts if inside)
    if not asked or heads > asked / 2:
        return []
    return [one for one, _ in parts]


def _ends_asking(block: Element) -> bool:
    return ends_asking(words_of(block))


def _parts(html: str, line: int) -> Iterator[tuple[Element, bool]]:
    """Yield what stands in elements and, line by line, what stands between them."""
    position = 0
    inside = False
    for tag in (*_TAG.finditer(html), None):
        end = tag.start() if tag else len(html)
        text = html[position:end]
        for part in [text] if inside else text.splitlines(keepends=True):
            yield from _paragraph(part, line, inside=inside)
            line += part.count("\n")
        if tag:
            line += tag[0].count("\n")
            position = tag.end()
            inside = not tag[1]


def _paragraph(html: str, line: int, *, inside: bool) -> Iterator[tuple[Element, bool]]:
    text = html.strip()
    paragraph = inline_of(text if inside else _LINE_BREAK.sub("", text))
    paragraph.tag = "p"
    if shows(paragraph):
        first = line + html.count("\n", 0, len(html) - len(html.lstrip()))
        set_lines(paragraph, first, first + text.count("\n"))
        yield paragraph, inside
