"""The pixels of a large JPEG: reduced by its decoder, or a part of it, as it was held."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QTransform

from msp_desktop.ui.views.diagram.forms import Fault, PictureError
from msp_desktop.ui.views.diagram.large import MOST_WHOLE

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

MOST_COEFFICIENTS = 128 << 20
"""Bytes of memory that decoding a progressive photograph may take: it is held whole."""

_FRAMES = frozenset(
    (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
)
_PROGRESSIVE = frozenset((0xC2, 0xC6, 0xCA, 0xCE))
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))

_Transformation = QImageIOHandler.Transformation


def coefficients(file: BinaryIO) -> int:
    """Return the bytes of memory that a JPEG's decoder needs for the whole of it.

    It is 0 for one that is decoded row by row, and where the file does not tell.
    """
    file.seek(2)
    while True:
        head = file.read(2)
        if len(head) < 2 or head[0] != 0xFF:
            return 0
        kind = head[1]
        if kind == 0xFF:
            file.seek(-1, 1)
            continue
        if kind in _ALONE:
            continue
        size = int.from_bytes(file.read(2), "big")
        if size < 2 or kind == 0xDA:
            return 0
        if kind not in _FRAMES:
            file.seek(size - 2, 1)
            continue
        frame = file.read(size - 2)
        if kind not in _PROGRESSIVE or len(frame) < 6:
            return 0
        return _held(frame)


def _held(frame: bytes) -> int:
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    shares = [(byte >> 4, byte & 15) for byte in frame[7 : 6 + 3 * frame[5] : 3]]
    most = max((across for across, _ in shares), default=1) or 1
    tallest = max((down for _, down in shares), default=1) or 1
    return sum(2 * width * height * across * down // (most * tallest) for across, down in shares)


class JpegSource:
    """The pixels of a JPEG file, which is opened anew for each part."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        reader = self._reader()
        self._stored = reader.size()
        self._turn = reader.transformation()
        if self._stored.isEmpty():
            raise PictureError(Fault.DAMAGED)
        fraction = math.sqrt(MOST_WHOLE / (self._stored.width() * self._stored.height()))
        self._small = (self._stored * min(1.0, fraction)).expandedTo(QSize(1, 1))
        self.whole = QImage(self._upright(self._small), QImage.Format.Format_RGB32)
        self.whole.fill(Qt.GlobalColor.white)
        self.pending = True

    @property
    def size(self) -> QSize:
        """How many pixels there are, held upright."""
        return self._upright(self._stored)

    def read_on(self) -> None:
        """Read the whole, reduced; raises :class:`.forms.PictureError`."""
        reader = self._reader()
        reader.setScaledSize(self._small)
        self.whole = self._taken(reader)
        self.pending = False

    def region(self, part: QRect) -> QImage:
        """Return a part with all its pixels; raises :class:`.forms.PictureError`."""
        reader = self._reader()
        reader.setClipRect(self._lying(part))
        return self._taken(reader)

    def _reader(self) -> QImageReader:
        reader = QImageReader(self._path, b"jpeg")
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(False)
        return reader

    def _taken(self, reader: QImageReader) -> QImage:
        image = reader.read()
        if image.isNull():
            raise PictureError(Fault.DAMAGED)
        image.convertTo(QImage.Format.Format_RGB32)
        turn = QTransform()
        if self._turn & _Transformation.TransformationRotate90:
            turn.rotate(90)
        across = -1 if self._turn & _Transformation.TransformationMirror else 1
        down = -1 if self._turn & _Transformation.TransformationFlip else 1
        turn.scale(across, down)
        return image if turn.isIdentity() else image.transformed(turn)

    def _upright(self, size: QSize) -> QSize:
        turned = self._turn & _Transformation.TransformationRotate90
        return size.transposed() if turned else size

    def _lying(self, part: QRect) -> QRect:
        """Return where in the file a part of the upright picture is."""
        x, y, width, height = part.x(), part.y(), part.width(), part.height()
        if self._turn & _Transformation.TransformationRotate90:
            x, y, width, height = y, self._stored.height() - x - width, height, width
        if self._turn & _Transformation.TransformationMirror:
            x = self._stored.width() - x - width
        if self._turn & _Transformation.TransformationFlip:
            y = self._stored.height() - y - height
        return QRect(x, y, width, height)
