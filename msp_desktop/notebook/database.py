"""Opening the notebook's SQLite file: for writing, for reading, or making a new one."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msp_desktop.notebook import faults, files, schema, tables
from msp_desktop.notebook.errors import NotebookDamaged, NotebookForeign, NotebookNewer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from msp_desktop.notebook.schema import Step

# What a connection needs each time.  FULL syncs the log at every commit; the fullfsync pair makes
# that reach the platter on macOS, too, and means nothing elsewhere.  Some systems build SQLite to
# write zeros over whatever is deleted, which doubles a note's commit: FAST does so only for free.
_EACH_TIME = """
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA secure_delete = FAST;
"""


def ensure(path: Path, steps: Sequence[Step], *, now: datetime) -> bool:
    """Make the folder and an empty notebook where there is none; return whether one was made.

    The file appears whole or not at all.  That is why an empty or half a file is always damage.
    """
    waiting = files.replacement(path)
    if path.exists() and not waiting.exists():
        return False
    files.make_folder(path.parent)
    with files.sole(path):
        files.put_in_place(path, now=now)
        if path.exists():
            return False
        files.move_aside(path, "orphaned", now=now)
        _make(path, steps)
        return True


def _make(path: Path, steps: Sequence[Step]) -> None:
    """Put an empty notebook at a path where nothing is."""
    draft = files.draft(path)
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            # Nobody sees a draft before all of it is on disk: that is waited for once, below, and
            # not at each step, while the first start waits for its window.
            connection.execute("PRAGMA synchronous = OFF")
            schema.migrate(connection, steps)
            # Last, when there is nothing to log: what closing cannot move out of a log it leaves
            # there without a word, and the log does not go along.
            connection.execute("PRAGMA journal_mode = WAL")
        files.sync_file(draft)
        draft.rename(path)
    except BaseException:
        files.discard(draft)
        raise
    files.sync_folder(path.parent)


def connect(path: Path, *, patience: float) -> sqlite3.Connection:
    """Open an existing file for writing; it waits ``patience`` seconds for another's lock.

    The connection is in autocommit mode.  The file may still turn out to be anything:
    see :func:`identify` and :func:`prepare`.
    """
    return _connect(path, "mode=rw", patience)


def connect_read_only(path: Path, *, patience: float) -> tuple[sqlite3.Connection, bool]:
    """Open an existing file for reading, even where nothing can be written beside it.

    Returns the connection, and whether it reads a copy, or a file that it takes for unchanging.
    """
    connection = _connect(path, "mode=ro", patience)
    try:
        schema.version(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        # The index of the log is a file, too, and may not be made, or not as large as it must be.
        hindered = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR)
        if faults.primary_code(error) not in hindered:
            raise
        return (_copy_in_memory(path) if files.has_log(path) else connect_unchanging(path)), True
    except BaseException:
        connection.close()
        raise
    return connection, False


def _copy_in_memory(path: Path) -> sqlite3.Connection:
    """Return a copy of a file whose log cannot be read where it stands, with all that is in it."""
    from msp_desktop.notebook import log

    file, beside = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    page_size = int.from_bytes(file[16:18], "big")
    pages = log.committed(beside, 65536 if page_size == 1 else page_size)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(log.laid_over(file, pages))
    return connection


def connect_unchanging(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes for reading, without locks and without files beside it."""
    return _connect(path, "immutable=1", 0.0)


def connect_to_look(path: Path, *, patience: float) -> sqlite3.Connection:
    """Open a file for reading in such a way that nothing appears beside one that nobody writes."""
    if files.has_log(path):
        return connect_read_only(path, patience=patience)[0]
    return connect_unchanging(path)


def _connect(path: Path, parameters: str, patience: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{parameters}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=patience)


def refuse_empty(path: Path) -> None:
    """Raise NotebookDamaged for a file without content, before SQLite sees it.

    SQLite takes such a file for a new one and deletes the log beside it, which may hold everything.
    """
    if path.stat().st_size == 0:
        raise NotebookDamaged(path, "it is empty")


