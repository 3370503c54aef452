"""What to do with a notebook that is damaged: nothing is overwritten, the user decides."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale
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
        "Whatever you choose, the damaged file is kept: it is set aside beside the new one.",
    )
    choices: dict[object, Rescue] = {}
    if backup is not None:
        held = translate(
            "Rescue", "The newest backup is of {when} and holds {notes} notes, {marks} bookmarks."
        ).format(
            when=QLocale().toString(
                backup.made_at.astimezone().replace(tzinfo=None), QLocale.FormatType.ShortFormat
            ),
            notes=backup.notes,
            marks=backup.bookmarks,
        )
        words = f"{held}\n\n{words}"
        restore = box.addButton(
            translate("Rescue", "Restore the backup"), QMessageBox.ButtonRole.AcceptRole
        )
        choices[restore] = Rescue.RESTORE
        box.setDefaultButton(restore)
    box.setInformativeText(words)
    for text, role, choice in (
        (translate("Rescue", "Begin a new notebook"), "DestructiveRole", Rescue.START_NEW),
        (translate("Rescue", "Read on without saving"), "ActionRole", Rescue.READ_ON),
        (translate("Rescue", "Quit"), "RejectRole", Rescue.QUIT),
    ):
        choices[box.addButton(text, QMessageBox.ButtonRole[role])] = choice
    box.exec()
    return choices.get(box.clickedButton(), Rescue.QUIT)
