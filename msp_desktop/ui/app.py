"""Starting the window: everything is built here once and handed on; there are no globals."""

from __future__ import annotations

import gc
import os
import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from msp_desktop import paths as places
from msp_desktop.notebook.exchange import CAPSULE
from msp_desktop.running.log import Log
from msp_desktop.running.manner import FAILED, Manner
from msp_desktop.ui.dressing import Dressing
from msp_desktop.ui.launch import Launch, show_likeness
from msp_desktop.ui.platform import application, keeping_to
from msp_desktop.ui.settings import Language, Look, Settings
from msp_desktop.ui.speech import Speech
from msp_desktop.ui.windows.main import MainWindow
from msp_desktop.ui.worker import end_jobs

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from msp_desktop.course.errors import CourseError
    from msp_desktop.notebook.errors import NotebookDamaged
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.paths import Paths
    from msp_desktop.ui.ahead import Ahead
    from msp_desktop.ui.attending import Attending
    from msp_desktop.ui.care import Care, Meanwhile
    from msp_desktop.ui.opening import OpenNotebook
    from msp_desktop.ui.saving.saver import Saver
    from msp_desktop.ui.saving.writes import Unsaved
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.theme import Theme

SETTLED = 40
"""Milliseconds left to the first picture before what it does without is made."""

TAKING_OVER = 2_000
"""Milliseconds that what another notebook could not take may take to be written to this one."""

WATCH = 700
"""Milliseconds after the first picture from which on the course's files are watched."""

IDLE = 4000
"""Milliseconds after the first picture at which the notebook is backed up and checked."""


def run(
    paths: Paths, path: Path | None, ahead: Ahead | None = None, manner: Manner | None = None
) -> int:
    """Show the window, with the course at ``path``, the last one, or the bundled one.

    A study capsule at ``path`` is looked into, above the last course or the bundled one.

    ``ahead`` is parsing that course already.  Returns the exit status.
    """
    manner = manner or Manner(Log(paths.log))
    # What is made until the first picture stays: looking through it again and again is in vain.
    gc.disable()
    # A thread that computes, parsing or searching, holds the interpreter no longer than a frame has
    # room for.
    sys.setswitchinterval(0.001)
    # Before there is an application: it would make the system's style first, and this one then.
    QApplication.setStyle("Fusion")
    app = application(sys.argv[:1], partial(_ended, manner))
    app.setApplicationName("msp-desktop")
    app.setApplicationDisplayName("MSP Desktop")
    app.setDesktopFileName("msp-desktop")
    with keeping_to(paths, safe=manner.safe) as kept:
        try:
            status = _shown(app, Program(app, kept, ahead, manner), path)
        except Exception as error:
            status = _broken(manner, error)
        else:
            _ended(manner)
        finished = end_jobs()
    if not finished:
        # Everything is on disk; only a picture or a course is still being read.
        os._exit(status)
    return status


def _shown(app: QApplication, program: Program, path: Path | None) -> int:
    """Run a program until its end and return its exit status."""
    if not program.begin(path):
        return FAILED
    # Seldom: a library has a hundred thousand objects, none of them garbage, and looking through
    # them takes the time of two frames.
    gc.set_threshold(5_000, 20, 10)
    gc.enable()
    return app.exec()


def _ended(manner: Manner) -> None:
    """Leave nothing behind that the next start would wonder about."""
    if manner.single is not None:
        manner.single.release()
    manner.log.info("ended")
    manner.log.flush()
    if manner.crashes is not None:
        manner.crashes.end()


