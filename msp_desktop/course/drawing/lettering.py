"""The lines of a text in a drawing for browsers, each with its place on its own baseline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from msp_desktop.course.drawing.cascade import Declarations

_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z%]*)", re.IGNORECASE)
_BASELINES = {
    **dict.fromkeys(("central", "middle"), 0.35),
    **dict.fromkeys(("hanging", "text-before-edge", "text-top", "before-edge"), 0.85),
    **dict.fromkeys(("text-after-edge", "text-bottom", "after-edge", "ideographic"), -0.2),
}
"""How far below the named line the letters stand, in their size.

It is that of the fonts for Korean, whose letters stand a little lower than Latin ones.
"""


class TextStyle(NamedTuple):
    """What style sheets say of a text or a part of one, its attributes, and its letters' size."""

    declared: Declarations
    attributes: Declarations
    size: float


class Run(NamedTuple):
    """Letters that look the same."""

    text: str
    attributes: Declarations


class TextLine(NamedTuple):
    """A line, and where its baseline begins (or has its middle or end, as it is anchored)."""

    x: float
    y: float
    runs: list[Run]


def lines_of(
    element: Element, style: Callable[[Element, list[Element]], TextStyle]
) -> list[TextLine]:
    """Return the lines of a ``text`` that have letters.

    ``style`` tells of it and of each ``tspan``, which it is given with those around it.
    """
    reader = _Reader(style)
    reader.read(element, [])
    return [line for line in reader.lines if any(run.text.strip() for run in line.runs)]


class _Reader:
    def __init__(self, style: Callable[[Element, list[Element]], TextStyle]) -> None:
        self._style = style
        self.lines: list[TextLine] = []
        self._start = 0.0
        self._x = self._y = 0.0

    def read(self, part: Element, around: list[Element], baseline: float = 0.0) -> None:
        """Read a part; ``baseline`` is that of the one around it, in letters' sizes."""
        style = self._style(part, around)
        baseline = _baseline(part, style, baseline)
        if self._move(part, style.size) or not self.lines:
            self.lines.append(TextLine(self._x, self._y + baseline * style.size, []))
        attributes = style.attributes if around else {}
        self._add(part.text, attributes)
        for child in part:
            if child.tag in ("tspan", "a"):
                before = len(self.lines)
                self.read(child, [*around, part] if around else [part], baseline)
                tail = (child.tail or "").strip()
                if tail and len(self.lines) == before:
                    self._add(child.tail, attributes)

    def _move(self, part: Element, size: float) -> bool:
        """Go where a part begins; say whether that is another line."""
        x, y = _number(part.get("x", ""), size), _number(part.get("y", ""), size)
        right, down = _number(part.get("dx", ""), size), _number(part.get("dy", ""), size)
        if x is None and y is None and not down:
            return False
        self._x = (self._start if x is None else x) + (right or 0.0)
        self._y = (self._y if y is None else y) + (down or 0.0)
        if x is not None:
            self._start = x
        return True

    def _add(self, text: str | None, attributes: Declarations) -> None:
        if text:
            kept = {key: one for key, one in attributes.items() if key not in ("x", "y")}
            self.lines[-1].runs.append(Run(text, kept))


def _baseline(part: Element, style: TextStyle, inherited: float) -> float:
    """Return how far the letters stand below the line that a part is set on, in their size."""
    for name in ("dominant-baseline", "alignment-baseline"):
        value = style.declared.get(name) or part.get(name, "")
        if value in _BASELINES:
            return _BASELINES[value]
    return inherited


def _number(text: str, size: float) -> float | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    return float(match[1]) * (size if match[2].lower() in ("em", "rem") else 1.0)
