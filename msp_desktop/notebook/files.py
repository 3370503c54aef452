"""Making, moving and replacing the notebook's files so that no moment is without one.

A notebook is one file, but while it is open (or after a kill) SQLite keeps its latest commits in a
second, ``-wal``.  The two belong together: beside another notebook, a ``-wal`` would be read as
that one's and ruin it.  Whoever puts a file in the notebook's place therefore moves all of them.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

_SIDECARS = ("-wal", "-shm", "-journal")
_PATIENCE = 10.0


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, durably; one that is there stays as it is."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)


def sync_file(path: Path) -> None:
    """Return when a file's content is on disk.  Never to be used on an open SQLite file."""
    # Closing any descriptor of a file drops the process's POSIX locks on it, SQLite's included.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Return when a folder's names are on disk; Windows needs and offers no such thing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def identity(path: Path | str) -> tuple[int, int] | None:
    """Return what tells the file at a path from any other, None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - each write asks, and a Path takes twice as long
    except OSError:
        return None
    return status.st_dev, status.st_ino


def state(path: Path) -> tuple[tuple[int, int, int] | None, ...]:
    """Return what changes when a notebook at a path is written."""

    def of(file: Path) -> tuple[int, int, int] | None:
        try:
            status = file.stat()
        except OSError:
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns

    return of(path), of(Path(f"{path}-wal"))


def has_log(path: Path) -> bool:
    """Return whether commits may stand in a log beside the file rather than in it."""
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


@contextmanager
def sole(path: Path) -> Generator[None]:
    """Let one program at a time put a file in the notebook's place.

    An empty SQLite file beside it serves as the lock: it works on every system and a killed
    program leaves it open.
    """
    lock = sqlite3.connect(f"{path}.lock", isolation_level=None, timeout=_PATIENCE)
    with closing(lock):
        lock.execute("BEGIN EXCLUSIVE")
        yield


def draft(target: Path) -> Path:
    """Make an empty file beside a target, for its owner only, to be filled and then renamed.

    The caller holds :func:`sole`; so what an earlier, killed program left there is nobody's.
    """
    path = target.with_name(f"{target.name}.new")
    discard(path)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return path


def discard(path: Path) -> None:
    """Remove a file with what SQLite may have left beside it."""
    for end in ("", *_SIDECARS):
        Path(f"{path}{end}").unlink(missing_ok=True)


def stamp(now: datetime) -> str:
    """Return a time as it stands in file names: YYYYMMDD-HHMMSS, in UTC."""
    return now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")


def stamped(text: str) -> datetime | None:
    """Return the time that :func:`stamp` wrote, None where it wrote no such thing."""
    from datetime import datetime

    try:
        return datetime.strptime(text, "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def replacement(path: Path) -> Path:
    """Return where a complete file waits to take the notebook's place."""
    return path.with_name(f"{path.name}.restoring")


def put_in_place(path: Path, *, now: datetime, label: str = "replaced") -> Path | None:
    """Finish putting the waiting replacement in the notebook's place, if there is one.

    What stood there is set aside under a label; its new path is returned.  The caller holds
    :func:`sole`.  Once the replacement waits, every way on leads here, so a kill at any moment
    leaves a whole notebook.
    """
    waiting = replacement(path)
    if not waiting.exists():
        return None
    aside = move_aside(path, label, now=now)
    waiting.rename(path)
    sync_folder(path.parent)
    return aside


def move_aside(path: Path, label: str, *, now: datetime) -> Path | None:
    """Move a notebook's files to a free name that says why and when; None where there are none.

    The caller holds :func:`sole`.  Nothing is ever overwritten.
    """
    present = [end for end in ("", *_SIDECARS) if Path(f"{path}{end}").exists()]
    if not present:
        return None
    aside = _free(path, f"{path.stem}.{label}-{stamp(now)}")
    for end in present:
        Path(f"{path}{end}").rename(f"{aside}{end}")
    sync_folder(path.parent)
    return aside


def _free(path: Path, stem: str) -> Path:
    """Return a path beside another that no file and no sidecar has."""
    for number in count(1):
        name = f"{stem}{path.suffix}" if number == 1 else f"{stem}-{number}{path.suffix}"
        free = path.with_name(name)
        if not any(Path(f"{free}{end}").exists() for end in ("", *_SIDECARS)):
            return free
    raise AssertionError("unreachable: count never ends")
