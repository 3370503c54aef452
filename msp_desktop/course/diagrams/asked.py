"""Which question is meant by what an author writes beside a diagram.

A question's id is made of its wording (see :mod:`msp_desktop.course.identity`), so a title leads to
it without any question being read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.destinations import Names as Anchors
from msp_desktop.course.identity import Names, wording
from msp_desktop.course.model import ids_of
from msp_desktop.course.pictures import path_of, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.course.model import Chapter, Course

LONGEST_NAME = 2000
"""Characters of a name that is looked for: no title is longer."""

_MOST_PARTS = 16
"""At how many slashes a name is taken apart into chapter and question."""


class Asked(NamedTuple):
    """What a name means: the ids of questions, or else those between which it does not tell."""

    questions: tuple[str, ...] = ()
    between: tuple[str, ...] = ()


class Around(NamedTuple):
    """Where a picture stands: the files that show it, and the chapters it is a diagram of."""

    files: tuple[str, ...]
    chapters: tuple[str, ...]


class Questions:
    """Finds a course's questions by name; made once for each edition."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._anchors: Anchors | None = None
        self._titles: dict[str, list[Chapter]] | None = None

    def around(self, path: str) -> Around:
        """Return where a picture stands, by its path from the course's root."""
        course = self._course
        diagrams = [(chapter, one) for chapter in course.chapters for one in chapter.diagrams]
        own = [chapter for chapter, one in diagrams if one.path == path]
        shown = (one.file for one in course.pictures if path_of(one.path) == path)
        files = dict.fromkeys((*(one.file for one in own), *shown))
        return Around(tuple(files), tuple(chapter.id for chapter in own))

    def named(self, name: str, around: Around) -> Asked:
        """Return the question of a title, of ``chapter/title`` or of an id.

        A title that is asked in several places means the one in the picture's own chapter, or else
        in its own file, where there is just one.
        """
        name = name.strip()[:LONGEST_NAME]
        if self._course.place_of(name) is not None:
            return Asked((name,))
        found = self._of_wording(name) or self._in_chapter(name)
        return self._settled(found, around)

    def linked(self, name: str, around: Around) -> Asked:
        """Return what a link ``#name`` in an SVG means: a question, or all of a heading's."""
        name = unquoted(name)[:LONGEST_NAME]
        if self._course.place_of(name) is not None:
            return Asked((name,))
        if self._anchors is None:
            self._anchors = Anchors(self._course.anchors)
        for file in around.files or self._course.files:
            anchor = self._anchors.find(file, name)
            found = self._at(file, anchor.line) if anchor else ()
            if found:
                return Asked(found)
        # A title as GitHub would name it differs from it in marks only.
        return self._settled(self._of_wording(name), around)

    def name_of(self, question: str, title: str) -> str:
        """Return a name that means a question wherever it is written, given its title."""
        place = self._course.place_of(question)
        if place is None or self._of_wording(title) == [question]:
            return title
        chapter = place[0]
        for before in (chapter.title, chapter.file):
            name = f"{before}/{title}"
            if self.named(name, Around((), ())).questions == (question,):
                return name
        return question

    def _of_wording(self, title: str) -> list[str]:
        """Return the ids of all questions of one wording, in the order of their numbers."""
        if not wording(title):
            return []
        first = Names().question(title)
        found: list[str] = []
        name = first
        while self._course.place_of(name) is not None:
            found.append(name)
            name = f"{first}-{len(found) + 1}"
        return found

    def _in_chapter(self, name: str) -> list[str]:
        """Return the ids of what ``chapter/title`` means; either may have slashes of its own."""
        parts = name.split("/")
        for count in range(1, min(len(parts), _MOST_PARTS)):
            before, title = "/".join(parts[:count]), "/".join(parts[count:])
            asked = self._of_wording(title)
            inside = {one.id for one in self._called(before)} if asked else set[str]()
            found = [one for one in asked if self._chapter_of(one) in inside]
            if found:
                return found
        return []

    def _called(self, name: str) -> list[Chapter]:
        """Return the chapters of a title, or those of a file."""
        if self._titles is None:
            self._titles = {}
            for chapter in self._course.chapters:
                for one in (wording(chapter.title), chapter.file):
                    self._titles.setdefault(one, []).append(chapter)
        return self._titles.get(wording(name)) or self._titles.get(name.strip(), [])

    def _settled(self, found: list[str], around: Around) -> Asked:
        if len(found) < 2:
            return Asked(tuple(found))
        chapters = set(around.chapters)
        files = set(around.files)
        near = [one for one in found if self._chapter_of(one) in chapters]
        near = near or [one for one in found if self._file_of(one) in files]
        return Asked(tuple(near)) if len(near) == 1 else Asked((), tuple(found))

    def _chapter_of(self, question: str) -> str:
        chapter = self._course.chapter_of(question)
        return chapter.id if chapter else ""

    def _file_of(self, question: str) -> str:
        chapter = self._course.chapter_of(question)
        return chapter.file if chapter else ""

    def _at(self, file: str, line: int) -> tuple[str, ...]:
        """Return the question that a line is in, or else all under the heading above it."""
        chapters = [one for one in self._course.chapters if one.file == file]
        above = [number for number, one in enumerate(chapters) if one.lines.first <= line]
        if not above:
            # The title of the file: all of it.
            return tuple([name for one in chapters for name in ids_of(one.questions)])
        chapter = chapters[above[-1]]
        inside = [one for one in chapter.questions if one.lines.first <= line <= one.lines.last]
        return (inside[-1].id,) if inside else tuple(_questions_from(chapters[above[-1] :]))


def _questions_from(chapters: Iterable[Chapter]) -> list[str]:
    """Return the ids under the first one's heading, of chapters of one file."""
    found: list[str] = []
    first: Chapter | None = None
    for chapter in chapters:
        if first is None:
            first = chapter
        elif chapter.level <= first.level:
            break
        found += ids_of(chapter.questions)
    return found
