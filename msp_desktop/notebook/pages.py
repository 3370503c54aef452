"""The rows that stand in a SQLite file, read page by page without SQLite.

SQLite finds a row through the pages above it; where one of those is damaged, all below it are lost
to it.  Here each page speaks for itself.  What comes out may be anything: seals tell what is a row.
Pages are taken to have no bytes set apart for extensions, as those of a notebook never have.

Source: https://sqlite.org/fileformat2.html
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook import log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.notebook.tables import Row

PAGE_SIZE = 4096
"""What SQLite takes where nobody says otherwise, and what a damaged header is taken to say."""

_HEADER = 100
_INDEX_INNER, _TABLE_INNER, _INDEX_LEAF, _TABLE_LEAF = 0x02, 0x05, 0x0A, 0x0D
_WIDTHS = (0, 1, 2, 3, 4, 6, 8)
_BLOB, _TEXT = 12, 13


class Cell(NamedTuple):
    """What stands in a page's cell; ``row`` is the row's number, None in an index."""

    row: int | None
    values: Row


class Pages:
    """A notebook's file with its log laid over it; a page that cannot be read is empty."""

    def __init__(self, path: Path, page_size: int | None = None) -> None:
        """Read a file; OSError where nothing of it can be read."""
        self._file = _read(path)
        self.size = page_size or _stated_size(self._file)
        self.number = -(-len(self._file) // self.size)
        self._newer: dict[int, bytes] = {}
        beside = Path(f"{path}-wal")
        for frame in log.frames(_read(beside), self.size) if beside.exists() else ():
            if frame.sound:
                self._newer[frame.page] = frame.content
        self.number = max([self.number, *self._newer])
        # Cells that each lead through the whole file are not all followed.
        self._budget = 16 * self.number * self.size

    def page(self, number: int) -> bytes:
        """Return a page, counted from 1; an empty one where there is none."""
        start = (number - 1) * self.size
        content = self._newer.get(number) or self._file[start : start + self.size]
        return content if len(content) == self.size else b""

    def cells(self, number: int) -> Iterator[Cell]:
        """Return the rows and the index entries that stand in a page."""
        page = self.page(number)
        kind, places = self._places(page, number)
        for place in places:
            try:
                cell = self._cell(page, kind, place)
            except (IndexError, ValueError, struct.error, OverflowError):
                continue
            if cell is not None:
                yield cell

    def below(self, number: int) -> Iterator[int]:
        """Return a page and all pages that lead from it down a tree, as far as they can be read."""
        seen: set[int] = set()
        waiting = [number]
        while waiting:
            one = waiting.pop()
            if one in seen or not 0 < one <= self.number:
                continue
            seen.add(one)
            yield one
            page = self.page(one)
            kind, places = self._places(page, one)
            if kind in (_INDEX_INNER, _TABLE_INNER):
                begin = _begin(one)
                waiting += [int.from_bytes(page[at : at + 4], "big") for at in places]
                waiting.append(int.from_bytes(page[begin + 8 : begin + 12], "big"))

    def free(self) -> set[int]:
        """Return the pages that the file lists as free: rows that stand there were removed.

        A list that is not as the file's header says is damaged: then none is known to be free.
        """
        found: set[int] = set()
        header = self.page(1)
        trunk = int.from_bytes(header[32:36], "big")
        while 0 < trunk <= self.number and trunk not in found:
            found.add(trunk)
            page = self.page(trunk)
            count = int.from_bytes(page[4:8], "big")
            if not page or count > self.size // 4 - 2:
                return set()
            found.update(struct.unpack_from(f">{count}I", page, 8))
            trunk = int.from_bytes(page[:4], "big")
        stated = int.from_bytes(header[36:40], "big")
        sound = len(found) == stated and max(found, default=0) <= self.number
        return found if sound else set()

    def _places(self, page: bytes, number: int) -> tuple[int, list[int]]:
        """Return a page's kind and where its cells begin; none where it is no page of a tree."""
        begin = _begin(number)
        if not page or page[begin] not in (_INDEX_INNER, _TABLE_INNER, _INDEX_LEAF, _TABLE_LEAF):
            return 0, []
        kind = page[begin]
        first = begin + (12 if kind in (_INDEX_INNER, _TABLE_INNER) else 8)
        count = int.from_bytes(page[begin + 3 : begin + 5], "big")
        room = (self.size - first) // 2
        places = struct.unpack_from(f">{min(count, room)}H", page, first)
        return kind, [place for place in places if first <= place < self.size - 3]

    def _cell(self, page: bytes, kind: int, at: int) -> Cell | None:
        """Return what stands in a cell; ValueError and the like where it makes no sense."""
        if kind == _TABLE_INNER:
            return None
        at += 4 if kind == _INDEX_INNER else 0
        length, at = _varint(page, at)
        row = None
        if kind == _TABLE_LEAF:
            row, at = _varint(page, at)
        return Cell(row, _record(self._payload(page, at, length, kind)))

    def _payload(self, page: bytes, at: int, length: int, kind: int) -> bytes:
        """Return a cell's content, gathered from the pages that it spills over to."""
        usable = self.size
        if not 0 < length <= self.number * self.size:
            raise ValueError("longer than the file")
        most = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return page[at : at + length]
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        parts = [page[at : at + here]]
        left = length - here
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        while left > 0:
            spilt = self.page(following)
            self._budget -= self.size
            if not spilt or self._budget < 0:
                raise ValueError("a page that a long value spills over to is missing")
            parts.append(spilt[4 : 4 + min(left, usable - 4)])
            left -= usable - 4
            following = int.from_bytes(spilt[:4], "big")
        return b"".join(parts)


def _begin(number: int) -> int:
    """Return where a page's own content begins: the first holds the file's header, too."""
    return _HEADER if number == 1 else 0


def _stated_size(file: bytes) -> int:
    size = int.from_bytes(file[16:18], "big")
    size = 65536 if size == 1 else size
    return size if size >= 512 and size & (size - 1) == 0 else PAGE_SIZE


def _read(path: Path) -> bytes:
    """Return a file's content, with zeros where the disk does not give it."""
    with path.open("rb", buffering=0) as file:
        try:
            return file.read()
        except OSError:
            return _read_in_pieces(path)


def _read_in_pieces(path: Path) -> bytes:
    size = path.stat().st_size
    whole = bytearray(size)
    some = False
    with path.open("rb", buffering=0) as file:
        for at in range(0, size, PAGE_SIZE):
            try:
                file.seek(at)
                piece = file.read(PAGE_SIZE)
            except OSError:
                continue
            whole[at : at + len(piece)] = piece
            some = True
    if not some:
        raise OSError(f"nothing of {path} can be read")
    return bytes(whole)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends."""
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    value = value << 8 | data[at + 8]
    return (value - (1 << 64) if value >> 63 else value), at + 9


def _record(payload: bytes) -> Row:
    """Return a record's values; ValueError and the like where it is none."""
    end, at = _varint(payload, 0)
    if not at <= end <= len(payload):
        raise ValueError("no record")
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[int | float | str | bytes | None] = []
    for kind in kinds:
        width = (kind - _BLOB) // 2 if kind >= _BLOB else _width(kind)
        part = payload[at : at + width]
        if len(part) != width:
            raise ValueError("a value is cut off")
        values.append(_value(kind, part))
        at += width
    if at != len(payload):
        raise ValueError("something stands behind the values")
    return tuple(values)


def _width(kind: int) -> int:
    if kind < 0:
        raise ValueError("no kind of value")
    return 8 if kind == 7 else 0 if kind in (8, 9) else _WIDTHS[kind]


def _value(kind: int, part: bytes) -> int | float | str | bytes | None:
    if kind >= _BLOB:
        return part.decode() if kind % 2 else part
    if kind == 0:
        return None
    if kind == 7:
        return float(struct.unpack(">d", part)[0])
    return kind - 8 if kind in (8, 9) else int.from_bytes(part, "big", signed=True)
