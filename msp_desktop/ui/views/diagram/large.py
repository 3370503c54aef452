"""Pictures with more pixels than memory should hold: a reduced whole, and parts read when needed.

The whole is reduced while it is read, some strips at a time, so that what there is of it shows
early.  Looked at closely, only the rows and columns in sight are read again from the file, band by
band.  Memory is bounded by the window's size, whatever the picture claims to be.
"""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from msp_desktop.ui.views.diagram.forms import Pixels
from msp_desktop.ui.views.diagram.raster import RasterPicture, averaged
from msp_desktop.ui.views.diagram.scanlines import Scanlines

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.ui.views.diagram.forms import Told
    from msp_desktop.ui.views.diagram.png import Head, Pass
    from msp_desktop.ui.views.diagram.scanlines import Strip

MOST_WHOLE = 8_000_000
"""Pixels of the reduced whole."""

MOST_BAND = 2_000_000
"""Pixels of the file that are held at a time while a part is drawn."""

SLICE = 8
"""How many strips of the file are read before what there is of the whole is shown."""


class Source(Protocol):
    """Where the pixels of a large picture come from."""

    @property
    def size(self) -> QSize:
        """How many pixels there are."""
        ...

    @property
    def whole(self) -> QImage:
        """The picture reduced, as far as it was read."""
        ...

    @property
    def pending(self) -> bool:
        """Whether there is more to come of the whole."""
        ...

    def read_on(self) -> None:
        """Read some more of the whole; raises :class:`.forms.PictureError`."""
        ...

    def region(self, part: QRect) -> QImage:
        """Return a part with all its pixels; raises :class:`.forms.PictureError`."""
        ...


class LargePicture(Pixels):
    """A picture that is never whole in memory."""

    def __init__(self, source: Source, told: Told) -> None:
        self._source = source
        self.told = told
        # Drawing, copying and thumbnails each have a thread of their own.
        self._lock = threading.Lock()
        self._coarse = False

    @property
    def size(self) -> QSizeF:
        """The size in pixels."""
        return QSizeF(self._source.size)

    @property
    def pending(self) -> bool:
        """Whether the next drawing will show more."""
        return self._source.pending or self._coarse

    def drawn(self, part: QRect, full: QSize) -> QImage:
        """Return the part; while the picture is being read, as much as there is of it."""
        with self._lock:
            source = self._source
            early = source.pending
            if early:
                source.read_on()
            whole = source.whole
            finer = full.width() > whole.width() or full.height() > whole.height()
            # What is there is shown first, however coarse.
            self._coarse = early and finer
            if finer and not early:
                return self._closely(part, full)
            return RasterPicture(whole, QSizeF(whole.size())).drawn(part, full)

    def _closely(self, part: QRect, full: QSize) -> QImage:
        size = self._source.size
        across, down = size.width() / full.width(), size.height() / full.height()
        clear = self._source.whole.hasAlphaChannel()
        formats = QImage.Format
        result = QImage(
            part.size(), formats.Format_ARGB32_Premultiplied if clear else formats.Format_RGB32
        )
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        # Neither the pixels of the file nor those they become may be too many at a time.
        height = MOST_BAND / max((part.width() * across + 2) * down, part.width())
        height = max(1, int(height))
        for top in range(0, part.height(), height):
            band = QRect(part.x(), part.y() + top, part.width(), min(height, part.height() - top))
            painter.drawImage(0, top, self._band(band, full, across, down))
        painter.end()
        return result

    def _band(self, band: QRect, full: QSize, across: float, down: float) -> QImage:
        # A pixel more on each side: what is enlarged or averaged looks at its neighbours.
        left, top = math.floor(band.x() * across) - 1, math.floor(band.y() * down) - 1
        right = math.ceil((band.x() + band.width()) * across) + 1
        bottom = math.ceil((band.y() + band.height()) * down) + 1
        rect = QRect(left, top, right - left, bottom - top)
        rect &= QRect(QPoint(), self._source.size)
        piece = self._source.region(rect)
        if across > 1 or down > 1:
            return _reduced(piece, rect, band, across, down)
        source = QRectF(
            band.x() * across - rect.x(),
            band.y() * down - rect.y(),
            band.width() * across,
            band.height() * down,
        )
        return RasterPicture(piece, QSizeF(piece.size())).cut(source, band.size())


def _reduced(piece: QImage, rect: QRect, band: QRect, across: float, down: float) -> QImage:
    """Return a band of a reduced picture from the pixels that it is made of."""
    size = QSize(round(rect.width() / across), round(rect.height() / down))
    small = averaged(piece, size)
    x = max(0, min(band.x() - round(rect.x() / across), small.width() - band.width()))
    y = max(0, min(band.y() - round(rect.y() / down), small.height() - band.height()))
    cut = small.copy(x, y, min(band.width(), small.width()), min(band.height(), small.height()))
    if cut.size() == band.size():
        return cut
    return cut.scaled(band.size())


