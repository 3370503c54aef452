"""The text that highlights refer to: the words that an author wrote, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.loader import load_course
from msp_desktop.course.text import (
    content,
    read,
    subject_of_chapter,
    text_of,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>An <em>image</em>\n is &lt;a&gt; file.</p>", "An image is <a> file."),
        ("<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>", "One\nTwo\nThree"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>", "a\nb\nc"),
        ("<pre><code>if:\n    go\n</code></pre><p>on</p>", "if:\n    go\non"),
        ('<p>See <img src="a.png" alt="a > b"> there</p>', "See there"),
        (
            '<div class="markdown-alert"><p class="markdown-alert-title">Tip</p><p>Do.</p></div>',
            "Do.",
        ),
        ("<p>one<br>two</p>", "one\ntwo"),
    ],
)
def test_words_stand_in_lines(html: str, words: str) -> None:
    assert read([(html, 1)]).whole == words


def test_it_knows_folds_and_source_lines() -> None:
    text = read(
        [
            ("<p>Before</p>", 3),
            (
                "<details><summary>More</summary><p>Inside</p>"
                "<details><p>Deeper</p></details></details>",
                7,
            ),
        ]
    )
    assert text.whole == "Before\nMore\nInside\nDeeper"
    assert text.folds_around(text.whole.index("Inside")) == (0,)
    assert set(text.folds_around(text.whole.index("Deeper"))) == {0, 1}
    assert text.folds_around(text.whole.index("More")) == ()
    assert {fold.number: fold.worded for fold in text.folds} == {0: True, 1: False}
    assert text.line(0) == 3
    assert text.line(text.whole.index("Deeper")) == 7


def test_a_course_has_texts_of_questions_and_introductions(tmp_path: Path) -> None:
    path = tmp_path / "course.md"
    path.write_text(
        "# Course\n\nPreface.\n\n## One\n\nIntroduction.\n\n"
        "* What is it?\n  * A thing.\n* Why?\n  * So.\n",
        "utf-8",
    )
    course = load_course(path)
    question = course.questions[0]
    found = text_of(course, question.id)
    assert found is not None
    assert found.whole == "What is it?\nA thing."
    for chapter, words in ((course.chapters[0].id, "Introduction."), ("", "Preface.")):
        text = text_of(course, subject_of_chapter(chapter))
        assert text is not None
        assert text.whole == words
    assert text_of(course, "q000000000000") is None
    assert text_of(course, subject_of_chapter("c000000000000")) is None


def test_content_is_what_is_more_than_space() -> None:
    text = "a \u00a0b\u2028\ufffc☑c"
    assert [text[at] for at in content(text)] == ["a", "b", "c"]
