"""Which question of one edition is which of the next, and what became of it.

Same words in the title are the same question; of several with the same title the answers tell, then
the order.  What was reworded is found by what title and answer still share, with the order as a
help (:mod:`msp_desktop.course.alike`).  Two candidates that fit nearly as well are none: a question
that is taken for another one takes its notes to the wrong place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from msp_desktop.course.alike import Likely, Pool, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Asked(Protocol):
    """A question as far as it takes to find it again: titles and answer are plain text."""

    @property
    def id(self) -> str:
        """What it is known by in its edition."""
        ...

    @property
    def title(self) -> str:
        """What is asked."""
        ...

    @property
    def chapter(self) -> str:
        """The title of its chapter."""
        ...

    @property
    def answer(self) -> str:
        """What is said in reply, "" where nothing is or where that is not known."""
        ...


class Fate(StrEnum):
    """What became of a question; one may have been both edited and moved."""

    KEPT = "kept"
    EDITED = "edited"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


class Pair(NamedTuple):
    """A question of both editions: its id in each.

    ``moved`` says that it stands in another chapter or elsewhere in its own; one whose chapter got
    another title, or went elsewhere as a whole, has not moved.  ``likeness`` is 1 where the title
    says that it is the same, else how alike the two are, from 0 to 1.
    """

    before: str
    after: str
    title_edited: bool
    answer_edited: bool
    moved: bool
    likeness: float

    @property
    def edited(self) -> bool:
        """Whether its title or its answer reads otherwise."""
        return self.title_edited or self.answer_edited

    @property
    def fates(self) -> frozenset[Fate]:
        """What became of it: kept, or edited, moved, or both."""
        found = {Fate.EDITED} if self.edited else set[Fate]()
        if self.moved:
            found.add(Fate.MOVED)
        return frozenset(found or {Fate.KEPT})


class Matching(NamedTuple):
    """Two editions beside each other.

    ``pairs`` and ``new`` stand in the order of the later edition, ``gone`` in that of the earlier;
    those name questions by their ids.  ``chapters`` are the titles of renamed chapters, before and
    after.  ``likely`` names for questions that are gone where they may have gone to, the likeliest
    first: nothing of it is certain.
    """

    pairs: tuple[Pair, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    chapters: tuple[tuple[str, str], ...]
    likely: Mapping[str, tuple[Likely, ...]]

    def targets(self) -> dict[str, str]:
        """Return the later id of each question of the earlier edition that is there still."""
        return {one.before: one.after for one in self.pairs}

    def counts(self) -> dict[Fate, int]:
        """Return how many questions had each fate; one may count twice."""
        found = Counter(fate for one in self.pairs for fate in one.fates)
        found.update({Fate.NEW: len(self.new), Fate.GONE: len(self.gone)})
        return {fate: found[fate] for fate in Fate}


def matched(before: Sequence[Asked], after: Sequence[Asked]) -> Matching:
    """Match the questions of two editions; ids are unique within each.

    The time it takes grows with the sum of both, not with their product.
    """
    found = _by_title(before, after)
    pools = Pool(before), Pool(after)
    sure = dict(found)
    found = closest(*pools, found)
    pairs, chapters = _judged(before, after, found, sure)
    gone = tuple(one.id for index, one in enumerate(before) if index not in found)
    taken = {index for index, _ in found.values()}
    new = tuple(one.id for index, one in enumerate(after) if index not in taken)
    likely = {
        one.id: near
        for index, one in enumerate(before)
        if index not in found and (near := pools[1].likely(pools[0].of(index)))
    }
    return Matching(pairs, new, gone, chapters, likely)


Found = dict[int, tuple[int, float]]
"""Numbers of earlier questions with those of later ones, and how alike the two are."""


def _by_title(before: Sequence[Asked], after: Sequence[Asked]) -> Found:
    """Match the questions whose titles have the same words."""
    from msp_desktop.course.identity import wording

    found: Found = {}
    sides = [defaultdict[str, list[int]](list) for _ in range(2)]
    for side, questions in zip(sides, (before, after), strict=True):
        for index, one in enumerate(questions):
            side[one.id.partition("-")[0]].append(index)
    earlier, later = sides
    for stem, ones in earlier.items():
        others = later.get(stem, [])
        if len(ones) == len(others) == 1:
            found[ones[0]] = others[0], 1.0
    taken = {index for index, _ in found.values()}
    rest = (
        [index for index in range(len(before)) if index not in found],
        [index for index in range(len(after)) if index not in taken],
    )
    groups = [defaultdict[str, list[int]](list) for _ in range(2)]
    for group, indices, questions in zip(groups, rest, (before, after), strict=True):
        for index in indices:
            group[wording(questions[index].title)].append(index)
    for words, ones in groups[0].items():
        others = groups[1].get(words)
        if words and others:
            found.update(_of_one_title(before, after, ones, others))
    return found


def _of_one_title(
    before: Sequence[Asked], after: Sequence[Asked], ones: list[int], others: list[int]
) -> Found:
    """Match questions that all have the same title."""
    if len(ones) == len(others) == 1:
        return {ones[0]: (others[0], 1.0)}
    found: Found = {}
    answers = [defaultdict[str, list[int]](list) for _ in range(2)]
    for side, indices, questions in zip(answers, (ones, others), (before, after), strict=True):
        for index in indices:
            side[questions[index].answer].append(index)
    for answer, there in answers[0].items():
        here = answers[1].get(answer, ())
        if len(there) == len(here):
            found.update({one: (other, 1.0) for one, other in zip(there, here, strict=True)})
    taken = {index for index, _ in found.values()}
    ones = [index for index in ones if index not in found]
    others = [index for index in others if index not in taken]
    if ones and others:
        near = closest(
            Pool([before[one] for one in ones]), Pool([after[one] for one in others]), {}
        )
        found.update({ones[one]: (others[other], 1.0) for one, (other, _) in near.items()})
        taken = {index for index, _ in found.values()}
        ones = [index for index in ones if index not in found]
        others = [index for index in others if index not in taken]
    if len(ones) == len(others):
        # As many as before, and nothing else tells them apart: each is what it was.
        found.update({one: (other, 1.0) for one, other in zip(ones, others, strict=True)})
    return found


def _judged(
    before: Sequence[Asked], after: Sequence[Asked], found: Found, sure: Found
) -> tuple[tuple[Pair, ...], tuple[tuple[str, str], ...]]:
    """Say what became of the questions that were found, and of the chapters."""
    earlier, later = _chapters(before), _chapters(after)
    same = _same_chapters(before, after, earlier, later, found)
    still: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in sorted(found):
        other = found[one][0]
        if same.get(earlier[one]) == later[other]:
            still[earlier[one]].append((one, other))
    staying = {one for pairs in still.values() for one in _in_order(pairs)}
    pairs = [
        Pair(
            before[one].id,
            after[other].id,
            before[one].title != after[other].title,
            before[one].answer != after[other].answer,
            one not in staying,
            1.0 if one in sure else likeness,
        )
        for one, (other, likeness) in sorted(found.items(), key=lambda item: item[1][0])
    ]
    titles = {later[index]: one.chapter for index, one in enumerate(after)}
    named = {earlier[index]: one.chapter for index, one in enumerate(before)}
    renamed = [(named[old], titles[new]) for old, new in same.items()]
    return tuple(pairs), tuple(dict.fromkeys(pair for pair in renamed if pair[0] != pair[1]))


def _chapters(questions: Sequence[Asked]) -> list[int]:
    """Return the number of each question's chapter: two of one title are two."""
    numbers: list[int] = []
    for index, one in enumerate(questions):
        other = index > 0 and one.chapter != questions[index - 1].chapter
        numbers.append(numbers[-1] + other if numbers else 0)
    return numbers


