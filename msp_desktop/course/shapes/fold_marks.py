"""Where folds begin and end: blocks cut at the tags of ``<details>`` and ``<summary>``.

The tags stand in blocks of HTML, in the lines of a paragraph, and in a list's items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE, TIGHT, lines, set_lines
from msp_desktop.course.shapes.raw import shows

if TYPE_CHECKING:
    from collections.abc import Iterator

DETAILS = "details"
SUMMARY = "summary"
_PART = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)(details|summary)\b[^<>]*>", re.DOTALL | re.IGNORECASE)
_OPEN = re.compile(r"\sopen(?=[\s=>/])", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_AS_IT_IS = re.compile(r"\s*<(?:pre|script|style|textarea|!|\?)", re.IGNORECASE)
_TEXTS = frozenset(("p", TIGHT))


@dataclass(slots=True)
class Mark:
    """A tag of a fold, where it stands, and for ``<details>`` whether its end was found.

    ``shown`` says of one that its author wants it to be open.
    """

    name: str
    closing: bool
    line: int
    closed: bool = False
    shown: bool = False


def cut(block: Element) -> Iterator[Element | Mark]:
    """Yield a block's parts and the tags between them."""
    if block.tag == HTML_BLOCK:
        yield from _cut_raw(block)
    elif block.tag in _TEXTS and any(_inline_mark(part) for part in block):
        yield from _cut_text(block)
    else:
        yield block


def _cut_raw(block: Element) -> Iterator[Element | Mark]:
    html = block.text or ""
    if _AS_IT_IS.match(html):
        yield block
        return
    line = (lines(block) or (1, 1))[0]
    position = 0
    cut = False
    for tag in _PART.finditer(html):
        if not tag[2]:
            continue
        cut = True
        yield from _raw(html[position : tag.start()], line)
        line += html.count("\n", position, tag.start())
        yield _mark(tag, line)
        line += html.count("\n", tag.start(), tag.end())
        position = tag.end()
    if cut:
        yield from _raw(html[position:], line)
    else:
        yield block


def _raw(html: str, line: int) -> Iterator[Element]:
    block = Element(HTML_BLOCK)
    block.text = AtomicString(html.strip())
    if shows(block):
        first = line + html.count("\n", 0, len(html) - len(html.lstrip()))
        set_lines(block, first, first + block.text.count("\n"))
        yield block


def cut_list(whole: Element) -> Iterator[Element | Mark]:
    """Yield a list cut where a summary ends that began above it."""
    for at, item in enumerate(whole):
        for holder in (item, *item):
            if holder is not item and holder.tag not in _TEXTS:
                continue
            for mark in holder:
                tag = _inline_mark(mark)
                if tag and tag[1] and tag[2].lower() == SUMMARY:
                    yield from _cut_item(whole, at, holder, mark)
                    return
    yield whole


def _cut_item(whole: Element, at: int, holder: Element, mark: Element) -> Iterator[Element | Mark]:
    """Cut a list at a mark in one of its items; ``holder`` is the item or a paragraph in it."""
    item = whole[at]
    first, last = lines(whole) or (1, 1)
    begins, ends = lines(item) or (first, first)
    begun, rest = _halves(holder, mark)
    if holder is not item:
        # What stands in the item above that paragraph.
        begun.tag, said = holder.tag, begun
        set_lines(said, *(lines(holder) or (begins, begins)))
        begun = Element("li")
        begun.text = item.text
        begun.extend((*item[: list(item).index(holder)], said))
    line = (lines(holder) or (begins, begins))[1] if holder is not item else _last_of_text(item)
    before, after = Element(whole.tag), Element(whole.tag)
    before.extend((*whole[:at], begun))
    after.extend(whole[at + 1 :])
    for part, span in ((before, (first, line)), (begun, (begins, line)), (rest, (line, line))):
        set_lines(part, *span)
    set_lines(after, min(ends + 1, last), last)
    yield before
    yield Mark(SUMMARY, closing=True, line=line)
    if shows(rest):
        yield rest
    if holder is not item:
        yield from item[list(item).index(holder) + 1 :]
    if len(after):
        yield after


def _halves(holder: Element, mark: Element) -> tuple[Element, Element]:
    """Return an item, and a paragraph, with what stands before a mark and behind it."""
    begun, rest = Element("li"), Element("p")
    place = list(holder).index(mark)
    begun.text = holder.text
    begun.extend(holder[:place])
    rest.text = (mark.tail or "").lstrip()
    rest.extend(holder[place + 1 :])
    return begun, rest


def _last_of_text(item: Element) -> int:
    """Return the last line of an item's own text: blocks below it have lines of their own."""
    begins, ends = lines(item) or (1, 1)
    below = next((span[0] - 1 for part in item if (span := lines(part))), ends)
    return max(begins, below)


def _inline_mark(part: Element) -> re.Match[str] | None:
    tag = _PART.fullmatch(part.text or "") if part.tag == HTML_INLINE else None
    return tag if tag and tag[2] else None


def _cut_text(paragraph: Element) -> Iterator[Element | Mark]:
    """Cut a paragraph; all its parts have its lines."""
    span = lines(paragraph) or (1, 1)

    def part(text: str | None) -> Element:
        element = Element(paragraph.tag)
        element.text = text
        set_lines(element, *span)
        return element

    current = part(paragraph.text)
    for child in list(paragraph):
        tag = _inline_mark(child)
        if tag is None:
            current.append(child)
            continue
        if len(current) or (current.text or "").strip():
            yield current
        yield _mark(tag, span[0])
        current = part((child.tail or "").lstrip())
    if len(current) or (current.text or "").strip():
        yield current


def _mark(tag: re.Match[str], line: int) -> Mark:
    shown = tag[2].lower() == DETAILS and _OPEN.search(_QUOTED.sub("", tag[0])) is not None
    return Mark(tag[2].lower(), closing=bool(tag[1]), line=line, shown=shown)
