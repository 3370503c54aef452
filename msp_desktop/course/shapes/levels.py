"""The level a heading has to a reader, whatever its marks say: by its number, by its neighbours."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from msp_desktop.course.shapes.choices import tell_of_question
from msp_desktop.course.shapes.folds import says_answer
from msp_desktop.course.shapes.raw import shows
from msp_desktop.course.shapes.tags import LEVELS
from msp_desktop.course.shapes.titles import TOPIC, is_nameless, says_more

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from msp_desktop.course.shapes.sections import Section

MOST_LEFT_OUT = 3
"""By how much numbers may go up from one heading to the next one."""
BELOW = 0.5
"""By how much "Answer" is deeper than the question beside it."""


def beside_each_other(blocks: Sequence[Element]) -> dict[int, int]:
    """Return the levels, by ``id``, of headings that slipped out of a row of questions.

    In a row each heading has its options, or its folded answer, right below it: none of them is a
    part of the one before.
    """
    parts = list(_parts(blocks))
    slips = [
        one
        for one in pairwise(parts)
        if blocks[one[0][0]].tag != blocks[one[1][0]].tag and all(_is_whole(blocks, i) for i in one)
    ]
    if not slips:
        return {}
    levels: dict[int, int] = {}
    row: list[int] = []
    for part in (*parts, (len(blocks), len(blocks))):
        if part[0] < len(blocks) and _is_whole(blocks, part):
            row.append(part[0])
            continue
        there = [LEVELS[str(blocks[at].tag)] for at in row]
        if len(set(there)) > 1:
            usual = Counter(there).most_common(1)[0][0]
            levels |= {id(blocks[at]): usual for at in row}
        row = []
    return levels


def _parts(blocks: Sequence[Element]) -> Iterator[tuple[int, int]]:
    """Yield where each heading stands, and where the next one does."""
    at = [at for at, block in enumerate(blocks) if block.tag in LEVELS]
    yield from pairwise((*at, len(blocks)))


def _is_whole(blocks: Sequence[Element], part: tuple[int, int]) -> bool:
    """Whether options, or a fold that says that it answers, stand below a heading."""
    below = blocks[part[0] + 1 : part[1]]
    return any(says_answer(one) or tell_of_question(one, asked=True) for one in below)


def level_of(child: Section, current: Section, lately: dict[float, int]) -> float:
    """Return the level of a heading: that of the one whose number comes before its own.

    Whatever its marks say, ``### 6.`` under ``## 5.`` stands beside it.  ``lately`` are the last
    numbers at each level.
    """
    number = child.signs.number
    level = child.level
    if child.answers:
        if is_nameless(current.words) or (current.level == level and not _is_part(current)):
            # "Answer" beside its question belongs to it: deeper than that, but not as deep as what
            # stands below the answer.
            return current.level + BELOW
        if current.signs.marker and level < current.level and not any(map(shows, current.pieces)):
            return current.level + BELOW
    answer = _above(current, lambda one: one.answers)
    if answer is not None and _holds(answer, child):
        return answer.level + BELOW / 2
    if number is None or number < 1:
        return level
    if lately.get(level) != number - 1:
        above: Section | None = current
        while above is not None:
            before = above.signs.number or 0
            if above.level < level and 0 < before < number <= before + MOST_LEFT_OUT:
                level = above.level
                break
            above = above.parent
    if level not in lately and not says_more(child.words):
        # One mark too few: ``# 3 of 8`` after ``## 2 of 8``.
        level = next((one for one in lately if one > level and lately[one] == number - 1), level)
    lately[level] = number
    return level


def _above(section: Section, is_it: Callable[[Section], bool]) -> Section | None:
    """Return the nearest of a section and those above it that is what is looked for."""
    above: Section | None = section
    while above is not None and not is_it(above):
        above = above.parent
    return above


def _holds(answer: Section, child: Section) -> bool:
    """Whether a heading that is not deeper than "Answer" stands in that answer.

    So it does where "Answer" itself has too few marks; and where it stands over nothing, below the
    only question: a title that asks, "Question" as the first heading.
    """
    asked = answer.parent
    if asked is None or answer.heading is None or is_nameless(child.words):
        return False
    if child.answers or child.signs.marker or child.level > answer.level:
        return False
    if LEVELS[str(answer.heading.tag)] < asked.level:
        return True
    if any(shows(piece) for piece in answer.pieces if piece.tag != "hr"):
        return False
    if is_nameless(asked.words):
        return asked.is_first and child.level == asked.level
    return asked.is_title and asked.signs.credit > TOPIC and not child.signs.credit


def _is_part(section: Section) -> bool:
    """Whether a heading asks nothing and is part of what one above it, which is marked, asks."""
    above = section.parent
    return above is not None and above.signs.marker and not section.signs.credit
