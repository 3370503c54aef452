"""What the window says above the page: of opening a course, and of the notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from msp_desktop.notebook.errors import NotebookDamaged
from msp_desktop.ui.views.message import Message
from msp_desktop.ui.windows.words import (
    course_words,
    notebook_words,
    problem_words,
    stale_words,
    upkeep_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from msp_desktop.course.destinations import Target
    from msp_desktop.course.errors import CourseError
    from msp_desktop.course.model import Course
    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.ui.saving.saver import Saver
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.message import MessageBar
    from msp_desktop.ui.views.notes.pane import NotesPane
    from msp_desktop.ui.windows.walk import Walk

SLOW = 300
"""Milliseconds that opening may take before the window says that it is opening."""

BEAT = 100
"""Milliseconds between two words on how far it is."""


class Reports(QObject):
    """Words what happened into messages, each with what can be done about it.

    Signals: ``bundled_wanted()`` where no course is open and the one asked for cannot be;
    ``rescue_wanted(NotebookDamaged)`` when the user wants to do something about a damaged notebook.
    """

    bundled_wanted = Signal()
    rescue_wanted = Signal(object)

    def __init__(
        self,
        study: Study,
        messages: MessageBar,
        notes: NotesPane,
        open_file: QAction,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._study = study
        self._messages = messages
        self._notes = notes
        self._open_file = open_file
        self._saver: Saver | None = None
        self._opening: Path | None = None
        # Whether a course is being opened instead of one that could not be.
        self._instead = False
        self._slow = QTimer(self, interval=SLOW, singleShot=True)
        self._slow.timeout.connect(self._say_opening)
        self._beat = QTimer(self, interval=BEAT)
        self._beat.timeout.connect(self._say_how_far)
        study.opening.connect(self._begin_opening)
        study.failed.connect(self._course_failed)
        study.stale.connect(self._say_stale)
        study.fresh.connect(lambda: messages.withdraw("stale"))
        study.troubled.connect(self.say_read_only)

    def follow(self, saver: Saver) -> None:
        """Say what becomes of what is written."""
        self._saver = saver
        saver.failed.connect(self._saving_failed)
        saver.recovered.connect(self._saving_recovered)

    def course_shown(self, course: Course) -> None:
        """Take back what was said of opening, and say what is odd about the course."""
        self._end_opening()
        self._messages.withdraw("stale")
        if not self._instead:
            self._messages.withdraw("course")
        self._instead = False
        words = problem_words(course.problems)
        if words:
            self._messages.say(Message("problems", words))
        else:
            self._messages.withdraw("problems")

    def follow_links(self, walk: Walk) -> None:
        """Say which links lead nowhere, until the next one leads somewhere."""
        walk.stranded.connect(self._say_stranded)
        walk.history_changed.connect(lambda: self._messages.withdraw("link"))

    def say_read_only(self, error: NotebookError) -> None:
        """Say that nothing is being saved, and why."""
        self._say_unsaved(error, ())
        self._notes.set_read_only(notebook_words(error))

    def say_trouble(self, error: NotebookError) -> None:
        """Say what was found wrong with the notebook while nothing was being written."""
        actions = self._remedies(error)
        self._messages.say(Message("trouble", upkeep_words(error), "error", actions=actions))

    def end_trouble(self) -> None:
        """Take back what was said of trouble: the notebook was found well."""
        self._messages.withdraw("trouble")

    def _say_stranded(self, target: Target, words: str) -> None:
        from msp_desktop.course.destinations import Kind
        from msp_desktop.course.pictures import locate

        course = self._study.course
        file = locate(course.root, target.path) if course and target.kind is Kind.COURSE else None
        open_it = (self.tr("Open it"), lambda: self._study.open(file)) if file else None
        self._messages.say(Message("link", words, actions=(open_it,) if open_it else ()))

    # The notebook

    def _saving_failed(self, error: NotebookError) -> None:
        """Say that something could not be saved; it is tried again meanwhile."""
        self._notes.set_saving_state(error)
        assert self._saver is not None
        again = (self.tr("Try again"), self._saver.retry)
        # What is damaged is to be repaired, and not to be written meanwhile.
        self._say_unsaved(error, () if isinstance(error, NotebookDamaged) else (again,))

    def _saving_recovered(self) -> None:
        self._messages.withdraw("notebook")
        self._notes.set_saving_state(None)

    def _say_unsaved(
        self, error: NotebookError, actions: tuple[tuple[str, Callable[[], None]], ...]
    ) -> None:
        actions = (*actions, *self._remedies(error))
        words = notebook_words(error)
        self._messages.say(Message("notebook", words, "error", actions=actions, lasting=True))

    def _remedies(self, error: NotebookError) -> tuple[tuple[str, Callable[[], None]], ...]:
        if not isinstance(error, NotebookDamaged):
            return ()
        return ((self.tr("Repair…"), lambda: self.rescue_wanted.emit(error)),)

    # Opening

    def _begin_opening(self, path: Path) -> None:
        self._opening = path
        self._slow.start()

    def _say_opening(self) -> None:
        words = self.tr("Opening {path}…").format(path=self._opening)
        cancel = (self.tr("Cancel"), self._cancel_opening)
        message = Message("opening", words, "news", (cancel,), lasting=True, measured=True)
        self._messages.say(message)
        self._say_how_far()
        self._beat.start()

    def _say_how_far(self) -> None:
        """Say how many files have been read; of one alone nobody knows how far it is."""
        progress = self._study.opener.progress
        words = self.tr("Opening {path}…").format(path=self._opening)
        if progress.files > 1:
            locale = QLocale()
            counted = self.tr("{done} of {files} files").format(
                done=locale.toString(progress.done_files), files=locale.toString(progress.files)
            )
            words = f"{words}  {counted}"
        share = progress.done_bytes / progress.bytes if progress.bytes else None
        self._messages.measure("opening", words, share if progress.files > 1 else None)

    def _cancel_opening(self) -> None:
        self._study.cancel()
        self._end_opening()
        if self._study.course is None:
            self._open_instead()

    def _end_opening(self) -> None:
        self._slow.stop()
        self._beat.stop()
        self._messages.withdraw("opening")

    def _say_stale(self, error: CourseError) -> None:
        """Say that what is shown is not what is on disk, until it is again."""
        self._messages.say(Message("stale", stale_words(error)))

    def _course_failed(self, error: CourseError) -> None:
        self._end_opening()
        open_other = (self.tr("Open file…"), self._open_file.trigger)
        self._messages.say(Message("course", course_words(error), "error", actions=(open_other,)))
        if self._study.course is None:
            self._open_instead()

    def _open_instead(self) -> None:
        """Show the bundled course where there would be nothing; once, as it may fail itself."""
        if not self._instead:
            self._instead = True
            self.bundled_wanted.emit()
