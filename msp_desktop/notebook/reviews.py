"""Reviews: when a question was asked, and whether the answer was known.

They are only added.  One that was given by mistake is taken back and stays as such: a notebook on
another machine, which has it, is told so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.model import Changes, QuestionRef
from msp_desktop.notebook.stored import clean, made, moment, time_of
from msp_desktop.notebook.tables import REVIEW

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.notebook.session import Session
    from msp_desktop.notebook.tables import Row, Rows, Value


class Review(NamedTuple):
    """A question that was asked, at a time; ``known`` says whether the answer was known.

    ``picture`` is the path in the course of the picture that it was asked on, ``element`` the id of
    what was covered there.  ``id`` is made by whoever makes the review and is like no other.
    """

    id: str
    ref: QuestionRef
    known: bool
    at: datetime
    picture: str = ""
    element: str = ""
    taken_back: bool = False


class Reviews:
    """The reviews in one open notebook; got from :class:`Notebook`, whose errors they raise."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, course: str) -> tuple[Review, ...]:
        """Return a course's reviews, the earliest first, without those that were taken back."""
        with self._session.reading() as rows:
            return tuple(one for one in every(rows, course) if not one.taken_back)

    def write(self, review: Review) -> Changes:
        """Add a review, or take back, or give again, one that is there."""
        review = review._replace(picture=clean(review.picture), element=clean(review.element))
        with self._session.writing() as rows:
            standing = find(rows, review.ref.course, review.id)
            if standing is None and review.taken_back:
                return Changes()
            if standing is not None:
                if standing.taken_back is review.taken_back:
                    return Changes()
                # Its question may have moved along with an edition since.
                review = standing._replace(taken_back=review.taken_back)
            put(rows, review)
        return Changes(reviews=frozenset({review.ref}))


def every(rows: Rows, course: str) -> tuple[Review, ...]:
    """Return a course's reviews, the earliest first, with those that were taken back."""
    found = rows.gather(REVIEW, {"course": course}, "ORDER BY at, id")
    return made(_review, found, rows.path)


def find(rows: Rows, course: str, identifier: str) -> Review | None:
    """Return a course's review with an id."""
    found = rows.find(REVIEW, {"course": course, "id": identifier})
    return made(_review, found, rows.path)[0] if found else None


def put(rows: Rows, review: Review) -> None:
    """Write a review as it is; the caller holds a transaction."""
    rows.put(REVIEW, *_values(review))


def _values(one: Review) -> Row:
    flags = (int(one.known), moment(one.at), one.picture, one.element, int(one.taken_back))
    return (one.ref.course, one.id, one.ref.question, *flags)


def _review(
    course: str,
    identifier: str,
    question: str,
    known: Value,
    at: str,
    picture: str,
    element: str,
    taken_back: Value,
) -> Review:
    asked = (QuestionRef(course, question), bool(known), time_of(at))
    return Review(identifier, *asked, picture, element, bool(taken_back))
