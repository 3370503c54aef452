"""The format of PNG as far as it is read by strips: what a file says of itself, and its chunks.

It is that of the PNG specification, third edition (W3C, 2025).
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.ui.views.diagram.forms import Fault, PictureError

if TYPE_CHECKING:
    from typing import BinaryIO

SIGNATURE = b"\x89PNG\r\n\x1a\n"

MOST_BEFORE = 1 << 20
"""Bytes of palette and transparency together; more is no PNG."""

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PASSES = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
    *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
)


class Head(NamedTuple):
    """What a PNG says of itself; ``tables`` are its palette and transparency as they stand."""

    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool
    tables: bytes
    clear: bool
    """Whether it lets light through anywhere."""

    @property
    def bits(self) -> int:
        """The bits of a pixel."""
        return _CHANNELS[self.colour] * self.depth


class Pass(NamedTuple):
    """An image within the stream: every ``across``-th pixel of every ``down``-th row."""

    left: int
    top: int
    across: int
    down: int
    width: int
    height: int


def read_head(file: BinaryIO) -> tuple[Head, int]:
    """Return what a PNG says of itself, and where in the file its pixels begin.

    Raises :class:`PictureError`.
    """
    file.seek(0)
    if file.read(8) != SIGNATURE:
        raise PictureError(Fault.DAMAGED)
    values: tuple[int, ...] = ()
    tables, clear, taken = b"", False, 0
    while True:
        start = file.tell()
        size, kind = read_chunk(file)
        if kind == b"IDAT":
            break
        if kind == b"IHDR" and size == 13 and not values:
            told = file.read(17)
            if len(told) < 17:
                raise PictureError(Fault.DAMAGED)
            values = struct.unpack(">IIBBBBB", told[:13])
        elif kind in (b"PLTE", b"tRNS"):
            taken += size
            if taken > MOST_BEFORE:
                raise PictureError(Fault.DAMAGED)
            tables += struct.pack(">I", size) + kind + file.read(size + 4)
            clear = clear or kind == b"tRNS"
        else:
            file.seek(size + 4, 1)
    if not values:
        raise PictureError(Fault.DAMAGED)
    width, height, depth, colour, method, filters, interlace = values
    if depth not in _DEPTHS.get(colour, ()) or method or filters or interlace > 1:
        raise PictureError(Fault.DAMAGED)
    if not width or not height:
        raise PictureError(Fault.NO_SIZE)
    if not (0 < width < 1 << 31 and 0 < height < 1 << 31):
        raise PictureError(Fault.DAMAGED)
    clear = clear or colour in (4, 6)
    return Head(width, height, depth, colour, bool(interlace), tables, clear), start


def read_chunk(file: BinaryIO) -> tuple[int, bytes]:
    """Return the bytes of the next chunk and its kind.  Raises :class:`PictureError`."""
    head = file.read(8)
    if len(head) < 8:
        raise PictureError(Fault.DAMAGED)
    size = int.from_bytes(head[:4], "big")
    if size >= 1 << 31:
        raise PictureError(Fault.DAMAGED)
    return size, head[4:]


def passes_of(head: Head) -> tuple[Pass, ...]:
    """Return the images that a stream is made of: one, or the seven of an interlaced picture."""
    if not head.interlaced:
        return (Pass(0, 0, 1, 1, head.width, head.height),)
    return tuple(
        Pass(left, top, across, down, width, height)
        for left, top, across, down in _PASSES
        if (width := -(-(head.width - left) // across)) > 0
        and (height := -(-(head.height - top) // down)) > 0
    )


def written(width: int, height: int, head: Head, raw: bytes) -> bytes:
    """Return a PNG of rows as they stand in another one."""
    values = struct.pack(">IIBBBBB", width, height, head.depth, head.colour, 0, 0, 0)
    return b"".join(
        (
            SIGNATURE,
            _chunk_of(b"IHDR", values),
            head.tables,
            _chunk_of(b"IDAT", zlib.compress(raw, 0)),
            _chunk_of(b"IEND", b""),
        )
    )


def _chunk_of(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(data, zlib.crc32(kind))
    return b"".join((struct.pack(">I", len(data)), kind, data, struct.pack(">I", check)))
