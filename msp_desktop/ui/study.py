"""What is being studied: the open course, the user's marks in it, and the one place that tells.

Views ask it for what they show and tell it what the user wants.  Reading goes through a notebook of
this thread's own; every write goes through the :class:`~msp_desktop.ui.saving.Saver`, and comes
back as what has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.notebook.errors import NotebookError
from msp_desktop.notebook.model import Bookmark, Note, Place, QuestionRef, Wording
from msp_desktop.ui.located import LocatedPictures
from msp_desktop.ui.opener import Opener
from msp_desktop.ui.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.course.cache import CourseCache
    from msp_desktop.course.model import Course
    from msp_desktop.notebook.model import Changes, CourseRecord
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.search.index import Index
    from msp_desktop.ui.saving.saver import Saver
    from msp_desktop.ui.settings import Settings

T = TypeVar("T")

LOOK_AGAIN = 1000
"""Milliseconds between looks at whether another window has written in the notebook."""


class Study(QObject):
    """The session.

    Signals: ``opening(path)`` when a course takes long enough to say so; ``leaving()`` when another
    course or edition is about to take the open one's place; ``opened(course)``;
    ``failed(error)`` with a CourseError, the former course staying open; ``repainted()`` when its
    pictures have changed on disk; ``stale(error)`` with a CourseError when the open course cannot
    be read from disk any more, and ``fresh()`` when it can be again; ``marks_changed()`` when
    bookmarks or notes are other than before; ``note_changed(ref)`` for each note that was written,
    here or in another window; ``committed(changes)`` with the Changes of a write that is on disk,
    None where another window may have changed anything; ``troubled(error)`` with a NotebookError
    met while reading; ``write_wanted()`` when something is to be written and there is no saver yet.
    """

    opening = Signal(object)
    leaving = Signal()
    opened = Signal(object)
    failed = Signal(object)
    repainted = Signal()
    stale = Signal(object)
    fresh = Signal()
    marks_changed = Signal()
    note_changed = Signal(object)
    committed = Signal(object)
    troubled = Signal(object)
    write_wanted = Signal()

    def __init__(
        self,
        notebook: Notebook,
        cache: CourseCache,
        settings: Settings,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._notebook = notebook
        self._cache = cache
        self._settings = settings
        self._now = now
        self.writing = Writing(self.write_wanted.emit)
        self.pictures = LocatedPictures(settings)
        self.opener = Opener(cache, settings, self)
        self.opener.begun.connect(self.opening)
        self.opener.opened.connect(self._take)
        self.opener.failed.connect(self.failed)
        self.opener.repainted.connect(self.repainted)
        self.opener.stale.connect(self.stale)
        self.opener.fresh.connect(self.fresh)
        self._index: Index | None = None
        self.course: Course | None = None
        self.record: CourseRecord | None = None
        self.bookmarks: tuple[Bookmark, ...] = ()
        self.notes: tuple[Note, ...] = ()
        self._look = QTimer(self, interval=LOOK_AGAIN)
        self._look.timeout.connect(self._look_elsewhere)
        self._look.start()

    def begin_saving(self, saver: Saver) -> None:
        """Write through a saver from now on; without one the notebook is only read."""
        self.writing.begin(saver)
        saver.committed.connect(self._committed)
        self._adopt()

    def close(self) -> None:
        """End the session: nothing is read or told any more."""
        self._look.stop()
        self.opener.close()
        self.writing.end()
        self.course = self.record = None
        self.pictures.follow(None, "")

    def open(self, path: Path) -> None:
        """Open a course: at once if it was opened before, else parsed on another thread."""
        self.opener.open(path)

    def reload(self) -> None:
        """Open the same course again, as it is on disk now."""
        if self.course is not None:
            self.opener.open(self.course.source, afresh=True)

    def opened_again(self, path: Path | None = None) -> Course:
        """Return the open course, opened once more: what it reads from disk is one thread's.

        With a ``path`` it is the course there, which need not be the open one.  Raises CourseError.
        This may be called on any thread.
        """
        from msp_desktop.course.loader import load_course

        if path is None:
            assert self.course is not None, "there is no course to be opened again"
            path = self.course.source
        return load_course(path, self._cache, reading=self._settings.reading(path))

    def cancel(self) -> None:
        """Give up opening; the former course stays."""
        self.opener.cancel()

    def library(self) -> tuple[CourseRecord, ...]:
        """Return the courses that were opened before, the last one first."""
        try:
            return self._notebook.library()
        except NotebookError as error:
            self.troubled.emit(error)
            return ()

    def ref(self, question: str) -> QuestionRef | None:
        """Return how the notebook names a question of the open course."""
        return QuestionRef(self.record.id, question) if self.record and question else None

    def wording(self, question: str) -> Wording:
        """Return a question's titles as they stand now, or stood when something was written."""
        if self.course is not None:
            chapter = self.course.chapter_of(question)
            found = self.course.question(question)
            if chapter is not None and found is not None:
                return Wording(found.title, chapter.title)
        return next(
            (one.wording for one in (*self.notes, *self.bookmarks) if one.ref.question == question),
            Wording("", ""),
        )

    def note(self, question: str) -> Note | None:
        """Return the note on a question."""
        return next((note for note in self.notes if note.ref.question == question), None)

    def starred(self) -> frozenset[str]:
        """Return the ids of the bookmarked questions."""
        return frozenset(one.ref.question for one in self.bookmarks)

    def tell_changed(self) -> None:
        """Read the marks again and tell: something that was submitted has changed them."""
        self._committed(None)

    def now(self) -> datetime:
        """Return the present moment."""
        return self._now()

    def ask(self, question: Callable[[Notebook], T], otherwise: T) -> T:
        """Read something from the notebook; ``otherwise`` is the answer where that fails."""
        try:
            return question(self._notebook)
        except NotebookError as error:
            self.troubled.emit(error)
            return otherwise

    def index(self) -> Index:
        """Return what the open course and its notes are searched in."""
        from msp_desktop.search.index import Index

        if self._index is None and self.course is not None:
            self._index = Index.of(self.course, ())
        assert self._index is not None, "nothing can be searched before a course is open"
        return self._index.with_notes(self.notes)

    def place(self) -> Place | None:
        """Return where reading the open course stopped."""
        if self.record is None:
            return None
        try:
            return self._notebook.place(self.record.id)
        except NotebookError as error:
            self.troubled.emit(error)
            return None

    def keep_place(self, chapter: str, question: str, offset: float) -> None:
        """Remember where reading is."""
        if self.record is not None:
            self.writing.place(Place(self.record.id, chapter, question, offset))

    def _take(self, course: Course) -> None:
        if self.course is not None:
            # What was typed a moment ago still belongs to the course that was open then.
            self.leaving.emit()
        try:
            self.record = self._notebook.recognised(course, now=self._now())
        except NotebookError as error:
            self.troubled.emit(error)
            self.record = None
        self.course = course
        self._index = None
        self.pictures.follow(course, self.record.id if self.record else "")
        self._adopt()
        self._read_marks()
        self.opened.emit(course)
        self.marks_changed.emit()
        self.opener.keep_to(course)

    def _adopt(self) -> None:
        """Have the open course written into the library."""
        course, record = self.course, self.record
        if self.writing.begun and course is not None and record is not None:
            moment = record.opened_at
            self.writing.submit(lambda notebook: notebook.adopt(course, now=moment), self._adopted)

    def _adopted(self, record: CourseRecord) -> None:
        """Take the record as it was written: another window may have made one just before."""
        if self.record is not None and self.course is not None and record != self.record:
            same = record.id == self.record.id
            self.record = record
            if not same:
                self.pictures.follow(self.course, record.id)
                self._committed(None)

    def _read_marks(self) -> None:
        if self.record is None:
            self.bookmarks, self.notes = (), ()
            return
        try:
            self.bookmarks = self._notebook.bookmarks(self.record.id)
            self.notes = self._notebook.notes(self.record.id)
        except NotebookError as error:
            self.troubled.emit(error)

    def _committed(self, changes: Changes | None) -> None:
        before = (self.bookmarks, self.notes)
        self._read_marks()
        self.committed.emit(changes)
        if before == (self.bookmarks, self.notes):
            return
        self.marks_changed.emit()
        # What this reading found may be another window's, whoever's commit was the cause of it.
        then, now = (
            {note.ref: note.revision for note in notes} for notes in (before[1], self.notes)
        )
        for ref in then.keys() | now.keys():
            if then.get(ref) != now.get(ref):
                self.note_changed.emit(ref)

    def _look_elsewhere(self) -> None:
        """Read again where another window has committed.

        This window's own writes come through another connection and count as such too; what they
        changed has been read already, so nothing is told twice.
        """
        try:
            if not self._notebook.changed_elsewhere():
                return
        except NotebookError as error:
            self._look.stop()
            self.troubled.emit(error)
            return
        self._committed(None)
