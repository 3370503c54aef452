"""The plain values that a notebook holds and hands out.

All times are aware and in UTC when they come from a notebook.  A value is a snapshot: a later write
makes a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


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
    """A question of a course: ``course`` is a :class:`CourseRecord`'s id."""

    course: str
    question: str


class Wording(NamedTuple):
    """Titles as they stood at the time of writing.

    They let something be listed by name after its question has vanished from the course.
    """

    question: str
    chapter: str


class Bookmark(NamedTuple):
    """A marked question."""

    ref: QuestionRef
    wording: Wording
    created_at: datetime


class Note(NamedTuple):
    """Markdown text on a question.

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
    """What a write changed; false when nothing did.  Two of them join with ``|``."""

    bookmarks: frozenset[QuestionRef] = frozenset()
    notes: frozenset[QuestionRef] = frozenset()
    library: bool = False

    def __bool__(self) -> bool:
        return bool(self.bookmarks or self.notes or self.library)

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.bookmarks | other.bookmarks,
            self.notes | other.notes,
            self.library or other.library,
        )


class WrittenNote(NamedTuple):
    """What became of a note that was handed in.

    ``note`` is the note as it stands now, None when its text is empty.  ``merged`` says that its
    text is not the one handed in, because another window had written meanwhile: an editor then
    shows the note's text.
    """

    note: Note | None
    changes: Changes
    merged: bool
