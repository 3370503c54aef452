"""An answer as it is shown: without what only folds it, leads back up or shows nothing.

Of a question with options, all but these stays folded: the reader chooses first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.shapes import Asked, without_rules
from msp_desktop.course.shapes.choices import as_list, choices_of, right_ones
from msp_desktop.course.shapes.folds import DETAILS, SUMMARY, says_answer
from msp_desktop.course.shapes.raw import shows
from msp_desktop.course.shapes.rows import last_line, only_links_up, words_of
from msp_desktop.course.shapes.titles import answer_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from msp_desktop.course.shapes.choices import Choices

_ASKING = ("p", "figure", "pre")
"""What may stand between a question and its options with boxes: more words, code, pictures."""

_LOOKED_AT = 8
"""How many blocks of an answer may stand before its options."""


def answer_of(asked: Asked) -> tuple[Element, ...]:
    """Return the blocks that answer a question."""
    blocks = without_rules(_unfolded(asked.answer))
    for at, block in enumerate(blocks[:_LOOKED_AT]):
        if asked.answer and any(says_answer(one) for one in asked.answer[:at]):
            break
        choices = choices_of(block)
        if choices is None or (choices.before and at) or _are_to_do(choices, blocks[:at]):
            if block.tag == "p" and answer_mark(words_of(block)):
                break
            continue
        span = lines(block) or asked.lines
        said = [*right_ones(choices, span), *choices.after, *blocks[at + 1 :]]
        folded = _folded(without_rules(said), span)
        return (*blocks[:at], *choices.before, as_list(choices, span), *folded)
    return blocks


def _are_to_do(choices: Choices, before: Sequence[Element]) -> bool:
    """Whether boxes are those of things to do, and not of options.

    Of options some are right, and they stand below what is asked, not below what is answered.
    """
    if not choices.boxed:
        return False
    some = 0 < len(choices.right) < len(choices.options)
    return not some or any(block.tag not in _ASKING for block in before)


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
