"""Somebody who reads a course that is taught again and again, and writes in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msp_desktop.course.loader import load_course
from msp_desktop.course.text import text_of
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.model import Colour, Highlight, QuestionRef, Wording

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.moves import Moved
    from msp_desktop.notebook.notebook import Notebook

DAY = timedelta(days=1)

FIRST = """
# Docker

## Images

An image is built in layers, and every one of them has a digest of its own.

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

## Building images

An image is built in layers, and every one of them has a digest of its own.

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


class Trainee:
    """Reads a course and writes in it; everything is done a day later than what was before."""

    def __init__(self, notebook: Notebook, file: Path, now: datetime) -> None:
        self.notebook = notebook
        self.file = file
        self.now = now
        self.course: Course
        self.record = ""

    def open(self, text: str, *, again: bool = False) -> Moved:
        """Open the course as it is taught now."""
        self.file.write_text(text, encoding="utf-8")
        self.course = load_course(self.file)
        self.record = self.notebook.adopt(self.course, now=self.later()).id
        return self.notebook.moves.follow(self.course, self.record, now=self.now, again=again)

    def later(self) -> datetime:
        """Return the next day."""
        self.now += DAY
        return self.now

    def back(self) -> None:
        """Take the last move back."""
        self.notebook.moves.step_back(self.record, now=self.later())

    def ref(self, words: str) -> QuestionRef:
        """Return the question with some words in its title, as the course stands."""
        (found,) = [one.id for one in self.course.questions if words in one.title]
        return QuestionRef(self.record, found)

    def note(self, ref: QuestionRef, text: str) -> None:
        """Write a note, or write it anew."""
        standing, wording = self.notebook.note(ref), Wording(ref.question, "")
        base = standing.revision if standing else 0
        self.notebook.write_note(ref, text, base=base, wording=wording, now=self.later())

    def mark(self, ref: QuestionRef, label: str) -> None:
        """Mark a question, or give its mark another label."""
        wording = Wording(ref.question, "")
        self.notebook.label_bookmark(ref, label, wording, now=self.later())

    def tag(self, ref: QuestionRef, name: str) -> None:
        """Give a question a tag."""
        self.notebook.tags.write(ref, {name}, (), now=self.later())

    def draw(self, words: str) -> Highlight:
        """Highlight words, wherever they stand."""
        names = (*self.course.question_ids, *(f"#{one.id}" for one in self.course.chapters))
        for name in names:
            text = text_of(self.course, name)
            if text is not None and words in text.whole:
                start = text.whole.index(words)
                made = Highlight.made(
                    f"drawn {words}",
                    QuestionRef(self.record, name),
                    Wording(name, ""),
                    Colour.GREEN,
                    describe(text.whole, start, start + len(words)),
                    edition=self.course.digest,
                    now=self.later(),
                )
                return self.notebook.highlights.write(made, None, now=self.now).highlight
        raise AssertionError(words)

    def drawn(self, one: Highlight) -> Highlight:
        """Return a highlight as it stands now."""
        found = self.notebook.highlights.find(one.id)
        assert found is not None
        return found

    def notes(self) -> dict[str, str]:
        """Return the notes' texts by what they are on."""
        return {one.ref.question: one.text for one in self.notebook.notes(self.record)}

    def labels(self) -> dict[str, str]:
        """Return the labels of what is marked."""
        return {one.ref.question: one.label for one in self.notebook.bookmarks(self.record)}

    def tags(self) -> set[tuple[str, str]]:
        """Return the tags with what they are on."""
        return {(one.ref.question, one.name) for one in self.notebook.tags.of(self.record)}
