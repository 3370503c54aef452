"""What to do with a notebook that is damaged: nothing is overwritten, the user decides."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale
from PySide6.QtWidgets import QMessageBox

from msp_desktop.ui.saving.wording import describe

if TYPE_CHECKING:
    from msp_desktop.notebook.backup import Backup
    from msp_desktop.notebook.errors import NotebookDamaged


class Rescue(Enum):
    """What the user chose."""

    RESTORE = auto()
    START_NEW = auto()
    READ_ON = auto()
    QUIT = auto()


def ask(error: NotebookDamaged, backup: Backup | None) -> Rescue:
    """Ask what to do about a damaged notebook; ``backup`` is the newest sound one, if any."""
    translate = QCoreApplication.translate
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("MSP Desktop")
    box.setText(describe(error))
    words = translate(
        "Rescue",
        "The damaged file is never deleted: where a new one takes its place, it is kept beside it.",
    )
    choices: dict[object, Rescue] = {}
    held = translate("Rescue", "There is no backup.") if backup is None else _held(backup)
    if backup is not None:
        restore = box.addButton(
            translate("Rescue", "Restore the backup"), QMessageBox.ButtonRole.AcceptRole
        )
        choices[restore] = Rescue.RESTORE
        box.setDefaultButton(restore)
    box.setInformativeText(f"{held}\n\n{words}")
    for text, role, choice in (
        (translate("Rescue", "Begin a new notebook"), "DestructiveRole", Rescue.START_NEW),
        (translate("Rescue", "Read on without saving"), "ActionRole", Rescue.READ_ON),
        (translate("Rescue", "Quit"), "RejectRole", Rescue.QUIT),
    ):
        choices[box.addButton(text, QMessageBox.ButtonRole[role])] = choice
    box.exec()
    return choices.get(box.clickedButton(), Rescue.QUIT)


def _held(backup: Backup) -> str:
    """Say when a backup was made, and how much is in it."""
    words = QCoreApplication.translate(
        "Rescue", "The newest backup was made on {when}. Notes: {notes}. Bookmarks: {bookmarks}."
    )
    locale = QLocale()
    made_at = QDateTime.fromSecsSinceEpoch(int(backup.made_at.timestamp()))
    return words.format(
        when=locale.toString(made_at, QLocale.FormatType.ShortFormat),
        notes=locale.toString(backup.notes),
        bookmarks=locale.toString(backup.bookmarks),
    )
