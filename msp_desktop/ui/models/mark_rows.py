"""Bookmarks, notes and highlights as rows of a list, beside the course that they belong to."""

from __future__ import annotations

import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from msp_desktop.course.illustrations import (
    name_of_picture,
    picture_of_subject,
    subject_of_picture,
)
from msp_desktop.ui.models.plain_notes import plain_lines

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import datetime

    from msp_desktop.course.illustrations import Illustration
    from msp_desktop.course.model import Course
    from msp_desktop.notebook.model import Bookmark, Highlight, Note, Wording
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.notebook.placing import Spot

EXCERPT_LINES = 2
"""How many lines of a note a row shows."""

_EXCERPT_CHARACTERS = 400
_QUOTE = 300
_BEHIND = 1_000_000_000
"""What is more than the place of any highlight in its text: a question's pictures come last."""


class MarkRow(NamedTuple):
    """A bookmark, a note or a highlight as it is listed; ``written`` is None but for notes.

    The titles are today's where the course has the question, and otherwise those of the time of
    writing.  A row without a question is a heading.  One of a highlight has its ``colour`` and its
    id as ``highlight``; its title is the quote.  A bookmark may have a ``label``.  A note on a
    picture has what that is called in the notebook for its question; where it is missing, nothing
    is ``decidable``: it comes back with the picture.  A heading is if any row below it is.
    """

    question: str
    title: str
    chapter: str
    missing: bool
    text: str = ""
    written: datetime | None = None
    highlight: str = ""
    colour: str = ""
    tags: tuple[str, ...] = ()
    label: str = ""
    chapter_id: str = ""
    decidable: bool = True

    @property
    def subject(self) -> str:
        """What the row is about: a highlight's id, or a question's."""
        return self.highlight or self.question

    @property
    def headline(self) -> str:
        """What the row is called: the user's label goes before the question's title."""
        return self.label or self.title

    @property
    def excerpt(self) -> tuple[str, ...]:
        """The first lines of the note that say something."""
        return tuple(islice(plain_lines(self.text[:_EXCERPT_CHARACTERS]), EXCERPT_LINES))

    @property
    def origin(self) -> str:
        """The day of the note here, as the interface's language writes it, and the chapter."""
        day = ""
        if self.written is not None:
            local = self.written.astimezone()
            date = QDate(local.year, local.month, local.day)
            day = QLocale().toString(date, QLocale.FormatType.ShortFormat)
        tags = " ".join(f"#{tag}" for tag in self.tags)
        title = self.title if self.label else ""
        return " · ".join(filter(None, (tags, day, title, self.chapter)))


class Sieve(NamedTuple):
    """What rows must have to be listed: a text, a colour, a tag, a chapter; "" for any."""

    text: str = ""
    colour: str = ""
    tag: str = ""
    chapter: str | None = None

    def passes(self, row: MarkRow) -> bool:
        """Return whether a row has all of it."""
        if self.colour and row.colour != self.colour:
            return False
        if self.tag and self.tag not in row.tags:
            return False
        if self.chapter is not None and row.chapter_id != self.chapter:
            return False
        text = _folded(self.text.strip())
        words = (row.title, row.text, row.label, *row.tags)
        return not text or any(text in _folded(one) for one in words)


def bookmark_rows(course: Course | None, bookmarks: Iterable[Bookmark]) -> tuple[MarkRow, ...]:
    """List bookmarks in the course's order, and after them those whose question it lacks."""
    ids = course.question_ids if course is not None else ()
    order = {question: place for place, question in enumerate(ids)}
    found = sorted(bookmarks, key=lambda one: order.get(one.ref.question, len(order)))
    return tuple(
        _row(course, one.ref.question, one.wording)._replace(label=one.label) for one in found
    )


