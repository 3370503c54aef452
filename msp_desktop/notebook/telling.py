"""What the words of a text tell of it: each one's weight, and where it or one like it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, lru_cache

from msp_desktop.notebook.ends import shared_ends
from msp_desktop.notebook.surroundings import MARK, SPOKEN

ALL_SAME = 6
"""In how many places the same word is looked at wherever it is; of more only those near by."""

_STEM = 0.6
_STEM_LETTERS = 2
_MOST_ALIKE = 64

_Places = list[tuple[int, float]]
_Some = list[tuple[float, list[int]]]
_Telling = tuple[float, _Places | None, _Some]
"""A word of a pattern: how much it tells, and where in a text it may be.

Second are all those places with what each weighs, None where they are too many to look at all; then
the third has them by what they weigh.
"""


class Words(dict[str, _Telling]):
    """What words tell of a text: folded for comparison; its marks where it has nothing else.

    Each is found out when it is asked for: highlights near each other ask for the same ones.
    ``spans`` are the characters that the text's words stand at, ``places`` the numbers of each.
    """

    def __init__(self, text: str) -> None:
        found = [*SPOKEN.finditer(text)] or [*MARK.finditer(text)]
        self.spans = [one.span() for one in found]
        places: dict[str, list[int]] = {}
        for index, one in enumerate(found):
            word = one[0].casefold()
            if word in places:
                places[word].append(index)
            else:
                places[word] = [index]
        self.places = places

    def __missing__(self, word: str) -> _Telling:
        told = self[word] = self._told_by(word)
        return told

    def _told_by(self, word: str) -> _Telling:
        there = self.places.get(word)
        if there is None:
            near = self._by_letter.get(word[0], ())[:_MOST_ALIKE]
            alike = [(part, self.places[one]) for one in near if (part := shared(word, one))]
            if any(len(places) > ALL_SAME for _, places in alike):
                return 1.0, None, alike
            return 1.0, [(at, part) for part, places in alike for at in places], []
        # One that the text is full of tells little.
        weight = 1 / (1 + 0.25 * (len(there) - 1))
        if len(there) > ALL_SAME:
            return weight, None, [(weight, there)]
        return weight, [(at, weight) for at in there], []

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        """Those that begin with a letter."""
        found: dict[str, list[str]] = {}
        for word in self.places:
            if word[0] in found:
                found[word[0]].append(word)
            else:
                found[word[0]] = [word]
        return found

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """Where the words are by their beginnings (see :func:`stem`)."""
        found: dict[str, list[int]] = defaultdict(list)
        for word, places in self.places.items():
            found[stem(word)] += places
        return found

    def within(self, start: int, end: int) -> range:
        """Return the numbers of the words that stand, at least in part, in a stretch."""
        first = bisect_left(self.spans, start, key=lambda span: span[1] - 1)
        return range(first, bisect_left(self.spans, end, lo=first, key=lambda span: span[0]))


def stem(word: str) -> str:
    """Return what stands for a word whose end may change: particles stand behind Korean nouns."""
    return word if word.isascii() else word[:_STEM_LETTERS]


@lru_cache(maxsize=2)
def words_of(text: str) -> Words:
    """Return the words of a text: nearly always there are several highlights in it."""
    return Words(text)


def shared(first: str, second: str) -> float:
    """Return how much two words share at beginning and end, from 0 to 1; little is nothing."""
    if first == second:
        return 1.0
    head, tail = shared_ends(first, second)
    part = (head + tail) / max(len(first), len(second))
    return part if head and part >= _STEM else 0.0
