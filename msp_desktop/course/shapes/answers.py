"""An answer as it is shown: without what only folds it, leads back up or shows nothing.

Of a question with options, all but these stays folded: the reader chooses first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.shapes import Asked, without_rules
from msp_desktop.course.shapes.choices import ASKING, CHOICES, as_list, choices_of, right_ones
from msp_desktop.course.shapes.folds import DETAILS, SUMMARY, says_answer
from msp_desktop.course.shapes.raw import shows
from msp_desktop.course.shapes.rows import last_line, only_links_up, words_of
from msp_desktop.course.shapes.titles import answer_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from msp_desktop.course.shapes.choices import Choices

_LOUD = ("strong", "b", "mark", "em", "i", "u", "ins")
_RIGHT = re.compile(
    r"(?:[\u2705\u2714\u2713\u2611]\ufe0f?|[(\[](?:정답|correct|right|answer)[)\]])$", re.IGNORECASE
)

_LOOKED_AT = 8
"""How many blocks of an answer may stand before its options."""


def answer_of(asked: Asked, quiz: Callable[[], bool]) -> tuple[Element, ...]:
    """Return the blocks that answer a question.

    ``quiz`` says whether its file has questions with boxes as options (see :func:`is_quiz`).
    """
    blocks = without_rules(_unfolded(asked.answer))
    for at, block in enumerate(blocks[:_LOOKED_AT]):
        if asked.answer and any(says_answer(one) for one in asked.answer[:at]):
            break
        choices = choices_of(block)
        if choices is None or (choices.before and at) or _are_to_do(choices, blocks[:at], quiz):
            if block.tag == "p" and answer_mark(words_of(block)):
                break
            continue
        span = lines(block) or asked.lines
        said = [*right_ones(choices, span), *choices.after, *blocks[at + 1 :]]
        folded = _folded(without_rules(said), span)
        return (*blocks[:at], *choices.before, as_list(choices, span), *folded)
    return blocks


def is_quiz(questions: Iterable[Asked]) -> bool:
    """Whether boxes below some of a file's questions are options: some are ticked, and not all."""
    found = (choices_of(block) for one in questions for block in one.answer[:_LOOKED_AT])
    return any(one.boxed and 0 < len(one.right) < len(one.options) for one in found if one)


def is_undecided(answer: Sequence[Element]) -> bool:
    """Whether an answer ends with options, none of which is said to be right."""
    if not answer or answer[-1].get("class") != CHOICES:
        return False
    telling = sum(map(_stands_out, answer[-1]))
    return telling in (0, len(answer[-1]))


def _stands_out(option: Element) -> bool:
    """Whether an option is written otherwise than most are: bold, marked, with a tick behind."""
    inner = option[0] if len(option) and option[0].tag == "p" else option
    whole = len(inner) == 1 and not (inner.text or "").strip() and not (inner[0].tail or "").strip()
    return (whole and inner[0].tag in _LOUD) or bool(_RIGHT.search(words_of(inner)))


def _are_to_do(choices: Choices, before: Sequence[Element], quiz: Callable[[], bool]) -> bool:
    """Whether boxes are those of things to do, and not of options.

    Of options some are right, unless their author forgot it in a quiz, and they stand below what is
    asked, not below what is answered.
    """
    if not choices.boxed:
        return False
    if len(choices.right) == len(choices.options) or any(one.tag not in ASKING for one in before):
        return True
    return not choices.right and not quiz()


def _folded(said: Sequence[Element], span: tuple[int, int]) -> tuple[Element, ...]:
    if not said:
        return ()
    fold = Element(DETAILS, {"class": "answer"})
    # The reader has words for a summary without any.
    fold.append(Element(SUMMARY))
    fold.extend(said)
    first = min(lines(said[0]) or span)
    set_lines(fold, first, last_line(said, first))
    return (fold,)


def _unfolded(blocks: Iterable[Element]) -> Iterator[Element]:
    for block in blocks:
        if says_answer(block):
            yield from _unfolded(block[1:])
        elif shows(block) and not only_links_up(block):
            yield block
