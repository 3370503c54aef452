"""Questions as folded text: the summary asks, or what stands before it does.

``<details><summary>Why?</summary>…</details>`` is a question with its answer.  A summary that only
says "Answer" folds the answer to what was said since the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes import Asked, Split, without_rules
from msp_desktop.course.shapes.choices import options_follow
from msp_desktop.course.shapes.folds import DETAILS, says_answer
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
from msp_desktop.course.shapes.subjects import is_aside
from msp_desktop.course.shapes.titles import TOPIC, answer_mark, only_says_answer, says_more, signs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element


ANSWERED = 0.9
NUMBERED = 0.6
"""The credit of a fold with a marked answer in it, and of one with a number in its place."""
NEXT = 3


@dataclass(slots=True)
class _Found:
    title: Element
    first: int
    last: int
    credit: float
    answer: list[Element] = field(default_factory=list["Element"])


def split(pieces: Sequence[Element]) -> Split | None:
    """Take the elements under a heading apart by their folds; None where none is a question."""
    found: list[_Found] = []
    intro: list[Element] = []
    waiting: list[Element] = []
    says = [says_answer(piece) for piece in pieces]
    apart = any(says) and any(piece.tag == "hr" for piece in pieces)
    for piece, is_answer in zip(pieces, says, strict=True):
        if is_answer:
            _settle([*waiting, piece], found, intro)
            waiting = []
        elif piece.tag == DETAILS and words_of(piece[0]) and not is_aside(words_of(piece[0])):
            (found[-1].answer if found else intro).extend(waiting)
            waiting = []
            credit = _credit(piece, len(found))
            last = last_line([piece], 1)
            found.append(_Found(piece[0], first_line(piece), last, credit))
            _take(piece, found)
        elif piece.tag == "hr" and apart:
            _settle_unanswered(waiting, found, intro)
            waiting = []
        else:
            waiting.append(piece)
    if apart:
        _settle_unanswered(waiting, found, intro)
    else:
        (found[-1].answer if found else intro).extend(waiting)
    if not found:
        return None
    return Split(
        Reading.DETAILS,
        without_rules(intro),
        tuple(_asked(one) for one in found),
        sum(one.credit for one in found),
        len(found),
    )


def _credit(fold: Element, before: int) -> float:
    """Return how far a fold asks: by its summary, by an answer marked in it, by its number."""
    said = signs(words_of(fold[0]))
    inside = words_of(fold[1]) if len(fold) > 1 else ""
    if said.credit < ANSWERED and (
        only_says_answer(inside) or answer_mark(inside) or options_follow(fold[1:], asked=True)
    ):
        return ANSWERED
    if said.number is not None and 0 <= said.number - before <= NEXT:
        return max(said.credit, NUMBERED)
    return said.credit


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


def _settle_unanswered(waiting: list[Element], found: list[_Found], intro: list[Element]) -> None:
    """Take what stands between two rules for a question not answered yet, if it asks."""
    if waiting and _may_ask(waiting[0]) and _asks(waiting[0]):
        _settle(waiting, found, intro)
    else:
        (found[-1].answer if found else intro).extend(waiting)


def _settle(blocks: list[Element], found: list[_Found], intro: list[Element]) -> None:
    """Find the question among blocks that end with the fold that answers it."""
    start = 1 + max((at for at, block in enumerate(blocks) if block.tag == "hr"), default=-1)
    may = [at for at in range(start, len(blocks)) if _may_ask(blocks[at])]
    # "Question 3" alone in its paragraph announces the next one.
    at = next((at for at in may if says_more(words_of(blocks[at]))), may[0] if may else None)
    if at is None:
        (found[-1].answer if found else intro).extend(blocks)
        return
    block = blocks[at]
    parts = rows(block[0] if block.tag == "blockquote" else block)
    end = title_rows(parts)
    span = lines(block) or (1, 1)
    credit = 1.0 if signs(words_of(block)).credit else 0.5
    rest = [paragraph(parts[end:], span)] if parts[end:] else []
    if block.tag == "blockquote":
        rest += block[1:]
    before = found[-1].answer if found else intro
    before.extend(one for one in blocks[:at] if says_more(words_of(one)) or not _may_ask(one))
    answer = [*rest, *blocks[at + 1 :]]
    found.append(_Found(joined(parts[:end]), span[0], span[1], credit, answer))


def _asks(block: Element) -> bool:
    """Whether the first line of a block asks."""
    parts = rows(block[0] if block.tag == "blockquote" else block)
    return bool(parts) and signs(words_of(joined(parts[: title_rows(parts)]))).credit > TOPIC


def _may_ask(block: Element) -> bool:
    """Whether a question may stand in a block: a paragraph, or a quote that begins with one."""
    if block.tag == "blockquote" and len(block) and block[0].tag == "p":
        return bool(signs(words_of(block[0])).credit)
    return block.tag == "p" and any(one.isalnum() for one in words_of(block))


def _asked(one: _Found) -> Asked:
    answer = without_rules(one.answer)
    last = last_line(answer, one.last)
    return Asked(one.title, (one.first, max(one.last, last)), answer, one.credit)
