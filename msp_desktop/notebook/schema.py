"""The notebook's tables, version by version.

``PRAGMA application_id`` tells a notebook from any other SQLite file, ``PRAGMA user_version`` is
the number of steps that have been taken.  A step, once released, is never edited: a change of the
tables is a further step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.notebook.tables import seal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

# "MSPn" read as a big-endian number.
APPLICATION_ID = 0x4D53506E

# The statements of a step, executed in order and in one transaction; they may call `seal` of
# `tables` on a table's name and values.
Step = tuple[str, ...]

_FIRST: Step = (
    # `questions` holds the ids of the course's questions when it was last opened, a line each.
    # The two deferred references (here and in `note`) say that a row has its other half: a look
    # for broken references then finds every half that damage has taken.
    """
    CREATE TABLE course (
        id TEXT PRIMARY KEY NOT NULL
            REFERENCES reading (course) DEFERRABLE INITIALLY DEFERRED,
        path BLOB NOT NULL,
        title TEXT NOT NULL,
        digest TEXT NOT NULL,
        questions TEXT NOT NULL,
        hidden INTEGER NOT NULL DEFAULT 0
    )
    """,
    # Every path that a course was ever opened at, as the file system's own bytes: a name on disk
    # need not be valid text.
    """
    CREATE TABLE course_path (
        path BLOB PRIMARY KEY NOT NULL,
        course TEXT NOT NULL REFERENCES course (id)
    ) WITHOUT ROWID
    """,
    # What reading alone changes stands apart from what the user wrote: it is not worth a backup.
    """
    CREATE TABLE reading (
        course TEXT PRIMARY KEY NOT NULL REFERENCES course (id),
        opened_at TEXT NOT NULL,
        chapter TEXT,
        question TEXT,
        "offset" REAL,
        read_at TEXT
    )
    """,
    """
    CREATE TABLE bookmark (
        id INTEGER PRIMARY KEY,
        course TEXT NOT NULL REFERENCES course (id),
        question TEXT NOT NULL,
        question_title TEXT NOT NULL,
        chapter_title TEXT NOT NULL,
        created_at TEXT NOT NULL,
        UNIQUE (course, question)
    )
    """,
    # A note's text is that of its newest version; an empty one means that it is deleted.  The row
    # stays, so that revisions go on counting and another window's late write finds its base.
    """
    CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        course TEXT NOT NULL REFERENCES course (id),
        question TEXT NOT NULL,
        question_title TEXT NOT NULL,
        chapter_title TEXT NOT NULL,
        revision INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        UNIQUE (course, question),
        FOREIGN KEY (id, revision) REFERENCES note_version (note, revision)
            DEFERRABLE INITIALLY DEFERRED
    )
    """,
    # The text comes last: what stands behind a long one can only be read through it.
    """
    CREATE TABLE note_version (
        note INTEGER NOT NULL REFERENCES note (id),
        revision INTEGER NOT NULL,
        written_at TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (note, revision)
    )
    """,
)

# Every row gets a seal (see `tables`): what is there is sealed as it stands, after the backup that
# comes before each step has found the file sound.  What describes the tables is kept short: each
# opening reads it.
_SECOND: Step = (
    *(
        f"ALTER TABLE {table} ADD COLUMN seal BLOB"
        for table in ("course", "course_path", "reading", "bookmark", "note", "note_version")
    ),
    "ALTER TABLE bookmark ADD COLUMN label TEXT NOT NULL DEFAULT ''",
    "UPDATE course SET seal = seal('course', id, path, title, digest, questions, hidden)",
    "UPDATE course_path SET seal = seal('course_path', path, course)",
    """
    UPDATE reading SET seal
        = seal('reading', course, opened_at, chapter, question, "offset", read_at)
    """,
    """
    UPDATE bookmark SET seal
        = seal('bookmark', course, question, question_title, chapter_title, created_at, label)
    """,
    """
    UPDATE note SET seal = seal(
        'note', id, course, question, question_title, chapter_title, revision, created_at,
        updated_at
    )
    """,
    "UPDATE note_version SET seal = seal('note_version', note, revision, written_at, text)",
    # A note's `question` may from here on be the id of a highlight or of anything else, too.
    #
    # `id` comes from who makes a highlight; `anchor` is JSON and says where it is in the text of an
    # edition, or where it was when it was last `placed`.  Each of its halves, the colour and the
    # place, has the time of its last change, so that of two changes made apart each half's later
    # one holds.  A deleted one stays: another window's late change finds it, and a later import.
    "CREATE TABLE highlight (id TEXT PRIMARY KEY NOT NULL,"
    " course TEXT NOT NULL REFERENCES course (id), question TEXT NOT NULL,"
    " question_title TEXT NOT NULL, chapter_title TEXT NOT NULL, colour TEXT NOT NULL,"
    " edition TEXT NOT NULL, placed INTEGER NOT NULL, deleted INTEGER NOT NULL,"
    " revision INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,"
    " coloured_at TEXT NOT NULL, placed_at TEXT NOT NULL, seal BLOB NOT NULL,"
    " anchor TEXT NOT NULL)",
    "CREATE INDEX highlight_course ON highlight (course)",
    # `subject` is what a note's `question` is.
    "CREATE TABLE tag (course TEXT NOT NULL REFERENCES course (id), subject TEXT NOT NULL,"
    " tag TEXT NOT NULL, created_at TEXT NOT NULL, seal BLOB NOT NULL,"
    " PRIMARY KEY (course, subject, tag)) WITHOUT ROWID",
    # `questions` are the ids, a line each; `content` is compressed (see `editions`).
    "CREATE TABLE edition (course TEXT NOT NULL REFERENCES course (id), digest TEXT NOT NULL,"
    " opened_at TEXT NOT NULL, seal BLOB NOT NULL, questions TEXT NOT NULL,"
    " content BLOB NOT NULL, PRIMARY KEY (course, digest))",
    # What was written in a course as it stood at some moment that one may want to go back to, or
    # to compare with: `kind` says which.
    "CREATE TABLE snapshot (id TEXT PRIMARY KEY NOT NULL,"
    " course TEXT NOT NULL REFERENCES course (id), kind TEXT NOT NULL, made_at TEXT NOT NULL,"
    " seal BLOB NOT NULL, content BLOB NOT NULL)",
    "CREATE INDEX snapshot_course ON snapshot (course)",
)

# The versions of notes stand in their index now: one page less is written with each, and there is
# none that could lead to another one.  What is before the text can be read without it.
#
# A trace says when a bookmark, a tag or a label was given (where its own row does not tell) or
# taken away: another notebook that still has it is told so.
_THIRD = (
    "CREATE TABLE note_text (note INTEGER NOT NULL REFERENCES note (id),"
    " revision INTEGER NOT NULL, written_at TEXT NOT NULL, seal BLOB NOT NULL,"
    " text TEXT NOT NULL, PRIMARY KEY (note, revision)) WITHOUT ROWID",
    "INSERT INTO note_text SELECT note, revision, written_at, seal, text FROM note_version",
    "DROP TABLE note_version",
    "ALTER TABLE note_text RENAME TO note_version",
    "CREATE TABLE trace (course TEXT NOT NULL REFERENCES course (id), kind TEXT NOT NULL,"
    " subject TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL, gone INTEGER NOT NULL,"
    " seal BLOB NOT NULL, PRIMARY KEY (course, kind, subject, name)) WITHOUT ROWID",
)

# A pin's `box` is JSON, in fractions of the picture, and so are its `links`: questions, with those
# that it led to.  A deleted pin and a review that was taken back stay, as a highlight does.  Keyed
# by the course, they need no index; what describes the tables takes more than a page from here on.
_FOURTH = (
    "CREATE TABLE pin (course TEXT REFERENCES course (id), id TEXT, picture TEXT NOT NULL,"
    " box TEXT NOT NULL, label TEXT NOT NULL, colour TEXT NOT NULL, deleted INTEGER NOT NULL,"
    " revision INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,"
    " said_at TEXT NOT NULL, placed_at TEXT NOT NULL, seal BLOB NOT NULL, links TEXT NOT NULL,"
    " PRIMARY KEY (course, id)) WITHOUT ROWID",
    "CREATE TABLE review (course TEXT REFERENCES course (id), id TEXT, question TEXT NOT NULL,"
    " known INTEGER NOT NULL, at TEXT NOT NULL, picture TEXT NOT NULL, element TEXT NOT NULL,"
    " taken_back INTEGER NOT NULL, seal BLOB NOT NULL, PRIMARY KEY (course, id)) WITHOUT ROWID",
)

# A version's number is that of its note, times 2**32, and its revision: a text of more than 1 KB
# takes a page less so than in an index, and the versions of a note stand together all the same.
# What references said of notes and versions before, a check of ours does (see `tables.findings`).
_FIFTH = (
    "CREATE TABLE version (id INTEGER PRIMARY KEY, written_at TEXT NOT NULL, seal BLOB NOT NULL,"
    " text TEXT NOT NULL)",
    "INSERT INTO version SELECT note << 32 | revision, written_at, seal, text FROM note_version"
    " ORDER BY note, revision",
    "DROP TABLE note_version",
    "ALTER TABLE version RENAME TO note_version",
    "CREATE TABLE head (id INTEGER PRIMARY KEY, course TEXT NOT NULL REFERENCES course (id),"
    " question TEXT NOT NULL, question_title TEXT NOT NULL, chapter_title TEXT NOT NULL,"
    " revision INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,"
    " seal BLOB NOT NULL, UNIQUE (course, question))",
    "INSERT INTO head SELECT id, course, question, question_title, chapter_title, revision,"
    " created_at, updated_at, seal FROM note ORDER BY id",
    "DROP TABLE note",
    "ALTER TABLE head RENAME TO note",
)

STEPS: tuple[Step, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH)
VERSION = len(STEPS)


def version(connection: sqlite3.Connection) -> int:
    """Return how many steps a notebook has taken."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def shape(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    """Return the tables, columns, references and indices that there are, as SQLite reads them."""
    listed = "FROM sqlite_master AS one"
    queries = (
        f"SELECT 'column', one.name, it.* {listed}, pragma_table_xinfo(one.name) AS it",
        f"SELECT 'reference', one.name, it.* {listed}, pragma_foreign_key_list(one.name) AS it",
        f"SELECT 'index', one.name, it.* {listed}, pragma_index_list(one.name) AS it",
        f"SELECT 'indexed', one.name, it.* {listed}, pragma_index_xinfo(one.name) AS it",
    )
    return {row for query in queries for row in connection.execute(query)}


def migrate(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """Take the steps that a notebook has not taken yet, each in one transaction.

    The connection must be in autocommit mode.  A step that fails leaves the notebook at the step
    before.  Two programs may migrate one notebook at once: each step is taken by one of them.
    """
    connection.create_function("seal", -1, seal, deterministic=True)
    while _take_next(connection, steps):
        pass


def _take_next(connection: sqlite3.Connection, steps: Sequence[Step]) -> bool:
    """Take one step; return whether there may be another."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read inside the transaction: another program may just have taken the same step.
        taken = version(connection)
        if taken < len(steps):
            for statement in steps[taken]:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {taken + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return taken + 1 < len(steps)