class Written(NamedTuple):
    """What the user has written in a course: ``spots`` are where highlights begin and end.

    ``tags`` are those of questions, highlights and pictures, ``hidden`` the subjects of notes that
    are not to be listed, ``pictures`` where those are shown that something is written on, ``pins``
    those on pictures, each with what it is called.
    """

    notes: tuple[Note, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    spots: Mapping[str, Spot] = {}
    tags: Mapping[str, frozenset[str]] = {}
    hidden: Container[str] = ()
    pictures: Mapping[str, Illustration] = {}
    pins: tuple[tuple[Pin, str], ...] = ()

    @property
    def places(self) -> Mapping[str, str]:
        """The questions that highlights and pictures stand in, by what notes on them name."""
        pictures = {name: one.question for name, one in self.pictures.items()}
        return pictures | {one.id: one.ref.question for one in self.highlights}

    @property
    def rows(self) -> int:
        """How many rows that makes: a highlight's note is one with it."""
        known = {one.id for one in (*self.highlights, *(pin for pin, _ in self.pins))}
        alone = (one.ref.question for one in self.notes)
        return len(known) + sum(one not in known and one not in self.hidden for one in alone)


def written_rows(course: Course | None, written: Written) -> tuple[MarkRow, ...]:
    """List notes and highlights in reading order, and after them what the course lacks."""
    ids = course.question_ids if course is not None else ()
    order = {question: place for place, question in enumerate(ids)}
    notes = {one.ref.question: one for one in written.notes}
    found: list[tuple[tuple[bool, float, int], MarkRow]] = []
    for one in written.highlights:
        spot = written.spots.get(one.id)
        row = _highlight_row(course, one, notes.pop(one.id, None), missing=spot is None)
        place = _place(course, order, one.ref.question)
        found.append(((row.missing, place, spot.start if spot else one.anchor.start), row))
    found += _pins(course, order, written, notes)
    for note in notes.values():
        if note.ref.question in written.hidden:
            continue
        row = _row(course, note.ref.question, note.wording, note.text, note.updated_at)
        picture = written.pictures.get(row.question)
        if picture_of_subject(row.question) is not None:
            row = _picture_row(course, row, picture)
        place, start = _place(course, order, row.question), -1
        if picture is not None:
            place, start = _place_of_picture(course, order, picture), _BEHIND + picture.line
        found.append(((row.missing, place, start), row))
    tagged = (
        (key, row._replace(tags=tuple(sorted(written.tags.get(row.subject, ())))))
        for key, row in found
    )
    return tuple(row for _, row in sorted(tagged, key=lambda one: one[0]))


def _pins(
    course: Course | None,
    order: Mapping[str, int],
    written: Written,
    notes: dict[str, Note],
) -> Iterator[tuple[tuple[bool, float, int], MarkRow]]:
    """Yield the rows of pins, each with its note, which is then listed with it alone."""
    title = QCoreApplication.translate("MarksModel", "Pin: {name}")
    for pin, name in written.pins:
        note = notes.pop(pin.id, None)
        subject = subject_of_picture(pin.picture)
        picture = written.pictures.get(subject)
        row = MarkRow(subject, name_of_picture(pin.picture), "", True)
        row = _picture_row(course, row, picture)._replace(
            question=pin.id,
            title=title.format(name=name),
            text=note.text if note is not None else "",
            written=note.updated_at if note is not None else None,
            colour=pin.colour.value,
        )
        place, start = float(len(order)), _BEHIND
        if picture is not None:
            place, start = _place_of_picture(course, order, picture), _BEHIND + picture.line
        yield (row.missing, place, start), row


def _place(course: Course | None, order: Mapping[str, int], subject: str) -> float:
    """Return where in the course something stands; an introduction before its first question."""
    from msp_desktop.course.text import chapter_of_subject

    name = chapter_of_subject(subject)
    if name is None:
        return order.get(subject, len(order))
    chapter = course.chapter(name) if course is not None else None
    if chapter is None:
        return -1 if not name else len(order)
    return order[chapter.questions[0].id] - 0.5 if chapter.questions else len(order)


def _place_of_picture(
    course: Course | None, order: Mapping[str, int], picture: Illustration
) -> float:
    """Return where a picture stands: in its question, or behind all of a chapter's."""
    from msp_desktop.course.text import subject_of_chapter

    if picture.question:
        return _place(course, order, picture.question)
    chapter = course.chapter(picture.chapter) if course is not None else None
    if picture.diagram >= 0 and chapter is not None and chapter.questions:
        return order[chapter.questions[-1].id] + 0.5
    return _place(course, order, subject_of_chapter(picture.chapter))


def _picture_row(course: Course | None, row: MarkRow, picture: Illustration | None) -> MarkRow:
    """Return the row of a note on a picture, which is shown somewhere or not any more."""
    title = QCoreApplication.translate("MarksModel", "Picture: {name}")
    if picture is None or course is None:
        return row._replace(title=title.format(name=row.title), decidable=False)
    chapter = course.chapter(picture.chapter)
    return row._replace(
        title=title.format(name=picture.name),
        chapter=chapter.title if chapter is not None else course.title,
        chapter_id=picture.chapter,
        missing=False,
    )


def _highlight_row(
    course: Course | None, one: Highlight, note: Note | None, *, missing: bool
) -> MarkRow:
    from msp_desktop.course.text import chapter_of_subject

    name, question = chapter_of_subject(one.ref.question), one.ref.question
    title, chapter_id = one.wording.chapter, ""
    if course is not None:
        chapter = course.chapter_of(question) if name is None else course.chapter(name)
        if chapter is not None:
            title, chapter_id = chapter.title, chapter.id
    return MarkRow(
        question,
        " ".join(one.anchor.quote[:_QUOTE].split()),
        title,
        missing,
        note.text if note is not None else "",
        note.updated_at if note is not None else None,
        highlight=one.id,
        colour=one.colour.value,
        chapter_id=chapter_id,
    )


def _row(
    course: Course | None,
    question: str,
    wording: Wording,
    text: str = "",
    written: datetime | None = None,
) -> MarkRow:
    found = course.question(question) if course is not None else None
    chapter = course.chapter_of(question) if course is not None else None
    if found is None or chapter is None:
        return MarkRow(question, wording.question, wording.chapter, True, text, written)
    title = found.title
    return MarkRow(question, title, chapter.title, False, text, written, chapter_id=chapter.id)


def _folded(text: str) -> str:
    # Typed Hangul may come in pieces where a file has whole syllables.
    return unicodedata.normalize("NFC", text).casefold()
