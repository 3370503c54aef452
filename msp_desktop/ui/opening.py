"""Opening the notebook at start: what can be done is done, and what cannot be is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.errors import (
    NotebookBusy,
    NotebookDamaged,
    NotebookError,
    NotebookForeign,
    NotebookMissing,
    NotebookUnwritable,
    Obstacle,
)
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.paths import Paths


class OpenNotebook(NamedTuple):
    """A notebook to read from, and what keeps it from being written, if anything does.

    ``report`` says what was saved of a damaged one, "" where none was.
    """

    notebook: Notebook
    obstacle: NotebookError | None
    report: str = ""


def open_notebook(
    paths: Paths, now: datetime, damage: NotebookDamaged | None = None
) -> OpenNotebook | None:
    """Open the user's notebook; None where it is damaged and the user would rather quit.

    A damaged one is never overwritten: the user is asked, and the file set aside.  ``damage`` is
    what has been found already, as not all damage shows on opening.  What keeps it from being
    written only for a while, as a full disk does, is no obstacle: writing is tried again.
    """
    report = ""
    while True:
        if damage is None:
            try:
                notebook = Notebook.open(paths.notebook, now=now, backups=paths.backups)
                return OpenNotebook(notebook, None, report)
            except NotebookDamaged as error:
                damage = error
            except NotebookError as error:
                return _to_read(paths, error)._replace(report=report)
        settled = _rescued(paths, damage, now)
        if not isinstance(settled, str):
            return settled
        damage, report = None, settled


def _rescued(paths: Paths, error: NotebookDamaged, now: datetime) -> OpenNotebook | str | None:
    """Do what the user wants; a text that says what was done to try again, None to quit."""
    from msp_desktop.notebook.backup import newest, restore, set_aside
    from msp_desktop.notebook.salvage import rescue, survey
    from msp_desktop.ui.windows.rescue import Rescue, ask, report

    # Another program's file holds nothing of ours.
    foreign = isinstance(error, NotebookForeign)
    found = None if foreign else survey(paths.notebook, paths.backups, now=now)
    backup = newest(paths.backups)
    choice = ask(error, backup, found)
    if choice is Rescue.QUIT:
        return None
    if choice is Rescue.READ_ON:
        return OpenNotebook(Notebook.absent(paths.notebook), error)
    try:
        if choice is Rescue.SAVE:
            return report(*rescue(paths.notebook, paths.backups, now=now))
        if choice is Rescue.RESTORE and backup is not None:
            restore(backup.path, paths.notebook, now=now)
        else:
            set_aside(paths.notebook, now=now)
    except NotebookError as hindrance:
        return OpenNotebook(Notebook.absent(paths.notebook), hindrance)
    return ""


def _to_read(paths: Paths, error: NotebookError) -> OpenNotebook:
    obstacle = None if _passes(error) else error
    try:
        return OpenNotebook(Notebook.open_read_only(paths.notebook), obstacle)
    except NotebookMissing:
        return OpenNotebook(Notebook.absent(paths.notebook), obstacle)
    except NotebookError as worse:
        return OpenNotebook(Notebook.absent(paths.notebook), worse)


def _passes(error: NotebookError) -> bool:
    """Return whether the same may be done a little later without a new start."""
    match error:
        case NotebookBusy():
            return True
        case NotebookUnwritable():
            return error.reason is Obstacle.FULL
        case _:
            return False
