"""Folded text: one element from its first tag to its last, whatever stands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safe_html import depth, not_allowed, text_of

from msp_desktop.course.dialect import lines, parse
from msp_desktop.course.model import BlockKind, Lines
from msp_desktop.course.page import course_html
from msp_desktop.course.shapes import folds

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.course.model import Course


def tags(text: str) -> list[str]:
    """Return the top-level elements of a text once its folds are joined."""
    root = parse(text).root
    folds.join(root)
    return [str(element.tag) for element in root]


def test_a_fold_in_an_answer_is_one_block(course_of: Callable[[str], Course]) -> None:
    course = course_of(
        "## Images\n\n* What is a layer?\n\n  A step.\n\n"
        "<details>\n<summary>See one</summary>\n\n```sh\ndocker history\n```\n\n* a\n* b\n\n"
        "</details>\n\nMore.\n"
    )
    (question,) = course.questions
    kinds = [block.kind for block in question.answer]
    assert kinds == [BlockKind.TEXT, BlockKind.HTML, BlockKind.TEXT]
    fold = question.answer[1]
    assert fold.lines == Lines(7, 17)
    assert fold.html.startswith("<details><summary>See one</summary>")
    assert 'data-language="bash"' in fold.html
    assert fold.html.endswith("</details>")
    assert text_of(question.answer[2].html) == "More."


def test_a_fold_that_only_says_answer_is_unfolded(course_of: Callable[[str], Course]) -> None:
    course = course_of(
        "## 질문\n\n### 1. 볼륨이란?\n\n<details>\n<summary>답변 보기</summary>\n\n저장소\n\n"
        "- 하나\n\n</details>\n"
    )
    (question,) = course.questions
    assert [block.kind for block in question.answer] == [BlockKind.TEXT, BlockKind.LIST]


def test_folds_in_and_beside_each_other() -> None:
    text = "<details><summary>a</summary>\n\nb\n\n<details>\n<summary>c</summary>\n\nd\n\n"
    assert tags(f"{text}</details>\n</details>\n\ne\n") == ["details", "p"]
    assert tags("<details><summary>a</summary>b</details>\n<details>c</details>\n") == [
        "details",
        "details",
    ]


def test_a_fold_that_is_never_closed_ends_at_the_next_heading() -> None:
    text = "<details><summary>a</summary>\n\nb\n\n### c\n\nd\n"
    assert tags(text) == ["details", "h3", "p"]
    assert tags(f"{text}\n<details><summary>e</summary>\n\nf\n") == [
        *("details", "h3", "p", "details")
    ]


def test_an_end_in_text_and_in_a_list() -> None:
    assert tags("<details><summary>a</summary>\n\nb </details>\n\nc\n") == ["details", "p"]
    assert tags("<details><summary>a</summary>\n\n- b\n  </details>\n\nc\n") == ["details", "p"]
    assert tags("a\n\n</details>\n\nb\n") == ["p", "p"]


def test_tags_in_code_and_comments_fold_nothing() -> None:
    assert tags("`<details>`\n\n```html\n<details>\n```\n\n<!-- <details> -->\n\na\n") == [
        *("p", "pre", "html-block", "p")
    ]


def test_a_fold_has_its_lines() -> None:
    root = parse("a\n\n<details>\n\n<summary>b</summary>\n\nc\n\n</details>\n").root
    folds.join(root)
    assert [lines(element) for element in root] == [(1, 1), (3, 9)]


def test_folds_in_each_other_without_end(course_of: Callable[[str], Course]) -> None:
    count = 3000
    course = course_of(
        "## A\n\n" + "<details><summary>a</summary>\n\nb\n\n" * count + "</details>\n\n" * count
    )
    html = course_html(course)
    assert not_allowed(html) == []
    assert depth(html) < 60
    assert text_of(html).count("b") >= count


def test_only_what_only_says_answer_is_no_question(course_of: Callable[[str], Course]) -> None:
    course = course_of(
        "# Quiz\n\n<details><summary>What is a pod?</summary>\n\nA group.\n\n</details>\n\n"
        "<details><summary>Hint</summary>\n\nNot this.\n\n</details>\n\n"
        "<details><summary>What is a node?</summary>\n\nA machine.\n\n</details>\n"
    )
    assert [one.title for one in course.questions] == ["What is a pod?", "What is a node?"]
    assert "Hint" in course.questions[0].answer[-1].html


def test_a_summary_that_ends_in_an_item_loses_nothing_and_keeps_its_lines() -> None:
    text = "1. one\n2. two\n\n   > three\n\n   four</summary>five\n\n   six\n3. seven\n\neight\n"
    root = parse(text).root
    folds.join(root)
    assert " ".join(root.itertext()).split() == [
        *("one", "two", "three", "four", "five", "six", "seven", "eight"),
    ]
    spans = [lines(element) for element in root]
    assert spans == sorted(spans)
    first = root[0]
    assert lines(first) == (1, 6)
    assert [lines(item) for item in first] == [(1, 1), (2, 6)]
