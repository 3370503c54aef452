"""The two languages of the bundled course say the same things in the same order.

The files are read as plain lines, not through the parser: a mistake there must not hide one here.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from msp_desktop.course.code import LONGEST_CAPTION
from msp_desktop.paths import bundled_course

LANGUAGES = ("ko", "en")
FENCE = re.compile(r"```(\w*)")
HANGUL = re.compile("[가-힣]")
OMISSION = re.compile(r"\.\.\.\(.+?\)\.\.\.")
COMMENT = re.compile(r"(^|(?<= ))# .*$")


def text(language: str) -> str:
    (file,) = bundled_course(language).glob("*.md")
    return file.read_text(encoding="utf-8")


def prose_and_code(language: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the lines outside fences, openings included, and each fence's language and code."""
    prose: list[str] = []
    blocks: list[tuple[str, str]] = []
    code: list[str] | None = None
    for line in text(language).splitlines():
        if code is None:
            opening = FENCE.fullmatch(line)
            prose.append(line)
            if opening is not None:
                code = []
                blocks.append((opening[1], ""))
        elif line == "```":
            blocks[-1] = (blocks[-1][0], "\n".join(code))
            code = None
        else:
            code.append(line)
    assert code is None, "a fence is never closed"
    return prose, blocks


def kind(line: str) -> str:
    """Return what a line of prose is, without its words."""
    if heading := re.match(r"#+ ", line):
        return heading[0]
    if item := re.match(r" *\* ", line):
        return item[0]
    if re.fullmatch(r"< .+ >", line):
        return "caption"
    if line.startswith("|"):
        return "row" + "|" * line.count("|")
    if line.startswith("!["):
        return line[line.rindex("](") :]
    return line if line.startswith("```") or not line else "paragraph"


def without_words(code: str) -> str:
    """Return a code block without what is translated in it: comments and marks of omission."""
    lines = (COMMENT.sub("#", OMISSION.sub("...", line)) for line in code.splitlines())
    return "\n".join(lines)


def test_both_languages_have_the_same_blocks_in_the_same_order() -> None:
    korean, english = ([kind(line) for line in prose_and_code(one)[0]] for one in LANGUAGES)
    assert korean == english


def test_both_languages_show_the_same_code() -> None:
    korean, english = (prose_and_code(one)[1] for one in LANGUAGES)
    assert [(name, without_words(code)) for name, code in korean] == [
        (name, without_words(code)) for name, code in english
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_the_class_is_there(language: str) -> None:
    chapter = "preface"
    questions: dict[str, int] = {}
    for line in prose_and_code(language)[0]:
        if line.startswith("## "):
            chapter = line.removeprefix("## ")
        elif line.startswith("* "):
            questions[chapter] = questions.get(chapter, 0) + 1
            assert chapter == "preface" or line.rstrip(")").find("?") > 0, line
    assert questions == {"preface": 1, "Docker": 11, "Kubernetes": 2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_block_names_its_language_and_has_a_caption(language: str) -> None:
    prose, blocks = prose_and_code(language)
    assert {name for name, _ in blocks} == {"console", "dockerfile", "java", "yaml"}
    for before, line in pairwise(prose):
        if line.startswith("```"):
            assert kind(before) == "caption", f"{before!r} stands before {line!r}"
            assert len(before) <= LONGEST_CAPTION, before


def test_the_english_course_is_wholly_english() -> None:
    assert not [line for line in text("en").splitlines() if HANGUL.search(line)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_clean(language: str) -> None:
    content = text(language)
    assert content.endswith("\n")
    assert "\t" not in content
    assert not re.search(r"[ \t]+$", content, re.MULTILINE)
