"""The texts of an open course and its notes, ready to be searched.

An index is immutable.  It costs nothing to make: a course's texts are taken from its HTML when they
are first asked for, and an index with other notes shares them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from msp_desktop.course.progress import Progress
from msp_desktop.search.folding import EMPTY, Folded, fold
from msp_desktop.search.plain import one_line, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from msp_desktop.course.model import Block, Chapter, Course
    from msp_desktop.notebook.model import Note


class Reread:
    """A folded text as :class:`Folded` is, but its original is read again when it is shown.

    Most answers are never shown as hits, and holding them twice takes as much again.
    """

    __slots__ = ("_blocks", "folded")

    def __init__(self, folded: str, blocks: Sequence[Block]) -> None:
        self.folded = folded
        self._blocks = blocks

    @property
    def original(self) -> str:
        """The text as it is in the course; folded where that cannot be read any more."""
        text = _blocks_text(self._blocks)
        return text if len(text) == len(self.folded) else self.folded

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a span of the folded text stands for."""
        return start, end


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
    body: Folded | Reread
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

    def read(self, progress: Progress) -> None:
        """Read the course's texts, as far as nobody has yet.

        ``progress`` counts its chapters as files.  Raises Cancelled; what was read by then stays.
        """
        self._texts.read(progress)

    @property
    def is_read(self) -> bool:
        """Whether nothing is left to be read."""
        return self._texts.is_read

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
    """The entries of a course without notes, made at first use and shared by its indexes.

    They are read by one thread at a time.
    """

    def __init__(self, course: Course) -> None:
        self._chapters = course.chapters
        self._made: list[Entry] = []
        self._done = 0

    @property
    def is_read(self) -> bool:
        """Whether all chapters have been read."""
        return self._done == len(self._chapters)

    def read(self, progress: Progress) -> None:
        """Read the chapters that are not read yet.  Raises Cancelled."""
        progress.begin(len(self._chapters), 0)
        progress.done_files = self._done
        while self._done < len(self._chapters):
            progress.check()
            # As a whole, so that half of a chapter is never taken for all of it.
            self._made += list(_entries(self._chapters[self._done]))
            self._done += 1
            progress.done_files = self._done

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The chapters, each followed by its questions."""
        self.read(Progress())
        return tuple(self._made)


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
            body=_answer_text(question.answer),
        )


def _blocks_text(blocks: Iterable[Block]) -> str:
    return " ".join(filter(None, (plain(block.html) for block in blocks)))


def _answer_text(answer: Sequence[Block]) -> Folded | Reread:
    text = fold(_blocks_text(answer))
    if text.places is not None or text.folded is text.original:
        return text
    return Reread(text.folded, answer)


def _note_text(note: Note) -> Folded:
    return fold(one_line(note.text))
