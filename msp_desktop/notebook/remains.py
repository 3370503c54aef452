"""What a notebook's file holds, row by row: a sound one, or whatever remains of a damaged one.

Of a damaged file only rows whose seals are sound count, wherever in it they stand.  A file of the
first version has no seals: there a row counts that looks like one, and is told apart.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

from msp_desktop.notebook import database, faults, schema
from msp_desktop.notebook.errors import NotebookMissing
from msp_desktop.notebook.pages import PAGE_SIZE, Pages
from msp_desktop.notebook.tables import (
    BOOKMARK,
    COURSE,
    COURSE_PATH,
    EDITION,
    HIGHLIGHT,
    NOTE,
    NOTE_VERSION,
    PIN,
    READING,
    REVIEW,
    REVISION_BITS,
    SEALED_SINCE,
    SNAPSHOT,
    TABLES,
    TAG,
    TRACE,
    Row,
    Rows,
    Table,
    seal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from msp_desktop.notebook.pages import Cell

Key = tuple[object, ...]

_PATIENCE = 5.0

_ID = re.compile(r"[0-9a-f]{24}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")

# What the first version's rows look like, a letter for a value: see `_look`.
_LOOKS = {
    COURSE: r"Ib[sIT]{3}i",
    COURSE_PATH: r"bI",
    READING: r"IT[sIT-]{2}[fi-][T-]",
    BOOKMARK: r"-I[sIT]{3}T",
    NOTE: r"-I[sIT]{3}iTT",
    NOTE_VERSION: r"iiT[sIT]",
}

# How the rows of this version begin, by which one is told whose seal is broken.
_BEGINNINGS = {
    COURSE: "Ib",
    COURSE_PATH: "bI",
    READING: "IT",
    BOOKMARK: "I[sIT]{3}T",
    NOTE: "iI",
    NOTE_VERSION: "ii",
    HIGHLIGHT: "[sI]I",
    TAG: "I[sI][sIT]T",
    EDITION: "I[sI]T",
    SNAPSHOT: "[sI]I",
    TRACE: "Is[sI]sTi",
    PIN: "I[sI][sI][sI][sI]si",
    REVIEW: "I[sI][sI]iT",
}

# The indices that say which rows there should be.
_INDICES = {
    "sqlite_autoindex_course_1": COURSE,
    "sqlite_autoindex_bookmark_1": BOOKMARK,
    "sqlite_autoindex_note_1": NOTE,
    "sqlite_autoindex_highlight_1": HIGHLIGHT,
}


class Remains:
    """The rows of a file by table and key, and what is known of those that are missing.

    ``missing`` are the keys of rows that stood there and cannot be read; a note's is its course
    and what it hangs on.  ``sound`` are the numbers of the rows that can, and ``broken`` those of
    the others, with the names that they seem to have.  ``homes`` says of notes by number where they
    hang, as the index has it.  ``unproven`` counts the rows that have no seal.
    """

    def __init__(self) -> None:
        self.rows: dict[Table, dict[Key, Row]] = {table: {} for table in TABLES}
        self.missing: dict[Table, set[Key]] = {table: set() for table in TABLES}
        self.sound: dict[Table, set[int]] = {table: set() for table in TABLES}
        self.broken: dict[Table, dict[int, Key]] = {table: {} for table in TABLES}
        self.homes: dict[int, tuple[str, str]] = {}
        self.unproven = 0

    def add(self, table: Table, row: Row) -> None:
        """Take a row in; of two with the same key the later one stays."""
        key = key_of(table, row)
        standing = self.rows[table].get(key)
        if standing is None or _age(table, row) > _age(table, standing):
            self.rows[table][key] = row

    @property
    def number(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.rows.values()))


def key_of(table: Table, row: Row) -> Key:
    """Return what names a row in its table."""
    return tuple(row[table.columns.index(name)] for name in table.key)


def name_of(table: Table, row: Row) -> Key:
    """Return what names a row to its user: of a note, where it hangs."""
    return row[1:3] if table is NOTE else key_of(table, row)


def _age(table: Table, row: Row) -> tuple[object, ...]:
    """Return what grows from one writing of a row to the next."""
    named = dict(zip(table.columns, row, strict=True))
    growing = ("revision", "updated_at", "opened_at", "at", "taken_back")
    return tuple(named[one] for one in growing if one in named)


def of_notebook(path: Path) -> Remains:
    """Return all rows of a sound notebook, open or not, of any version up to this program's.

    Raises what reading a notebook raises; the file and all beside it are left as they are.
    """
    with faults.typed(path):
        if not path.exists():
            raise NotebookMissing(path)
        with closing(database.connect_to_look(path, patience=_PATIENCE)) as connection:
            database.refuse_newer(database.identify(connection, path), path, schema.VERSION)
            with closing(database.in_memory(schema.STEPS, connection)) as memory:
                return _all_rows(Rows(memory, path))


def _all_rows(rows: Rows) -> Remains:
    found = Remains()
    for table in TABLES:
        for row in rows.select(table, ""):
            found.add(table, row)
    return found


def of_file(path: Path) -> Remains:
    """Return what remains of a damaged file, its log included; OSError where nothing can be read.

    The file is only read, and not by SQLite.
    """
    pages = Pages(path)
    found = _dig(pages)
    if not found.number and pages.size != PAGE_SIZE:
        # The page size may be what was hit.
        found = _dig(Pages(path, PAGE_SIZE))
    return found


def _dig(pages: Pages) -> Remains:
    found = Remains()
    sealed = _stored()
    unsealed = int.from_bytes(pages.page(1)[60:64], "big") < SEALED_SINCE
    free = pages.free()
    for number in range(1, pages.number + 1):
        if number in free:
            continue
        for cell in pages.cells(number):
            if not _take(found, cell, sealed) and unsealed:
                _take_unsealed(found, cell)
    _look_into_indices(found, pages)
    return found


def _stored() -> list[tuple[Table, tuple[str, ...]]]:
    """Return in which orders the columns of tables stand on disk, the present ones first."""
    query = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
    found: dict[tuple[Table, tuple[str, ...]], None] = {}
    for version in range(schema.VERSION, SEALED_SINCE - 1, -1):
        with closing(database.in_memory(schema.STEPS[:version])) as connection:
            for table in (one for one in TABLES if one.since <= version):
                columns = tuple(name for (name,) in connection.execute(query, (table.name,)))
                found[table, columns] = None
    return list(found)


def _take(found: Remains, cell: Cell, stored: Iterable[tuple[Table, tuple[str, ...]]]) -> bool:
    """Take in what stands in a cell if it is a row; return whether it is one, or was."""
    likely: list[tuple[Table, Row]] = []
    for table, columns in stored:
        if len(cell.values) != len(columns):
            continue
        named = dict(zip(columns, cell.values, strict=True))
        if table is NOTE_VERSION and "note" not in named:
            named["note"], named["revision"] = divmod(cell.row or 0, 1 << REVISION_BITS)
        stamp = named["seal"]
        if not isinstance(stamp, bytes) or len(stamp) != len(seal("")):
            continue
        row = _numbered(table, tuple(named[name] for name in table.columns), cell)
        row = _with_fractions(row, "offset", table)
        if seal(table.name, *row) == stamp:
            found.add(table, row)
            if cell.row is not None:
                found.sound[table].add(cell.row)
            return True
        if re.match(_BEGINNINGS[table], "".join(map(_look, row))):
            likely.append((table, row))
    for table, row in likely[:1]:
        if cell.row is None:
            found.missing[table].add(name_of(table, row))
        else:
            found.broken[table][cell.row] = name_of(table, row)
    return bool(likely)


def _numbered(table: Table, row: Row, cell: Cell) -> Row:
    """Return a row with its number, which SQLite does not keep among the values."""
    return (cell.row, *row[1:]) if table is NOTE and row[0] is None else row


def _with_fractions(row: Row, name: str, table: Table) -> Row:
    """Return a row with a fraction that SQLite stored as a whole number, for its fewer bytes."""
    if name not in table.columns:
        return row
    place = table.columns.index(name)
    if type(row[place]) is not int:
        return row
    return (*row[:place], float(row[place]), *row[place + 1 :])


def _take_unsealed(found: Remains, cell: Cell) -> None:
    look = "".join(map(_look, cell.values))
    for table, pattern in _LOOKS.items():
        if re.fullmatch(pattern, look):
            row = _numbered(table, cell.values, cell)
            if table is BOOKMARK:
                row = (*row[1:], "")
            found.add(table, _with_fractions(row, "offset", table))
            found.unproven += 1
            return


def _look(value: object) -> str:
    """Return a letter for what a value looks like: an id, a time, or what its type is."""
    if isinstance(value, str):
        return "I" if _ID.fullmatch(value) else "T" if _TIME.fullmatch(value) else "s"
    if isinstance(value, bytes):
        return "b"
    return "-" if value is None else "i" if isinstance(value, int) else "f"


def _look_into_indices(found: Remains, pages: Pages) -> None:
    """Note which rows there should be, as far as the indices can be read.

    A row and its entry in the index have one number, so that what is wrong with either of them is
    not taken for a row that was lost.
    """
    roots: dict[object, object] = {
        cell.values[1]: cell.values[3]
        for number in pages.below(1)
        for cell in pages.cells(number)
        if len(cell.values) == 5
    }
    for name, table in _INDICES.items():
        root = roots.get(name)
        entries = "I[sI]i" if table in (BOOKMARK, NOTE) else "[sI]i"
        for number in pages.below(root) if isinstance(root, int) else ():
            for cell in pages.cells(number):
                if cell.row is None and re.fullmatch(entries, "".join(map(_look, cell.values))):
                    _expect(found, table, cell.values)
    for table, broken in found.broken.items():
        missing = found.missing[table]
        missing |= {name for number, name in broken.items() if number not in found.sound[table]}
        missing -= {name_of(table, row) for row in found.rows[table].values()}


def _expect(found: Remains, table: Table, entry: Row) -> None:
    """Take in what an index says of a row: its name, and last its number."""
    *name, number = entry
    assert isinstance(number, int), "an index ends with the row's number"
    found.broken[table][number] = tuple(name)
    if table is NOTE:
        course, subject = name
        found.homes[number] = (str(course), str(subject))
