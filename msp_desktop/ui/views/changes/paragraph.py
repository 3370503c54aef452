"""A few words in several looks, laid out once for a width and painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPalette, QTextCharFormat, QTextLayout, QTextOption

from msp_desktop.ui.models.differences import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor, QFont, QPainter
    from PySide6.QtWidgets import QLabel

    from msp_desktop.ui.models.differences import Piece
    from msp_desktop.ui.theme import Theme

PITCH = 1.5
"""The distance of two lines in multiples of the font's size."""

_BREAK = "\u2028"
_END_OF_LINE = "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}"


class Paragraph:
    """Text of one font; what has a format of its own is painted in that.

    Heights and widths are device-independent pixels.
    """

    def __init__(
        self,
        font: QFont,
        colour: QColor,
        spans: Iterable[tuple[str, QTextCharFormat | None]],
    ) -> None:
        self._colour = colour
        self._pitch = font.pixelSize() * PITCH
        texts: list[str] = []
        ranges: list[QTextLayout.FormatRange] = []
        at = 0
        for text, look in spans:
            shown = text.replace("\n", _BREAK)
            length = _units(shown)
            if look is not None:
                one = QTextLayout.FormatRange()
                one.start, one.length, one.format = at, length, look  # pyright: ignore
                ranges.append(one)
            texts.append(shown)
            at += length
        self._layout = QTextLayout("".join(texts), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(ranges)
        self._width = -1
        self._height = 0

    def height(self, width: int) -> int:
        """Return how high it is at a width."""
        if width != self._width:
            self._width = width
            self._height = self._laid_out(max(width, 20))
        return self._height

    def paint(self, painter: QPainter, left: int, top: int) -> None:
        """Paint it as it was laid out last."""
        painter.setPen(self._colour)
        self._layout.draw(painter, QPointF(left, top))

    def _laid_out(self, width: int) -> int:
        high = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, high + max(0.0, self._pitch - line.height()) / 2))
            high += max(self._pitch, line.height())
        self._layout.endLayout()
        return round(high)


def difference_spans(
    pieces: Iterable[Piece], theme: Theme
) -> list[tuple[str, QTextCharFormat | None]]:
    """Return what became of words: struck out and underlined, so that no colour is needed."""
    removed, added, faint = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    removed.setFontStrikeOut(True)
    removed.setForeground(theme.colour("removed"))
    removed.setBackground(theme.colour("removed-ground"))
    added.setFontUnderline(True)
    added.setForeground(theme.colour("added"))
    added.setBackground(theme.colour("added-ground"))
    faint.setForeground(theme.colour("faint"))
    spans: list[tuple[str, QTextCharFormat | None]] = []
    for kind, text in pieces:
        match kind:
            case Kind.REMOVED:
                # The line's end that went does not end a line any more.
                spans.append((text.replace("\n", _END_OF_LINE), removed))
            case Kind.ADDED:
                alone = not text.strip()
                spans.append((text.replace("\n", f"{_END_OF_LINE}\n") if alone else text, added))
            case Kind.LEFT_OUT:
                spans.append((f" {text} ", faint))
            case _:
                spans.append((text, None))
    return spans


def dress(label: QLabel, theme: Theme, role: str, size: str, *, bold: bool = False) -> None:
    """Give a label of the page a colour and a font by the theme's roles."""
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, theme.colour(role))
    label.setPalette(palette)
    # On paper it would be another one.
    label.setForegroundRole(QPalette.ColorRole.WindowText)
    label.setFont(theme.font(size, bold=bold))


def _units(text: str) -> int:
    """Return how long a text is as Qt counts it: in UTF-16 units."""
    return len(text) + sum(one > "\uffff" for one in text)
