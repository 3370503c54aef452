"""Which elements of a map are at a point: asked with each move of the mouse."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from msp_desktop.course.diagrams.model import Box, Element

LEVELS = 12
"""How often the picture is halved: the finest cells are a 4096th of it wide."""


class HitIndex:
    """Elements by where they are.

    Each stands in the level whose cells are just as large as it is, so it covers four of them at
    most and a point asks one cell of each level, however many elements there are and however they
    lie in each other.  Those without a box are not found.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        placed = [(one.box, one) for one in elements if one.box is not None]
        # Innermost first: what lies inside another is smaller; of two of one size, the later one
        # was drawn upon the other or is its content.
        order = sorted(range(len(placed)), key=lambda number: (placed[number][0].area, -number))
        self._elements = [placed[number][1] for number in order]
        self._edges = [
            (box.x, box.y, box.right, box.bottom) for box, _ in (placed[number] for number in order)
        ]
        self._levels: list[dict[tuple[int, int], list[int]]] = [{} for _ in range(LEVELS + 1)]
        for rank, edges in enumerate(self._edges):
            level = _level(placed[order[rank]][0])
            cells = self._levels[level]
            for cell in _cells(*edges, level):
                cells.setdefault(cell, []).append(rank)

    def at(self, x: float, y: float, across: float = 0.0, down: float = 0.0) -> tuple[Element, ...]:
        """Return the elements at a point of the picture, innermost first.

        ``across`` and ``down`` say how far beside it an element may be, as fractions of the
        picture's width and height: points have no inside, and fingers are thick.
        """
        left, top, right, bottom = x - across, y - down, x + across, y + down
        found: set[int] = set()
        for level, cells in enumerate(self._levels):
            if cells:
                found.update(_near(cells, left, top, right, bottom, level))
        elements = self._elements
        edges = self._edges
        return tuple(
            [
                elements[rank]
                for rank in sorted(found)
                if (here := edges[rank])[0] <= right
                and here[1] <= bottom
                and here[2] >= left
                and here[3] >= top
            ]
        )


def _near(
    cells: dict[tuple[int, int], list[int]],
    left: float,
    top: float,
    right: float,
    bottom: float,
    level: int,
) -> Iterator[int]:
    """Yield what stands in the cells of a rectangle, or in all where these are fewer."""
    count = 1 << level
    wide = (min(right, 1) - max(left, 0)) * count + 2
    high = (min(bottom, 1) - max(top, 0)) * count + 2
    if wide * high > len(cells) + 9:
        for ranks in cells.values():
            yield from ranks
    else:
        for cell in _cells(left, top, right, bottom, level):
            yield from cells.get(cell, ())


def _level(box: Box) -> int:
    """Return the finest level whose cells are as large as a box."""
    size = max(box.width, box.height)
    if size <= 0:
        return LEVELS
    return min(max(math.floor(-math.log2(size)), 0), LEVELS)


def _cells(
    left: float, top: float, right: float, bottom: float, level: int
) -> Iterator[tuple[int, int]]:
    """Yield the cells of a level that a rectangle of the picture covers."""
    count = 1 << level
    for row in range(_cell(top, count), _cell(bottom, count) + 1):
        for column in range(_cell(left, count), _cell(right, count) + 1):
            yield column, row


def _cell(place: float, count: int) -> int:
    """Return the cell of a place; what is beyond an edge counts with the last one before it."""
    return min(max(int(place * count), 0), count - 1)
