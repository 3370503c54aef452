"""Waiting for a course that is parsed by a copy of this process (see :mod:`.ahead`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.ui.ahead import Ahead
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.windows.main import MainWindow

PATIENCE = 0.25
"""Seconds to wait for a course that is being parsed while the window is made, or its beginning."""


def show_beginning(ahead: Ahead, course: Path, study: Study, window: MainWindow) -> bool:
    """Show the beginning of a course that is being parsed, and open it when it is there.

    False where there is nothing to wait for, and it may be opened now.
    """
    beginning = ahead.beginning(PATIENCE) if ahead.path == course else None
    if beginning is None:
        # All of it is short, and comes as soon as its beginning would.
        ahead.ends(PATIENCE if ahead.path == course else 0)
        ahead.close()
        return False
    awaiting = Awaiting(ahead, study)
    if any(record.path == course for record in study.library()):
        # Reading it may begin anywhere: nothing of it can be seen before the whole is there.
        awaiting.go_on()
    else:
        window.show_beginning(beginning)
        window.painted.connect(awaiting.painted)
    return True


class Awaiting(QObject):
    """Opens a course as soon as it has been parsed, unless another one is opened before."""

    def __init__(self, ahead: Ahead, study: Study) -> None:
        super().__init__(study)
        self._ahead: Ahead | None = ahead
        self._study = study
        self._notifier = QSocketNotifier(ahead.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._parsed)
        study.opening.connect(self._give_up)
        study.opened.connect(self._give_up)

    def painted(self) -> None:
        """Let the copy go on when what stands in the window has been painted as well."""
        QTimer.singleShot(0, self, self.go_on)

    def go_on(self) -> None:
        """Let the copy parse the whole."""
        if self._ahead is not None:
            self._ahead.go_on()

    def _parsed(self) -> None:
        path = self._ahead.path if self._ahead else None
        self._give_up()
        if path is not None:
            self._study.open(path)

    def _give_up(self, *_: object) -> None:
        if self._ahead is not None:
            ahead, self._ahead = self._ahead, None
            self._notifier.setEnabled(False)
            ahead.close()
            self.deleteLater()
