"""Courses in zips: looked over first, then unpacked into a folder of the cache's.

Only Markdown and pictures are taken out.  A zip in which anything leads elsewhere is refused as a
whole: nobody makes such a one by mistake.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import struct
import tempfile
import unicodedata
import zipfile
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from zlib import crc32
from zlib import error as zlib_error

from msp_desktop.course.digest import sha256
from msp_desktop.course.errors import BadZip, CourseUnreadable, ZipFault
from msp_desktop.course.source import ENDINGS, STORES

if TYPE_CHECKING:
    from msp_desktop.course.progress import Progress

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")

LARGEST = 512 * 1024 * 1024
"""Bytes of all that is taken out of one zip."""

LARGEST_DIRECTORY = 12 * 1024 * 1024
"""Bytes of a zip's list of entries."""

MOST_ENTRIES = 100_000
MOST_TAKEN = 20_000
DEEPEST = 32
"""How many folders may stand around a file."""

MOST_RATIO = 200
"""How many times its packed size all that is taken out may have, beyond the first megabytes."""

RATIO_FROM = 16 * 1024 * 1024

MOST_KEPT = 1024 * 1024 * 1024
"""Bytes of all unpacked zips together; the one in use always stays."""

_STALE = 3600
"""Seconds after which what is half unpacked is of a program that was ended."""

_MANIFEST = "files.json"
_CONTENT = "content"
_END = 22
_END_AND_COMMENT = _END + 76 + 0xFFFF
"""Bytes at a zip's end in which it says where its list of entries is."""

_LONG_AGO = 86400 * 3653
"""The time that what is unpacked has been written at, in seconds: 1980, as zips begin to count."""

_DIGEST = re.compile(r"[0-9a-f]{32}")
_DRIVE = re.compile(r"[A-Za-z]:")
_REFUSED = re.compile(r'[<>:"|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_UTF_8 = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
_PIECE = 1024 * 1024


class Taken(NamedTuple):
    """A file to take out of a zip: its name with ``/`` between its parts, and its entry."""

    name: str
    info: zipfile.ZipInfo


def unpacked(
    path: Path, digest: str | None, folder: Path | None, progress: Progress, *, now: float
) -> tuple[Path, str]:
    """Unpack a zip, unless it is there already; return where its content is, and its digest.

    It is put below ``folder``, or below a passing one where that is None.  ``digest`` is its
    digest if it is known, ``now`` the time in seconds since 1970.  Raises CourseUnreadable, BadZip
    or Cancelled.
    """
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


def taken(file: zipfile.ZipFile, path: Path) -> list[Taken]:
    """Return what is to be taken out of a zip, after looking at all that is in it.

    Raises BadZip.
    """
    infos = file.infolist()
    if len(infos) > MOST_ENTRIES:
        raise BadZip(path, ZipFault.TOO_LARGE)
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = _checked(info, path)
        if not info.is_dir() and _is_wanted(name):
            found[name] = info
    size = sum(info.file_size for info in found.values())
    packed = sum(info.compress_size for info in found.values())
    bomb = size > RATIO_FROM and size > MOST_RATIO * packed
    # Entries that share their bytes would be unpacked again and again.
    shared = packed > path.stat().st_size
    if len(found) > MOST_TAKEN or size > LARGEST or bomb or shared:
        raise BadZip(path, ZipFault.TOO_LARGE)
    for name, info in found.items():
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadZip(path, ZipFault.UNSUPPORTED, name)
        if any(str(one) in found for one in PurePosixPath(name).parents):
            raise BadZip(path, ZipFault.DAMAGED, name)
    return [Taken(name, info) for name, info in found.items()]


def name_of(info: zipfile.ZipInfo) -> str:
    """Return an entry's name, composed and with ``/`` between its parts.

    Where it is not said to be UTF-8 it may be so all the same, or CP949 as Korean Windows writes
    it.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF_8:
        raw = name.encode("cp437")
        name = _unicode_path(info.extra, raw) or _decoded(raw)
    return unicodedata.normalize("NFC", name).replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Return the name in UTF-8 that some programs put beside the other one, "" for none."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field = extra[4 : 4 + length]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            (checksum,) = struct.unpack_from("<L", field, 1)
            if checksum == crc32(raw):
                return field[5:].decode("utf-8", "replace")
        extra = extra[4 + length :]
    return ""


def _checked(info: zipfile.ZipInfo, path: Path) -> str:
    """Return an entry's name.  Raises BadZip."""
    name = name_of(info)
    parts = name.rstrip("/").split("/")
    outside = name.startswith("/") or ".." in parts or "\0" in name or _DRIVE.match(name)
    if outside or stat.S_ISLNK(info.external_attr >> 16):
        raise BadZip(path, ZipFault.UNSAFE, name)
    if info.flag_bits & _ENCRYPTED:
        raise BadZip(path, ZipFault.ENCRYPTED)
    if len(parts) > DEEPEST:
        raise BadZip(path, ZipFault.TOO_LARGE)
    return "/".join(part for part in parts if part not in {"", "."})


def _is_wanted(name: str) -> bool:
    """Whether an entry is Markdown that a folder would show, or a picture."""
    *folders, file = name.split("/")
    lowered = file.lower()
    if file.startswith(".") or "__MACOSX" in folders or ".git" in folders:
        return False
    if lowered.endswith(PICTURES):
        return True
    hidden = any(one.startswith((".", "_")) or one in STORES for one in folders)
    return lowered.endswith(ENDINGS) and not hidden


def _unpack(path: Path, raw: BinaryIO, folder: Path, progress: Progress) -> None:
    """Unpack a zip and list what came out of it.  Raises BadZip, OSError or Cancelled."""
    try:
        if _directory_size(raw) > LARGEST_DIRECTORY:
            raise BadZip(path, ZipFault.TOO_LARGE)
        with zipfile.ZipFile(raw) as file:
            entries = taken(file, path)
            progress.begin(len(entries), sum(one.info.file_size for one in entries))
            sizes = {one.name: _take(file, one, folder, progress) for one in entries}
    except (zipfile.BadZipFile, zlib_error, struct.error, EOFError, ValueError) as error:
        raise BadZip(path, ZipFault.DAMAGED) from error
    except (RuntimeError, NotImplementedError) as error:
        raise BadZip(path, ZipFault.UNSUPPORTED) from error
    (folder / _CONTENT).mkdir(exist_ok=True)
    listed = json.dumps(sizes).encode()
    (folder / _MANIFEST).write_bytes(listed)


def _take(file: zipfile.ZipFile, entry: Taken, folder: Path, progress: Progress) -> int:
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


def _directory_size(file: BinaryIO) -> int:
    """Return the bytes of a zip's list of entries, which is read into memory as a whole.

    Raises zipfile.BadZipFile.
    """
    file.seek(0, os.SEEK_END)
    start = max(0, file.tell() - _END_AND_COMMENT)
    file.seek(start)
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + _END:
        raise zipfile.BadZipFile
    (size,) = struct.unpack_from("<L", tail, end + 12)
    # In larger archives another record says it, before the one that leads to that.
    if tail[max(0, end - 20) : end].startswith(b"PK\x06\x07") and end >= 76:
        (size,) = struct.unpack_from("<Q", tail, end - 20 - 56 + 40)
    file.seek(0)
    return size


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
