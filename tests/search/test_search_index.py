from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from msp_desktop.course.model import Course
from msp_desktop.notebook.model import Note, QuestionRef, Wording
from msp_desktop.search.index import Index
from msp_desktop.search.plain import plain

MakeCourse = Callable[[str], Course]

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)

MARKDOWN = """\
# Containers

## Images

Read this *first*.

- What is an **image**?
  - A stack of `layers`, read & used
    by containers.

```docker
FROM ubuntu
RUN whoami > /user.txt
```

- Why `COPY`?
  - ![the build](img/build.png)

### Image Summary

![how images are built](img/summary.png)

## Volumes

- What is a volume?
"""


def note(question: str, text: str, title: str = "A question") -> Note:
    return Note(QuestionRef("containers", question), Wording(title, "Images"), text, 1, NOW, NOW)


@pytest.fixture
def course(make_course: MakeCourse) -> Course:
    return make_course(MARKDOWN)


def test_entries_are_chapters_and_questions_in_reading_order(course: Course) -> None:
    entries = Index.of(course, []).entries
    assert [(entry.chapter_title, entry.title.original) for entry in entries] == [
        ("Images", "Images"),
        ("Images", "What is an image?"),
        ("Images", "Why COPY?"),
        ("Volumes", "Volumes"),
        ("Volumes", "What is a volume?"),
    ]
    assert [entry.question for entry in entries] == [
        "",
        course.questions[0].id,
        course.questions[1].id,
        "",
        course.questions[2].id,
    ]
    assert {entry.chapter for entry in entries} == {chapter.id for chapter in course.chapters}


def test_answers_are_plain_text_with_code_and_without_markup(course: Course) -> None:
    body = Index.of(course, []).entries[1].body.original
    assert "A stack of layers, read & used by containers." in body
    assert "FROM ubuntu RUN whoami > /user.txt" in body
    assert "<" not in body


def test_pictures_are_found_by_what_they_show(course: Course) -> None:
    entries = Index.of(course, []).entries
    assert entries[2].body.original == "the build"
    assert entries[0].body.original == "Read this first. Image Summary how images are built"


def test_notes_stand_with_their_questions(course: Course) -> None:
    written = note(course.questions[1].id, "COPY\n\n- and `ADD`")
    entries = Index.of(course, [written]).entries
    assert [entry.note.original for entry in entries] == ["", "", "COPY - and `ADD`", "", ""]


def test_a_note_outlives_its_question(course: Course) -> None:
    last = Index.of(course, [note("q-gone", "still here", "An old question?")]).entries[-1]
    assert (last.question, last.chapter, last.chapter_title) == ("q-gone", "", "Images")
    assert (last.title.original, last.note.original) == ("An old question?", "still here")


def test_other_notes_make_another_index_and_leave_this_one_as_it_was(course: Course) -> None:
    question = course.questions[0].id
    before = Index.of(course, [note(question, "old")])
    after = before.with_notes([note(question, "new")])
    assert before.entries[1].note.original == "old"
    assert after.entries[1].note.original == "new"
    assert before.with_notes([]).entries[1].note.original == ""


def test_other_notes_cost_no_reading_of_the_course(course: Course) -> None:
    before = Index.of(course, [])
    after = before.with_notes([note(course.questions[0].id, "new")])
    assert after.entries[1].body is before.entries[1].body


def test_a_course_in_decomposed_hangul_is_shown_as_it_is_written(
    make_course: MakeCourse,
) -> None:
    title = unicodedata.normalize("NFD", "도커는 무엇인가요?")
    entry = Index.of(make_course(f"# A\n\n## B\n\n- {title}\n"), []).entries[1]
    assert entry.title.folded == "도커는 무엇인가요?"
    assert unicodedata.normalize("NFC", entry.title.original) == "도커는 무엇인가요?"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one<br>two</p><p>three</p>", "one two three"),
        ("<p>in<strong>si</strong>de <em>a</em> word</p>", "inside a word"),
        ("<p>a &lt; b &amp;&amp; c</p>", "a < b && c"),
        ('<a href="https://a.example/?x>y" title="1 > 0">a link</a>', "a link"),
        ('<img src="a.png" title="b > a" alt="a &quot;picture&quot;">', 'a "picture"'),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ('<pre><code><span class="k">FROM</span> a\nRUN b</code></pre>', "FROM a RUN b"),
        ("<summary>s</summary><section>t</section>", "s t"),
        ("", ""),
        (
            '<p>pods<sup class="footnote-ref"><a href="#fn-1" id="at-1">1</a></sup> run</p>',
            "pods run",
        ),
        (
            '<li><p>note <a href="#a" class="footnote-backref">\u21a9</a> <a href="#b"'
            ' class="footnote-backref">\u21a9<sup class="footnote-ref">2</sup></a></p></li>',
            "note",
        ),
        (
            '<div class="markdown-alert"><p class="markdown-alert-title">Tip</p>'
            "<p>tag x<sup>2</sup> \u21a9</p></div>",
            "tag x2 \u21a9",
        ),
    ],
)
def test_plain(html: str, text: str) -> None:
    assert plain(html) == text
