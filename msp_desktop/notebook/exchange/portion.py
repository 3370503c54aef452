"""What a notebook holds about one course, histories included, as it travels in a capsule."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.numbers import Numbers

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.notebook.model import (
        Bookmark,
        Changes,
        CourseRecord,
        Edition,
        Highlight,
        NoteVersion,
        Tag,
        Wording,
    )
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.notebook.reviews import Review
    from msp_desktop.notebook.traces import Trace


class NoteHistory(NamedTuple):
    """A note, deleted or not, with its texts as far as they are kept, the oldest first.

    ``subject`` is what it hangs on.
    """

    subject: str
    wording: Wording
    created_at: datetime
    versions: tuple[NoteVersion, ...]


class Reading(NamedTuple):
    """Where reading stopped, and when; the fields are those of a :class:`Place`."""

    chapter: str
    question: str
    offset: float
    read_at: datetime


class Origin(NamedTuple):
    """The course that something was written in: its id there, and what it is recognised by.

    ``name`` is that of its file or folder.
    """

    id: str
    name: str
    title: str
    digest: str
    questions: tuple[str, ...]


class Portion(NamedTuple):
    """Everything about one course, the latest edition first.

    Among the highlights, pins and reviews are those that were deleted or taken back.
    """

    origin: Origin
    bookmarks: tuple[Bookmark, ...]
    notes: tuple[NoteHistory, ...]
    highlights: tuple[Highlight, ...]
    tags: tuple[Tag, ...]
    reading: Reading | None
    traces: tuple[Trace, ...] = ()
    editions: tuple[Edition, ...] = ()
    pins: tuple[Pin, ...] = ()
    reviews: tuple[Review, ...] = ()


def numbers_of(portion: Portion) -> Numbers:
    """Return how much there is in a portion of what its user would see."""
    return Numbers(
        notes=sum(bool(one.versions[-1].text) for one in portion.notes),
        bookmarks=len(portion.bookmarks),
        highlights=sum(not one.deleted for one in portion.highlights),
        tags=len(portion.tags),
        pins=sum(not one.deleted for one in portion.pins),
        reviews=sum(not one.taken_back for one in portion.reviews),
    )


class Kind(StrEnum):
    """What something in a portion is."""

    BOOKMARK = "bookmark"
    NOTE = "note"
    HIGHLIGHT = "highlight"
    TAG = "tag"
    PIN = "pin"
    REVIEW = "review"


class Item(NamedTuple):
    """Something that merging had to do with; ``title`` names it to the user."""

    kind: Kind
    title: str


class Outcome(NamedTuple):
    """What merging a portion into a notebook did.

    ``added`` was not there before, ``changed`` was older here or has been taken away there since,
    ``merged`` had been changed on both sides and was joined; where both had changed the same lines,
    or one deleted what the other changed, it is among the ``conflicts``: both versions stand there
    now, or the changed one.
    """

    record: CourseRecord
    changes: Changes
    added: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    merged: tuple[Item, ...] = ()
    conflicts: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.changed, self.merged, self.conflicts))
