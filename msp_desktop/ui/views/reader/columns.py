"""How wide the columns of a table are, by what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import east_asian_width

WIDEST = 60
"""Half letters of a cell beyond which its column gets no wider."""

ROOM = 60
"""Half letters of a line in a narrow page: in one, words are still not broken where it can be."""

_LONGEST = 18
_PADDING = 4
# Lines may end behind these marks, too.
_WORD = re.compile(r"[^\s/-]+[/-]?")


@dataclass(slots=True)
class Column:
    """A column's longest line and longest word, in half letters: Hangul counts two."""

    line: int = 1
    word: int = 1

    def take(self, text: str) -> None:
        """Take notice of a cell's text, or of a line of it."""
        self.line = max(self.line, width(text))
        self.word = max(self.word, *map(width, _WORD.findall(text[:1000])), 1)


def shares(columns: list[Column]) -> list[int]:
    """Return how wide columns are in hundredths of the table, each 1 at least.

    First each gets what its longest word needs, unless that is very long; then those get the rest
    that have long lines.
    """
    least = [min(column.word, _LONGEST) + _PADDING for column in columns]
    wanted = [
        max(min(column.line, WIDEST) + _PADDING, one)
        for column, one in zip(columns, least, strict=True)
    ]
    rest = max(ROOM - sum(least), 0)
    more = [whole - one for whole, one in zip(wanted, least, strict=True)]
    total = sum(more)
    widths = [
        one + (rest * extra / total if total else rest / len(columns))
        for one, extra in zip(least, more, strict=True)
    ]
    return [max(1, round(100 * one / sum(widths))) for one in widths]


def width(text: str) -> int:
    """Return how many half letters wide a text is."""
    if text.isascii():
        return len(text)
    return sum(1 + (east_asian_width(one) in "WF") for one in text)
