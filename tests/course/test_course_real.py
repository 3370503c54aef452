"""The course that the program is made for, where it lies beside the project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from safe_html import codes_of, not_allowed, text_of

from msp_desktop.course.loader import load_course
from msp_desktop.course.model import BlockKind, Course, Question
from msp_desktop.course.outline import outline
from msp_desktop.course.page import course_html

PLACE = Path(__file__).parents[3] / "shared" / "course" / "mspt3-23-7"
pytestmark = pytest.mark.skipif(not PLACE.is_dir(), reason="the real course is not here")


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(PLACE)


@pytest.fixture(scope="module")
def source() -> list[str]:
    (file,) = PLACE.glob("*.md")
    return file.read_text(encoding="utf-8").split("\n")


def fences(source: list[str], first: int, last: int) -> list[str]:
    """Return the code between fences in lines of the source, byte for byte."""
    text = "\n".join(source[first - 1 : last]) + "\n"
    return re.findall(r"^```[^\n]*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def about(course: Course, word: str) -> Question:
    (found,) = [one for one in course.questions if word in one.title]
    return found


def test_its_figures(course: Course) -> None:
    seen = outline(course)
    assert [(one["title"], len(one["questions"])) for one in seen["chapters"]] == [
        ("Docker", 11),
        ("Kubernetes", 2),
    ]
    assert all(question["answered"] for one in seen["chapters"] for question in one["questions"])
    assert [(one["path"], one["title"]) for one in seen["diagrams"]] == [
        ("img/docker_summary_23-7.png", "Docker Summary")
    ]
    assert seen["problems"] == []
    assert seen["title"].startswith("MSP T3")


def test_every_question_is_at_its_line(course: Course, source: list[str]) -> None:
    tops = [number for number, line in enumerate(source, start=1) if line.startswith("* ")]
    assert [one.lines.first for one in course.questions] == tops[1:]
    for question in course.questions:
        words = source[question.lines.first - 1].removeprefix("* ").replace("`", "")
        assert question.title == words.strip()


def test_every_line_of_every_answer_is_shown(course: Course, source: list[str]) -> None:
    for question in course.questions:
        shown = "".join(text_of("".join(block.html for block in question.answer)).split())
        for line in source[question.lines.first : question.lines.last]:
            if line.startswith("```"):
                continue
            words = re.sub(r"\[(.*?)\]\(\S*\)", r"\1", line)
            words = re.sub(r"^\s*\* |^< | >$|^< (?=앞의 컨테이너)|`|\\(?=_)", "", words)
            assert "".join(words.split()) in shown, f"{line!r} is lost"


def test_lines_outside_the_questions_are_headings_the_preface_and_the_diagram(
    course: Course, source: list[str]
) -> None:
    inside = {
        number
        for question in course.questions
        for number in range(question.lines.first, question.lines.last + 1)
    }
    outside = [line for number, line in enumerate(source, 1) if line and number not in inside]
    assert [line.split()[0].split("(")[0] for line in outside] == [
        *("#", "*", "*", "*", "##", "###", "![]", "***", "##")
    ]


@pytest.mark.parametrize(("word", "sessions"), [("USER", 2), ("VOLUME", 4)])
def test_long_sessions_are_in_their_answers_byte_for_byte(
    course: Course, source: list[str], word: str, sessions: int
) -> None:
    question = about(course, word)
    written = fences(source, question.lines.first, question.lines.last)
    cards = [block for block in question.answer if block.kind is BlockKind.CODE]
    assert len(written) == len(cards) == sessions
    assert [codes_of(card.html) for card in cards] == [[code] for code in written]
    first, *others = (card.html for card in cards)
    assert 'data-language="docker"' in first
    assert all('data-language="console"' in card for card in others)


@pytest.mark.parametrize(("word", "captions"), [("USER", 2), ("VOLUME", 2)])
def test_captions_stand_over_their_code(
    course: Course, source: list[str], word: str, captions: int
) -> None:
    question = about(course, word)
    lines = source[question.lines.first : question.lines.last]
    written = [line[1:-1].replace("\\_", "_").strip() for line in lines if line.endswith(" >")]
    cards = "".join(block.html for block in question.answer if block.kind is BlockKind.CODE)
    found = [text_of(one) for one in re.findall("<figcaption>(.*?)</figcaption>", cards)]
    assert found == written[:captions]
    # Longer ones, and one that goes on behind its bracket, are paragraphs over their code.
    prose = [block for block in question.answer if block.kind is BlockKind.TEXT]
    assert len(prose) == len([line for line in lines if line.startswith("< ")]) - captions


def test_the_whole_page_is_safe(course: Course) -> None:
    assert not_allowed(course_html(course)) == []
