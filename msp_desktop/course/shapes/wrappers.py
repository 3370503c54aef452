"""Folds and quotes around whole chapters: what they ask is found as if it stood outside them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.shapes import details, list_items, paragraphs, tables
from msp_desktop.course.shapes.folds import DETAILS
from msp_desktop.course.shapes.headings import read_headings
from msp_desktop.course.shapes.labels import as_heading, may_head
from msp_desktop.course.shapes.rows import words_of
from msp_desktop.course.shapes.tags import HEADINGS
from msp_desktop.course.shapes.titles import only_says_answer, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SPLITS = (
    list_items.split,
    details.split,
    paragraphs.split_marked,
    paragraphs.split_bold,
    tables.split,
)
_ENOUGH = 0.5
"""The share of a fold's parts that must ask to make it a chapter."""
_FEWEST_QUOTED = 2
"""How many marked questions there must be in a quote, each with its answer."""


def unwrapped(blocks: Iterable[Element]) -> list[Element]:
    """Return a file's blocks with each fold and quote around a chapter as a heading and blocks."""
    return list(_unwrapped(list(blocks), 0))


def _unwrapped(blocks: Sequence[Element], level: int) -> Iterator[Element]:
    for block in blocks:
        if block.tag == "blockquote" and _is_quoted_chapter(block):
            yield from _unquoted(block, min(level + 1, 6))
            continue
        if block.tag != DETAILS or not _is_chapter(block):
            if len(block.tag) == 2 and block.tag[0] == "h" and block.tag[1].isdigit():
                level = int(block.tag[1])
            yield block
            continue
        below = level
        if words_of(block[0]) and not only_says_answer(words_of(block[0])):
            below = min(level + 1, 6)
            heading = Element(f"h{below}")
            heading.text = block[0].text
            heading.extend(block[0])
            first = (lines(block) or (1, 1))[0]
            set_lines(heading, first, first)
            yield heading
        yield from _unwrapped(read_headings(block[1:]), below)


def _is_chapter(fold: Element) -> bool:
    """Whether a fold asks nothing itself, but what is in it does."""
    if signs(words_of(fold[0])).credit:
        return False
    inside = read_headings(fold[1:])
    asking = [signs(words_of(block[0])).credit for block in inside if block.tag == DETAILS]
    if sum(asking) >= 1 and sum(asking) >= _ENOUGH * len(asking):
        return True
    headings = [signs(words_of(block)).credit for block in inside if block.tag in HEADINGS]
    if only_says_answer(words_of(fold[0])):
        return False
    if sum(headings) > 1 and sum(headings) >= _ENOUGH * len(headings):
        return True
    splits = [split(inside) for split in _SPLITS]
    return any(one and one.credit > 1 and one.credit >= _ENOUGH * one.count for one in splits)


def _is_quoted_chapter(quote: Element) -> bool:
    """Whether a quote holds several marked questions, each with its answer."""
    found = paragraphs.split_marked(list(quote)) if len(quote) >= _FEWEST_QUOTED else None
    if found is None or len(found.questions) < _FEWEST_QUOTED:
        return False
    return all(one.answer for one in found.questions)


def _unquoted(quote: Element, level: int) -> Iterator[Element]:
    """Yield what a quote holds; a line before its questions that could head them does."""
    first, *others = quote
    yield as_heading(first, level) if may_head(first) else first
    yield from others
