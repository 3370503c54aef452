"""The texts of an open course and its notes, ready to be searched.

An index is immutable.  It costs nothing to make: a course's texts are taken from its HTML when they
are first asked for, and an index with other notes shares them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from msp_desktop.search.folding import EMPTY, Folded, fold
from msp_desktop.search.plain import one_line, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from msp_desktop.course.model import Block, Chapter, Course
    from msp_desktop.notebook.model import Note


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found as one: a chapter (then ``question`` is empty) or a question.

    ``body`` is the answer, or what a chapter says outside its questions.  ``chapter`` is empty
    where only a note is left of a question that the course no longer has.
    """

    question: str
    chapter: str
    chapter_title: str
    title: Folded
    body: Folded
    note: Folded = EMPTY


class Index:
    """Everything that can be found in one course."""

    def __init__(self, texts: CourseTexts, notes: tuple[Note, ...]) -> None:
        self._texts = texts
        self._notes = notes

    @classmethod
    def of(cls, course: Course, notes: Sequence[Note]) -> Index:
        """Return the index of a course and of the user's notes on it (and on no other course)."""
        return cls(CourseTexts(course), tuple(notes))

    def with_notes(self, notes: Sequence[Note]) -> Index:
        """Return an index of the same course with other notes."""
        return Index(self._texts, tuple(notes))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in reading order, then the notes whose questions have gone."""
        waiting = {note.ref.question: note for note in self._notes}
        entries: list[Entry] = []
        for entry in self._texts.entries:
            note = waiting.pop(entry.question, None)
            entries.append(replace(entry, note=_note_text(note)) if note else entry)
        entries.extend(
            Entry(
                question=note.ref.question,
                chapter="",
                chapter_title=note.wording.chapter,
                title=fold(one_line(note.wording.question)),
                body=EMPTY,
                note=_note_text(note),
            )
            for note in waiting.values()
        )
        return tuple(entries)


class CourseTexts:
    """The entries of a course without notes, made at first use and shared by its indexes."""

    def __init__(self, course: Course) -> None:
        self._course = course

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The chapters, each followed by its questions."""
        return tuple(entry for chapter in self._course.chapters for entry in _entries(chapter))


def _entries(chapter: Chapter) -> Iterator[Entry]:
    outside = [_blocks_text(chapter.intro)]
    for diagram in chapter.diagrams:
        outside += [diagram.title, _blocks_text(diagram.blocks)]
    yield Entry(
        question="",
        chapter=chapter.id,
        chapter_title=chapter.title,
        title=fold(one_line(chapter.title)),
        body=fold(one_line(" ".join(outside))),
    )
    for question in chapter.questions:
        yield Entry(
            question=question.id,
            chapter=chapter.id,
            chapter_title=chapter.title,
            title=fold(one_line(question.title)),
            body=fold(_blocks_text(question.answer)),
        )


def _blocks_text(blocks: Iterable[Block]) -> str:
    return " ".join(filter(None, (plain(block.html) for block in blocks)))


def _note_text(note: Note) -> Folded:
    return fold(one_line(note.text))
