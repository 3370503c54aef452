"""The beginning of a course that is long to parse: what one sees first, parsed by itself.

It is looked at for the moment until the whole course is there, and nothing is kept of it.  What
comes later in the file may still change how it reads: a link's address, a footnote.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from msp_desktop.course.model import (
    Block,
    BlockKind,
    Chapter,
    Course,
    Lines,
    Question,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LENGTH = 12 * 1024
"""Characters of Markdown that are parsed: some screens of it."""

WORTH = 8 * LENGTH
"""Bytes from which on a file is worth it; a shorter one is parsed as soon."""

_LINE = re.compile(r"^(?:(#{1,6})[ \t]+(.*)|[ ]{0,3}(`{3,}|~{3,}).*)$", re.MULTILINE)
_MARKS = str.maketrans("", "", "*_`")


class Beginning(NamedTuple):
    """A course of which only the beginning is there.

    ``course`` has all chapters, as far as their headings tell, but those at the end are empty.
    ``questions`` is about how many the whole has, ``pictures`` whether it shows any.
    """

    course: Course
    questions: int
    pictures: bool


def beginning(path: Path) -> bytes:
    """Return the beginning of a file's course as JSON; nothing where it is short, or no text."""
    from msp_desktop.course.identity import Names
    from msp_desktop.course.parse import parse_file
    from msp_desktop.course.source import SourceFile

    data = path.read_bytes()
    if len(data) < WORTH:
        return b""
    text = SourceFile(path.name, path, data).text().text
    # Up to where something begins at the margin.
    marks = ("\n\n#", "\n- ", "\n* ", "\n\n")
    end = next((at for mark in marks if (at := text.rfind(mark, LENGTH // 2, LENGTH)) > 0), LENGTH)
    names = Names()
    parsed = parse_file(text[:end], path.name, names)
    if not parsed.chapters:
        return b""
    levels = {chapter.level for chapter in parsed.chapters}
    asked = sum(len(chapter.questions) for chapter in parsed.chapters)
    chapters = [_plain(chapter) for chapter in parsed.chapters]
    for level, title in _headings(text, end):
        if level in levels:
            lines = Lines(1, 1)
            chapters.append([names.chapter(title), title, "", level, path.name, lines, [], []])
    return json.dumps(
        [
            parsed.title or path.stem,
            parsed.preface,
            chapters,
            asked * len(text) // end,
            "![" in text or "<img" in text,
        ],
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")


def read_beginning(data: bytes, path: Path) -> Beginning:
    """Return what :func:`beginning` found at a path.  Raises ValueError and TypeError."""
    title, preface, chapters, questions, pictures = json.loads(data)
    course = Course(
        source=path,
        root=path.parent,
        title=title,
        preface=_blocks(preface),
        chapters=tuple(map(_chapter, chapters)),
        pictures=(),
        problems=(),
        digest="",
    )
    return Beginning(course, questions, pictures)


def _headings(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield the levels and words of the headings from a place on, but for those in code."""
    fence = ""
    for line in _LINE.finditer(text, start):
        if line[3]:
            if not fence:
                fence = line[3]
            elif line[3].startswith(fence):
                fence = ""
        elif not fence:
            yield len(line[1]), line[2].strip().rstrip("#").rstrip().translate(_MARKS)


def _plain(chapter: Chapter) -> list[Any]:
    values = chapter._replace(
        intro=tuple(chapter.intro),
        questions=tuple(one._replace(answer=tuple(one.answer)) for one in chapter.questions),
    )
    return list(values[:-1])


def _chapter(values: list[Any]) -> Chapter:
    name, title, html, level, file, lines, intro, questions = values
    return Chapter(
        id=name,
        title=title,
        title_html=html,
        level=level,
        file=file,
        lines=Lines(*lines),
        intro=_blocks(intro),
        questions=tuple(
            Question(one, words, safe, Lines(*span), _blocks(answer), bool(undecided))
            for one, words, safe, span, answer, undecided in questions
        ),
        diagrams=(),
    )


def _blocks(values: Iterable[Any]) -> tuple[Block, ...]:
    return tuple(Block(BlockKind(kind), html, Lines(*lines)) for kind, html, lines in values)
