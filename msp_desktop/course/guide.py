"""A folder's README as the guide to its files: in which order it lists them.

Most folders of notes begin with a README whose list of links is their table of contents.  Where it
names enough of the files, they are read in its order, and the others behind them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msp_desktop.course.destinations import Files
from msp_desktop.course.links import ROOT, is_web, lead, reference, refused
from msp_desktop.course.source import rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from msp_desktop.course.assemble import CourseFile
    from msp_desktop.course.model import Chapter

MOST = 10_000
"""How many links of one README are looked at."""

_OTHER_PAGES = 2
"""The rank from which on files are no README any more (see :func:`.source.rank`)."""

_ROWS = frozenset(("li", "tr"))
_LINK = re.compile(r"<a[ >].*?</a>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w")


def is_guide(file: str) -> bool:
    """Whether a file is the README of its folder."""
    return rank(file.rpartition("/")[2]) == 0


def listed(root: Element, file: str) -> tuple[str, ...]:
    """Return the paths from the course's root that the lists and tables of a README link to."""
    found: dict[str, None] = {}
    for element in _rows(root):
        for link in element.iter("a"):
            safe = reference(link.get("href", ""), file)
            if refused(safe) is None and not is_web(safe):
                path = lead(safe).path
                if path not in {file, ROOT}:
                    found[path] = None
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def is_only_links(chapter: Chapter) -> bool:
    """Whether a chapter's text says nothing but what can be read in the contents as well."""
    return not any(_WORD.search(_TAG.sub("", _LINK.sub("", one.html))) for one in chapter.intro)


def guided(files: Sequence[CourseFile]) -> Sequence[CourseFile]:
    """Return files in the order of the READMEs that list at least half of those in their folder.

    A folder stays together, and its README stays its first file.
    """
    names = [one.name for one in files]
    find = Files(names)
    counts = Counter(folder for name in names for folder in _folders(name))
    places: dict[str, int] = {}
    for guide in files:
        if guide.parsed is None or not guide.parsed.listed:
            continue
        folder = guide.name.rpartition("/")[0]
        own: dict[str, int] = {}
        known: set[str] = set()
        for place, path in enumerate(guide.parsed.listed):
            found = path if path in counts else find.find(path) or ""
            if path not in counts and is_guide(found):
                found = found.rpartition("/")[0]
            # What leads out of the README's own folder says nothing on the order in it.
            if found and (not folder or found.startswith(f"{folder}/")) and found != guide.name:
                known.add(found)
                for step in _steps(found, folder):
                    own.setdefault(step, place)
        reached = sum(counts.get(one, 1) for one in known)
        if len(known) > 1 and 2 * reached >= counts[folder] - 1:
            places |= own
    return _sorted(files, places)


def _rows(element: Element) -> Iterator[Element]:
    """Yield the outermost items of lists and rows of tables."""
    todo = [element]
    while todo:
        one = todo.pop()
        if one.tag in _ROWS:
            yield one
        else:
            todo += reversed(one)


def _folders(name: str) -> Iterator[str]:
    """Yield the folders around a file, "" last."""
    while name:
        name = name.rpartition("/")[0]
        yield name


def _steps(path: str, folder: str = "") -> Iterator[str]:
    """Yield a path and the folders around it, as far as they are inside a folder."""
    while path != folder:
        yield path
        path = path.rpartition("/")[0]


def _sorted(files: Sequence[CourseFile], places: dict[str, int]) -> list[CourseFile]:
    """Return files with what is placed before what is not, at each step on the way to them."""
    first: dict[str, int] = {}
    for number, one in enumerate(files):
        for step in _steps(one.name):
            first.setdefault(step, number)

    def key(one: CourseFile) -> list[tuple[int, int, int]]:
        steps = [*_steps(one.name)][::-1]
        found = [(int(step not in places), places.get(step, 0), first[step]) for step in steps]
        if rank(one.name.rpartition("/")[2]) < _OTHER_PAGES:
            # The guide itself, and what it says in other languages.
            found[-1] = (-1, 0, first[steps[-1]])
        return found

    return sorted(files, key=key)
