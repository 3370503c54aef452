"""Why something could not be written, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from msp_desktop.notebook.errors import (
    CourseUnknown,
    NotebookBusy,
    NotebookDamaged,
    NotebookForeign,
    NotebookMissing,
    NotebookNewer,
    NotebookReplaced,
    NotebookUnwritable,
    Obstacle,
)

if TYPE_CHECKING:
    from msp_desktop.notebook.errors import NotebookError


def describe(error: NotebookError) -> str:
    """Return in a sentence or two what happened and what to do, with the file's path."""
    return _sentence(error).format(path=error.path)


def _sentence(error: NotebookError) -> str:
    match error:
        case NotebookUnwritable():
            return _obstacle(error.reason)
        case NotebookBusy():
            return QCoreApplication.translate(
                "Saving", "Another program is using {path}. Close it, or wait a little."
            )
        case NotebookForeign():
            return QCoreApplication.translate(
                "Saving", "{path} is another program's file. It was left as it is."
            )
        case NotebookDamaged():
            return QCoreApplication.translate(
                "Saving", "The notebook {path} is damaged. It was left as it is."
            )
        case NotebookNewer():
            return QCoreApplication.translate(
                "Saving",
                "A newer version of this program wrote {path}. Install that one to write in it.",
            )
        case NotebookMissing():
            return QCoreApplication.translate(
                "Saving",
                "The notebook {path} is not there any more. Connect its disk again, or put the file"
                " back.",
            )
        case NotebookReplaced():
            return QCoreApplication.translate(
                "Saving",
                "The notebook {path} was replaced while it was open. Close the program and start it"
                " again.",
            )
        case CourseUnknown():
            return QCoreApplication.translate(
                "Saving", "The notebook {path} does not hold this course. Open the course again."
            )
        case _:
            return QCoreApplication.translate("Saving", "The notebook {path} could not be written.")


def _obstacle(reason: Obstacle) -> str:
    match reason:
        case Obstacle.PERMISSION:
            return QCoreApplication.translate(
                "Saving", "You may not write to {path}. Choose another data folder."
            )
        case Obstacle.READ_ONLY:
            return QCoreApplication.translate(
                "Saving",
                "{path} can only be read. Choose a data folder on a disk that can be written.",
            )
        case Obstacle.FULL:
            return QCoreApplication.translate(
                "Saving", "The disk is full: {path} cannot grow. Make some room."
            )
        case Obstacle.FAILING:
            return QCoreApplication.translate(
                "Saving",
                "The disk could not write {path}. Check it, or choose another data folder.",
            )
