"""Reading a picture's file: bounded, typed by its content, checked before it is decoded."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from msp_desktop.ui.views.diagram.forms import (
    Fault,
    Picture,
    PictureError,
    Remark,
    Told,
    image_buffer,
    image_reader,
)
from msp_desktop.ui.views.diagram.raster import MOST_KEPT, MovingPicture, RasterPicture
from msp_desktop.ui.views.diagram.vector import VectorPicture

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO


__all__ = ["Fault", "Picture", "PictureError", "read_picture"]

MOST_BYTES = 64 * 1024 * 1024
"""The largest file that is read whole."""

MOST_STREAMED = 1024 * 1024 * 1024
"""The largest file of a format that is read a part at a time."""

MOST_CLAIMED = 400_000_000
"""How many pixels a raster may say it has before it is not even tried."""

MOST_TRIED = 256 * 1024
"""The largest SVG that is drawn once to see whether it can be."""

HEAVY = 1024 * 1024
"""From how many bytes on an SVG is drawn in parts."""

LARGE = 16_000_000
"""From how many pixels on a PNG or JPEG is read a part at a time."""

LARGEST_MOVING = 8_000_000
"""Pixels of the largest picture that moves; a few of its frames are in memory at a time."""

_ENDINGS = ("png", "jpeg", "gif", "webp", "svg")
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"\xff\xd8\xff", b"jpeg"),
    (b"GIF87a", b"gif"),
    (b"GIF89a", b"gif"),
)


def read_picture(path: Path, *, dark: bool) -> Picture:
    """Return the picture in a file as it looks in a theme.  Raises :class:`PictureError`."""
    try:
        if path.is_dir():
            raise PictureError(Fault.NOT_A_PICTURE)
        # Neither a pipe nor a device is a picture, and reading one might never end.
        if not path.is_file():
            raise PictureError(Fault.MISSING)
        with path.open("rb") as file:
            return _read(file, path, dark=dark)
    except FileNotFoundError as error:
        raise PictureError(Fault.MISSING) from error
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) else None
        raise PictureError(Fault.UNREADABLE, words or str(error)) from error


def kind_of(start: bytes) -> bytes:
    """Return which format of pixels a file is by its first bytes, or b"" for another one."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return b"webp"
    return next((kind for signature, kind in _SIGNATURES if start.startswith(signature)), b"")


def _read(file: BinaryIO, path: Path, *, dark: bool) -> Picture:
    kind = kind_of(file.read(16))
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    most = MOST_STREAMED if kind in (b"png", b"jpeg") else MOST_BYTES
    if size > most:
        raise PictureError(Fault.TOO_LARGE, f"> {most // 1024 // 1024} MB")
    told = _told(path, kind)
    large = _large(file, path, kind, size, told)
    if large is not None:
        return large
    file.seek(0)
    data = _bytes(file)
    if not data:
        raise PictureError(Fault.EMPTY)
    if kind:
        return _raster(data, kind, told)
    if _is_markup(data):
        return _vector(data, _told(path, b"svg"), dark=dark)
    raise PictureError(Fault.NOT_A_PICTURE)


def _told(path: Path, kind: bytes) -> Told:
    ending = path.suffix.lower().removeprefix(".")
    expected = {"jpg": "jpeg", "jpe": "jpeg", "svgz": "svg", "jfif": "jpeg"}.get(ending, ending)
    # An ending that is no picture's makes no promise.
    other = expected in _ENDINGS and expected != kind.decode()
    remarks = frozenset((Remark.ENDING,)) if other else frozenset[Remark]()
    return Told("WebP" if kind == b"webp" else kind.decode().upper(), remarks)


def _large(file: BinaryIO, path: Path, kind: bytes, size: int, told: Told) -> Picture | None:
    """Return a picture that is to be read a part at a time; None for any other."""
    if kind not in (b"png", b"jpeg"):
        return None
    if kind == b"jpeg":
        return _photograph(file, path, size, told)
    from msp_desktop.ui.views.diagram.png import read_head

    head, start = read_head(file)
    if not _is_large(QSize(head.width, head.height), size):
        return None
    from msp_desktop.ui.views.diagram.large import LargePicture, PngSource

    return LargePicture(PngSource(path, head, start), told)


