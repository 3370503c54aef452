"""The notebook: the one door to everything the user writes.

Each method that writes is one transaction, on disk when it returns; when it raises, nothing of it
was kept and the same may be tried again.  A notebook is used by the thread that opened it; any
number of them, in any number of programs, may be open on one file.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from msp_desktop.notebook import database, schema
from msp_desktop.notebook.errors import (
    CourseUnknown,
    NotebookDamaged,
    NotebookMissing,
    NotebookNewer,
    NotebookReplaced,
    NotebookUnwritable,
    Obstacle,
)
from msp_desktop.notebook.faults import typed
from msp_desktop.notebook.merge import merge
from msp_desktop.notebook.model import (
    Bookmark,
    Changes,
    CourseRecord,
    Note,
    NoteVersion,
    Place,
    QuestionRef,
    Wording,
    WrittenNote,
)
from msp_desktop.notebook.recognition import Opened, recognise
from msp_desktop.notebook.store import Store, clean

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.schema import Step

# Seconds to wait for another's lock before the notebook counts as busy.
PATIENCE = 5.0


class Notebook:
    """One open notebook; made by :meth:`open`, :meth:`open_read_only` or :meth:`absent`.

    Any method raises an error of :mod:`msp_desktop.notebook.errors` for what is nobody's mistake.
    ``read_only`` says that every write will raise NotebookUnwritable, ``created`` that there was no
    notebook before, ``version`` the file's format.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        version: int,
        known: int = schema.VERSION,
        read_only: bool = False,
        created: bool = False,
    ) -> None:
        self.path = path
        self.version = version
        self._known = known
        self.read_only = read_only
        self.created = created
        self._connection = connection
        self._store = Store(connection, path)
        self._damaged = False
        self._file = None if read_only else _file(path)
        self._seen = self._store.data_version()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        now: datetime,
        backups: Path | None = None,
        patience: float = PATIENCE,
        steps: Sequence[Step] = schema.STEPS,
    ) -> Notebook:
        """Open a notebook for reading and writing; the folder and the file are made as needed.

        An older notebook is brought up to date, after a backup into ``backups`` (the folder of
        that name beside the file where none is given).  ``patience`` is how many seconds to wait
        for other programs, ``steps`` are those of the schema.  A file that is damaged, foreign or
        newer is left untouched.
        """
        path = path.absolute()
        with typed(path):
            created = database.ensure(path, steps, now=now)
            database.refuse_empty(path)
            connection = database.connect(path, patience=patience)
            try:
                version = database.identify(connection, path)
                database.refuse_newer(version, path, len(steps))
                if version < len(steps):
                    _back_up_first(path, backups or path.parent / "backups", now)
                    schema.migrate(connection, steps)
                database.prepare(connection, len(steps))
                return cls(connection, path, version=len(steps), known=len(steps), created=created)
            except BaseException:
                database.close_untouched(connection, path)
                raise

    @classmethod
    def open_read_only(
        cls, path: Path, *, patience: float = PATIENCE, steps: Sequence[Step] = schema.STEPS
    ) -> Notebook:
        """Open a notebook that cannot be written, or that a newer program wrote, for reading.

        Raises NotebookMissing where there is none.
        """
        path = path.absolute()
        with typed(path):
            if not path.exists():
                raise NotebookMissing(path)
            database.refuse_empty(path)
            connection = database.connect_read_only(path, patience=patience)
            try:
                version = database.identify(connection, path)
                if version < len(steps):
                    older, connection = connection, database.in_memory(steps, connection)
                    older.close()
                return cls(connection, path, version=version, known=len(steps), read_only=True)
            except BaseException:
                connection.close()
                raise

    @classmethod
    def absent(cls, path: Path) -> Notebook:
        """Return an empty read-only notebook: what to read on with where none can be opened."""
        connection = database.in_memory(schema.STEPS)
        return cls(connection, path, version=schema.VERSION, read_only=True)

    def close(self) -> None:
        """Close the notebook; unless it is open elsewhere, the one file is complete then."""
        if self._damaged:
            database.close_untouched(self._connection, self.path)
        else:
            database.close(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def adopt(self, course: Course, *, now: datetime) -> CourseRecord:
        """Return the record of a course that is being opened, brought up to date, or a new one.

        See :mod:`msp_desktop.notebook.recognition` for what counts as the same course.  A
        read-only notebook finds or makes the record all the same, but does not keep it.
        """
        opened = _opened(course)
        with self._reading() if self.read_only else self._writing() as store:
            record = _record(opened, store, now)
            if not self.read_only:
                store.put_course(record, course.question_ids)
        return record

    def recognised(self, course: Course, *, now: datetime) -> CourseRecord:
        """Return the record that :meth:`adopt` would, without writing it.

        A window reads with it at once, and has the course adopted on another thread.
        """
        with self._reading() as store:
            return _record(_opened(course), store, now)

    def library(self) -> tuple[CourseRecord, ...]:
        """Return the courses of the library, the last opened first."""
        with self._reading() as store:
            return store.courses()

    def forget(self, course: str) -> Changes:
        """Take a course from the library; what was written in it stays and shows when reopened."""
        with self._writing() as store:
            return Changes(library=store.hide_course(course))

    def bookmarks(self, course: str) -> tuple[Bookmark, ...]:
        """Return a course's bookmarks in the order they were made."""
        with self._reading() as store:
            return store.bookmarks(course)

    def bookmarked(self, ref: QuestionRef) -> bool:
        """Return whether a question is marked."""
        with self._reading() as store:
            return store.bookmarked(ref)

    def set_bookmark(
        self, ref: QuestionRef, on: bool, wording: Wording, *, now: datetime
    ) -> Changes:
        """Mark a question or unmark it."""
        with self._writing() as store:
            changed = (
                store.put_bookmark(Bookmark(ref, wording, now)) if on else store.drop_bookmark(ref)
            )
        return Changes(bookmarks=frozenset({ref})) if changed else Changes()

    def notes(self, course: str) -> tuple[Note, ...]:
        """Return a course's notes in the order they were made."""
        with self._reading() as store:
            return store.notes(course)

    def note(self, ref: QuestionRef) -> Note | None:
        """Return the note on a question."""
        with self._reading() as store:
            return _shown(store.note(ref))

    def versions(self, ref: QuestionRef) -> tuple[NoteVersion, ...]:
        """Return the texts that a note had, deleted or not, the newest first.

        At least the last 50 are kept and, of the older ones, the last of each day.
        """
        with self._reading() as store:
            return store.versions(ref)

    def write_note(
        self, ref: QuestionRef, text: str, *, base: int, wording: Wording, now: datetime
    ) -> WrittenNote:
        """Write the note on a question; a text of nothing but white space deletes it.

        ``base`` is the revision that the editor started from, 0 for none.  If another window has
        written since, the two texts are merged (see :mod:`msp_desktop.notebook.merge`).
        """
        handed_in = "" if not text or text.isspace() else clean(text)
        with self._writing() as store:
            before = store.note(ref)
            revision = before.revision if before else 0
            standing = before.text if before else ""
            merged = handed_in
            if base != revision:
                # A base that is yet to come is that of another notebook: nothing is in common.
                start = store.text_at(ref, base) if base < revision else ""
                merged = merge(start, handed_in, standing)
            if merged == standing:
                return WrittenNote(_shown(before), Changes(), merged != handed_in)
            created_at = before.created_at if before and before.text else now
            note = Note(ref, wording, merged, revision + 1, created_at, now)
            store.put_note(note)
        return WrittenNote(_shown(note), Changes(notes=frozenset({ref})), merged != handed_in)

    def place(self, course: str) -> Place | None:
        """Return where reading a course stopped, None where it never began."""
        with self._reading() as store:
            return store.place(course)

    def set_place(self, place: Place, *, now: datetime) -> None:
        """Remember where reading a course stopped."""
        with self._writing() as store:
            if not store.put_place(place, now):
                raise CourseUnknown(self.path)

    def changed_elsewhere(self) -> bool:
        """Return whether another connection has committed since this was last asked."""
        with self._reading() as store:
            before, self._seen = self._seen, store.data_version()
        return self._seen != before

    def check(self) -> tuple[str, ...]:
        """Return what is wrong inside the file; nothing where it is sound.

        This reads the whole file: a window does it in a notebook of its own on another thread.
        """
        with self._reading():
            found = database.findings(self._connection)
        self._damaged = self._damaged or bool(found)
        return found

    @contextmanager
    def _reading(self) -> Generator[Store]:
        try:
            with typed(self.path):
                yield self._store
        except NotebookDamaged as error:
            if self.version > self._known:
                # A table or column of ours may be gone there; that is no damage.
                raise NotebookNewer(self.path, self.version, self._known) from error
            self._damaged = True
            raise

    @contextmanager
    def _writing(self) -> Generator[Store]:
        """Make what is inside one transaction, on disk at its end."""
        if self.read_only:
            raise NotebookUnwritable(self.path, Obstacle.READ_ONLY)
        with self._reading() as store:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                # Where another file has taken the place, a commit would land in the old one.
                if _file(self.path) != self._file:
                    raise NotebookReplaced(self.path)
                yield store
                self._connection.execute("COMMIT")
            finally:
                # A commit that failed may have ended the transaction by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


def _file(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at a path from any other, None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _shown(note: Note | None) -> Note | None:
    """Return a note as it is handed out: one without a text has been deleted."""
    return note if note and note.text else None


def _opened(course: Course) -> Opened:
    questions = frozenset(course.question_ids)
    return Opened(course.source.resolve(), clean(course.title), course.digest, questions)


def _record(opened: Opened, store: Store, now: datetime) -> CourseRecord:
    known = recognise(opened, store.known_courses(), _is_there)
    identifier = known.record.id if known else _identifier(opened, now)
    return CourseRecord(identifier, opened.path, opened.title, opened.digest, now)


def _is_there(path: Path) -> bool:
    """Return whether something is at a path; what may not be looked at counts as there."""
    try:
        return path.exists()
    except OSError:
        return True


def _identifier(opened: Opened, now: datetime) -> str:
    """Return the id of a new course: no other course was opened from there at that moment."""
    # A course is new once; the program's every start should not pay for the import.
    import hashlib

    origin = f"{opened.path}\n{opened.digest}\n{now.isoformat()}"
    return hashlib.sha256(origin.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _back_up_first(path: Path, folder: Path, now: datetime) -> None:
    """Back a notebook up before its tables change."""
    # Few starts migrate; the others need nothing of it.
    from msp_desktop.notebook.backup import back_up

    back_up(path, folder, now=now)
