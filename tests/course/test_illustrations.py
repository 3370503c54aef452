"""Where a course shows its pictures."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.cache import CourseCache
from msp_desktop.course.illustrations import (
    Illustrations,
    name_of_picture,
    picture_of_subject,
    subject_of_picture,
)
from msp_desktop.course.loader import load_course
from msp_desktop.course.text import subject_of_chapter

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.model import Course

TEXT = """# Images

Before: ![](img/first.png)

## Layers

Look: ![the "stack" > all](img/stack.png)

- What is a layer?
  - A set of files. ![one layer](img/one%20layer.png)
- 레이어는 어디에 있나요?
  - 디스크에 있습니다.

    ![](img/디스크.png)
- Where again?
  - ![once more](img/one%20layer.png)

### Summary

![all of it](img/sum.svg)
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The course as it comes from the cache, as it mostly does."""
    path = tmp_path / "images.md"
    path.write_text(TEXT, encoding="utf-8")
    cache = CourseCache(tmp_path / "cache")
    load_course(path, cache)
    return load_course(path, cache)


def test_pictures_of_answers(course: Course) -> None:
    found = Illustrations(course).find("img/one layer.png")
    assert found is not None
    assert course.questions[0].id == found.question
    assert (found.name, found.diagram, found.line) == ("one layer", -1, 10)


def test_a_name_is_composed_or_not(course: Course) -> None:
    found = Illustrations(course).find(unicodedata.normalize("NFD", "img/디스크.png"))
    assert found is not None
    assert found.question == course.questions[1].id
    assert found.name == "디스크.png"


def test_diagrams(course: Course) -> None:
    found = Illustrations(course).find("img/sum.svg")
    assert found is not None
    assert (found.question, found.diagram) == ("", 0)
    assert found.name == course.diagrams[0].title
    assert found.chapter == course.chapters[-1].id


def test_pictures_outside_of_answers(course: Course) -> None:
    found = Illustrations(course).find("img/stack.png")
    assert found is not None
    assert (found.question, found.diagram) == ("", -1)
    assert found.name == 'the "stack" > all'
    assert found.chapter == course.chapters[-1].id


def test_pictures_that_are_not_there(course: Course) -> None:
    assert Illustrations(course).find("img/nothing.png") is None


def test_subjects() -> None:
    path = "img/디스크.png"
    subject = subject_of_picture(unicodedata.normalize("NFD", path))
    assert subject == subject_of_picture(path)
    assert picture_of_subject(subject) == path
    for odd in ("img/100%.png", "img/%41.png", "img/two\nlines.png"):
        assert picture_of_subject(subject_of_picture(odd)) == odd
        assert "\n" not in subject_of_picture(odd)
    for other in ("q0123456789ab", subject_of_chapter("c1"), "8b1f0c"):
        assert picture_of_subject(other) is None


def test_names() -> None:
    assert name_of_picture("img/a/b.png") == "b.png"
    assert name_of_picture("img/a/b.png", " two\n words ") == "two words"