def _broken(manner: Manner, error: Exception) -> int:
    """Say that the program could not start because of a bug; return the exit status."""
    from msp_desktop.running.redacted import plain, trace
    from msp_desktop.ui.refusal import refuse

    manner.log.error("start-failed", below=trace(error))
    _ended(manner)
    written = os.path.isfile(manner.log.file)  # noqa: PTH113
    return refuse("broken", plain(str(manner.log.file)) if written else "")


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class Program(QObject):
    """The running program: makes the window and, for another language, makes it anew."""

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        ahead: Ahead | None = None,
        manner: Manner | None = None,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._ahead = ahead
        self._paths = paths
        self._manner = manner or Manner(Log(paths.log))
        # A start that is to leave out what may be wrong leaves it as it is, too.
        self._settings = Settings(None if self._manner.safe else paths.settings)
        self._launch = None if self._manner.safe else Launch(paths)
        self._speech = Speech(app, self._settings, self)
        self._dressing = Dressing(app, self._settings, self)
        self._dressing.changed.connect(self._dressed)
        self._attending: Attending | None = None
        self._notebook: Notebook | None = None
        self._saver: Saver | None = None
        self._care: Care | None = None
        # What a notebook could not take before another one took its place.
        self._unsaved: tuple[Unsaved, ...] = ()
        self.study: Study | None = None
        self.window: MainWindow | None = None
        app.aboutToQuit.connect(self._end)

    def begin(self, path: Path | None, damage: NotebookDamaged | None = None) -> bool:
        """Make the window and open a course in it; False where the user would rather quit.

        ``damage`` is what is known to be wrong with the notebook.
        """
        self._speech.translate()
        theme = self._dressing.theme()
        self._dressing.dress(theme)
        capsule = path if path is not None and path.suffix.lower() == CAPSULE else None
        course = self._wanted(None if capsule else path)
        self.window = MainWindow(self._settings)
        self._show_likeness(course, theme)
        self._speech.set_locale()
        # What follows is imported when the likeness can be seen.
        from msp_desktop.course.cache import CourseCache
        from msp_desktop.ui.opening import open_notebook
        from msp_desktop.ui.study import Study

        opened = open_notebook(self._paths, now(), damage)
        if opened is None:
            self.window.close()
            return False
        self._notebook = opened.notebook
        self.study = Study(self._notebook, CourseCache(self._paths.courses), self._settings, now)
        self._furnish(theme)
        # Shown first, the window has its size, and the page is laid out once; both are painted
        # together, when the event loop begins.
        self.window.show()
        if self._unsaved and opened.obstacle is None:
            # What is about to be read shall have it.
            self._begin_saving()
        if not self._wait_for_parsing(course):
            self.study.open(course)
        QTimer.singleShot(SETTLED, self, self._attend)
        QTimer.singleShot(WATCH, self.study, self.study.opener.watch)
        if capsule is not None:
            QTimer.singleShot(SETTLED, self.window, partial(self.window.open_file, capsule))
        self._begin_care(opened)
        return True

    def _begin_care(self, opened: OpenNotebook) -> None:
        """Have the notebook written and looked after, as far as that is possible."""
        from msp_desktop.ui.care import Care

        assert self.study is not None
        assert self.window is not None
        self._care = Care(self._paths, now, opened.notebook, self.study, self.window)
        # Not in the middle of the click on the window that is about to go.
        self._care.anew_wanted.connect(self._begin_anew, Qt.ConnectionType.QueuedConnection)
        if opened.report:
            self._care.say_restored(opened.report, None)
        if opened.obstacle is not None:
            self.window.reports.say_read_only(opened.obstacle)
            return
        if self._saver is not None:
            self._care.follow(self._saver)
        self.study.write_wanted.connect(self._begin_saving)
        QTimer.singleShot(SETTLED, self, self._begin_saving)
        QTimer.singleShot(IDLE, self._care, self._care.look_after)

    def _wait_for_parsing(self, course: Path) -> bool:
        """Show the beginning of a course that is being parsed; False where none is."""
        ahead, self._ahead = self._ahead, None
        if ahead is None or self.study is None or self.window is None:
            return False
        from msp_desktop.ui.awaiting import show_beginning

        return show_beginning(ahead, course, self.study, self.window)

    def _begin_saving(self) -> None:
        from msp_desktop.ui.saving.saver import Saver

        if self.study is not None and self.window is not None and self._saver is None:
            self._saver = Saver(self._paths.notebook, now=now, backups=self._paths.backups)
            self.study.begin_saving(self._saver)
            self.window.begin_saving(self._saver)
            if self._attending is not None:
                self._attending.follow(self._saver)
            if self._care is not None:
                self._care.follow(self._saver)
            unsaved, self._unsaved = self._unsaved, ()
            for write in unsaved:
                self._saver.mark(write)
            if unsaved:
                self._saver.flush(TAKING_OVER)

    def _show_likeness(self, course: Path, theme: Theme) -> None:
        """Show the window as it was closed, if it is going to look like that again."""
        likeness = self._launch.find(course, self._setting(theme)) if self._launch else None
        if likeness is not None and self.window is not None:
            show_likeness(likeness, self.window)
            self._manner.log.debug("likeness-shown")

    def _keep_likeness(self, likeness: QImage | None, course: Path) -> None:
        if self._launch is None:
            return
        if likeness is None:
            self._launch.forget()
        else:
            self._launch.keep(likeness, course, self._setting(self._dressing.theme()))

    def _setting(self, theme: Theme) -> dict[str, object]:
        """Return what the window's look depends on beside course, notebook and settings."""
        return {"dark": theme.dark, "language": self._speech.language}

    def _furnish(self, theme: Theme) -> None:
        assert self.study is not None
        assert self.window is not None
        self.window.furnish(self.study, theme, self._paths.data)
        self.window.diagram.keep_drawings(self._paths.pictures)
        if self._manner.safe:
            self.window.linking.mapping.leave_out()
        else:
            self.window.reader.keep_drawings(self._paths.drawings)
        self.window.commands.show_chosen(self._settings.look, self._settings.language)
        self.window.look_chosen.connect(self._choose_look)
        self.window.language_chosen.connect(self._choose_language)
        self.window.bundled_wanted.connect(self._open_bundled)
        self.study.opened.connect(self._remember)
        # It may fail before anybody attends to it.
        self.study.failed.connect(self._log_failure)

    def _wanted(self, path: Path | None) -> Path:
        """Return the course to open: the one asked for, the last one, or the bundled one."""
        from pathlib import Path

        last = self._settings.last_course
        if path is not None:
            return path.absolute()
        # A course that lies beside a portable copy goes wherever that goes.
        beside = places.program_folder() if self._paths.portable else Path()
        return beside / last if last else places.bundled_course(self._speech.language)

    def _open_bundled(self) -> None:
        if self.study is not None:
            self.study.open(places.bundled_course(self._speech.language))

    def _remember(self) -> None:
        assert self.study is not None
        if self.study.course is not None:
            source = self.study.course.source
            bundled = source.is_relative_to(places.resources())
            beside = places.program_folder()
            if self._paths.portable and source.is_relative_to(beside):
                source = source.relative_to(beside)
            self._settings.last_course = "" if bundled else str(source)

    def _log_failure(self, error: CourseError) -> None:
        self._manner.log.warning("course-failed", kind=type(error).__name__)

    # Looks

    def _choose_look(self, look: Look) -> None:
        self._dressing.choose(look)
        if self.window is not None:
            self.window.commands.show_chosen(look, self._settings.language)

    def _dressed(self, theme: Theme) -> None:
        if self.window is not None:
            self.window.set_theme(theme)

    # Beginning anew

    def _choose_language(self, language: Language) -> None:
        self._settings.language = language
        # Not in the middle of the click on the window that is about to go.
        QTimer.singleShot(0, self, self._begin_anew)

    def _begin_anew(
        self,
        damage: NotebookDamaged | None = None,
        meanwhile: Meanwhile | None = None,
    ) -> None:
        """Make everything anew, with the same course at the same place.

        ``meanwhile`` is done while no notebook is open: see :class:`msp_desktop.ui.care.Care`.
        """
        from msp_desktop.ui.care import done_meanwhile
        from msp_desktop.ui.windows.dialogs import close_all_the_same

        assert self.window is not None
        assert self.study is not None
        source = self.study.course.source if self.study.course else None
        bundled = source is not None and source.is_relative_to(places.resources())
        course = None if bundled else source
        other = self._saver if damage is not None or meanwhile is not None else None
        self._app.setQuitOnLastWindowClosed(False)
        if other is not None:
            # The last words belong to the notebook that they were written in, if it takes them.
            self.study.leaving.emit()
            other.flush(TAKING_OVER)
            self._unsaved += other.hand_over()
        if self.window.close():
            if other is not None:
                self._unsaved += other.hand_over()
            self._end()
            self.window.deleteLater()
            self.window = None
            done = done_meanwhile(meanwhile)
            while not self.begin(course, damage):
                if close_all_the_same(None, self._unsaved):
                    self._app.quit()
                    break
            else:
                done(self._care)
        self._app.setQuitOnLastWindowClosed(True)

    def _end(self) -> None:
        self._care = None
        if self._attending is not None:
            self._attending.leave()
        likeness, course = None, self.study.course if self.study else None
        if self.window is not None:
            likeness = self.window.left_as
        if self._saver is not None:
            self._saver.close()
            self._saver = None
        if self.study is not None:
            self.study.close()
            self.study.deleteLater()
            self.study = None
        if self._notebook is not None:
            self._notebook.close()
            self._notebook = None
        if course is not None:
            # Now that the last word is on disk: what the likeness depends on stays as it is.
            self._keep_likeness(likeness, course.source)

    def _attend(self) -> None:
        """Be ready for what comes from outside the window, and for bugs of our own."""
        from msp_desktop.ui.attending import Attending

        if self.window is None or self.study is None:
            return
        if self._attending is None:
            self._attending = Attending(self._app, self._paths, self._manner, self)
        self._attending.attend(self.window, self.study, self._settings, lambda: self._saver)
        if self._saver is not None:
            self._attending.follow(self._saver)
