"""How alike the surroundings of words are: those that they had, and those of a place in a text.

The words nearest to them count most, and most of all those of their own sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msp_desktop.notebook.anchoring import Anchor

SENTENCE = re.compile(r"[.!?。？！][)\"'”’]?\s+|\n+")
"""What stands between two sentences."""

SPOKEN = re.compile(r"\w+")
MARK = re.compile(r"[^\w\s]")
"""A word, and what counts as one where there is nothing else."""

_REACH = 32
_MORE = 2
_FADES = tuple(0.85**distance for distance in range(256))
_BEYOND = 0.35
_NOTHING = 0.1
# What is around a highlight is looked at several times, one after the other.
_REMEMBERED = 64


@lru_cache(maxsize=_REMEMBERED)
def spoken(text: str) -> tuple[str, ...]:
    """Return the same words without where they stand."""
    return tuple(SPOKEN.findall(text.casefold()) or MARK.findall(text))


@lru_cache(maxsize=_REMEMBERED)
def around(text: str, start: int, end: int, anchor: Anchor) -> float:
    """Return how well the surroundings of a place fit those of an anchor, from 0 to 1.

    The rest of the quote's own sentence tells most: sentences are moved as a whole.  A side on
    which nothing stood and nothing stands fits.
    """
    prefix, suffix = anchor.prefix, anchor.suffix
    (weight, expected, by_own), other = _sides(prefix, anchor.quote, suffix)
    fit = other_fit = 1.0
    if not (expected.strip() and text.endswith(expected, 0, start)):
        now = text[max(0, start - len(prefix) - _REACH) : start]
        fit = _kept(expected, begun(now) if by_own else now, at_end=True)
    other_weight, expected, by_own = other
    if not (expected.strip() and text.startswith(expected, end)):
        now = text[end : end + len(suffix) + _REACH]
        now = ended(text[start:end], now) if by_own else now
        other_fit = _kept(expected, now, at_end=False)
    return (weight * fit + other_weight * other_fit) / (weight + other_weight)


_Side = tuple[float, str, bool]


@lru_cache(maxsize=_REMEMBERED)
def _sides(prefix: str, quote: str, suffix: str) -> tuple[_Side, _Side]:
    """Return of both sides of a quote what :func:`_told_by` does."""
    return _told_by(begun(prefix), prefix), _told_by(ended(quote, suffix), suffix)


def _told_by(own: str, context: str) -> _Side:
    """Return how much one side counts, what is to stand there, and if that is the sentence's."""
    if _speaks(own):
        return 1.0, own, True
    # At an end of the text others may have come.
    return _BEYOND if _speaks(context) else _NOTHING, context, False


def _speaks(text: str) -> bool:
    return any(map(str.isalnum, text))


@lru_cache(maxsize=_REMEMBERED)
def begun(prefix: str) -> str:
    """Return what stands of a sentence before a quote."""
    return prefix[max((one.end() for one in SENTENCE.finditer(prefix)), default=0) :]


@lru_cache(maxsize=_REMEMBERED)
def ended(quote: str, suffix: str) -> str:
    """Return what stands of a sentence behind a quote, which may hold its last mark."""
    mark = quote[-2:]
    end = SENTENCE.search(mark + suffix)
    if end is None:
        return suffix
    return suffix[: max(0, end.start() - len(mark))] if end.end() > len(mark) else suffix


def _kept(expected: str, actual: str, *, at_end: bool) -> float:
    """Return the share of a text's words that another has in the same order; near ones count more.

    ``at_end`` says that the end of both is where they meet the quote.
    """
    own, there = spoken(expected), spoken(actual)
    if not own:
        return 1.0 if not there else 0.0
    step = -1 if at_end else 1
    own, there = own[::step], there[::step][: len(own) + _MORE]
    # What both begin with belongs together; only the rest has to be compared.
    alike = 0
    while alike < len(own) and alike < len(there) and own[alike] == there[alike]:
        alike += 1
    kept = sum(_FADES[:alike])
    whole = kept + sum(_FADES[alike : len(own)])
    rest = there[alike:]
    row = [0.0] * (len(rest) + 1)
    for distance in range(alike, len(own)) if rest else ():
        word, weight = own[distance], _FADES[distance]
        before = 0.0
        for index, other in enumerate(rest):
            above = row[index + 1]
            if word == other:
                row[index + 1] = before + weight
            elif row[index] > above:
                row[index + 1] = row[index]
            before = above
    return (kept + row[-1]) / whole
