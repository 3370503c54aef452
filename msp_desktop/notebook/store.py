"""The notebook's tables read and written: every query stands here and nowhere else.

A method that writes expects a transaction around it and leaves it open.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msp_desktop.notebook.errors import NotebookDamaged
from msp_desktop.notebook.model import (
    Bookmark,
    CourseRecord,
    Note,
    NoteVersion,
    Place,
    QuestionRef,
    Wording,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

Value = TypeVar("Value")

# How many versions of a note are kept whatever their age; of older ones, the last of each day.
VERSIONS_KEPT = 50
# Thinning costs a write its share of page reads and writes, so only every so many do it.
_THIN_EVERY = 10

_COURSE = """
    SELECT course.id, course.path, course.title, course.digest, reading.opened_at
    FROM course JOIN reading ON reading.course = course.id
"""
_NOTE = """
    SELECT note.course, note.question, note.question_title, note.chapter_title,
        note_version.text, note.revision, note.created_at, note.updated_at
    FROM note JOIN note_version
        ON note_version.note = note.id AND note_version.revision = note.revision
"""


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


class Store:
    """The tables of one open notebook; ``path`` is only named in errors."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def courses(self) -> tuple[CourseRecord, ...]:
        """Return the courses that are not hidden, the last opened first."""
        return self._values(
            _course,
            f"{_COURSE} WHERE NOT course.hidden ORDER BY reading.opened_at DESC, course.rowid DESC",
        )

    def known_courses(self) -> tuple[KnownCourse, ...]:
        """Return every course there ever was, hidden ones too, the last opened first."""
        paths: dict[str, set[Path]] = {}
        for course, path in self._values(_course_path, "SELECT course, path FROM course_path"):
            paths.setdefault(course, set()).add(path)
        questions = dict(self._values(_course_questions, "SELECT id, questions FROM course"))
        records = self._values(
            _course, f"{_COURSE} ORDER BY reading.opened_at DESC, course.rowid DESC"
        )
        return tuple(
            KnownCourse(one, questions[one.id], frozenset(paths.get(one.id, ()))) for one in records
        )

    def put_course(self, record: CourseRecord, questions: tuple[str, ...]) -> None:
        """Add a course or bring it up to date; it is listed again if it was hidden."""
        path = os.fsencode(record.path)
        self._connection.execute(
            """
            INSERT INTO course (id, path, title, digest, questions) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET path = excluded.path, title = excluded.title,
                digest = excluded.digest, questions = excluded.questions, hidden = 0
            """,
            (record.id, path, record.title, record.digest, "\n".join(questions)),
        )
        self._connection.execute(
            """
            INSERT INTO course_path (path, course) VALUES (?, ?)
            ON CONFLICT (path) DO UPDATE SET course = excluded.course
            """,
            (path, record.id),
        )
        self._connection.execute(
            """
            INSERT INTO reading (course, opened_at) VALUES (?, ?)
            ON CONFLICT (course) DO UPDATE SET opened_at = excluded.opened_at
            """,
            (record.id, _text(record.opened_at)),
        )

    def hide_course(self, course: str) -> bool:
        """Take a course from the list; return whether it was on it."""
        cursor = self._connection.execute(
            "UPDATE course SET hidden = 1 WHERE id = ? AND NOT hidden", (course,)
        )
        return cursor.rowcount > 0

    def bookmarks(self, course: str) -> tuple[Bookmark, ...]:
        """Return a course's bookmarks in the order they were made."""
        return self._values(
            _bookmark,
            """
            SELECT course, question, question_title, chapter_title, created_at
            FROM bookmark WHERE course = ? ORDER BY created_at, id
            """,
            course,
        )

    def bookmarked(self, ref: QuestionRef) -> bool:
        """Return whether a question is marked."""
        row = self._connection.execute(
            "SELECT 1 FROM bookmark WHERE course = ? AND question = ?", _keys(ref)
        ).fetchone()
        return row is not None

    def put_bookmark(self, bookmark: Bookmark) -> bool:
        """Mark a question; return whether it was unmarked before."""
        cursor = self._connection.execute(
            """
            INSERT INTO bookmark (course, question, question_title, chapter_title, created_at)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT (course, question) DO NOTHING
            """,
            (*_keys(bookmark.ref), *_titles(bookmark.wording), _text(bookmark.created_at)),
        )
        return cursor.rowcount > 0

    def drop_bookmark(self, ref: QuestionRef) -> bool:
        """Unmark a question; return whether it was marked before."""
        cursor = self._connection.execute(
            "DELETE FROM bookmark WHERE course = ? AND question = ?", _keys(ref)
        )
        return cursor.rowcount > 0

    def notes(self, course: str) -> tuple[Note, ...]:
        """Return a course's notes in the order they were made, deleted ones left out."""
        return self._values(
            _note,
            f"{_NOTE} WHERE note.course = ? AND note_version.text <> ''"
            " ORDER BY note.created_at, note.id",
            course,
        )

    def note(self, ref: QuestionRef) -> Note | None:
        """Return the note on a question; one whose text is empty has been deleted."""
        found = self._values(
            _note, f"{_NOTE} WHERE note.course = ? AND note.question = ?", *_keys(ref)
        )
        return found[0] if found else None

    def put_note(self, note: Note) -> None:
        """Write a note's next revision and thin the versions that it pushes out."""
        # Not lastrowid, which an update leaves as it was.
        ((key,),) = self._connection.execute(
            """
            INSERT INTO note (course, question, question_title, chapter_title, revision,
                created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (course, question) DO UPDATE SET
                question_title = excluded.question_title, chapter_title = excluded.chapter_title,
                revision = excluded.revision, created_at = excluded.created_at,
                updated_at = excluded.updated_at
            RETURNING id
            """,
            (
                *_keys(note.ref),
                *_titles(note.wording),
                note.revision,
                _text(note.created_at),
                _text(note.updated_at),
            ),
        ).fetchall()
        self._connection.execute(
            "INSERT INTO note_version (note, revision, written_at, text) VALUES (?, ?, ?, ?)",
            (key, note.revision, _text(note.updated_at), note.text),
        )
        if note.revision % _THIN_EVERY == 0:
            self._thin_versions(key, note.revision - VERSIONS_KEPT)

    def _thin_versions(self, note: int, newest: int) -> None:
        """Drop the versions up to one that are not the last of their day."""
        self._connection.execute(
            """
            DELETE FROM note_version WHERE note = ?1 AND revision <= ?2
            AND substr(written_at, 1, 10) = (
                SELECT substr(later.written_at, 1, 10) FROM note_version AS later
                WHERE later.note = ?1 AND later.revision > note_version.revision
                ORDER BY later.revision LIMIT 1
            )
            """,
            (note, newest),
        )

    def versions(self, ref: QuestionRef) -> tuple[NoteVersion, ...]:
        """Return the texts a note had, as far as they are kept, the newest first."""
        return self._values(
            _version,
            """
            SELECT note_version.revision, text, written_at
            FROM note_version JOIN note ON note.id = note_version.note
            WHERE course = ? AND question = ? ORDER BY note_version.revision DESC
            """,
            *_keys(ref),
        )

    def text_at(self, ref: QuestionRef, revision: int) -> str:
        """Return a note's text at a revision, or the nearest before it that is kept, or nothing."""
        row = self._connection.execute(
            """
            SELECT text FROM note_version JOIN note ON note.id = note_version.note
            WHERE course = ? AND question = ? AND note_version.revision <= ?
            ORDER BY note_version.revision DESC LIMIT 1
            """,
            (*_keys(ref), revision),
        ).fetchone()
        return row[0] if row else ""

    def place(self, course: str) -> Place | None:
        """Return where reading a course stopped, None where it never began."""
        found = self._values(
            Place,
            """
            SELECT course, chapter, question, "offset" FROM reading
            WHERE course = ? AND chapter IS NOT NULL
            """,
            course,
        )
        return found[0] if found else None

    def put_place(self, place: Place, now: datetime) -> bool:
        """Remember where reading a course stopped; return whether there is such a course."""
        cursor = self._connection.execute(
            """
            UPDATE reading SET chapter = ?, question = ?, "offset" = ?, read_at = ?
            WHERE course = ?
            """,
            (place.chapter, place.question, place.offset, _text(now), place.course),
        )
        return cursor.rowcount > 0

    def counts(self) -> Counts:
        """Return how many bookmarks, notes and courses there are."""
        row = self._connection.execute(
            """
            SELECT (SELECT count(*) FROM bookmark),
                (SELECT count(*) FROM note JOIN note_version ON note_version.note = note.id
                    AND note_version.revision = note.revision WHERE text <> ''),
                (SELECT count(*) FROM course)
            """
        ).fetchone()
        return Counts(*row)

    def data_version(self) -> int:
        """Return a number that is another one after another connection has committed."""
        (number,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(number)

    def _values(
        self, make: Callable[..., Value], query: str, *arguments: object
    ) -> tuple[Value, ...]:
        """Return the rows of a query as values; a row that does not make one is damage."""
        cursor = self._connection.execute(query, arguments)
        try:
            return tuple(make(*row) for row in cursor)
        except (TypeError, ValueError, OverflowError, AttributeError) as error:
            raise NotebookDamaged(self._path, f"a row cannot be read: {error}") from error


def clean(text: str) -> str:
    """Return a text as it can be stored: halves of surrogate pairs are joined, or replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _keys(ref: QuestionRef) -> tuple[str, str]:
    return ref.course, ref.question


def _titles(wording: Wording) -> tuple[str, str]:
    return clean(wording.question), clean(wording.chapter)


def _text(time: datetime) -> str:
    """Return a time as text that sorts as times do."""
    if time.tzinfo is None:
        raise ValueError("a time without its zone says nothing to a reader elsewhere")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.utcoffset() != timedelta(0):
        raise ValueError(f"not a time in UTC: {text}")
    return time


def _course(identifier: str, path: bytes, title: str, digest: str, opened_at: str) -> CourseRecord:
    return CourseRecord(identifier, Path(os.fsdecode(path)), title, digest, _time(opened_at))


def _course_path(course: str, path: bytes) -> tuple[str, Path]:
    return course, Path(os.fsdecode(path))


def _course_questions(course: str, lines: str) -> tuple[str, frozenset[str]]:
    return course, frozenset(lines.split("\n")) - {""}


def _bookmark(course: str, question: str, title: str, chapter: str, created_at: str) -> Bookmark:
    return Bookmark(QuestionRef(course, question), Wording(title, chapter), _time(created_at))


def _note(
    course: str,
    question: str,
    title: str,
    chapter: str,
    text: str,
    revision: int,
    created_at: str,
    updated_at: str,
) -> Note:
    return Note(
        QuestionRef(course, question),
        Wording(title, chapter),
        text,
        revision,
        _time(created_at),
        _time(updated_at),
    )


def _version(revision: int, text: str, written_at: str) -> NoteVersion:
    return NoteVersion(revision, text, _time(written_at))
