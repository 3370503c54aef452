"""A notebook with a course in it, and the eyes of another program on it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msp_desktop.course.loader import load_course
from msp_desktop.notebook.model import QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.model import Note

WORDING = Wording("What is an image?", "Basics")


def now() -> datetime:
    return datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


class Desk:
    """A notebook file below a folder, made with one course of many questions in it."""

    def __init__(self, folder: Path, questions: int = 3) -> None:
        self.path = folder / "data" / "notebook.sqlite3"
        self.course = make_course(folder / "course.md", questions)
        with Notebook.open(self.path, now=now()) as notebook:
            record = notebook.adopt(self.course, now=now())
        self.refs = [QuestionRef(record.id, one.id) for one in self.course.questions]

    def note(self, ref: QuestionRef) -> Note | None:
        """Read a note as another program would."""
        with closing(Notebook.open_read_only(self.path)) as notebook:
            return notebook.note(ref)

    def text(self, ref: QuestionRef) -> str:
        note = self.note(ref)
        return note.text if note else ""

    def texts_ever(self, ref: QuestionRef) -> list[str]:
        """Return every text that was ever written, the first one first."""
        with closing(Notebook.open_read_only(self.path)) as notebook:
            return [version.text for version in reversed(notebook.versions(ref))]

    def bookmarked(self, ref: QuestionRef) -> bool:
        with closing(Notebook.open_read_only(self.path)) as notebook:
            return notebook.bookmarked(ref)

    def write(self, ref: QuestionRef, text: str, base: int) -> Note | None:
        """Write a note as another window would."""
        with Notebook.open(self.path, now=now()) as notebook:
            return notebook.write_note(ref, text, base=base, wording=WORDING, now=now()).note

    @contextmanager
    def locked(self) -> Generator[None]:
        """Keep everybody else from writing."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")


def make_course(path: Path, questions: int) -> Course:
    listed = "\n".join(f"- Question {number}?\n  - An answer.\n" for number in range(questions))
    path.write_text(f"# Docker\n\n## Basics\n\n{listed}", encoding="utf-8")
    return load_course(path)
