"""What the failures of SQLite and of the file system mean: each becomes an error of ours."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from msp_desktop.notebook.errors import (
    CourseUnknown,
    NotebookBusy,
    NotebookDamaged,
    NotebookError,
    NotebookUnwritable,
    Obstacle,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_OBSTACLES = {
    sqlite3.SQLITE_FULL: Obstacle.FULL,
    sqlite3.SQLITE_IOERR: Obstacle.FAILING,
    sqlite3.SQLITE_READONLY: Obstacle.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Obstacle.PERMISSION,
    sqlite3.SQLITE_PERM: Obstacle.PERMISSION,
    sqlite3.SQLITE_AUTH: Obstacle.PERMISSION,
}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
# Only a damaged index hides a row from whoever looks for it before writing one with its key.
_TWICE = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_ROWID,
}
# A plain SQLITE_ERROR is a table or column that is not there: ours always are in a sound file.
# Without a code it is text that is not UTF-8: we write none such.
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, None}
_ERRNO_OBSTACLES = {
    errno.EACCES: Obstacle.PERMISSION,
    errno.EPERM: Obstacle.PERMISSION,
    errno.EROFS: Obstacle.READ_ONLY,
    errno.ENOSPC: Obstacle.FULL,
    errno.EDQUOT: Obstacle.FULL,
    errno.EFBIG: Obstacle.FULL,
}

# What SQLite says of a write that the system refused, whatever its reason was.
_REFUSED_WRITES = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
}
# More than SQLite needs beside a notebook to open it: what is refused to it shall be refused here.
_PROBE = 128 * 1024

# Windows refuses to move or replace a file that a program has open.
_SHARING_VIOLATION = 32


def primary_code(error: sqlite3.Error) -> int | None:
    """Return SQLite's primary result code, None where the error is Python's own."""
    # The attributes are missing, not None, on errors that Python's module itself raises.
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def of_sqlite(error: sqlite3.DatabaseError, path: Path) -> NotebookError:
    """Return the error of ours that an error of SQLite's on a file means."""
    code = primary_code(error)
    if code is None or code in DAMAGED or error.sqlite_errorcode in _TWICE:
        return NotebookDamaged(path, str(error))
    if code in _BUSY:
        return NotebookBusy(path)
    if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return CourseUnknown(path)
    if code in _OBSTACLES:
        reason = _OBSTACLES[code]
        if error.sqlite_errorcode in _REFUSED_WRITES:
            reason = _refusal(path.parent) or reason
        return NotebookUnwritable(path, reason)
    return NotebookError(f"The notebook {path} refused: {error}.", path)


def _refusal(folder: Path) -> Obstacle | None:
    """Return why nothing can be written to a folder; None where something can.

    SQLite has the system's reason and does not tell: so it is asked again, with a file of its own.
    """
    probe = folder / f".probe-{os.getpid()}"
    try:
        try:
            descriptor = os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            try:
                left = _PROBE
                while left > 0:
                    left -= os.write(descriptor, bytes(left))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        finally:
            with suppress(OSError):
                probe.unlink(missing_ok=True)
    except OSError as error:
        return _ERRNO_OBSTACLES.get(error.errno or 0)
    return None


def of_system(error: OSError, path: Path) -> NotebookError:
    """Return the error of ours that a failure of the file system means."""
    if getattr(error, "winerror", None) == _SHARING_VIOLATION:
        return NotebookBusy(path)
    reason = _ERRNO_OBSTACLES.get(error.errno or 0, Obstacle.FAILING)
    return NotebookUnwritable(path, reason)


@contextmanager
def typed(path: Path) -> Generator[None]:
    """Turn every failure inside into one of :mod:`msp_desktop.notebook.errors`.

    Misuse of the database by the program itself (sqlite3.ProgrammingError) is a bug and passes.
    """
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        meant = meaning(error, path)
        if meant is error:
            raise
        raise meant from error


def meaning(error: Exception, path: Path) -> Exception:
    """Return the error of ours that a failure means, or the very same where it means none."""
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.ProgrammingError):
        return of_sqlite(error, path)
    return of_system(error, path) if isinstance(error, OSError) else error
