"""The notebook's tables as this program writes them, and the seals of their rows.

Every row carries a seal: a digest of its values.  SQLite notices a page that makes no sense, but
not a letter that became another one; the seal does, on reading and in a check.  It also tells, in
a file of which only parts can be read, which parts are rows and whole.

An index has no seals: damaged, it may lead to another row than was asked for, and that one's seal
is sound; or it may lead to none.  So what an index led to is compared with what was asked for, and
of lists it is counted whether they are complete.  A single row may still be missed; the check finds
that.

A seal guards against accidents of disks and memory, not against somebody who knows how it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msp_desktop.notebook.errors import NotebookDamaged

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from hashlib import blake2b
    from pathlib import Path
else:
    try:
        # hashlib would load OpenSSL for 3 MB and some milliseconds.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

Value = str | int | float | bytes | None
# What SQLite hands out may be of any of these types, whatever a column's is: makers of values see.
Row = tuple[Any, ...]

SEALED_SINCE = 2
"""The first version of the tables whose rows have seals."""

_SIZE = 8
_LONG = 1000


def seal(table: str, *values: Value) -> bytes:
    """Return the seal of a row: a digest of 8 bytes over its table's name and its values.

    Text is taken as it is and anything else as Python writes it, with a NUL between the values.
    """
    last = values[-1] if values else None
    if isinstance(last, str) and len(last) > _LONG:
        # The text itself, not a copy: where SQLite has it in UTF-8 already, so does Python.
        digest = blake2b("\0".join((table, *map(str, values[:-1]), "")).encode(), digest_size=_SIZE)
        digest.update(last.encode())
        return digest.digest()
    return blake2b("\0".join((table, *map(str, values))).encode(), digest_size=_SIZE).digest()


class Table(NamedTuple):
    """A table: its sealed ``columns`` in the order of sealing, and the ``key`` that names a row.

    A number that SQLite gives a row for itself is not among them.  ``listed`` are the columns and
    the seal as a query asks for them; ``adding`` is the statement that puts a row in, ``writing``
    the one that may also put it in the place of the one with the same key, and ``changing`` the one
    that only does so where that one has a given seal.  ``since`` is the version of the tables that
    it came with, or that brought its seals.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    listed: str
    adding: str
    writing: str
    changing: str = ""
    since: int = SEALED_SINCE

    def naming(self, row: Row) -> str:
        """Return how a row is named to somebody who looks for it."""
        values = dict(zip(self.columns, row, strict=False))
        name = f"{self.name} {'/'.join(str(values[one]) for one in self.key)}"
        title = values.get("question_title") or values.get("title")
        return f"{name} ({title})" if title else name


def _table(
    name: str, key: tuple[str, ...], columns: tuple[str, ...], fixed: tuple[str, ...] = ()
) -> Table:
    """Return a table; ``fixed`` never changes while there is the row.

    It stands in an index, which a write then leaves alone.
    """
    whole = [*columns, "seal"]
    changes = [one for one in whole if one not in (*key, *fixed)]
    given = {one: f'"{one}" = ?{at}' for at, one in enumerate(whole, start=1)}
    excluded = (f'"{one}" = excluded."{one}"' for one in changes)
    adding = (
        f"INSERT INTO {name} ({_quoted(whole)})"  # noqa: S608 - names of ours
        f" VALUES ({', '.join('?' * len(whole))})"
    )
    return Table(
        name,
        key,
        columns,
        listed=_quoted(whole, f"{name}."),
        adding=adding,
        writing=f"{adding} ON CONFLICT ({_quoted(key)}) DO UPDATE SET {', '.join(excluded)}",
        changing=f"UPDATE {name} SET {', '.join(given[one] for one in changes)}"  # noqa: S608
        f" WHERE {' AND '.join(given[one] for one in key)} AND seal = ?{len(whole) + 1}",
    )


def _quoted(names: Iterable[str], before: str = "") -> str:
    return ", ".join(f'{before}"{one}"' for one in names)


