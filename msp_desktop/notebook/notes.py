"""Notes and their versions as they stand in the notebook's tables.

A method that writes expects a transaction around it and leaves it open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.errors import NotebookDamaged
from msp_desktop.notebook.model import Note, NoteVersion, QuestionRef, Wording
from msp_desktop.notebook.stored import keys, made, moment, time_of, titles
from msp_desktop.notebook.tables import (
    NEWEST_VERSION,
    NOTE,
    NOTE_NEWEST,
    NOTE_VERSION,
    REVISION_BITS,
    VERSIONS_OF,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from msp_desktop.notebook.tables import Row, Rows, Value

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


class Head(NamedTuple):
    """A note as it was written, the number of its row and that row's seal."""

    key: int
    seal: bytes
    note: Note

    def is_base(self, ref: QuestionRef, revision: int, text: str) -> bool:
        """Return whether a text goes on from this note and is another one."""
        note = self.note
        return note.revision == revision and note.ref == ref and note.text != text


_STANDING = (
    "SELECT note_version.text = '', note_version.text = ?,"  # noqa: S608 - names of ours
    f" note_version.id IS NULL, {NOTE.listed} FROM note LEFT JOIN note_version"
    f" ON {NEWEST_VERSION} WHERE note.course = ? AND note.question = ?"
)
# The last of a day is the one whose follower, if there is one, was written on another day.
_THINNING = (
    "DELETE FROM note_version AS old"  # noqa: S608 - names of ours
    f" WHERE {VERSIONS_OF} AND id <= ?1 << {REVISION_BITS} | ?2"
    # Said once more of each row: in a damaged file the stretch may hold others, too.
    f" AND id >> {REVISION_BITS} = ?1 AND substr(written_at, 1, 10) = ("
    f" SELECT substr(later.written_at, 1, 10) FROM note_version AS later WHERE later.{VERSIONS_OF}"
    " AND later.id > old.id ORDER BY later.id LIMIT 1)"
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
        found = self._rows.joined(NOTE_NEWEST, where, rest)
        return made(_note, found, self._rows.path)

    def put(self, note: Note, key: int | None) -> Head:
        """Write a note's next revision and thin the versions that it pushes out.

        ``key`` is the number of the one that stands there, None for the first of its question.
        """
        rows, number = self._rows, self._free() if key is None else key
        created_at, updated_at = moment(note.created_at), moment(note.updated_at)
        version = (number, note.revision, updated_at, note.text)
        head = (number, *keys(note.ref), *titles(note.wording), note.revision)
        rows.add(NOTE_VERSION, *version)
        seal = (rows.add if key is None else rows.put)(NOTE, *head, created_at, updated_at)
        if note.revision % _THIN_EVERY == 0:
            self._thin(number, note.revision)
        return Head(number, seal, note)

    def follow(self, last: Head, text: str, wording: Wording, now: datetime) -> Head | None:
        """Write the text that goes on from a note, if that stands there still.

        Returns None where it does not; nothing is done then.  Who types on needs not read what
        stands there: the seal tells.
        """
        rows, (number, before, note) = self._rows, last
        ref, at, revision = note.ref, moment(now), note.revision + 1
        created_at = note.created_at if note.text else now
        head = (number, *ref, *titles(wording), revision, moment(created_at), at)
        seal = rows.change(NOTE, before, *head)
        if seal is None:
            return None
        rows.add(NOTE_VERSION, number, revision, at, text)
        if revision % _THIN_EVERY == 0:
            self._thin(number, revision)
        return Head(number, seal, Note(ref, wording, text, revision, created_at, now))

    def _free(self) -> int:
        """Return a number that no note has; it is sealed, so SQLite cannot give it."""
        query = "SELECT coalesce(max(id), 0) + 1 FROM note"
        ((number,),) = self._rows.connection.execute(query).fetchall()
        return int(number)

    def _thin(self, note: int, revision: int) -> None:
        """Drop the versions that a revision pushes out and that are not the last of their day."""
        self._rows.connection.execute(_THINNING, (note, revision - VERSIONS_KEPT))

    def versions(self, ref: QuestionRef) -> tuple[NoteVersion, ...]:
        """Return the texts a note had, as far as they are kept, the newest first."""
        return self._versions(ref, "ORDER BY id DESC")

    def text_at(self, ref: QuestionRef, revision: int) -> str:
        """Return a note's text at a revision, or the nearest before it that is kept, or nothing."""
        where = f"AND id <= ?1 << {REVISION_BITS} | ?2 ORDER BY id DESC LIMIT 1"
        found = self._versions(ref, where, revision)
        return found[0].text if found else ""

    def _versions(self, ref: QuestionRef, rest: str, *arguments: Value) -> tuple[NoteVersion, ...]:
        for key, *_ in self._rows.find(NOTE, _naming(ref)):
            found = versions_of(self._rows, key, rest, *arguments)
            return made(_version, found, self._rows.path)
        return ()


def versions_of(rows: Rows, note: int, rest: str, *arguments: Value) -> list[Row]:
    """Return the rows of a note's versions, by its number; ``rest`` orders or limits them.

    They are a stretch of the table, and damage above it may lead to the neighbours' as well.
    """
    found = rows.select(NOTE_VERSION, f"WHERE {VERSIONS_OF} {rest}", note, *arguments)
    for one in found:
        rows.expect(NOTE_VERSION, one, {"note": note})
    return found


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
