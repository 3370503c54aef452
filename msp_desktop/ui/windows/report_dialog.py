"""The diagnostic report: shown exactly as it will be saved, before it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from msp_desktop.ui.windows.buttons import standard_buttons
from msp_desktop.ui.windows.copyable import fixed_text, words
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

SIZE = QSize(760, 560)


class ReportDialog(QDialog):
    """Shows a report, and saves or copies it.

    ``write`` makes its text, on another thread, as all of the notebook is read for it.
    """

    def __init__(self, write: Callable[[], str], now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Diagnostic report"))
        self.resize(SIZE)
        self._name = f"msp-desktop-report-{now:%Y%m%d-%H%M}.txt"
        self._worker = Worker(self)
        about = QLabel(
            self.tr(
                "This, and nothing else, is what is saved. It is about the program and this"
                " computer: no notes, no text or name of a course, and your home folder is written"
                " as ~. It is sent nowhere; you decide whom to give it to."
            )
        )
        about.setWordWrap(True)
        self.preview = fixed_text(self.tr("The whole report"), self.tr("Reading…"))
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.preview.setAccessibleDescription(about.text())
        self.said = words()
        self.said.hide()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(about)
        column.addWidget(self.preview, 1)
        column.addWidget(self.said)
        column.addWidget(self._buttons())
        self._worker.submit(write, self._written)

    def _buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = standard_buttons(QDialogButtonBox.StandardButton.Close)
        self.save = buttons.addButton(self.tr("Save…"), role.ActionRole)
        self.copy = buttons.addButton(self.tr("Copy"), role.ActionRole)
        self.save.clicked.connect(self._ask)
        self.copy.clicked.connect(self._copy)
        self.save.setEnabled(False)
        self.copy.setEnabled(False)
        buttons.rejected.connect(self.reject)
        return buttons

    def _written(self, text: str) -> None:
        self.preview.setPlainText(text)
        self.save.setEnabled(True)
        self.copy.setEnabled(True)
        self.save.setDefault(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.preview.toPlainText())
        self._say(self.tr("Copied."))

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the diagnostic report"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.setDirectory(QDir.homePath())
        dialog.selectFile(self._name)
        dialog.fileSelected.connect(self._save)
        dialog.open()

    def _save(self, name: str) -> None:
        path = Path(name)
        try:
            path.write_text(self.preview.toPlainText(), encoding="utf-8", newline="\n")
        except OSError as error:
            words = self.tr("{path} could not be written: {reason}.")
            self._say(words.format(path=path, reason=error.strerror))
        else:
            self._say(self.tr("Saved as {path}").format(path=path))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setAccessibleName(words)
        self.said.show()
