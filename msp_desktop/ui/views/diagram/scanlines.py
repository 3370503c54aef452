"""The pixels of a large PNG, a strip of rows at a time, from anywhere in it.

Qt reads a PNG whole or not at all.  Here its stream is inflated bit by bit, and each strip of rows
becomes a small PNG of its own that Qt reads: rows refer to the one before them, so a strip begins
with the last row of the strip before, as it is without any filter.  What is needed to begin at a
strip (the state of inflating, that row) is kept, so that any part can be read again later.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtGui import QImage

from msp_desktop.ui.views.diagram.forms import Fault, PictureError, image_buffer, image_reader
from msp_desktop.ui.views.diagram.png import Head, Pass, passes_of, read_chunk, written

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path
    from typing import BinaryIO

STRIP = 4 << 20
"""Bytes of rows in a strip, before Qt makes pixels of them."""

MOST_STRIPS = 160
"""How many strips a pass has at most; what is kept of each takes some 50 KB and a row."""

LONGEST_ROW = 8 << 20
"""Bytes of the longest row that is read."""

FEED = 1 << 16
"""Bytes of the file that are inflated at a time."""


class Strip(NamedTuple):
    """Rows of a pass: ``image`` without the first ``skipped`` rows begins at row ``first``."""

    first: int
    rows: int
    image: QImage
    skipped: int


class _Mark(NamedTuple):
    """Where a strip begins: in the file, in the chunk, in the stream; and the row before it."""

    at: int
    left: int
    inflating: Any
    waiting: bytes
    before: bytes


class Scanlines:
    """Reads the strips of a PNG, the first time one after the other, later any of them.

    Raises :class:`PictureError` where the file turns out damaged.  It is used by one thread at a
    time.
    """

    def __init__(self, path: Path, head: Head, start: int) -> None:
        self.head = head
        self.passes = passes_of(head)
        self._path = path
        self._state = _state(path)
        self._marks: dict[tuple[int, int], _Mark] = {}
        self._next = (0, 0)
        self._marks[self._next] = _Mark(start, 0, zlib.decompressobj(), b"", b"")
        if self._bytes(self.passes[-1]) > LONGEST_ROW:
            raise PictureError(Fault.TOO_LARGE, f"{head.width} × {head.height}")

    def rows(self, number: int) -> int:
        """Return how many rows the strips of a pass have, but for the last one."""
        one = self.passes[number]
        least = -(-one.height // MOST_STRIPS)
        rows = max(least, STRIP // (self._bytes(one) + 1), 1)
        # Divisible by whatever strips are reduced by.
        return -(-rows // 16) * 16

    def strips(self, number: int) -> int:
        """Return how many strips a pass has."""
        return -(-self.passes[number].height // self.rows(number))

    @property
    def ahead(self) -> tuple[int, int] | None:
        """The pass and the strip that were not read yet; None when all were."""
        return self._next if self._next in self._marks else None

    def strip(self, number: int, index: int) -> Strip:
        """Return a strip of a pass; those before it must have been read."""
        mark = self._marks[number, index]
        one = self.passes[number]
        first = index * self.rows(number)
        rows = min(self.rows(number), one.height - first)
        size = self._bytes(one) + 1
        # The first row of a pass refers to none.
        seed = b"\0" + mark.before if index else b""
        with self._opened() as file:
            stream = _Stream(file, mark)
            raw = seed + stream.read(rows * size)
        count = rows + bool(index)
        image = _image(written(one.width, count, self.head, raw))
        if (number, index) == self._next:
            self._go_on(one, index, raw, image, stream)
        return Strip(first, rows, image, int(bool(index)))

    @contextmanager
    def _opened(self) -> Generator[BinaryIO]:
        # Not held open: on some systems nobody could save another one in its place.
        try:
            with self._path.open("rb") as file:
                if _state(self._path) != self._state:
                    raise PictureError(Fault.DAMAGED)
                yield file
        except OSError as error:
            raise PictureError(Fault.UNREADABLE, error.strerror or str(error)) from error

    def _go_on(self, one: Pass, index: int, raw: bytes, image: QImage, stream: _Stream) -> None:
        number = self._next[0]
        if index + 1 < self.strips(number):
            self._next = (number, index + 1)
            before = self._last_row(one, raw, image)
        else:
            self._next = (number + 1, 0)
            before = b""
            if number + 1 == len(self.passes):
                return
        self._marks[self._next] = stream.mark(before)

    def _last_row(self, one: Pass, raw: bytes, image: QImage) -> bytes:
        """Return the last row as it is without its filter."""
        size = self._bytes(one)
        wide = max(1, self.head.bits // 8)
        depth, colour = {1: (8, 0), 2: (16, 0), 3: (8, 2), 4: (8, 6), 6: (16, 2), 8: (16, 6)}[wide]
        if (self.head.depth, self.head.colour) != (depth, colour) or self.head.tables:
            # Filters know bytes and no colours: any kind of pixel with as many bytes will do.
            plain = self.head._replace(depth=depth, colour=colour, tables=b"")
            count = len(raw) // (size + 1)
            image = _image(written(size // wide, count, plain, raw))
        row = image.copy(0, image.height() - 1, image.width(), 1)
        return _bytes_of(row, wide)[:size]

    def _bytes(self, one: Pass) -> int:
        return (one.width * self.head.bits + 7) // 8


class _Stream:
    """The inflated rows from a mark on."""

    def __init__(self, file: BinaryIO, mark: _Mark) -> None:
        self._file = file
        self._at = mark.at
        self._left = mark.left
        self._inflating = mark.inflating.copy()
        self._waiting = mark.waiting

    def read(self, size: int) -> bytes:
        """Return as many bytes of rows; PictureError where there are fewer."""
        parts: list[bytes] = []
        while size > 0:
            if not self._waiting and not self._inflating.eof:
                self._waiting = self._more()
            try:
                part = self._inflating.decompress(self._waiting, size)
            except zlib.error as error:
                raise PictureError(Fault.DAMAGED) from error
            if not part and self._inflating.eof:
                raise PictureError(Fault.DAMAGED)
            self._waiting = self._inflating.unconsumed_tail
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def mark(self, before: bytes) -> _Mark:
        """Return where reading has come to."""
        return _Mark(self._at, self._left, self._inflating.copy(), self._waiting, before)

    def _more(self) -> bytes:
        file = self._file
        file.seek(self._at)
        while not self._left:
            self._left, kind = read_chunk(file)
            if kind != b"IDAT":
                raise PictureError(Fault.DAMAGED)
            if not self._left:
                file.seek(4, 1)
        data = file.read(min(FEED, self._left))
        if not data:
            raise PictureError(Fault.DAMAGED)
        self._left -= len(data)
        if not self._left:
            file.seek(4, 1)
        self._at = file.tell()
        return data


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _image(png: bytes) -> QImage:
    buffer = image_buffer(png)
    image = image_reader(buffer, b"png").read()
    if image.isNull():
        raise PictureError(Fault.DAMAGED)
    return image


def _bytes_of(row: QImage, wide: int) -> bytes:
    """Return the bytes of one row as a PNG has them."""
    formats = QImage.Format
    kept = {
        1: formats.Format_Grayscale8,
        2: formats.Format_Grayscale16,
        3: formats.Format_RGB888,
        4: formats.Format_RGBA8888,
        6: formats.Format_RGBX64,
        8: formats.Format_RGBA64,
    }[wide]
    row = row.convertToFormat(kept)
    data = bytes(row.constBits())
    if wide in (1, 3, 4):
        return data
    words = array("H", data)
    if wide == 6:
        del words[3::4]
    if sys.byteorder == "little":
        words.byteswap()
    return words.tobytes()
