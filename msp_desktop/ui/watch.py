"""Notices that somebody writes in the files of the open course."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from msp_desktop.course.survey import Places

REST = 120
"""Milliseconds of rest after which a change is told: programs write in several steps."""

MOST_REST = 500
"""Milliseconds after which it is told even if there is no rest."""

MOST_WATCHED = 4096
"""How many folders and files are watched; systems have bounds of their own."""

POLL = 3000
"""Milliseconds between looks where not everything can be watched."""

_AT_ONCE = 100
"""How many are added at a time, so that nobody waits for the last of thousands."""


class Watch(QObject):
    """Watches folders and files.

    Signals: ``stirred()`` when something in them may have changed, once they are watched that were
    not before, when the window becomes the active one, and every few seconds where there is too
    much to be watched.
    """

    stirred = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stir)
        self._watcher.directoryChanged.connect(self._stir)
        self._wanted: list[str] = []
        self._added = False
        self._since = QElapsedTimer()
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self._tell)
        self._adding = QTimer(self, interval=0)
        self._adding.timeout.connect(self._add_some)
        self._poll = QTimer(self, interval=POLL)
        self._poll.timeout.connect(self.stirred)
        # A drive on the network tells nothing; looking when one comes back to it must do.
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._activated)

    def watch(self, places: Places, others: Iterable[Path]) -> None:
        """Watch these places, and other files, and nothing else.

        What was replaced by another file of its name is not watched any more until it is named
        here again.
        """
        every = dict.fromkeys(map(str, (*places.folders, *places.files, *others)))
        wanted = list(every)[:MOST_WATCHED]
        watched = self.watched()
        unwanted = list(watched.difference(wanted))
        if unwanted:
            self._watcher.removePaths(unwanted)
        self._wanted = [path for path in wanted if path not in watched]
        if self._wanted:
            self._adding.start()
        if len(every) > MOST_WATCHED:
            self._poll.start()
        else:
            self._poll.stop()

    def watched(self) -> set[str]:
        """Return what is being watched."""
        return {*self._watcher.files(), *self._watcher.directories()}

    def _add_some(self) -> None:
        some, self._wanted = self._wanted[:_AT_ONCE], self._wanted[_AT_ONCE:]
        # What may not be read may not be watched either, and Qt would complain; its folder tells
        # when that changes.
        able = [path for path in some if os.access(path, os.R_OK)]
        gone = len(able) < len(some) and not all(map(os.path.lexists, some))
        failed = self._watcher.addPaths(able) if able else []
        self._added |= len(failed) < len(able)
        if not self._wanted:
            self._adding.stop()
            if self._added:
                # Nobody has told of what changed between the look at it and now.
                self._added = False
                self._stir("")
        if failed or gone:
            # The system has no more to give, or a file has gone in this moment.
            self._poll.start()

    def _stir(self, _path: str) -> None:
        if not self._rest.isActive():
            self._since.start()
        if self._since.elapsed() < MOST_REST:
            self._rest.start()

    def _tell(self) -> None:
        self.stirred.emit()

    def _activated(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._rest.start()
