"""SQLite's write-ahead log, read as the bytes it is.

SQLite takes a log up to the first frame that does not check: whatever is behind it counts as a
write that was cut off, and goes without a word.  Where more than one commit is behind it, this was
no write that was cut off, as each is on disk before the next begins: then the log is damaged.

Source: https://sqlite.org/walformat.html and https://sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import NamedTuple

_HEADER = 32
_FRAME = 24
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
_INDEX = 48
# How often a log that another program writes meanwhile is looked at before giving up.
_LOOKS = 5


class Frame(NamedTuple):
    """A page as the log has it; ``pages`` is the file's size after a commit, else 0.

    ``sound`` says that its checksum is right, given that of the frame before.
    """

    page: int
    pages: int
    content: bytes
    sound: bool


def frames(log: bytes, page_size: int) -> tuple[Frame, ...]:
    """Return the frames of a log that belong together, in order, those that do not check, too."""
    header, size = log[:_HEADER], _FRAME + page_size
    places = range(_HEADER, len(log) - size + 1, size)
    salts, order = header[16:24], _order(header)
    if order is None:
        # What the header said, most frames say of themselves; the first ones are the newest.
        first = [log[at + 8 : at + 16] for at in places[:3]]
        salts, order = max(first, key=first.count, default=b""), "<"
        before = (0, 0)
    else:
        before = struct.unpack(">2I", header[24:])
    found: list[Frame] = []
    last = max((at for at in places if log[at + 8 : at + 16] == salts), default=0)
    for at in places:
        if at > last:
            break
        head, content = log[at : at + _FRAME], log[at + _FRAME : at + size]
        page, pages, *stated = struct.unpack(">2I8x2I", head)
        total = _sum(content, _sum(head[:8], before, order), order)
        found.append(Frame(page, pages, content, total == tuple(stated)))
        before = tuple(stated)
    return tuple(found)


class Committed(NamedTuple):
    """The pages that a log's commits wrote, and how many the file has with them; 0: none did."""

    page_size: int
    number: int
    pages: dict[int, bytes]


def committed(log: bytes, page_size: int) -> Committed:
    """Return what SQLite would take from a log."""
    pages: dict[int, bytes] = {}
    number, waiting = 0, dict[int, bytes]()
    for frame in frames(log, page_size) if _order(log[:_HEADER]) is not None else ():
        if not frame.sound:
            break
        waiting[frame.page] = frame.content
        if frame.pages:
            pages |= waiting
            number, waiting = frame.pages, {}
    return Committed(page_size, number, pages)


def laid_over(file: bytes, newer: Committed) -> bytes:
    """Return a file as it is with what its log holds, and no more in need of a log."""
    number = newer.number or len(file) // newer.page_size
    whole = bytearray(file[: number * newer.page_size])
    whole.extend(bytes(number * newer.page_size - len(whole)))
    for page, content in newer.pages.items():
        if page <= number:
            whole[(page - 1) * newer.page_size : page * newer.page_size] = content
    whole[18:20] = b"\x01\x01"
    return bytes(whole)


def is_broken(path: Path) -> bool:
    """Return whether commits in the log beside a notebook are lost to SQLite.

    The notebook must be open: the index beside the log says how far SQLite could read it.  A log
    that changes all the time is not found broken.
    """
    for _ in range(_LOOKS):
        try:
            index = _index(path)
            broken = index is not None and _breaks_off(Path(f"{path}-wal"), *_extent(index))
            if index == _index(path):
                return broken
        except OSError:
            # Whoever closes the notebook last removes its log; elsewhere nobody may read it.
            return False
    return False


def _index(path: Path) -> bytes | None:
    """Return the beginning of a log's index; None where it is just being written."""
    with Path(f"{path}-shm").open("rb") as file:
        both = file.read(2 * _INDEX)
    first, second = both[:_INDEX], both[_INDEX:]
    return first if first == second and len(first) == _INDEX else None


def _extent(index: bytes) -> tuple[int, int]:
    """Return the page size and the number of frames that SQLite could read."""
    page_size, readable = struct.unpack("=14xHI28x", index)
    return (65536 if page_size == 1 else page_size), readable


def _breaks_off(log: Path, page_size: int, readable: int) -> bool:
    """Return whether there are commits behind the last frame that SQLite could read."""
    size = _FRAME + page_size
    with log.open("rb") as file:
        header = file.read(_HEADER)
        if len(header) < _HEADER:
            return False
        if _order(header) is None:
            # It is on disk before the first frame is: no write that was cut off leaves it so.
            return bool(file.read(1))
        committed = False
        file.seek(readable * size, os.SEEK_CUR)
        while (frame := file.read(size))[8:16] == header[16:24]:
            if committed:
                return True
            committed = frame[4:8] != bytes(4)
    return False


def _order(header: bytes) -> str | None:
    """Return in which order the checksums take a word's bytes; None for a damaged header."""
    order = _MAGIC.get(int.from_bytes(header[:4], "big"))
    if order is None or len(header) < _HEADER:
        return None
    sound = _sum(header[:24], (0, 0), order) == struct.unpack(">2I", header[24:])
    return order if sound else None


def _sum(data: bytes, start: tuple[int, ...], order: str) -> tuple[int, int]:
    """Return the running checksum of a log after some data of an even number of words."""
    first, second = start
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    pairs = iter(words)
    for one, other in zip(pairs, pairs, strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
