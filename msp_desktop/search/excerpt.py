"""A stretch of a long text around what was found in it."""

from __future__ import annotations

import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LENGTH = 140
"""How many characters of the text an excerpt holds at most."""

LEAD = 24
"""How many characters at most stand before the first mark: a list has room for little more."""

ELLIPSIS = "…"

Span = tuple[int, int]


def excerpt(
    text: str, needed: Sequence[Sequence[Span]], others: Sequence[Sequence[Span]] = ()
) -> tuple[str, tuple[Span, ...]]:
    """Return the stretch of a text that shows the most of the words, and the marks in it.

    ``needed`` and ``others`` hold for each word where it stands in the text; a needed one, which
    is seen nowhere else, counts for more than all the others.  Where no word stands in the text,
    its beginning is returned.
    """
    marks = sorted(
        (start, end, word) for word, spans in enumerate((*needed, *others)) for start, end in spans
    )
    begin = _beginning(text, _best(marks, len(needed))) if marks else 0
    end = _ending(text, begin)
    inside = [(max(a, begin), min(b, end)) for a, b, _ in marks if a < end and b > begin]
    before = ELLIPSIS if begin > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    moved = len(before) - begin
    shown = before + text[begin:end] + after
    return shown, joined((a + moved, b + moved) for a, b in inside)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch or overlap made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


def _best(marks: Sequence[tuple[int, int, int]], needed: int) -> int:
    """Return the start of the mark from which on the most words are seen, the first of equals."""
    best, most = marks[0][0], (0, 0)
    for index, (start, _, _) in enumerate(marks):
        words: set[int] = set()
        for other in islice(marks, index, None):
            if other[1] > start + LENGTH - LEAD:
                break
            words.add(other[2])
        seen = (sum(word < needed for word in words), len(words))
        if seen > most:
            best, most = start, seen
    return best


def _beginning(text: str, mark: int) -> int:
    """Return where an excerpt begins that shows a mark: with a word, if one begins nearby."""
    begin = mark - LEAD
    if begin <= 0:
        return 0
    space = text.find(" ", begin - 1, mark)
    return space + 1 if space >= 0 else _whole(text, begin)


def _ending(text: str, begin: int) -> int:
    """Return where an excerpt ends, at a word's end if one is near."""
    end = begin + LENGTH
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - LEAD, end + 1)
    return space if space > begin else _whole(text, end)


def _whole(text: str, at: int) -> int:
    """Return the next place from here on that cuts no letter from what hangs on it."""
    while at < len(text) and (unicodedata.combining(text[at]) or "\u1160" <= text[at] <= "\u11ff"):
        at += 1
    return at
