from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.cache import CourseCache
from msp_desktop.course.errors import Cancelled
from msp_desktop.course.loader import load_course
from msp_desktop.course.model import Course
from msp_desktop.course.progress import Progress
from msp_desktop.notebook.model import Note, QuestionRef, Wording
from msp_desktop.search.index import Index, Reread
from msp_desktop.search.plain import plain

if TYPE_CHECKING:
    from pathlib import Path

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


def test_reading_can_be_given_up_and_goes_on_where_it_stopped(make_course: MakeCourse) -> None:
    text = "".join(f"## Chapter {number}\n\n- Why {number}?\n  - So.\n\n" for number in range(9))
    index = Index.of(make_course(f"# All\n\n{text}"), [])

    class GivenUp(Progress):
        """Is given up after the fourth chapter."""

        def check(self) -> None:
            if self.done_files == 4:
                self.cancel()
            super().check()

    with pytest.raises(Cancelled):
        index.read(GivenUp())
    assert not index.is_read
    counted: list[tuple[int, int]] = []

    class Counting(Progress):
        """Notes how far it is."""

        def check(self) -> None:
            counted.append((self.done_files, self.files))

    # Another index of the same course goes on: notes may have come meanwhile.
    other = index.with_notes([note("gone", "Remember.")])
    other.read(Counting())
    assert counted == [(number, 9) for number in range(4, 9)]
    assert index.is_read
    titles = [entry.title.original for entry in index.entries]
    assert titles[:4] == ["Chapter 0", "Why 0?", "Chapter 1", "Why 1?"]
    assert len(titles) == 18
    assert len(other.entries) == 19


def test_answers_are_not_held_twice(make_course: MakeCourse, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A\n\n- Why?\n  - One Answer\n- And?\n  - 한글만\n", encoding="utf-8")
    cache = CourseCache(tmp_path / "cache")
    load_course(path, cache)
    bodies = [entry.body for entry in Index.of(load_course(path, cache), []).entries if entry.body]
    assert [body.folded for body in bodies] == ["", "one answer", "한글만"]
    assert [body.original for body in bodies] == ["", "One Answer", "한글만"]
    assert bodies[2].original is bodies[2].folded
    # Where the course cannot be read any more, hits show what is left of it.
    assert Reread("one answer", ()).original == "one answer"
