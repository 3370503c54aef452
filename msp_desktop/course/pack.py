"""A file of JSON pieces of which each is read when it is needed, and only whole.

It begins with a line that says where its outline is: one JSON value that says what the pieces are.
The pieces lie before it.  Outline and pieces each have a checksum (CRC-32, against damage and not
against malice: whoever can write here can do anything as the user).  JSON holds no code.
"""

from __future__ import annotations

import json
import os
from _thread import allocate_lock, get_ident
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"msp-desktop pack"
_HEAD = len(_MAGIC) + 1 + 16 + 1 + 16 + 1 + 8 + 1
_SUM = 8
"""Digits of a piece's checksum, which stands before it."""

AHEAD = 128 * 1024
"""Bytes read at once: what is read next mostly lies beside it."""


class DamagedPack(Exception):
    """A pack, or a piece of one, that is not what was written."""


class Pack:
    """An open pack; ``head`` is its first line, which tells it from every other.

    It stays open, so that it can be read on when somebody has removed or replaced it, and may be
    read by several threads.  Raises OSError or DamagedPack.
    """

    def __init__(self, path: Path) -> None:
        self._lock = allocate_lock()
        self._ahead = (0, b"")
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        head = self.raw(0, _HEAD)
        self._at, self._length, self._checksum = _where(head)
        self.head = head.decode("ascii")
        self.size = self._at + self._length
        if os.fstat(self._file).st_size != self.size:
            raise DamagedPack(path)

    def __del__(self) -> None:
        # Where opening failed there is none.
        with suppress(OSError, AttributeError):
            os.close(self._file)

    def outline(self) -> Any:
        """Return the outline.  Raises OSError or DamagedPack."""
        data = self.raw(self._at, self._length)
        return _value(data, self._checksum)

    def piece(self, at: int, length: int) -> Any:
        """Return the value of a piece.  Raises OSError or DamagedPack."""
        start, ahead = self._ahead
        if not start <= at <= at + length <= start + len(ahead):
            start, ahead = self._ahead = at, self._read(at, max(length, AHEAD))
        data = ahead[at - start : at - start + length]
        if len(data) != length:
            raise DamagedPack(at)
        return from_piece(data)

    def raw(self, at: int, length: int) -> bytes:
        """Return some bytes as they are.  Raises OSError or DamagedPack."""
        data = self._read(at, length)
        if len(data) != length:
            raise DamagedPack(at)
        return data

    def _read(self, at: int, most: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file, most, at)
        with self._lock:
            os.lseek(self._file, at, os.SEEK_SET)
            return os.read(self._file, most)


def _where(head: bytes) -> tuple[int, int, int]:
    magic, _, rest = head.rpartition(_MAGIC)
    try:
        at, length, checksum = (int(one, 16) for one in rest.split())
    except ValueError:
        raise DamagedPack(head) from None
    if magic or len(head) != _HEAD:
        raise DamagedPack(head)
    return at, length, checksum


def _value(data: bytes, checksum: int) -> Any:
    if crc32(data) != checksum:
        raise DamagedPack(checksum)
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise DamagedPack(data[:100]) from None


def from_piece(data: bytes) -> Any:
    """Return the value of a piece.  Raises DamagedPack."""
    try:
        checksum = int(data[:_SUM], 16)
    except ValueError:
        raise DamagedPack(data[:_SUM]) from None
    return _value(data[_SUM:], checksum)


def as_json(value: Any) -> bytes:
    """Return a value as JSON, file names included that UTF-8 has no place for."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def as_piece(value: Any) -> bytes:
    """Return a value as a piece of a pack."""
    data = as_json(value)
    return b"%08x" % crc32(data) + data


def draft_of(target: Path) -> Path:
    """Return where to write what shall replace a file.

    Other threads and programs may write the same one at the same time.
    """
    return target.with_suffix(f".{os.getpid()}-{get_ident()}.tmp")


class PackWriter:
    """Writes a pack into a folder, and gives it its name when it is whole.  Raises OSError."""

    def __init__(self, folder: Path) -> None:
        self._draft = draft_of(folder / "new.pack")
        self._file = self._draft.open("wb")
        self._file.write(b" " * _HEAD)
        self.at = _HEAD

    def add(self, data: bytes) -> int:
        """Add pieces and return where the first of them lies."""
        at = self.at
        self._file.write(data)
        self.at += len(data)
        return at

    def finish(self, target: Path, outline: Any) -> None:
        """Write the outline and put the pack in its place."""
        data = as_json(outline)
        self._file.write(data)
        self._file.seek(0)
        self._file.write(b"%s %016x %016x %08x\n" % (_MAGIC, self.at, len(data), crc32(data)))
        self._file.close()
        self._draft.replace(target)

    def drop(self) -> None:
        """Leave nothing behind, if it is not finished."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)
