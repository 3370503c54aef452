"""The extent of an SVG path, curves and arcs included."""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.diagrams.geometry import Extent, bounded, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_STEPS = 400_000
"""How many steps of all paths of a picture are followed; the rest of it counts for nothing."""

_COMMAND = re.compile("([MZLHVCSQTA])([^MZLHVCSQTA]*)", re.IGNORECASE)
_NUMBER = re.compile(r"[\s,]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)")
_FLAG = re.compile(r"[\s,]*([01])")
_ARC = (_NUMBER, _NUMBER, _NUMBER, _FLAG, _FLAG, _NUMBER, _NUMBER)
"""What an arc takes: its flags may stand without a space before what follows them."""

_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2}
_ARC_STEPS = 16
_Point = tuple[float, float]


class Outline(NamedTuple):
    """A path's extent, None where it draws nothing, and how many steps it has."""

    extent: Extent | None
    steps: int


def outline(path: str, most: int) -> Outline:
    """Return the extent of a path's ``d``, following so many steps at most."""
    pen = _Pen()
    left = most
    for match in _COMMAND.finditer(path):
        kind = match[1].upper()
        relative = match[1] != kind
        left -= 1
        if left < 0:
            break
        if kind == "Z":
            pen.close()
        elif kind == "A":
            left -= pen.arcs(match[2], left, relative=relative)
        else:
            given = numbers(match[2])[: _TAKES[kind] * left]
            left -= len(given) // _TAKES[kind]
            pen.draw(kind, given, relative=relative)
    return Outline(pen.extent(), most - max(left, 0))


class _Pen:
    """Follows a path and widens its extent."""

    def __init__(self) -> None:
        self._x: float = 0.0
        self._y: float = 0.0
        self._begin: _Point = (0.0, 0.0)
        self._control: _Point | None = None
        self._before = ""
        self._left = self._top = math.inf
        self._right = self._bottom = -math.inf

    def extent(self) -> Extent | None:
        """Return what was drawn in."""
        edges = (self._left, self._top, self._right, self._bottom)
        return Extent(*edges) if all(map(math.isfinite, edges)) else None

    def close(self) -> None:
        """Go back to where this part of the path began."""
        self._x, self._y = self._begin
        self._before = "Z"

    def draw(self, kind: str, given: list[float], *, relative: bool) -> None:
        """Follow a command and what goes on without its letter."""
        count = _TAKES[kind]
        for place in range(0, len(given) - count + 1, count):
            step = given[place : place + count]
            if kind == "M" and place == 0:
                base = (self._x, self._y) if relative else (0.0, 0.0)
                self._begin = (step[0] + base[0], step[1] + base[1])
                self._x, self._y = self._begin
            elif kind == "H":
                self._to(step[0] + (self._x if relative else 0.0), self._y)
            elif kind == "V":
                self._to(self._x, step[0] + (self._y if relative else 0.0))
            elif count == 2 and kind != "T":
                base = (self._x, self._y) if relative else (0.0, 0.0)
                self._to(step[0] + base[0], step[1] + base[1])
            else:
                self._curve(kind, step, relative=relative)
            self._before = kind

    def arcs(self, text: str, most: int, *, relative: bool) -> int:
        """Follow an arc and those that go on without its letter; return how many there were."""
        count = 0
        for given in islice(_arcs(text), most):
            count += 1
            start = (self._x, self._y)
            base = start if relative else (0.0, 0.0)
            end = (given[5] + base[0], given[6] + base[1])
            self._widen(*start)
            for point in _arc(start, given, end):
                self._widen(*point)
            self._to(*end)
        self._before = "A"
        return count

    def _to(self, x: float, y: float) -> None:
        self._widen(self._x, self._y)
        self._widen(x, y)
        self._x, self._y = x, y

    def _widen(self, x: float, y: float) -> None:
        self._left = min(self._left, x)
        self._right = max(self._right, x)
        self._top = min(self._top, y)
        self._bottom = max(self._bottom, y)

    def _curve(self, kind: str, step: list[float], *, relative: bool) -> None:
        x, y = (self._x, self._y) if relative else (0.0, 0.0)
        start = (self._x, self._y)
        named = [(step[n] + x, step[n + 1] + y) for n in range(0, len(step), 2)]
        end = named[-1]
        if kind in "CS":
            first = named[0] if kind == "C" else self._mirrored(start, "CS")
            second = self._control = named[-2]
        else:
            control = named[0] if kind == "Q" else self._mirrored(start, "QT")
            self._control = control
            first, second = _between(start, control, 2 / 3), _between(end, control, 2 / 3)
        self._to(*end)
        if not (self._holds(first) and self._holds(second)):
            for point in _cubic(start, first, second, end):
                self._widen(*point)

    def _holds(self, point: _Point) -> bool:
        """Whether a point is inside what was drawn so far: a curve keeps between its points."""
        return self._left <= point[0] <= self._right and self._top <= point[1] <= self._bottom

    def _mirrored(self, at: _Point, kinds: str) -> _Point:
        """Return where a smooth curve's first control is: opposite the last one of the former."""
        if self._control is None or not self._before or self._before not in kinds:
            return at
        return 2 * at[0] - self._control[0], 2 * at[1] - self._control[1]


