"""Pictures of pixels that are whole in memory."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from msp_desktop.ui.views.diagram.forms import Pixels, Told

MOST_KEPT = 24_000_000
"""How many pixels of a raster are kept in memory; what is larger is read a part at a time."""

PIXELATED = 4.0
"""The enlargement from which single pixels are shown as squares."""


class _Raster(NamedTuple):
    image: QImage
    size: QSizeF
    told: Told = Told()


class RasterPicture(_Raster, Pixels):
    """A picture of pixels.  ``size`` is the file's, also where ``image`` was read reduced."""

    @property
    def pending(self) -> bool:
        """It was read whole."""
        return False

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
            return averaged(image, full)
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
        small = averaged(piece, size)
        # A copy that is all of it would only be memory.
        cut = QRect(QPoint(skip_x, skip_y), part.size())
        return small if cut == small.rect() else small.copy(cut)


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


def averaged(image: QImage, size: QSize) -> QImage:
    """Return pixels reduced to a size, at least one: each the mean of those it stands for."""
    return image.scaled(
        size.expandedTo(QSize(1, 1)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
