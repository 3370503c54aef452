"""Reading a picture's file: bounded, typed by its content, checked before it is decoded."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from msp_desktop.ui.views.diagram.forms import (
    MOST_KEPT,
    Fault,
    Picture,
    PictureError,
    RasterPicture,
    VectorPicture,
    image_buffer,
    image_reader,
)

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["Fault", "Picture", "PictureError", "read_picture"]

MOST_BYTES = 64 * 1024 * 1024
"""The largest file that is read."""

MOST_CLAIMED = 400_000_000
"""How many pixels a raster may say it has before it is not even tried."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"\xff\xd8\xff", b"jpeg"),
    (b"GIF87a", b"gif"),
    (b"GIF89a", b"gif"),
)


def read_picture(path: Path, *, dark: bool) -> Picture:
    """Return the picture in a file as it looks in a theme.  Raises :class:`PictureError`."""
    data = _bytes(path)
    if not data:
        raise PictureError(Fault.EMPTY)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _raster(data, b"webp")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return _raster(data, kind)
    if _is_markup(data):
        return _vector(data, dark=dark)
    raise PictureError(Fault.NOT_A_PICTURE)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PictureError(Fault.NOT_A_PICTURE)
        # Neither a pipe nor a device is a picture, and reading one might never end.
        if not path.is_file():
            raise PictureError(Fault.MISSING)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise PictureError(Fault.MISSING) from error
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) else None
        raise PictureError(Fault.UNREADABLE, words or str(error)) from error
    if len(data) > MOST_BYTES:
        raise PictureError(Fault.TOO_LARGE, f"> {MOST_BYTES // 1024 // 1024} MB")
    return data


def _is_markup(data: bytes) -> bool:
    # UTF-16 is the same letters with zeros between.
    text = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    start = text[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and (b"<svg" in text or b":svg" in text)


def _vector(data: bytes, *, dark: bool) -> VectorPicture:
    from msp_desktop.course import svg

    faults = {
        svg.Unsafe.TOO_LARGE: Fault.TOO_LARGE,
        svg.Unsafe.ENCODING: Fault.DAMAGED,
        svg.Unsafe.DAMAGED: Fault.DAMAGED,
        svg.Unsafe.NOT_SVG: Fault.NOT_A_PICTURE,
    }
    try:
        picture = VectorPicture.of(svg.safe(data), dark=dark)
    except svg.UnsafePicture as error:
        size = f"{len(data) / 1024 / 1024:.0f} MB"
        raise PictureError(faults.get(error.kind, Fault.UNSAFE), size) from error
    width, height = picture.size.width(), picture.size.height()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise PictureError(Fault.DAMAGED)
    # One pixel is enough to know that Qt can read it at all.
    picture.drawn(QRect(0, 0, 1, 1), QSize(1, 1))
    return picture


def _raster(data: bytes, kind: bytes) -> RasterPicture:
    buffer = image_buffer(data)
    reader = image_reader(buffer, kind)
    reader.setAutoTransform(True)
    claimed = reader.size()
    if claimed.isEmpty():
        raise PictureError(Fault.DAMAGED)
    pixels = claimed.width() * claimed.height()
    too_large = PictureError(Fault.TOO_LARGE, f"{claimed.width()} × {claimed.height()}")
    if pixels > MOST_CLAIMED:
        raise too_large
    if pixels > MOST_KEPT:
        # Some formats are reduced while they are read; the others are first read wholly.
        depth = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel() or 32
        whole = not reader.supportsOption(QImageIOHandler.ImageOption.ScaledSize)
        if whole and pixels * depth / 8 > QImageReader.allocationLimit() * 1024 * 1024:
            raise too_large
        reader.setScaledSize((QSizeF(claimed) * math.sqrt(MOST_KEPT / pixels)).toSize())
    image = reader.read()
    if image.isNull():
        raise PictureError(Fault.DAMAGED)
    size = QSizeF(claimed)
    if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
        size.transpose()
    formats = QImage.Format
    clear = image.hasAlphaChannel()
    image.convertTo(formats.Format_ARGB32_Premultiplied if clear else formats.Format_RGB32)
    return RasterPicture(image, size)
