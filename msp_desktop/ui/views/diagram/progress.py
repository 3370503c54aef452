"""What is shown of something that takes long: how far it has come, and a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.views.diagram.pages import Effort

PATIENCE = 600
"""Milliseconds for which nothing is shown: most of it is over by then."""

LOOK = 100
"""Milliseconds from one look at how far it has come to the next."""


class Progress(QProgressDialog):
    """Shows itself when an effort takes long; ``effort`` is told where the user gives it up."""

    def __init__(self, words: str, effort: Effort, parent: QWidget) -> None:
        super().__init__(parent)
        self._effort = effort
        self.setWindowTitle(words)
        self.setLabelText(words)
        self.setCancelButtonText(self.tr("Cancel"))
        self.setAutoReset(False)
        self.setAutoClose(False)
        self.setRange(0, 100)
        self.setMinimumDuration(PATIENCE)
        self.canceled.connect(effort.give_up)
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._follow)
        self._look.start()
        self.setValue(0)

    def end(self) -> None:
        """Be gone: it is done."""
        self._look.stop()
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        if not self.wasCanceled():
            self.setValue(round(100 * self._effort.share))
