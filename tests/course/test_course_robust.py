"""Courses that nobody would write by hand: they open, and the work grows with their length only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from counting import calls
from safe_html import not_allowed

from msp_desktop.course.identity import Names
from msp_desktop.course.loader import load_course
from msp_desktop.course.page import course_html
from msp_desktop.course.parse import parse_file
from msp_desktop.course.shapes.asking import asks

if TYPE_CHECKING:
    from pathlib import Path

NESTED = {
    "quotes": lambda count: ">" * count + "a",
    "brackets": lambda count: "[" * count + "a" + "](u)" * count,
    "pictures": lambda count: "![" * count + "a" + "](u)" * count,
    "bullets": lambda count: "- " * count + "a",
    "lists": lambda count: "".join("  " * level + "- a\n" for level in range(count // 40)),
    "lists that ask": lambda count: "".join(
        "  " * level + "- Why?\n" for level in range(count // 40)
    ),
    "emphasis": lambda count: "*a " * count + " b*" * count,
    "parentheses": lambda count: "* " + "(" * count + ")" * count + "?\n  * a",
    "divs": lambda count: "<div>" * count + "a",
    "inline tags": lambda count: "a " + "<b>" * count + "a",
    "backticks": lambda count: "`" * count + "a",
    "code fences": lambda count: "```\n" * count,
    "dots": lambda count: "* " + "." * count + "a\n  * a",
    "angle brackets": lambda count: "<" * count + " a " + ">" * count + "\n```\n```\n",
    "prompts": lambda count: "```\n" + "(a)" * count + "\n" + "a@" * count + "\n```\n",
    "folds": lambda count: "<details><summary>a</summary>\n\nb\n\n" * count,
    "folds in lists": lambda count: "- <details><summary>a?</summary>\n\n" * count,
    "marks": lambda count: "Q1. " * count + "a",
    "numbers": lambda count: "## " + "1." * count + " a?\n\nb\n",
    "signs": lambda count: "## " + "⭐" * count + " a?\n\nb\n",
    "list tags": lambda count: "<ul><li>" * count + "a?",
    "one line of code": lambda count: "```java\n" + "a b " * count + "\n```\n",
}


@pytest.mark.parametrize("name", NESTED)
def test_ten_thousand_inside_each_other(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# T\n\n## A\n\n{NESTED[name](10_000)}\n", encoding="utf-8")
    course = load_course(path)
    assert not_allowed(course_html(course)) == []


LONG = {
    "questions": "* Why {n}?\n  * So.\n\n< caption >\n```\n$ ls\n```\n\n",
    "the same question": "* Why?\n  * So.\n",
    "paragraphs": "Prose {n}.\n\n",
    "captions": "< caption >\n\n```bash\nls\n```\n\n",
    "chapters": "## A {n}\n\n* Why?\n  * So.\n\n### Summary\n\n![](a{n}.png)\n\n",
    "pictures": "![](a.png) <img src=b.png>\n\n",
    "pictures in one list": "* x\n  * ![](a{n}.png)\n",
    "rules": "***\n",
    "placeholders": "a <b{n}> c\n\n",
    "unknown labels": "```label{n}\ncode\n```\n\n",
    "html": "<div><p>a</p></div>\n\n",
    "nested a little": "> > - a\n\n",
    "headings that ask": "### {n}. Why {n}?\n\nSo.\n\n#### More\n\nYes.\n\n",
    "headings of cards": "## Question\n\nWhy {n}?\n\n## Answer\n\nSo.\n\n",
    "folds": "<details>\n<summary>Why {n}?</summary><br>\n\nSo.\n\n</details>\n\n",
    "folded answers": "Why {n}?\n\n<details><summary>Answer</summary>\n\nSo.\n\n</details>\n\n",
    "folds without end": "<details><summary>Why {n}?</summary>\n\nSo.\n\n",
    "marks": "Q{n}. Why?\nA{n}. So.\n\n",
    "bold lines": "**{n}. Why {n}?**\n\nSo.\n\n",
    "options": "### {n}. Which?\n\n- [ ] a\n- [x] b\n\n",
    "lines of options": "{n}) Which?\na) one\nb) two\nAns: a\n\n",
    "rows": "| Question | Answer |\n| -- | -- |\n| Why {n}? | So. |\n\n",
    "topics": "- topic {n}\n  - Why {n}?\n  - How {n}?\n\n---\n\n",
    "lines with a sign": "✔ Why {n}?\n✔ How {n}?\n\n",
    "lists in HTML": "<ol>\n<li><p>Why {n}?</p>\n<ul>\n<li>So.</li>\n</ul></li>\n</ol>\n\n",
    "days": "# 2024-01-{n}\n\n# Why {n}?\n\nSo.\n\n# a vs b\n\n",
    "counts over headings": "## #{n}\n\n### Why {n}?\n\nSo.\n\n",
    "names over what is asked": "#### Name {n}\n\nWhy is it so?\n\n",
    "answers below": "## Q{n}. Why?\n\n### Case\n\na\n\n### Answer\n\n**1. So.**\n\n",
    "answers by number": "### Q{n}. Why?\n\n## Answers\n\n### Q{n}: So.\n\n",
    "callouts": "**Question {n}**\n\nWhy {n}?\n\n> [!question]- Show answer\n> So.\n\n",
    "labels over numbers": "**Hard:**\n{n}. Why?\n   So.\n\n",
    "chapters of one number": "## Name {n}\n\n### 1. Why is {n}?\n\nSo.\n\n",
    "contents": "- [Why {n}?](#a{n})\n",
    "bold beginnings": "**Told {n}.** It goes on and on and on.\n\n**Why?** It goes on and on.\n\n",
    "lists parted by code": "* Why {n}?\n```\nls\n```\n* a {n}\n```\nls\n```\n",
    "two spaces": "-  Why {n}?\n  -  So.\n",
    "asked further": "- Why {n}?\n  - How?\n    - So.\n  - When?\n    - So.\n",
    "text below folds": "<details><summary>A</summary>\n\nSo.\n\n</details>\n{n}. Why?\n",
    "places to fill in": "- Why {a_b} and {c_d{n}}?\n",
    "session": "    me@host:~$ ls \\\n    > -l\n    out\n",
}


def work(text: str) -> int:
    return calls(lambda: parse_file(text, "a.md", Names()))


@pytest.mark.parametrize("name", LONG)
def test_work_grows_no_faster_than_the_course(name: str) -> None:
    def text(count: int) -> str:
        return "# T\n\n" + "".join(LONG[name].replace("{n}", str(n)) for n in range(count))

    work(text(5))
    small, large = work(text(60)), work(text(240))
    assert large <= 4.6 * small


def test_work_grows_no_faster_than_what_a_title_promises() -> None:
    def text(count: int) -> str:
        return "# T: Interview Questions\n\n" + "".join(
            f"## Why is {n}?\n\nSo.\n\n" for n in range(count)
        )

    work(text(5))
    small, large = work(text(60)), work(text(240))
    assert large <= 4.6 * small


@pytest.mark.parametrize("name", NESTED)
def test_work_grows_no_faster_than_the_nesting(name: str) -> None:
    work(NESTED[name](80))
    small, large = work(NESTED[name](800)), work(NESTED[name](3200))
    assert large <= 4.6 * small


@pytest.mark.parametrize("unit", [".", "(", ")", "()", "(a)", ". ", "!~*", "a ", "?"[:0] + "까 "])
def test_asking_is_decided_in_bounded_work(unit: str) -> None:
    for end in ("", "a", "까"):
        assert calls(lambda end=end: asks(unit * 5000 + end)) < 1000
