"""Pairs what opens with what closes: emphasis, strikethrough, marked text.

Source: the algorithm in CommonMark 0.31's appendix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Delimiters

_WHOLE = {"~": "del", "=": "mark"}
"""The characters whose runs pair as a whole, with equally long ones, and what they mean."""


def pair(delimiters: list[Delimiters]) -> None:
    """Pair runs that open something with runs that close it.

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
            tag, taken = _meaning(opener, closer)
            opener.opening.append((tag, taken))
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
    if opener.character in _WHOLE:
        return opener.length == closer.length
    ambiguous = opener.closes or closer.opens
    return not (ambiguous and closer.length % 3 != 0 and (opener.length + closer.length) % 3 == 0)


def _meaning(opener: Delimiters, closer: Delimiters) -> tuple[str, int]:
    """Return what two runs that fit mean, and how many characters of each it takes."""
    whole = _WHOLE.get(opener.character)
    if whole:
        return whole, opener.count
    return ("strong", 2) if opener.count > 1 and closer.count > 1 else ("em", 1)
