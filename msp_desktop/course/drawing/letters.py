"""Letters that a mathematical font lacks, Hangul first of all, as text among its outlines."""

# The library says nothing of what a font's tables hold.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element

from ziafont.fonttypes import BBox
from ziafont.glyph import SimpleGlyph
from ziamath.mathfont import MathFont

if TYPE_CHECKING:
    from ziafont.font import Font
    from ziamath.styles import MathVariant

_WIDE, _NARROW = 0.95, 0.6
"""How wide letters are, in their size: as wide as the widest of the fonts that may draw them."""
_ASCENT, _DESCENT = 0.82, 0.14


class BorrowedLetter(SimpleGlyph):
    """A letter that the renderer takes from a font of the system."""

    def __init__(self, letter: str, font: Font) -> None:
        units = int(font.info.layout.unitsperem)
        self._width = round(units * (_WIDE if east_asian_width(letter) in "WF" else _NARROW))
        box = BBox(0, self._width, -_DESCENT * units, _ASCENT * units)
        super().__init__(0, [], box, font)
        self._letter = letter
        self._share = self._width / units

    def advance(self, nextchr: SimpleGlyph | None = None) -> int:  # noqa: ARG002
        """Return its width in the font's units."""
        return self._width

    def place(self, x: float, y: float, point_size: float) -> Element:
        """Return the letter as text, in the middle of its width."""
        text = Element("text", {"text-anchor": "middle", "font-size": f"{point_size:g}"})
        text.set("x", f"{x + self._share * point_size / 2:.2f}")
        text.set("y", f"{y:.2f}")
        text.text = self._letter
        return text


class BorrowingFont(MathFont):
    """A mathematical font that borrows the letters it lacks."""

    def findglyph(self, char: str, variant: MathVariant) -> SimpleGlyph:
        """Return the glyph of a character."""
        if not char.isspace() and ord(char) > 0x7F and self.glyphindex(char) == 0:
            return BorrowedLetter(char, self)
        return super().findglyph(char, variant)
