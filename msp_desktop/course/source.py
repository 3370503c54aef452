"""From a path to the Markdown texts of a course, before anything is parsed.

First the files are listed with what tells one from another version of it; then those are read whose
text is not known yet.
"""

from __future__ import annotations

import os
import re
import stat
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

    from msp_desktop.course.decoding import Decoded

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
ZIP = ".zip"
LARGEST_FILE = 32 * 1024 * 1024
LARGEST_ZIP = 1024 * 1024 * 1024
LARGEST_COURSE = 128 * 1024 * 1024
MOST_FILES = 5000
STORES = ("node_modules",)
"""Folders of package stores: what is in them was written for other readers."""
MOST_ENTRIES = 100_000
"""How many names a folder is searched through: someone may open their whole disk."""

_DIGITS = re.compile(r"(\d+)")

State = tuple[int, ...]
"""What tells a file from another version of it without reading it: its size, when it was written
and when its entry changed (both in nanoseconds), and its number in the file system.

The entry's time catches what keeps the first two, such as a copy with its times; on Windows it is
the time of creation, which does no harm.
"""


class Entry(NamedTuple):
    """A Markdown file as listed: its path relative to the root, with ``/``, and its state."""

    name: str
    state: State

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.state[0]


class Listing(NamedTuple):
    """What a path leads to: the course's root folder and its files in reading order.

    ``unreadable`` names the files and folders among them that the system refuses, or that are too
    large to be read; ``folders`` are all that were looked into, "" for the root.  ``alone`` says
    that one file was asked for, and no folder.
    """

    root: Path
    entries: tuple[Entry, ...]
    unreadable: tuple[str, ...] = ()
    folders: tuple[str, ...] = ("",)
    alone: bool = False


class SourceFile(NamedTuple):
    """One Markdown file as read.

    ``name`` is its path relative to the course's root, with ``/`` between its parts; ``data`` its
    bytes.
    """

    name: str
    path: Path
    data: bytes

    def text(self) -> Decoded:
        """Return the text and how it was read (see :mod:`.decoding`).  Raises NotText."""
        from msp_desktop.course.decoding import Binary, decoded

        try:
            return decoded(self.data)
        except Binary as error:
            raise NotText(self.path, str(error)) from None


def list_sources(path: Path, most: int | None = None) -> Listing:
    """List every Markdown file that belongs to a course, without reading any.

    A file of ``most`` bytes is listed whatever its name ends in; a folder's are those with the
    endings above.  Raises CourseMissing, CourseUnreadable, NoMarkdown or CourseTooLarge.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return _list_folder(path)
        if not stat.S_ISREG(found.st_mode):
            # Opening a pipe or a device might never come back.
            raise NoMarkdown(path)
        entry = Entry(path.name, state_of(found))
    except (FileNotFoundError, NotADirectoryError):
        raise CourseMissing(path) from None
    except OSError as error:
        raise CourseUnreadable(path, error.strerror or str(error)) from error
    except ValueError:
        # No system has a path with a NUL in it.
        raise CourseMissing(path) from None
    most = LARGEST_FILE if most is None else most
    if entry.size > most:
        raise CourseTooLarge(path, f"more than {most // 1024**2} MiB")
    return Listing(path.parent, (entry,), alone=True)


def read_entry(listing: Listing, entry: Entry) -> SourceFile | None:
    """Read a listed file; None for one among others that cannot be read.

    Raises what there is to say of a file that was asked for by its name.
    """
    path = listing.root / entry.name
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        if not listing.alone:
            return None
        if isinstance(error, FileNotFoundError):
            raise CourseMissing(path) from None
        raise CourseUnreadable(path, error.strerror or str(error)) from error
    if len(data) > LARGEST_FILE:
        # It has grown since it was listed.
        if not listing.alone:
            return None
        raise CourseTooLarge(path, f"more than {LARGEST_FILE // 1024**2} MiB")
    return SourceFile(entry.name, path, data)


def state_of(found: os.stat_result) -> State:
    """Return what tells a file from another version of it."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _list_folder(root: Path) -> Listing:
    entries, unreadable, folders = _markdown_entries(root)
    if len(entries) > MOST_FILES:
        raise CourseTooLarge(root, f"more than {MOST_FILES} files")
    large = [one.name for one in entries if one.size > LARGEST_FILE]
    if large:
        entries = [one for one in entries if one.size <= LARGEST_FILE]
        unreadable += large
    if sum(one.size for one in entries) > LARGEST_COURSE:
        raise CourseTooLarge(root, f"more than {LARGEST_COURSE // 1024**2} MiB")
    if not entries:
        if large:
            raise CourseTooLarge(root, f"more than {LARGEST_FILE // 1024**2} MiB")
        if unreadable:
            raise CourseUnreadable(root, ", ".join(unreadable))
        raise NoMarkdown(root)
    return Listing(root, tuple(entries), tuple(unreadable), tuple(folders))


def _markdown_entries(root: Path) -> tuple[list[Entry], list[str], list[str]]:
    """Return a folder's Markdown files in reading order, and its folders.

    First come those folders that cannot be listed, then the others.

    README comes first, files before folders.  Links are not followed, so nothing outside the
    folder is read and no loop is entered.  Names with a dot before them are hidden, and folders
    with an underscore before them or of package stores hold no course.
    """
    found: list[Entry] = []
    unreadable: list[str] = []
    listed: list[str] = []
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
        listed.append(folder)
        seen += count
        if seen > MOST_ENTRIES:
            raise CourseTooLarge(root, f"more than {MOST_ENTRIES} files and folders")
        before = f"{folder}/" if folder else ""
        found += [Entry(before + name, state) for name, state in files]
        todo += [before + name for name in reversed(folders)]
    return found, unreadable, listed


def _listed(folder: Path) -> tuple[list[tuple[str, State]], list[str], int]:
    """Return a folder's Markdown files and its folders in reading order, and how much is in it."""
    files: list[tuple[str, State]] = []
    folders: list[str] = []
    with os.scandir(folder) as listing:
        entries = list(listing)
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if not name.startswith("_") and name not in STORES:
                    folders.append(name)
            elif name.lower().endswith(ENDINGS) and entry.is_file(follow_symlinks=False):
                try:
                    files.append((name, state_of(entry.stat(follow_symlinks=False))))
                except FileNotFoundError:
                    # Gone since the folder was listed.
                    continue
    files.sort(key=lambda one: reading_order(one[0]))
    return files, sorted(folders, key=reading_order), len(entries)


def reading_order(name: str) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
    """Return the key that puts README first and ``2-`` before ``10-``.

    File names may come decomposed from other systems, so they are composed first; the name as it
    is decides between two that read the same.
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    parts = tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _DIGITS.split(folded)
        if part
    )
    return rank(folded), parts, name


def rank(name: str) -> int:
    """Return how far a file goes before others: 0 for a folder's README, 3 for most files.

    A README in another language comes next, and then what sites call their folders' first page.
    """
    folded = name.casefold()
    stem = folded.partition(".")[0]
    if stem == "readme":
        return 0 if folded.count(".") < 2 else 1
    if folded.startswith("readme"):
        return 1
    return 2 if stem == "index" else 3
