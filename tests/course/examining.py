"""What must hold of every text as a course, whatever is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from safe_html import not_allowed

from msp_desktop.course.dialect import convert
from msp_desktop.course.identity import Names
from msp_desktop.course.page import chapter_html
from msp_desktop.course.parse import parse_file
from msp_desktop.course.shapes.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.parse import ParsedFile


def wrong_with(text: str, reading: Reading = Reading.AUTOMATIC) -> list[str]:
    """Return what is wrong with a text's course; an exception is whoever's calls it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    convert(text)
    parsed = parse_file(text, "a.md", Names(), reading)
    return [*_about_lines(parsed, text), *_about_names(parsed), *_about_html(parsed)]


def _about_lines(parsed: ParsedFile, text: str) -> Iterator[str]:
    last = max(1, text.count("\n") + 1)
    for chapter in parsed.chapters:
        # A chapter may end behind one inside it.
        before = 0
        if not 1 <= chapter.lines.first <= chapter.lines.last <= last:
            yield f"chapter {chapter.title!r} at {chapter.lines} of {last} lines"
        for question in chapter.questions:
            if not 1 <= question.lines.first <= question.lines.last <= last:
                yield f"question {question.title!r} at {question.lines} of {last} lines"
            if question.lines.first < before:
                yield f"question {question.title!r} before the one above it"
            before = question.lines.first


def _about_names(parsed: ParsedFile) -> Iterator[str]:
    names = [chapter.id for chapter in parsed.chapters]
    names += [question.id for chapter in parsed.chapters for question in chapter.questions]
    if len(names) != len(set(names)):
        yield "the same id twice"
    for chapter in parsed.chapters:
        for question in chapter.questions:
            if not question.title.strip():
                yield f"a question without a title at {question.lines}"
            if "\n" in question.title:
                yield f"a title on two lines at {question.lines}"


def _about_html(parsed: ParsedFile) -> Iterator[str]:
    html = "".join(block.html for block in parsed.preface)
    html += "".join(chapter_html(chapter) for chapter in parsed.chapters)
    for found in not_allowed(html):
        yield f"not allowed: {found}"
    json.dumps(html, ensure_ascii=False).encode("utf-8", "surrogatepass")
