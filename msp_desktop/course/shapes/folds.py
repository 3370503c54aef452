"""Folded text: ``<details>`` as one element, whatever stands in it.

An HTML block ends at the first blank line, so what is folded lies scattered between the block that
opens ``<details>`` and the one that closes it.  Here it becomes an element again: a ``details``
whose first child is its ``summary`` and whose other children are blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE, TIGHT, lines, set_lines
from msp_desktop.course.dialect.plain import plain
from msp_desktop.course.shapes.raw import inline_of, shows
from msp_desktop.course.shapes.titles import only_says_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

DETAILS = "details"
SUMMARY = "summary"
DEEPEST = 16
"""How many may stand inside each other; what is folded deeper is shown as if it were not."""

_PART = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)(details|summary)\b[^<>]*>", re.DOTALL | re.IGNORECASE)
_OPEN = re.compile(r"\sopen(?=[\s=>/])", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_AS_IT_IS = re.compile(r"\s*<(?:pre|script|style|textarea|!|\?)", re.IGNORECASE)
_HOLDERS = frozenset(("ul", "ol", "li", "blockquote", "dl", "dd", "div"))
_LISTS = frozenset(("ul", "ol"))
_TEXTS = frozenset(("p", TIGHT))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class _Mark:
    """A tag of a fold, where it stands, and for ``<details>`` whether its end was found.

    ``shown`` says of one that its author wants it to be open.
    """

    name: str
    closing: bool
    line: int
    closed: bool = False
    shown: bool = False


@dataclass(slots=True)
class _Fold:
    """A ``details`` that is open; ``titled`` while its summary is."""

    element: Element
    closed: bool
    summary: list[Element] = field(default_factory=list[Element])
    titled: bool = False
    seen_title: bool = False


def join(holder: Element) -> int:
    """Make the folds among an element's blocks elements.

    Returns how many ends there are for which no fold was open: they end one outside the element.
    """
    pieces: list[Element | _Mark] = []
    for child in list(holder):
        for part in _cut_list(child) if child.tag in _LISTS else (child,):
            if isinstance(part, _Mark):
                pieces.append(part)
                continue
            strays = join(part) if part.tag in _HOLDERS else 0
            pieces += _pieces(part)
            line = (lines(part) or (1, 1))[1]
            pieces += [_Mark(DETAILS, closing=True, line=line) for _ in range(strays)]
    if not any(isinstance(piece, _Mark) for piece in pieces):
        return 0
    strays = _match(pieces)
    tail = _Joiner()
    for piece in pieces:
        tail.take(piece)
    holder[:] = tail.finish()
    return strays


def _pieces(child: Element) -> list[Element | _Mark]:
    """Return a block cut at the tags of folds."""
    if child.tag == HTML_BLOCK:
        return list(_cut_raw(child))
    if child.tag in _TEXTS and any(_inline_mark(part) for part in child):
        return list(_cut_text(child))
    return [child]


def _cut_raw(block: Element) -> Iterator[Element | _Mark]:
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


def _cut_list(whole: Element) -> Iterator[Element | _Mark]:
    """Cut a list where a summary ends that began above it."""
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


def _cut_item(whole: Element, at: int, holder: Element, mark: Element) -> Iterator[Element | _Mark]:
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
    yield _Mark(SUMMARY, closing=True, line=line)
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


def _cut_text(paragraph: Element) -> Iterator[Element | _Mark]:
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


def _mark(tag: re.Match[str], line: int) -> _Mark:
    shown = tag[2].lower() == DETAILS and _OPEN.search(_QUOTED.sub("", tag[0])) is not None
    return _Mark(tag[2].lower(), closing=bool(tag[1]), line=line, shown=shown)


def _match(pieces: list[Element | _Mark]) -> int:
    """Find the end of each fold; return how many ends are left over."""
    opened: list[_Mark] = []
    strays = 0
    for piece in pieces:
        if not isinstance(piece, _Mark) or piece.name != DETAILS:
            continue
        if not piece.closing:
            opened.append(piece)
        elif opened:
            opened.pop().closed = True
        else:
            strays += 1
    return strays


class _Joiner:
    """Puts pieces, in their order, into the folds that are open."""

    def __init__(self) -> None:
        self._blocks: list[Element] = []
        self._open: list[_Fold] = []
        self._too_deep = 0

    def take(self, piece: Element | _Mark) -> None:
        if isinstance(piece, Element):
            if piece.tag in _HEADINGS:
                self._end_unclosed(piece)
            self._place(piece)
        elif piece.name == SUMMARY:
            self._title(piece)
        elif piece.closing:
            self._end(piece.line)
        else:
            self._end_unclosed(None)
            self._begin(piece)

    def finish(self) -> list[Element]:
        self._too_deep = 0
        while self._open:
            self._end(None)
        return self._blocks

    def _place(self, block: Element) -> None:
        if not self._open:
            self._blocks.append(block)
        elif self._open[-1].titled:
            self._open[-1].summary.append(block)
        else:
            self._open[-1].element.append(block)

    def _begin(self, mark: _Mark) -> None:
        if len(self._open) >= DEEPEST:
            self._too_deep += 1
            return
        fold = _Fold(Element(DETAILS, {"open": ""} if mark.shown else {}), closed=mark.closed)
        set_lines(fold.element, mark.line, mark.line)
        self._open.append(fold)

    def _title(self, mark: _Mark) -> None:
        if self._open and not self._too_deep:
            fold = self._open[-1]
            fold.titled = not mark.closing and not fold.seen_title
            fold.seen_title = True

    def _end(self, line: int | None) -> None:
        """Close the innermost fold; without a line, where its last block ends."""
        if self._too_deep:
            self._too_deep -= 1
            return
        if not self._open:
            return
        fold = self._open.pop()
        first = (lines(fold.element) or (1, 1))[0]
        ends = [span[1] for part in (*fold.summary, *fold.element) if (span := lines(part))]
        set_lines(fold.element, first, max(first, line or 0, *ends, 0))
        fold.element.insert(0, _summary(fold.summary))
        self._place(fold.element)

    def _end_unclosed(self, heading: Element | None) -> None:
        """End the folds at the tip whose author forgot to: at a heading or where one begins."""
        while self._open and not self._too_deep and not self._open[-1].closed:
            if self._open[-1].titled and heading is not None:
                return
            self._end(None)


def _summary(blocks: list[Element]) -> Element:
    """Return what is said on a fold's outside as inline content."""
    summary = Element(SUMMARY)
    for block in blocks:
        for part in _texts(block):
            content = inline_of(part.text or "") if part.tag == HTML_BLOCK else part
            text = (" " if len(summary) or summary.text else "") + (content.text or "")
            if len(summary):
                summary[-1].tail = (summary[-1].tail or "") + text
            else:
                summary.text = (summary.text or "") + text
            summary.extend(list(content))
    return summary


def _texts(block: Element) -> Iterator[Element]:
    """Yield what holds the text of a block: itself, or of a list its items' paragraphs."""
    if block.tag not in _LISTS:
        yield block
        return
    for item in block:
        yield item[0] if len(item) and item[0].tag == "p" and not item.text else item


def says_answer(element: Element) -> bool:
    """Whether an element is a fold whose summary only names the answer in it."""
    if element.tag != DETAILS:
        return False
    words = " ".join(plain(element[0]).split())
    return only_says_answer(words) or words.strip(" .:") in ("A", "a")
