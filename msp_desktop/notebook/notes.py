"""Notes and their versions as they stand in the notebook's tables.

A method that writes expects a transaction around it and leaves it open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.errors import NotebookDamaged
from msp_desktop.notebook.model import Note, NoteVersion, QuestionRef, Wording
from msp_desktop.notebook.stored import keys, made, moment, time_of, titles
from msp_desktop.notebook.tables import NOTE, NOTE_VERSION

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from msp_desktop.notebook.tables import Rows, Value

# How many versions of a note are kept whatever their age; of older ones, the last of each day.
VERSIONS_KEPT = 50
# Thinning costs a write its share of page reads and writes, so only every so many do it.
_THIN_EVERY = 10


class Standing(NamedTuple):
    """What stands where a text is to be written, the text itself unread.

    ``key`` is the number that the note's versions know it by, None where there never was one.
    ``empty`` says that it is deleted, ``same`` that its text is the one to be written.
    """

    key: int | None
    revision: int
    created_at: datetime | None
    empty: bool
    same: bool


class Written(NamedTuple):
    """What changes with any write to a notebook: by the ``connection`` itself, or by others."""

    connection: sqlite3.Connection
    own: int
    others: int


class LastWritten(NamedTuple):
    """The note that was written last, and the state of the notebook right after that.

    Who types on needs not read what stands there, for as long as nothing else was written.
    """

    written: Written | None = None
    key: int = 0
    note: Note | None = None

    def standing(self, written: Written, ref: QuestionRef, text: str) -> Standing | None:
        """Return what stands where a text is to be written, None where that has to be read."""
        note = self.note
        if note is None or written != self.written or note.ref != ref:
            return None
        same = note.text == text
        return Standing(self.key, note.revision, note.created_at, not note.text, same)


def written_until_now(rows: Rows, before: Written | None = None) -> Written:
    """Return the state that a notebook is in; in a transaction, others can change nothing of it.

    ``before`` is the state at the beginning of the transaction that it is about.
    """
    connection = rows.connection
    if before is not None:
        return Written(connection, connection.total_changes, before.others)
    (others,) = connection.execute("PRAGMA data_version").fetchone()
    return Written(connection, connection.total_changes, others)


_VERSION_OF = {"note": "id", "revision": "revision"}


_STANDING = (
    "SELECT note_version.text = '', note_version.text = ?,"  # noqa: S608 - names of ours
    f" note_version.note IS NULL, {NOTE.listed} FROM note LEFT JOIN note_version"
    " ON note_version.note = note.id AND note_version.revision = note.revision"
    " WHERE note.course = ? AND note.question = ?"
)


class Notes:
    """The notes of one open notebook."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of(self, course: str) -> tuple[Note, ...]:
        """Return a course's notes in the order they were made, deleted ones left out."""
        every = self._notes({"course": course}, "ORDER BY note.created_at, note.id")
        return tuple(note for note in every if note.text)

    def find(self, ref: QuestionRef) -> Note | None:
        """Return the note on a question; one whose text is empty has been deleted."""
        found = self._notes(_naming(ref))
        return found[0] if found else None

    def standing(self, ref: QuestionRef, text: str) -> Standing:
        """Return what stands where a text is to be written.

        SQLite compares the two: a long text need not come out of the file for that.
        """
        row = self._rows.connection.execute(_STANDING, (text, *keys(ref))).fetchone()
        if row is None:
            return Standing(None, 0, None, True, not text)
        empty, same, missing, *values = row
        standing = self._rows.sound(NOTE, tuple(values))
        self._rows.expect(NOTE, standing, _naming(ref))
        key, *_, revision, created_at, _ = standing
        if missing:
            raise NotebookDamaged(self._rows.path, f"{NOTE.naming(standing)} lacks its text")
        (created,) = made(time_of, [(created_at,)], self._rows.path)
        return Standing(key, revision, created, bool(empty), bool(same))

    def _notes(self, where: Mapping[str, Value], rest: str = "") -> tuple[Note, ...]:
        found = self._rows.joined(NOTE, NOTE_VERSION, _VERSION_OF, where, rest)
        return made(_note, found, self._rows.path)

    def put(self, note: Note, key: int | None) -> int:
        """Write a note's next revision and thin the versions that it pushes out.

        ``key`` is the number of the one that stands there, None for the first of its question.
        Returns its number.
        """
        rows, number = self._rows, self._free() if key is None else key
        updated_at = moment(note.updated_at)
        created_at = moment(note.created_at)
        named = (number, *keys(note.ref), *titles(note.wording))
        head = (*named, note.revision, created_at, updated_at)
        version = (number, note.revision, updated_at, note.text)
        if key is None:
            rows.add(NOTE, *head)
            rows.add(NOTE_VERSION, *version)
        else:
            # The text first: where it stands already, SQLite need not look whether it ever comes.
            rows.add(NOTE_VERSION, *version)
            rows.put(NOTE, *head)
        if note.revision % _THIN_EVERY == 0:
            self._thin(number, note.revision - VERSIONS_KEPT)
        return number

    def _free(self) -> int:
        """Return a number that no note has; it is sealed, so SQLite cannot give it."""
        query = "SELECT coalesce(max(id), 0) + 1 FROM note"
        ((number,),) = self._rows.connection.execute(query).fetchall()
        return int(number)

    def _thin(self, note: int, newest: int) -> None:
        """Drop the versions up to one that are not the last of their day."""
        self._rows.connection.execute(
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
        return self._versions(ref, "ORDER BY revision DESC")

    def text_at(self, ref: QuestionRef, revision: int) -> str:
        """Return a note's text at a revision, or the nearest before it that is kept, or nothing."""
        where = "AND revision <= ? ORDER BY revision DESC LIMIT 1"
        found = self._versions(ref, where, revision)
        return found[0].text if found else ""

    def _versions(self, ref: QuestionRef, rest: str, *arguments: Value) -> tuple[NoteVersion, ...]:
        for key, *_ in self._rows.find(NOTE, _naming(ref)):
            found = self._rows.find(NOTE_VERSION, {"note": key}, rest, *arguments)
            return made(_version, found, self._rows.path)
        return ()


def _naming(ref: QuestionRef) -> dict[str, Value]:
    return {"course": ref.course, "question": ref.question}


def _note(
    _key: int,
    course: str,
    question: str,
    title: str,
    chapter: str,
    revision: int,
    created_at: str,
    updated_at: str,
    _note: int,
    _revision: int,
    _written_at: str,
    text: str,
) -> Note:
    ref, wording = QuestionRef(course, question), Wording(title, chapter)
    return Note(ref, wording, text, revision, time_of(created_at), time_of(updated_at))


def _version(_note: int, revision: int, written_at: str, text: str) -> NoteVersion:
    return NoteVersion(revision, text, time_of(written_at))
