"""What is in a zip, looked over before anything is taken out of it.

Only Markdown, pictures and their sidecars are wanted.  A zip in which anything leads elsewhere is
refused as a whole: nobody makes such a one by mistake.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from zlib import crc32

from msp_desktop.course.errors import BadZip, ZipFault
from msp_desktop.course.pictures import SIDECAR
from msp_desktop.course.source import ENDINGS, STORES

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
TAKEN = (*PICTURES, *(picture + SIDECAR for picture in PICTURES))
"""How names end that are taken out beside Markdown: pictures, and what they lead to."""

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

_END = 22
_END_AND_COMMENT = _END + 76 + 0xFFFF
"""Bytes at a zip's end in which it says where its list of entries is."""

_DRIVE = re.compile(r"[A-Za-z]:")
_UTF_8 = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075


class Wanted(NamedTuple):
    """A file to be taken out of a zip: its name with ``/`` between its parts, and its entry."""

    name: str
    info: zipfile.ZipInfo


def wanted(file: zipfile.ZipFile, path: Path) -> list[Wanted]:
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
    return [Wanted(name, info) for name, info in found.items()]


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
    if lowered.endswith(TAKEN):
        return True
    hidden = any(one.startswith((".", "_")) or one in STORES for one in folders)
    return lowered.endswith(ENDINGS) and not hidden


def directory_size(file: BinaryIO) -> int:
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
