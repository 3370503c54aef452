"""Headings however they are written: in Markdown, in HTML, as ``##Title`` without a space.

GitHub shows ``##Title`` as text, but it was a heading when much of what is there was written, and
is one to its author and readers.
"""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect import HTML_BLOCK, lines, set_lines
from msp_desktop.course.shapes.asking import ends_asking
from msp_desktop.course.shapes.large import answers_in_html
from msp_desktop.course.shapes.markup import read_markup
from msp_desktop.course.shapes.raw import inline_of, shows
from msp_desktop.course.shapes.rows import first_line, joined, paragraph, rows, words_of
from msp_desktop.course.shapes.tags import HEADINGS, LISTS
from msp_desktop.course.shapes.titles import signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# None stands in another: so each is read once, however many are never closed.
_HTML = re.compile(r"<(h[1-6])(?:\s[^<>]*)?>((?:[^<]|<(?!/?h[1-6]\b))*)</\1\s*>", re.IGNORECASE)
_HOLDS_MORE = re.compile(r"<(?:table|ul|ol|li|blockquote|details|pre)\b|<!--", re.IGNORECASE)
_MARKED = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_INDENTED = re.compile(r" {1,3}(?=#)")
_NO_SPACE = re.compile(r"(#{1,6})(?=[^\s#]|$)")


def read_headings(blocks: Iterable[Element]) -> list[Element]:
    """Return blocks with the headings among them as ``h1`` to ``h6``, however they are written."""
    found: list[Element] = []
    before: Element | None = None
    for block in _out_of_bullets(list(blocks)):
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


def _out_of_bullets(blocks: Sequence[Element]) -> Iterator[Element]:
    """Yield blocks, but for a bullet that holds a heading over a list at the margin that heading.

    ``* ### Basics`` over ``1. …`` is a chapter; one that asks is a question.
    """
    for at, block in enumerate(blocks):
        heading = _in_bullet(block) if at + 1 < len(blocks) else None
        if heading is None or blocks[at + 1].tag not in LISTS:
            yield block
            continue
        if len(block) > 1:
            before = copy(block)
            del before[-1]
            set_lines(before, first_line(block), max(first_line(block), first_line(heading) - 1))
            yield before
        yield heading


def _in_bullet(block: Element) -> Element | None:
    """Return the heading that the last bullet of a list holds, if nothing else and asking not."""
    if block.tag != "ul" or not len(block):
        return None
    item = block[-1]
    if len(item) != 1 or item[0].tag not in HEADINGS or (item.text or "").strip():
        return None
    return None if signs(words_of(item[0])).credit else item[0]


def keep_in_items(blocks: Iterable[Element], source: Sequence[str]) -> list[Element]:
    """Return blocks with headings that are indented below a list as lines in bold.

    What stands between may have ended the item they belong to; headings of chapters are at the
    margin.  ``source`` are the lines of the text.
    """
    found = list(blocks)
    indents = {id(one): _indent(one, source) for one in found if one.tag in HEADINGS}
    if not any(indents.values()):
        return found
    at_margin = {one.tag for one in found if indents.get(id(one)) == 0}
    listed = False
    for at, block in enumerate(found):
        if block.tag in LISTS:
            listed = True
        elif block.tag in HEADINGS and listed and block.tag not in at_margin:
            found[at] = _in_bold(block)
        elif block.tag in HEADINGS:
            listed = False
    return found


def _indent(heading: Element, source: Sequence[str]) -> int:
    at = first_line(heading)
    begin = _INDENTED.match(source[at - 1]) if at <= len(source) else None
    return begin.end() if begin else 0


def _in_bold(heading: Element) -> Element:
    bold = copy(heading)
    bold.tag = "strong"
    line = Element("p")
    line.append(bold)
    span = lines(heading)
    if span:
        set_lines(line, *span)
    return line


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
