"""The dialogs of taking things elsewhere: what, and in which format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QMessageBox,
    QVBoxLayout,
)

from msp_desktop.notebook.exchange.choosing import Choice, Which
from msp_desktop.ui.windows.buttons import standard_buttons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

_WIDE = 420


class Format(NamedTuple):
    """A format to choose: its ending, what it is called, and whether questions are chosen."""

    ending: str
    title: str
    about: str
    chooses: bool


def note_formats() -> tuple[Format, ...]:
    """Return the formats for what is written."""
    translate = QCoreApplication.translate
    return (
        Format(
            ".md",
            "Markdown",
            translate("Taking", "Notes and highlights by chapter, with links to the questions."),
            False,
        ),
        Format(
            ".txt",
            translate("Taking", "Anki deck"),
            translate(
                "Taking",
                "A text file with a card for each question. Import it in Anki; importing it again"
                " brings the cards up to date.",
            ),
            True,
        ),
        Format(
            ".csv",
            translate("Taking", "Table (CSV)"),
            translate("Taking", "A row for each note, highlight and bookmark, for spreadsheets."),
            False,
        ),
        Format(
            ".jsonld",
            translate("Taking", "W3C annotations (JSON-LD)"),
            translate("Taking", "For other programs that know the Web Annotation model."),
            False,
        ),
    )


def sheet_formats() -> tuple[Format, ...]:
    """Return the formats of study sheets."""
    translate = QCoreApplication.translate
    return (
        Format(".pdf", "PDF", translate("Taking", "Pages to print or to send."), True),
        Format(
            ".html",
            "HTML",
            translate("Taking", "One page for the browser, with its pictures in it."),
            True,
        ),
    )


class ExportDialog(QDialog):
    """Asks for a format and, where it has any, for the questions."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        formats: Sequence[Format],
        tags: Sequence[str],
        chapter: frozenset[str],
    ) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._formats = formats
        self.format = QComboBox()
        self.format.addItems([one.title for one in formats])
        self._about = QLabel(wordWrap=True)
        self.questions = QComboBox()
        self._choices: list[Choice] = []
        self._fill(tags, chapter)
        form = QFormLayout()
        form.addRow(self.tr("Format:"), self.format)
        form.addRow("", self._about)
        form.addRow(self.tr("Questions:"), self.questions)
        buttons = standard_buttons(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setText(self.tr("Save…"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(_WIDE)
        self.format.currentIndexChanged.connect(self._show)
        self._form = form
        self._show()

    def chosen(self) -> Format:
        """Return the chosen format."""
        return self._formats[self.format.currentIndex()]

    def choice(self) -> Choice:
        """Return the chosen questions."""
        return self._choices[self.questions.currentIndex()]

    def _fill(self, tags: Sequence[str], chapter: frozenset[str]) -> None:
        self._add(self.tr("All questions"), Choice())
        if chapter:
            self._add(self.tr("Those of this chapter"), Choice(questions=chapter))
        self._add(self.tr("Bookmarked ones"), Choice(Which.BOOKMARKED))
        self._add(self.tr("Those that something is written on"), Choice(Which.WRITTEN_ON))
        for tag in tags:
            self._add(f"#{tag}", Choice(Which.TAGGED, frozenset({tag})))

    def _add(self, words: str, choice: Choice) -> None:
        self.questions.addItem(words)
        self._choices.append(choice)

    def _show(self) -> None:
        self._about.setText(self.chosen().about)
        self._form.setRowVisible(self.questions, self.chosen().chooses)


def ask_where_to(
    window: QWidget, title: str, suggested: Path, kind: str, use: Callable[[str], None]
) -> None:
    """Ask for a file to be written."""
    dialog = QFileDialog(window, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{kind} (*{suggested.suffix})")
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.setDirectory(str(suggested.parent))
    dialog.selectFile(suggested.name)
    dialog.fileSelected.connect(use)
    dialog.open()


def ask_for_capsule(window: QWidget, ending: str, use: Callable[[str], None]) -> None:
    """Ask for a capsule to be imported."""
    translate = QCoreApplication.translate
    dialog = QFileDialog(window, translate("Taking", "Import a study capsule"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            translate("Taking", "Study capsules (*{ending})").format(ending=ending),
            translate("Dialogs", "All files (*)"),
        ]
    )
    dialog.fileSelected.connect(use)
    dialog.open()


def ask_for_folder(window: QWidget, use: Callable[[str], None]) -> None:
    """Ask where a capsule's course is to be put."""
    title = QCoreApplication.translate("Taking", "Put the course into a folder here")
    dialog = QFileDialog(window, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(use)
    dialog.open()


def confirm_import(
    window: QWidget, words: tuple[str, str], *, known: bool, go_on: Callable[[], None]
) -> None:
    """Say what a capsule holds, and ask whether to import it."""
    translate = QCoreApplication.translate
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate("Taking", "Import a study capsule"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words[0])
    box.setInformativeText(words[1])
    text = translate("Taking", "Import") if known else translate("Taking", "Choose a folder…")
    accept = box.addButton(text, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(translate("Taking", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(accept)
    box.accepted.connect(go_on)
    box.open()
