"""What the notebook says of two editions, as the page of changes shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.ui.models.changes import (
    Candidate,
    ChangedQuestion,
    ChangesReport,
    Decision,
    Section,
)
from msp_desktop.ui.models.differences import differences, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from msp_desktop.course.matching import Matching
    from msp_desktop.notebook.comparing import Comparison
    from msp_desktop.notebook.decisions import Candidate as Place
    from msp_desktop.notebook.decisions import Decision as Undecided
    from msp_desktop.notebook.model import EditionQuestion, Highlight
    from msp_desktop.ui.models.differences import Piece


NEAR = 0.5
"""How well another place must fit to be offered beside the best one, as a share of its fit."""


class Beside(NamedTuple):
    """Two editions' questions by their ids, to compare words with."""

    before: Mapping[str, EditionQuestion]
    after: Mapping[str, EditionQuestion]


def counts_of(matching: Matching, decisions: int) -> dict[Section, int]:
    """Return how much there is of everything; a question that was edited and moved is edited."""
    return {
        Section.DECISIONS: decisions,
        Section.EDITED: sum(one.edited for one in matching.pairs),
        Section.MOVED: sum(one.moved and not one.edited for one in matching.pairs),
        Section.NEW: len(matching.new),
        Section.GONE: len(matching.gone),
    }


def beside(comparison: Comparison) -> Beside:
    """Return the questions of a comparison by their ids."""
    before, after = comparison.before.questions, comparison.after.questions
    return Beside({one.id: one for one in before}, {one.id: one for one in after})


def questions_of(comparison: Comparison, sides: Beside) -> tuple[ChangedQuestion, ...]:
    """Return what became of each question, in the later edition's order; those gone come last."""
    matching = comparison.matching
    found: dict[str, ChangedQuestion] = {}
    for pair in matching.pairs:
        was, now = sides.before[pair.before], sides.after[pair.after]
        section = Section.EDITED if pair.edited else Section.MOVED if pair.moved else Section.KEPT
        # In a chapter that was renamed nothing has moved.
        former = was.chapter if pair.moved else now.chapter
        found[now.id] = ChangedQuestion(
            section, now.id, was.id, now.title, now.chapter, was.title, former
        )
    for name in matching.new:
        one = sides.after[name]
        found[name] = ChangedQuestion(Section.NEW, name, "", one.title, one.chapter)
    ordered = [found[one.id] for one in comparison.after.questions if one.id in found]
    for name in matching.gone:
        one = sides.before[name]
        gone = ChangedQuestion(Section.GONE, "", name, one.title, "", one.title, one.chapter)
        ordered.append(gone)
    return tuple(ordered)


def report_of(
    title: str,
    comparison: Comparison | None,
    sides: Beside | None,
    *,
    carried: int = 0,
    back: bool = False,
) -> ChangesReport:
    """Return what the page tells, but for the decisions."""
    if comparison is None or sides is None:
        return ChangesReport(title=title, back=back)
    questions = questions_of(comparison, sides)
    since = comparison.before.opened_at
    return ChangesReport(since, title, questions, carried=carried, back=back)


def compared(sides: Beside, questions: Iterable[ChangedQuestion]) -> dict[str, tuple[Piece, ...]]:
    """Return what became of the answers of edited questions, by the questions' keys."""
    return {
        one.key: excerpt(
            differences(sides.before[one.former].answer, sides.after[one.question].answer)
        )
        for one in questions
    }


def key_of(one: Undecided) -> str:
    """Return what names a decision on the page."""
    return f"{one.kind}:{one.subject}"


def decision_of(one: Undecided, highlight: Highlight | None) -> Decision:
    """Return something to be decided on as the page shows it."""
    quote = one.quote
    best = max((place.confidence for place in one.candidates), default=0.0)
    return Decision(
        key_of(one),
        one.kind.value,
        one.wording.question,
        one.wording.chapter,
        colour=highlight.colour.value if highlight is not None else "yellow" if quote else "",
        quote=quote,
        prefix=one.before,
        suffix=one.after if quote else "",
        answer="" if quote else one.after,
        text=one.text,
        candidates=tuple(
            _candidate(number, place)
            for number, place in enumerate(one.candidates)
            if place.confidence >= NEAR * best
        ),
        kept=one.kept,
    )


def _candidate(number: int, place: Place) -> Candidate:
    return Candidate(
        str(number),
        place.title,
        place.chapter,
        place.quote,
        place.before,
        place.after,
        place.confidence,
    )
