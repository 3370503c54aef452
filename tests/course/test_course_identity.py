"""Ids of questions: made from the wording, so that marks and notes find them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from msp_desktop.course.model import Course


def ids(course: Course) -> dict[str, str]:
    return {one.title: one.id for one in course.questions}


@pytest.fixture
def text(fixtures: Path) -> str:
    return (fixtures / "small-ko.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("* 숨은", "* 새 질문인가요?\n  * 네.\n* 숨은"),
        ("## 파일", "## 새 장\n\n* 새 질문인가요?\n  * 네.\n\n## 파일"),
        ("네, `head`를 사용합니다.", "아니요, `tail`로는 안 됩니다."),
        ("어떻게 보나요?", "어떻게  보나요 ?!"),
        ("**앞부분만**", "*앞부분만*"),
        ("`cp`와 `mv`는", "cp와 mv는"),
        ("# 터미널 첫걸음", "# 다른 제목"),
    ],
    ids=["above", "chapter", "answer", "marks", "emphasis", "code", "title"],
)
def test_ids_outlive_edits(
    text: str, course_of: Callable[[str], Course], before: str, after: str
) -> None:
    first = [one.id for one in course_of(text).questions]
    assert before in text
    edited = course_of(text.replace(before, after))
    assert [one.id for one in edited.questions if "새 질문" not in one.title] == first
    assert len(set(first)) == 4


def test_other_words_are_another_question(course_of: Callable[[str], Course]) -> None:
    one, two = (course_of(f"* {words}\n  * 네.\n") for words in ("이미지인가요?", "이미지였나요?"))
    assert one.questions[0].id != two.questions[0].id


def test_composed_and_decomposed_hangul_are_the_same(course_of: Callable[[str], Course]) -> None:
    one, two = (
        course_of(f"* {words}?\n  * a\n") for words in ("\uac00\ub098", "\u1100\u1161\u1102\u1161")
    )
    assert one.questions[0].id == two.questions[0].id


def test_the_same_question_again_is_numbered(course_of: Callable[[str], Course]) -> None:
    course = course_of("## A\n* Why?\n  * 1\n* why\n  * 2\n## A\n* WHY!\n  * 3\n")
    first, second, third = (one.id for one in course.questions)
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert course.chapters[1].id == f"{course.chapters[0].id}-2"
    assert course.question(second) is course.questions[1]
    assert course.chapter_of(third) is course.chapters[1]
    assert course.question("q000000000000") is None
    assert course.chapter_of("q000000000000") is None


def test_numbers_of_headings_only_count(course_of: Callable[[str], Course]) -> None:
    one = course_of("# Questions\n\n## 1. Why?\n\nSo.\n\n## Q2. How?\n\nThus.\n")
    two = course_of(
        "# Questions\n\n## 1. When?\n\nNow.\n\n## 2. Why?\n\nSo.\n\n## Q3. How?\n\nThus.\n"
    )
    assert [each.id for each in two.questions[1:]] == [each.id for each in one.questions]


def test_numbers_tell_the_same_words_apart(course_of: Callable[[str], Course]) -> None:
    text = "# Quiz\n\n### 1. What is printed?\n\nA\n\n### 2. What is printed?\n\nB\n"
    first, second = course_of(text).questions
    (only,) = course_of(text[: text.index("### 2.")]).questions
    assert first.id != second.id
    assert not second.id.startswith(first.id)
    assert only.title == first.title


def test_titles_without_letters_have_ids_too(course_of: Callable[[str], Course]) -> None:
    course = course_of("* ???\n  * 1\n* !?\n  * 2\n* ![](a.png)?\n  * 3\n")
    assert len({one.id for one in course.questions}) == 3
    assert all(one.id.startswith("q") for one in course.questions)
