"""The two forms of a picture, pixels and SVG, drawn a part at a time at any size.

Everything here runs off the interface's thread.  SVG is drawn through Qt's image reader and not
through ``QSvgRenderer``: the reader lets the interface go on meanwhile, draws just the part that
is asked for, and the library behind it is loaded when the first SVG is shown.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QImageReader, QPainter

MOST_KEPT = 32_000_000
"""How many pixels of a raster are kept in memory; what is larger is read a part at a time."""

MOST_TAKEN = 10_000_000
"""How many pixels a drawing has at most when it is copied or saved."""

PIXELATED = 4.0
"""The enlargement from which single pixels are shown as squares."""


class Fault(StrEnum):
    """Why a picture cannot be shown."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    OUTSIDE = "outside"
    NOT_A_PICTURE = "not-a-picture"
    TOO_LARGE = "too-large"
    UNSAFE = "unsafe"
    DAMAGED = "damaged"


class Remark(StrEnum):
    """What is to be said of a picture that is shown all the same."""

    ENDING = "ending"  # its name ends like that of another format
    SCRIPTS = "scripts"  # it has some, which are left out
    OUTSIDE = "outside"  # it refers to other files or addresses, which is left out


class Told(NamedTuple):
    """What a file is, and what is to be said of it: ``kind`` is a name like "PNG"."""

    kind: str = ""
    remarks: frozenset[Remark] = frozenset()


_SVG = Told("SVG")


class PictureError(Exception):
    """A picture that cannot be shown.  ``detail`` is a size or the system's own word, or empty."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}{': ' if detail else ''}{detail}")
        self.fault = fault
        self.detail = detail


class Picture(Protocol):
    """Something that can be drawn at any size, in part."""

    @property
    def size(self) -> QSizeF:
        """The size in the picture's own units: pixels, or an SVG's user units."""
        ...

    @property
    def on_paper(self) -> bool:
        """Whether it was made for a light ground."""
        ...

    @property
    def sharp(self) -> bool:
        """Whether it may be enlarged without harm."""
        ...

    @property
    def told(self) -> Told:
        """What there is to say of it."""
        ...

    @property
    def pending(self) -> bool:
        """Whether it is still being read, so that the next drawing shows more."""
        ...

    def suits(self, *, dark: bool) -> bool:
        """Return whether it looks as it should in that theme."""
        ...

    def in_theme(self, *, dark: bool) -> Picture:
        """Return the picture as it looks in a theme."""
        ...

    def original(self) -> Picture:
        """Return the picture as it was read from its file."""
        ...

    def drawn(self, part: QRect, full: QSize) -> QImage:
        """Return ``part`` of the picture as it looks when the whole has ``full`` pixels.

        Raises :class:`PictureError` where its data turn out to be damaged.
        """
        ...


class RasterPicture(NamedTuple):
    """A picture of pixels.  ``size`` is the file's, also where ``image`` was read reduced."""

    image: QImage
    size: QSizeF
    told: Told = Told()

    @property
    def on_paper(self) -> bool:
        """Photographs and whiteboards are on white, or were drawn to stand on it."""
        return True

    @property
    def sharp(self) -> bool:
        """Enlarged pixels blur."""
        return False

    @property
    def pending(self) -> bool:
        """It was read whole."""
        return False

    def suits(self, *, dark: bool) -> bool:
        """Return True: pixels have one look."""
        return True

    def in_theme(self, *, dark: bool) -> RasterPicture:
        """Return the picture itself."""
        return self

    def original(self) -> RasterPicture:
        """Return the picture itself."""
        return self

    def drawn(self, part: QRect, full: QSize) -> QImage:
        """Return the part: averaged where it is reduced, smooth or square where enlarged."""
        if full.width() < self.image.width():
            return self._reduced(part, full)
        across = self.image.width() / full.width()
        down = self.image.height() / full.height()
        source = QRectF(
            part.x() * across, part.y() * down, part.width() * across, part.height() * down
        )
        return self.cut(source, part.size())

    def cut(self, source: QRectF, size: QSize) -> QImage:
        """Return a part of the pixels enlarged to a size: smooth, or square from some size on."""
        result = QImage(size, self.image.format())
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform,
            source.width() * PIXELATED > size.width()
            or source.height() * PIXELATED > size.height(),
        )
        painter.drawImage(QRectF(result.rect()), self.image, source)
        painter.end()
        return result

    def _reduced(self, part: QRect, full: QSize) -> QImage:
        image = self.image
        if part == QRect(0, 0, full.width(), full.height()):
            return _averaged(image, full)
        across, down = image.width() / full.width(), image.height() / full.height()
        left, top = math.floor(part.x() * across), math.floor(part.y() * down)
        right = min(math.ceil((part.x() + part.width()) * across), image.width())
        bottom = min(math.ceil((part.y() + part.height()) * down), image.height())
        stride = image.bytesPerLine()
        start = top * stride + left * image.depth() // 8
        # A view of the same memory: a copied piece of a large picture would double it.
        piece = QImage(
            image.constBits()[start:], right - left, bottom - top, stride, image.format()
        )
        skip_x = part.x() - round(left / across)
        skip_y = part.y() - round(top / down)
        size = QSize(
            max(round((right - left) / across), skip_x + part.width()),
            max(round((bottom - top) / down), skip_y + part.height()),
        )
        return _averaged(piece, size).copy(skip_x, skip_y, part.width(), part.height())


