"""Which stretches of a page are written, and where they begin in its document."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.ui.views.reader.marks import Marks


class Run:
    """A part of the document: one written stretch with its marks, or a gap for several.

    It stands for stretches ``first`` to ``end`` - 1.
    """

    __slots__ = ("end", "first", "marks")

    def __init__(self, first: int, end: int, marks: Marks | None = None) -> None:
        self.first, self.end, self.marks = first, end, marks

    @property
    def length(self) -> int:
        """Characters in the document, the end of the last block included."""
        return self.marks.length if self.marks else 1


class Written(NamedTuple):
    """A written stretch: which one, where it begins in the document, and what is in it."""

    stretch: int
    position: int
    marks: Marks


class Runs:
    """The runs of a page of so many stretches, at first one gap.

    Positions are sums of what stands before: nothing is moved when something is written above.
    """

    def __init__(self, stretches: int) -> None:
        self._runs = [Run(0, stretches)]
        self._starts: list[int] = []

    def is_written(self, stretch: int) -> bool:
        """Return whether a stretch is in the document."""
        return self.run_of(stretch)[0].marks is not None

    @property
    def count(self) -> int:
        """How many stretches are written."""
        return sum(run.marks is not None for run in self._runs)

    def written_as(self, stretch: int) -> Written | None:
        """Return a stretch as it is written, None where it is not."""
        run, start = self.run_of(stretch)
        return None if run.marks is None else Written(stretch, start, run.marks)

    def written(self) -> Iterator[Written]:
        """Yield the written stretches in order."""
        for run, start in zip(self._runs, self._positions(), strict=True):
            if run.marks is not None:
                yield Written(run.first, start, run.marks)

    def written_between(self, first: int, last: int) -> Iterator[Written]:
        """Yield the written stretches that have a character between two positions."""
        starts = self._positions()
        for index in range(max(0, bisect_right(starts, first) - 1), len(self._runs)):
            if starts[index] > last:
                break
            marks = self._runs[index].marks
            if marks is not None:
                yield Written(self._runs[index].first, starts[index], marks)

    def runs_between(self, first: int, last: int) -> Iterator[tuple[Run, int]]:
        """Yield the runs that have a character between two positions, and where they begin."""
        for run, start in zip(self._runs, self._positions(), strict=True):
            if start <= last and start + run.length > first:
                yield run, start

    def run_at(self, position: int) -> tuple[Run, int]:
        """Return the run that a character of the document belongs to, and where it begins."""
        starts = self._positions()
        index = min(max(bisect_right(starts, position) - 1, 0), len(self._runs) - 1)
        return self._runs[index], starts[index]

    def run_of(self, stretch: int) -> tuple[Run, int]:
        """Return the run that a stretch belongs to, and where it begins in the document."""
        index = self._index_of(stretch)
        return self._runs[index], self._positions()[index]

    def _index_of(self, stretch: int) -> int:
        low, high = 0, len(self._runs) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._runs[middle].first <= stretch:
                low = middle
            else:
                high = middle - 1
        return low

    def _positions(self) -> list[int]:
        if not self._starts:
            lengths = (run.length for run in self._runs[:-1])
            self._starts = list(accumulate(lengths, initial=0))
        return self._starts
