"""Texts of one font, measured once and broken into a few lines once per width."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QTextLayout, QTextOption

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

PITCH = 1.4
"""The distance of two lines in multiples of the font's size: titles are set closer than prose."""

_REMEMBERED = 4000
"""How many broken texts are kept; what is on the screen is far less."""

_NARROWEST = 8.0
"""Text is not laid out narrower than this, in device-independent pixels."""


class Fitted(NamedTuple):
    """A text as it is shown: its lines, and whether some of it had no room."""

    lines: tuple[str, ...]
    cut: bool


class Lettering:
    """Fits texts into rows; what was measured once is remembered.

    Widths and heights are device-independent pixels.  ``pitch`` is the height of a line.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self.pitch = round(QFontInfo(font).pixelSize() * PITCH)
        tall = self._metrics.ascent() + self._metrics.descent()
        self._baseline = (self.pitch - tall) / 2 + self._metrics.ascent()
        self._across: dict[str, float] = {}
        self._fitted: dict[tuple[str, float, float, int], Fitted] = {}

    def across(self, text: str) -> float:
        """Return how wide a text is on one line."""
        known = self._across.get(text)
        if known is None:
            known = self._across[text] = self._metrics.horizontalAdvance(text)
        return known

    def lines(self, text: str, first: float, most: int = 2) -> int:
        """Return how many lines a row keeps for a text, without the cost of breaking it.

        A text that does not fit its ``first`` line has all of ``most``.
        """
        return 1 if most == 1 or self.across(text) <= first else most

    def fit(self, text: str, first: float, rest: float, most: int = 2) -> Fitted:
        """Break a text into at most ``most`` lines; the last one is cut where it must be.

        A line is broken between words, or anywhere where a word is longer than the line.
        """
        if self.across(text) <= first:
            return Fitted((text,), cut=False)
        key = (text, first, rest, most)
        known = self._fitted.get(key)
        if known is None:
            if len(self._fitted) >= _REMEMBERED:
                self._fitted.clear()
            widths = [max(width, _NARROWEST) for width in (first, *[rest] * (most - 1))]
            known = self._fitted[key] = self._broken(text, widths)
        return known

    def draw(self, painter: QPainter, x: float, top: float, *lines: str) -> None:
        """Paint lines below each other, the first one's top at ``top``."""
        painter.setFont(self.font)
        for number, line in enumerate(lines):
            painter.drawText(QPointF(x, top + number * self.pitch + self._baseline), line)

    def _broken(self, text: str, widths: list[float]) -> Fitted:
        layout = QTextLayout(text, self.font)
        layout.setTextOption(_wrapped())
        lines: list[str] = []
        units = _Units(text)
        layout.beginLayout()
        for width in widths[:-1]:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            end = line.textStart() + line.textLength()
            lines.append(units.cut(line.textStart(), end).rstrip())
            if end >= units.length:
                layout.endLayout()
                return Fitted(tuple(lines), cut=False)
        line = layout.createLine()
        start = line.textStart() if line.isValid() else 0
        layout.endLayout()
        remaining = units.cut(start, units.length)
        shown = self._metrics.elidedText(remaining, Qt.TextElideMode.ElideRight, widths[-1])
        return Fitted((*lines, shown), cut=shown != remaining)


def _wrapped() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


class _Units:
    """A text as Qt counts it: in UTF-16 units, of which an emoji takes two."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Most texts have none, and the codec is a module of its own to import.
        self._units = (
            text.encode("utf-16-le", "surrogatepass") if max(text, default="") > "\uffff" else None
        )
        self.length = len(text) if self._units is None else len(self._units) // 2

    def cut(self, start: int, end: int) -> str:
        """Return the text between two units."""
        if self._units is None:
            return self._text[start:end]
        return self._units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
