"""Going back to a backup: which there are, what each holds, and what would change."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from msp_desktop.notebook.errors import NotebookError
from msp_desktop.notebook.preview import Changed, kept, preview
from msp_desktop.ui.saving.wording import describe
from msp_desktop.ui.windows.buttons import standard_buttons
from msp_desktop.ui.windows.rescue import when
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.preview import Kept, Preview

SIZE = QSize(800, 480)
LIST_WIDTH = 280
ROW_SPACING = 3
MOST_NAMES = 8
"""How many notes that would go are named."""


class RestoreDialog(QDialog):
    """Lists backups and notebooks that were set aside, and says of each what it would change.

    Signals: ``chosen(path, made_at)`` for the one to go back to.
    """

    chosen = Signal(object, object)

    def __init__(self, notebook: Path, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Restore a backup"))
        self.resize(SIZE)
        self._notebook = notebook
        self._worker = Worker(self)
        self._kept = kept(notebook, folder)
        self.list = QListWidget()
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setSpacing(ROW_SPACING)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Backups"))
        for one in self._kept:
            self.list.addItem(_entry(one))
        self.details = QLabel()
        self.details.setTextFormat(Qt.TextFormat.RichText)
        self.details.setWordWrap(True)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setContentsMargins(12, 4, 12, 4)
        self.buttons = standard_buttons(QDialogButtonBox.StandardButton.Close)
        self.restore = self.buttons.addButton(
            self.tr("Restore"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self.list.currentRowChanged.connect(self._look_into)
        if self._kept:
            self.list.setCurrentRow(0)
        else:
            self._show(self.tr("There is no backup yet. One is made shortly after each start."))

    def accept(self) -> None:
        """Close, and tell which backup was chosen."""
        one = self._kept[self.list.currentRow()]
        super().accept()
        self.chosen.emit(one.path, one.made_at)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidget(self.details)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        safe = QLabel(
            self.tr("What you have now is set aside: it can be restored in the same way.")
        )
        safe.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(area, 1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(safe)
        column.addWidget(self.buttons)

    def _look_into(self, row: int) -> None:
        """Read a backup on another thread and say what is in it."""
        one, notebook = self._kept[row], self._notebook
        self._show(self.tr("Reading…"))

        def read() -> Preview | NotebookError:
            try:
                return preview(one.path, notebook)
            except NotebookError as error:
                return error

        self._worker.drop()
        self._worker.submit(read, self._read)

    def _read(self, found: Preview | NotebookError) -> None:
        if isinstance(found, NotebookError):
            self._show(escape(describe(found)))
        else:
            self._show(details(found), ready=bool(found.changes))

    def _show(self, html: str, *, ready: bool = False) -> None:
        self.details.setText(html)
        self.restore.setEnabled(ready)


def _entry(one: Kept) -> QListWidgetItem:
    """Return a line of the list: when it was made, and what it is where that is no backup."""
    locale = QLocale()
    local = QDateTime.fromSecsSinceEpoch(int(one.made_at.timestamp()))
    day = locale.toString(local.date(), QLocale.FormatType.LongFormat)
    words = f"{day} {locale.toString(local.time(), QLocale.FormatType.ShortFormat)}"
    if one.aside:
        aside = QCoreApplication.translate("RestoreDialog", "set aside when a backup was restored")
        words = f"{words}\n{aside}"
    item = QListWidgetItem(words)
    item.setToolTip(f"{one.path}\n{locale.formattedDataSize(one.bytes)}")
    return item


def details(found: Preview) -> str:
    """Return what a backup holds and would change, as HTML."""
    translate = QCoreApplication.translate
    parts = [_table(found)]
    if not found.changes:
        parts.append(
            _paragraph(translate("RestoreDialog", "It holds the same as what you have now."))
        )
    if found.lost:
        title = translate("RestoreDialog", "Notes that would go, or be as they were then:")
        names = "".join(f"<li>{escape(name)}</li>" for name in found.lost[:MOST_NAMES])
        more = len(found.lost) - MOST_NAMES
        if more > 0:
            words = translate("RestoreDialog", "and {number} more")
            names += f"<li>{escape(words.format(number=QLocale().toString(more)))}</li>"
        parts.append(f"{_paragraph(title)}<ul>{names}</ul>")
    if found.last_note is not None:
        title = translate("RestoreDialog", "The last note in it, of {when}:")
        parts.append(_paragraph(title.format(when=when(found.last_note.written_at))))
        named = f"<b>{escape(found.last_note.title)}</b> — " if found.last_note.title else ""
        parts.append(f"<blockquote>{named}{escape(found.last_note.beginning)}</blockquote>")
    if found.courses:
        title = translate("RestoreDialog", "Courses: {titles}")
        parts.append(_paragraph(title.format(titles=", ".join(found.courses))))
    return "".join(parts)


def _table(found: Preview) -> str:
    translate = QCoreApplication.translate
    kinds = {
        "notes": translate("RestoreDialog", "Notes"),
        "bookmarks": translate("RestoreDialog", "Bookmarks"),
        "highlights": translate("RestoreDialog", "Highlights"),
        "tags": translate("RestoreDialog", "Tags"),
        "pins": translate("RestoreDialog", "Pins"),
        "reviews": translate("RestoreDialog", "Reviews"),
        "courses": translate("RestoreDialog", "Courses"),
    }
    heads = (
        "",
        translate("RestoreDialog", "In it"),
        translate("RestoreDialog", "Come back"),
        translate("RestoreDialog", "Go"),
        translate("RestoreDialog", "As then"),
    )
    rows = "".join(
        _row(words, getattr(found.numbers, kind), found.changes.get(kind, Changed()))
        for kind, words in kinds.items()
    )
    head = "".join(f"<td style='padding: 2px 14px 6px 0'>{escape(one)}</td>" for one in heads)
    return f"<table><tr>{head}</tr>{rows}</table>"


def _row(words: str, number: int, change: Changed) -> str:
    locale = QLocale()
    numbers = [locale.toString(number)]
    numbers += [locale.toString(one) if one else "–" for one in change]
    cells = "".join(
        f"<td align='right' style='padding: 2px 14px 2px 0'>{one}</td>" for one in numbers
    )
    return f"<tr><td style='padding: 2px 14px 2px 0'><b>{escape(words)}</b></td>{cells}</tr>"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def restored_words(made_at: datetime) -> str:
    """Say that the notebook is as it was."""
    words = QCoreApplication.translate(
        "RestoreDialog", "Your notebook is as it was on {when}. What it was before is set aside."
    )
    return words.format(when=when(made_at))
