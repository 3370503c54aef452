"""How a course branches: folders, their files, the files' chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.source import rank

if TYPE_CHECKING:
    from msp_desktop.course.model import Chapter, Course

TOP = -1
"""Stands for the invisible root where a branch's number is asked for."""

BETWEEN = " / "
"""Stands between the names of folders that have nothing in them but the next one."""


class Branch:
    """A row with rows below it: questions, then diagrams, then inner branches.

    It stands for a ``chapter``, for the folder at a ``path``, or for both where a folder has a
    README.  ``parent`` is the number of the branch around it, ``row`` its row there and ``depth``
    how many there are around it.  ``count`` is how many questions lie below it, however deep.
    """

    __slots__ = (
        *("chapter", "count", "depth", "first_diagram", "inner", "leaves", "parent", "path"),
        *("row", "title"),
    )

    def __init__(self, parent: int, row: int, depth: int, path: str = "", title: str = "") -> None:
        self.chapter: Chapter | None = None
        self.parent = parent
        self.row = row
        self.depth = depth
        self.path = path
        self.title = title
        self.first_diagram = 0
        self.count = 0
        self.leaves = 0
        # Most have none, and a library has ten thousand of them.
        self.inner: list[int] | tuple[()] = ()

    def __len__(self) -> int:
        return self.leaves + len(self.inner)

    @property
    def key(self) -> str:
        """What tells it from the others, in this edition and in the next one."""
        if self.path:
            return f"{self.path}/"
        return self.chapter.id if self.chapter is not None else ""


class Branches:
    """The branches of a course, each behind the one around it.

    ``tops`` are the numbers of those at the top, where ``above`` other rows stand before them.
    """

    def __init__(self, course: Course | None, above: int) -> None:
        self.all: list[Branch] = []
        self.tops: list[int] = []
        self._above = above
        self._folders = {"": TOP}
        self._titles: dict[str, str] = {}
        self._passed: frozenset[str] = frozenset()
        if course is not None:
            if course.folders:
                self._titles = {one.path: one.title for one in course.folders}
                self._passed = _passed({one.file.rpartition("/")[0] for one in course.chapters})
            self._grow(course.chapters)

    def _grow(self, chapters: tuple[Chapter, ...]) -> None:
        branches = self.all
        around: list[tuple[int, int]] = []
        file, base, diagrams = "", TOP, 0
        for chapter in chapters:
            if self._titles and chapter.file != file:
                file = chapter.file
                around.clear()
                base = self._folder(file.rpartition("/")[0])
            while around and around[-1][1] >= chapter.level:
                around.pop()
            if not around and base != TOP and _is_page_of(branches[base], file):
                number = base
            else:
                number = self._add(around[-1][0] if around else base)
            branch = branches[number]
            branch.chapter = chapter
            branch.first_diagram = diagrams
            branch.count = len(chapter.questions)
            branch.leaves = branch.count + len(chapter.diagrams)
            diagrams += len(chapter.diagrams)
            around.append((number, chapter.level))
        for branch in reversed(branches):
            if branch.parent != TOP:
                branches[branch.parent].count += branch.count

    def _folder(self, path: str) -> int:
        """Return the number of a folder's branch; those of folders around it are made as well."""
        if path not in self._folders:
            number, names, at = TOP, "", 0
            while at >= 0:
                at = path.find("/", at + 1)
                one = path[:at] if at >= 0 else path
                title = names + self._titles.get(one, one)
                if one in self._passed:
                    names = title + BETWEEN
                    continue
                names = ""
                known = self._folders.get(one)
                if known is None:
                    known = self._folders[one] = self._add(number, one, title)
                number = known
        return self._folders[path]

    def _add(self, parent: int, path: str = "", title: str = "") -> int:
        number = len(self.all)
        if parent == TOP:
            self.all.append(Branch(TOP, self._above + len(self.tops), 0, path, title))
            self.tops.append(number)
        else:
            around = self.all[parent]
            self.all.append(Branch(parent, len(around), around.depth + 1, path, title))
            around.inner = around.inner or []
            around.inner.append(number)
        return number


def _is_page_of(branch: Branch, file: str) -> bool:
    """Whether a file is the README of the folder that a branch stands for."""
    return branch.chapter is None and not branch.inner and rank(file.rpartition("/")[2]) == 0


def _passed(folders: set[str]) -> frozenset[str]:
    """Return the folders in which there is nothing but one other folder.

    ``folders`` are those with files.
    """
    inner: dict[str, set[str]] = {}
    for folder in folders:
        path = folder
        while path:
            around = path.rpartition("/")[0]
            below = inner.setdefault(around, set())
            if path in below:
                break
            below.add(path)
            path = around
    return frozenset(
        path for path, below in inner.items() if path and len(below) == 1 and path not in folders
    )
