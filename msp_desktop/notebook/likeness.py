"""How alike words are: surroundings beside surroundings, and an edited quote in its new text.

Words are compared, not characters: an editor changes words.  Korean puts particles behind nouns,
so two words with a common stem count for what they share.  A quote is found with what stood around
it, as the heaviest chain of words that both texts have in the same order; words may have been put
in between, left out and changed.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.lookalikes import standing
from msp_desktop.notebook.parts import cut_again, widened
from msp_desktop.notebook.surroundings import SENTENCE, around, begun, ended, spoken
from msp_desktop.notebook.telling import ALL_SAME, words_of

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

ENOUGH_ALIKE = 0.45
"""How alike quote and surroundings must be together."""

RIVAL = 0.85
"""A second place is a rival when it fits so well, as a share of the best one's fit."""

_OF_QUOTE = 0.7
_OF_BESIDE = 0.25
_OF_FRAME = 0.5
# More than sums of shares can be wrong by.
_A_LITTLE = 1e-6

_HELP = 0.15
_BESIDE = 10
_MOST_SAME = 12
_MOST_LINKS = 600
_LOOK_BACK = 60
_SKIP = 0.06


class Match(NamedTuple):
    """Where an edited quote stands, how much of it is left, and whether another place rivals it."""

    start: int
    end: int
    likeness: float
    rivalled: bool


