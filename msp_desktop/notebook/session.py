"""One connection to a notebook: its reads, its transactions, and what it knows of the file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from msp_desktop.notebook import database
from msp_desktop.notebook.errors import (
    NotebookDamaged,
    NotebookNewer,
    NotebookReplaced,
    NotebookUnwritable,
    Obstacle,
)
from msp_desktop.notebook.faults import typed
from msp_desktop.notebook.tables import Rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator
    from pathlib import Path


class Session:
    """An open connection; ``version`` is the file's format, ``known`` the newest one known here.

    After damage was met nothing is written any more.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        version: int,
        known: int,
        read_only: bool,
    ) -> None:
        self.connection = connection
        self.path = path
        self.version = version
        self.read_only = read_only
        self._known = known
        self._rows = Rows(connection, path, sealed=version <= known)
        self._damage: NotebookDamaged | None = None
        self._file = None if read_only else _file(path)

    def close(self) -> None:
        """Close the connection; a damaged file is left as it is, byte for byte."""
        if self._damage is not None:
            database.close_untouched(self.connection, self.path)
        else:
            database.close(self.connection)

    @contextmanager
    def reading(self) -> Generator[Rows]:
        """Let what is inside read."""
        try:
            with typed(self.path):
                yield self._rows
        except NotebookDamaged as error:
            if self.version > self._known:
                # A table or column of ours may be gone there; that is no damage.
                raise NotebookNewer(self.path, self.version, self._known) from error
            self._damage = error
            raise

    @contextmanager
    def writing(self) -> Generator[Rows]:
        """Make what is inside one transaction, on disk at its end."""
        if self.read_only:
            raise NotebookUnwritable(self.path, Obstacle.READ_ONLY)
        if self._damage is not None:
            raise NotebookDamaged(self.path, self._damage.finding)
        with self.reading() as rows:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                # Where another file has taken the place, a commit would land in the old one.
                if _file(self.path) != self._file:
                    raise NotebookReplaced(self.path)
                yield rows
                self.connection.execute("COMMIT")
            finally:
                # A commit that failed may have ended the transaction by itself.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    def findings(self) -> tuple[str, ...]:
        """Return what is wrong inside the file; nothing where it is sound."""
        with self.reading():
            found = database.findings(self.connection) + database.log_findings(self.path)
        if found:
            self._damage = NotebookDamaged(self.path, found[0])
        return found


def _file(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at a path from any other, None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
