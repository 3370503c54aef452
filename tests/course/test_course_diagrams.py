"""Summaries: a heading with pictures and nothing else gives its chapter diagrams."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.loader import load_course
from msp_desktop.course.model import BlockKind, Lines
from msp_desktop.course.pictures import locate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from msp_desktop.course.model import Course


def test_summaries_of_all_kinds(fixtures: Path) -> None:
    course = load_course(fixtures / "shapes" / "summaries.md")
    assert [one.title for one in course.chapters] == [
        *("One", "Several", "Words too", "Summary with words", "Linked")
    ]
    found = [
        [(one.path, one.title, one.alt, one.lines) for one in chapter.diagrams]
        for chapter in course.chapters
    ]
    assert found == [
        [("img/plan_one_1-2.png", "요약", "", Lines(10, 10))],
        [
            ("img/left half.png", "Left half", "Left half", Lines(21, 21)),
            ("img/right half.png", "Summary of several", "", Lines(23, 23)),
            ("img/sized.png", "By size", "By size", Lines(25, 25)),
        ],
        [],
        [],
        [("img/plan_one_1-2.png", "Summary with a link", "Plan", Lines(43, 43))],
    ]
    assert course.problems == ()
    assert all(locate(course.root, one.path) for one in course.diagrams)


def test_a_diagrams_heading_belongs_to_the_chapter(fixtures: Path) -> None:
    one, several, *_ = load_course(fixtures / "shapes" / "summaries.md").chapters
    assert (one.lines, several.lines) == (Lines(3, 13), Lines(14, 26))
    # The rule before the next chapter is no part of it.
    assert [block.kind for block in one.diagrams[0].blocks] == [BlockKind.PICTURE]
    first, second, third = several.diagrams
    assert len(first.blocks) == 3
    assert second.blocks == third.blocks == ()


def test_words_make_it_a_chapter(fixtures: Path) -> None:
    words = load_course(fixtures / "shapes" / "summaries.md").chapters[3]
    assert (words.level, words.diagrams) == (3, ())
    assert [block.kind for block in words.intro] == [BlockKind.TEXT]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("a\\_b.png", "a_b.png"),
        ("a%20b.png", "a b.png"),
        ("<a b.png>", "a b.png"),
        ("a%2Fb.png", "a/b.png"),
        ("./a/../b.png", "b.png"),
        ("a.png 'title'", "a.png"),
        ("a.png#part", "a.png"),
        ("a.png?v=1", "a.png"),
        ("a%23b.png", "a#b.png"),
        ("a&amp;b.png", "a&b.png"),
        ("100%.png", "100%.png"),
        ("그림.png", "그림.png"),
        ("%EA%B7%B8%EB%A6%BC.png", "그림.png"),
        ("<C# \\<1\\>.png>", "C"),
        ("a\\\\b.png", "a/b.png"),
    ],
)
def test_ways_to_write_a_path(course_of: Callable[[str], Course], source: str, path: str) -> None:
    course = course_of(f"## A\n\n* Why?\n  * So.\n\n### Summary\n\n![x]({source})\n")
    assert [one.path for one in course.diagrams] == [path]


def test_a_name_stored_decomposed_is_found(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "그림.png")
    (tmp_path / decomposed).write_bytes(b"x")
    (tmp_path / "a.md").write_text("## 장\n\n### 요약\n\n![](그림.png)\n", encoding="utf-8")
    course = load_course(tmp_path)
    assert course.problems == ()
    found = locate(course.root, course.diagrams[0].path)
    assert found is not None
    assert found.read_bytes() == b"x"


def test_a_file_in_a_folder_shows_pictures_above_it(fixtures: Path) -> None:
    course = load_course(fixtures / "folder")
    assert [(one.path, one.file) for one in course.diagrams] == [("img/tree.png", "부록/그림.md")]
    assert course.problems == ()


@pytest.mark.parametrize(
    "source", ["../a.png", "https://example.org/a.png", "file:///a.png", "data:image/png;base64,AA"]
)
def test_a_refused_picture_is_no_diagram(course_of: Callable[[str], Course], source: str) -> None:
    course = course_of(f"## A\n\n* Why?\n  * So.\n\n### Summary\n\n![]({source})\n")
    assert course.diagrams == ()
    assert [one.title for one in course.chapters] == ["A", "Summary"]
    assert len(course.problems) == len(course.pictures) == 1


def test_a_missing_picture_is_a_diagram_with_a_problem(course_of: Callable[[str], Course]) -> None:
    course = course_of("## A\n\n### Summary\n\n![](gone.png)\n")
    assert [one.path for one in course.diagrams] == ["gone.png"]
    assert [(one.kind, one.line, one.subject) for one in course.problems] == [
        ("missing-picture", 5, "gone.png")
    ]


def test_a_summary_before_any_chapter_is_one(course_of: Callable[[str], Course]) -> None:
    course = course_of("# T\n\nWords.\n\n### Summary\n\n![](a.png)\n")
    assert [(one.title, len(one.diagrams)) for one in course.chapters] == [("Summary", 1)]
    assert len(course.preface) == 1
