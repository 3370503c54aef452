"""Capsules that somebody hands over: looked through whole before anything is done with them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import struct
import tempfile
import zipfile
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import error as zlib_error

from msp_desktop.course.source import ENDINGS
from msp_desktop.course.zip_entries import (
    LARGEST,
    LARGEST_DIRECTORY,
    MOST_RATIO,
    MOST_TAKEN,
    RATIO_FROM,
    TAKEN,
    directory_size,
)
from msp_desktop.notebook.exchange.capsule import (
    COURSE,
    FORMAT,
    LARGEST_MANIFEST,
    MANIFEST,
    NOTEBOOK,
    VERSION,
    is_safe,
)
from msp_desktop.notebook.exchange.portion_text import (
    LARGEST as LARGEST_NOTEBOOK,
)
from msp_desktop.notebook.exchange.portion_text import read_portion
from msp_desktop.notebook.exchange.reading_json import Fields, read_object

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime
    from typing import BinaryIO

    from msp_desktop.notebook.exchange.portion import Portion

_PIECE = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
# What Windows refuses in the name of a folder, which we give.
_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_ENCRYPTED = 0x1


class Fault(StrEnum):
    """Why a capsule is refused."""

    FOREIGN = "it is not a study capsule"
    DAMAGED = "it is damaged or cut off; copy it again from where it was made"
    NEWER = "a newer version of this program made it; install that version to open it"
    UNSAFE = "a name in it leads out of its folder; nobody makes such a capsule by mistake"
    TOO_LARGE = "there is more in it than a capsule may hold"


class CapsuleRefused(Exception):
    """A capsule that is not opened; ``fault`` says why.  Nothing has been touched."""

    def __init__(self, path: Path, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{path}: {fault.value}{f' ({detail})' if detail else ''}")
        self.path = path
        self.fault = fault
        self.detail = detail


class _Member(NamedTuple):
    size: int
    digest: str


class Capsule:
    """A capsule that has been looked through; ``file`` is "" where its course is a folder."""

    def __init__(
        self,
        archive: zipfile.ZipFile,
        path: Path,
        manifest: _Manifest,
        portion: Portion,
    ) -> None:
        self._archive = archive
        self._path = path
        self._members = manifest.members
        self.portion = portion
        self.title = manifest.title
        self.name = manifest.name
        self.file = manifest.file
        self.made_at = manifest.made_at
        self.program = manifest.program

    def unpack(self, folder: Path) -> tuple[Path, Path | None]:
        """Put the course below a folder; return what to open, and what was made (None: nothing).

        It gets a folder of its own there.  One that holds these very files already is taken as it
        is; nothing is overwritten.  Raises OSError.
        """
        wanted = {name: one for name, one in self._members.items() if name.startswith(COURSE)}
        home, number = folder / self.name, 1
        while os.path.lexists(home):
            if _holds(home, wanted):
                return self._opened(home), None
            number += 1
            home = folder / f"{self.name} ({number})"
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        made = missing[-1] if missing else home
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(".tmp", ".unpacking-", folder))
        try:
            for name, one in wanted.items():
                self._take(name, one, draft / name.removeprefix(COURSE))
            draft.chmod(0o777 & ~_mask())
            draft.rename(home)
        except BaseException:
            shutil.rmtree(made if missing else draft, ignore_errors=True)
            raise
        return self._opened(home), made

    def _opened(self, home: Path) -> Path:
        return home / self.file if self.file else home

    def _take(self, name: str, member: _Member, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            data = _content(self._archive, name, member, self._path)
            file.write(data)


@contextmanager
def opened(path: Path) -> Generator[Capsule]:
    """Open a capsule after looking through all of it.  Raises CapsuleRefused or OSError."""
    with path.open("rb") as raw:
        try:
            archive = _archive(path, raw)
            manifest = _read_manifest(archive, path)
            _check_names(archive, manifest, path)
            for name, member in manifest.members.items():
                _content(archive, name, member, path)
            data = _content(archive, NOTEBOOK, manifest.members[NOTEBOOK], path)
        except (
            *(zipfile.BadZipFile, zlib_error, struct.error, EOFError, RuntimeError),
            *(NotImplementedError, UnicodeError, ValueError),
        ) as error:
            raise CapsuleRefused(path, Fault.DAMAGED, str(error)) from error
        try:
            portion = read_portion(data)
        except (ValueError, OverflowError) as error:
            raise CapsuleRefused(path, Fault.DAMAGED, f"{NOTEBOOK}: {error}") from error
        with archive:
            yield Capsule(archive, path, manifest, portion)


class _Manifest(NamedTuple):
    title: str
    name: str
    file: str
    program: str
    made_at: datetime
    members: dict[str, _Member]


def _archive(path: Path, raw: BinaryIO) -> zipfile.ZipFile:
    """Open the zip, once it is known that its list of entries fits into memory."""
    begins = raw.read(4)
    if not begins.startswith(b"PK"):
        raise CapsuleRefused(path, Fault.FOREIGN)
    if directory_size(raw) > LARGEST_DIRECTORY:
        raise CapsuleRefused(path, Fault.TOO_LARGE)
    archive = zipfile.ZipFile(raw)
    infos = archive.infolist()
    if len(infos) > MOST_TAKEN + 2:
        raise CapsuleRefused(path, Fault.TOO_LARGE, "too many files")
    size = sum(one.file_size for one in infos)
    packed = sum(one.compress_size for one in infos)
    bomb = size > RATIO_FROM and size > MOST_RATIO * packed
    # Entries that share their bytes would be unpacked again and again.
    if bomb or size > LARGEST + LARGEST_NOTEBOOK or packed > path.stat().st_size:
        raise CapsuleRefused(path, Fault.TOO_LARGE)
    return archive


def _read_manifest(archive: zipfile.ZipFile, path: Path) -> _Manifest:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError:
        raise CapsuleRefused(path, Fault.FOREIGN) from None
    if info.file_size > LARGEST_MANIFEST:
        raise CapsuleRefused(path, Fault.TOO_LARGE, MANIFEST)
    fields = read_object(_bytes(archive, info, info.file_size), LARGEST_MANIFEST, 10 * MOST_TAKEN)
    if fields.get("format") != FORMAT:
        raise CapsuleRefused(path, Fault.FOREIGN)
    version = fields.number("version")
    if version > VERSION:
        raise CapsuleRefused(path, Fault.NEWER, f"format {version}; this one knows {VERSION}")
    course = fields.inside("course")
    members = {name: _member(one) for name, one in fields.inside("members").items()}
    for name in members:
        _check_name(name, path)
    if NOTEBOOK not in members:
        raise ValueError(f"{NOTEBOOK} is missing")
    if members[NOTEBOOK].size > LARGEST_NOTEBOOK:
        raise CapsuleRefused(path, Fault.TOO_LARGE, NOTEBOOK)
    name, file = course.text("name"), course.text("file")
    if file and COURSE + file not in members:
        raise ValueError(f"{file} is missing")
    return _Manifest(
        course.text("title"),
        _folder_name(name),
        file,
        fields.text("program"),
        fields.time("made_at"),
        members,
    )


def _member(fields: Fields) -> _Member:
    digest = fields.text("sha256")
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return _Member(fields.number("size"), digest)


def _check_name(name: str, path: Path) -> None:
    """Refuse a member that leads elsewhere, or is nothing that a course has."""
    if name == NOTEBOOK:
        return
    file = name.removeprefix(COURSE)
    # A file that was opened by itself may be called anything.
    known = file.lower().endswith((*ENDINGS, *TAKEN)) or "/" not in file
    if file == name or not known or not is_safe(file):
        raise CapsuleRefused(path, Fault.UNSAFE, name)


def _check_names(archive: zipfile.ZipFile, manifest: _Manifest, path: Path) -> None:
    """Look whether the zip holds what its manifest says, and nothing else."""
    infos = archive.infolist()
    names = [one.filename for one in infos]
    for info in infos:
        if info.filename not in {MANIFEST, NOTEBOOK}:
            _check_name(info.orig_filename, path)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise CapsuleRefused(path, Fault.UNSAFE, info.filename)
        if info.flag_bits & _ENCRYPTED:
            raise ValueError("a member is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError("a member is packed in another way")
    if len(set(names)) != len(names) or set(names) != {MANIFEST, *manifest.members}:
        raise ValueError("it does not hold what it says")
    folders = {str(one) for name in names for one in Path(name).parents}
    if folders & set(names):
        raise ValueError("a file stands where a folder should")


def _content(archive: zipfile.ZipFile, name: str, member: _Member, path: Path) -> bytes:
    """Return a member; ValueError where it is not what the manifest says."""
    info = archive.getinfo(name)
    if info.file_size != member.size:
        raise ValueError(f"{name} has another size")
    data = _bytes(archive, info, member.size)
    if hashlib.sha256(data).hexdigest() != member.digest:
        raise CapsuleRefused(path, Fault.DAMAGED, f"{name} is not what it was")
    return data


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> bytes:
    pieces: list[bytes] = []
    with archive.open(info) as file:
        while piece := file.read(_PIECE):
            pieces.append(piece)
            size -= len(piece)
            if size < 0:
                raise ValueError(f"{info.filename} is longer than it says")
    return b"".join(pieces)


def _folder_name(name: str) -> str:
    """Return a name for a folder that every system takes."""
    fitted = _REFUSED.sub("_", name.replace("/", "_")).strip(". ")[:80].rstrip(". ") or "course"
    return f"_{fitted}" if _RESERVED.match(fitted) else fitted


def _holds(home: Path, wanted: dict[str, _Member]) -> bool:
    """Whether a folder holds the very files of a capsule."""
    try:
        for name, one in wanted.items():
            file = home / name.removeprefix(COURSE)
            if file.is_symlink() or file.stat().st_size != one.size:
                return False
            if hashlib.sha256(file.read_bytes()).hexdigest() != one.digest:
                return False
    except OSError:
        return False
    return bool(wanted)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