class MovingPicture(RasterPicture):
    """A picture of several frames.  Drawn, it is the first of them."""

    data: bytes
    kind: bytes

    @classmethod
    def of(cls, first: RasterPicture, data: bytes, kind: bytes) -> MovingPicture:
        """Return the picture of a file whose first frame was read."""
        made = cls(first.image, first.size, first.told)
        made.data, made.kind = data, kind
        return made


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


def portrait(picture: Picture, ground: QColor) -> QImage:
    """Return a picture to take elsewhere: a raster as it is, a drawing large, on its ground.

    A raster that is too large to be copied is reduced.
    """
    picture = picture.original()
    if isinstance(picture, RasterPicture):
        return picture.image
    size = picture.size * (2 if picture.sharp else 1)
    fraction = math.sqrt(min(1.0, MOST_TAKEN / (size.width() * size.height())))
    full = (size * fraction).toSize().expandedTo(QSize(1, 1))
    drawn = complete(picture, full)
    if not picture.sharp:
        return drawn
    result = QImage(full, QImage.Format.Format_RGB32)
    result.fill(ground)
    painter = QPainter(result)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return result


def complete(picture: Picture, full: QSize) -> QImage:
    """Return a whole picture, read to its end where it is not yet."""
    whole = QRect(0, 0, full.width(), full.height())
    drawn = picture.drawn(whole, full)
    while picture.pending:
        drawn = picture.drawn(whole, full)
    return drawn


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


def image_buffer(data: bytes) -> QBuffer:
    """Return the bytes as a device; it must live as long as what reads from it."""
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


def image_reader(buffer: QBuffer, kind: bytes) -> QImageReader:
    """Return a reader of one format and no other."""
    reader = QImageReader(buffer, kind)
    # Qt's own guess would load every format's plugin, and would take an SVG that was not checked.
    reader.setAutoDetectImageFormat(False)
    # Qt finds a format's plugin under a lock, and looks into the device meanwhile, for which
    # PySide needs Python's lock.  Who asked for both the other way round, as reading does, could
    # wait for ever; this call makes Qt find the plugin now, while Python's lock is held.
    reader.setBackgroundColor(QColor(Qt.GlobalColor.transparent))
    return reader


def _averaged(image: QImage, size: QSize) -> QImage:
    return image.scaled(
        size.expandedTo(QSize(1, 1)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
