"""Emphasis by runs of ``*`` and ``_``.

Source: CommonMark 0.31, section 6.2 and the appendix's algorithm.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category

from msp_desktop.course.dialect.inline.rule import InlineRule
from msp_desktop.course.dialect.inline.run import Delimiters

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

_RUN = re.compile(r"\*++|_++")


class EmphasisRule(InlineRule):
    """A run is noted with what it may do; :func:`pair` decides once the text is known."""

    triggers = "*_"

    def __init__(self) -> None:
        super().__init__(_RUN.pattern)

    def read(self, run: Run) -> bool:
        """Note a run of delimiters."""
        match = _RUN.match(run.text, run.position)
        if match is None:
            return False
        before = _kind(run.text[match.start() - 1 : match.start()] if match.start() else "")
        after = _kind(run.text[match.end() : match.end() + 1])
        left = after != "space" and (after != "mark" or before != "letter")
        right = before != "space" and (before != "mark" or after != "letter")
        character = match[0][0]
        if character == "_":
            opens = left and (not right or before == "mark")
            closes = right and (not left or after == "mark")
        else:
            opens, closes = left, right
        length = len(match[0])
        delimiters = Delimiters(character, length, opens, closes, length)
        run.pieces.append(delimiters)
        if opens or closes:
            run.delimiters.append(delimiters)
        run.position = match.end()
        return True


def _kind(character: str) -> str:
    """Return what stands beside a run; the text's ends count as space."""
    if not character or character.isspace():
        return "space"
    if character.isalnum():
        return "letter"
    return "mark" if category(character)[0] in "PS" else "letter"


def pair(delimiters: list[Delimiters]) -> None:
    """Pair runs that open emphasis with runs that close it.

    ``waiting`` holds the openers so far with their order.  ``bottoms`` says, for each kind of
    closer, up to which order no opener fits: none is asked twice, so the time is linear.
    """
    waiting: list[tuple[int, Delimiters]] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for order, closer in enumerate(delimiters):
        key = (closer.character, closer.opens, closer.length % 3)
        while closer.closes and closer.count:
            index = len(waiting) - 1
            bottom = bottoms.get(key, -1)
            while index >= 0 and waiting[index][0] > bottom:
                if _fit(waiting[index][1], closer):
                    break
                index -= 1
            else:
                bottoms[key] = order - 1
                break
            opener = waiting[index][1]
            taken = 2 if opener.count > 1 and closer.count > 1 else 1
            tag = "strong" if taken == 2 else "em"
            opener.opening.append(tag)
            closer.closing.append(tag)
            opener.count -= taken
            closer.count -= taken
            del waiting[index + 1 if opener.count else index :]
        if closer.opens and closer.count:
            waiting.append((order, closer))


def _fit(opener: Delimiters, closer: Delimiters) -> bool:
    """Say whether two runs may pair: the same character, and not by the rule of three."""
    if opener.character != closer.character:
        return False
    ambiguous = opener.closes or closer.opens
    return not (ambiguous and closer.length % 3 != 0 and (opener.length + closer.length) % 3 == 0)
