"""Courses in zips: looked over first, then unpacked into a folder of the cache's."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from zlib import error as zlib_error

from msp_desktop.course.digest import sha256
from msp_desktop.course.errors import BadZip, CourseUnreadable, ZipFault
from msp_desktop.course.progress import Progress
from msp_desktop.course.zip_entries import (
    LARGEST_DIRECTORY,
    Wanted,
    directory_size,
    wanted,
)

MOST_KEPT = 1024 * 1024 * 1024
"""Bytes of all unpacked zips together; the one in use always stays."""

_STALE = 3600
"""Seconds after which what is half unpacked is of a program that was ended."""

_MANIFEST = "files.json"
_CONTENT = "content"
_LONG_AGO = 86400 * 3653
"""The time that what is unpacked has been written at, in seconds: 1980, as zips begin to count."""

_DIGEST = re.compile(r"[0-9a-f]{32}")
_REFUSED = re.compile(r'[<>:"|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_PIECE = 1024 * 1024


def unpacked(
    path: Path, digest: str | None, folder: Path | None, progress: Progress | None, *, now: float
) -> tuple[Path, str]:
    """Unpack a zip, unless it is there already; return where its content is, and its digest.

    It is put below ``folder``, or below a passing one where that is None.  ``digest`` is its
    digest if it is known, ``now`` the time in seconds since 1970.  Raises CourseUnreadable, BadZip
    or Cancelled.
    """
    progress = progress or Progress()
    try:
        there = digest is not None and folder is not None and _size(folder / digest[:32])
        if digest is None or folder is None or there is None:
            with path.open("rb") as file:
                digest = _digest(file, progress)
                folder = _made(folder)
                if _size(folder / digest[:32]) is None:
                    _put(path, file, folder / digest[:32], progress)
                    _make_room(folder / digest[:32], now)
        target = folder / digest[:32]
        with suppress(OSError):
            # What was not used for longest is dropped.
            os.utime(target, (now, now))
        return _top(target / _CONTENT), digest
    except OSError as error:
        raise CourseUnreadable(path, error.strerror or str(error)) from error


def _made(folder: Path | None) -> Path:
    if folder is None:
        import atexit

        folder = Path(tempfile.mkdtemp("", "msp-desktop-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _digest(file: BinaryIO, progress: Progress) -> str:
    whole = sha256()
    while piece := file.read(_PIECE):
        whole.update(piece)
        progress.check()
    return whole.hexdigest()


def _put(path: Path, file: BinaryIO, target: Path, progress: Progress) -> None:
    """Unpack a zip beside a place, and put it there when it is whole."""
    draft = Path(tempfile.mkdtemp(".tmp", "unpacking-", target.parent))
    try:
        _unpack(path, file, draft, progress)
        # What is there is not whole.
        shutil.rmtree(target, ignore_errors=True)
        with suppress(OSError):
            # Another program may have been faster.
            draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    if _size(target) is None:
        raise CourseUnreadable(path, "what is in it cannot be written")


def _unpack(path: Path, raw: BinaryIO, folder: Path, progress: Progress) -> None:
    """Unpack a zip and list what came out of it.  Raises BadZip, OSError or Cancelled."""
    try:
        if directory_size(raw) > LARGEST_DIRECTORY:
            raise BadZip(path, ZipFault.TOO_LARGE)
        with zipfile.ZipFile(raw) as file:
            entries = wanted(file, path)
            progress.begin(len(entries), sum(one.info.file_size for one in entries))
            sizes = {one.name: _take(file, one, folder, progress) for one in entries}
    except (zipfile.BadZipFile, zlib_error, struct.error, EOFError, ValueError) as error:
        raise BadZip(path, ZipFault.DAMAGED) from error
    except (RuntimeError, NotImplementedError) as error:
        raise BadZip(path, ZipFault.UNSUPPORTED) from error
    (folder / _CONTENT).mkdir(exist_ok=True)
    listed = json.dumps(sizes).encode()
    (folder / _MANIFEST).write_bytes(listed)


def _take(file: zipfile.ZipFile, entry: Wanted, folder: Path, progress: Progress) -> int:
    """Take a file out and return its size."""
    target = folder / _CONTENT / _fitted(entry.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with file.open(entry.info) as packed, target.open("wb") as out:
        while piece := packed.read(_PIECE):
            size += out.write(piece)
            progress.check()
    # Nobody has written it since: it need not be read again to be sure.
    os.utime(target, (_LONG_AGO, _LONG_AGO))
    progress.step(size)
    return size


def _fitted(name: str) -> str:
    """Return a name that the system takes: Windows refuses some characters and words."""
    if os.name != "nt":
        return name
    parts = [_REFUSED.sub("_", part).rstrip(". ") or "_" for part in name.split("/")]
    return "/".join(f"_{part}" if _RESERVED.match(part) else part for part in parts)


def _size(folder: Path) -> int | None:
    """Return how many bytes an unpacked zip has; None where it is not whole."""
    try:
        sizes: dict[str, int] = json.loads((folder / _MANIFEST).read_bytes())
        content = folder / _CONTENT
        for name, size in sizes.items():
            if os.lstat(content / _fitted(name)).st_size != size:
                return None
        return sum(sizes.values())
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def _top(folder: Path) -> Path:
    """Return the innermost folder around all that was unpacked."""
    while True:
        with os.scandir(folder) as listing:
            inner = list(listing)
        if len(inner) != 1 or not inner[0].is_dir(follow_symlinks=False):
            return folder
        folder /= inner[0].name


def folder_of(root: Path) -> str:
    """Return which folder of its zip a course's root is; "" where it is all of it."""
    parts = root.parts
    for index, part in enumerate(parts[1:], start=1):
        if part == _CONTENT and _DIGEST.fullmatch(parts[index - 1]):
            return "/".join(parts[index + 1 :])
    return ""


def _make_room(used: Path, now: float) -> None:
    """Drop what was used longest ago, and what was only half unpacked."""
    total = 0
    with suppress(OSError):
        found = [(one.stat().st_mtime, one) for one in used.parent.iterdir()]
        for moment, one in sorted(found, reverse=True, key=lambda each: (each[1] == used, each[0])):
            if one.suffix == ".tmp":
                unwanted = moment + _STALE < now
            else:
                size = _size(one)
                total += size or 0
                unwanted = size is None or total > MOST_KEPT
            if unwanted and one != used:
                shutil.rmtree(one, ignore_errors=True)
