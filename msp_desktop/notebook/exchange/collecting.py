"""Collecting what the user wrote in a course, in the order of reading."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.illustrations import (
    Illustrations,
    name_of_picture,
    picture_of_subject,
    subject_of_picture,
)
from msp_desktop.course.model import ids_of
from msp_desktop.course.text import subject_of_chapter
from msp_desktop.notebook.exchange.collected import Collected, Entry, Marked, Part, Reviewed, Spot
from msp_desktop.notebook.exchange.pinned import Pinned
from msp_desktop.notebook.model import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from msp_desktop.course.illustrations import Illustration
    from msp_desktop.course.model import Chapter, Course
    from msp_desktop.notebook.model import Bookmark, Highlight, Note
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.notebook.reviews import Review


def collect(notebook: Notebook, course: Course, record: str) -> Collected:
    """Read what is written in a course that the notebook knows by the id ``record``."""
    # A removed highlight's note and tags wait for the case that it is brought back.
    removed = {one.id for one in notebook.highlights.deleted(record)}
    removed |= {one.id for one in notebook.pins.deleted(record)}
    notes = (one for one in notebook.notes(record) if one.ref.question not in removed)
    tags = (one for one in notebook.tags.of(record) if one.ref.question not in removed)
    there = _Written(
        {one.ref.question: one for one in notebook.bookmarks(record)},
        {one.ref.question: one for one in notes},
        _tags((one.ref.question, one.name) for one in tags),
        _by_subject(notebook.highlights.of(record)),
        _by_picture(notebook.pins.of(record)),
        course,
    )
    spots = _Spots(course)
    pictures = _pictures(course, there)
    parts: list[Part] = []
    known: set[str] = set()
    for chapter in (None, *course.chapters):
        entries: list[Entry] = []
        for subject in _subjects(chapter):
            known.add(subject)
            question = course.question(subject)
            title = question.title if question else ""
            line = question.lines.first if question else 0
            if there.on(subject):
                spot = spots.at(chapter, line)
                entries.append(there.entry(subject, title, _title(chapter), spot))
            shown = pictures.get((subject, False), ())
            entries.extend(_picture(there, one, chapter, spots) for one in shown)
        behind = pictures.get((subject_of_chapter(chapter.id if chapter else ""), True), ())
        entries.extend(_picture(there, one, chapter, spots) for one in behind)
        if entries:
            parts.append(Part(_title(chapter), spots.at(chapter, 0), tuple(entries)))
    known |= {subject_of_picture(one.path) for ones in pictures.values() for one in ones}
    reviews = _reviewed(course, notebook.reviews.of(record))
    return Collected(course, record, tuple(parts), tuple(there.others(known)), reviews)


def _reviewed(course: Course, reviews: tuple[Review, ...]) -> tuple[Reviewed, ...]:
    found: dict[str, list[Reviewed]] = {}
    for one in reviews:
        name = one.ref.question
        question, chapter = course.question(name), course.chapter_of(name)
        told = Reviewed(one, question.title if question else "", _title(chapter))
        found.setdefault(name, []).append(told)
    ordered = dict.fromkeys(name for name in course.question_ids if name in found)
    return tuple(one for name in (ordered | dict.fromkeys(found)) for one in found[name])


def _pictures(course: Course, there: _Written) -> dict[tuple[str, bool], tuple[Illustration, ...]]:
    """Return the pictures that something is written on, by where the course shows them.

    That is the subject of what they stand in, and whether they are diagrams behind it all.
    """
    found: dict[tuple[str, bool], list[Illustration]] = {}
    illustrations = Illustrations(course)
    for subject in dict.fromkeys((*there.notes, *there.tags, *there.pins)):
        path = picture_of_subject(subject)
        one = illustrations.find(path) if path is not None else None
        if one is not None:
            where = one.question or subject_of_chapter(one.chapter)
            found.setdefault((where, one.diagram >= 0), []).append(one)
    return {
        where: tuple(sorted(ones, key=lambda one: (one.line, one.path)))
        for where, ones in found.items()
    }


def _picture(there: _Written, one: Illustration, chapter: Chapter | None, spots: _Spots) -> Entry:
    subject, spot = subject_of_picture(one.path), spots.at(chapter, one.line)
    entry = there.entry(subject, one.name, _title(chapter), spot)
    return entry._replace(picture=one.path, question=one.question)


class _Written(NamedTuple):
    """Everything that is written, by what it is written on."""

    bookmarks: Mapping[str, Bookmark]
    notes: Mapping[str, Note]
    tags: Mapping[str, tuple[str, ...]]
    highlights: Mapping[str, tuple[Highlight, ...]]
    pins: Mapping[str, tuple[Pin, ...]]
    course: Course

    @property
    def _kinds(self) -> tuple[Mapping[str, object], ...]:
        return self.bookmarks, self.notes, self.tags, self.highlights, self.pins

    def on(self, subject: str) -> bool:
        return any(subject in one for one in self._kinds)

    def entry(self, subject: str, title: str, chapter: str, spot: Spot) -> Entry:
        marks = [
            Marked(one, self.notes.get(one.id), self.tags.get(one.id, ()))
            for one in self.highlights.get(subject, ())
        ]
        marks.sort(key=lambda one: (one.highlight.anchor.start, one.highlight.created_at))
        return Entry(
            subject,
            title,
            chapter,
            spot,
            self.bookmarks.get(subject),
            self.notes.get(subject),
            self.tags.get(subject, ()),
            tuple(marks),
            pins=tuple(map(self._pinned, self.pins.get(subject, ()))),
        )

    def _pinned(self, pin: Pin) -> Pinned:
        titles: list[str] = []
        for one in pin.linked:
            found = self.course.question(one.question)
            titles.append(found.title if found else one.wording.question)
        return Pinned(pin, self.notes.get(pin.id), self.tags.get(pin.id, ()), tuple(titles))

    def others(self, known: set[str]) -> list[Entry]:
        """Return entries for what stands neither in the course nor on a highlight."""
        known |= {one.id for marks in self.highlights.values() for one in marks}
        known |= {one.id for pins in self.pins.values() for one in pins}
        subjects = dict.fromkeys(one for kind in self._kinds for one in kind if one not in known)
        return [
            self.entry(one, wording.question, wording.chapter, Spot("", 0, ""))._replace(
                picture=picture_of_subject(one) or ""
            )
            for one, wording in ((one, self._wording(one)) for one in subjects)
        ]

    def _wording(self, subject: str) -> Wording:
        marks = self.highlights.get(subject, ())
        for one in (self.notes.get(subject), self.bookmarks.get(subject), *marks):
            if one is not None:
                return one.wording
        path = picture_of_subject(subject)
        return Wording(subject if path is None else name_of_picture(path), "")


class _Spots:
    """Where things stand in a course."""

    def __init__(self, course: Course) -> None:
        self._anchors: dict[str, list[tuple[int, str]]] = {}
        for one in course.anchors:
            self._anchors.setdefault(one.file, []).append((one.line, one.name))
        for names in self._anchors.values():
            names.sort(key=lambda one: one[0])

    def at(self, chapter: Chapter | None, line: int) -> Spot:
        """Return the spot of a line in a chapter's file; 0 for that of its heading."""
        if chapter is None:
            return Spot("", 0, "")
        line = line or chapter.lines.first
        names = self._anchors.get(chapter.file, [])
        index = bisect_right(names, line, key=lambda one: one[0])
        return Spot(chapter.file, line, names[index - 1][1] if index else "")


def _subjects(chapter: Chapter | None) -> tuple[str, ...]:
    if chapter is None:
        return (subject_of_chapter(""),)
    return (subject_of_chapter(chapter.id), *ids_of(chapter.questions))


def _title(chapter: Chapter | None) -> str:
    return chapter.title if chapter else ""


def _tags(given: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for subject, name in given:
        found[subject] = (*found.get(subject, ()), name)
    return {subject: tuple(sorted(names)) for subject, names in found.items()}


def _by_subject(highlights: Iterable[Highlight]) -> dict[str, tuple[Highlight, ...]]:
    found: dict[str, list[Highlight]] = {}
    for one in highlights:
        found.setdefault(one.ref.question, []).append(one)
    return {subject: tuple(marks) for subject, marks in found.items()}


def _by_picture(pins: Iterable[Pin]) -> dict[str, tuple[Pin, ...]]:
    found: dict[str, list[Pin]] = {}
    for one in pins:
        found.setdefault(subject_of_picture(one.picture), []).append(one)
    return {subject: tuple(listed) for subject, listed in found.items()}