COURSE = _table("course", ("id",), ("id", "path", "title", "digest", "questions", "hidden"))
COURSE_PATH = _table("course_path", ("path",), ("path", "course"))
READING = _table(
    "reading", ("course",), ("course", "opened_at", "chapter", "question", "offset", "read_at")
)
BOOKMARK = _table(
    "bookmark",
    ("course", "question"),
    ("course", "question", "question_title", "chapter_title", "created_at", "label"),
)
NOTE = _table(
    "note",
    ("id",),
    (
        *("id", "course", "question", "question_title", "chapter_title"),
        *("revision", "created_at", "updated_at"),
    ),
    fixed=("course", "question"),
)
REVISION_BITS = 32
"""A version's number is its note's, moved by so many bits, and its revision."""

_VERSION_KEY = ("note", "revision")
_VERSION_ADDING = (
    "INSERT INTO note_version (id, written_at, text, seal)"  # noqa: S608 - numbers of ours
    f" VALUES (?1 << {REVISION_BITS} | ?2, ?3, ?4, ?5)"
)
NOTE_VERSION = Table(
    "note_version",
    _VERSION_KEY,
    (*_VERSION_KEY, "written_at", "text"),
    f"note_version.id >> {REVISION_BITS}, note_version.id & {(1 << REVISION_BITS) - 1},"
    " note_version.written_at, note_version.text, note_version.seal",
    _VERSION_ADDING,
    f"{_VERSION_ADDING} ON CONFLICT (id) DO UPDATE"
    " SET written_at = excluded.written_at, text = excluded.text, seal = excluded.seal",
)
NEWEST_VERSION = f"note_version.id = (note.id << {REVISION_BITS} | note.revision)"
"""What joins a note's row with that of its newest version."""

VERSIONS_OF = f"id BETWEEN ?1 << {REVISION_BITS} AND (?1 + 1 << {REVISION_BITS}) - 1"
"""What the versions of the note with a number have in common."""

# The first version of the tables in which the versions of notes have numbers, and how they are
# listed and found before.
_NUMBERED_SINCE = 5
_UNNUMBERED = "note, revision, written_at, text, seal"
_NEWEST_UNNUMBERED = "note_version.note = note.id AND note_version.revision = note.revision"


def newest_version(version: int) -> str:
    """Return what joins a note's row with its newest version's in tables of a version."""
    return NEWEST_VERSION if version >= _NUMBERED_SINCE else _NEWEST_UNNUMBERED


HIGHLIGHT = _table(
    "highlight",
    ("id",),
    (
        *("id", "course", "question", "question_title", "chapter_title", "colour", "anchor"),
        *("edition", "placed", "deleted"),
        *("revision", "created_at", "updated_at", "coloured_at", "placed_at"),
    ),
    fixed=("course",),
)
TAG = _table("tag", ("course", "subject", "tag"), ("course", "subject", "tag", "created_at"))
EDITION = _table(
    "edition", ("course", "digest"), ("course", "digest", "opened_at", "questions", "content")
)
SNAPSHOT = _table(
    "snapshot", ("id",), ("id", "course", "kind", "made_at", "content"), fixed=("course",)
)

TRACE = _table(
    *("trace", ("course", "kind", "subject", "name")),
    ("course", "kind", "subject", "name", "at", "gone"),
)._replace(since=3)

PIN = _table(
    "pin",
    ("course", "id"),
    (
        *("course", "id", "picture", "box", "label", "colour", "deleted", "revision"),
        *("created_at", "updated_at", "said_at", "placed_at", "links"),
    ),
)._replace(since=4)
REVIEW = _table(
    "review",
    ("course", "id"),
    ("course", "id", "question", "known", "at", "picture", "element", "taken_back"),
)._replace(since=4)

TABLES = (
    *(COURSE, COURSE_PATH, READING, BOOKMARK, NOTE, NOTE_VERSION, HIGHLIGHT, TAG),
    *(EDITION, SNAPSHOT, TRACE, PIN, REVIEW),
)


