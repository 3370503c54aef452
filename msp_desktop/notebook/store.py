"""Courses, reading places and bookmarks as they stand in the notebook's tables.

A method that writes expects a transaction around it and leaves it open.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.model import Bookmark, CourseRecord, Place, QuestionRef, Wording
from msp_desktop.notebook.stored import keys, made, moment, time_of, titles
from msp_desktop.notebook.tables import (
    BOOKMARK,
    COURSE,
    COURSE_PATH,
    COURSE_READING,
    READING,
    newest_version,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from msp_desktop.notebook.tables import Rows, Value


class KnownCourse(NamedTuple):
    """A course with what it can be recognised by: its questions and all paths it ever had."""

    record: CourseRecord
    questions: frozenset[str]
    paths: frozenset[Path]


class Counts(NamedTuple):
    """How much a notebook holds."""

    bookmarks: int
    notes: int
    courses: int
    highlights: int = 0


class Store:
    """The rows of one open notebook."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def courses(self) -> tuple[CourseRecord, ...]:
        """Return the courses that are not hidden, the last opened first."""
        return tuple(one.record for one, hidden in self._courses({}) if not hidden)

    def course_at(self, path: Path) -> CourseRecord | None:
        """Return the course that was last opened at a path, hidden or not."""
        found = self._courses({"path": os.fsencode(path)})
        return found[0][0].record if found else None

    def known_courses(self) -> tuple[KnownCourse, ...]:
        """Return every course there ever was, hidden ones too, the last opened first."""
        paths: dict[str, set[Path]] = {}
        for course, path in made(_course_path, self._rows.select(COURSE_PATH, ""), self._rows.path):
            paths.setdefault(course, set()).add(path)
        return tuple(
            one._replace(paths=frozenset(paths.get(one.record.id, ())))
            for one, _ in self._courses({})
        )

    def _courses(self, where: Mapping[str, Value]) -> tuple[tuple[KnownCourse, bool], ...]:
        """Return courses with their questions, without their former paths; and if each is hidden.

        The one last opened comes first.
        """
        order = "ORDER BY reading.opened_at DESC, course.rowid DESC"
        found = self._rows.joined(COURSE_READING, where, order)
        return made(_course, found, self._rows.path)

    def put_course(self, record: CourseRecord, questions: Sequence[str]) -> None:
        """Add a course or bring it up to date; it is listed again if it was hidden."""
        path = os.fsencode(record.path)
        # A damaged index would have another course written over.
        self._rows.find(COURSE, {"id": record.id})
        title, digest = record.title, record.digest
        self._rows.put(COURSE, record.id, path, title, digest, "\n".join(questions), 0)
        self._rows.put(COURSE_PATH, path, record.id)
        place = self._reading(record.id)
        self._rows.put(READING, record.id, moment(record.opened_at), *place[2:])

    def hide_course(self, course: str) -> bool:
        """Take a course from the list; return whether it was on it."""
        for *values, hidden in self._rows.find(COURSE, {"id": course}):
            if not hidden:
                self._rows.put(COURSE, *values, 1)
                return True
        return False

    def bookmarks(self, course: str) -> tuple[Bookmark, ...]:
        """Return a course's bookmarks in the order they were made."""
        found = self._rows.gather(BOOKMARK, {"course": course}, "ORDER BY created_at, id")
        return made(_bookmark, found, self._rows.path)

    def bookmark(self, ref: QuestionRef) -> Bookmark | None:
        """Return the bookmark on a question."""
        named = {"course": ref.course, "question": ref.question}
        found = self._rows.find(BOOKMARK, named)
        return made(_bookmark, found, self._rows.path)[0] if found else None

    def put_bookmark(self, bookmark: Bookmark) -> None:
        """Mark a question, or write its bookmark anew."""
        ref, wording, created_at, label = bookmark
        self._rows.put(BOOKMARK, *keys(ref), *titles(wording), moment(created_at), label)

    def drop_bookmark(self, ref: QuestionRef) -> None:
        """Unmark a question."""
        self._rows.drop(BOOKMARK, *keys(ref))

    def place(self, course: str) -> Place | None:
        """Return where reading a course stopped, None where it never began."""
        _, _, chapter, question, offset, _ = self._reading(course)
        if chapter is None:
            return None
        return made(Place, [(course, chapter, question, offset)], self._rows.path)[0]

    def put_place(self, place: Place, now: datetime) -> bool:
        """Remember where reading a course stopped; return whether there is such a course."""
        _, opened_at, *_ = self._reading(place.course)
        if opened_at is None:
            return False
        # No integer and no negative zero: SQLite would not hand out what was sealed.
        where = (place.chapter, place.question, float(place.offset) + 0.0)
        self._rows.put(READING, place.course, opened_at, *where, moment(now))
        return True

    def _reading(self, course: str) -> tuple[Value, ...]:
        """Return the row of a course that is being read, all but the course empty without one."""
        found = self._rows.find(READING, {"course": course})
        return found[0] if found else (course, *[None] * (len(READING.columns) - 1))

    def counts(self) -> Counts:
        """Return how many bookmarks, notes, courses and highlights there are."""
        execute = self._rows.connection.execute
        # A backup may be of an older version, or of one without highlights.
        (version,) = execute("PRAGMA user_version").fetchone()
        row = execute(
            f"""
            SELECT (SELECT count(*) FROM bookmark),
                (SELECT count(*) FROM note JOIN note_version ON {newest_version(version)}
                    WHERE text <> ''),
                (SELECT count(*) FROM course)
            """  # noqa: S608 - names of ours
        ).fetchone()
        there = "SELECT 1 FROM sqlite_master WHERE name = 'highlight'"
        if execute(there).fetchone() is None:
            return Counts(*row)
        number = execute("SELECT count(*) FROM highlight WHERE NOT deleted").fetchone()
        return Counts(*row, *number)


def _course(
    identifier: str,
    path: bytes,
    title: str,
    digest: str,
    questions: str,
    hidden: int,
    _course: str,
    opened_at: str,
    *_place: Value,
) -> tuple[KnownCourse, bool]:
    where = Path(os.fsdecode(path))
    record = CourseRecord(identifier, where, title, digest, time_of(opened_at))
    known = KnownCourse(record, frozenset(questions.split("\n")) - {""}, frozenset())
    return known, bool(hidden)


def _course_path(path: bytes, course: str) -> tuple[str, Path]:
    return course, Path(os.fsdecode(path))


def _bookmark(
    course: str, question: str, title: str, chapter: str, created_at: str, label: str
) -> Bookmark:
    ref = QuestionRef(course, question)
    return Bookmark(ref, Wording(title, chapter), time_of(created_at), label)
