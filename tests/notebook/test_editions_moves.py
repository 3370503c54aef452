"""What was written in a course moves along with its questions when the course has changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.loader import load_course
from msp_desktop.course.text import text_of
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.decisions import Kind
from msp_desktop.notebook.model import Colour, Highlight, QuestionRef, Wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.notebook import Notebook

DAY = timedelta(days=1)

FIRST = """
# Docker

## Images

* What is a layer of an image?
  * A layer is the difference that one instruction makes to the file system.
  * Layers are shared between images and never change once they are written.
* Why should an image be small?
  * A small image is pulled faster, and there is less in it that could be attacked.
* What does a tag name?
  * A tag names a digest, and may be moved to another one at any time.

## Volumes

* Where does a named volume lie?
  * It lies in a folder of the daemon, which no container owns.
* What happens to a volume when its container goes away?
  * The volume stays, and can be mounted by the next container.
"""

SECOND = """
# Docker

## Images

* Why should an image be small?
  * A small image is pulled faster, and there is less in it that could be attacked.
* What do we call a layer of a container image?
  * A layer is the difference that one instruction makes to the files of an image.
  * Layers are shared between images and never change once they are written.

## Storage

* Where does a named volume lie?
  * It lies in a folder of the daemon, which no container owns.
* What becomes of a volume when the container using it is removed?
  * The volume stays, and can be mounted by the next container.
"""


@pytest.fixture
def course(tmp_path: Path) -> Callable[[str], Course]:
    def write(text: str) -> Course:
        file = tmp_path / "docker.md"
        file.write_text(text, encoding="utf-8")
        return load_course(file)

    return write


def named(course: Course, words: str) -> str:
    (found,) = [one.id for one in course.questions if words in one.title]
    return found


def highlight(notebook: Notebook, course: Course, record: str, words: str, now: datetime) -> str:
    """Highlight words of a course, wherever they stand."""
    for one in course.questions:
        text = text_of(course, one.id)
        if text is not None and words in text.whole:
            start = text.whole.index(words)
            made = Highlight.made(
                f"h-{words[:12]}",
                QuestionRef(record, one.id),
                Wording(one.title, ""),
                Colour.GREEN,
                describe(text.whole, start, start + len(words)),
                edition=course.digest,
                now=now,
            )
            return notebook.highlights.write(made, None, now=now).highlight.id
    raise AssertionError(words)


def test_everything_moves_along_and_back(
    notebook: Notebook, course: Callable[[str], Course], now: datetime
) -> None:
    old = course(FIRST)
    record = notebook.adopt(old, now=now).id
    assert notebook.moves.follow(old, record, now=now).comparison is None
    layer, tag = named(old, "layer"), named(old, "tag")
    worded = Wording("What is a layer of an image?", "Images")
    notebook.set_bookmark(QuestionRef(record, layer), True, worded, now=now, label="exam")
    notebook.write_note(QuestionRef(record, layer), "mine", base=0, wording=worded, now=now)
    notebook.write_note(QuestionRef(record, tag), "lost", base=0, wording=worded, now=now)
    notebook.tags.write(QuestionRef(record, layer), {"hard"}, (), now=now)
    drawn = highlight(notebook, old, record, "the difference that one instruction", now)
    lost = highlight(notebook, old, record, "names a digest", now)
    before = notebook.bookmarks(record), notebook.tags.of(record)

    new = course(SECOND)
    moved = notebook.moves.follow(new, record, now=now + DAY)
    there = named(new, "layer")
    assert moved.comparison is not None
    assert moved.changes.highlights == {drawn, lost}
    assert [one.ref.question for one in notebook.bookmarks(record)] == [there]
    assert {one.ref.question: one.text for one in notebook.notes(record)} == {
        there: "mine",
        tag: "lost",
    }
    assert {one.ref.question for one in notebook.tags.of(record)} == {there}
    found = notebook.highlights.find(drawn)
    assert found is not None
    assert (found.ref.question, found.placed, found.edition) == (there, True, new.digest)
    assert notebook.check() == ()
    assert not notebook.moves.follow(new, record, now=now + DAY).changes

    listed = notebook.decisions.of(new, record)
    assert [(one.kind, one.text) for one in listed] == [(Kind.NOTE, "lost"), (Kind.HIGHLIGHT, "")]
    assert listed[1].quote == "names a digest"
    assert notebook.decisions.count(new, record) == 2
    notebook.decisions.keep(listed[1], now=now + DAY)
    assert notebook.decisions.count(new, record) == 1

    changes = notebook.moves.step_back(record, now=now + 2 * DAY)
    assert changes.highlights == {drawn, lost}
    assert (notebook.bookmarks(record), notebook.tags.of(record)) == before
    back = notebook.highlights.find(drawn)
    assert back is not None
    assert back.anchor.quote == "the difference that one instruction"
    assert back.ref.question == layer
    assert notebook.moves.follow(new, record, now=now + 3 * DAY).held
    again = notebook.moves.follow(new, record, now=now + 3 * DAY, again=True)
    assert again.comparison is not None
    assert [one.ref.question for one in notebook.bookmarks(record)] == [there]
    assert notebook.check() == ()