class PngSource:
    """The pixels of a PNG file, by strips; ``start`` is where in the file they begin."""

    def __init__(self, path: Path, head: Head, start: int) -> None:
        self._lines = Scanlines(path, head, start)
        self._kept: tuple[tuple[int, int], Strip] | None = None
        formats = QImage.Format
        self._format = formats.Format_ARGB32_Premultiplied if head.clear else formats.Format_RGB32
        factor = max(1, math.ceil(math.sqrt(head.width * head.height / MOST_WHOLE)))
        # Strips have a multiple of 16 rows, so those of the whole are made of whole ones.
        self._factor = next((one for one in (1, 2, 4, 8, 16) if one >= factor), 16)
        size = QSize(-(-head.width // self._factor), -(-head.height // self._factor))
        self.whole = QImage(size, self._format)
        self.whole.fill(Qt.GlobalColor.transparent if head.clear else Qt.GlobalColor.white)

    @property
    def size(self) -> QSize:
        """How many pixels there are."""
        return QSize(self._lines.head.width, self._lines.head.height)

    @property
    def pending(self) -> bool:
        """Whether there is more to come of the whole."""
        return self._lines.ahead is not None

    def read_on(self) -> None:
        """Read some strips more; raises :class:`.forms.PictureError`."""
        for _ in range(SLICE):
            ahead = self._lines.ahead
            if ahead is None:
                return
            strip = self._lines.strip(*ahead)
            one = self._lines.passes[ahead[0]]
            if self._lines.head.interlaced:
                self._scatter_reduced(strip, one)
            else:
                self._reduce(strip)

    def region(self, part: QRect) -> QImage:
        """Return a part with all its pixels; raises :class:`.forms.PictureError`."""
        result = QImage(part.size(), self._format)
        for number, one in enumerate(self._lines.passes):
            rows = self._lines.rows(number)
            # Rows of the pass within the part.
            top = max(0, -(-(part.top() - one.top) // one.down))
            bottom = (part.bottom() - one.top) // one.down
            if bottom < top or bottom < 0:
                continue
            for index in range(top // rows, min(bottom, one.height - 1) // rows + 1):
                _put(self._strip(number, index), one, result, part.topLeft())
        return result

    def _strip(self, number: int, index: int) -> Strip:
        if self._kept is None or self._kept[0] != (number, index):
            self._kept = ((number, index), self._lines.strip(number, index))
        return self._kept[1]

    def _reduce(self, strip: Strip) -> None:
        image = self._coloured(strip)
        rows = -(-image.height() // self._factor)
        small = averaged(image, QSize(self.whole.width(), rows))
        painter = QPainter(self.whole)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(0, strip.first // self._factor, small)
        painter.end()

    def _scatter_reduced(self, strip: Strip, one: Pass) -> None:
        """Put the pixels of a pass where they are in the whole, if they are on its grid."""
        step = self._factor
        if one.left % step or one.top % step:
            return
        _scatter(
            self._coloured(strip),
            self.whole,
            (one.left // step, max(1, one.across // step)),
            ((one.top + strip.first * one.down) // step, max(1, one.down // step)),
        )

    def _coloured(self, strip: Strip) -> QImage:
        rest = QRect(0, strip.skipped, strip.image.width(), strip.rows)
        return strip.image.copy(rest).convertToFormat(self._format)


def _put(strip: Strip, one: Pass, result: QImage, corner: QPoint) -> None:
    """Put the pixels of a strip into a part of the picture that begins at a corner."""
    # Columns and rows of the pass that are in the part.
    left = max(0, -(-(corner.x() - one.left) // one.across))
    right = min(one.width, -(-(corner.x() + result.width() - one.left) // one.across))
    top = max(strip.first, -(-(corner.y() - one.top) // one.down))
    bottom = min(strip.first + strip.rows, -(-(corner.y() + result.height() - one.top) // one.down))
    if right <= left or bottom <= top:
        return
    rect = QRect(left, top - strip.first + strip.skipped, right - left, bottom - top)
    piece = strip.image.copy(rect).convertToFormat(result.format())
    _scatter(
        piece,
        result,
        (left * one.across + one.left - corner.x(), one.across),
        (top * one.down + one.top - corner.y(), one.down),
    )


def _scatter(
    image: QImage, result: QImage, columns: tuple[int, int], rows: tuple[int, int]
) -> None:
    """Put the pixels of an image into another one, each so many columns and rows further.

    ``columns`` and ``rows`` are where the first one goes, and how far it is to the next.  Both
    images have pixels of 32 bits.
    """
    (left, across), (top, down) = columns, rows
    if across == down == 1:
        painter = QPainter(result)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(left, top, image)
        painter.end()
        return
    source = memoryview(image.constBits()).cast("B").cast("I")
    target = memoryview(result.bits()).cast("B").cast("I")
    wide, long = image.bytesPerLine() // 4, result.bytesPerLine() // 4
    count = min(image.width(), -(-(result.width() - left) // across))
    for row in range(image.height()):
        y = top + row * down
        if y >= result.height():
            break
        start = y * long + left
        target[start : start + (count - 1) * across + 1 : across] = source[
            row * wide : row * wide + count
        ]
