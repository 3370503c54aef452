"""What a link into the course leads to: a place to read, a picture, or why there is none.

``find`` takes what would lead there on GitHub too, ``near`` what a reader will have meant.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.links import ID, ROOT, is_web, lead, refused
from msp_desktop.course.pictures import locate
from msp_desktop.course.source import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from msp_desktop.course.model import Anchor, Course

PICTURES = (".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
"""How the names of files end that the diagram pane shows."""

_LINE = re.compile(r"L([1-9][0-9]{0,8})(?:C[0-9]+)?(?:-L?[0-9]+(?:C[0-9]+)?)?$", re.IGNORECASE)
_GITHUB = "user-content-"
# What a browser is to look for on the page.
_TEXT = ":~:"


class Kind(StrEnum):
    """What a link leads to."""

    WEB = "web"
    PLACE = "place"
    PICTURE = "picture"
    COURSE = "course"  # Markdown beside the course that is open
    FILE = "file"
    NO_FILE = "no-file"
    NO_NAME = "no-name"
    REFUSED = "refused"


class Target(NamedTuple):
    """Where a link leads.

    ``path`` is the file's from the course's root, or what the author wrote for a link that is
    refused; ``name`` is the part of the file that was asked for.  ``chapter`` and ``question`` are
    where to go, "" for the preface and a chapter's beginning; ``ids`` are those of elements there,
    of which the first that the page has is meant.
    """

    kind: Kind
    path: str = ""
    name: str = ""
    chapter: str = ""
    question: str = ""
    ids: tuple[str, ...] = ()


class Files:
    """The files of a course, by the paths that lead to them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._exact: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._folded: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        for name in self._names:
            path = PurePosixPath(name)
            self._exact.setdefault(_composed(name), name)
            self._folded.setdefault(_composed(name).casefold(), []).append(name)
            self._stems.setdefault(_stem(path), []).append(name)
            for parent in path.parents:
                # They come in reading order: a folder's README, then its first file.
                self._folders.setdefault(_composed(str(parent)), name)

    def find(self, path: str) -> str | None:
        """Return the file at a path, a folder's first one, or the only one of that name.

        An ending may be left out, and then the folders too, as in GitHub's wikis.
        """
        path = _composed(path)
        found = self._exact.get(path) or self._folders.get(path)
        for ending in ENDINGS:
            found = found or self._exact.get(path + ending)
        if found is None and not PurePosixPath(path).suffix:
            return _only(self._stems.get(_stem(PurePosixPath(path)), []))
        return found

    def near(self, path: str) -> str | None:
        """Return the only file at a path whose letters may be in another case."""
        return _only(self._folded.get(_composed(path).casefold(), []))


