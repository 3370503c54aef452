"""Which lines of a course are its title, preface, chapters, questions and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from safe_html import text_of

from msp_desktop.course.loader import load_course
from msp_desktop.course.model import BlockKind, Chapter, Course, Lines
from msp_desktop.course.shapes.asking import asks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def tree(course: Course) -> list[tuple[int, str, list[str]]]:
    """Return each chapter's level and title with its questions' titles."""
    return [
        (one.level, one.title, [question.title for question in one.questions])
        for one in course.chapters
    ]


def kinds(chapter: Chapter, index: int) -> list[BlockKind]:
    return [block.kind for block in chapter.questions[index].answer]


@pytest.mark.parametrize(
    ("name", "chapters"),
    [
        ("small-ko", [("파일", 3), ("프로세스", 1)]),
        ("small-en", [("Files", 3), ("Processes", 1)]),
    ],
)
def test_small_courses_open_whole(
    fixtures: Path, name: str, chapters: list[tuple[str, int]]
) -> None:
    course = load_course(fixtures / f"{name}.md")
    assert [(one.title, len(one.questions)) for one in course.chapters] == chapters
    assert [(one.path, one.lines) for one in course.diagrams] == [
        ("img/small_summary.png", Lines(45, 45))
    ]
    assert course.problems == ()
    assert [block.lines for block in course.preface] == [Lines(3, 5)]
    assert [one.lines.first for one in course.questions] == [9, 14, 33, 51]
    text, code, table = BlockKind.LIST, BlockKind.CODE, BlockKind.TABLE
    files = course.chapters[0]
    assert kinds(files, 0) == [text]
    assert kinds(files, 1) == [text, code, code]
    assert kinds(files, 2) == [text, BlockKind.QUOTE, table]
    assert files.lines == Lines(7, 48)


def test_a_course_about_sessions(fixtures: Path) -> None:
    course = load_course(fixtures / "shapes" / "sessions-ko.md")
    assert course.title == "빌드 실습 기록"
    assert [len(one.questions) for one in course.chapters] == [2, 1]
    first, second = course.chapters[0].questions
    assert first.title == "ENV로 정한 값은 실행할 때 바꿀 수 있나요? (예: TZ)"
    assert (first.lines, second.lines) == (Lines(5, 39), Lines(41, 60))
    assert text_of(second.answer[-1].html).strip() == "$ rm Main.java"


def test_a_preface_is_read_and_asks_nothing(fixtures: Path) -> None:
    course = load_course(fixtures / "shapes" / "preface-en.md")
    assert [block.kind for block in course.preface] == [BlockKind.TEXT, BlockKind.LIST]
    assert "The manual" in course.preface[1].html
    assert tree(course) == [
        (2, "Shell", ["Which shell do we use?", "Aliases", "Where can I read more?"]),
        (3, "Pipes", ["What does | do?", "Is everything passed on?"]),
        (3, "Notes on pipes", []),
        (2, "Summary", []),
    ]
    shell, pipes, notes, summary = course.chapters
    assert [text_of(block.html) for block in shell.intro] == [
        "These notes come from the first lesson."
    ]
    assert kinds(pipes, 1) == [BlockKind.TEXT, BlockKind.QUOTE]
    assert pipes.questions[1].title_html == "Is <em>everything</em> passed on?"
    assert [block.lines for block in notes.intro] == [Lines(38, 38)]
    assert [one.path for one in summary.diagrams] == ["img/whole.png"]


def test_questions_directly_under_the_title(course_of: Callable[[str], Course]) -> None:
    course = course_of(
        "# Shell\n\n* Do aliases last?\n  * They are lost.\n\n### Summary\n\n![](a.png)\n"
    )
    assert (course.title, course.preface) == ("Shell", ())
    assert tree(course) == [(1, "Shell", ["Do aliases last?"])]
    assert [one.path for one in course.diagrams] == ["a.png"]
    assert course.chapters[0].lines == Lines(1, 8)


def test_questions_under_the_title_and_in_chapters(course_of: Callable[[str], Course]) -> None:
    course = course_of("# A\n\n* Why?\n  * So.\n\n## B\n\n* How?\n  * Thus.\n")
    assert tree(course) == [(1, "A", ["Why?"]), (2, "B", ["How?"])]


def test_a_file_without_headings(course_of: Callable[[str], Course]) -> None:
    course = course_of("Read this.\n\n* Why?\n  * So.\n* How?\n")
    assert course.title == "course"
    assert tree(course) == [(1, "", ["Why?", "How?"])]
    assert [one.answered for one in course.questions] == [True, False]
    assert len(course.chapters[0].intro) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("Only prose.\n", [(1, "", [])]),
        ("# Title alone", [(1, "Title alone", [])]),
        ("# Title\n\nProse.\n", [(1, "Title", [])]),
        ("## Chapter\n", [(2, "Chapter", [])]),
        ("# A\n\n# B\n", [(1, "B", [])]),
        ("# A\n\n***\n\n## B\n\n***\n", [(2, "B", [])]),
        ("* \n", [(1, "", [])]),
    ],
)
def test_little_text(
    course_of: Callable[[str], Course], text: str, expected: list[tuple[int, str, list[str]]]
) -> None:
    course = course_of(text)
    assert tree(course) == expected
    assert course.problems == ()


def test_the_answer_goes_on_until_the_next_question(course_of: Callable[[str], Course]) -> None:
    course = course_of(
        "## A\n\n* Why?\n  * So.\n\nProse.\n\n```\ncode\n```\n\n![](p.png)\n\n> quote\n\n"
        "<div>html</div>\n\n***\n\n| a |\n|---|\n| b |\n\n***\n\n* How?\n\n  #### Inside\n\n"
        "  Thus.\n"
    )
    why, how = course.questions
    assert [block.kind.value for block in why.answer] == [
        *("list", "text", "code", "picture", "quote", "html", "rule", "table")
    ]
    assert why.lines == Lines(3, 22)
    assert [block.kind.value for block in how.answer] == ["heading", "text"]
    assert how.lines == Lines(26, 30)


def test_unfinished_items_do_not_stop_the_others(course_of: Callable[[str], Course]) -> None:
    course = course_of("## A\n\n* Why?\n  * So.\n*\n* How?\n  * Thus.\n* \n")
    assert [one.title for one in course.questions] == ["Why?", "How?"]


def test_a_flat_list_of_things_is_text(course_of: Callable[[str], Course]) -> None:
    course = course_of("## A\n\n* Do not panic.\n* Use tags.\n\n  Always.\n")
    (chapter,) = course.chapters
    assert chapter.questions == ()
    assert chapter.intro[0].html.startswith("<ul>\n<li>\n<p>Do not panic.</p>")


def test_a_tight_list_that_asks_nothing_stays_tight(
    course_of: Callable[[str], Course],
) -> None:
    (chapter,) = course_of("## A\n\n- a\n  ```\n  c\n  ```\n  b\n- d\n- e\n").chapters
    assert chapter.questions == ()
    assert text_of(chapter.intro[0].html).split() == ["a", "c", "b", "d", "e"]
    assert "<p>" not in chapter.intro[0].html


def test_a_question_written_loosely_or_over_two_lines(
    course_of: Callable[[str], Course],
) -> None:
    course = course_of("## A\n\n* Why is\n  it so?\n\n  Because.\n\n* [x] Done?\n  - yes\n")
    why, done = course.questions
    assert (why.title, done.title) == ("Why is it so?", "Done?")
    assert [text_of(block.html) for block in why.answer] == ["Because."]
    assert why.lines == Lines(3, 6)


def test_text_after_code_in_a_tight_item_is_a_paragraph(
    course_of: Callable[[str], Course],
) -> None:
    (question,) = course_of("* Why?\n  ```\n  code\n  ```\n  So.\n").questions
    assert [block.kind for block in question.answer] == [BlockKind.CODE, BlockKind.TEXT]
    assert question.answer[1].html == "<p>So.</p>"


def test_placeholders_in_angle_brackets_are_read(course_of: Callable[[str], Course]) -> None:
    course = course_of(
        "## A\n\n* What is `docker pull` <image>?\n  * It pulls <b>one</b> <Image>.\n"
    )
    (question,) = course.questions
    assert question.title == "What is docker pull <image>?"
    assert text_of(question.answer[0].html).strip() == "It pulls one <Image>."
    assert "<b>one</b>" in question.answer[0].html


def test_deep_headings_make_chapters_of_their_level(course_of: Callable[[str], Course]) -> None:
    course = course_of("# T\n## A\n### B\n#### C\n* Why?\n  * So.\n##### D\n###### E\nF\n===\n")
    assert [(one.level, one.title) for one in course.chapters] == [
        *((2, "A"), (3, "B"), (4, "C"), (5, "D"), (6, "E"), (1, "F"))
    ]
    assert [(one.lines.first, one.lines.last) for one in course.chapters] == [
        *((2, 2), (3, 3), (4, 6), (7, 7), (8, 8), (9, 10))
    ]


@pytest.mark.parametrize(
    "title",
    [
        "컨테이너가 격리되나요?",
        "이것이 맞습니까",
        "어떻게 되는지요...",
        "무엇을 쓰는가 (3장)",
        "같은 이미지인가요!!",
        "같은 이미지인가요! (3장), (4장) ...",
        "How does it work",
        "What’s a layer",
        "Do we need root",
        "It works, right?",
        "정말？",
    ],
)
def test_titles_that_ask(title: str) -> None:
    assert asks(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "도커 설치",
        "설치합니다.",
        "Do not use root",
        "Have a look",
        "Whatever",
        "...",
        "허가",
        "(?)"[:1],
    ],
)
def test_titles_that_do_not(title: str) -> None:
    assert not asks(title)


def test_lines_count_as_an_editor_does(course_of: Callable[[str], Course]) -> None:
    for end in ("\n", "\r\n", "\r"):
        course = course_of(
            end.join(("# T", "", "## A\x0b\u2028b\x85", "", "* Why?", "  * So.", ""))
        )
        assert [one.lines for one in course.questions] == [Lines(5, 6)]
        assert course.chapters[0].lines == Lines(3, 6)
