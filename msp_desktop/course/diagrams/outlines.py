"""The extent of an SVG path, curves and arcs included."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.diagrams.geometry import Extent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.diagrams.geometry import Matrix

MOST_STEPS = 400_000
"""How many steps of all paths of a picture are followed; the rest of it counts for nothing."""

_TOKEN = re.compile(
    r"([MmZzLlHhVvCcSsQqTtAa])|([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)"
)
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_Point = tuple[float, float]


class Outline(NamedTuple):
    """A path's extent, None where it draws nothing, and how many steps it has."""

    extent: Extent | None
    steps: int


def outline(path: str, matrix: Matrix, most: int) -> Outline:
    """Return the extent of a path's ``d`` under a map, following so many steps at most."""
    pen = _Pen()
    count = 0
    for command, given in _steps(path):
        if count >= most:
            break
        count += 1
        pen.draw(command, given)
    if not pen.points:
        return Outline(None, count)
    across, down = zip(*(matrix.point(x, y) for x, y in pen.points), strict=True)
    return Outline(Extent(min(across), min(down), max(across), max(down)), count)


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; a command that goes on without its letter again."""
    command, given = "", list[float]()
    for match in _TOKEN.finditer(path):
        if match[1]:
            command, given = match[1], []
            if command in "Zz":
                yield command, given
        elif command and command not in "Zz":
            text = match[2]
            if command in "Aa" and len(given) in {3, 4} and len(text) > 1 and text[0] in "01":
                # Flags may stand without a space before what follows them.
                given += _flags(text, len(given))
            else:
                given.append(float(text))
            if len(given) >= _TAKES[command.upper()]:
                yield command, given
                given = []
                command = {"M": "L", "m": "l"}.get(command, command)


def _flags(text: str, count: int) -> list[float]:
    found = [float(text[0])]
    rest = text[1:]
    if count == 3 and rest[:1] in {"0", "1"} and rest:
        found.append(float(rest[0]))
        rest = rest[1:]
    match = _TOKEN.fullmatch(rest)
    return found + ([float(rest)] if match and match[2] else [])


class _Pen:
    """Follows a path and notes points whose extent is the path's."""

    def __init__(self) -> None:
        self.points: list[_Point] = []
        self._at: _Point = (0.0, 0.0)
        self._begin: _Point = (0.0, 0.0)
        self._control: _Point | None = None
        self._before = ""

    def draw(self, command: str, given: list[float]) -> None:
        """Take one step."""
        kind = command.upper()
        base = self._at if command != kind else (0.0, 0.0)
        at = self._at
        if kind == "Z":
            self._at = self._begin
        elif kind == "M":
            self._at = self._begin = (given[0] + base[0], given[1] + base[1])
        else:
            if not self.points or at == self._begin:
                self.points.append(at)
            self._go(kind, given, base)
        if kind not in "CSQT":
            self._control = None
        self._before = kind

    def _go(self, kind: str, given: list[float], base: _Point) -> None:
        at = self._at
        if kind == "H":
            self._at = (given[0] + base[0], at[1])
        elif kind == "V":
            self._at = (at[0], given[0] + base[1])
        elif kind == "A":
            self._at = (given[5] + base[0], given[6] + base[1])
            self.points += _arc(at, given, self._at)
        else:
            named = [
                (x + base[0], y + base[1]) for x, y in zip(given[::2], given[1::2], strict=True)
            ]
            self._at = named[-1]
            if kind in "CS":
                first = named[0] if kind == "C" else self._mirrored(at, "CS")
                self._control = named[-2]
                self.points += _cubic(at, first, named[-2], self._at)
            elif kind in "QT":
                control = named[0] if kind == "Q" else self._mirrored(at, "QT")
                self._control = control
                first = _between(at, control, 2 / 3)
                self.points += _cubic(at, first, _between(self._at, control, 2 / 3), self._at)
        self.points.append(self._at)

    def _mirrored(self, at: _Point, kinds: str) -> _Point:
        """Return where a smooth curve's first control is: opposite the last one of the former."""
        if self._control is None or self._before not in kinds:
            return at
        return 2 * at[0] - self._control[0], 2 * at[1] - self._control[1]


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


_ARC_STEPS = 16
