"""How a notebook's file is opened: to be written, brought up to date, or only to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.notebook import database, schema
from msp_desktop.notebook.errors import NotebookMissing
from msp_desktop.notebook.faults import typed
from msp_desktop.notebook.session import Handle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.schema import Step


def to_write(
    path: Path, now: datetime, backups: Path, patience: float, steps: Sequence[Step]
) -> Handle:
    """Open a notebook for reading and writing, brought up to date."""
    with typed(path):
        database.refuse_empty(path)
        connection = database.connect(path, patience=patience)
        try:
            version = database.identify(connection, path)
            database.refuse_newer(version, path, len(steps))
            if version < len(steps):
                database.refuse_broken_log(path)
                _back_up_first(path, backups, now)
                schema.migrate(connection, steps)
            database.prepare(connection, path, len(steps))
        except BaseException:
            database.close_untouched(connection, path)
            raise
    return Handle(connection, len(steps))


def to_read(path: Path, patience: float, steps: Sequence[Step]) -> Handle:
    """Open a notebook for reading; one of an older version is brought up to date in memory."""
    with typed(path):
        if not path.exists():
            raise NotebookMissing(path)
        database.refuse_empty(path)
        connection, copied = database.connect_read_only(path, patience=patience)
        try:
            version = database.identify(connection, path)
            if version < len(steps):
                older, connection = connection, database.in_memory(steps, connection)
                older.close()
                copied = True
        except BaseException:
            connection.close()
            raise
    return Handle(connection, version, copied)


def _back_up_first(path: Path, folder: Path, now: datetime) -> None:
    """Back a notebook up before its tables change."""
    # Few starts migrate; the others need nothing of it.
    from msp_desktop.notebook.backup import back_up

    back_up(path, folder, now=now)
