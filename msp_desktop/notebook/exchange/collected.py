"""What the user wrote in a course, put into the order of reading."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.pictures import quoted
from msp_desktop.course.source import ZIP

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.exchange.pinned import Pinned
    from msp_desktop.notebook.model import Bookmark, Highlight, Note
    from msp_desktop.notebook.reviews import Review


class Marked(NamedTuple):
    """A highlight with the note and the tags on it."""

    highlight: Highlight
    note: Note | None
    tags: tuple[str, ...]


class Reviewed(NamedTuple):
    """A time at which a question was recalled; ``title`` is "" for one that has gone."""

    review: Review
    title: str
    chapter: str


class Spot(NamedTuple):
    """Where something stands in the course's files; ``anchor`` is the name of the heading there.

    ``line`` is 0, and ``file`` may be "", where nobody knows.
    """

    file: str
    line: int
    anchor: str


class Entry(NamedTuple):
    """A question, an introduction or a picture, with everything that is written on it.

    ``subject`` is what the notebook knows it by; ``title`` is "" for an introduction.  ``picture``
    is a picture's path in the course; its title is its name, and ``question`` the id of the
    question whose answer shows it, "" where it stands outside of answers.
    """

    subject: str
    title: str
    chapter: str
    spot: Spot
    bookmark: Bookmark | None
    note: Note | None
    tags: tuple[str, ...]
    marks: tuple[Marked, ...]
    picture: str = ""
    question: str = ""
    pins: tuple[Pinned, ...] = ()

    @property
    def all_tags(self) -> frozenset[str]:
        """The tags of the question and of its highlights, or of the picture and of its pins."""
        return frozenset(self.tags).union(*(one.tags for one in (*self.marks, *self.pins)))

    @property
    def written_on(self) -> bool:
        """Whether anything is."""
        return bool(self.bookmark or self.note or self.tags or self.marks or self.pins)


class Part(NamedTuple):
    """A chapter with the entries in it that something is written on."""

    title: str
    spot: Spot
    entries: tuple[Entry, ...]


class Collected(NamedTuple):
    """What was written in a course: by chapter, and what the course has no longer.

    ``record`` is the course's id in the notebook.  ``reviews`` are in reading order of their
    questions, of each the earliest first; those of questions that have gone are last.
    """

    course: Course
    record: str
    parts: tuple[Part, ...]
    elsewhere: tuple[Entry, ...]
    reviews: tuple[Reviewed, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, those that the course has no longer last."""
        there = (entry for part in self.parts for entry in part.entries)
        return (*there, *self.elsewhere)

    def entry(self, subject: str) -> Entry | None:
        """Return what is written on a question, None where nothing is."""
        return next((one for one in self.entries if one.subject == subject), None)


def file_of(course: Course, file: str) -> Path:
    """Return the file to open for one of a course's files: of a zip, the zip itself."""
    if not file or course.source.suffix.lower() == ZIP:
        return course.source
    return course.root / file


def link(course: Course, spot: Spot, folder: Path) -> str:
    """Return a link to a spot, relative to the folder of what it stands in.

    Where nothing can be relative, as between two disks of Windows, it is a file's address.
    """
    path = file_of(course, spot.file).absolute()
    try:
        address = quoted(os.path.relpath(path, folder.absolute()).replace(os.sep, "/"))
    except ValueError:
        address = path.as_uri()
    if spot.anchor:
        return f"{address}#{quoted(spot.anchor)}"
    return f"{address}#L{spot.line}" if spot.line else address
