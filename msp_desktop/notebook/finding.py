"""Where something that has lost its place may belong: candidates for the user to choose from."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.alike import Pool, features, looked_at
from msp_desktop.notebook.comparing import is_question
from msp_desktop.notebook.excerpts import before, behind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.notebook.anchoring import Anchor
    from msp_desktop.notebook.comparing import Standing
    from msp_desktop.notebook.model import EditionQuestion

MOST = 3
"""How many candidates there are at most."""

AROUND = 120
"""Characters shown before and behind a place."""

_WORTH_A_LOOK = 0.2
_WORTH_A_LOOK_ELSEWHERE = 0.4
_ELSEWHERE = 0.7
_MOST_CERTAIN = 0.95
_PART = 0.7
_MOST_LOOKS = 200
_LONGEST = 400
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?。？！](?=\s)|$)", re.MULTILINE)


class Candidate(NamedTuple):
    """Where something may belong now; ``confidence`` is from 0 to 1.

    ``start`` and ``end`` are characters of the question's text (see ``course/text.py``), both 0
    where it is the question as a whole; ``before``, ``quote`` and ``after`` are what stands there,
    with an ellipsis where there is more.
    """

    question: str
    title: str
    chapter: str
    confidence: float
    start: int = 0
    end: int = 0
    before: str = ""
    quote: str = ""
    after: str = ""


class Finding:
    """Looks for candidates in a course as it stands."""

    def __init__(self, there: Standing) -> None:
        self._there = there
        self._by_id = {one.id: one for one in there.edition.questions}
        self._pool = Pool([one for one in there.edition.questions if is_question(one)])
        self._questions: dict[EditionQuestion, tuple[Candidate, ...]] = {}

    def questions(self, old: EditionQuestion) -> tuple[Candidate, ...]:
        """Return the questions that one which is gone may have become, the likeliest first."""
        found = self._questions.get(old)
        if found is None:
            likely = self._pool.likely(looked_at(old))
            found = tuple(self._candidate(name, likeness) for name, likeness in likely)
            self._questions[old] = found
        return found

    def spots(self, anchor: Anchor, old: EditionQuestion) -> tuple[Candidate, ...]:
        """Return where a highlight may belong that was on some words of a question.

        Sentences that share most with it, those of its own question or of what that may have become
        before others; where there is none, these questions as a whole.
        """
        near = {one.question: one.confidence for one in self.questions(old)}
        if old.id in self._by_id:
            near = {old.id: 1.0, **near}
        quote = features(anchor.quote)
        found: dict[_Sentence, float] = {}
        for one in self._sharing(quote, near):
            shared = len(one.words & quote)
            whole = 2 * shared / (len(one.words) + len(quote) or 1)
            likeness = max(whole, _PART * shared / (len(quote) or 1))
            trust = near.get(one.question, 0.0)
            # A word or two are in many sentences of a course.
            if likeness >= (_WORTH_A_LOOK if trust else _WORTH_A_LOOK_ELSEWHERE):
                found[one] = likeness * (_ELSEWHERE + (1 - _ELSEWHERE) * trust)
        best = nlargest(MOST, found, key=lambda one: (found[one], -one.start))
        if best:
            return tuple(self._spot(one, found[one]) for one in best)
        return tuple(self._candidate(name, trust / 4) for name, trust in [*near.items()][:MOST])

    def _candidate(self, question: str, confidence: float) -> Candidate:
        one = self._by_id[question]
        return Candidate(question, one.title, one.chapter, confidence)

    def _spot(self, one: _Sentence, confidence: float) -> Candidate:
        text = self._there.texts[one.question].whole
        return self._candidate(one.question, min(confidence, _MOST_CERTAIN))._replace(
            start=one.start,
            end=one.end,
            before=before(text, one.start, AROUND),
            quote=text[one.start : one.end],
            after=behind(text, one.end, AROUND),
        )

    def _sharing(self, quote: frozenset[str], near: Iterable[str]) -> list[_Sentence]:
        """Return the sentences that are worth comparing with a quote."""
        found = {one: None for question in near for one in self._of.get(question, ())}
        places = sorted((self._with.get(feature, []) for feature in quote), key=len)
        for there in places:
            if len(found) + len(there) > _MOST_LOOKS:
                break
            found |= dict.fromkeys(there)
        return [*found]

    @cached_property
    def _of(self) -> dict[str, list[_Sentence]]:
        """The sentences of each question."""
        return {name: _split(name, text.whole) for name, text in self._there.texts.items()}

    @cached_property
    def _with(self) -> dict[str, list[_Sentence]]:
        """The sentences with each word, and with each two that follow each other."""
        found: dict[str, list[_Sentence]] = defaultdict(list)
        for ones in self._of.values():
            for one in ones:
                for feature in one.words:
                    found[feature].append(one)
        return found


class _Sentence(NamedTuple):
    question: str
    start: int
    end: int
    words: frozenset[str]


def _split(question: str, text: str) -> list[_Sentence]:
    found: list[_Sentence] = []
    for one in _SENTENCE.finditer(text):
        said = one[0].strip()
        start = one.start() + one[0].find(said)
        end = start + min(len(said), _LONGEST)
        if said:
            found.append(_Sentence(question, start, end, features(said)))
    return found
