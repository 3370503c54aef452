"""Each shape that questions are written in, Korean and English: what is found, and under what.

A case is a Markdown file; the JSON file beside it has each chapter with its questions.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.identity import Names
from msp_desktop.course.loader import load_course
from msp_desktop.course.parse import parse_file
from msp_desktop.course.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.course.model import Chapter

SHAPES = Path(__file__).parents[2] / "fixtures" / "shapes"
CASES = sorted(path for language in ("en", "ko") for path in (SHAPES / language).glob("*.md"))
IN_ROW = [path for path in CASES if path.stem != "tree-in-code"]
"""The cases in which no answer stands apart from its question."""


def outline(chapters: Iterable[Chapter]) -> list[tuple[str, list[str]]]:
    return [(one.title, [question.title for question in one.questions]) for one in chapters]


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_a_text_asks(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert outline(load_course(path).chapters) == list(expected.items())


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_questions_are_where_their_lines_say(path: Path) -> None:
    source = path.read_text(encoding="utf-8").split("\n")
    for question in load_course(path).questions:
        written = "".join(source[question.lines.first - 1 : question.lines.last])
        # Marks of Markdown and tags of HTML stand between the words.
        written = re.sub("<[a-zA-Z/][^>]*>", "", written)
        words = "".join(one for one in question.title if one.isalnum())
        assert words in "".join(one for one in written if one.isalnum())


@pytest.mark.parametrize("path", IN_ROW, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_line_belongs_to_two_questions(path: Path) -> None:
    for chapter in load_course(path).chapters:
        for first, second in pairwise(question.lines for question in chapter.questions):
            assert second.first > first.last or second.last <= first.last


@pytest.mark.parametrize("reading", Reading)
def test_questions_are_what_the_user_says(reading: Reading) -> None:
    path = SHAPES / "every-way.md"
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))[reading]
    assert outline(load_course(path, reading=reading).chapters) == list(expected.items())


def test_a_file_is_parsed_from_its_arguments_alone() -> None:
    for path in CASES:
        text = path.read_text(encoding="utf-8")
        once, again = (parse_file(text, "a.md", Names()) for _ in range(2))
        assert once == again
