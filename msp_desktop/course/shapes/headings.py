"""Headings however they are written: in Markdown, in HTML, as ``##Title`` without a space.

GitHub shows ``##Title`` as text, but it was a heading when much of what is there was written, and
is one to its author and readers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect import HTML_BLOCK, lines, set_lines
from msp_desktop.course.shapes.asking import ends_asking
from msp_desktop.course.shapes.large import answers_in_html
from msp_desktop.course.shapes.markup import read_markup
from msp_desktop.course.shapes.raw import inline_of, shows
from msp_desktop.course.shapes.rows import joined, paragraph, rows, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# None stands in another: so each is read once, however many are never closed.
_HTML = re.compile(r"<(h[1-6])(?:\s[^<>]*)?>((?:[^<]|<(?!/?h[1-6]\b))*)</\1\s*>", re.IGNORECASE)
_HOLDS_MORE = re.compile(r"<(?:table|ul|ol|li|blockquote|details|pre)\b|<!--", re.IGNORECASE)
_MARKED = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_NO_SPACE = re.compile(r"(#{1,6})(?=[^\s#]|$)")


def read_headings(blocks: Iterable[Element]) -> list[Element]:
    """Return blocks with the headings among them as ``h1`` to ``h6``, however they are written."""
    found: list[Element] = []
    before: Element | None = None
    for block in blocks:
        # HTML that goes on directly below text is an example in it.
        if (
            before is None
            or before.tag != "p"
            or _gap(before, block) > 1
            or block.tag != HTML_BLOCK
        ):
            found += _parts(block)
        else:
            found += answers_in_html(block, before) or [block]
        before = block
    return found


def _gap(before: Element, after: Element) -> int:
    return (lines(after) or (1, 1))[0] - (lines(before) or (1, 1))[1]


def _parts(block: Element) -> Iterator[Element]:
    if block.tag == HTML_BLOCK:
        html = block.text or ""
        if "<h" in html.lower() and not _HOLDS_MORE.search(html):
            yield from _of_html(block, html)
            return
        read = read_markup(block)
        if read is not None:
            yield from read
            return
        if html.startswith("#") and "<" not in html:
            yield from _of_raw_lines(block, html)
            return
    elif block.tag == "p" and (block.text or "").startswith("#"):
        mark = _NO_SPACE.match(block.text or "")
        # One mark is a tag's, too.
        if mark and (len(mark[1]) > 1 or ends_asking(words_of(rows(block)[0]))):
            yield from _of_paragraph(block, mark)
            return
    yield block


def _of_html(block: Element, html: str) -> Iterator[Element]:
    line = (lines(block) or (1, 1))[0]
    position = 0
    for found in _HTML.finditer(html):
        yield from _rest(html[position : found.start()], line)
        line += html.count("\n", position, found.start())
        heading = inline_of(found[2].strip())
        heading.tag = found[1].lower()
        after = line + found[0].count("\n")
        set_lines(heading, line, after)
        yield heading
        line = after
        position = found.end()
    if position:
        yield from _rest(html[position:], line)
    else:
        yield block


def _of_raw_lines(block: Element, html: str) -> Iterator[Element]:
    """Yield the heading that begins a block which is HTML only for want of a blank line above."""
    first, last = lines(block) or (1, 1)
    begin, _, rest = html.partition("\n")
    mark = _MARKED.match(begin)
    if mark is None:
        yield block
        return
    heading = Element(f"h{len(mark[1])}")
    heading.text = begin[mark.end() :].strip()
    set_lines(heading, first, first)
    yield heading
    yield from _rest(rest, min(first + 1, last))


def _rest(html: str, line: int) -> Iterator[Element]:
    text = html.strip()
    rest = Element(HTML_BLOCK)
    rest.text = AtomicString(text)
    if shows(rest):
        first = line + html.count("\n", 0, len(html) - len(html.lstrip()))
        set_lines(rest, first, first + text.count("\n"))
        yield rest


def _of_paragraph(block: Element, mark: re.Match[str]) -> Iterator[Element]:
    first, last = lines(block) or (1, 1)
    begin, *rest = rows(block)
    begin.text = (begin.text or "")[mark.end() :].lstrip()
    heading = joined([begin], f"h{len(mark[1])}")
    set_lines(heading, first, first)
    yield heading
    if rest:
        yield paragraph(rest, (min(first + 1, last), last))
