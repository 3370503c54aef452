"""What the user is told when the program has met a bug of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from msp_desktop.ui.saving.safety import safety_words
from msp_desktop.ui.windows.copyable import fixed_text, words
from msp_desktop.ui.windows.dialogs import copy_notes

if TYPE_CHECKING:
    from msp_desktop.ui.saving.safety import Safety

WIDTH, LINES = 620, 12


class CrashDialog(QDialog):
    """Says what happened and what is safe; one may go on or quit.

    Signals: ``quit_wanted()``.
    """

    quit_wanted = Signal()

    def __init__(self, report: str, safety: Safety, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("An error in the program"))
        self._safety = safety
        happened = words(self.tr("Something went wrong in the program itself."))
        font = happened.font()
        font.setBold(True)
        happened.setFont(font)
        self.saved = words(safety_words(safety))
        advice = words(
            self.tr(
                "You can go on. If something looks odd, quit and start again. The report says where"
                " in the program it happened; nothing of your notes or of the course is in it."
            )
        )
        self.report = fixed_text(self.tr("Report"), report)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setMinimumHeight(self.report.fontMetrics().lineSpacing() * LINES)
        self.setAccessibleDescription(f"{happened.text()} {self.saved.text()} {advice.text()}")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        for part in (happened, self.saved, advice):
            column.addWidget(part)
        column.addWidget(self.report, 1)
        column.addWidget(self._buttons())
        self.resize(WIDTH, self.sizeHint().height())

    def _buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        self.copy = _button(buttons, self.tr("Copy report"), role.ActionRole)
        self.copy.clicked.connect(self._copy)
        self.copy_notes = _button(buttons, self.tr("Copy the notes"), role.ActionRole)
        self.copy_notes.clicked.connect(lambda: copy_notes(self._safety.unsaved))
        self.copy_notes.setVisible(bool(self._safety.unsaved))
        self.quit = _button(buttons, self.tr("Quit"), role.DestructiveRole)
        self.quit.clicked.connect(self._quit)
        self.go_on = _button(buttons, self.tr("Continue"), role.RejectRole)
        buttons.rejected.connect(self.reject)
        self.go_on.setDefault(True)
        self.go_on.setFocus()
        return buttons

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(self.tr("Copied"))

    def _quit(self) -> None:
        self.accept()
        self.quit_wanted.emit()


def _button(buttons: QDialogButtonBox, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
    button = buttons.addButton(text, role)
    button.setAutoDefault(False)
    return button