def identify(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema version of a notebook.

    Raises NotebookDamaged for what is not one, and sqlite3.DatabaseError for what is not SQLite.
    """
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size % page and not files.has_log(path):
        # SQLite reads the rest of a torn page as zeros; with a log, a checkpoint may be under way.
        raise NotebookDamaged(path, "its end is missing")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != schema.APPLICATION_ID:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        raise NotebookForeign(path) if tables else NotebookDamaged(path, "it is empty")
    version = schema.version(connection)
    if version < 1:
        raise NotebookDamaged(path, "it has no format version")
    return version


def refuse_broken_log(path: Path) -> None:
    """Raise NotebookDamaged for an open notebook whose log holds commits that cannot be read."""
    for finding in log_findings(path):
        raise NotebookDamaged(path, finding)


def log_findings(path: Path) -> tuple[str, ...]:
    """Return what is wrong with the log beside an open notebook; nothing where it is sound."""
    # Only a kill, or another window, leaves a log to look into.
    if files.has_log(path):
        from msp_desktop.notebook import log

        if log.is_broken(path):
            return ("its log of the last changes cannot be read whole",)
    return ()


def refuse_newer(version: int, path: Path, known: int) -> None:
    """Raise NotebookNewer where a notebook is of a version that this program does not know."""
    if version > known:
        raise NotebookNewer(path, version, known)


def prepare(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Make a connection to an identified notebook write durably, and see that it can write.

    Raises NotebookDamaged where its log holds commits that SQLite cannot read: with the next write
    they would be gone.
    """
    connection.execute("PRAGMA journal_mode = WAL")
    for pragma in _EACH_TIME.strip().split("\n"):
        connection.execute(pragma)
    # A file that may not be written opens all the same, and even BEGIN IMMEDIATE says nothing of
    # it: only a write tells.  This one never gets as far as the disk.
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {version}")
        # While nobody else can write, and before anything writes over it.
        refuse_broken_log(path)
    finally:
        connection.execute("ROLLBACK")


def in_memory(
    steps: Sequence[Step], connection: sqlite3.Connection | None = None
) -> sqlite3.Connection:
    """Return a notebook with all steps taken in memory: an empty one, or the copy of another."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    if connection is not None:
        connection.backup(memory)
    schema.migrate(memory, steps)
    return memory


def close(connection: sqlite3.Connection) -> None:
    """Close a connection; the last one moves the log into the file."""
    # Each commit is safe in the log already: where moving it fails, the next opening does it.
    with suppress(sqlite3.DatabaseError):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    connection.close()


def close_untouched(connection: sqlite3.Connection, path: Path) -> None:
    """Close a connection to a file that must stay as it is, byte for byte.

    The last connection for writing moves the log into the file when it closes; so it must not be
    the last: one for reading, which cannot, outlives it.
    """
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    guard: sqlite3.Connection | None = None
    with suppress(sqlite3.DatabaseError):
        guard = _connect(path, "mode=ro", 0.0)
        schema.version(guard)
    connection.close()
    if guard is not None:
        guard.close()


def findings(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what SQLite or the seals find wrong inside a file; nothing where it is sound."""
    found: list[str] = []
    try:
        found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            found.append(f"row {row} of {table} belongs to no {parent}")
        version = schema.version(connection)
        if version <= schema.VERSION:
            with closing(in_memory(schema.STEPS[:version])) as model:
                odd = schema.shape(model) ^ schema.shape(connection)
            found += sorted({f"{one[1]} is not as it was made" for one in odd})
        if tables.SEALED_SINCE <= version <= schema.VERSION:
            found += tables.findings(connection, version)
    except sqlite3.DatabaseError as error:
        if faults.primary_code(error) not in faults.DAMAGED:
            raise
        found.append(str(error))
    return tuple(one for one in found if one != "ok")
