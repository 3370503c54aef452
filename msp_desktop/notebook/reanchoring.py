"""Highlights anchored anew in another edition of their course."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.anchoring import Anchor, describe, locate, resolve
from msp_desktop.notebook.comparing import lacks_answers
from msp_desktop.notebook.model import QuestionRef, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from msp_desktop.course.progress import Progress
    from msp_desktop.notebook.comparing import Comparison, Standing
    from msp_desktop.notebook.model import Highlight

UNMISTAKABLE = 0.9
"""How well words must fit that are found in another question than the one they were in."""

_ENOUGH_LETTERS = 12
_ENOUGH_WORDS = 3
_MOST_PLACES = 20
_MOST_QUESTIONS = 500
_WORD = re.compile(r"\w+")


class Spot(NamedTuple):
    """Characters ``start`` to ``end`` of a question's text."""

    question: str
    start: int
    end: int


class Reanchoring:
    """Finds the highlights of one edition in the next; ``comparison`` is None without one before.

    ``targets`` says which question each has become, where it is another one.
    """

    def __init__(
        self, standing: Standing, comparison: Comparison | None, targets: Mapping[str, str]
    ) -> None:
        self._standing = standing
        self._comparison = comparison
        self._targets = targets
        self._wordings = {
            one.id: Wording(one.title, one.chapter) for one in standing.edition.questions
        }

    def anchored(
        self, highlights: Iterable[Highlight], progress: Progress | None = None
    ) -> list[Highlight]:
        """Return highlights as they stand in the edition, those of one question together.

        Raises Cancelled where ``progress`` says so.
        """
        by_question: dict[str, list[Highlight]] = defaultdict(list)
        for one in highlights:
            by_question[one.ref.question].append(one)
        found: list[Highlight] = []
        for question, ones in by_question.items():
            found += [self._anchored(one, question) for one in ones]
            if progress is not None:
                progress.advance(len(ones))
        return found

    def _anchored(self, one: Highlight, question: str) -> Highlight:
        digest = self._standing.edition.digest
        target = self._targets.get(question, question)
        ref = QuestionRef(one.ref.course, target)
        if one.deleted:
            return one._replace(ref=ref, wording=self._wordings.get(target, one.wording))
        spot = self._spot(one, question, target)
        if spot is None:
            wording = self._wordings.get(target, one.wording)
            return one._replace(ref=ref, wording=wording, edition=digest, placed=False)
        text = self._standing.texts[spot.question]
        anchor = one.anchor
        if (anchor.start, anchor.end) != spot[1:] or not self._kept(question):
            anchor = describe(text.whole, spot.start, spot.end)
        return one._replace(
            ref=ref._replace(question=spot.question),
            wording=self._wordings.get(spot.question, one.wording),
            anchor=anchor,
            line=text.line(spot.start),
            edition=digest,
            placed=True,
        )

    def _spot(self, one: Highlight, question: str, target: str) -> Spot | None:
        text = self._standing.texts.get(target)
        if text is not None:
            if self._kept(question) and self._was_sure(one):
                return Spot(target, one.anchor.start, one.anchor.end)
            found = locate(text.whole, one.anchor)
            if found is not None:
                return Spot(target, *found)
        return self._elsewhere(one.anchor, target)

    def _was_sure(self, one: Highlight) -> bool:
        return (
            self._comparison is not None
            and one.placed
            and one.edition == self._comparison.before.digest
        )

    def _kept(self, question: str) -> bool:
        return question in self._untouched

    @cached_property
    def _untouched(self) -> frozenset[str]:
        """The earlier ids of what reads as it did."""
        if self._comparison is None or lacks_answers(self._comparison.before):
            return frozenset()
        before = {one.id: one for one in self._comparison.before.questions}
        after = {one.id: one for one in self._comparison.after.questions}
        return frozenset(
            name
            for name, target in self._comparison.targets.items()
            if (before[name].title, before[name].answer)
            == (after[target].title, after[target].answer)
        )

    def _elsewhere(self, anchor: Anchor, target: str) -> Spot | None:
        """Return where words stand that left their question, if nothing else may be meant."""
        found = _WORD.findall(anchor.quote)
        letters = sum(map(len, found))
        if anchor.same != 1 or len(found) < _ENOUGH_WORDS or letters < _ENOUGH_LETTERS:
            return None
        # The first and the last may be parts of words.
        sets = sorted((self._with_word.get(word, frozenset()) for word in found[1:-1]), key=len)
        there = sets[0].intersection(*sets[1:]) if len(sets[0]) <= _MOST_QUESTIONS else sets[0]
        there -= {target}
        if len(there) > _MOST_PLACES:
            return None
        places = [one for one in there if anchor.quote in self._standing.texts[one].whole]
        if len(places) != 1 or self._stood_elsewhere(anchor.quote):
            return None
        where = resolve(self._standing.texts[places[0]].whole, anchor)
        if where.start is None or where.end is None or where.confidence < UNMISTAKABLE:
            return None
        return Spot(places[0], where.start, where.end)

    def _stood_elsewhere(self, quote: str) -> bool:
        """Whether words stood in several questions before, so that where they went is not sure."""
        if self._comparison is None or lacks_answers(self._comparison.before):
            return True
        return sum(quote in one.answer for one in self._comparison.before.questions) > 1

    @cached_property
    def _with_word(self) -> dict[str, frozenset[str]]:
        """The questions with each word, but for those that read as they did."""
        still = {self._targets.get(name, name) for name in self._untouched}
        found: dict[str, set[str]] = defaultdict(set)
        for question in self._standing.texts.keys() - still:
            for word in frozenset(_WORD.findall(self._standing.texts[question].whole)):
                found[word].add(question)
        return {word: frozenset(questions) for word, questions in found.items()}
