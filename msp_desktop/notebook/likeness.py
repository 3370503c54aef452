"""How alike words are: surroundings beside surroundings, and an edited quote in its new text.

Words are compared, not characters: an editor changes words.  Korean puts particles behind nouns,
so two words with a common stem count for what they share.  A quote is found with what stood around
it, as the heaviest chain of words that both texts have in the same order; words may have been put
in between, left out and changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.parts import cut_again, widened
from msp_desktop.notebook.surroundings import MARK, SENTENCE, SPOKEN, around, begun, ended, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.notebook.anchoring import Anchor

ENOUGH_LEFT = 0.5
"""How much of a quote must be left, from 0 to 1, for it to be the same one, edited."""

SOME_LEFT = 0.25
NEARLY_ALL = 0.7
FEW_WORDS = 3
"""With less left of a quote, or so few words, its surroundings must be left as well."""

ENOUGH_BESIDE = 0.56
FRAMED = 0.7
"""How much of the surroundings must be left where few words are, and where little or nothing is."""

RIVAL = 0.85
"""A second place is a rival when it fits so well, as a share of the best one's fit."""

_STEM = 0.6
_HELP = 0.15
_BESIDE = 10
_MOST_SAME = 12
_MOST_ALIKE = 64
_MOST_LINKS = 600
_LOOK_BACK = 60
_SKIP = 0.06


class Match(NamedTuple):
    """Where an edited quote stands, how much of it is left, and whether another place rivals it."""

    start: int
    end: int
    likeness: float
    rivalled: bool


_Loose = tuple[int, int, float]
"""A word of the pattern (its number), one of the text (its number there), and what that weighs."""


class _Link(NamedTuple):
    """The same, in a chain of them."""

    own: int
    there: int
    weight: float


class Words:
    """The words of a text, folded for comparison; its marks where it has nothing else.

    ``spans`` are the characters they stand at, ``places`` the numbers of each one, ``by_letter``
    those that begin with a letter.
    """

    def __init__(self, text: str) -> None:
        found = [*SPOKEN.finditer(text)] or [*MARK.finditer(text)]
        self.spans = [one.span() for one in found]
        self.places: dict[str, list[int]] = defaultdict(list)
        for index, one in enumerate(found):
            self.places[one[0].casefold()].append(index)
        self.by_letter: dict[str, list[str]] = defaultdict(list)
        for word in self.places:
            self.by_letter[word[0]].append(word)


@lru_cache(maxsize=2)
def _words_of(text: str) -> Words:
    """Return the words of a text: nearly always there are several highlights in it."""
    return Words(text)


def shared(first: str, second: str) -> float:
    """Return how much two words share at beginning and end, from 0 to 1; little is nothing."""
    if first == second:
        return 1.0
    shorter, longer = sorted((len(first), len(second)))
    head = 0
    while head < shorter and first[head] == second[head]:
        head += 1
    tail = 0
    while tail < shorter - head and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    part = (head + tail) / longer
    return part if head and part >= _STEM else 0.0


def closest(text: str, anchor: Anchor) -> Match | None:
    """Return where what is left of an anchor's quote stands; None where too little is left.

    It is looked for within its own sentence first: those around it may have moved away.  A quote
    that begins or ends within a word, and is not found so, is looked for with the whole of it.
    """
    found = _closest(text, anchor)
    whole, cut = widened(anchor)
    if found is None and any(cut) and (found := _closest(text, whole)) is not None:
        return cut_again(text, found, cut)
    return found


def _closest(text: str, anchor: Anchor) -> Match | None:
    quote = spoken(anchor.quote)
    before = spoken(begun(anchor.prefix))
    behind = spoken(ended(anchor.quote, anchor.suffix))
    if len(before) + len(quote) + len(behind) > FEW_WORDS:
        found = _Search(text, anchor, before, quote, behind).found()
        if found is not None:
            return found
    before, behind = spoken(anchor.prefix)[-_BESIDE:], spoken(anchor.suffix)[:_BESIDE]
    return _Search(text, anchor, before, quote, behind).found()


