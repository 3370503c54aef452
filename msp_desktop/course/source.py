"""From a path to the Markdown texts of a course, before anything is parsed."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.errors import (
    CourseMissing,
    CourseTooLarge,
    CourseUnreadable,
    NoMarkdown,
    NotText,
)

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
LARGEST_FILE = 32 * 1024 * 1024
LARGEST_COURSE = 128 * 1024 * 1024
MOST_FILES = 5000
MOST_ENTRIES = 100_000
"""How many names a folder is searched through: someone may open their whole disk."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class SourceFile(NamedTuple):
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
        for encoding, data in self._readings():
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" in text:
                break
            return text.replace("\r\n", "\n").replace("\r", "\n"), encoding
        raise NotText(self.path)

    def _readings(self) -> list[tuple[str, bytes]]:
        """Return the encodings to try, each with the bytes that it should explain."""
        for mark, encoding in _BYTE_ORDER_MARKS:
            if self.data.startswith(mark):
                return [(encoding, self.data[len(mark) :])]
        return [("utf-8", self.data), ("cp949", self.data)]


class Sources(NamedTuple):
    """What a path leads to: the course's root folder and its files in reading order.

    ``unreadable`` names the files and folders among them that the system refused.
    """

    root: Path
    files: tuple[SourceFile, ...]
    unreadable: tuple[str, ...]


def read_sources(path: Path, most: int | None = None) -> Sources:
    """Read every Markdown file that belongs to a course, ``most`` bytes at most.

    A file is read whatever its name ends in; a folder's are those with the endings above.  Raises
    CourseMissing, CourseUnreadable, NoMarkdown or CourseTooLarge.
    """
    most = LARGEST_COURSE if most is None else most
    try:
        if path.is_dir():
            return _read_folder(path, most)
        return Sources(path.parent, (_read_file(path, path.name, most),), ())
    except (FileNotFoundError, NotADirectoryError):
        raise CourseMissing(path) from None
    except OSError as error:
        raise CourseUnreadable(path, error.strerror or str(error)) from error
    except ValueError:
        # No system has a path with a NUL in it.
        raise CourseMissing(path) from None


def _read_file(path: Path, name: str, most: int) -> SourceFile:
    if path.exists() and not path.is_file():
        # Opening a pipe or a device might never come back.
        raise NoMarkdown(path)
    with path.open("rb") as file:
        most = min(most, LARGEST_FILE)
        data = file.read(most + 1)
    if len(data) > most:
        raise CourseTooLarge(path, f"more than {most // 1024**2} MiB")
    return SourceFile(name, path, data)


def _read_folder(folder: Path, most: int) -> Sources:
    names, unreadable = _markdown_names(folder)
    if len(names) > MOST_FILES:
        raise CourseTooLarge(folder, f"more than {MOST_FILES} files")
    files: list[SourceFile] = []
    total = 0
    for name in names:
        try:
            file = _read_file(folder / name, name, LARGEST_FILE)
        except OSError:
            unreadable.append(name)
            continue
        total += len(file.data)
        if total > most:
            raise CourseTooLarge(folder, f"more than {most // 1024**2} MiB")
        files.append(file)
    if not files:
        if unreadable:
            raise CourseUnreadable(folder, ", ".join(unreadable))
        raise NoMarkdown(folder)
    return Sources(folder, tuple(files), tuple(unreadable))


def _markdown_names(root: Path) -> tuple[list[str], list[str]]:
    """Return a folder's Markdown files in reading order, and the folders that cannot be listed.

    README comes first, files before folders.  Links are not followed, so nothing outside the
    folder is read and no loop is entered.  Names with a dot before them are hidden, and folders
    with an underscore before them or of package stores hold no course.
    """
    found: list[str] = []
    unreadable: list[str] = []
    seen = 0
    todo = [""]
    while todo:
        folder = todo.pop()
        try:
            files, folders, count = _listed(root / folder)
        except OSError:
            if not folder:
                raise
            unreadable.append(folder)
            continue
        seen += count
        if seen > MOST_ENTRIES:
            raise CourseTooLarge(root, f"more than {MOST_ENTRIES} files and folders")
        before = f"{folder}/" if folder else ""
        found += [before + name for name in files]
        todo += [before + name for name in reversed(folders)]
    return found, unreadable


def _listed(folder: Path) -> tuple[list[str], list[str], int]:
    """Return a folder's Markdown files and its folders in reading order, and how much is in it."""
    files: list[str] = []
    folders: list[str] = []
    with os.scandir(folder) as listing:
        entries = list(listing)
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if not name.startswith("_") and name != "node_modules":
                    folders.append(name)
            elif name.lower().endswith(ENDINGS) and entry.is_file(follow_symlinks=False):
                files.append(name)
    return sorted(files, key=reading_order), sorted(folders, key=reading_order), len(entries)


def reading_order(name: str) -> tuple[bool, tuple[tuple[int, int, str], ...], str]:
    """Return the key that puts README first and ``2-`` before ``10-``.

    File names may come decomposed from other systems, so they are composed first; the name as it
    is decides between two that read the same.
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    parts = tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"(\d+)", folded)
        if part
    )
    return not folded.startswith("readme"), parts, name
