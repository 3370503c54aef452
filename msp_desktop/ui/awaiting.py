"""Waiting for a course that is parsed by a copy of this process (see :mod:`.ahead`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from msp_desktop.ui.ahead import Ahead
    from msp_desktop.ui.study import Study


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