def _same_chapters(
    before: Sequence[Asked],
    after: Sequence[Asked],
    earlier: Sequence[int],
    later: Sequence[int],
    found: Found,
) -> dict[int, int]:
    """Return which chapters are the same: those that share most questions, of one title first."""
    shared = Counter((earlier[one], later[other]) for one, (other, _) in found.items())
    alike = {
        (earlier[one], later[other])
        for one, (other, _) in found.items()
        if before[one].chapter == after[other].chapter
    }
    same: dict[int, int] = {}
    taken: set[int] = set()
    ranked = sorted(shared.items(), key=lambda item: (item[0] not in alike, -item[1], item[0]))
    for (old, new), _ in ranked:
        if old not in same and new not in taken:
            same[old] = new
            taken.add(new)
    return same


def _in_order(pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return the first numbers of the most pairs whose second ones rise with them."""
    listed = list(pairs)
    tails: list[int] = []
    last: list[int] = []
    backs: list[int] = []
    for index, (_, other) in enumerate(listed):
        place = bisect_left(tails, other)
        backs.append(last[place - 1] if place else -1)
        tails[place : place + 1] = [other]
        last[place : place + 1] = [index]
    kept: list[int] = []
    at = last[-1] if last else -1
    while at >= 0:
        kept.append(listed[at][0])
        at = backs[at]
    return kept
