"""Keeping the notebook safe while the program runs: checks and backups, damage, and going back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.notebook.errors import NotebookDamaged, NotebookError
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.paths import Paths
    from msp_desktop.ui.saving.saver import Saver
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.windows.main import MainWindow

MOST_BYTES = 200 * 1024 * 1024
"""How much the backups may take together."""

Meanwhile: TypeAlias = "Callable[[], tuple[str, Path | None]]"
"""What puts another notebook in the place of the open one, while none is open.

It returns what to say of it, and where the one before was set aside; it may raise a NotebookError.
"""

HOUR = 3_600_000
"""Milliseconds between looks at whether a backup is due."""

DUE = timedelta(days=1)
"""How old the newest backup may be while the program runs."""


class Care(QObject):
    """Looks after one window's notebook.

    Signals: ``anew_wanted(damage, meanwhile)`` when the window must be made anew, because the user
    is to decide about a NotebookDamaged, or a :data:`Meanwhile` is to be done; the other is None.
    """

    anew_wanted = Signal(object, object)

    def __init__(
        self,
        paths: Paths,
        now: Callable[[], datetime],
        notebook: Notebook,
        study: Study,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._paths = paths
        self._now = now
        self._notebook = notebook
        self._window = window
        self._saver: Saver | None = None
        self._damage: NotebookDamaged | None = None
        self._worker = Worker(self)
        self._looked_at: datetime | None = None
        self._hourly = QTimer(self, interval=HOUR)
        self._hourly.timeout.connect(self._look_again)
        study.troubled.connect(self._troubled)
        window.reports.rescue_wanted.connect(self._rescue)
        window.restore_wanted.connect(self.choose_backup)

    def follow(self, saver: Saver) -> None:
        """Stop a saver where damage is met."""
        self._saver = saver
        # Where there was no room for a word there was none for a backup.
        saver.recovered.connect(self._look_again)
        if self._damage is not None:
            saver.halt(self._damage)

    def look_after(self) -> None:
        """Check the notebook and back it up, on another thread, and go on to do so daily.

        What could not be done is tried again each hour, and as soon as something can be written.
        """
        self._looked_at = self._now()
        self._hourly.start()
        paths, now = self._paths, self._looked_at

        def work() -> NotebookError | None:
            return checked_and_backed_up(paths, now)

        self._worker.submit(work, self._said)

    def choose_backup(self) -> None:
        """Let the user choose a backup to go back to."""
        from msp_desktop.ui.windows.restore import RestoreDialog

        dialog = RestoreDialog(self._paths.notebook, self._paths.backups, self._window)
        dialog.chosen.connect(self.restore)
        dialog.open()

    def restore(self, backup: Path, made_at: datetime) -> None:
        """Put a backup in the notebook's place; it can be undone."""
        paths, now = self._paths, self._now()

        def meanwhile() -> tuple[str, Path | None]:
            from msp_desktop.notebook.backup import restore
            from msp_desktop.ui.windows.restore import restored_words

            return restored_words(made_at), restore(backup, paths.notebook, now=now)

        self.anew_wanted.emit(None, meanwhile)

    def say_restored(self, words: str, aside: Path | None) -> None:
        """Say that another notebook took the place of the one before, and offer the way back."""
        from msp_desktop.ui.views.message import Message

        now = self._now()
        undo = (self.tr("Undo"), lambda: self.restore(aside, now)) if aside is not None else None
        actions = (undo,) if undo is not None else ()
        self._window.messages.say(Message("restored", words, "news", actions))

    def say_failed(self, error: NotebookError) -> None:
        """Say that no other notebook could take the place of the open one."""
        self._window.reports.say_trouble(error)

    def _look_again(self) -> None:
        if self._looked_at is None or self._now() - self._looked_at >= DUE:
            self.look_after()

    def _said(self, error: NotebookError | None) -> None:
        if isinstance(error, NotebookDamaged):
            self._troubled(error)
        elif error is not None:
            self._looked_at = None
        else:
            self._window.reports.end_trouble()
        if error is not None and (self._saver is None or self._damage is None):
            self._window.reports.say_trouble(error)

    def _troubled(self, error: NotebookError) -> None:
        """Have nothing written any more where damage was met, until the user has decided."""
        if isinstance(error, NotebookDamaged):
            self._damage = error
            self._hourly.stop()
            self._notebook.distrust(error)
            if self._saver is not None:
                self._saver.halt(error)

    def _rescue(self, damage: NotebookDamaged) -> None:
        self.anew_wanted.emit(damage, None)


def done_meanwhile(meanwhile: Meanwhile | None) -> Callable[[Care | None], None]:
    """Do what is to be done while no notebook is open; return what then tells the window of it."""
    try:
        done = meanwhile() if meanwhile is not None else None
    except NotebookError as failure:
        error = failure
        return lambda care: care.say_failed(error) if care is not None else None
    return lambda care: care.say_restored(*done) if care is not None and done else None


def checked_and_backed_up(paths: Paths, now: datetime) -> NotebookError | None:
    """Check the notebook, back it up and thin the backups; return what was wrong."""
    from msp_desktop.notebook.backup import back_up, thin
    from msp_desktop.notebook.notebook import Notebook

    try:
        with Notebook.open_read_only(paths.notebook) as notebook:
            findings = notebook.check()
        if findings:
            return NotebookDamaged(paths.notebook, findings[0])
        back_up(paths.notebook, paths.backups, now=now)
        thin(paths.backups, now=now, limit_bytes=MOST_BYTES)
    except NotebookError as error:
        return error
    return None
