"""The queue of everything that is to be written, and what the window hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QDeadlineTimer, QObject, Qt, QTimer, Signal

from msp_desktop.notebook.errors import (
    CourseUnknown,
    NotebookDamaged,
    NotebookError,
    NotebookNewer,
)
from msp_desktop.notebook.model import Changes, WrittenNote
from msp_desktop.ui.saving.thread import WritingThread
from msp_desktop.ui.saving.writes import (
    BookmarkWrite,
    Job,
    NoteWrite,
    PlaceWrite,
    SavedNote,
    enqueue,
    redirected,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.model import Place, QuestionRef, Wording
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.ui.saving.thread import Outcome
    from msp_desktop.ui.saving.writes import Unsaved, Write

T = TypeVar("T")

PAUSES = (1_000, 2_000, 5_000, 10_000)
"""Milliseconds between tries of what failed; the last one again and again."""

CLOSING = 5_000
"""Milliseconds that closing waits for the disk unless it is told otherwise."""

LINGERING = 500
"""Milliseconds that the thread has to end in when that time is over."""


class Saver(QObject):
    """Writes to the notebook on a thread of its own, in the order of asking.

    Nothing is dropped: what fails stays queued and is tried again, after a damaged or a newer
    notebook only on :meth:`retry`, after :meth:`halt` never.  A note has one editor per saver:
    texts of one note that follow each other are taken for the same typing.

    Signals, all on the thread that made the saver: ``note_written(SavedNote)`` and
    ``committed(Changes)`` once something is on disk; ``failed(NotebookError)`` when a spell of
    failures begins (and again where trying ends), ``recovered()`` when everything is on disk after
    it; ``pending_changed(int)`` with how many writes are not on disk yet.
    """

    committed = Signal(object)
    note_written = Signal(object)
    failed = Signal(object)
    recovered = Signal()
    pending_changed = Signal(int)

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], datetime],
        backups: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._thread = WritingThread(path, backups, now)
        self._thread.arrived.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._queue: list[Write] = []
        self._writing: Write | None = None
        self._set_aside: list[Write] = []
        self._error: NotebookError | None = None
        self._stopped = False
        self._halted = False
        self._handed_over = False
        self._closed = False
        self._urgent = False
        self._failures = 0
        self._told = 0
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._next)

    @property
    def error(self) -> NotebookError | None:
        """Why not everything is on disk, None where nothing failed."""
        return self._error

    @property
    def pending(self) -> int:
        """How many writes are not on disk yet."""
        return len(self._waiting())

    def set_bookmark(self, ref: QuestionRef, on: bool, wording: Wording) -> None:
        """Mark a question or unmark it."""
        self._ask(BookmarkWrite(ref, on, wording, self._now()))

    def mark(self, write: Unsaved) -> None:
        """Write a mark: a bookmark, its label, a highlight or tags; or what another saver left."""
        self._ask(write)

    def write_note(self, ref: QuestionRef, text: str, base: int, wording: Wording) -> None:
        """Write a note; ``base`` is the revision that its editor last heard of, 0 for none.

        A text that follows one which is not on disk yet is taken to have been made from it.
        """
        self._ask(NoteWrite(ref, text, base, wording, self._now()))

    def set_place(self, place: Place) -> None:
        """Remember where reading stopped."""
        self._ask(PlaceWrite(place, self._now()))

    def submit(self, job: Callable[[Notebook], T], done: Callable[[T], None]) -> None:
        """Do anything else: ``job`` on the writing thread, then ``done`` on this one.

        A job that fails is done again, so it must be one transaction.
        """
        self._ask(Job(job, done))

    def redirect(self, ways: Mapping[QuestionRef, QuestionRef]) -> None:
        """Have what waits be written on the questions that its own have become.

        To be called when a job that moved what was written there is done: nothing that waited
        behind it is written before this returns.
        """
        self._queue = [redirected(one, ways) for one in self._queue]

    def halt(self, damage: NotebookDamaged) -> None:
        """Write nothing any more: somebody met damage in the notebook, and it shall stay as it is.

        What is asked for goes on to be queued, for :meth:`hand_over`.
        """
        if not self._halted:
            self._halted = self._stopped = True
            self._error = damage
            self._pause.stop()
            self._thread.distrust(damage)
            self.failed.emit(damage)

    def hand_over(self, timeout_ms: int = CLOSING) -> tuple[Unsaved, ...]:
        """Stop and return what is not on disk, for another saver to write.

        Nobody need wait for this one from then on; what is still asked for comes the next time.
        """
        self._stopped = True
        if not self._handed_over:
            self.flush(timeout_ms)
            self._handed_over = True
        unsaved = self.unsaved()
        self._queue, self._set_aside = [], []
        self._tell()
        return unsaved

    def retry(self) -> None:
        """Try at once what failed, also what waits for somebody to have done something about it."""
        if self._halted:
            return
        self._queue[:0], self._set_aside = self._set_aside, []
        self._stopped = False
        self._hurry()

    def unsaved(self) -> tuple[Unsaved, ...]:
        """Return what the user did that is not on disk yet, in order."""
        return tuple(write for write in self._waiting() if not isinstance(write, Job))

    def flush(self, timeout_ms: int) -> bool:
        """Wait until everything queued is on disk and return True.

        A failure, or the time being over, ends the waiting: False.
        """
        if self._handed_over:
            return True
        deadline = QDeadlineTimer(timeout_ms)
        self._pause.stop()
        self._next()
        while self._writing is not None:
            outcome = self._thread.take(deadline.remainingTime() / 1000)
            if outcome is None:
                return False
            self._settle(outcome)
        return not self.pending

    def close(self, timeout_ms: int = CLOSING) -> bool:
        """Flush, then end the thread and its connection; return whether everything is on disk.

        What is not can still be had by :meth:`unsaved`.
        """
        deadline = QDeadlineTimer(timeout_ms)
        try:
            return self.flush(timeout_ms)
        finally:
            self._closed = True
            self._pause.stop()
            self._thread.end(max(deadline.remainingTime(), LINGERING) / 1000)

    def _ask(self, write: Write) -> None:
        if self._closed:
            raise RuntimeError("the saver is closed: this would never be written")
        enqueue(self._queue, write)
        self._tell()
        self._hurry()

    def _hurry(self) -> None:
        """Try at once, or if that is being done, once more at once should it fail."""
        self._urgent = self._writing is not None
        self._pause.stop()
        self._next()

    def _next(self) -> None:
        """Have the next write done, unless one is being done or there is no use in trying."""
        idle = self._writing is None and not self._pause.isActive()
        if idle and self._queue and not self._stopped and not self._closed:
            self._writing = self._queue.pop(0)
            self._thread.give(self._writing.apply)

    def _arrived(self) -> None:
        outcome = self._thread.take()
        # A flush may have taken it before the bell was heard.
        if outcome is not None:
            self._settle(outcome)

    def _settle(self, outcome: Outcome) -> None:
        write, self._writing = self._writing, None
        assert write is not None
        try:
            match outcome.error:
                case None:
                    self._done(write, outcome.value)
                case NotebookError() as error:
                    self._refused(write, error)
                case bug:
                    # Doing it again would fail again, and must not hold up all others.
                    self._set_aside.append(write)
                    raise bug
        finally:
            self._tell()
            self._next()

    def _done(self, write: Write, value: object) -> None:
        self._failures = 0
        self._urgent = False
        recovered = self._error is not None and not self._queue and not self._stopped
        if recovered:
            self._error = None
        try:
            self._report(write, value)
        finally:
            if recovered:
                self.recovered.emit()

    def _report(self, write: Write, value: object) -> None:
        changes = value
        if isinstance(write, NoteWrite) and isinstance(value, WrittenNote):
            self._queue = [_caught_up(one, write, value) for one in self._queue]
            self.note_written.emit(SavedNote(write.ref, write.text, value))
        if isinstance(value, WrittenNote):
            changes = value.changes
        if isinstance(changes, Changes) and changes:
            self.committed.emit(changes)
        if isinstance(write, Job):
            write.done(value)

    def _refused(self, write: Write, error: NotebookError) -> None:
        self._stopped = self._halted or isinstance(error, NotebookDamaged | NotebookNewer)
        queue: list[Write] = []
        for one in (write, *self._queue):
            enqueue(queue, one)
        if isinstance(error, CourseUnknown):
            # It may wait for a job behind it, and what is written in other courses need not wait.
            queue.append(queue.pop(0))
        self._queue = queue
        first, self._error = self._error is None, error
        urgent, self._urgent = self._urgent, False
        if not self._stopped and not urgent:
            self._pause.start(PAUSES[min(self._failures, len(PAUSES) - 1)])
        self._failures += 1
        if first or self._stopped:
            self.failed.emit(error)

    def _waiting(self) -> list[Write]:
        writing = [] if self._writing is None else [self._writing]
        return [*self._set_aside, *writing, *self._queue]

    def _tell(self) -> None:
        if self.pending != self._told:
            self._told = self.pending
            self.pending_changed.emit(self._told)


def _caught_up(waiting: Write, earlier: NoteWrite, written: WrittenNote) -> Write:
    """Return what waits as it must be now that an earlier text of the same note is on disk."""
    if isinstance(waiting, NoteWrite) and waiting.ref == earlier.ref:
        return waiting.after(earlier, written)
    return waiting
