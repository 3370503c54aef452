"""What the program minds beside its window: other starts, the system, bugs, the log, its safety."""

from __future__ import annotations

import platform
import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, qVersion

from msp_desktop import __version__
from msp_desktop.running import crashes as hard
from msp_desktop.running.manner import BROKEN
from msp_desktop.running.redacted import kind_of_path
from msp_desktop.ui.crash import Crashes
from msp_desktop.ui.views.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.paths import Paths
    from msp_desktop.running.manner import Manner
    from msp_desktop.running.single import Errand
    from msp_desktop.ui.saving.saver import Saver
    from msp_desktop.ui.settings import Settings
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.windows.main import MainWindow


class Attending(QObject):
    """Attends to one window at a time."""

    def __init__(self, app: QApplication, paths: Paths, manner: Manner, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._paths = paths
        self._manner = manner
        self._log = manner.log
        self._window: MainWindow | None = None
        self._study: Study | None = None
        self._settings: Settings | None = None
        self._saver: Callable[[], Saver | None] = _none
        self._quitting = False
        self._crashes = Crashes(self._log, self)
        self._crashes.met.connect(self._say_crash)
        if sys.platform != "win32":
            from msp_desktop.ui.signals import close_on_signals

            close_on_signals(self, self._asked_to_end)
        self._log.info(
            "began",
            version=__version__,
            python=platform.python_version(),
            qt=qVersion(),
            platform=app.platformName(),
            safe=manner.safe,
            portable=paths.portable,
        )
        self._log.begin()
        self._unheard = hard.heard(hard.unheard(paths.log))
        if manner.single is not None:
            from msp_desktop.ui.errands import Errands, Patience

            self._errands = Errands(manner.single, self)
            self._patience = Patience(self)
            self._patience.ready.connect(self._open)
            self._errands.came.connect(self._do)

    def attend(
        self,
        window: MainWindow,
        study: Study,
        settings: Settings,
        saver: Callable[[], Saver | None],
    ) -> None:
        """Attend to a window from now on; the one before is gone."""
        self._window, self._study = window, study
        self._settings, self._saver = settings, saver
        self._crashes.catch()
        study.opened.connect(self._log_course)
        study.troubled.connect(self._log_trouble)
        if study.course is not None:
            self._log_course(study.course)
        window.helping.report_wanted.connect(self.show_report)
        if self._manner.safe:
            self._say_safe()
        if self._unheard:
            self._say_unheard()

    def leave(self) -> None:
        """Attend to no window: it is about to go."""
        self._window = self._study = None
        self._saver = _none

    def follow(self, saver: Saver) -> None:
        """Log what becomes of what is written."""
        saver.failed.connect(self._log_trouble)
        saver.recovered.connect(partial(self._log.info, "saving-recovered"))

    def show_report(self) -> None:
        """Show the diagnostic report."""
        if self._window is None or self._study is None or self._settings is None:
            return
        from msp_desktop.running import report
        from msp_desktop.ui import facts
        from msp_desktop.ui.windows.report_dialog import ReportDialog

        self._log.flush()
        paths, now = self._paths, datetime.now(UTC)
        here = [
            facts.program(self._manner),
            facts.screens(self._window),
            facts.settings(self._settings),
            facts.course(self._study.course),
        ]

        def write() -> str:
            rest = [report.folders(paths), report.notebook(paths, now), report.parts()]
            return report.written(
                [here[0], report.system(), *here[1:], *rest, *report.logged(paths)], now
            )

        ReportDialog(write, now, self._window).open()

    # What is said

    def _say_safe(self) -> None:
        assert self._window is not None
        words = self.tr(
            "Safe mode: default settings, no caches, no formulas or links on diagrams. What you"
            " write is saved as always; how the window looks is not remembered."
        )
        self._window.messages.say(Message("safe-mode", words, "news"))
        self._window.mark_title(self.tr("safe mode"))

    def _say_unheard(self) -> None:
        """Say that a program ended the hard way, once, and offer the report."""
        assert self._window is not None
        words = self.tr(
            "The program ended unexpectedly the last time. Whatever was shown as saved is on the"
            " disk. If it happens again, starting it with --safe-mode may help."
        )
        self._log.warning("hard-crash-found", number=len(self._unheard))
        self._unheard = []
        actions = ((self.tr("Report…"), self.show_report),)
        self._window.messages.say(Message("hard-crash", words, actions=actions))

    def _say_crash(self, report: str) -> None:
        from msp_desktop.ui.saving.safety import make_safe
        from msp_desktop.ui.windows.crash_dialog import CrashDialog

        window = self._window
        if window is None:
            self._crashes.said()
            return
        safety = make_safe(window.notes.commit, self._saver)
        self._log.info("safety", unsaved=len(safety.unsaved), known=safety.known)
        program = f"MSP Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}"
        dialog = CrashDialog(f"{program}\n\n{report}\n", safety, window)
        dialog.finished.connect(self._crashes.said)
        dialog.quit_wanted.connect(self._quit)
        dialog.open()

    def _quit(self) -> None:
        """Close the window as always; where a bug keeps that from happening, end without it."""
        if self._quitting or self._window is None:
            self._app.exit(BROKEN)
            return
        self._quitting = True
        if not self._window.close() and self._window.isVisible():
            # The user would rather stay; what is wrong with closing shows the next time.
            QTimer.singleShot(0, self, self._stay)

    def _stay(self) -> None:
        self._quitting = self._window is not None and not self._window.isVisible()

    # What others ask for

    def _asked_to_end(self) -> None:
        if self._window is not None:
            self._window.close()
        else:
            # A question is being asked before there is anything in the window.
            self._app.quit()

    def _do(self, errand: Errand) -> None:
        """Do what another start of the program asks for."""
        from msp_desktop.ui.errands import bring_to_front

        self._log.info("errand", opens=kind_of_path(errand.path) if errand.path else "nothing")
        if self._window is not None:
            bring_to_front(self._app.activeModalWidget() or self._window, errand)
            if errand.path is not None:
                self._patience.open(errand.path)

    def _open(self, path: object) -> None:
        from pathlib import Path

        if self._window is None or self._study is None or not isinstance(path, Path):
            return
        shown = self._study.course
        if shown is None or shown.source != path:
            self._window.open_file(path)

    # What is logged

    def _log_course(self, course: Course) -> None:
        self._log.info(
            "course-opened",
            kind=kind_of_path(course.source),
            edition=course.digest[:12],
            chapters=len(course.chapters),
            questions=len(course.question_ids),
            problems=len(course.problems),
        )

    def _log_trouble(self, error: NotebookError) -> None:
        reason = getattr(error, "reason", None)
        self._log.warning("notebook-trouble", kind=type(error).__name__, reason=reason)


def _none() -> None:
    return None
