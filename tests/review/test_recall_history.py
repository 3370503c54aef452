"""What became of questions that were recalled."""

from __future__ import annotations

from datetime import UTC, datetime

from msp_desktop.notebook.model import QuestionRef
from msp_desktop.notebook.reviews import Review
from msp_desktop.review.history import past_of


def review(name: str, question: str, hour: int, *, known: bool) -> Review:
    at = datetime(2026, 3, 4, hour, tzinfo=UTC)
    return Review(name, QuestionRef("course", question), known, at)


def test_the_latest_comes_first_and_decides() -> None:
    past = past_of(
        [
            review("a", "pods", 9, known=True),
            review("b", "nodes", 10, known=True),
            review("c", "pods", 11, known=False),
            review("d", "pods", 8, known=True),
        ]
    )
    assert [one.id for one in past["pods"].reviews] == ["c", "a", "d"]
    assert past["pods"].last.known is False
    assert past["pods"].known == 2
    assert past["nodes"].last.id == "b"


def test_what_was_taken_back_did_not_happen() -> None:
    given = review("a", "pods", 9, known=True)
    assert past_of([given, given._replace(taken_back=True)]) == {}
    again = past_of([given, given._replace(taken_back=True), given])
    assert again["pods"].reviews == (given,)
