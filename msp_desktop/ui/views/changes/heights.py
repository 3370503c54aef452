"""Where lines stand in a column when only some of their heights are known."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Line(NamedTuple):
    """What a row shows: ``key`` is like no other's, and ``guess`` how high it may be."""

    key: str
    value: object
    guess: int


class Heights:
    """Lines below each other, from ``above`` pixels on; heights are guessed until they are known.

    ``places`` says which line has a key.
    """

    def __init__(self, above: int) -> None:
        self._above = above
        self.lines: tuple[Line, ...] = ()
        self.places: dict[str, int] = {}
        self._heights: list[int] = []
        self._tops: list[int] = [above]

    @property
    def end(self) -> int:
        """Where the last line ends."""
        return self._tops[-1]

    def take(self, lines: Sequence[Line]) -> set[str]:
        """Take other lines; return the keys of those that are as they were, and as high."""
        known = {one.key: (one.value, self._heights[at]) for at, one in enumerate(self.lines)}
        self.lines = tuple(lines)
        self.places = {one.key: at for at, one in enumerate(self.lines)}
        self._heights, same = [], set[str]()
        for one in self.lines:
            value, height = known.get(one.key, (None, 0))
            if height and value == one.value:
                same.add(one.key)
                self._heights.append(height)
            else:
                self._heights.append(one.guess)
        self._add_up()
        return same

    def guess_again(self) -> None:
        """Take all heights for unknown."""
        self._heights = [one.guess for one in self.lines]
        self._add_up()

    def set_heights(self, known: dict[str, int]) -> bool:
        """Learn how high lines are; return whether that is news of any."""
        changed = False
        for key, height in known.items():
            place = self.places[key]
            changed |= self._heights[place] != height
            self._heights[place] = height
        if changed:
            self._add_up()
        return changed

    def top(self, key: str) -> int:
        """Return where a line begins."""
        return self._tops[self.places[key]]

    def height(self, key: str) -> int:
        """Return how high a line is, or may be."""
        return self._heights[self.places[key]]

    def at(self, spot: float) -> Line | None:
        """Return the line at a spot, the nearest one if it is beside all, None if there is none."""
        if not self.lines:
            return None
        place = bisect_right(self._tops, spot) - 1
        return self.lines[min(max(0, place), len(self.lines) - 1)]

    def span(self, first: float, last: float) -> tuple[int, int]:
        """Return the place of the first line between two spots, and that behind the last one."""
        begin = max(0, bisect_right(self._tops, first) - 1)
        end = min(len(self.lines), bisect_right(self._tops, last))
        return begin, max(begin, end)

    def survivor(self, standing: Sequence[str], key: str) -> str | None:
        """Return a key if its line is there, else the next one's of those that stood behind it."""
        return next((one for one in standing[standing.index(key) :] if one in self.places), None)

    def _add_up(self) -> None:
        self._tops = list(accumulate(self._heights, initial=self._above))
