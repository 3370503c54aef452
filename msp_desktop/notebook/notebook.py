"""The notebook: the one door to everything the user writes.

Each method that writes is one transaction, on disk when it returns; when it raises, nothing of it
was kept and the same may be tried again.  A notebook is used by the thread that opened it; any
number of them, in any number of programs, may be open on one file.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from msp_desktop.notebook import database, schema
from msp_desktop.notebook.errors import CourseUnknown
from msp_desktop.notebook.faults import typed
from msp_desktop.notebook.handles import to_read, to_write
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
from msp_desktop.notebook.notes import Head, Notes
from msp_desktop.notebook.recognition import record_of
from msp_desktop.notebook.session import Handle, Session
from msp_desktop.notebook.store import Store
from msp_desktop.notebook.stored import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.decisions import Decisions
    from msp_desktop.notebook.editions import Editions
    from msp_desktop.notebook.exchange.portions import Portions
    from msp_desktop.notebook.highlights import Highlights
    from msp_desktop.notebook.moving import Moves
    from msp_desktop.notebook.pins import Pins
    from msp_desktop.notebook.reviews import Reviews
    from msp_desktop.notebook.schema import Step
    from msp_desktop.notebook.store import Counts
    from msp_desktop.notebook.tags import Tags

# Seconds to wait for another's lock before the notebook counts as busy.
PATIENCE = 5.0


class Notebook(Session):
    """One open notebook; made by :meth:`open`, :meth:`open_read_only` or :meth:`absent`.

    Any method raises an error of :mod:`msp_desktop.notebook.errors` for what is nobody's mistake.
    ``read_only`` says that every write will raise NotebookUnwritable, ``created`` that there was no
    notebook before, ``version`` the file's format.
    """

    created = False
    _last_written: Head | None = None

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
        backups = backups or path.parent / "backups"
        with typed(path):
            created = database.ensure(path, steps, now=now)
        again = partial(to_write, path, now, backups, patience, steps)
        notebook = cls(again(), path, known=len(steps), read_only=False, again=again)
        notebook.created = created
        return notebook

    @classmethod
    def open_read_only(
        cls, path: Path, *, patience: float = PATIENCE, steps: Sequence[Step] = schema.STEPS
    ) -> Notebook:
        """Open a notebook that cannot be written, or that a newer program wrote, for reading.

        Raises NotebookMissing where there is none.
        """
        path = path.absolute()
        again = partial(to_read, path, patience, steps)
        return cls(again(), path, known=len(steps), read_only=True, again=again)

    @classmethod
    def absent(cls, path: Path) -> Notebook:
        """Return an empty read-only notebook: what to read on with where none can be opened.

        Once there is one that can be, it is read.
        """
        path = path.absolute()
        handle = Handle(database.in_memory(schema.STEPS), schema.VERSION, copied=True)
        again = partial(to_read, path, PATIENCE, schema.STEPS)
        return cls(handle, path, known=schema.VERSION, read_only=True, again=again)

    @cached_property
    def highlights(self) -> Highlights:
        """The highlights in this notebook."""
        from msp_desktop.notebook.highlights import Highlights

        return Highlights(self)

    @cached_property
    def pins(self) -> Pins:
        """The pins in this notebook."""
        from msp_desktop.notebook.pins import Pins

        return Pins(self)

    @cached_property
    def reviews(self) -> Reviews:
        """The reviews in this notebook."""
        from msp_desktop.notebook.reviews import Reviews

        return Reviews(self)

    @cached_property
    def tags(self) -> Tags:
        """The tags in this notebook."""
        from msp_desktop.notebook.tags import Tags

        return Tags(self)

    @cached_property
    def editions(self) -> Editions:
        """Courses as they stood before, kept in this notebook."""
        from msp_desktop.notebook.editions import Editions

        return Editions(self)

    @cached_property
    def moves(self) -> Moves:
        """What moves along when a course has changed, and the way back."""
        from msp_desktop.notebook.moving import Moves

        return Moves(self)

    @cached_property
    def decisions(self) -> Decisions:
        """What has lost its place in a course, and what is to become of it."""
        from msp_desktop.notebook.decisions import Decisions

        return Decisions(self)

    @cached_property
    def portions(self) -> Portions:
        """Everything about one course at a time, to be carried to another notebook."""
        from msp_desktop.notebook.exchange.portions import Portions

        return Portions(self)

    def adopt(self, course: Course, *, now: datetime) -> CourseRecord:
        """Return the record of a course that is being opened, brought up to date, or a new one.

        See :mod:`msp_desktop.notebook.recognition` for what counts as the same course.  A
        read-only notebook finds or makes the record all the same, but does not keep it.
        """
        if self.read_only:
            return self.recognised(course, now=now)
        with self.writing() as rows:
            record = record_of(course, Store(rows), now)
            Store(rows).put_course(record, course.question_ids)
        return record

    def recognised(self, course: Course, *, now: datetime) -> CourseRecord:
        """Return the record that :meth:`adopt` would, without writing it.

        A window reads with it at once, and has the course adopted on another thread.
        """
        with self.reading() as rows:
            return record_of(course, Store(rows), now)

    def library(self) -> tuple[CourseRecord, ...]:
        """Return the courses of the library, the last opened first."""
        with self.reading() as rows:
            return Store(rows).courses()

    def forget(self, course: str) -> Changes:
        """Take a course from the library; what was written in it stays and shows when reopened."""
        with self.writing() as rows:
            return Changes(library=Store(rows).hide_course(course))

    def bookmarks(self, course: str) -> tuple[Bookmark, ...]:
        """Return a course's bookmarks in the order they were made."""
        with self.reading() as rows:
            return Store(rows).bookmarks(course)

    def bookmarked(self, ref: QuestionRef) -> bool:
        """Return whether a question is marked."""
        with self.reading() as rows:
            return Store(rows).bookmark(ref) is not None

    def set_bookmark(
        self,
        ref: QuestionRef,
        on: bool,
        wording: Wording,
        *,
        now: datetime,
        label: str = "",
        known_label: str | None = None,
    ) -> Changes:
        """Mark a question, with a label or without one, or unmark it.

        One that is marked already is left as it is.  Where ``known_label`` says which label was
        to be seen when the mark was taken away, one that was labelled otherwise since stays.
        """
        from msp_desktop.notebook import bookmarks

        with self.writing() as rows:
            if on:
                changed = bookmarks.add(rows, Bookmark(ref, wording, now, clean(label)))
            else:
                known = None if known_label is None else clean(known_label)
                changed = bookmarks.remove(rows, ref, known, now)
        return Changes(bookmarks=frozenset({ref} if changed else ()))

    def label_bookmark(
        self, ref: QuestionRef, label: str, wording: Wording, *, now: datetime
    ) -> Changes:
        """Say what a bookmark is called; a question that another window unmarked is marked anew."""
        from msp_desktop.notebook import bookmarks

        with self.writing() as rows:
            changed = bookmarks.label(rows, Bookmark(ref, wording, now, clean(label)))
        return Changes(bookmarks=frozenset({ref} if changed else ()))

    def notes(self, course: str) -> tuple[Note, ...]:
        """Return a course's notes in the order they were made."""
        with self.reading() as rows:
            return Notes(rows).of(course)

    def note(self, ref: QuestionRef) -> Note | None:
        """Return the note on a question or a highlight."""
        with self.reading() as rows:
            return _shown(Notes(rows).find(ref))

    def versions(self, ref: QuestionRef) -> tuple[NoteVersion, ...]:
        """Return the texts that a note had, deleted or not, the newest first.

        At least the last 50 are kept and, of the older ones, the last of each day.
        """
        with self.reading() as rows:
            return Notes(rows).versions(ref)

    def write_note(
        self, ref: QuestionRef, text: str, *, base: int, wording: Wording, now: datetime
    ) -> WrittenNote:
        """Write the note on a question or a highlight; one of nothing but white space deletes it.

        ``base`` is the revision that the editor started from, 0 for none.  If another window has
        written since, the two texts are merged (see :mod:`msp_desktop.notebook.merge`).
        """
        handed_in = "" if text.isspace() else clean(text)
        with self.writing() as rows:
            notes, merged = Notes(rows), handed_in
            last, head = self._last_written, None
            if last is not None and last.is_base(ref, base, handed_in):
                head = notes.follow(last, handed_in, wording, now)
            if head is None:
                standing = notes.standing(ref, handed_in)
                same = standing.same
                if base != standing.revision:
                    before = notes.find(ref)
                    there = before.text if before else ""
                    # A base that is yet to come is that of another notebook: nothing is in common.
                    start = notes.text_at(ref, base) if base < standing.revision else ""
                    merged = merge(start, handed_in, there)
                    same = merged == there
                if same:
                    return WrittenNote(_shown(notes.find(ref)), Changes(), merged != handed_in)
                created_at = now if standing.empty else standing.created_at or now
                note = Note(ref, wording, merged, standing.revision + 1, created_at, now)
                head = notes.put(note, standing.key)
        self._last_written = head
        changes = Changes(notes=frozenset({ref}))
        return WrittenNote(_shown(head.note), changes, merged != handed_in)

    def counts(self) -> Counts:
        """Return how much there is."""
        with self.reading() as rows:
            return Store(rows).counts()

    def place(self, course: str) -> Place | None:
        """Return where reading a course stopped, None where it never began."""
        with self.reading() as rows:
            return Store(rows).place(course)

    def set_place(self, place: Place, *, now: datetime) -> None:
        """Remember where reading a course stopped."""
        with self.writing() as rows:
            if not Store(rows).put_place(place, now):
                raise CourseUnknown(self.path)


def _shown(note: Note | None) -> Note | None:
    """Return a note as it is handed out: one without a text has been deleted."""
    return note if note and note.text else None
