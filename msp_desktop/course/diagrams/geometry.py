"""Numbers, transforms and extents of SVG, as far as finding places in a picture needs them."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LENGTH = re.compile(_NUMBER.pattern + r"\s*(px|pt|pc|in|cm|mm|)")
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
}
_STEP = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")
_MOST_NUMBERS = 100_000
_MOST_TURNS = 50
_FARTHEST = 1e9


class Matrix(NamedTuple):
    """An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, inner: Matrix) -> Matrix:
        """Return the map that applies the inner one first."""
        if inner is IDENTITY:
            return self
        a, b, c, d, e, f = self
        return Matrix(
            a * inner.a + c * inner.b,
            b * inner.a + d * inner.b,
            a * inner.c + c * inner.d,
            b * inner.c + d * inner.d,
            a * inner.e + c * inner.f + e,
            b * inner.e + d * inner.f + f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inverse(self) -> Matrix | None:
        """Return the map back, None where there is none."""
        a, b, c, d, e, f = self
        scale = a * d - b * c
        if not scale or not math.isfinite(scale):
            return None
        return Matrix(
            d / scale,
            -b / scale,
            -c / scale,
            a / scale,
            (c * f - d * e) / scale,
            (b * e - a * f) / scale,
        )


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


class Extent(NamedTuple):
    """A rectangle by its edges, in the units of a picture."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, x: float, y: float, width: float, height: float) -> Extent:
        """Return the extent of a corner and a size."""
        return cls(x, y, x + width, y + height)

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def joined(self, other: Extent) -> Extent:
        """Return the smallest extent around both."""
        return Extent(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def under(self, matrix: Matrix) -> Extent:
        """Return the extent of what a map makes of it."""
        if matrix is IDENTITY:
            return self
        corners = [
            matrix.point(x, y) for x in (self.left, self.right) for y in (self.top, self.bottom)
        ]
        across = [x for x, _ in corners]
        down = [y for _, y in corners]
        return Extent(min(across), min(down), max(across), max(down))


def numbers(text: str) -> list[float]:
    """Return the numbers in a text, as lists of points have them."""
    return [bounded(one) for one in _NUMBER.findall(text)[:_MOST_NUMBERS]]


def length(text: str) -> float | None:
    """Return a length in pixels; None for none and for one that is relative."""
    match = _LENGTH.fullmatch(text.strip())
    return bounded(match[0].removesuffix(match[1])) * _UNITS[match[1]] if match else None


def bounded(text: str) -> float:
    """Return a number that can be reckoned with: what is beyond any picture is at a bound."""
    return min(max(float(text), -_FARTHEST), _FARTHEST)


def transform(text: str) -> Matrix:
    """Return what a ``transform`` says; what makes no sense of it is left out."""
    matrix = IDENTITY
    if not text:
        return matrix
    for name, inside in _STEP.findall(text)[:_MOST_TURNS]:
        matrix = matrix.then(_step(name, numbers(inside)))
    return matrix


def _step(name: str, given: list[float]) -> Matrix:
    if name == "matrix" and len(given) == 6:
        return Matrix(*given)
    if name == "translate" and len(given) in {1, 2}:
        return Matrix(1, 0, 0, 1, given[0], given[1] if len(given) == 2 else 0)
    if name == "scale" and len(given) in {1, 2}:
        return Matrix(given[0], 0, 0, given[-1], 0, 0)
    if name == "rotate" and len(given) in {1, 3}:
        sine, cosine = math.sin(math.radians(given[0])), math.cos(math.radians(given[0]))
        turn = Matrix(cosine, sine, -sine, cosine, 0, 0)
        if len(given) == 1:
            return turn
        x, y = given[1:]
        return Matrix(1, 0, 0, 1, x, y).then(turn).then(Matrix(1, 0, 0, 1, -x, -y))
    if name in {"skewX", "skewY"} and len(given) == 1:
        slant = math.tan(math.radians(given[0]))
        return Matrix(1, 0, slant, 1, 0, 0) if name == "skewX" else Matrix(1, slant, 0, 1, 0, 0)
    return IDENTITY
