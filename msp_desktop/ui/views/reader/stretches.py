"""How a page is divided into stretches, and how high each of them is or is taken to be.

A page is a row of pieces: the title with what follows it, the questions, the diagrams.  A stretch
is as many of them as are written at once, or a part of one that is very long.  Nothing here knows
Qt or reads an answer.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from msp_desktop.ui.views.reader.pieces import HEADING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from msp_desktop.ui.views.reader.cutting import Part

WHOLE = 60 * 1024
"""Characters of HTML up to which a page is written whole."""

HEAVIEST = 6 * 1024
MOST_PIECES = 12
"""Characters of HTML and number of pieces of one stretch, unless a single piece has more."""

AT_ONCE = 64 * 1024
"""Characters of HTML of a long piece that are divided at once."""

TOO_LONG = 2 * HEAVIEST
"""Characters of HTML from which a piece is divided."""

ENOUGH = 800
"""Characters of HTML, headings apart, that must have been measured to tell how high others are."""

HIGHEST = 7_500_000.0
"""Pixels of all that is not written: below 2 ** 23 Qt's layout takes a page to end."""


class Stretch:
    """Pieces ``first`` to ``end`` - 1; or ``blocks``, a part of piece ``first``.

    ``rest`` gives the parts that are still to be made of a piece: those before were enough.
    ``part`` counts the parts of a piece from 0, ``folds`` the folds in those before; ``weight`` is
    the amount of HTML.  ``height`` is in pixels, an estimate until the stretch was written.
    """

    __slots__ = ("blocks", "end", "first", "folds", "height", "measured", "part", "rest", "weight")

    def __init__(self, first: int, end: int, weight: int) -> None:
        self.first, self.end, self.weight = first, end, weight
        self.blocks: Sequence[str] | None = None
        self.rest: Iterator[Part] | None = None
        self.part = self.folds = 0
        self.height = 0.0
        self.measured = False

    @property
    def too_long(self) -> bool:
        """Whether it is to be divided before it is written."""
        if self.rest is not None:
            return True
        return self.blocks is None and self.end - self.first == 1 and self.weight > TOO_LONG

    def part_of(self, part: Part, number: int) -> Stretch:
        """Return a part of the piece that this is, or the rest of."""
        one = Stretch(self.first, self.end, part.weight + (0 if number else HEADING))
        one.blocks, one.folds, one.part = part.blocks, part.folds, number
        return one


