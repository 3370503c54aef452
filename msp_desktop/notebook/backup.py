"""Backups of a notebook: made while it is open, thinned with age, looked into and restored.

A backup is a complete notebook file of its own that never changes; its name says when it was made,
in UTC.  All of this may run on another thread or in another program than the notebook itself.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from msp_desktop.notebook import database, faults, files, schema
from msp_desktop.notebook.errors import NotebookDamaged, NotebookError, NotebookMissing
from msp_desktop.notebook.store import Store
from msp_desktop.notebook.tables import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

_NAME = re.compile(r"notebook-(\d{8}-\d{6})(?:-(\d+))?\.sqlite3")
_PATIENCE = 5.0

# What thinning keeps: so many of the last day, then one a day for so long, then one a month.
_LAST_DAY = timedelta(days=1)
_OF_LAST_DAY = 10
_DAILY_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Backup:
    """A sound backup and how much it holds."""

    path: Path
    made_at: datetime
    bookmarks: int
    notes: int
    courses: int
    highlights: int = 0


def back_up(notebook: Path, folder: Path, *, now: datetime) -> Path | None:
    """Copy a notebook, open or not, into a folder of backups; return the new file.

    None where the newest backup already holds all that the user wrote: reading on changes places
    and times, and those alone are not worth one.  Raises NotebookMissing, NotebookDamaged (the
    notebook's path) or NotebookUnwritable (the folder's); a backup is complete and sound or not
    there at all.
    """
    with faults.typed(notebook):
        if not notebook.exists():
            raise NotebookMissing(notebook)
        source, _ = database.connect_read_only(notebook, patience=_PATIENCE)
    with closing(source):
        with faults.typed(notebook):
            database.identify(source, notebook)
            fingerprint = _fingerprint(source)
        with faults.typed(folder):
            files.make_folder(folder)
            with files.sole(folder / "notebook"):
                if _newest_fingerprint(folder) == fingerprint:
                    return None
                target = _free(folder, now)
                draft = files.draft(target)
                try:
                    _copy(source, draft, notebook)
                    draft.rename(target)
                except BaseException:
                    files.discard(draft)
                    raise
                files.sync_folder(folder)
    return target


def backups(folder: Path) -> tuple[Backup, ...]:
    """Return the backups in a folder, the newest first; damaged ones are left out."""
    return tuple(_sound_ones(folder))


def _sound_ones(folder: Path) -> Iterator[Backup]:
    for made_at, _, path in _named(folder):
        try:
            with faults.typed(path), closing(_open_sound(path)) as connection:
                counts = Store(Rows(connection, path)).counts()
        except NotebookError:
            continue
        yield Backup(path, made_at, *counts)


def named_backups(folder: Path) -> tuple[tuple[datetime, Path], ...]:
    """Return the files that are named as backups with their times, the newest first, unread."""
    return tuple((made_at, path) for made_at, _, path in _named(folder))


def newest(folder: Path) -> Backup | None:
    """Return the newest sound backup in a folder; those behind it are not looked into."""
    return next(_sound_ones(folder), None)


def thin(folder: Path, *, now: datetime, limit_bytes: int) -> tuple[Path, ...]:
    """Remove backups that are no longer worth their room; return which.

    All of the last day stay (up to ten), then the last of each day for a month, then the last of
    each month.  Beyond ``limit_bytes`` in all the oldest go, too, but never the newest.
    """
    named = _named(folder)
    kept = _worth_keeping([(made_at, path) for made_at, _, path in named], now)
    room = limit_bytes
    removed: list[Path] = []
    with faults.typed(folder):
        for _, _, path in named:
            room -= path.stat().st_size if path in kept else 0
            if path not in kept or (room < 0 and path != named[0][2]):
                kept.discard(path)
                files.discard(path)
                removed.append(path)
        if removed:
            files.sync_folder(folder)
    return tuple(removed)


def set_aside(path: Path, *, now: datetime) -> Path:
    """Move a damaged notebook to a name beside it that says so; return that path.

    Its log goes with it; nothing is deleted or overwritten.  Raises NotebookMissing where there is
    nothing to move.
    """
    with faults.typed(path), files.sole(path):
        aside = files.move_aside(path, "damaged", now=now)
    if aside is None:
        raise NotebookMissing(path)
    return aside


def restore(backup: Path, path: Path, *, now: datetime) -> Path | None:
    """Put a backup in a notebook's place; return where what stood there was set aside.

    A kill in between leaves either the one or the other: what was begun is finished when the
    notebook is opened next.  Notebooks that are open at the path must be opened anew.
    """
    with faults.typed(path):
        files.make_folder(path.parent)
        with files.sole(path):
            files.put_in_place(path, now=now)
            draft = files.draft(path)
            try:
                with faults.typed(backup), closing(_open_sound(backup)) as source:
                    _copy(source, draft, backup)
                draft.rename(files.replacement(path))
            except BaseException:
                files.discard(draft)
                raise
            files.sync_folder(path.parent)
            return files.put_in_place(path, now=now)


def _open_sound(path: Path) -> sqlite3.Connection:
    """Open a backup for reading after a look through all of it; raise NotebookDamaged."""
    if not path.exists():
        raise NotebookMissing(path)
    connection = database.connect_to_look(path, patience=_PATIENCE)
    try:
        database.refuse_newer(database.identify(connection, path), path, schema.VERSION)
        for finding in database.findings(connection):
            raise NotebookDamaged(path, finding)
    except BaseException:
        connection.close()
        raise
    return connection


def _copy(source: sqlite3.Connection, target: Path, origin: Path) -> None:
    """Copy an open notebook into an empty file, on disk and found sound when this returns."""
    with faults.typed(target), closing(sqlite3.connect(target)) as copy:
        # One sync at the end does for all.
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
    files.sync_file(target)
    with faults.typed(target), closing(database.connect_unchanging(target)) as copy:
        for finding in database.findings(copy):
            raise NotebookDamaged(origin, finding)


def _fingerprint(connection: sqlite3.Connection) -> bytes:
    """Return a hash of everything in a notebook but what reading alone changes."""
    digest = hashlib.sha256()
    # All tables but one rather than a list: a table of a later version cannot be forgotten here.
    tables = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'reading'"
        " ORDER BY name"
    ).fetchall()
    for name, sql in tables:
        digest.update(repr((name, sql)).encode())
        quoted = name.replace('"', '""')
        for row in connection.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - no value in it
            digest.update(repr(row).encode())
    return digest.digest()


def _newest_fingerprint(folder: Path) -> bytes | None:
    for _, _, path in _named(folder)[:1]:
        try:
            with faults.typed(path), closing(_open_sound(path)) as connection:
                return _fingerprint(connection)
        except NotebookError:
            return None
    return None


def _named(folder: Path) -> list[tuple[datetime, int, Path]]:
    """Return the files that are named as backups, the newest first."""
    found: list[tuple[datetime, int, Path]] = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        made_at = files.stamped(match[1]) if match else None
        if match and made_at:
            found.append((made_at, int(match[2] or 1), path))
    return sorted(found, reverse=True)


def _free(folder: Path, now: datetime) -> Path:
    """Return a name for a backup made now that no file has."""
    stem = f"notebook-{files.stamp(now)}"
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.sqlite3" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def _worth_keeping(named: Iterable[tuple[datetime, Path]], now: datetime) -> set[Path]:
    """Return what age alone lets stay of backups that stand with the newest first."""
    kept: set[Path] = set()
    periods: set[str] = set()
    recent = 0
    for made_at, path in named:
        age = now - made_at
        period = made_at.strftime("%Y-%m-%d" if age < _DAILY_FOR else "%Y-%m")
        if age < _LAST_DAY and recent < _OF_LAST_DAY:
            recent += 1
        elif period in periods:
            continue
        periods.add(period)
        kept.add(path)
    return kept
