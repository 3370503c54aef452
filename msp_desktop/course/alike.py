"""How alike questions are, and which of many are the same one, reworded.

A question is taken for the words it has, and for each two that follow each other; words that many
questions have tell little.  Korean puts particles behind nouns, so of a word in Hangul its
beginning counts.  Only questions that share something rare are compared at all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from msp_desktop.course.matching import Asked, Found

ENOUGH = 0.5
"""How alike two questions must be, from 0 to 1, to be the same one."""

CLEARLY = 0.12
"""By how much the best of several that resemble each other must be more alike than the others."""

BARELY = 0.01
"""By how much it must be where the others have other words: as the largest part of a split."""

WORTH_A_LOOK = 0.15
"""How alike a question must be to be shown as one that another may have become."""

_WORD = re.compile(r"\w+")
_TITLE = 0.35
_PART = 0.75
_SMALLEST_PART = 0.3
_RESEMBLING = 0.55
_IN_ORDER = 0.1
# How often something rare that a question shares with another one is looked at.
_MOST_LOOKS = 400
_MOST_CANDIDATES = 5
_FAR_BEHIND = 0.2
_SHOWN = 3
_LONGEST = 4000
_HANGUL, _PAST_HANGUL = "가", "\ud7a4"


class Likely(NamedTuple):
    """A question of the later edition by its id, and how alike it is, from 0 to 1."""

    question: str
    likeness: float


class Look(NamedTuple):
    """What is compared of a question: features of its title, of its answer, and of both."""

    title: frozenset[str]
    answer: frozenset[str]
    both: frozenset[str]


def looked_at(one: Asked) -> Look:
    """Return what is compared of a question."""
    title, answer = features(one.title), features(one.answer)
    return Look(title, answer, title | answer)


def features(text: str) -> frozenset[str]:
    """Return what is compared of a text: its words, and each two that follow each other."""
    words = [
        word[:2] if _HANGUL <= word < _PAST_HANGUL else word[:7]
        for word in _WORD.findall(text.casefold())[:_LONGEST]
    ]
    return frozenset(words).union(map(" ".join, pairwise(words)))


class Pool:
    """The questions of one edition, by number, with what they have in common."""

    def __init__(self, questions: Sequence[Asked]) -> None:
        self.questions = questions
        self._looks: dict[int, Look] = {}

    def of(self, index: int) -> Look:
        """Return what is compared of a question."""
        look = self._looks.get(index)
        if look is None:
            look = self._looks[index] = looked_at(self.questions[index])
        return look

    @cached_property
    def _all(self) -> Comparison:
        return Comparison(self, range(len(self.questions)))

    def likely(self, look: Look) -> tuple[Likely, ...]:
        """Return which questions another may have become, the likeliest first."""
        found = [(self._all.likeness(look, index), index) for index in self._all.near(look)]
        found.sort(key=lambda one: (-one[0], one[1]))
        return tuple(
            Likely(self.questions[index].id, min(likeness, 0.99))
            for likeness, index in found[:_SHOWN]
            if likeness >= WORTH_A_LOOK
        )


class Comparison:
    """Some questions of a pool, to compare others with; what is rare among them tells most."""

    def __init__(self, pool: Pool, indices: Iterable[int]) -> None:
        self._pool = pool
        listed = [(index, pool.of(index).both) for index in indices]
        number, counts = len(listed), Counter[str]()
        for _, features_of_one in listed:
            counts.update(features_of_one)
        # What none of them has says as much as what one of them has.
        self._weights = _Weights(log(1 + number))
        for feature, count in counts.items():
            self._weights[feature] = log(1 + number / count)
        # Where those are that are rare enough to be looked at.
        self._places: dict[str, list[int]] = {
            feature: [] for feature, count in counts.items() if count <= _MOST_LOOKS
        }
        rare = frozenset(self._places)
        for index, features_of_one in listed:
            for feature in features_of_one & rare:
                self._places[feature].append(index)
        self._sizes: dict[frozenset[str], float] = {}

    def near(self, look: Look) -> list[int]:
        """Return the questions that share most of what is rare with another one."""
        listed = [*filter(None, map(self._places.get, look.both))]
        listed.sort(key=len)
        scores: dict[int, float] = defaultdict(float)
        left = _MOST_LOOKS
        for places in listed:
            left -= len(places)
            if left < 0:
                break
            for index in places:
                scores[index] += 1 / len(places)
        # By the number, too: the order of what a set holds is another one in each process.
        best = nlargest(_MOST_CANDIDATES, [(score, -index) for index, score in scores.items()])
        return [-index for score, index in best if score >= _FAR_BEHIND * best[0][0]]

    def likeness(self, look: Look, index: int) -> float:
        """Return how alike a question of the pool is to another one, from 0 to 1."""
        return self.between(look, self._pool.of(index))

    def between(self, one: Look, other: Look) -> float:
        """Return how alike two questions are, from 0 to 1."""
        titles = self._shared(one.title, other.title)
        if not one.answer and not other.answer:
            return titles
        return _TITLE * titles + (1 - _TITLE) * self._shared(one.answer, other.answer)

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        if not one or not other:
            return 0.0
        shared = self._weigh(one & other)
        small, large = sorted((self._size(one), self._size(other)))
        whole = 2 * shared / (small + large)
        # One that was split, or put together with others, is all there, though it is a part.
        return max(whole, _PART * shared / small) if small >= _SMALLEST_PART * large else whole

    def _size(self, features: frozenset[str]) -> float:
        size = self._sizes.get(features)
        if size is None:
            size = self._sizes[features] = self._weigh(features)
        return size

    def _weigh(self, features: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, features))


class _Weights(dict[str, float]):
    """What features tell; one that nothing has tells most."""

    def __init__(self, most: float) -> None:
        self._most = most

    def __missing__(self, _feature: str) -> float:
        return self._most


def closest(before: Pool, after: Pool, found: Mapping[int, tuple[int, float]]) -> Found:
    """Match what is not found yet: each with the one that is most like it, if that goes both ways.

    ``found`` are the numbers of questions that belong together already; they are in what is
    returned.
    """
    result = dict(found)
    for _ in range(2):
        taken = {other for other, _ in result.values()}
        ones = [index for index in range(len(before.questions)) if index not in result]
        others = [index for index in range(len(after.questions)) if index not in taken]
        if not ones or not others:
            break
        more = _Round(before, after, ones, others, result).matched()
        if not more:
            break
        result.update(more)
    return result


class _Round:
    """One search among what is left of both sides."""

    def __init__(
        self,
        before: Pool,
        after: Pool,
        ones: Sequence[int],
        others: Sequence[int],
        found: Mapping[int, tuple[int, float]],
    ) -> None:
        self._before, self._after = before, after
        self._comparison = Comparison(after, others)
        self._gaps = _gaps(ones, others, found)
        self._by_one: dict[int, list[tuple[float, int]]] = {}
        self._by_other: dict[int, list[tuple[float, int]]] = defaultdict(list)
        beside = self._beside(ones, others)
        for one in ones:
            look = before.of(one)
            near = dict.fromkeys([*self._comparison.near(look), *beside.get(one, ())])
            for other in near:
                likeness = self._comparison.likeness(look, other)
                score = likeness + _IN_ORDER * self._nearness(one, other)
                self._by_one.setdefault(one, []).append((score, other))
                self._by_other[other].append((score, one))
        for ranked in (*self._by_one.values(), *self._by_other.values()):
            ranked.sort(reverse=True)

    def matched(self) -> Found:
        """Return those that are each other's best, clearly."""
        found: Found = {}
        for one, ranked in self._by_one.items():
            score, other = ranked[0]
            back = self._by_other[other]
            if score < ENOUGH or back[0][1] != one:
                continue
            if self._clear(ranked, self._after) and self._clear(back, self._before):
                found[one] = other, min(score, 1.0)
        return found

    def _clear(self, ranked: Sequence[tuple[float, int]], pool: Pool) -> bool:
        """Whether the first of several candidates is the one, and none of the others may be."""
        best, first = ranked[0]
        for score, index in ranked[1:]:
            if best - score >= CLEARLY:
                break
            alike = self._comparison.between(pool.of(first), pool.of(index)) >= _RESEMBLING
            if alike or best - score < BARELY:
                return False
        return True

    def _nearness(self, one: int, other: int) -> float:
        """Return how near two stand in the order, from 0 to 1, given what was found around them."""
        (gap, place), (other_gap, other_place) = self._gaps[0][one], self._gaps[1][other]
        if gap != other_gap:
            return 0.0
        return 1 / (1 + abs(place - other_place))

    def _beside(self, ones: Sequence[int], others: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """Return for each one the other that stands where it stood."""
        there = {self._gaps[1][other]: other for other in others}
        return {one: (there[place],) for one in ones if (place := self._gaps[0][one]) in there}


_Gap = tuple[int, int]


def _gaps(
    ones: Iterable[int], others: Iterable[int], found: Mapping[int, tuple[int, float]]
) -> tuple[dict[int, _Gap], dict[int, _Gap]]:
    """Say of what is left behind which found question it stands, and at which place there."""
    back = {other: one for one, (other, _) in found.items()}
    return _behind(ones, dict.fromkeys(found)), _behind(others, back)


def _behind(left: Iterable[int], found: Mapping[int, int | None]) -> dict[int, _Gap]:
    gaps: dict[int, _Gap] = {}
    last, place, at = -1, 0, 0
    for index in left:
        while at < index:
            if at in found:
                one = found[at]
                last, place = (at if one is None else one), 0
            at += 1
        gaps[index] = last, place
        place += 1
        at = index + 1
    return gaps
