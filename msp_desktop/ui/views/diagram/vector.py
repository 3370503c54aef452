"""SVG pictures, drawn sharp at any size.

An SVG is drawn through Qt's image reader: the reader draws just the part that is asked for, and the
library behind it is loaded when the first SVG is shown.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, QSizeF
from PySide6.QtGui import QFont, QFontDatabase, QImage

from msp_desktop.ui.views.diagram.forms import (
    Fault,
    PictureError,
    Told,
    image_buffer,
    image_reader,
)

_SVG = Told("SVG")


class VectorPicture(NamedTuple):
    """An SVG that was found safe.

    ``source`` is as its author wrote it, ``markup`` as Qt reads it in a theme; ``themes`` says
    whether it has a dark theme of its own.
    """

    source: str
    markup: bytes
    size: QSizeF
    dark: bool
    themes: bool
    told: Told = Told()

    @classmethod
    def of(cls, source: str, *, dark: bool, told: Told = _SVG) -> VectorPicture:
        """Return the picture of a safe SVG in a theme."""
        from msp_desktop.course import svg

        size = QSizeF(*svg.size(source))
        return cls(source, _markup(source, dark=dark), size, dark, svg.has_dark_theme(source), told)

    @property
    def on_paper(self) -> bool:
        """An author who gave it no dark theme drew it for a light ground."""
        return not self.themes

    @property
    def sharp(self) -> bool:
        """It is drawn anew at each size."""
        return True

    @property
    def pending(self) -> bool:
        """It was read whole."""
        return False

    def suits(self, *, dark: bool) -> bool:
        """Return whether it looks as it should in that theme."""
        return dark == self.dark or not self.themes

    def in_theme(self, *, dark: bool) -> VectorPicture:
        """Return the picture as it looks in a theme."""
        if self.suits(dark=dark):
            return self
        return self._replace(markup=_markup(self.source, dark=dark), dark=dark)

    def original(self) -> VectorPicture:
        """Return the picture itself."""
        return self

    def drawn(self, part: QRect, full: QSize) -> QImage:
        """Return the part, drawn sharp; raises :class:`PictureError` where Qt cannot."""
        return drawn_from(self.markup, part, full)

    @property
    def documents(self) -> tuple[bytes, ...]:
        """What is to be drawn one over the other."""
        return (self.markup,)


def drawn_from(markup: bytes, part: QRect, full: QSize) -> QImage:
    """Draw a part of an SVG; raises :class:`PictureError` where Qt cannot."""
    buffer = image_buffer(markup)
    reader = image_reader(buffer, b"svg")
    reader.setScaledSize(full)
    reader.setScaledClipRect(part)
    image = reader.read()
    if image.isNull():
        raise PictureError(Fault.DAMAGED)
    return image


def _markup(source: str, *, dark: bool) -> bytes:
    from msp_desktop.course import svg

    hints = QFont.StyleHint
    generic = {
        "sans-serif": _family(hints.SansSerif),
        "system-ui": _family(hints.SansSerif),
        "serif": _family(hints.Serif),
        "monospace": _family(hints.Monospace),
    }
    there = QFontDatabase.families()
    return svg.framed(svg.with_fonts(svg.themed(source, dark=dark), there, generic)).encode()


def _family(hint: QFont.StyleHint) -> str:
    font = QFont()
    font.setStyleHint(hint)
    return font.defaultFamily()
