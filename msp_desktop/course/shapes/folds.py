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

from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE, lines, set_lines
from msp_desktop.course.dialect.plain import plain
from msp_desktop.course.shapes.fold_marks import DETAILS, SUMMARY, Mark, cut, cut_list
from msp_desktop.course.shapes.raw import inline_of
from msp_desktop.course.shapes.tags import HEADINGS, LISTS
from msp_desktop.course.shapes.titles import only_says_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 16
"""How many may stand inside each other; what is folded deeper is shown as if it were not."""

_UNFOLD = (
    r"(?:(?:click|tap)(?: (?:here|me|to \w+))?|expand|toggle|unfold|show|펼치기|접기|더\s?보기|열기"
    r"|클릭|눌러보기|펼치기\W?접기|접기\W?펼치기|펼쳐보기"
    r"|(?:클릭|눌러서?|클릭해서?|클릭하여)\s?(?:펼치기|보기|펼쳐보기))"
)
_UNFOLDS = re.compile(rf"\W*{_UNFOLD}\W*", re.IGNORECASE)
_IN_PARENTHESES = re.compile(rf"\s*[(\[（]\s*{_UNFOLD}\W{{0,3}}[)\]）]\W*$", re.IGNORECASE)
"""What only tells to unfold, and that at the end of a title."""

_HOLDERS = frozenset(("ul", "ol", "li", "blockquote", "dl", "dd", "div"))


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
    pieces: list[Element | Mark] = []
    for child in list(holder):
        for part in cut_list(child) if child.tag in LISTS else (child,):
            if isinstance(part, Mark):
                pieces.append(part)
                continue
            strays = join(part) if part.tag in _HOLDERS else 0
            pieces += cut(part)
            line = (lines(part) or (1, 1))[1]
            pieces += [Mark(DETAILS, closing=True, line=line) for _ in range(strays)]
    if not any(isinstance(piece, Mark) for piece in pieces):
        return 0
    strays = _match(pieces)
    tail = _Joiner()
    for piece in pieces:
        tail.take(piece)
    holder[:] = tail.finish()
    return strays


def _match(pieces: list[Element | Mark]) -> int:
    """Find the end of each fold; return how many ends are left over."""
    opened: list[Mark] = []
    strays = 0
    for piece in pieces:
        if not isinstance(piece, Mark) or piece.name != DETAILS:
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

    def take(self, piece: Element | Mark) -> None:
        if isinstance(piece, Element):
            if piece.tag in HEADINGS:
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

    def _begin(self, mark: Mark) -> None:
        if len(self._open) >= DEEPEST:
            self._too_deep += 1
            return
        fold = _Fold(Element(DETAILS, {"open": ""} if mark.shown else {}), closed=mark.closed)
        set_lines(fold.element, mark.line, mark.line)
        self._open.append(fold)

    def _title(self, mark: Mark) -> None:
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
    _drop_control(summary)
    return summary


def _drop_control(summary: Element) -> None:
    """Drop what only tells to unfold from the end of a summary: "(click to expand)"."""
    texts = [(one, "text") for one in summary.iter() if one.tag != HTML_INLINE]
    texts += [(one, "tail") for one in summary.iter() if one is not summary]
    order = {id(one): at for at, one in enumerate(summary.iter())}
    said = [
        (order[id(one)], name == "tail", one, name)
        for one, name in texts
        if any(sign.isalnum() for sign in getattr(one, name) or "")
    ]
    if not said:
        return
    _, _, last, name = max(said, key=lambda place: place[:2])
    words = getattr(last, name)
    alone = len(said) > 1 and _UNFOLDS.fullmatch(words.strip())
    setattr(last, name, "" if alone else _IN_PARENTHESES.sub("", words))


def _texts(block: Element) -> Iterator[Element]:
    """Yield what holds the text of a block: itself, or of a list its items' paragraphs."""
    if block.tag not in LISTS:
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
