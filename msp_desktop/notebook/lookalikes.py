"""What stands elsewhere in a text and might be taken for a quote once that was edited or deleted.

``docker run --name web1`` and ``docker run --name web2`` are each most of the other.  Where the one
goes, the other is not where it went; so an anchor remembers what was like its quote, and what of
that still stands as it stood is no place for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msp_desktop.notebook.telling import stem, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.notebook.telling import Words

MOST_WORDS = 200
"""Words of a quote that is too long for another place to be taken for it."""

MOST_LOOKALIKES = 8
"""How many of them are remembered, those that are most alike."""

ALIKE = 0.5
"""What part of its words another place must have, in about the same order, from 0 to 1."""

_MOST_SAME = 64
_MOST_MORE = 3


def lookalikes(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return what stands elsewhere in a text and is so much like characters ``start`` to ``end``.

    The words are compared by their places: where many stand at the same distance from their
    likes, or one word further, there is a lookalike.
    """
    words = words_of(text)
    own, by_stem = words.within(start, end), words.by_stem
    if not 1 < len(own) <= MOST_WORDS:
        return ()
    shifts: dict[int, list[int]] = defaultdict(list)
    for place in own:
        word = text[slice(*words.spans[place])].casefold()
        likes = by_stem.get(stem(word), ())
        for other in likes if len(likes) <= _MOST_SAME else ():
            if other not in own:
                shifts[other - place].append(other)
    enough = max(2, ALIKE * len(own))
    if sum(map(len, shifts.values())) < enough:
        return ()
    counted = Counter(
        {shift: len(found) + _beside(shifts, shift) for shift, found in shifts.items()}
    )
    found = [own]
    for shift, count in counted.most_common():
        if count < enough or len(found) > MOST_LOOKALIKES:
            break
        there = [*shifts[shift], *shifts.get(shift + 1, ()), *shifts.get(shift - 1, ())]
        stretch = range(min(there), max(there) + 1)
        if not any(stretch.start < one.stop and one.start < stretch.stop for one in found):
            found.append(stretch)
    told = (_told_apart(text, words, one, own) for one in found[1:])
    return tuple(dict.fromkeys(one for one in told if one))


def _told_apart(text: str, words: Words, lookalike: range, own: range) -> str:
    """Return a lookalike with as many words around it as tell it from the quote; "" if none do.

    Words that stand around the quote, too, tell nothing.
    """
    spans = words.spans
    around = max(own[0] - _MOST_MORE, 0), min(own[-1] + _MOST_MORE, len(spans) - 1)
    quote = text[spans[around[0]][0] : spans[around[1]][1]]
    least, most = (0, own[0]) if lookalike[0] < own[0] else (own.stop, len(spans))
    for more in range(_MOST_MORE + 1):
        for before, behind in ((0, more), (more, 0), (more, more)):
            first = max(lookalike[0] - before, least)
            last = min(lookalike[-1] + behind, most - 1)
            found = text[spans[first][0] : spans[last][1]]
            if found not in quote:
                return found
    return ""


def _beside(shifts: dict[int, list[int]], shift: int) -> int:
    return max(len(shifts.get(shift - 1, ())), len(shifts.get(shift + 1, ())))


def standing(text: str, remembered: Sequence[str]) -> list[tuple[int, int]]:
    """Return the characters of a text at which a remembered lookalike stands unchanged."""
    found: list[tuple[int, int]] = []
    for lookalike in remembered:
        at = text.find(lookalike)
        while at >= 0 and len(found) < _MOST_SAME:
            found.append((at, at + len(lookalike)))
            at = text.find(lookalike, at + 1)
    return found
