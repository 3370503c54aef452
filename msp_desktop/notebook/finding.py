"""Where something that has lost its place may belong: candidates for the user to choose from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.alike import Pool, features, looked_at
from msp_desktop.notebook.comparing import is_question

if TYPE_CHECKING:
    from msp_desktop.notebook.anchoring import Anchor
    from msp_desktop.notebook.comparing import Standing
    from msp_desktop.notebook.model import EditionQuestion

MOST = 3
"""How many candidates there are at most."""

AROUND = 120
"""Characters shown before and behind a place."""

_WORTH_A_LOOK = 0.2
_ELSEWHERE = 0.85
_LONGEST = 400
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?。？！](?=\s)|$)", re.MULTILINE)


class Candidate(NamedTuple):
    """Where something may belong now; ``confidence`` is from 0 to 1.

    ``start`` and ``end`` are characters of the question's text (see ``course/text.py``), both 0
    where it is the question as a whole; ``before``, ``quote`` and ``after`` are what stands there.
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
        self._questions: dict[EditionQuestion, tuple[Candidate, ...]] = {}
        self._sentences_of: dict[str, list[tuple[int, int, frozenset[str]]]] = {}
        self._pool = Pool([one for one in there.edition.questions if is_question(one)])

    def questions(self, old: EditionQuestion) -> tuple[Candidate, ...]:
        """Return the questions that one which is gone may have become, the likeliest first."""
        found = self._questions.get(old)
        if found is None:
            found = self._questions[old] = self._looked_for(old)
        return found

    def _looked_for(self, old: EditionQuestion) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(name, self._by_id[name].title, self._by_id[name].chapter, likeness)
            for name, likeness in self._pool.likely(looked_at(old))
        )

    def spots(self, anchor: Anchor, old: EditionQuestion) -> tuple[Candidate, ...]:
        """Return where a highlight may belong that was on some words of a question."""
        near = {old.id: 1.0} if old.id in self._by_id else {}
        near |= {
            one.question: one.confidence * _ELSEWHERE
            for one in self.questions(old)
            if one.question not in near
        }
        quote = features(anchor.quote)
        found = [
            one
            for question, trust in near.items()
            for one in self._sentences(question, quote, trust)
        ]
        found.sort(key=lambda one: (-one.confidence, one.start))
        if found:
            return tuple(found[:MOST])
        return tuple(
            Candidate(name, self._by_id[name].title, self._by_id[name].chapter, trust / 4)
            for name, trust in [*near.items()][:MOST]
        )

    def _sentences(self, question: str, quote: frozenset[str], trust: float) -> list[Candidate]:
        text, there = self._there.texts[question].whole, self._by_id[question]
        found: list[Candidate] = []
        for start, end, words in self._split(question):
            shared = len(words & quote)
            whole, part = 2 * shared / (len(words) + len(quote) or 1), shared / (len(quote) or 1)
            likeness = trust * max(whole, 0.7 * part)
            if likeness < _WORTH_A_LOOK:
                continue
            found.append(
                Candidate(
                    question,
                    there.title,
                    there.chapter,
                    min(likeness, 0.95),
                    start,
                    end,
                    text[max(0, start - AROUND) : start],
                    text[start:end],
                    text[end : end + AROUND],
                )
            )
        found.sort(key=lambda one: (-one.confidence, one.start))
        return found[:MOST]

    def _split(self, question: str) -> list[tuple[int, int, frozenset[str]]]:
        """Return where the sentences of a question begin and end, and their words."""
        found = self._sentences_of.get(question)
        if found is None:
            found = self._sentences_of[question] = []
            for one in _SENTENCE.finditer(self._there.texts[question].whole):
                text = one[0].strip()
                start = one.start() + one[0].find(text)
                end = start + min(len(text), _LONGEST)
                if text:
                    found.append((start, end, features(text)))
        return found
