"""Showing the folder with the user's data: in the file manager, or at least its path."""

from __future__ import annotations

import os
import subprocess
import sys
from shutil import which
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from msp_desktop.ui.windows.buttons import standard_buttons

if TYPE_CHECKING:
    from pathlib import Path

BEAT = 100
"""Milliseconds between looks at whether the file manager was found."""

LOOKS = 100
"""Looks after which it is there: one that runs on is open."""

WIDTH = 520


def open_folder(folder: Path, window: QWidget) -> None:
    """Show a folder in the system's file manager; where none answers, say where the folder is."""
    if not _is_there(folder):
        # Nothing has been written yet, or the disk is gone.
        FolderDialog(folder, window).open()
        return
    if not sys.platform.startswith("linux"):
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            FolderDialog(folder, window).open()
        return
    # Qt would start the same program and not wait for what it says.
    opener = which("xdg-open")
    if opener is None:
        FolderDialog(folder, window).open()
        return
    _Opening(opener, folder, window)


class _Opening(QObject):
    """Starts what opens folders, and looks for a while whether it fails."""

    def __init__(self, opener: str, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._folder = folder
        self._window = window
        self._looks = 0
        self._beat = QTimer(self, interval=BEAT)
        self._beat.timeout.connect(self._look)
        try:
            process = subprocess.Popen(  # noqa: S603
                [opener, str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            self._failed()
        else:
            self._id = process.pid
            # It is the user's: Python would complain of leaving it behind.
            process.returncode = 0
            self._beat.start()

    def _look(self) -> None:
        self._looks += 1
        try:
            ended, status = os.waitpid(self._id, os.WNOHANG)
        except ChildProcessError:
            ended, status = self._id, 0
        if ended and status:
            self._failed()
        elif ended or self._looks >= LOOKS:
            # One that runs on is the file manager itself.
            self._end()

    def _failed(self) -> None:
        self._end()
        FolderDialog(self._folder, self._window).open()

    def _end(self) -> None:
        self._beat.stop()
        self.deleteLater()


class FolderDialog(QDialog):
    """Says where a folder is."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("FolderDialog", "Data folder"))
        if _is_there(folder):
            words = translate(
                "FolderDialog", "No file manager answered. The folder with your data is:"
            )
        else:
            words = translate("FolderDialog", "This folder is not there now. It would be:")
        label = QLabel(words)
        label.setWordWrap(True)
        self.line = QLineEdit(str(folder))
        self.line.setReadOnly(True)
        self.line.setAccessibleName(words)
        self.line.selectAll()
        label.setBuddy(self.line)
        buttons = standard_buttons(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(
            translate("FolderDialog", "Copy"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(label)
        column.addWidget(self.line)
        column.addWidget(buttons)
        self.resize(WIDTH, self.sizeHint().height())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.line.text())
        self.copy.setText(QCoreApplication.translate("FolderDialog", "Copied"))


def _is_there(folder: Path) -> bool:
    """Return whether there is a folder that one may look at."""
    try:
        return folder.is_dir()
    except OSError:
        return False