class _Search:
    """One search: the pattern (words before, of and behind the quote) and the text's words."""

    def __init__(
        self,
        text: str,
        anchor: Anchor,
        before: Sequence[str],
        quote: Sequence[str],
        behind: Sequence[str],
    ) -> None:
        self._text = text
        self._anchor = anchor
        self._pattern = [*before, *quote, *behind]
        self._first, self._last = len(before), len(before) + len(quote)
        there = _words_of(text)
        self._spans, self._places, self._by_letter = there.spans, there.places, there.by_letter
        # Words that the text is full of tell little.
        counts = [len(self._places.get(one, ())) for one in self._pattern]
        self._weights = [1 / (1 + 0.25 * (count - 1)) if count else 1.0 for count in counts]
        self._near = anchor.start / max(anchor.length, 1) * len(self._spans)

    def found(self) -> Match | None:
        links = self._links()
        chain = _heaviest(links)
        best = self._fit(chain)
        if best is None:
            return None
        # Another place is one that shares no word with this one.
        here = range(chain[0].there, chain[-1].there + 1)
        second = self._fit(_heaviest([one for one in links if one[1] not in here]))
        rivalled = second is not None and second.likeness >= RIVAL * best.likeness
        return best._replace(rivalled=rivalled)

    @property
    def _is_told(self) -> bool:
        """Whether there is enough of the quote's own sentence around it to know that by."""
        behind = ended(self._anchor.quote, self._anchor.suffix)
        return len(spoken(begun(self._anchor.prefix))) + len(spoken(behind)) > 1

    def _links(self) -> list[_Loose]:
        """Return which words of the pattern may be which of the text, in order."""
        found: list[_Loose] = []
        for own, word in enumerate(self._pattern):
            places, weight = self._places.get(word), self._weights[own]
            # Where words stood tells which of many to look at: edits move them, but not far.
            near = self._near + own - self._first
            if places is not None:
                found += [(own, there, weight) for there in _nearest(places, near)]
                continue
            for one in self._by_letter.get(word[0], ())[:_MOST_ALIKE]:
                part = shared(word, one)
                if part:
                    places = _nearest(self._places[one], near)
                    found += [(own, there, part * weight) for there in places]
        if len(found) > _MOST_LINKS:
            found.sort(key=lambda one: -one[2])
            del found[_MOST_LINKS:]
        return sorted(found)

    def _fit(self, chain: Sequence[_Link]) -> Match | None:
        """Return the place of a chain if enough is left there."""
        quoted = [one for one in chain if self._first <= one.own < self._last]
        whole = sum(self._weights[self._first : self._last])
        quote = sum(one.weight for one in quoted) / whole if whole else 0.0
        if quote < SOME_LEFT:
            return self._framed(chain)
        start, end = self._stretch(chain, quoted[0], quoted[-1])
        if _sentences(self._text[start:end]) > _sentences(self._anchor.quote):
            return None
        beside = around(self._text, start, end, self._anchor)
        dense = 2 * len(quoted) >= quoted[-1].there - quoted[0].there
        if len(quoted) == 1 or quote < ENOUGH_LEFT:
            enough = beside >= FRAMED and self._is_told
        elif len(quoted) <= FEW_WORDS:
            most = len(quoted) == FEW_WORDS and quote >= NEARLY_ALL
            enough = most or beside >= ENOUGH_BESIDE
        else:
            enough = quote + _HELP * beside >= ENOUGH_LEFT + _HELP
        if not (dense and enough):
            return None
        return Match(start, end, 0.7 * quote + 0.25 * beside, rivalled=False)

    def _framed(self, chain: Sequence[_Link]) -> Match | None:
        """Return the place between what is left of the quote's own sentence around it."""
        before = max((one.there for one in chain if one.own < self._first), default=-1)
        behind = min((one.there for one in chain if one.own >= self._last), default=-1)
        between = behind - before - 1
        if before < 0 or not 0 < between <= 2 * (self._last - self._first) + 1:
            return None
        if not self._is_told:
            return None
        start, end = self._spans[before + 1][0], self._spans[behind - 1][1]
        if _sentences(self._text[start:end]) > _sentences(self._anchor.quote):
            return None
        beside = around(self._text, start, end, self._anchor)
        return Match(start, end, 0.5 * beside, rivalled=False) if beside >= FRAMED else None

    def _stretch(self, chain: Sequence[_Link], first: _Link, last: _Link) -> tuple[int, int]:
        """Return the characters from one word to another, and words changed at their edges."""
        start, end = first.there, last.there
        before = [one for one in chain if one.own < self._first]
        behind = [one for one in chain if one.own >= self._last]
        lost = first.own - self._first
        if lost and before and before[-1].own == self._first - 1:
            start = max(before[-1].there + 1, start - 2 * lost)
        elif lost and not spoken(begun(self._anchor.prefix)):
            start = self._within_sentence(start, max(0, start - 2 * lost))
        lost = self._last - 1 - last.own
        if lost and behind and behind[0].own == self._last:
            end = min(behind[0].there - 1, end + 2 * lost)
        elif lost and not spoken(ended(self._anchor.quote, self._anchor.suffix)):
            end = self._within_sentence(end, min(len(self._spans) - 1, end + 2 * lost))
        return self._spans[start][0], self._spans[end][1]

    def _within_sentence(self, at: int, furthest: int) -> int:
        """Return the last word from one towards another that is still in the same sentence."""
        step = 1 if furthest > at else -1
        while at != furthest:
            left, right = sorted((at, at + step))
            between = self._text[self._spans[left][1] : self._spans[right][0]]
            if SENTENCE.search(between):
                break
            at += step
        return at


def _sentences(text: str) -> int:
    return sum(1 for _ in SENTENCE.finditer(text.rstrip()))


def _nearest(places: Sequence[int], near: float) -> Sequence[int]:
    """Return the places nearest to one, not more than are worth looking at."""
    if len(places) <= _MOST_SAME // 2:
        return places
    first = max(0, bisect_left(places, near) - _MOST_SAME // 2)
    return places[first : first + _MOST_SAME]


def _heaviest(links: Sequence[_Loose]) -> list[_Link]:
    """Return the heaviest chain of links in the order of both texts; leaps cost a little."""
    weights: list[float] = []
    backs: list[int] = []
    for index, (own, there, own_weight) in enumerate(links):
        best, back = 0.0, -1
        first = index - _LOOK_BACK if index > _LOOK_BACK else 0
        # The heaviest chains end near by: they leave the others no chance.
        for other in range(index - 1, first - 1, -1):
            if weights[other] < best:
                continue
            before = links[other]
            if before[0] >= own or before[1] >= there:
                continue
            leap = abs((there - before[1]) - (own - before[0]))
            weight = weights[other] - _SKIP * leap
            if weight >= best and weight > 0:
                best, back = weight, other
        weights.append(best + own_weight)
        backs.append(back)
    if not links:
        return []
    at = max(range(len(weights)), key=weights.__getitem__)
    chain: list[_Link] = []
    while at >= 0:
        chain.append(_Link(*links[at]))
        at = backs[at]
    return chain[::-1]
