"""How much of everything that a user wrote there is somewhere."""

from __future__ import annotations

from typing import NamedTuple


class Numbers(NamedTuple):
    """How many of each kind of thing there are; false where there is nothing."""

    courses: int = 0
    notes: int = 0
    bookmarks: int = 0
    highlights: int = 0
    tags: int = 0
    pins: int = 0
    reviews: int = 0

    def __bool__(self) -> bool:
        return any(self)
