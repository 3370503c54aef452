"""A course on disk, and a notebook in which somebody has written about it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.loader import load_course
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.exchange.collecting import collect
from msp_desktop.notebook.model import Colour, Highlight, QuestionRef, Wording

if TYPE_CHECKING:
    from msp_desktop.course.model import Course
    from msp_desktop.notebook.exchange.collected import Collected
    from msp_desktop.notebook.model import CourseRecord
    from msp_desktop.notebook.notebook import Notebook

FIXTURE = Path(__file__).parents[2] / "fixtures" / "exchange"
NOW = datetime(2026, 3, 5, 9, 30, 0, 123456, tzinfo=UTC)


class Writer(NamedTuple):
    """Somebody who writes in a notebook; ``at`` counts minutes."""

    notebook: Notebook
    course: Course
    record: CourseRecord

    def ref(self, number: int) -> QuestionRef:
        return QuestionRef(self.record.id, self.course.question_ids[number])

    def wording(self, number: int) -> Wording:
        question = self.course.questions[number]
        chapter = self.course.chapter_of(question.id)
        assert chapter is not None
        return Wording(question.title, chapter.title)

    def note(self, on: int | str, text: str, at: int = 0) -> None:
        """Write the note on a question, by its number, or on a highlight, by its id."""
        ref = self.ref(on) if isinstance(on, int) else QuestionRef(self.record.id, on)
        wording = self.wording(on) if isinstance(on, int) else Wording("", "")
        standing = self.notebook.versions(ref)
        base = standing[0].revision if standing else 0
        self.notebook.write_note(ref, text, base=base, wording=wording, now=moment(at))

    def mark(self, number: int, label: str = "", at: int = 0) -> None:
        ref, wording = self.ref(number), self.wording(number)
        self.notebook.set_bookmark(ref, True, wording, now=moment(at), label=label)

    def tag(self, on: int | str, *names: str, at: int = 0) -> None:
        ref = self.ref(on) if isinstance(on, int) else QuestionRef(self.record.id, on)
        self.notebook.tags.write(ref, names, (), now=moment(at))

    def highlight(
        self,
        name: str,
        number: int,
        text: str,
        words: str,
        colour: Colour = Colour.YELLOW,
        at: int = 0,
    ) -> None:
        start = text.index(words)
        anchor = describe(text, start, start + len(words))
        ref, wording = self.ref(number), self.wording(number)
        made = Highlight.made(
            name, ref, wording, colour, anchor, edition=self.course.digest, line=11, now=moment(at)
        )
        self.notebook.highlights.write(made, None, now=moment(at))

    def collected(self) -> Collected:
        return collect(self.notebook, self.course, self.record.id)


def moment(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


LAYER = (
    "What is a layer?\nThe difference that one instruction makes to the files of an image.\n"
    "Layers are shared: two images with the same base have it on disk once."
)
HISTORY = (
    "How do I see the layers of an image?\n$ docker image history alpine\n"
    'IMAGE          CREATED       CREATED BY\na606584aa9aa   2 weeks ago   CMD ["/bin/sh"]'
)


def begin(folder: Path, name: str = "study") -> Path:
    """Put the course below a folder; return its file."""
    home = folder / name
    shutil.copytree(FIXTURE, home)
    return home / "containers.md"


def writer(notebook: Notebook, file: Path) -> Writer:
    course = load_course(file)
    return Writer(notebook, course, notebook.adopt(course, now=NOW))


def write_all(one: Writer) -> None:
    """Write something of every kind."""
    one.note(0, "First thought.", at=1)
    one.note(0, "Second thought:\n\n- with a list\n\n```sh\nls", at=2)
    one.note(3, "=1+1 은 *수식*이 아니다.", at=3)
    one.mark(0, at=4)
    one.mark(3, "시험", at=5)
    one.tag(0, "base", "시험 범위", at=6)
    one.tag(2, "later", at=6)
    one.highlight("h2", 0, LAYER, "on disk once", Colour.PINK, at=7)
    one.highlight("h1", 0, LAYER, "one instruction", at=8)
    one.highlight("h3", 1, HISTORY, HISTORY.split("\n", 1)[1], Colour.BLUE, at=9)
    one.note("h1", "Which one?", at=10)
    one.tag("h1", "ask", at=10)
    one.notebook.write_note(
        QuestionRef(one.record.id, "qgone"),
        "Of a question that is gone.",
        base=0,
        wording=Wording("What was asked here?", "Old chapter"),
        now=moment(11),
    )
