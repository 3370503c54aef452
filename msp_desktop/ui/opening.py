"""Opening the notebook at start: what can be done is done, and what cannot be is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.errors import (
    NotebookDamaged,
    NotebookError,
    NotebookMissing,
)
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.paths import Paths


class OpenNotebook(NamedTuple):
    """A notebook to read from, and what keeps it from being written, if anything does."""

    notebook: Notebook
    obstacle: NotebookError | None


def open_notebook(
    paths: Paths, now: datetime, damage: NotebookDamaged | None = None
) -> OpenNotebook | None:
    """Open the user's notebook; None where it is damaged and the user would rather quit.

    A damaged one is never overwritten: the user is asked, and the file set aside.  ``damage`` is
    what has been found already, as not all damage shows on opening.
    """
    while True:
        if damage is None:
            try:
                notebook = Notebook.open(paths.notebook, now=now, backups=paths.backups)
                return OpenNotebook(notebook, None)
            except NotebookDamaged as error:
                damage = error
            except NotebookError as error:
                return _to_read(paths, error)
        settled = _rescued(paths, damage, now)
        if not isinstance(settled, bool):
            return settled
        damage = None


def _rescued(paths: Paths, error: NotebookDamaged, now: datetime) -> OpenNotebook | bool | None:
    """Do what the user wants; True to try again, None to quit."""
    from msp_desktop.notebook.backup import backups, restore, set_aside
    from msp_desktop.ui.windows.rescue import Rescue, ask

    kept = backups(paths.backups)
    newest = kept[0] if kept else None
    choice = ask(error, newest)
    if choice is Rescue.QUIT:
        return None
    if choice is Rescue.READ_ON:
        return OpenNotebook(Notebook.absent(paths.notebook), error)
    try:
        if choice is Rescue.RESTORE and newest is not None:
            restore(newest.path, paths.notebook, now=now)
        else:
            set_aside(paths.notebook, now=now)
    except NotebookError as hindrance:
        return OpenNotebook(Notebook.absent(paths.notebook), hindrance)
    return True


def _to_read(paths: Paths, error: NotebookError) -> OpenNotebook:
    try:
        return OpenNotebook(Notebook.open_read_only(paths.notebook), error)
    except NotebookMissing:
        return OpenNotebook(Notebook.absent(paths.notebook), error)
    except NotebookError as worse:
        return OpenNotebook(Notebook.absent(paths.notebook), worse)
