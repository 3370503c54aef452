"""Questions with options: these are shown, and what is right stays folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from safe_html import not_allowed, text_of

from msp_desktop.course.cache import CourseCache
from msp_desktop.course.check import check
from msp_desktop.course.loader import load_course
from msp_desktop.course.model import BlockKind
from msp_desktop.course.outline import outline
from msp_desktop.course.page import course_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from msp_desktop.course.model import Course, Question

LISTS = {
    "boxes": "- [ ] `add`\n- [x] *branch*\n- [ ] commit\n\nIt makes one.\n",
    "letters in a list": "- A: `add`\n- B: *branch*\n- C: commit\n\n**Answer:** B. It makes one.\n",
    "boxes with letters": "- [ ] A. `add`\n- [x] B. *branch*\n- [ ] C. commit\n\nIt makes one.\n",
    "lines": "a) `add`\nb) *branch*\nc) commit\n\nAnswer: b. It makes one.\n",
    "lines with an answer": "a. `add`\nb. *branch*\nc. commit\nAns: b. It makes one.\n",
    "bold letters": "**A.** `add`  \n**B.** *branch*  \n**C.** commit\n\n"
    "Answer: B. It makes one.\n",
    "a loose list": "- A) `add`\n\n- B) *branch*\n\n- C) commit\n\nAnswer: B. It makes one.\n",
    "a fold": "- A: `add`\n- B: *branch*\n- C: commit\n\n<details><summary>Answer</summary>\n\n"
    "B: It makes one.\n\n</details>\n",
}


def asked(course_of: Callable[[str], Course], options: str) -> Question:
    course = course_of(f"# Quiz\n\n### 1. Which command makes a branch?\n\n{options}")
    (question,) = course.questions
    assert question.title == "1. Which command makes a branch?"
    assert not_allowed(course_html(course)) == []
    return question


@pytest.mark.parametrize("name", LISTS)
def test_options_are_shown_without_what_is_right(
    course_of: Callable[[str], Course], name: str
) -> None:
    choices, answer = asked(course_of, LISTS[name]).answer
    assert (choices.kind, answer.kind) == (BlockKind.LIST, BlockKind.HTML)
    assert choices.html.startswith('<ul class="choices">')
    assert text_of(choices.html).split() == ["add", "branch", "commit"]
    assert "<code>add</code>" in choices.html
    assert "<em>branch</em>" in choices.html
    assert "<input" not in choices.html
    assert answer.html.startswith('<details class="answer"><summary></summary>')
    assert "It makes one." in answer.html


def test_what_boxes_say_is_right_is_in_the_answer(course_of: Callable[[str], Course]) -> None:
    _, answer = asked(course_of, LISTS["boxes"]).answer
    assert "<p>B. <em>branch</em></p>" in answer.html
    _, answer = asked(course_of, "- [x] one\n- [x] two\n- [ ] three\n").answer
    assert [line.strip() for line in text_of(answer.html).split("\n") if line.strip()] == [
        "A. one",
        "B. two",
    ]


def test_options_without_an_answer(course_of: Callable[[str], Course]) -> None:
    (choices,) = asked(course_of, "- A) one\n- B) two\n").answer
    assert text_of(choices.html).split() == ["one", "two"]


def test_numbers_in_circles_stay_numbers(course_of: Callable[[str], Course]) -> None:
    text = "# 퀴즈\n\n### 1. 옳은 것은?\n\n① 가\n② 나\n\n정답: ②\n"
    (question,) = course_of(text).questions
    choices, answer = question.answer
    assert choices.html.startswith('<ol class="choices">')
    assert text_of(choices.html).split() == ["가", "나"]
    assert "정답: ②" in answer.html


def test_what_stands_before_options_is_part_of_the_question(
    course_of: Callable[[str], Course],
) -> None:
    code, choices, answer = asked(
        course_of, "```sh\ngit branch\n```\n\n- A: yes\n- B: no\n\nAnswer: A\n"
    ).answer
    assert code.kind is BlockKind.CODE
    assert "choices" in choices.html
    assert "Answer: A" in answer.html


def test_a_list_of_things_to_do_has_no_options(course_of: Callable[[str], Course]) -> None:
    course = course_of("## Before the class\n\n- [ ] Install Docker\n- [x] Read the first page\n")
    assert course.questions == ()
    assert "choices" not in course_html(course)


UNDECIDED = {
    "letters": "- A: `add`\n- B: branch\n",
    "lines": "Think of trees.\n\na) add\nb) branch\n",
    "all of them bold": "- A. **add**\n- B. **branch**\n",
    "boxes in a quiz": "- [ ] add\n- [ ] branch\n\n### 2. And here?\n\n- [x] yes\n- [ ] no\n",
}
DECIDED = {
    "a bold one": "- A. add\n- **B. branch**\n",
    "a marked one": "- A. add\n- B. ==branch==\n",
    "a tick behind": "- A. add\n- B. branch ✅\n",
    "a word behind": "- A. 더하기\n- B. 가지 (정답)\n",
    "a ticked one": "- [ ] add\n- [x] branch\n",
    "words below": "- A. add\n- B. branch\n\nB it is.\n",
    "a fold below": "- A. add\n- B. branch\n\n<details><summary>Answer</summary>B</details>\n",
    "things to do": "- [ ] save\n- [ ] push\n",
}


@pytest.mark.parametrize("name", UNDECIDED | DECIDED)
def test_a_question_with_options_is_answered_when_one_is_said_to_be_right(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "a.md"
    text = f"# Quiz\n\n### 1. Which makes a branch?\n\n{(UNDECIDED | DECIDED)[name]}"
    path.write_text(text, encoding="utf-8")
    cache = CourseCache(tmp_path / "cache")
    for course in (load_course(path), load_course(path, cache), load_course(path, cache)):
        first, *others = course.questions
        assert first.answered == (name in DECIDED)
        assert len(first.answer) > 0
        assert all(one.answered for one in others)
        shown = outline(course)["chapters"][0]["questions"][0]
        assert shown["answered"] == (name in DECIDED)
    found = [one.kind for one in check(path).findings]
    assert found == ([] if name in DECIDED else ["unanswered-question"])
