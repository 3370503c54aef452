"""Footnotes and front matter in a course: shown where they belong, reached by their links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from safe_html import not_allowed, text_of

from msp_desktop.course.check import check
from msp_desktop.course.destinations import Destinations, Kind
from msp_desktop.course.identity import Names
from msp_desktop.course.loader import load_course
from msp_desktop.course.page import course_html
from msp_desktop.course.parse import parse_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from msp_desktop.course.model import Block

SECTION = '<section class="footnotes">'


def html_of(blocks: Sequence[Block]) -> str:
    return "".join(block.html for block in blocks)


def test_each_part_ends_with_the_notes_it_refers_to(fixtures: Path) -> None:
    course = load_course(fixtures / "github-ko.md")
    assert not_allowed(course_html(course)) == []
    first, second = course.chapters
    parts = {
        "preface": html_of(course.preface),
        "intro": html_of(first.intro),
        **{question.title: html_of(question.answer) for question in course.questions},
    }
    assert {name: html.count("<li id=") for name, html in parts.items()} == {
        "preface": 1,
        "intro": 1,
        "이미지와 컨테이너는 어떻게 다른가?": 2,
        "포트는 어떻게 여는가?": 0,
        "무엇을 준비하는가?": 0,
        "용어를 정리하면?": 1,
    }
    assert all(html.endswith("</section>") == (SECTION in html) for html in parts.values())
    assert "아무도" not in "".join(parts.values())
    # The code of a note is a card like any other.
    assert (
        '<figure class="code" data-language="bash">' in parts["이미지와 컨테이너는 어떻게 다른가?"]
    )
    assert second.intro == ()


def test_links_to_notes_and_back_are_found_in_their_question(fixtures: Path) -> None:
    course = load_course(fixtures / "github-ko.md")
    destinations = Destinations(course)
    led = 0
    for question in course.questions:
        html = question.title_html + html_of(question.answer)
        for href in re.findall(r'href="([^"]*#fn[^"]*)"', html):
            target = destinations.target(href)
            assert (target.kind, target.question) == (Kind.PLACE, question.id)
            assert f'id="{target.ids[0]}"' in html
            led += 1
    assert led >= 8


def test_a_title_is_not_called_by_the_number_of_its_note(fixtures: Path) -> None:
    question = load_course(fixtures / "github-ko.md").questions[0]
    assert question.title == "이미지와 컨테이너는 어떻게 다른가?"
    assert text_of(question.title_html).endswith("다른가?2")


def test_authors_are_not_told_that_notes_lead_nowhere(fixtures: Path) -> None:
    findings = check(fixtures / "github-ko.md").findings
    assert [one.kind for one in findings if "fn" in one.message] == []


def test_dead_links_in_notes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A\n\nb[^n]\n\n[^n]: see [c](none.md)\n", encoding="utf-8")
    found = [(one.line, one.kind) for one in check(path).findings]
    assert (5, "dead-link") in found


def test_front_matter_is_shown_and_names_a_course_without_a_heading(fixtures: Path) -> None:
    course = load_course(fixtures / "github-ko.md")
    assert course.title == "도커와 쿠버네티스 메모"
    table = course.preface[0].html
    assert re.findall(r"<th>(.*)</th>\n<td>(.*)</td>", table) == [
        ("author", "스터디 모임"),
        ("date", "2024-05-02"),
        ("tags", "docker, kubernetes"),
    ]
    assert course.preface[0].lines == (1, 6)


def test_a_heading_is_the_title_before_front_matter() -> None:
    text = "---\ntitle: A\n---\n\n# B\n\ntext\n\n## C\n\ntext\n"
    parsed = parse_file(text, "a.md", Names())
    assert parsed.title == "B"
    assert "<td>A</td>" in parsed.preface[0].html


def test_front_matter_that_has_only_a_title_shows_nothing_more() -> None:
    parsed = parse_file("---\ntitle: A\n---\n\n## C\n\ntext\n", "a.md", Names())
    assert (parsed.title, parsed.preface) == ("A", ())
