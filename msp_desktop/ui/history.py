"""Back and forward through the places that were visited, as in a browser."""

from __future__ import annotations

from typing import NamedTuple

MOST = 100


class Spot(NamedTuple):
    """A place in a course.

    ``chapter`` is "" for the preface, ``question`` "" above the first one; ``offset`` is the
    fraction of the question scrolled past.
    """

    chapter: str
    question: str = ""
    offset: float = 0.0


class History:
    """The spots behind and ahead of the one being read."""

    def __init__(self) -> None:
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []

    @property
    def can_go_back(self) -> bool:
        """Whether there is a spot to go back to."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a spot to go forward to."""
        return bool(self._ahead)

    def leave(self, spot: Spot) -> None:
        """Remember the spot that is left by a jump."""
        if not self._behind or self._behind[-1] != spot:
            self._behind.append(spot)
        del self._behind[:-MOST]
        self._ahead.clear()

    def back(self, here: Spot) -> Spot | None:
        """Return the spot to go back to from here."""
        if not self._behind:
            return None
        self._ahead.append(here)
        return self._behind.pop()

    def forward(self, here: Spot) -> Spot | None:
        """Return the spot to go forward to from here."""
        if not self._ahead:
            return None
        self._behind.append(here)
        return self._ahead.pop()