_Link = tuple[int, int, float]
"""A word of the pattern (its number), one of the text (its number there), and what that weighs."""


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
        tried = (before, behind)
    else:
        tried = None
    before, behind = spoken(anchor.prefix)[-_BESIDE:], spoken(anchor.suffix)[:_BESIDE]
    if tried == (before, behind):
        # There is no more around it than its own sentence.
        return None
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
        self._first, self._last = len(before), len(before) + len(quote)
        self._there = words_of(text)
        self._spans = self._there.spans
        told = self._there
        self._words = [told[one] for part in (before, quote, behind) for one in part]
        self._whole = sum([one[0] for one in self._words[self._first : self._last]])
        self._near = anchor.start / max(anchor.length, 1) * len(self._spans)
        alike = standing(text, anchor.lookalikes) if anchor.lookalikes else ()
        self._alike = {place for one in alike for place in self._there.within(*one)}

    def found(self) -> Match | None:
        links = self._links()
        chain = _heaviest(links)
        best = self._fit(chain)
        if best is None:
            return None
        # Another place is one that shares no word with this one.
        first, last = chain[0][1], chain[-1][1]
        others = [one for one in links if not first <= one[1] <= last]
        enough = RIVAL * best.likeness
        if self._at_most(others) < enough:
            return best
        second = self._fit(_heaviest(others))
        return best._replace(rivalled=second is not None and second.likeness >= enough)

    def _at_most(self, links: Sequence[_Link]) -> float:
        """Return more than any chain of links can fit, without looking for the heaviest."""
        most: dict[int, float] = {}
        for own, _, weight in links:
            if self._first <= own < self._last and weight > most.get(own, 0.0):
                most[own] = weight
        quote = sum(most.values()) / self._whole if most else 0.0
        return max(_OF_QUOTE * quote + _OF_BESIDE, _OF_FRAME) + _A_LITTLE

    @property
    def _is_told(self) -> bool:
        """Whether there is enough of the quote's own sentence around it to know that by."""
        behind = ended(self._anchor.quote, self._anchor.suffix)
        return len(spoken(begun(self._anchor.prefix))) + len(spoken(behind)) > 1

    def _links(self) -> list[_Link]:
        """Return which words of the pattern may be which of the text, in order.

        Words of the quote are none of what was like it, and stands as it stood.
        """
        found: list[_Link] = []
        # Where words stood tells which of many to look at: edits move them, but not far.
        near = self._near - self._first
        for own, (_, every, some) in enumerate(self._words):
            if every is not None:
                for there, weight in every:
                    found.append((own, there, weight))
                continue
            for weight, places in some:
                found += [(own, there, weight) for there in _nearest(places, near + own)]
        if self._alike:
            first, last, alike = self._first, self._last, self._alike
            found = [one for one in found if one[1] not in alike or not first <= one[0] < last]
        if len(found) > _MOST_LINKS:
            found.sort(key=lambda one: -one[2])
            del found[_MOST_LINKS:]
        return sorted(found)

    def _fit(self, chain: Sequence[_Link]) -> Match | None:
        """Return the place of a chain if enough is left there."""
        quoted = [one for one in chain if self._first <= one[0] < self._last]
        quote = sum([one[2] for one in quoted]) / self._whole if self._whole else 0.0
        if quote < SOME_LEFT:
            return self._framed(chain)
        start, end = self._stretch(chain, quoted[0], quoted[-1])
        if self._has_more_sentences(start, end):
            return None
        dense = 2 * len(quoted) >= quoted[-1][1] - quoted[0][1]
        alone = len(quoted) == 1 or quote < ENOUGH_LEFT
        if not dense or (alone and not self._is_told):
            return None
        beside = around(self._text, start, end, self._anchor)
        if alone:
            enough = beside >= FRAMED
        elif len(quoted) <= FEW_WORDS:
            most = len(quoted) == FEW_WORDS and quote >= NEARLY_ALL
            enough = most or beside >= ENOUGH_BESIDE
        else:
            enough = quote + _HELP * beside >= ENOUGH_LEFT + _HELP
        likeness = _OF_QUOTE * quote + _OF_BESIDE * beside
        if not enough or likeness < ENOUGH_ALIKE:
            return None
        return Match(start, end, likeness, rivalled=False)

    def _has_more_sentences(self, start: int, end: int) -> bool:
        """Whether characters of the text are more sentences than the quote is."""
        number = _sentences(self._text[start:end])
        return number > 0 and number > _sentences(self._anchor.quote)

    def _framed(self, chain: Sequence[_Link]) -> Match | None:
        """Return the place between what is left of the quote's own sentence around it."""
        before = max((one[1] for one in chain if one[0] < self._first), default=-1)
        behind = min((one[1] for one in chain if one[0] >= self._last), default=-1)
        between = behind - before - 1
        if before < 0 or not 0 < between <= 2 * (self._last - self._first) + 1:
            return None
        if not self._is_told or not self._alike.isdisjoint(range(before + 1, behind)):
            return None
        start, end = self._spans[before + 1][0], self._spans[behind - 1][1]
        if self._has_more_sentences(start, end):
            return None
        beside = around(self._text, start, end, self._anchor)
        return Match(start, end, _OF_FRAME * beside, rivalled=False) if beside >= FRAMED else None

    def _stretch(self, chain: Sequence[_Link], first: _Link, last: _Link) -> tuple[int, int]:
        """Return the characters from one word to another, and words changed at their edges."""
        start, end = first[1], last[1]
        before = [one for one in chain if one[0] < self._first]
        behind = [one for one in chain if one[0] >= self._last]
        lost = first[0] - self._first
        if lost and before and before[-1][0] == self._first - 1:
            start = max(before[-1][1] + 1, start - 2 * lost)
        elif lost and not spoken(begun(self._anchor.prefix)):
            start = self._within_sentence(start, max(0, start - 2 * lost))
        lost = self._last - 1 - last[0]
        if lost and behind and behind[0][0] == self._last:
            end = min(behind[0][1] - 1, end + 2 * lost)
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
    if len(places) <= ALL_SAME:
        return places
    first = max(0, bisect_left(places, near) - ALL_SAME)
    return places[first : first + _MOST_SAME]


def _heaviest(links: Sequence[_Link]) -> list[_Link]:
    """Return the heaviest chain of links in the order of both texts; leaps cost a little."""
    weights: list[float] = []
    backs: list[int] = []
    # The heaviest so far: no chain before is heavier.
    tops: list[float] = []
    top = 0.0
    current, begin = -1, 0
    for index, (own, there, own_weight) in enumerate(links):
        if own != current:
            # Behind those of the same word, which follow each other.
            current, begin = own, index
        best, back = 0.0, -1
        first = index - _LOOK_BACK if index > _LOOK_BACK else 0
        # The heaviest chains end near by: they leave the others no chance.
        for other in range(begin - 1, first - 1, -1):
            weight = weights[other]
            if weight < best:
                if tops[other] < best:
                    break
                continue
            own_before, there_before, _ = links[other]
            if there_before >= there:
                continue
            weight -= _SKIP * abs(there - there_before - own + own_before)
            if weight >= best and weight > 0:
                best, back = weight, other
        best += own_weight
        weights.append(best)
        if best > top:
            top = best
        tops.append(top)
        backs.append(back)
    if not links:
        return []
    at = max(range(len(weights)), key=weights.__getitem__)
    chain: list[_Link] = []
    while at >= 0:
        chain.append(links[at])
        at = backs[at]
    return chain[::-1]
