"""The study capsule: one file with a course and everything that is written in it.

It is a zip of ``manifest.json`` (the format's version, the program's, a digest of each member),
``notebook.json`` (see :mod:`.portion_text`) and the course's files below ``course/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.errors import CourseTooLarge
from msp_desktop.course.pictures import locate, path_of, sidecar_of
from msp_desktop.course.source import LARGEST_COURSE, LARGEST_FILE, MOST_FILES, ZIP
from msp_desktop.course.zip_entries import DEEPEST, LARGEST, MOST_TAKEN, PICTURES
from msp_desktop.notebook.exchange import portion_text
from msp_desktop.notebook.exchange.saved import replacing
from msp_desktop.notebook.stored import moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.exchange.portion import Portion

FORMAT = "msp-capsule"
VERSION = 1
MANIFEST = "manifest.json"
NOTEBOOK = "notebook.json"
COURSE = "course/"
LARGEST_MANIFEST = 8 * 1024 * 1024

_MADE = (1980, 1, 1, 0, 0, 0)
"""The time that members carry: the same capsule made again has the same bytes in them."""


_DRIVE = re.compile(r"[A-Za-z]:")
_REFUSED = re.compile(r"[\\\x00-\x1f\x7f]")
_REFUSED_BY_WINDOWS = re.compile(
    r'[<>:"|?*\\\x00-\x1f\x7f]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE
)


class Packed(NamedTuple):
    """What went into a capsule; ``left_out`` names files of the course that could not be read."""

    path: Path
    files: int
    left_out: tuple[str, ...]


def is_safe(name: str) -> bool:
    """Return whether a name of a course's file leads nowhere but into the course's folder."""
    parts = name.split("/")
    refused = _REFUSED_BY_WINDOWS if os.name == "nt" else _REFUSED
    bad = any(part in {"", ".", ".."} or refused.search(part) for part in parts)
    return not bad and not _DRIVE.match(name) and len(parts) < DEEPEST and _composed(name) == name


def write_capsule(
    course: Course, portion: Portion, target: Path, *, program: str, now: datetime
) -> Packed:
    """Write a capsule; what stood at the target is replaced when all is on disk.

    Raises OSError where it cannot be written, and CourseTooLarge where its course or what is
    written in it is more than a capsule takes.
    """
    left_out: list[str] = []
    members: dict[str, dict[str, object]] = {}
    with (
        replacing(target) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        text = portion_text.portion_text(portion)
        brackets = text.count(b"{") + text.count(b"[")
        if len(text) > portion_text.LARGEST or brackets > portion_text.MOST_VALUES:
            raise CourseTooLarge(course.source, "too much is written in it")
        members[NOTEBOOK] = _put(archive, NOTEBOOK, text)
        total = 0
        for name, path in _files(course):
            data = _read(path) if is_safe(name) else None
            if data is None:
                left_out.append(name)
                continue
            total += len(data)
            if total > LARGEST:
                raise CourseTooLarge(course.source, f"more than {LARGEST // 1024**2} MiB")
            members[COURSE + name] = _put(archive, COURSE + name, data)
        _put(archive, MANIFEST, _manifest(course, members, program, now))
    return Packed(target, len(members) - 1, tuple(left_out))


def _manifest(
    course: Course, members: dict[str, dict[str, object]], program: str, now: datetime
) -> bytes:
    alone = course.source.is_file() and course.source.suffix.lower() != ZIP
    value = {
        "format": FORMAT,
        "version": VERSION,
        "program": program,
        "made_at": moment(now),
        "course": {
            "title": course.title,
            "name": _composed(course.source.stem if course.source.is_file() else course.root.name),
            # The one file to be opened; a folder is opened as a whole.
            "file": _composed(course.source.name) if alone else "",
        },
        "members": members,
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> dict[str, object]:
    info = zipfile.ZipInfo(name, _MADE)
    packed = name.lower().endswith(PICTURES) and not name.lower().endswith(".svg")
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)
    return {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _files(course: Course) -> Iterator[tuple[str, Path]]:
    """Yield the course's texts, and the pictures that they show with their sidecars, by name."""
    if len(course.files) > MOST_FILES:
        raise CourseTooLarge(course.source, f"more than {MOST_FILES} files")
    seen: set[str] = set()
    for name in course.files:
        seen.add(_composed(name))
        yield _composed(name), course.root / name
    for picture in course.pictures:
        path = path_of(picture.path)
        if not path or _composed(path) in seen or not path.lower().endswith(PICTURES):
            continue
        for one in (path, sidecar_of(path)):
            file = locate(course.root, one)
            if file is not None and len(seen) < MOST_TAKEN:
                seen.add(_composed(one))
                yield _composed(one), file


def _read(path: Path) -> bytes | None:
    """Return a file's bytes; None for one that cannot be read, or is too large for a course."""
    largest = LARGEST_COURSE if path.suffix.lower() in PICTURES else LARGEST_FILE
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError:
        return None
    return data if len(data) <= largest else None


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
