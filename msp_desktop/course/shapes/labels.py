"""Bold lines over lists of questions: they head these, as headings do."""

from __future__ import annotations

from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.shapes import list_items
from msp_desktop.course.shapes.promises import evidence
from msp_desktop.course.shapes.rows import bold_start, rows, says, words_of
from msp_desktop.course.shapes.titles import is_aside, is_of_questions, only_says_answer, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

_LISTS = ("ul", "ol")
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_DEEPEST = 6
_FEWEST = 2
_LONGEST = 60
"""Characters of a label."""
_ENOUGH = 0.5
_ENOUGH_PROMISED = 0.1
"""The share of items that must ask, and the one where the file's title promises questions."""


def read_labels(blocks: Iterable[Element]) -> list[Element]:
    """Return a file's blocks with bold lines over lists of questions as headings."""
    found: list[Element] = []
    below: list[Element] = []
    level = 1
    promised = False
    for block in blocks:
        here = _LEVELS.get(str(block.tag))
        if here is None:
            below.append(block)
            continue
        found += _with_headings(below, level, promised=promised)
        found.append(block)
        below, level = [], here
        promised = promised or is_of_questions(words_of(block))
    return found + list(_with_headings(below, level, promised=promised))


def _with_headings(blocks: Sequence[Element], level: int, *, promised: bool) -> Iterator[Element]:
    over = [above for above, block in pairwise(blocks) if block.tag in _LISTS and _is_label(above)]
    lists = [block for block in blocks if block.tag in _LISTS]
    enough = _ENOUGH_PROMISED if promised else _ENOUGH
    if len(over) < _FEWEST or len(over) < len(lists) or _share(lists) < enough:
        yield from blocks
        return
    labels = {id(one) for one in over}
    for block in blocks:
        yield _heading(block, min(level + 1, _DEEPEST)) if id(block) in labels else block


def _share(lists: Sequence[Element]) -> float:
    found = list_items.split(lists, every=True)
    if found is None:
        return 0.0
    return sum(map(evidence, found.questions)) / len(found.questions)


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


def _heading(label: Element, level: int) -> Element:
    heading = copy(label)
    heading.tag = f"h{level}"
    span = lines(label)
    if span:
        set_lines(heading, *span)
    return heading
