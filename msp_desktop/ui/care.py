"""Looking after the notebook while the program is idle: a check and a backup, off the thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.notebook.errors import NotebookDamaged, NotebookError
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.paths import Paths
    from msp_desktop.ui.windows.main import MainWindow

MOST_BYTES = 200 * 1024 * 1024
"""How much the backups may take together."""


def look_after(paths: Paths, now: datetime, window: MainWindow) -> None:
    """Check the notebook and back it up; tell the window what is wrong."""

    def work() -> NotebookError | None:
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

    def said(error: NotebookError | None) -> None:
        if error is not None:
            window.reports.say_trouble(error)

    Worker(window).submit(work, said)
