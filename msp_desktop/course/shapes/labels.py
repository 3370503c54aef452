"""Lines over lists of questions, and over rows of ``Q1.``: they head these, as headings do."""

from __future__ import annotations

from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.shapes import list_items
from msp_desktop.course.shapes.asking import states
from msp_desktop.course.shapes.folds import DETAILS
from msp_desktop.course.shapes.promises import are_alike, evidence
from msp_desktop.course.shapes.rows import bold_start, rows, says, words_of
from msp_desktop.course.shapes.subjects import is_aside, is_of_questions
from msp_desktop.course.shapes.tags import LEVELS, LISTS
from msp_desktop.course.shapes.titles import TOPIC, answer_mark, only_says_answer, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

_DEEPEST = 6
_OF_PART = 3
"""The level from which a heading names a part of a chapter."""
_FEWEST = 2
_LONGEST = 60
"""Characters of a label."""
_LONGEST_TITLE = 100
"""Characters of a first line that is the title."""
_ENOUGH = 0.5
_ENOUGH_PROMISED = 0.1
"""The share of items that must ask, and the one where the file's title promises questions."""


def read_labels(blocks: Iterable[Element], title: str = "") -> list[Element]:
    """Return a file's blocks with lines over lists and rows of questions as headings.

    ``title`` is that which front matter gives.
    """
    found: list[Element] = []
    below: list[Element] = []
    level = 1
    promised, asks = is_of_questions(title), False
    for block in _titled(list(blocks)):
        here = LEVELS.get(str(block.tag))
        if here is None:
            below.append(block)
            continue
        found += _with_headings(below, level, promised=promised, asks=asks)
        found.append(block)
        below, level = [], here
        asks = signs(words_of(block)).credit > TOPIC
        promised = promised or is_of_questions(words_of(block))
    found += _with_headings(below, level, promised=promised, asks=asks)
    return _over_headings(found)


def _titled(blocks: list[Element]) -> list[Element]:
    """Return a file's blocks with a first line in bold that promises questions as its title.

    Other headings must be there, and none that could be the title.
    """
    levels = {LEVELS[str(block.tag)] for block in blocks if block.tag in LEVELS}
    if not levels or 1 in levels or blocks[0].tag != "p":
        return blocks
    lines_of_first = rows(blocks[0])
    bold = bold_start(lines_of_first[0]) if len(lines_of_first) == 1 else None
    if bold is None or says(bold[1]) or not is_of_questions(words_of(bold[0])):
        return blocks
    if signs(words_of(bold[0])).credit or len(words_of(bold[0])) > _LONGEST_TITLE:
        return blocks
    return [as_heading(blocks[0], 1), *blocks[1:]]


def _with_headings(
    blocks: Sequence[Element], level: int, *, promised: bool, asks: bool
) -> Iterator[Element]:
    over = _over_lists(blocks, promised=promised) or _over_marks(blocks)
    if not over and level >= _OF_PART:
        over = _over_reviews(blocks)
    if not (over or asks):
        over = _over_questions(blocks)
    labels = {id(one) for one in over}
    for block in blocks:
        yield as_heading(block, min(level + 1, _DEEPEST)) if id(block) in labels else block


def _over_lists(blocks: Sequence[Element], *, promised: bool) -> list[Element]:
    """Return the labels over lists of questions, none where some list has none."""
    lists = [block for block in blocks if block.tag in LISTS]
    if len(lists) < _FEWEST:
        return []
    above_lists = [above for above, block in pairwise(blocks) if block.tag in LISTS]
    over = [above for above in above_lists if _is_label(above)]
    enough = _ENOUGH_PROMISED if promised else _ENOUGH
    if len(over) < len(lists) and all(block.tag == "ol" for block in lists):
        # A plain line will do where each has one, and counts anew.
        over = [above for above in above_lists if may_head(above)]
        enough = _ENOUGH
    if len(over) < max(_FEWEST, len(lists)):
        return []
    return over if _share(lists) >= enough or (promised and _are_alike(lists)) else []


def _over_reviews(blocks: Sequence[Element]) -> list[Element]:
    """Return the only label that calls a list behind a text review questions, if most of it asks.

    Below a part of a chapter they ask about more than that part.
    """
    over = [
        (above, block)
        for above, block in pairwise(blocks)
        if block.tag in LISTS and list_items.calls_questions(above)
    ]
    if len(over) != 1 or over[0][0] is blocks[0] or _share([over[0][1]]) < _ENOUGH:
        return []
    return [over[0][0]]


