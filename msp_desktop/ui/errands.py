"""What other starts of the program ask of this one: to come to the front, and open a course."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from msp_desktop.running.single import Errand, Single

BEAT = 500
"""Milliseconds between looks where the system does not tell of new files."""

MODAL_BEAT = 250
"""Milliseconds between looks whether a question that the user is being asked was answered."""


class Errands(QObject):
    """Listens for errands, or waits to be the one that does.

    Signals: ``came(errand)`` with an Errand.
    """

    came = Signal(object)

    def __init__(self, single: Single, parent: QObject) -> None:
        super().__init__(parent)
        self._single = single
        self._watcher: QFileSystemWatcher | None = None
        self._beat = QTimer(self, interval=BEAT)
        self._beat.timeout.connect(self._look)
        if single.first:
            self._listen()
        else:
            # The first window may close while this one stays.
            app = QGuiApplication.instance()
            assert isinstance(app, QGuiApplication)
            app.applicationStateChanged.connect(self._turned)

    def _turned(self, state: Qt.ApplicationState) -> None:
        active = state is Qt.ApplicationState.ApplicationActive
        if active and self._watcher is None and self._single.claim() and self._single.first:
            self._listen()

    def _listen(self) -> None:
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        if not self._watcher.addPath(str(self._single.inbox)):
            self._beat.start()
        self._single.listens()
        self._look()

    def _look(self) -> None:
        for errand in self._single.errands() if self._single.first else ():
            self.came.emit(errand)


def bring_to_front(window: QWidget, errand: Errand) -> None:
    """Show a window in front of all others, as far as the desktop lets a program do so."""
    if errand.token:
        # Qt's parts for Wayland look for it there when a window is to be activated.
        os.environ["XDG_ACTIVATION_TOKEN"] = errand.token
    window.setWindowState(
        (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
    )
    window.show()
    window.raise_()
    window.activateWindow()
    os.environ.pop("XDG_ACTIVATION_TOKEN", None)
    QApplication.alert(window)


class Patience(QObject):
    """Waits until no question is being asked, and then opens what came last.

    Signals: ``ready(path)``.
    """

    ready = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._beat = QTimer(self, interval=MODAL_BEAT)
        self._beat.timeout.connect(self._look)

    def open(self, path: Path) -> None:
        """Have a course opened: at once, if the user is not in the middle of something."""
        self._path = path
        self._beat.start()
        self._look()

    def _look(self) -> None:
        if QApplication.activeModalWidget() is None and self._path is not None:
            path, self._path = self._path, None
            self._beat.stop()
            self.ready.emit(path)
