"""The plain values that a notebook holds and hands out.

All times are aware and in UTC when they come from a notebook.  A value is a snapshot: a later write
makes a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.anchoring import Anchor


class CourseRecord(NamedTuple):
    """A course that the user has opened, as the library lists it.

    ``id`` never changes, whatever happens to the file; everything the user writes hangs on it.
    ``path`` is where the course was last opened, ``digest`` that of its text then.
    """

    id: str
    path: Path
    title: str
    digest: str
    opened_at: datetime


class QuestionRef(NamedTuple):
    """A question of a course: ``course`` is a :class:`CourseRecord`'s id.

    Notes and tags hang on other things, too; there ``question`` is a highlight's id, say.
    """

    course: str
    question: str


class Wording(NamedTuple):
    """Titles as they stood at the time of writing.

    They let something be listed by name after its question has vanished from the course.
    """

    question: str
    chapter: str


class Bookmark(NamedTuple):
    """A marked question; ``label`` is what the user calls it, "" where that is nothing."""

    ref: QuestionRef
    wording: Wording
    created_at: datetime
    label: str = ""


class Colour(StrEnum):
    """The colours of highlights."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    PURPLE = "purple"


class Highlight(NamedTuple):
    """A coloured stretch of an answer.

    ``id`` is made by whoever makes the highlight and is like no other, a question's included.
    ``line`` is the source line of the block in which it begins, 0 where that is unknown.
    ``edition`` is the digest of the course's text that the anchor is about; ``placed`` is false
    where its words were not found there: the anchor is then still that of the last place.

    ``revision`` and the times are the notebook's to say: how often it was written, and when last
    at all, in its colour, and in its place, which is all from ``ref`` to ``placed`` but the colour.
    """

    id: str
    ref: QuestionRef
    wording: Wording
    colour: Colour
    anchor: Anchor
    line: int
    edition: str
    placed: bool
    deleted: bool
    revision: int
    created_at: datetime
    updated_at: datetime
    coloured_at: datetime
    placed_at: datetime

    @classmethod
    def made(
        cls,
        identifier: str,
        ref: QuestionRef,
        wording: Wording,
        colour: Colour,
        anchor: Anchor,
        *,
        edition: str,
        line: int = 0,
        now: datetime,
    ) -> Highlight:
        """Return a highlight that is being made."""
        where = (ref, wording, colour, anchor, line, edition)
        return cls(identifier, *where, True, False, 0, now, now, now, now)


class Tag(NamedTuple):
    """A word that the user gave a question or a highlight to find it by."""

    ref: QuestionRef
    name: str
    created_at: datetime


class EditionQuestion(NamedTuple):
    """A question as an edition had it: titles and answer are plain text."""

    id: str
    title: str
    chapter: str
    answer: str


class Edition(NamedTuple):
    """A course as it stood when it was opened, as far as it takes to find things again in others.

    ``course`` is a :class:`CourseRecord`'s id, ``digest`` that of the course's text.  The answers
    of a course too large to be kept whole are empty.
    """

    course: str
    digest: str
    opened_at: datetime
    questions: tuple[EditionQuestion, ...]


class Snapshot(NamedTuple):
    """What was written in a course as it stood at some moment.

    ``kind`` says what for, ``content`` is whatever the one who asked for it can read again.
    """

    id: str
    course: str
    kind: str
    made_at: datetime
    content: bytes


class Note(NamedTuple):
    """Markdown text on a question or a highlight.

    ``revision`` counts the writes from 1 on, deletions included, and never goes back: it is what an
    editor hands in as ``base`` with its next write.
    """

    ref: QuestionRef
    wording: Wording
    text: str
    revision: int
    created_at: datetime
    updated_at: datetime


class NoteVersion(NamedTuple):
    """A text that a note once had; an empty one says that the note was deleted then."""

    revision: int
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading stopped: ``offset`` is the fraction of the question scrolled past, 0 to 1.

    ``question`` is empty where the place is above the chapter's first question.
    """

    course: str
    chapter: str
    question: str
    offset: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.offset <= 1.0:
            raise ValueError(f"a place lies between 0 and 1, not at {self.offset}")


class Changes(NamedTuple):
    """What a write changed; false when nothing did.  Two of them join with ``|``.

    ``highlights`` and ``pins`` are their ids, ``editions`` those of courses; ``reviews`` are the
    questions that were asked.
    """

    bookmarks: frozenset[QuestionRef] = frozenset()
    notes: frozenset[QuestionRef] = frozenset()
    library: bool = False
    highlights: frozenset[str] = frozenset()
    tags: frozenset[QuestionRef] = frozenset()
    editions: frozenset[str] = frozenset()
    pins: frozenset[str] = frozenset()
    reviews: frozenset[QuestionRef] = frozenset()

    def __bool__(self) -> bool:
        return any(self)

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.bookmarks | other.bookmarks,
            self.notes | other.notes,
            self.library or other.library,
            self.highlights | other.highlights,
            self.tags | other.tags,
            self.editions | other.editions,
            self.pins | other.pins,
            self.reviews | other.reviews,
        )


class WrittenHighlight(NamedTuple):
    """What became of a highlight that was handed in: as it stands now, deleted or not."""

    highlight: Highlight
    changes: Changes


class WrittenNote(NamedTuple):
    """What became of a note that was handed in.

    ``note`` is the note as it stands now, None when its text is empty.  ``merged`` says that its
    text is not the one handed in, because another window had written meanwhile: an editor then
    shows the note's text.
    """

    note: Note | None
    changes: Changes
    merged: bool