def _photograph(file: BinaryIO, path: Path, size: int, told: Told) -> Picture | None:
    reader = QImageReader(str(path), b"jpeg")
    reader.setAutoDetectImageFormat(False)
    claimed = reader.size()
    if claimed.isEmpty() or not _is_large(claimed, size):
        return None
    from msp_desktop.ui.views.diagram.large import LargePicture
    from msp_desktop.ui.views.diagram.photographs import (
        MOST_COEFFICIENTS,
        JpegSource,
        coefficients,
    )

    if coefficients(file) > MOST_COEFFICIENTS:
        raise _too_large(claimed)
    return LargePicture(JpegSource(path), told)


def _is_large(claimed: QSize, size: int) -> bool:
    """Return whether a picture is to be read a part at a time; one that claims too much raises."""
    pixels = claimed.width() * claimed.height()
    if pixels > MOST_CLAIMED:
        raise _too_large(claimed)
    return pixels > LARGE or size > MOST_BYTES


def _too_large(size: QSize) -> PictureError:
    return PictureError(Fault.TOO_LARGE, f"{size.width()} × {size.height()}")


def _bytes(file: BinaryIO) -> bytes:
    return file.read(MOST_BYTES + 1)


def _is_markup(data: bytes) -> bool:
    # UTF-16 is the same letters with zeros between.
    text = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    start = text[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and (b"<svg" in text or b":svg" in text)


def _vector(data: bytes, told: Told, *, dark: bool) -> VectorPicture:
    from msp_desktop.course import svg

    faults = {
        svg.Unsafe.TOO_LARGE: Fault.TOO_LARGE,
        svg.Unsafe.ENCODING: Fault.DAMAGED,
        svg.Unsafe.DAMAGED: Fault.DAMAGED,
        svg.Unsafe.NOT_SVG: Fault.NOT_A_PICTURE,
    }
    removed: set[svg.Removed] = set()
    try:
        source = svg.safe(data, removed=removed)
    except svg.UnsafePicture as error:
        size = f"{len(data) / 1024 / 1024:.0f} MB"
        raise PictureError(faults.get(error.kind, Fault.UNSAFE), size) from error
    if svg.is_sizeless(source):
        raise PictureError(Fault.NO_SIZE)
    told = told._replace(remarks=told.remarks | {Remark(one.value) for one in removed})
    picture = VectorPicture.of(source, dark=dark, told=told)
    width, height = picture.size.width(), picture.size.height()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise PictureError(Fault.DAMAGED)
    if len(data) <= MOST_TRIED:
        # One pixel is enough to know that Qt can read it at all; of a large one, drawing it tells.
        picture.drawn(QRect(0, 0, 1, 1), QSize(1, 1))
    if len(picture.markup) > HEAVY:
        from msp_desktop.ui.views.diagram.heavy import HeavyPicture

        return HeavyPicture.of_parts(picture)
    return picture


def _raster(data: bytes, kind: bytes, told: Told) -> RasterPicture:
    buffer = image_buffer(data)
    reader = image_reader(buffer, kind)
    reader.setAutoTransform(True)
    claimed = reader.size()
    if claimed.isEmpty():
        raise PictureError(Fault.DAMAGED)
    # These formats are read whole or not at all.
    if claimed.width() * claimed.height() > MOST_KEPT:
        raise _too_large(claimed)
    image = reader.read()
    if image.isNull():
        raise PictureError(Fault.DAMAGED)
    size = QSizeF(claimed)
    if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
        size.transpose()
    formats = QImage.Format
    clear = image.hasAlphaChannel()
    image.convertTo(formats.Format_ARGB32_Premultiplied if clear else formats.Format_RGB32)
    picture = RasterPicture(image, size, told)
    small = image.width() * image.height() <= LARGEST_MOVING
    if small and kind in (b"gif", b"webp") and reader.imageCount() != 1:
        return MovingPicture.of(picture, data, kind)
    return picture
