"""What the rules look at: a course, its texts as the dialect reads them, and what lies beside."""

from __future__ import annotations

import os
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.anchors import name_places
from msp_desktop.course.check.nearest import Nearest, Paths
from msp_desktop.course.destinations import PICTURES, Files, Names, is_there
from msp_desktop.course.dialect import parse
from msp_desktop.course.errors import NotText
from msp_desktop.course.links import links_of
from msp_desktop.course.loader import load_course
from msp_desktop.course.pictures import SIDECAR, locate
from msp_desktop.course.raw_tags import placed
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.source import ZIP, SourceFile, list_sources, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from msp_desktop.course.links import Link
    from msp_desktop.course.model import Anchor, Course

MOST_NAMES = 20_000
"""How many names of a folder are looked through for hints."""

MOST_NEIGHBOURS = 100
LARGEST_NEIGHBOUR = 2 * 1024 * 1024
"""How many files beside the course are read for their anchors, and how large one may be in bytes.

Only a file that is checked alone leads to such ones.
"""


class Text(NamedTuple):
    """One file: its source lines, and the trees that the dialect makes of them."""

    file: str
    lines: tuple[str, ...]
    trees: tuple[Element, ...]
    anchors: tuple[Anchor, ...]
    links: tuple[Link, ...]

    def elements(self) -> Iterator[tuple[Element, int]]:
        """Yield all elements with their source lines."""
        return chain.from_iterable(map(placed, self.trees))

    def line(self, number: int) -> str:
        """Return a source line by its number, from 1; "" behind the last one."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


class Anchors(NamedTuple):
    """The anchors of one file: their names, and who finds one by what a link says."""

    known: tuple[str, ...]
    names: Names

    @classmethod
    def of(cls, text: Text) -> Anchors:
        """Return those of a text."""
        return cls(tuple(one.name for one in text.anchors), Names(text.anchors))


class Material:
    """A course as its author is to see it."""

    def __init__(
        self, course: Course, files: tuple[SourceFile, ...], packed: frozenset[str] = frozenset()
    ) -> None:
        """Take a course with its files; ``packed`` are the paths that only its zip has."""
        self.course = course
        self.files = files
        self._packed = packed
        self.nearest = Nearest()
        self._anchors: dict[str, Anchors | None] = {}
        self._neighbours = 0

    @classmethod
    def of(cls, path: Path, reading: Reading = Reading.AUTOMATIC) -> Material:
        """Open a course without the cache.  Raises CourseError."""
        course = load_course(path, reading=reading)
        is_zip = path.is_file() and path.suffix.lower() == ZIP
        listing = list_sources(path if path.is_file() and not is_zip else course.root)
        files = (read_entry(listing, entry) for entry in listing.entries)
        read = tuple(file for file in files if file is not None)
        return cls(course, read, _packed(path, course.root) if is_zip else frozenset())

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The files that are text."""
        return tuple(text for file in self.files if (text := _text(file)))

    @cached_property
    def places(self) -> Files:
        """The course's files by the paths that lead to them."""
        return Files(file.name for file in self.files)

    @cached_property
    def homes(self) -> dict[str, str]:
        """The first file of the course with an anchor of each name."""
        return {one.name: text.file for text in reversed(self.texts) for one in text.anchors}

    def anchors(self, path: str) -> Anchors | None:
        """Return the anchors of a file of the course, or of Markdown beside it.

        None where it is not read.
        """
        if path not in self._anchors:
            text = self._by_name.get(path) or self._beside(path)
            self._anchors[path] = Anchors.of(text) if text else None
        return self._anchors[path]

    @cached_property
    def _by_name(self) -> dict[str, Text]:
        return {text.file: text for text in self.texts}

    @cached_property
    def paths(self) -> Paths:
        """The files in the course's folder, as far as they are looked through."""
        return Paths(self._listed, self.nearest, "files")

    @cached_property
    def pictures(self) -> Paths:
        """The pictures among them."""
        shown = (path for path in self._listed if path.lower().endswith(PICTURES))
        return Paths(shown, self.nearest, "pictures")

    @property
    def sidecars(self) -> tuple[str, ...]:
        """The files among them that say what a picture's elements lead to."""
        return tuple(path for path in self._listed if path.endswith(SIDECAR))

    @cached_property
    def _listed(self) -> tuple[str, ...]:
        return tuple(_paths(self.course.root))

    def is_there(self, path: str) -> bool:
        """Whether there is a file or folder at a path, also in a zip of which it is not taken."""
        return path in self._packed or is_there(self.course.root, path)

    def is_broken(self, path: str) -> bool:
        """Whether there is a link of the file system at a path that leads to nothing."""
        return (self.course.root / path).is_symlink() and not self.is_there(path)

    def _beside(self, path: str) -> Text | None:
        file = locate(self.course.root, path)
        self._neighbours += 1
        if file is None or self._neighbours > MOST_NEIGHBOURS:
            return None
        try:
            if file.stat().st_size > LARGEST_NEIGHBOUR:
                return None
            return _text(SourceFile(path, file, file.read_bytes()))
        except OSError:
            return None


def _text(file: SourceFile) -> Text | None:
    try:
        text = file.text().text
    except NotText:
        return None
    trees = parse(text).trees
    anchors = name_places(trees, file.name)
    lines = tuple(text.removeprefix("\ufeff").split("\n"))
    return Text(file.name, lines, trees, anchors, tuple(links_of(trees, file.name)))


def _packed(path: Path, root: Path) -> frozenset[str]:
    """Return the files and folders in a zip by their paths from the course's root."""
    from zipfile import BadZipFile, ZipFile

    from msp_desktop.course.zip_entries import name_of
    from msp_desktop.course.zips import folder_of

    try:
        with ZipFile(path) as file:
            names = [PurePosixPath(name_of(info)) for info in file.infolist()]
    except (OSError, BadZipFile):
        return frozenset()
    top = folder_of(root)
    inside = [name.relative_to(top) for name in names if name.is_relative_to(top)]
    return frozenset(str(one) for name in inside for one in (name, *name.parents))


def _paths(root: Path) -> Iterator[str]:
    """Yield the paths below a folder, from the root, without what is hidden."""
    seen = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if one[0] != "." and one != "node_modules")
        before = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in sorted(names):
            seen += 1
            if seen > MOST_NAMES:
                return
            path = name if before == "." else f"{before}/{name}"
            # What cannot be shown is no help.
            if not (root / path).is_symlink() or locate(root, path) is not None:
                yield path