class Halves(NamedTuple):
    """A ``table`` and the ``other`` one in which each of its rows has one.

    They are joined ``on`` an expression; then columns of the other are the ``same`` as those.
    """

    table: Table
    other: Table
    on: str
    same: Mapping[str, str]


COURSE_READING = Halves(COURSE, READING, "reading.course = course.id", {"course": "id"})
NOTE_NEWEST = Halves(NOTE, NOTE_VERSION, NEWEST_VERSION, {"note": "id", "revision": "revision"})


class Rows:
    """The rows of one open notebook; ``path`` is only named in errors.

    ``sealed`` says that the rows have the seals that this program knows: those of a newer one may
    cover more.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, sealed: bool = True) -> None:
        self.connection = connection
        self.path = path
        self._sealed = sealed

    def put(self, table: Table, *values: Value) -> bytes:
        """Write a whole row; the columns stand in the table's order.  Returns its seal."""
        stamp = seal(table.name, *values)
        self.connection.execute(table.writing, (*values, stamp))
        return stamp

    def put_all(self, table: Table, rows: Iterable[Row]) -> None:
        """Write many whole rows as :meth:`put` does one."""
        sealed = ((*values, seal(table.name, *values)) for values in rows)
        self.connection.executemany(table.writing, sealed)

    def add(self, table: Table, *values: Value) -> bytes:
        """Write a whole row that is not there yet: it takes the place of no other one."""
        stamp = seal(table.name, *values)
        self.connection.execute(table.adding, (*values, stamp))
        return stamp

    def change(self, table: Table, before: bytes, *values: Value) -> bytes | None:
        """Write a row whose seal was ``before``; return None where no such row has the key."""
        stamp = seal(table.name, *values)
        done = self.connection.execute(table.changing, (*values, stamp, before))
        return stamp if done.rowcount else None

    def drop(self, table: Table, *key: Value) -> bool:
        """Remove the row with a key; return whether there was one.

        To be looked up before: this does not see where a damaged index leads.
        """
        where = " AND ".join(f"{name} = ?" for name in table.key)
        statement = f"DELETE FROM {table.name} WHERE {where}"  # noqa: S608 - names of ours
        return self.connection.execute(statement, key).rowcount > 0

    def find(
        self, table: Table, keys: Mapping[str, Value], rest: str = "", *arguments: Value
    ) -> list[Row]:
        """Return the rows in which columns have the values of ``keys``, their seals sound.

        ``rest`` goes on with the query.  Raises NotebookDamaged where another row was found.
        """
        found = self.select(table, f"{_where(keys)} {rest}", *keys.values(), *arguments)
        wanted = [(table.columns.index(name), value) for name, value in keys.items()]
        for row in found:
            for at, value in wanted:
                if row[at] != value:
                    self.expect(table, row, keys)
        return found

    def gather(
        self, table: Table, keys: Mapping[str, Value], rest: str = "", *arguments: Value
    ) -> list[Row]:
        """Return rows as :meth:`find` does; raise NotebookDamaged where an index has lost one."""
        self._complete(table, keys)
        return self.find(table, keys, rest, *arguments)

    def _complete(self, table: Table, keys: Mapping[str, Value]) -> None:
        """Look whether an index leads to as many rows as there are."""
        name, where, values = table.name, _where(keys), tuple(keys.values())
        # The plus keeps SQLite from looking them up: some tables are indices themselves.
        query = (
            f"SELECT (SELECT count(*) FROM {name} {where})"  # noqa: S608 - names of ours
            f" - (SELECT count(*) FROM {name} NOT INDEXED {_where(keys, sign='+')})"
        )
        ((lacking,),) = self.connection.execute(query, values * 2).fetchall()
        if lacking:
            raise NotebookDamaged(self.path, f"an index of {name} does not lead to all rows")

    def joined(self, halves: Halves, keys: Mapping[str, Value], rest: str = "") -> list[Row]:
        """Return rows of a table, each with the row of another one that it always has.

        Keys and rest are as with :meth:`gather`.  Raises NotebookDamaged where one has lost its
        other half, too.
        """
        table, other, on, same = halves
        self._complete(table, keys)
        query = (
            f"SELECT {table.listed}, {other.listed} FROM {table.name}"  # noqa: S608 - names of ours
            f" LEFT JOIN {other.name} ON {on} {_where(keys, table.name)} {rest}"
        )
        end, columns = len(table.columns) + 1, table.columns
        found: list[Row] = []
        for row in self.connection.execute(query, tuple(keys.values())):
            first = self.sound(table, row[:end])
            self.expect(table, first, keys)
            if row[end] is None:
                raise NotebookDamaged(self.path, f"{table.naming(first)} lacks its {other.name}")
            second = self.sound(other, row[end:])
            self.expect(other, second, {to: first[columns.index(of)] for to, of in same.items()})
            found.append((*first, *second))
        return found

    def expect(self, table: Table, row: Row, keys: Mapping[str, Value]) -> None:
        """Raise NotebookDamaged where a row is not the one that was asked for."""
        columns = table.columns
        if any(row[columns.index(name)] != value for name, value in keys.items()):
            raise NotebookDamaged(
                self.path, f"{table.naming(row)} stands where an index leads to another one"
            )

    def select(self, table: Table, rest: str, *arguments: Value) -> list[Row]:
        """Return the values of the rows that the rest of a query asks for, their seals sound.

        To be used where no index leads there; see :meth:`find`.
        """
        query = f"SELECT {table.listed} FROM {table.name} {rest}"  # noqa: S608 - names of ours
        return [self.sound(table, row) for row in self.connection.execute(query, arguments)]

    def sound(self, table: Table, row: Row) -> Row:
        """Return a row without its seal, which stands last; raise NotebookDamaged if it broke."""
        *values, stamped = row
        if self._sealed and seal(table.name, *values) != stamped:
            raise NotebookDamaged(self.path, broken(table, row))
        return tuple(values)