class Names:
    """The anchors of a course's files."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._exact: dict[tuple[str, str], Anchor] = {}
        self._folded: dict[tuple[str, str], Anchor] = {}
        self._first: dict[tuple[str, int], str] = {}
        for anchor in anchors:
            name = _composed(anchor.name)
            self._first.setdefault((anchor.file, anchor.line), anchor.name)
            self._exact.setdefault((anchor.file, name), anchor)
            self._folded.setdefault((anchor.file, name.casefold()), anchor)

    def find(self, file: str, name: str) -> Anchor | None:
        """Return the anchor of a name in a file."""
        name = _composed(name)
        found = self._exact.get((file, name))
        if found is None and name.startswith(_GITHUB):
            found = self._exact.get((file, name.removeprefix(_GITHUB)))
        return found or self._folded.get((file, name.casefold()))

    def ids(self, anchor: Anchor) -> tuple[str, ...]:
        """Return by which names a page may know an anchor: its own, or the first of its line."""
        return tuple(dict.fromkeys((anchor.name, self._first[anchor.file, anchor.line])))

    def near(self, file: str, name: str) -> Anchor | None:
        """Return the anchor of the heading whose words a name repeats."""
        from msp_desktop.course.anchors import slug

        return self.find(file, slug(name.strip()))


class Destinations:
    """Finds what a course's links lead to; made once for each edition."""

    def __init__(self, course: Course) -> None:
        self._course = course
        files = dict.fromkeys(chapter.file for chapter in course.chapters)
        files = files or dict.fromkeys(anchor.file for anchor in course.anchors)
        self._files = Files(files or (course.source.name,))
        self._names: Names | None = None

    def target(self, reference: str) -> Target:
        """Return what a link leads to, by its safe form (see :mod:`.links`)."""
        if is_web(reference):
            return Target(Kind.WEB, reference)
        wrote = refused(reference)
        if wrote is not None:
            return Target(Kind.REFUSED, wrote)
        path, query, name = lead(reference)
        if not path:
            return Target(Kind.REFUSED)
        # A mark may also be one of the file's name, where the author did not quote it.
        whole = dict.fromkeys((path, path + query, path + query + name))
        for look in (self._files.find, self._on_disk, self._files.near):
            for one in whole:
                found = look(one)
                if isinstance(found, Target):
                    return found
                if found is not None:
                    return self._inside(found, "" if one == path + query + name else name)
        return Target(Kind.NO_FILE, path)

    def _inside(self, file: str, name: str) -> Target:
        """Return the place of a name in a file of the course, or of the file's beginning."""
        name = bare(name)
        if self._names is None:
            self._names = Names(self._course.anchors)
        anchor = self._names.find(file, name) or self._names.near(file, name)
        if anchor is not None:
            chapter, question = self._place(file, anchor.line)
            ids = tuple(ID + one for one in self._names.ids(anchor))
            return Target(Kind.PLACE, file, name, chapter, question, ids)
        line = line_of(name)
        kind = Kind.NO_NAME if line is None else Kind.PLACE
        return Target(kind, file, name, *self._place(file, line or 1))

    def _place(self, file: str, line: int) -> tuple[str, str]:
        """Return the ids of the chapter and the question that a line of a file is in."""
        chapters = [one for one in self._course.chapters if one.file == file]
        if not chapters or (line < chapters[0].lines.first and self._course.preface):
            return "", ""
        chapter = next((one for one in reversed(chapters) if one.lines.first <= line), chapters[0])
        asked = [one for one in chapter.questions if one.lines.first <= line <= one.lines.last]
        return chapter.id, asked[-1].id if asked else ""

    def _on_disk(self, path: str) -> Target | None:
        """Return what a file is that is in the course's folder and not part of the course."""
        root: Path = self._course.root
        if path == ROOT or not is_there(root, path):
            return None
        ending = PurePosixPath(path).suffix.lower()
        if ending in PICTURES:
            return Target(Kind.PICTURE, path)
        return Target(Kind.COURSE if ending in ENDINGS else Kind.FILE, path)


def bare(name: str) -> str:
    """Return a name without its mark, and without what a browser is to look for on the page."""
    return name.removeprefix("#").partition(_TEXT)[0]


def line_of(name: str) -> int | None:
    """Return the line of a file that a name leads to without being an anchor's.

    ``#``, ``#top`` and no name at all lead to its beginning, ``#L12-L20`` is as GitHub has it.
    """
    if name.casefold() in {"", "top"}:
        return 1
    match = _LINE.match(name)
    return int(match[1]) if match else None


def is_there(root: Path, path: str) -> bool:
    """Whether there is a file or folder at a path, really inside the course's folder."""
    if locate(root, path) is not None:
        return True
    try:
        folder = root / path
        return folder.is_dir() and folder.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):
        return False


def _composed(text: str) -> str:
    """Return text composed: names may be stored decomposed by other systems."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _stem(path: PurePosixPath) -> str:
    """Return a file's name as a wiki's links give it: without folder, ending and case."""
    name = path.name
    ending = next((one for one in ENDINGS if name.lower().endswith(one)), "")
    return (
        _composed(name.removesuffix(name[len(name) - len(ending) :])).casefold().replace("-", " ")
    )


def _only(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None
