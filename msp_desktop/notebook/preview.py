"""What a backup holds and what would change with it, before anything does."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook import files, remains
from msp_desktop.notebook.backup import named_backups
from msp_desktop.notebook.errors import NotebookError
from msp_desktop.notebook.kept_notes import notes_of
from msp_desktop.notebook.numbers import Numbers
from msp_desktop.notebook.remains import Remains
from msp_desktop.notebook.stored import time_of
from msp_desktop.notebook.tables import (
    BOOKMARK,
    COURSE,
    HIGHLIGHT,
    PIN,
    READING,
    REVIEW,
    TAG,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

_ASIDE = re.compile(r"\.replaced-(\d{8}-\d{6})(?:-\d+)?\.sqlite3")
_WORDS = 120


class LastNote(NamedTuple):
    """The note that was written last: what it is on, how it begins, and when it was written."""

    title: str
    beginning: str
    written_at: datetime


class Changed(NamedTuple):
    """What becomes of the things of a kind: how many come, go, and are other than now."""

    come: int = 0
    go: int = 0
    differ: int = 0

    def __bool__(self) -> bool:
        return any(self)


class Preview(NamedTuple):
    """What a backup holds, and what restoring it would change.

    ``courses`` are the titles, the last opened first.  ``changes`` are by kind, named as in
    :class:`Numbers`; ``lost`` names the notes that would go or have another text.
    """

    path: Path
    numbers: Numbers
    courses: tuple[str, ...]
    last_note: LastNote | None
    changes: Mapping[str, Changed]
    lost: tuple[str, ...]


class Kept(NamedTuple):
    """A file that may be restored; ``aside`` where it is a notebook that another one replaced."""

    path: Path
    made_at: datetime
    aside: bool
    bytes: int


def kept(notebook: Path, folder: Path) -> tuple[Kept, ...]:
    """Return the backups in a folder and the notebooks set aside, the newest first, unread."""
    found = [(made_at, path, False) for made_at, path in named_backups(folder)]
    found += [(made_at, path, True) for made_at, path in _set_aside(notebook)]
    files = [Kept(path, at, aside, path.stat().st_size) for at, path, aside in found]
    return tuple(sorted(files, key=lambda one: (one.made_at, str(one.path)), reverse=True))


def _set_aside(notebook: Path) -> Iterator[tuple[datetime, Path]]:
    for path in notebook.parent.iterdir() if notebook.parent.is_dir() else ():
        name = path.name.removeprefix(notebook.stem)
        match = _ASIDE.fullmatch(name) if name != path.name else None
        made_at = files.stamped(match[1]) if match else None
        if made_at is not None:
            yield made_at, path


def preview(path: Path, notebook: Path) -> Preview:
    """Return what a backup holds and what it would change about the notebook.

    Raises what reading it raises; a notebook that cannot be read counts as empty.
    """
    held = remains.of_notebook(path)
    try:
        present = remains.of_notebook(notebook)
    except NotebookError:
        present = Remains()
    then, now = _things(held), _things(present)
    changes = {kind: _changed(then[kind], now[kind]) for kind in Numbers._fields}
    return Preview(
        path=path,
        numbers=Numbers(*(len(then[kind]) for kind in Numbers._fields)),
        courses=_courses(held),
        last_note=_last_note(held),
        changes={kind: change for kind, change in changes.items() if change},
        lost=_lost(now["notes"], then["notes"], _titles(present)),
    )


def _things(held: Remains) -> dict[str, dict[object, object]]:
    """Return everything a user would miss, by kind and by what names it."""
    notes = {
        place: note.versions[note.revision].text
        for place, note in notes_of(held).by_place.items()
        if note.revision in note.versions and note.versions[note.revision].text
    }
    return {
        "courses": {key: None for key, row in held.rows[COURSE].items() if not row[-1]},
        "notes": {**notes},
        "bookmarks": _rows(held, BOOKMARK, "label"),
        "highlights": _left(held, HIGHLIGHT, "colour", "anchor", "deleted"),
        "tags": _rows(held, TAG),
        "pins": _left(held, PIN, "picture", "box", "label", "colour", "links", "deleted"),
        "reviews": _left(held, REVIEW, "known", "taken_back"),
    }


def _rows(held: Remains, table: Table, *columns: str) -> dict[object, object]:
    places = [table.columns.index(name) for name in columns]
    return {key: tuple(row[at] for at in places) for key, row in held.rows[table].items()}


def _left(held: Remains, table: Table, *columns: str) -> dict[object, object]:
    """Return rows as :func:`_rows` does, without those of which the last column is true."""
    return {
        key: value
        for key, value in _rows(held, table, *columns).items()
        if isinstance(value, tuple) and not value[-1]
    }


def _changed(then: Mapping[object, object], now: Mapping[object, object]) -> Changed:
    both = then.keys() & now.keys()
    return Changed(
        come=len(then.keys() - both),
        go=len(now.keys() - both),
        differ=sum(then[key] != now[key] for key in both),
    )


def _titles(held: Remains) -> dict[object, str]:
    """Return what the notes of a file are on, or how they begin where that is not known."""
    titles: dict[object, str] = {}
    for place, note in notes_of(held).by_place.items():
        text = note.versions[note.revision].text if note.revision in note.versions else ""
        titles[place] = note.titles[0] or _beginning(text)
    return titles


def _lost(
    now: Mapping[object, object], then: Mapping[object, object], titles: Mapping[object, str]
) -> tuple[str, ...]:
    return tuple(titles[place] for place in now if then.get(place) != now[place])


def _courses(held: Remains) -> tuple[str, ...]:
    opened = {row[0]: row[1] for row in held.rows[READING].values()}
    rows = sorted(held.rows[COURSE].values(), key=lambda row: opened.get(row[0], ""), reverse=True)
    return tuple(row[2] or Path(os.fsdecode(row[1])).name for row in rows if not row[-1])


def _last_note(held: Remains) -> LastNote | None:
    found = [
        (note.versions[note.revision], note.titles[0])
        for note in notes_of(held).by_place.values()
        if note.revision in note.versions and note.versions[note.revision].text
    ]
    if not found:
        return None
    version, title = max(found, key=lambda one: one[0].written_at)
    return LastNote(title, _beginning(version.text), time_of(version.written_at))


def _beginning(text: str) -> str:
    return " ".join(text.split())[:_WORDS]
