"""Where the question stands that a heading only announces: in a paragraph beneath it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect import HTML_BLOCK, lines, set_lines
from msp_desktop.course.shapes import Asked
from msp_desktop.course.shapes.raw import first_paragraph, inline_of, shows
from msp_desktop.course.shapes.rows import (
    joined,
    paragraph,
    rows,
    title_rows,
    without_links_up,
    words_of,
)
from msp_desktop.course.shapes.summary import only_pictures
from msp_desktop.course.shapes.titles import asked_here, is_nameless, only_says_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.course.shapes.sections import Section

LOOKED_AT = 5
"""How many blocks below a heading may stand before what tells of it."""

_DETAIL = re.compile(
    r"\W*(?:topics?|domain|(?:answer|question) type|objective|category|section|difficulty|level"
    r"|type|tags?|points?|marks|score|weight|time(?: limit)?|source|company|date|skills?|context"
    r"|cluster|namespace"
    r"|주제|분야|과목|영역|범주|분류|카테고리|난이도|유형|태그|키워드|배점|점수|제한\s?시간|출처|회사|날짜)"
    r"[\s*_]*[:：]",
    re.IGNORECASE,
)


def title_block(section: Section) -> Element | None:
    """Return the block in which the question stands that a heading announces.

    It may stand below a further heading that says "Question", and below what tells of it.
    """
    blocks = section.pieces[:LOOKED_AT]
    for block in blocks:
        if asks_here(block):
            return block
    below = _named_below(section)
    if below is not None:
        return title_block(below)
    telling = (block for block in blocks if shows(block))
    first = next((block for block in telling if not (_is_detail(block) or _names(block))), None)
    if first is None or only_pictures([first]):
        return None
    if first.tag == "blockquote":
        return first if len(first) and first[0].tag == "p" else None
    if first.tag == HTML_BLOCK:
        return first if first_paragraph(first.text or "") else None
    return first if first.tag == "p" else None


def asks_here(block: Element) -> bool:
    """Return whether a paragraph, or a list's only item, says that it is the question."""
    return block.tag in ("p", "ul") and asked_here(words_of(_line_of(block)))


def _line_of(block: Element) -> Element:
    """Return what of a block stands in the place of a paragraph."""
    if block.tag == "ul":
        return block[0] if len(block) == 1 and not _has_blocks(block[0]) else Element("p")
    return block[0] if block.tag == "blockquote" else block


def _has_blocks(item: Element) -> bool:
    return any(child.tag in ("p", "ul", "ol", "pre", "blockquote", "table") for child in item)


def _named_below(section: Section) -> Section | None:
    """Return the first section below if its heading says "Question" and no more."""
    below = section.children[0] if section.children else None
    if below is None or not is_nameless(below.words) or is_nameless(section.words):
        return None
    return below if below.pieces else None


def _is_detail(block: Element) -> bool:
    """Whether a paragraph's lines tell of a question: its topic, its domain, its points."""
    return block.tag == "p" and all(_DETAIL.match(words_of(row)) for row in rows(block))


def _names(block: Element) -> bool:
    """Whether a paragraph says "Question:" and no more."""
    return block.tag == "p" and is_nameless(words_of(block))


def question_of(section: Section) -> Asked:
    """Return a heading, or the paragraph it announces, with all below it as the answer."""
    assert section.heading is not None
    if section.further is not None:
        first = section.first
        span = (first, max(first, section.further.questions[0].lines[0] - 1))
        return Asked(without_links_up(section.heading), span, (), section.signs.credit)
    blocks = tuple(section.blocks())
    span = (section.first, section.end)
    is_label = section.head is not None and section.head.label
    block = title_block(section) if is_label else None
    if block is None:
        return Asked(without_links_up(section.heading), span, blocks, section.signs.credit)
    below = _named_below(section)
    if below is not None and block in below.pieces:
        blocks = tuple(one for one in blocks if one is not below.heading)
    return _asked(block, blocks, span)


def _asked(block: Element, blocks: Sequence[Element], span: tuple[int, int]) -> Asked:
    at = next(at for at, one in enumerate(blocks) if one is block)
    if block.tag == HTML_BLOCK:
        return _asked_in_html(block, blocks, at, span)
    parts = rows(_line_of(block))
    if len(parts) > 1 and only_says_case(words_of(parts[0])):
        parts = parts[1:]
    parts = [_without_label(parts[0]), *parts[1:]]
    end = title_rows(parts)
    own = lines(block) or span
    rest = [paragraph(parts[end:], own)] if parts[end:] else []
    rest += block[1:] if block.tag == "blockquote" else []
    before = (one for one in blocks[:at] if not _names(one))
    return Asked(joined(parts[:end]), span, (*before, *rest, *blocks[at + 1 :]), 1.0)


def _without_label(row: Element) -> Element:
    """Return a line without what calls it a task in bold: "**Task**: Find …"."""
    label = row[0] if len(row) and not (row.text or "").strip() else None
    if label is None or label.tag not in ("strong", "b"):
        return row
    rest = (label.tail or "").lstrip(" :：")
    if not only_says_case(words_of(label).rstrip(":： ") + ":") or not (rest or row[1:]):
        return row
    kept = Element(row.tag)
    kept.text = rest
    kept.extend(row[1:])
    return kept


def _asked_in_html(
    block: Element, blocks: Sequence[Element], at: int, span: tuple[int, int]
) -> Asked:
    found = first_paragraph(block.text or "")
    assert found is not None, "it was chosen for its paragraph"
    rest = Element(HTML_BLOCK)
    rest.text = AtomicString(found[1])
    set_lines(rest, *(lines(block) or span))
    left = [rest] if shows(rest) else []
    return Asked(inline_of(found[0].strip()), span, (*blocks[:at], *left, *blocks[at + 1 :]), 1.0)
