"""A round of covered places: each is uncovered, and the user says whether he knew it.

Values that never change: each doing returns another round.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Face(Enum):
    """How a place is seen in a round."""

    COVERED = auto()
    SHOWN = auto()
    KNOWN = auto()
    UNKNOWN = auto()


class Summary(NamedTuple):
    """What came of a round: how many places were known, unknown, and never uncovered."""

    known: int
    unknown: int
    left: int


class Round(NamedTuple):
    """Places by their names in the order in which they are asked, and how each is seen.

    ``graded`` are those that were graded, in the order of grading; ``current`` is the place that is
    asked, "" for none.
    """

    places: tuple[str, ...]
    shown: frozenset[str] = frozenset()
    grades: tuple[tuple[str, bool], ...] = ()
    current: str = ""

    @property
    def graded(self) -> int:
        """How many have been graded."""
        return len(self.grades)

    @property
    def finished(self) -> bool:
        """Whether every place has been graded."""
        return self.graded == len(self.places)

    @property
    def summary(self) -> Summary:
        """What has come of it so far."""
        known = sum(right for _, right in self.grades)
        return Summary(known, self.graded - known, len(self.places) - self.graded)

    def face(self, place: str) -> Face:
        """Return how a place is seen."""
        for name, known in self.grades:
            if name == place:
                return Face.KNOWN if known else Face.UNKNOWN
        return Face.SHOWN if place in self.shown else Face.COVERED

    def turned_to(self, place: str) -> Round:
        """Return the round with another place asked; one that was graded is not asked again."""
        if place not in self.places or self._is_graded(place):
            return self
        return self._replace(current=place)

    def stepped(self, by: int) -> Round:
        """Return the round with the next (1) or previous (-1) place asked of those not graded."""
        left = [one for one in self.places if not self._is_graded(one)]
        if not left:
            return self._replace(current="")
        if self.current not in left:
            return self._replace(current=left[0 if by > 0 else -1])
        return self._replace(current=left[(left.index(self.current) + by) % len(left)])

    def revealed(self) -> Round:
        """Return the round with the place that is asked uncovered."""
        return self._replace(shown=self.shown | {self.current}) if self.current else self

    def grade(self, *, known: bool) -> Round:
        """Return the round with the place that is asked graded, and the next one asked.

        One that is still covered cannot be graded.
        """
        if self.current not in self.shown:
            return self
        order = self.places[self.places.index(self.current) :] + self.places
        done = self._replace(grades=(*self.grades, (self.current, known)))
        following = next((one for one in order if done.face(one) in _OPEN), "")
        return done._replace(current=following)

    def undone(self) -> Round:
        """Return the round without its last grade: that place is asked again, uncovered."""
        if not self.grades:
            return self
        place, _ = self.grades[-1]
        return self._replace(grades=self.grades[:-1], current=place)

    def _is_graded(self, place: str) -> bool:
        return any(name == place for name, _ in self.grades)


_OPEN = (Face.COVERED, Face.SHOWN)


def begun(places: tuple[str, ...]) -> Round:
    """Return a round of places, the first of which is asked."""
    return Round(places, current=places[0] if places else "")