def _where(keys: Mapping[str, Value], table: str = "", sign: str = "") -> str:
    before = f"{sign}{table}." if table else sign
    return "WHERE " + (" AND ".join(f'{before}"{name}" = ?' for name in keys) or "TRUE")


def broken(table: Table, row: Row) -> str:
    """Say which row is not what it was sealed as."""
    return f"{table.naming(row)} does not match its seal"


def findings(connection: sqlite3.Connection, version: int) -> list[str]:
    """Return which rows of a notebook of a version are not what they were sealed as."""
    found: list[str] = []
    numbered = version >= _NUMBERED_SINCE
    for table in (one for one in TABLES if one.since <= version):
        listed = table.listed if numbered or table is not NOTE_VERSION else _UNNUMBERED
        query = f"SELECT {listed} FROM {table.name}"  # noqa: S608 - names of ours
        found += [
            broken(table, row)
            for row in connection.execute(query)
            if seal(table.name, *row[:-1]) != row[-1]
        ]
    return found + (_unmatched(connection) if numbered else [])


def _unmatched(connection: sqlite3.Connection) -> list[str]:
    """Return which notes have another version as their newest, and which versions no note."""
    lost = (
        f"SELECT {NOTE.listed} FROM note"  # noqa: S608 - names of ours
        f" WHERE id << {REVISION_BITS} | revision IS NOT"
        f" (SELECT max(id) FROM note_version WHERE id < note.id + 1 << {REVISION_BITS})"
    )
    homeless = (
        f"SELECT DISTINCT id >> {REVISION_BITS} FROM note_version"  # noqa: S608 - as above
        f" WHERE id >> {REVISION_BITS} NOT IN (SELECT id FROM note)"
    )
    return [
        *(f"{NOTE.naming(row)} lacks its newest text" for row in connection.execute(lost)),
        *(f"versions of note {key} belong to no note" for (key,) in connection.execute(homeless)),
    ]
