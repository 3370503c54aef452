"""From a path to the Markdown texts of a course, before anything is parsed."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msp_desktop.course.errors import (
    CourseMissing,
    CourseTooLarge,
    CourseUnreadable,
    NoMarkdown,
    NotText,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
LARGEST_FILE = 32 * 1024 * 1024
LARGEST_COURSE = 128 * 1024 * 1024
MOST_FILES = 5000

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Markdown file as read.

    ``name`` is its path relative to the course's root, with ``/`` between its parts; ``data`` its
    bytes.
    """

    name: str
    path: Path
    data: bytes

    def text(self) -> tuple[str, str]:
        """Return the text and the name of the encoding it was read with.

        Tries a byte order mark, UTF-8, and then CP949, in which Korean files were written before
        UTF-8.  Line ends become line feeds.  Raises NotText.
        """
        text, encoding = self._decoded()
        return text.replace("\r\n", "\n").replace("\r", "\n"), encoding

    def _decoded(self) -> tuple[str, str]:
        for mark, encoding in _BYTE_ORDER_MARKS:
            if self.data.startswith(mark):
                try:
                    return self.data[len(mark) :].decode(encoding), encoding
                except UnicodeDecodeError:
                    raise NotText(self.path) from None
        if b"\0" in self.data:
            raise NotText(self.path)
        for encoding in ("utf-8", "cp949"):
            try:
                return self.data.decode(encoding), encoding
            except UnicodeDecodeError:
                continue
        raise NotText(self.path)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a path leads to: the course's root folder and its files in reading order."""

    root: Path
    files: tuple[SourceFile, ...]
    unreadable: tuple[str, ...]


def read_sources(path: Path) -> Sources:
    """Read every Markdown file that belongs to a course.

    Raises CourseMissing, CourseUnreadable, NoMarkdown or CourseTooLarge.  In a folder, a file that
    cannot be read is named in ``unreadable`` and the others are read.
    """
    try:
        if path.is_dir():
            return _read_folder(path)
        return Sources(path.parent, (_read_file(path, path.name),), ())
    except FileNotFoundError:
        raise CourseMissing(path) from None
    except OSError as error:
        raise CourseUnreadable(path, error.strerror or str(error)) from error


def _read_file(path: Path, name: str) -> SourceFile:
    if path.exists() and not path.is_file():
        raise NoMarkdown(path)
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise CourseTooLarge(path, f"more than {LARGEST_FILE // 1024**2} MiB")
    return SourceFile(name, path, data)


def _read_folder(folder: Path) -> Sources:
    files: list[SourceFile] = []
    unreadable: list[str] = []
    total = 0
    for path in _markdown_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            file = _read_file(path, name)
        except OSError:
            unreadable.append(name)
            continue
        total += len(file.data)
        if total > LARGEST_COURSE or len(files) >= MOST_FILES:
            raise CourseTooLarge(
                folder, f"more than {LARGEST_COURSE // 1024**2} MiB or {MOST_FILES} files"
            )
        files.append(file)
    if not files:
        raise NoMarkdown(folder)
    return Sources(folder, tuple(files), tuple(unreadable))


def _markdown_files(folder: Path) -> Iterator[Path]:
    """Yield a folder's Markdown files in reading order: README first, files before folders.

    Links are not followed, so nothing outside the folder is read and no loop is entered; folders
    whose names begin with a dot and those of package stores hold no course.
    """
    entries = sorted(folder.iterdir(), key=lambda entry: reading_order(entry.name))
    for entry in entries:
        if entry.suffix.lower() in ENDINGS and entry.is_file() and not entry.is_symlink():
            yield entry
    for entry in entries:
        hidden = entry.name.startswith((".", "_")) or entry.name == "node_modules"
        if not hidden and not entry.is_symlink() and entry.is_dir():
            yield from _markdown_files(entry)


def reading_order(name: str) -> tuple[bool, tuple[tuple[int, int, str], ...]]:
    """Return the key that puts README first and ``2-`` before ``10-``.

    File names may come decomposed from other systems, so they are composed first.
    """
    name = unicodedata.normalize("NFC", name).casefold()
    parts = tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"(\d+)", name)
        if part
    )
    return not name.startswith("readme"), parts
