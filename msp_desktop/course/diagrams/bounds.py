"""Where the elements of an SVG are, without drawing them.

Shapes and paths are exact but for their strokes, and as large as the box around them where they are
turned; text is as wide as its letters usually are, since
nobody knows the font.  That is enough to tell what is pointed at.  What ``use`` draws is placed
when all is read.  Masks, filters and markers do not count.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.diagrams.geometry import (
    IDENTITY,
    Extent,
    Matrix,
    length,
    numbers,
    transform,
)
from msp_desktop.course.diagrams.lettering import Letters, Styles
from msp_desktop.course.diagrams.model import Box
from msp_desktop.course.diagrams.outlines import MOST_STEPS, outline
from msp_desktop.course.svg.framing import framed_box
from msp_desktop.course.svg.measure import DEFAULT_SIZE, box_of, size_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_NOT_DRAWN = frozenset(
    (
        *("defs", "symbol", "clippath", "mask", "marker", "pattern", "filter"),
        *("title", "desc", "style", "metadata", "lineargradient", "radialgradient"),
    )
)
_MOST_CHAINED = 8
"""How many ``use``s may draw each other in the order in which they are not written."""

_TEXT = frozenset(("text", "tspan", "textpath"))


class _Use(NamedTuple):
    """A ``use``: what it draws, how, and where it stands."""

    place: int
    target: str
    matrix: Matrix


class _Open:
    """An element that is being read: how its inside is drawn, and what was drawn so far."""

    __slots__ = ("css", "drawn", "extent", "letters", "matrix", "measured", "place", "text")

    def __init__(self, place: int, matrix: Matrix, letters: Letters, *, drawn: bool) -> None:
        self.place = place
        self.matrix = matrix
        self.letters = letters
        self.drawn = drawn
        self.measured = True
        self.extent: Extent | None = None
        self.text: list[str] | None = None
        self.css: list[str] | None = None


class Bounds:
    """Is told a picture's elements in turn, and then where each is.

    With ``wanted`` ids only these, links and what is inside them are measured: most of a large
    picture leads nowhere.
    """

    def __init__(self, wanted: Collection[str] | None = None) -> None:
        self._wanted = wanted
        self._measured: list[bool] = []  # whether each is
        self._open: list[_Open] = []
        self._extents: list[Extent | None] = []
        self._above: list[int] = []  # the place of the element around each
        self._outer: list[Matrix] = []  # how what is around each is drawn
        self._counts: list[bool] = []  # whether each is drawn where it stands
        self._ids: dict[str, int] = {}
        self._uses: list[_Use] = []
        self._lettered: list[tuple[int, Extent]] = []
        self._view = Extent(0, 0, *DEFAULT_SIZE)
        self._styles = Styles()
        self._steps = MOST_STEPS
        self._pen = (0.0, 0.0)
        self._placed = False

    def start(self, name: str, attributes: Mapping[str, str]) -> int:
        """Take the beginning of an element; return the number by which its box is asked for."""
        place = len(self._extents)
        around = self._open[-1] if self._open else None
        matrix = around.matrix if around else IDENTITY
        self._extents.append(None)
        self._above.append(around.place if around else -1)
        self._outer.append(matrix)
        if ident := attributes.get("id"):
            self._ids.setdefault(ident, place)
        if name == "svg":
            inner = self._canvas(attributes, matrix, root=around is None)
        else:
            inner = matrix.then(transform(attributes.get("transform", "")))
        letters = self._styles.letters(name, attributes, around.letters if around else Letters())
        drawn = (around is None or around.drawn) and name not in _NOT_DRAWN
        self._counts.append(drawn)
        one = _Open(place, inner, letters, drawn=drawn)
        inside = around is not None and around.measured
        one.measured = inside or name == "a" or not drawn or self._is_wanted(attributes)
        self._measured.append(one.measured)
        self._open.append(one)
        if name == "style":
            one.css = []
        elif not one.measured:
            pass
        elif name in _TEXT:
            self._write(name, attributes, one)
        elif name == "use":
            self._use(attributes, one)
        elif (shape := _SHAPES.get(name)) is not None:
            extent = shape(attributes)
            one.extent = extent.under(inner) if extent else None
        elif name == "path" and self._steps > 0:
            found = outline(attributes.get("d", ""), self._steps)
            one.extent = found.extent.under(inner) if found.extent else None
            self._steps -= found.steps
        return place

    def characters(self, text: str) -> None:
        """Take text of the element that is open."""
        if not self._open:
            return
        one = self._open[-1]
        collected = one.text if one.css is None else one.css
        if collected is not None:
            collected.append(text)

    def end(self) -> None:
        """Take the end of an element."""
        one = self._open.pop()
        if one.css is not None:
            self._styles.read("".join(one.css))
        if one.text is not None:
            self._letter(one)
        self._extents[one.place] = one.extent
        if self._open and one.extent is not None and one.drawn == self._open[-1].drawn:
            around = self._open[-1]
            around.extent = around.extent.joined(one.extent) if around.extent else one.extent

    @property
    def is_incomplete(self) -> bool:
        """Whether something that is measured draws what is not."""
        targets = (self._ids.get(use.target) for use in self._uses)
        return not all(self._measured[one] for one in targets if one is not None)

    def _is_wanted(self, attributes: Mapping[str, str]) -> bool:
        if self._wanted is None:
            return True
        return unicodedata.normalize("NFC", attributes.get("id", "")).strip() in self._wanted

    def box(self, place: int) -> Box | None:
        """Return where an element is; None where it draws nothing inside the picture."""
        if not self._placed:
            self._placed = True
            self._place_uses()
        extent = self._extents[place]
        return None if extent is None else _fraction(extent, self._view)

    def lettered(self) -> list[tuple[int, Box]]:
        """Return each stretch of text: the number of its element, and where it is."""
        found = [(place, _fraction(extent, self._view)) for place, extent in self._lettered]
        return [(place, box) for place, box in found if box is not None]

    def _canvas(self, attributes: Mapping[str, str], matrix: Matrix, *, root: bool) -> Matrix:
        """Return how the inside of an ``svg`` is drawn."""
        if root:
            # As much of it as the picture shows, which need not be of the box's ratio.
            shown = framed_box(attributes) or (0.0, 0.0, *size_of(attributes))
            self._view = Extent.of(*shown)
            return IDENTITY
        width = length(attributes.get("width", ""))
        height = length(attributes.get("height", ""))
        view = box_of(attributes.get("viewBox", ""))
        box = Extent.of(*view) if view else None
        x, y = length(attributes.get("x", "")) or 0.0, length(attributes.get("y", "")) or 0.0
        inner = matrix.then(Matrix(1, 0, 0, 1, x, y))
        if box is None or not width or not height:
            return inner
        scale = min(width / box.width, height / box.height)
        # In the middle, as is usual.
        across = (width - box.width * scale) / 2 - box.left * scale
        down = (height - box.height * scale) / 2 - box.top * scale
        return inner.then(Matrix(scale, 0, 0, scale, across, down))

    def _write(self, name: str, attributes: Mapping[str, str], one: _Open) -> None:
        """Put the pen where a text begins."""
        x, y = self._pen if name != "text" else (0.0, 0.0)
        given_x, given_y = numbers(attributes.get("x", "")), numbers(attributes.get("y", ""))
        by_x, by_y = numbers(attributes.get("dx", "")), numbers(attributes.get("dy", ""))
        x = (given_x[0] if given_x else x) + (by_x[0] if by_x else 0.0)
        y = (given_y[0] if given_y else y) + (by_y[0] if by_y else 0.0)
        if self._open[-2:-1] and self._open[-2].text is not None:
            # What stood before it is drawn before it.
            before = self._open[-2]
            self._letter(before)
            if not given_x:
                x = self._pen[0] + (by_x[0] if by_x else 0.0)
        self._pen = (x, y)
        one.text = []

    def _letter(self, one: _Open) -> None:
        """Draw what was collected of a text, and move the pen behind it."""
        words = " ".join("".join(one.text or ()).split())
        one.text = []
        if not words:
            return
        x, y = self._pen
        width = one.letters.width(words)
        size = one.letters.size
        left = x - width * one.letters.anchor
        extent = Extent(left, y - 0.85 * size, left + width, y + 0.22 * size).under(one.matrix)
        one.extent = one.extent.joined(extent) if one.extent else extent
        if one.drawn:
            self._lettered.append((one.place, extent))
        self._pen = (left + width, y)

    def _use(self, attributes: Mapping[str, str], one: _Open) -> None:
        target = next(
            (value for key, value in attributes.items() if key.rpartition(":")[2] == "href"), ""
        )
        x, y = length(attributes.get("x", "")) or 0.0, length(attributes.get("y", "")) or 0.0
        matrix = one.matrix.then(Matrix(1, 0, 0, 1, x, y))
        self._uses.append(_Use(one.place, target.removeprefix("#"), matrix))

    def _place_uses(self) -> None:
        """Add to each element what its ``use``s draw."""
        for _ in range(_MOST_CHAINED):
            # One that is drawn by another is mostly written before it, but need not be.
            if sum(map(self._place_use, self._uses)) == 0:
                break

    def _place_use(self, use: _Use) -> bool:
        """Add what one draws to it and all around it; return whether it was not there."""
        target = self._ids.get(use.target)
        extent = self._extents[target] if target is not None else None
        back = self._outer[target].inverse() if target is not None else None
        if extent is None or back is None:
            return False
        drawn = extent.under(use.matrix.then(back))
        place, added = use.place, False
        while place >= 0 and self._counts[place] == self._counts[use.place]:
            here = self._extents[place]
            joined = here.joined(drawn) if here else drawn
            if joined == here:
                break
            self._extents[place] = joined
            place, added = self._above[place], True
        return added


def _fraction(extent: Extent, view: Extent) -> Box | None:
    if not (0 < view.width < math.inf and 0 < view.height < math.inf):
        # Numbers so large that they have no room for what is between them.
        return None
    left = max((extent.left - view.left) / view.width, 0.0)
    top = max((extent.top - view.top) / view.height, 0.0)
    right = min((extent.right - view.left) / view.width, 1.0)
    bottom = min((extent.bottom - view.top) / view.height, 1.0)
    if not all(map(math.isfinite, (left, top, right, bottom))) or left > right or top > bottom:
        return None
    return Box(left, top, right - left, bottom - top)


def _rectangle(attributes: Mapping[str, str]) -> Extent | None:
    x, y, width, height = (length(attributes.get(key, "")) or 0.0 for key in _RECTANGLE)
    return Extent.of(x, y, width, height) if width > 0 and height > 0 else None


def _circle(attributes: Mapping[str, str]) -> Extent | None:
    x, y = (length(attributes.get(key, "")) or 0.0 for key in ("cx", "cy"))
    both = length(attributes.get("r", ""))
    across = length(attributes.get("rx", "")) if both is None else both
    down = length(attributes.get("ry", "")) if both is None else both
    across, down = across or down or 0.0, down or across or 0.0
    return Extent(x - across, y - down, x + across, y + down) if across > 0 and down > 0 else None


def _line(attributes: Mapping[str, str]) -> Extent | None:
    a, b, c, d = (length(attributes.get(key, "")) or 0.0 for key in ("x1", "y1", "x2", "y2"))
    return Extent(min(a, c), min(b, d), max(a, c), max(b, d))


def _points(attributes: Mapping[str, str]) -> Extent | None:
    found = numbers(attributes.get("points", ""))
    across, down = found[::2], found[1::2]
    return Extent(min(across), min(down), max(across), max(down)) if down else None


_RECTANGLE = ("x", "y", "width", "height")
_SHAPES: dict[str, Callable[[Mapping[str, str]], Extent | None]] = {
    "rect": _rectangle,
    "image": _rectangle,
    "circle": _circle,
    "ellipse": _circle,
    "line": _line,
    "polyline": _points,
    "polygon": _points,
}
