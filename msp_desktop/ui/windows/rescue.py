"""What to do with a notebook that is damaged: nothing is overwritten, the user decides."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale
from PySide6.QtWidgets import QMessageBox

from msp_desktop.notebook.numbers import Numbers
from msp_desktop.ui.saving.wording import describe
from msp_desktop.ui.windows.amounts import amounts

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.backup import Backup
    from msp_desktop.notebook.errors import NotebookDamaged
    from msp_desktop.notebook.salvage import Salvage


class Rescue(Enum):
    """What the user chose."""

    SAVE = auto()
    RESTORE = auto()
    START_NEW = auto()
    READ_ON = auto()
    QUIT = auto()


def ask(error: NotebookDamaged, backup: Backup | None, salvage: Salvage | None = None) -> Rescue:
    """Ask what to do about a damaged notebook.

    ``backup`` is the newest sound one, if any; ``salvage`` is what could be saved.
    """
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
    paragraphs = [_savable(salvage)] if salvage else []
    offers = [
        (bool(salvage), translate("Rescue", "Save what can be read"), Rescue.SAVE),
        (backup is not None, translate("Rescue", "Restore the backup"), Rescue.RESTORE),
    ]
    for offered, text, choice in offers:
        if offered:
            button = box.addButton(text, QMessageBox.ButtonRole.AcceptRole)
            choices[button] = choice
            if len(choices) == 1:
                box.setDefaultButton(button)
    box.setInformativeText("\n\n".join([*paragraphs, held, words]))
    for text, role, choice in (
        (translate("Rescue", "Begin a new notebook"), "DestructiveRole", Rescue.START_NEW),
        (translate("Rescue", "Read on without saving"), "ActionRole", Rescue.READ_ON),
        (translate("Rescue", "Quit"), "RejectRole", Rescue.QUIT),
    ):
        choices[box.addButton(text, QMessageBox.ButtonRole[role])] = choice
    box.exec()
    return choices.get(box.clickedButton(), Rescue.QUIT)


def report(salvage: Salvage, aside: Path | None) -> str:
    """Say what was saved of a damaged notebook, what was not, and where the file is."""
    words = _savable(salvage, done=True)
    if aside is not None:
        kept = QCoreApplication.translate("Rescue", "The damaged file is kept as {name}.")
        words = f"{words} {kept.format(name=aside.name)}"
    return words


def when(moment: datetime) -> str:
    """Return a time as it is written in the user's language and zone."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def _held(backup: Backup) -> str:
    """Say when a backup was made, and how much is in it."""
    words = QCoreApplication.translate(
        "Rescue", "The newest backup was made on {when}. In it: {numbers}."
    )
    held = Numbers(notes=backup.notes, bookmarks=backup.bookmarks)
    return words.format(when=when(backup.made_at), numbers=amounts(held))


def _savable(salvage: Salvage, *, done: bool = False) -> str:
    """Say in numbers what can be saved, or was, and what cannot."""
    translate = QCoreApplication.translate
    if done:
        words = [translate("Rescue", "Saved from the damaged notebook: {numbers}.")]
    else:
        words = [translate("Rescue", "What can be read of the damaged notebook: {numbers}.")]
    words[0] = words[0].format(numbers=amounts(salvage.saved))
    if salvage.added and salvage.backup is not None:
        added = translate("Rescue", "From the backup of {when} as well: {numbers}.")
        numbers = amounts(salvage.added)
        words.append(added.format(when=when(salvage.backup.made_at), numbers=numbers))
    if salvage.lost:
        lost = translate("Rescue", "Lost: {numbers}.")
        words.append(lost.format(numbers=amounts(salvage.lost)))
    else:
        words.append(translate("Rescue", "Nothing is known to be lost."))
    if salvage.older:
        older = translate("Rescue", "Notes of which only an earlier text is left: {number}.")
        words.append(older.format(number=QLocale().toString(salvage.older)))
    return " ".join(words)
