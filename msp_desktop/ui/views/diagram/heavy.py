"""Large SVGs: drawn in parts, so that the first of them shows early and few are in memory."""

from __future__ import annotations

import threading

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from msp_desktop.ui.views.diagram.forms import Fault, PictureError
from msp_desktop.ui.views.diagram.vector import VectorPicture

PART = 64 * 1024
"""Bytes of SVG that are drawn at a time.

Qt takes some six megabytes for them, and Python's lock for ten milliseconds.
"""


class HeavyPicture(VectorPicture):
    """An SVG in parts.  The first drawing of all of it is given out as it grows."""

    parts: tuple[bytes, ...]
    _lock: threading.Lock
    _seen: bool
    _growing: tuple[QSize, QImage, int] | None

    @classmethod
    def of_parts(cls, picture: VectorPicture, *, seen: bool = False) -> HeavyPicture:
        """Return a picture in parts; ``seen`` says that it was drawn before, in another theme."""
        from msp_desktop.course import svg

        # Its author's text, which is as long, is looked at again only for another theme, and the
        # markup is held once, in parts.
        source = picture.source if picture.themes else ""
        made = cls(*picture._replace(source=source, markup=b""))
        made.parts = tuple(svg.split(picture.markup, PART))
        made._lock = threading.Lock()
        made._seen = seen or len(made.parts) == 1
        made._growing = None
        return made

    @property
    def documents(self) -> tuple[bytes, ...]:
        """The parts, to be drawn one over the other."""
        return self.parts

    @property
    def pending(self) -> bool:
        """Whether the next drawing of all of it will show more."""
        return self._growing is not None

    def in_theme(self, *, dark: bool) -> VectorPicture:
        """Return the picture as it looks in a theme."""
        if self.suits(dark=dark):
            return self
        picture = VectorPicture(*self).in_theme(dark=dark)
        return HeavyPicture.of_parts(picture, seen=True)

    def drawn(self, part: QRect, full: QSize) -> QImage:
        """Return the part, or of the whole picture at first as much as there is."""
        whole = part == QRect(0, 0, full.width(), full.height())
        with self._lock:
            if self._seen or not whole:
                return self._drawn_on(_empty(part.size()), 0, len(self.parts), part, full)
            if self._growing is None or self._growing[0] != full:
                self._growing = (full, _empty(full), 0)
            _, image, done = self._growing
            # The first shows early; later ones come in larger steps, each of which is painted.
            last = min(max(1, 2 * done), len(self.parts))
            image = self._drawn_on(image, done, last, part, full)
            self._growing = (full, image, last)
            if last == len(self.parts):
                self._seen, self._growing = True, None
            return image.copy()

    def _drawn_on(self, image: QImage, first: int, last: int, part: QRect, full: QSize) -> QImage:
        painter = QPainter(image)
        painter.translate(-part.topLeft())
        for document in self.parts[first:last]:
            _draw(painter, document, full)
        painter.end()
        return image


def _draw(painter: QPainter, document: bytes, full: QSize) -> None:
    """Draw a document; right onto the image, since a second one of a screen's size is much."""
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer()
    # It would want a timer, which this thread cannot give it.
    renderer.setAnimationEnabled(False)
    if not renderer.load(document):
        raise PictureError(Fault.DAMAGED)
    renderer.render(painter, QRectF(0, 0, full.width(), full.height()))


def _empty(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image