def _arcs(text: str) -> Iterator[list[float]]:
    """Yield the numbers of each arc."""
    place = 0
    while True:
        given: list[float] = []
        for pattern in _ARC:
            match = pattern.match(text, place)
            if match is None:
                return
            given.append(bounded(match[1]))
            place = match.end()
        yield given


def _between(one: _Point, other: _Point, share: float) -> _Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _cubic(a: _Point, b: _Point, c: _Point, d: _Point) -> Iterator[_Point]:
    """Yield the points of a curve at which it turns, across or down."""
    for axis in (0, 1):
        low, high = min(a[axis], d[axis]), max(a[axis], d[axis])
        if low <= b[axis] <= high and low <= c[axis] <= high:
            continue
        first = -a[axis] + 3 * b[axis] - 3 * c[axis] + d[axis]
        second = 2 * (a[axis] - 2 * b[axis] + c[axis])
        third = b[axis] - a[axis]
        for share in _roots(first, second, third):
            rest = 1 - share
            weights = (rest**3, 3 * rest * rest * share, 3 * rest * share * share, share**3)
            across, down = (
                sum(weight * one[way] for weight, one in zip(weights, (a, b, c, d), strict=True))
                for way in (0, 1)
            )
            yield across, down


def _roots(a: float, b: float, c: float) -> list[float]:
    """Return where a·t² + b·t + c is 0, with t between 0 and 1."""
    if abs(a) < 1e-12:
        found = [-c / b] if b else []
    else:
        inside = b * b - 4 * a * c
        if not 0 <= inside < math.inf:
            return []
        root = math.sqrt(inside)
        found = [(-b - root) / (2 * a), (-b + root) / (2 * a)]
    return [one for one in found if 0 < one < 1]


def _arc(start: _Point, given: list[float], end: _Point) -> Iterator[_Point]:
    """Yield points of an elliptical arc, near enough for its extent."""
    across, down = abs(given[0]), abs(given[1])
    if not across or not down or start == end:
        return
    turn = math.radians(given[2])
    cosine, sine = math.cos(turn), math.sin(turn)
    half = ((start[0] - end[0]) / 2, (start[1] - end[1]) / 2)
    x = cosine * half[0] + sine * half[1]
    y = -sine * half[0] + cosine * half[1]
    stretch = (x / across) ** 2 + (y / down) ** 2
    if not math.isfinite(stretch):
        return
    if stretch > 1:
        across, down = across * math.sqrt(stretch), down * math.sqrt(stretch)
    over = (across * y) ** 2 + (down * x) ** 2
    rest = max((across * down) ** 2 - over, 0.0)
    share = math.sqrt(rest / over) if over else 0.0
    if bool(given[3]) == bool(given[4]):
        share = -share
    middle = (share * across * y / down, -share * down * x / across)
    first = math.atan2((y - middle[1]) / down, (x - middle[0]) / across)
    last = math.atan2((-y - middle[1]) / down, (-x - middle[0]) / across)
    if given[4] and last < first:
        last += 2 * math.pi
    elif not given[4] and last > first:
        last -= 2 * math.pi
    centre = (
        cosine * middle[0] - sine * middle[1] + (start[0] + end[0]) / 2,
        sine * middle[0] + cosine * middle[1] + (start[1] + end[1]) / 2,
    )
    for step in range(1, _ARC_STEPS):
        angle = first + (last - first) * step / _ARC_STEPS
        u, v = across * math.cos(angle), down * math.sin(angle)
        yield centre[0] + cosine * u - sine * v, centre[1] + sine * u + cosine * v
