"""Where a course shows a picture: in which answer, or as which diagram.

A picture is told by its path in the course's folder, which stays the same whatever is written
around it.  Names of files count as composed: other systems store them decomposed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.pictures import path_of, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.course.model import Block, Chapter, Course, Picture

_SUBJECT = "picture:"
_ESCAPES = {code: f"%{code:02X}" for code in (*range(32), ord("%"), 127)}
"""What of a path is percent-encoded in a subject: names of files may hold line ends, names of
subjects may not."""

# Compiled when they are needed first, which at start they are not.
_IMG = r'<img((?:[^">]|"[^"]*")*)>'
_ALT = r'\balt="([^"]*)"'


def subject_of_picture(path: str) -> str:
    """Return what a note on a picture names in the place of a question.

    ``path`` is the picture's in the course.  Nothing else that is written on begins so.
    """
    return _SUBJECT + unicodedata.normalize("NFC", path).translate(_ESCAPES)


def picture_of_subject(subject: str) -> str | None:
    """Return the path of the picture that a subject names, None where it names none."""
    return unquoted(subject.removeprefix(_SUBJECT)) if subject.startswith(_SUBJECT) else None


def name_of_picture(path: str, words: str = "") -> str:
    """Return what to call a picture: what its author says it shows, or its file's name."""
    return " ".join(words.split()) or path.rpartition("/")[2]


class Illustration(NamedTuple):
    """Where a picture is shown first: ``chapter`` is the chapter's id, "" for the preface.

    ``question`` is "" outside of answers, ``diagram`` its place among the course's diagrams, -1 for
    none of them.  ``path`` is as the course's text has it; ``line`` is that of ``file``.
    """

    path: str
    name: str
    chapter: str
    question: str
    diagram: int
    file: str
    line: int


class Illustrations:
    """The pictures of a course; each is looked for once."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._found: dict[str, Illustration | None] = {}

    def find(self, path: str) -> Illustration | None:
        """Return where a picture is shown, None where the course has it no more."""
        path = unicodedata.normalize("NFC", path)
        if path not in self._found:
            self._found[path] = self._as_diagram(path) or self._in_text(path)
        return self._found[path]

    def _as_diagram(self, path: str) -> Illustration | None:
        found = self._diagrams.get(path)
        if found is None:
            return None
        chapter, index = found
        one = self._course.diagrams[index]
        name = name_of_picture(one.path, one.title or one.alt)
        return Illustration(one.path, name, chapter.id, "", index, one.file, one.lines.first)

    def _in_text(self, path: str) -> Illustration | None:
        picture = self._pictures.get(path)
        if picture is None:
            return None
        course, line = self._course, picture.line
        here = [one for one in course.chapters if one.file == picture.file]
        chapter = next((one for one in reversed(here) if one.lines.first <= line), None)
        question, blocks = "", chapter.intro if chapter is not None else course.preface
        if chapter is not None:
            place = _place(chapter, line)
            if place is not None:
                one = chapter.questions[place]
                question, blocks = one.id, one.answer
        name = name_of_picture(path, _alt(blocks, picture.path))
        written = path_of(picture.path) or path
        where = (chapter.id if chapter is not None else "", question, -1)
        return Illustration(written, name, *where, picture.file, line)

    @cached_property
    def _diagrams(self) -> dict[str, tuple[Chapter, int]]:
        found: dict[str, tuple[Chapter, int]] = {}
        index = 0
        for chapter in self._course.chapters:
            for one in chapter.diagrams:
                found.setdefault(unicodedata.normalize("NFC", one.path), (chapter, index))
                index += 1
        return found

    @cached_property
    def _pictures(self) -> dict[str, Picture]:
        found: dict[str, Picture] = {}
        for one in self._course.pictures:
            path = path_of(one.path)
            if path is not None:
                found.setdefault(unicodedata.normalize("NFC", path), one)
        return found


def _place(chapter: Chapter, line: int) -> int | None:
    """Return the place of the question that a line of a chapter belongs to, None before all."""
    low, high = 0, len(chapter.questions)
    while low < high:
        middle = (low + high) // 2
        if chapter.questions[middle].lines.first <= line:
            low = middle + 1
        else:
            high = middle
    return low - 1 if low else None


def _alt(blocks: Sequence[Block], source: str) -> str:
    """Return what an author says that a picture shows, "" where nothing."""
    wanted = f'src="{source}"'
    for block in blocks:
        at = block.html.find(wanted)
        if at >= 0:
            whole = re.match(_IMG, block.html[max(block.html.rfind("<img", 0, at), 0) :])
            found = re.search(_ALT, whole[1]) if whole is not None else None
            return _plain(found[1]) if found is not None else ""
    return ""


def _plain(words: str) -> str:
    for escaped, plain in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        words = words.replace(escaped, plain)
    return words