def _over_marks(blocks: Sequence[Element]) -> list[Element]:
    """Return the labels over rows of marked questions, each of which begins at the first again."""
    begins = [
        (above, block)
        for above, block in pairwise((None, *blocks))
        if block is not None and block.tag == "p" and _is_first(words_of(block))
    ]
    over = [above for above, _ in begins if above is not None and may_head(above)]
    return over if len(over) >= _FEWEST and len(over) == len(begins) else []


def _over_questions(blocks: Sequence[Element]) -> list[Element]:
    """Return the labels in bold that stand right over a question, as the first one has it."""
    asked = [
        above for above, block in pairwise((None, *blocks)) if block is not None and _asks(block)
    ]
    over = [above for above in asked if above is not None and _is_bold_label(above)]
    return over if asked and over[:1] == asked[:1] and _differ(over) else []


def _over_headings(blocks: list[Element]) -> list[Element]:
    """Return blocks with labels in bold that stand right over headings that ask as headings.

    The first such heading has one, and no heading is of the level that they get.
    """
    levels = {LEVELS[str(block.tag)] for block in blocks if block.tag in LEVELS}
    asked = [
        (above, LEVELS[str(block.tag)])
        for above, block in pairwise((None, *blocks))
        if block is not None and block.tag in LEVELS and signs(words_of(block)).credit > TOPIC
    ]
    over = [above for above, _ in asked if above is not None and _is_bold_label(above)]
    level = min((level for _, level in asked), default=1) - 1
    if level < _FEWEST or level in levels or not asked or over[:1] != [asked[0][0]]:
        return blocks
    if not _differ(over):
        return blocks
    labels = set(map(id, over))
    return [as_heading(one, level) if id(one) in labels else one for one in blocks]


def _differ(labels: Sequence[Element]) -> bool:
    """Whether there are several labels, each of which says something else."""
    return len(labels) >= _FEWEST and len(set(map(words_of, labels))) == len(labels)


def _is_bold_label(block: Element) -> bool:
    if block.tag != "p" or not _is_label(block):
        return False
    words = words_of(block)
    return bold_start(block) is not None and may_head(block) and signs(words).number is None


def _asks(block: Element) -> bool:
    """Whether a block is a question, or a fold or list of some."""
    if block.tag in (DETAILS, "dl", *LISTS):
        return bool(len(block)) and signs(words_of(block[0])).credit > TOPIC
    first = block[0] if block.tag == "blockquote" and len(block) else block
    if first.tag != "p" or not rows(first):
        return False
    words, *more = map(words_of, rows(first))
    said = signs(words)
    if any(map(answer_mark, more)):
        return said.credit > TOPIC
    bold = bold_start(first) is not None
    return said.marker or (said.credit > TOPIC and (bold or said.number is not None))


def _is_first(words: str) -> bool:
    said = signs(words)
    return said.marker and said.number == 1


def may_head(block: Element) -> bool:
    """Whether a paragraph is a line that could be a heading: it neither asks nor tells."""
    words = words_of(block) if block.tag == "p" and len(rows(block)) == 1 else ""
    if len(words) > _LONGEST or states(words) or words.endswith(("!", ",")):
        return False
    if not any(one.isalnum() for one in words):
        return False
    return not (signs(words).credit or answer_mark(words) or only_says_answer(words))


def _share(lists: Sequence[Element]) -> float:
    found = list_items.split(lists, every=True)
    if found is None:
        return 0.0
    return sum(map(evidence, found.questions)) / len(found.questions)


def _are_alike(lists: Sequence[Element]) -> bool:
    found = list_items.split(lists, every=True)
    return found is not None and are_alike(found.questions)


def _is_label(block: Element) -> bool:
    if block.tag != "p" or len(rows(block)) != 1:
        return False
    words = words_of(block)
    bold = bold_start(block)
    announces = words.endswith((":", "："))
    if (bold is None or says(bold[1])) and not announces:
        return False
    if len(words) > _LONGEST:
        return False
    return not (signs(words).credit or is_aside(words) or only_says_answer(words))


def as_heading(label: Element, level: int) -> Element:
    """Return a line as a heading of a level."""
    heading = copy(label)
    heading.tag = f"h{level}"
    span = lines(label)
    if span:
        set_lines(heading, *span)
    return heading