class Stretches:
    """The stretches of a page, made from the weights of its pieces."""

    def __init__(self, weights: Iterable[int]) -> None:
        self._list = _grouped(weights)
        self.weight = sum(one.weight for one in self._list)
        self._firsts: list[int] = []
        self._tops: list[float] = []
        self._per_piece, self._per_weight = 60.0, 0.25
        self._index()

    def __len__(self) -> int:
        return len(self._list)

    def __getitem__(self, index: int) -> Stretch:
        return self._list[index]

    def between(self, first: int, end: int) -> list[Stretch]:
        """Return stretches ``first`` to ``end`` - 1."""
        return self._list[first:end]

    def of_piece(self, piece: int) -> range:
        """Return the indices of the stretches that hold a piece: one, or the parts of one."""
        last = bisect_right(self._firsts, piece) - 1
        first = last
        while first and self._list[first].part:
            first -= 1
        return range(first, last + 1)

    def divide(self, index: int, parts: Sequence[Part], rest: Iterator[Part] | None) -> None:
        """Put parts of a piece in the place of it as a whole, or of the rest of it.

        Together they are taken to be as high as that was, but for what is folded in it.
        """
        whole = self._list[index]
        made: list[Stretch] = []
        for part in parts:
            one = self._part_of(whole, part.weight, len(made))
            one.blocks, one.folds = part.blocks, part.folds
            made.append(one)
        if rest is not None:
            left = whole.weight - sum(one.weight for one in made)
            made.append(self._part_of(whole, max(left, TOO_LONG), len(made)))
            made[-1].rest = rest
        shown = min(1.0, sum(one.weight for one in made) / max(whole.weight, 1))
        ratio = shown * whole.height / max(sum(one.height for one in made), 1.0)
        for one in made:
            one.height *= ratio
        self._list[index : index + 1] = made
        self._index()

    def _part_of(self, whole: Stretch, weight: int, number: int) -> Stretch:
        one = Stretch(whole.first, whole.end, weight)
        one.part = whole.part + number
        if one.part == 0:
            one.weight += HEADING
        one.height = self._guess(one)
        return one

    def index(self, stretch: Stretch) -> int:
        """Return where a stretch is; a piece's parts follow each other."""
        return self.of_piece(stretch.first)[0] + stretch.part

    def join(self, parts: range, weight: int) -> None:
        """Put a piece of some weight as a whole in the place of its parts."""
        first = self._list[parts[0]]
        whole = Stretch(first.first, first.end, max(TOO_LONG + 1, weight))
        whole.height = self._guess(whole)
        self._list[parts[0] : parts[-1] + 1] = [whole]
        self._index()

    # Heights

    def expect(self, per_piece: float, per_weight: float) -> None:
        """Take heights to be so many pixels a piece and a character of HTML."""
        self._per_piece, self._per_weight = per_piece, per_weight
        for one in self._list:
            if not one.measured:
                one.height = self._guess(one)
        self._tops = []

    def learn(self) -> bool:
        """Take what was not measured yet to be as high for its weight as what was.

        Returns False where too little was measured to tell.
        """
        known = [one for one in self._list if one.measured]
        weight = sum(map(_text_weight, known))
        if weight < ENOUGH:
            return False
        height = sum(one.height for one in known) - sum(map(_headings, known)) * self._per_piece
        self.expect(self._per_piece, max(height / weight, 0.05))
        return True

    def widen(self, ratio: float) -> None:
        """Take all heights anew for lines that are ``ratio`` times as long as they were."""
        for one in self._list:
            fixed = min(one.height, _headings(one) * self._per_piece)
            one.height = fixed + (one.height - fixed) / ratio
            one.measured = False
        self._per_weight /= ratio
        self._tops = []

    def measure(self, index: int, height: float) -> None:
        """Take down how high a stretch turned out to be."""
        one = self._list[index]
        if one.height != height:
            one.height = height
            self._tops = []
        one.measured = True

    def height(self, first: int, end: int) -> float:
        """Return the height of stretches ``first`` to ``end`` - 1 together, in pixels."""
        tops = self._sums()
        return tops[end] - tops[first]

    def at(self, first: int, down: float) -> int:
        """Return which stretch is ``down`` pixels below the top of stretch ``first``."""
        tops = self._sums()
        return min(max(bisect_right(tops, tops[first] + down) - 1, first), len(self._list) - 1)

    def _sums(self) -> list[float]:
        if not self._tops:
            self._tops = list(accumulate((one.height for one in self._list), initial=0.0))
            if self._tops[-1] > HIGHEST:
                shrink = HIGHEST / self._tops[-1]
                self._tops = [top * shrink for top in self._tops]
        return self._tops

    def _guess(self, one: Stretch) -> float:
        return _headings(one) * self._per_piece + _text_weight(one) * self._per_weight

    def _index(self) -> None:
        self._firsts = [one.first for one in self._list]
        self._tops = []


def _headings(one: Stretch) -> int:
    return 0 if one.part else one.end - one.first


def _text_weight(one: Stretch) -> int:
    return max(one.weight - _headings(one) * HEADING, 0)


def _grouped(weights: Iterable[int]) -> list[Stretch]:
    made: list[Stretch] = []
    last: Stretch | None = None
    for piece, weight in enumerate(weights):
        fits = (
            last is not None
            and last.weight + weight <= HEAVIEST
            and last.end - last.first < MOST_PIECES
        )
        if last is not None and fits:
            last.end, last.weight = piece + 1, last.weight + weight
        else:
            last = Stretch(piece, piece + 1, weight)
            made.append(last)
    return made
