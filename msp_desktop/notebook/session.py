"""One connection to a notebook: its reads, its transactions, and what it knows of the file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, Self

from msp_desktop.notebook import database, files
from msp_desktop.notebook.errors import (
    NotebookDamaged,
    NotebookError,
    NotebookNewer,
    NotebookReplaced,
    NotebookUnwritable,
    Obstacle,
)
from msp_desktop.notebook.faults import meaning, typed
from msp_desktop.notebook.tables import Rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Generator
    from pathlib import Path
    from types import TracebackType


class Handle(NamedTuple):
    """A connection that has been opened; ``version`` is the file's format.

    ``copied`` says that it reads a copy, or nothing at all, and sees no change of the file.
    """

    connection: sqlite3.Connection
    version: int
    copied: bool = False


class Transaction:
    """What is to be done at the beginning and at the end of each transaction of a session.

    A generator would do, but costs each write its share.
    """

    __slots__ = ("_begin", "_end")

    def __init__(
        self, begin: Callable[[], Rows], end: Callable[[BaseException | None], None]
    ) -> None:
        self._begin = begin
        self._end = end

    def __enter__(self) -> Rows:
        return self._begin()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end(error)


class Session:
    """An open notebook, as far as it does not matter what stands in it.

    ``known`` is the newest format known here.  ``again`` opens the file at the path once more:
    where that is another one by now, or one that is only read from a copy has changed, reading
    goes on there.  After damage was met nothing is written any more.
    """

    def __init__(
        self,
        handle: Handle,
        path: Path,
        *,
        known: int,
        read_only: bool,
        again: Callable[[], Handle],
    ) -> None:
        self.path = path
        self._place = str(path)
        self.read_only = read_only
        self._known = known
        self._again = again
        self._damage: NotebookDamaged | None = None
        self._transaction = Transaction(self._begin, self._end)
        self._take(handle)

    @property
    def version(self) -> int:
        """The file's format."""
        return self._handle.version

    def close(self) -> None:
        """Close the notebook; unless it is open elsewhere, the one file is complete then.

        A damaged file is left as it is, byte for byte.
        """
        if self._damage is not None:
            database.close_untouched(self._connection, self.path)
        else:
            database.close(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Generator[Rows]:
        """Let what is inside read."""
        if self._handle.copied:
            self._follow()
        try:
            yield self._rows
        except Exception as error:
            meant = self._meaning(error)
            if meant is error:
                raise
            raise meant from error

    def writing(self) -> Transaction:
        """Make what is inside one transaction, on disk at its end."""
        return self._transaction

    def _begin(self) -> Rows:
        if self.read_only:
            raise NotebookUnwritable(self.path, Obstacle.READ_ONLY)
        if self._damage is not None:
            raise NotebookDamaged(self.path, self._damage.finding)
        if self._handle.copied:
            self._follow()
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            # Where another file has taken the place, a commit would land in the old one.
            if files.identity(self._place) != self._file:
                raise NotebookReplaced(self.path)
        except BaseException as error:
            self._undo(error)
            raise
        return self._rows

    def _end(self, error: BaseException | None) -> None:
        if error is not None:
            self._undo(error)
            return
        try:
            self._connection.execute("COMMIT")
        except BaseException as failure:
            self._undo(failure)
            raise

    def _undo(self, error: BaseException) -> None:
        """Undo the transaction because of an error; raise what that means, if it means another."""
        # A commit that failed may have ended the transaction by itself.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        if isinstance(error, Exception):
            meant = self._meaning(error)
            if meant is not error:
                raise meant from error

    def _meaning(self, error: Exception) -> Exception:
        """Return what a failure inside means to whoever asked, and remember damage."""
        meant = meaning(error, self.path)
        if isinstance(meant, NotebookDamaged):
            if self.version > self._known:
                # A table or column of ours may be gone there; that is no damage.
                return NotebookNewer(self.path, self.version, self._known)
            self._damage = meant
        return meant

    def distrust(self, damage: NotebookDamaged) -> None:
        """Write nothing any more, and leave the file as it is: somebody else met damage in it."""
        self._damage = self._damage or damage

    def check(self) -> tuple[str, ...]:
        """Return what is wrong inside the file; nothing where it is sound.

        This reads the whole file: a window does it in a notebook of its own on another thread.
        """
        with self.reading():
            found = database.findings(self._connection) + database.log_findings(self.path)
        if found:
            self._damage = NotebookDamaged(self.path, found[0])
        return found

    def changed_elsewhere(self) -> bool:
        """Return whether another connection has committed since this was last asked.

        Where another file has been put in the place of the open one, it is opened.
        """
        if self._follow():
            return True
        with self.reading():
            before, self._seen = self._seen, self._data_version()
        return self._seen != before

    def _take(self, handle: Handle) -> None:
        self._handle = handle
        self._connection = handle.connection
        self._rows = Rows(self._connection, self.path, sealed=handle.version <= self._known)
        self._file = files.identity(self.path)
        self._state = files.state(self.path)
        with typed(self.path):
            self._seen = self._data_version()

    def _follow(self) -> bool:
        """Go on with the file that is at the path now; return whether it is another one."""
        file = files.identity(self.path)
        same = file == self._file and not (
            self._handle.copied and files.state(self.path) != self._state
        )
        if file is None or same:
            return False
        try:
            handle = self._again()
        except NotebookError:
            if self._handle.copied:
                return False
            raise
        database.close(self._connection)
        self._damage = None
        self._take(handle)
        return True

    def _data_version(self) -> int:
        (number,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(number)
