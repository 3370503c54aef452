"""Moving what was written along: planned on another thread, and written once the plan is ready.

While a plan is made, everything that the user writes is saved as ever.  The thread that writes does
no more than carry out what was planned, in one short transaction; where it meets what was written
meanwhile and changes the plan, it leaves it, and the plan is made again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from msp_desktop.course.errors import Cancelled, CourseError
from msp_desktop.course.progress import Progress
from msp_desktop.notebook.errors import NotebookError
from msp_desktop.notebook.model import Changes
from msp_desktop.notebook.moves import Moved
from msp_desktop.notebook.moving import TRIES
from msp_desktop.ui.elsewhere import opened_notebook, same_edition
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.moving import Moves
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.notebook.planned import Planned
    from msp_desktop.ui.study import Study


class _Task(NamedTuple):
    """One move that is wanted: of which edition, and what it is to be told to."""

    turn: int
    digest: str
    plan: Callable[[Moves, Course, Progress], Planned | None]
    done: Callable[[Moved], None]
    progress: Progress


class Mover(QObject):
    """Makes one move at a time; a newer one is made instead of one that is still planned.

    ``progress`` says how far planning is.

    Signals: ``begun()`` and ``ended()`` around each move, also around one that is given up.
    """

    begun = Signal()
    ended = Signal()

    def __init__(self, study: Study, notebook: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self._notebook = notebook
        self._worker = Worker(self)
        self._turn = 0
        self._busy = False
        self._closed = False
        self.progress = Progress()

    @property
    def busy(self) -> bool:
        """Whether a move is under way."""
        return self._busy

    def follow(
        self, course: Course, record: str, done: Callable[[Moved], None], again: bool
    ) -> bool:
        """Move what was written in a course along to its open edition, then tell what was done.

        ``again`` is as with :meth:`msp_desktop.notebook.moving.Moves.plan`.  Returns False where
        the notebook can only be read.
        """
        now = self._study.now()

        def plan(moves: Moves, opened: Course, progress: Progress) -> Planned | None:
            return moves.plan(opened, record, now=now, again=again, progress=progress)

        return self._begin(course, plan, done)

    def adopt(
        self, source: str, course: Course, record: str, done: Callable[[Moved], None]
    ) -> bool:
        """Bring what was written in another course, by its id, into the open one.

        Returns False where the notebook can only be read.
        """
        now = self._study.now()

        def plan(moves: Moves, opened: Course, progress: Progress) -> Planned:
            return moves.plan_adopting(source, opened, record, now=now, progress=progress)

        return self._begin(course, plan, done)

    def cancel(self) -> None:
        """Give up what is being planned: everything stays as it is.

        A plan that is being carried out already is, and is told.
        """
        self._turn += 1
        self.progress.cancel()
        self._worker.drop()
        if not self._worker.idle:
            # What cannot be stopped at once shall not keep the next one waiting.
            self._worker.deleteLater()
            self._worker = Worker(self)
        self._end()

    def close(self) -> None:
        """Give up what is being planned, and plan nothing any more."""
        self._closed = True
        self.cancel()

    def _begin(
        self,
        course: Course,
        plan: Callable[[Moves, Course, Progress], Planned | None],
        done: Callable[[Moved], None],
    ) -> bool:
        self.cancel()
        self.progress = Progress()
        task = _Task(self._turn, course.digest, plan, done, self.progress)
        # What was written before is on disk then, and so is the course's record.
        begun = self._study.writing.submit(_pass, lambda _: self._plan(task))
        if begun and not self._closed:
            self._busy = True
            self.begun.emit()
        return begun

    def _plan(self, task: _Task) -> None:
        if self._wants(task):
            job = partial(_planned, self._study, self._notebook, task)
            self._worker.submit(job, partial(self._ready, task, 1))

    def _ready(self, task: _Task, tries: int, outcome: Planned | NotebookError | bool) -> None:
        """Have a plan carried out; True stands for one that has nothing to do."""
        if not self._wants(task):
            return
        if isinstance(outcome, NotebookError):
            self._end()
            self._study.troubled.emit(outcome)
        elif isinstance(outcome, bool):
            self._end()
            if outcome:
                task.done(Moved(Changes()))
        else:
            job = partial(_carried_out, outcome, whatever=tries > TRIES)
            told = partial(self._carried_out, task, tries, outcome)
            if not self._study.writing.submit(job, told):
                self._end()

    def _carried_out(self, task: _Task, tries: int, planned: Planned, moved: Moved | None) -> None:
        if moved is not None:
            if self._wants(task):
                self._end()
            # Whoever gave it up meanwhile has to know all the same.
            task.done(moved)
        elif self._wants(task):
            job = partial(_renewed, self._notebook, planned)
            self._worker.submit(job, partial(self._ready, task, tries + 1))

    def _wants(self, task: _Task) -> bool:
        return task.turn == self._turn and not self._closed

    def _end(self) -> None:
        if self._busy:
            self._busy = False
            self.ended.emit()


def _pass(_: Notebook) -> None:
    """Do nothing, behind all that is to be written before."""


def _planned(study: Study, path: Path, task: _Task) -> Planned | NotebookError | bool:
    """Plan a move, on another thread; True where there is nothing to do, False where it is void."""
    course = same_edition(study, task.digest)
    if course is None:
        return False
    try:
        with opened_notebook(path) as notebook:
            return task.plan(notebook.moves, course, task.progress) or True
    except (Cancelled, CourseError):
        return False
    except NotebookError as error:
        return error


def _renewed(path: Path, planned: Planned) -> Planned | NotebookError:
    try:
        with opened_notebook(path) as notebook:
            return notebook.moves.renew(planned)
    except NotebookError as error:
        return error


def _carried_out(planned: Planned, notebook: Notebook, *, whatever: bool) -> Moved | None:
    return notebook.moves.carry_out(planned, whatever=whatever)
