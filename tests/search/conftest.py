from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.loader import load_course
from msp_desktop.course.model import Course
from msp_desktop.notebook.model import Note, QuestionRef, Wording
from msp_desktop.search.index import Index

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)

MakeCourse = Callable[[str], Course]
MakeIndex = Callable[..., Index]


@pytest.fixture
def make_course(tmp_path: Path) -> MakeCourse:
    """Open a course from its Markdown."""

    def make(markdown: str) -> Course:
        file = tmp_path / "course.md"
        file.write_text(markdown, encoding="utf-8")
        return load_course(file)

    return make


@pytest.fixture
def make_index(make_course: MakeCourse) -> MakeIndex:
    """Index a course of one chapter, with notes by the questions' titles."""

    def make(questions: dict[str, str], notes: dict[str, str] | None = None) -> Index:
        listed = "\n".join(
            f"- {title}\n" + (f"  - {answer}\n" if answer else "")
            for title, answer in questions.items()
        )
        course = make_course(f"# A course\n\n## Basics\n\n{listed}")
        ids = {question.title: question.id for question in course.questions}
        return Index.of(
            course,
            [
                Note(
                    QuestionRef("a-course", ids.get(title, "gone")),
                    Wording(title, "Basics"),
                    text,
                    1,
                    WRITTEN,
                    WRITTEN,
                )
                for title, text in (notes or {}).items()
            ],
        )

    return make
