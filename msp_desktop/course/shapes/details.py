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
            found.append(_Found(piece[0], first_line(piece), last, credit, list(piece[1:])))
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
    at = next((at for at in range(start, len(waiting)) if waiting[at].tag == "p"), None)
    if at is None:
        (found[-1].answer if found else intro).extend([*waiting, fold])
        return
    (found[-1].answer if found else intro).extend(waiting[:at])
    parts = rows(waiting[at])
    end = title_rows(parts)
    span = lines(waiting[at]) or (1, 1)
    rest = [paragraph(parts[end:], span)] if parts[end:] else []
    found.append(
        _Found(joined(parts[:end]), span[0], span[1], 1.0, [*rest, *waiting[at + 1 :], fold])
    )


def _asked(one: _Found) -> Asked:
    answer = without_rules(one.answer)
    last = last_line(answer, one.last)
    return Asked(one.title, (one.first, max(one.last, last)), answer, one.credit)
