"""Questions as folded text: the summary asks, or what stands before it does.

``<details><summary>Why?</summary>…</details>`` is a question with its answer.  A summary that only
says "Answer" folds the answer to what was said since the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes import Asked, Split, without_rules
from msp_desktop.course.shapes.folds import DETAILS
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import (
    first_line,
    joined,
    last_line,
    paragraph,
    rows,
    title_rows,
    words_of,
)
from msp_desktop.course.shapes.titles import only_says_answer, signs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element


@dataclass(slots=True)
class _Found:
    title: Element
    first: int
    last: int
    credit: float
    answer: list[Element] = field(default_factory=list["Element"])


def says_answer(element: Element) -> bool:
    """Whether an element is a fold whose summary only names the answer in it."""
    return element.tag == DETAILS and only_says_answer(words_of(element[0]))


def split(pieces: Sequence[Element]) -> Split | None:
    """Take the elements under a heading apart by its folds; None where none is a question."""
    found: list[_Found] = []
    intro: list[Element] = []
    waiting: list[Element] = []
    for piece in pieces:
        if piece.tag != DETAILS:
            waiting.append(piece)
        elif says_answer(piece):
            _settle(waiting, found, intro, piece)
            waiting = []
        elif words_of(piece[0]):
            (found[-1].answer if found else intro).extend(waiting)
            waiting = []
            credit = signs(words_of(piece[0])).credit
            last = last_line([piece], 1)
            found.append(_Found(piece[0], first_line(piece), last, credit))
            _take(piece, found)
        else:
            waiting.append(piece)
    (found[-1].answer if found else intro).extend(waiting)
    if not found:
        return None
    asked = tuple(_asked(one) for one in found)
    return Split(
        Reading.DETAILS,
        without_rules(intro),
        asked,
        sum(one.credit for one in found),
        len(found),
    )


def _take(fold: Element, found: list[_Found]) -> None:
    """Give a fold's blocks to the question found last, but what asks in them is one of its own.

    Whoever forgot an end has the next question inside the one before.
    """
    one = found[-1]
    for block in fold[1:]:
        inner = signs(words_of(block[0])).credit if block.tag == DETAILS else 0.0
        if inner and one.credit and not says_answer(block):
            found.append(_Found(block[0], first_line(block), last_line([block], 1), inner))
            _take(block, found)
        else:
            one.answer.append(block)


def _settle(
    waiting: list[Element], found: list[_Found], intro: list[Element], fold: Element
) -> None:
    """Find the question that a fold answers among what stands before it."""
    start = (
        next(
            (at for at in range(len(waiting) - 1, -1, -1) if waiting[at].tag == "hr"),
            -1,
        )
        + 1
    )
    at = next((at for at in range(start, len(waiting)) if _may_ask(waiting[at])), None)
    if at is None:
        (found[-1].answer if found else intro).extend([*waiting, fold])
        return
    (found[-1].answer if found else intro).extend(waiting[:at])
    block = waiting[at]
    parts = rows(block[0] if block.tag == "blockquote" else block)
    end = title_rows(parts)
    span = lines(block) or (1, 1)
    rest = [paragraph(parts[end:], span)] if parts[end:] else []
    if block.tag == "blockquote":
        rest += block[1:]
    found.append(
        _Found(joined(parts[:end]), span[0], span[1], 1.0, [*rest, *waiting[at + 1 :], fold])
    )


def _may_ask(block: Element) -> bool:
    """Whether a question may stand in a block: a paragraph, or a quote that begins with one."""
    if block.tag == "blockquote" and len(block) and block[0].tag == "p":
        return bool(signs(words_of(block[0])).credit)
    return block.tag == "p"


def _asked(one: _Found) -> Asked:
    answer = without_rules(one.answer)
    last = last_line(answer, one.last)
    return Asked(one.title, (one.first, max(one.last, last)), answer, one.credit)
