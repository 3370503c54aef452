"""Making a sound notebook of what remains of a damaged one and of its newest backup.

Nothing is taken on trust: of the damaged file only sealed rows count.  Where both have something,
the newer one holds; what only one has is taken.  So a bookmark that was removed after the backup
may come back, which is a nuisance; one that goes would be a loss.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook import database, faults, files, remains, schema
from msp_desktop.notebook.backup import newest
from msp_desktop.notebook.errors import NotebookDamaged, NotebookError
from msp_desktop.notebook.kept_notes import Joined, join, notes_of
from msp_desktop.notebook.numbers import Numbers
from msp_desktop.notebook.remains import Remains
from msp_desktop.notebook.stored import moment
from msp_desktop.notebook.tables import (
    BOOKMARK,
    COURSE,
    COURSE_PATH,
    HIGHLIGHT,
    NOTE,
    NOTE_VERSION,
    PIN,
    READING,
    REVIEW,
    TABLES,
    TAG,
    Row,
    Rows,
    Table,
)

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.backup import Backup


_PATIENCE = 5.0


class Salvage(NamedTuple):
    """What a notebook made of a damaged one will hold, and where it comes from.

    ``saved`` comes from the damaged file, ``added`` from ``backup``; ``lost`` is what stood in the
    file and is in neither.  Courses are not counted.  ``older`` counts the notes whose latest text
    is gone and an earlier one is there; ``unproven`` the rows of a file so old that it has no
    seals.
    """

    saved: Numbers
    added: Numbers
    lost: Numbers
    older: int
    unproven: int
    backup: Backup | None
    rows: dict[Table, list[Row]]

    def __bool__(self) -> bool:
        return bool(self.saved or self.added or self.rows[COURSE])


def survey(path: Path, folder: Path, *, now: datetime) -> Salvage:
    """Return what can be made of a damaged notebook and the newest backup in a folder.

    Only reads.  ``now`` is when courses count as opened whose times are lost.
    """
    try:
        ours = remains.of_file(path)
    except OSError:
        ours = Remains()
    backup = newest(folder)
    theirs = Remains()
    if backup is not None:
        try:
            theirs = remains.of_notebook(backup.path)
        except NotebookError:
            backup = None
    joined = join(notes_of(ours), notes_of(theirs), _newest_course(ours, theirs))
    rows = {table: _joined(table, ours, theirs) for table in TABLES}
    rows[NOTE], rows[NOTE_VERSION] = joined.rows()
    _complete_courses(rows, moment(now))
    return Salvage(
        saved=_tally(ours, theirs, joined, ours_only=True),
        added=_tally(ours, theirs, joined, ours_only=False),
        lost=_lost(ours, rows, joined),
        older=joined.older,
        unproven=ours.unproven,
        backup=backup,
        rows=rows,
    )


def rescue(path: Path, folder: Path, *, now: datetime) -> tuple[Salvage, Path | None]:
    """Put what :func:`survey` finds in the damaged notebook's place.

    Returns what it was and where the damaged one was set aside; where nothing was found, None, and
    nothing is done.  A kill in between leaves either the one or the other, as in restoring a
    backup.  Notebooks that are open at the path must be opened anew.  Raises NotebookNewer for a
    file that is not damaged but beyond this program.
    """
    _refuse_newer(path)
    salvage = survey(path, folder, now=now)
    if not salvage and not files.replacement(path).exists():
        return salvage, None
    with faults.typed(path):
        files.make_folder(path.parent)
        with files.sole(path):
            if files.replacement(path).exists():
                # Begun before, and cut off when all was done but the last step.
                aside = files.put_in_place(path, now=now, label="damaged")
                return survey(path, folder, now=now), aside
            # Another program may have written to it a moment ago.
            salvage = survey(path, folder, now=now)
            draft = files.draft(path)
            try:
                _build(draft, salvage.rows)
                draft.rename(files.replacement(path))
            except BaseException:
                files.discard(draft)
                raise
            files.sync_folder(path.parent)
            return salvage, files.put_in_place(path, now=now, label="damaged")


def _refuse_newer(path: Path) -> None:
    """Raise NotebookNewer for a file that a newer program wrote, if that much can be read."""
    if path.exists():
        with suppress(NotebookDamaged), faults.typed(path):
            connection = database.connect_to_look(path, patience=_PATIENCE)
            with closing(connection):
                database.refuse_newer(schema.version(connection), path, schema.VERSION)


def _build(draft: Path, rows: dict[Table, list[Row]]) -> None:
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        # One sync at the end does for all.
        connection.execute("PRAGMA synchronous = OFF")
        schema.migrate(connection, schema.STEPS)
        connection.execute("BEGIN")
        target = Rows(connection, draft)
        for table, content in rows.items():
            for row in content:
                target.put(table, *row)
        connection.execute("COMMIT")
        for finding in database.findings(connection):
            raise NotebookDamaged(draft, finding)
    files.sync_file(draft)


def _joined(table: Table, ours: Remains, theirs: Remains) -> list[Row]:
    """Return a table's rows from both, of two with the same key the newer one."""
    both = Remains()
    for rows in (ours.rows[table], theirs.rows[table]):
        for row in rows.values():
            both.add(table, row)
    return list(both.rows[table].values())


def _newest_course(ours: Remains, theirs: Remains) -> str | None:
    """Return the course that was opened last."""
    places = READING.columns.index("course"), READING.columns.index("opened_at")
    rows = (*ours.rows[READING].values(), *theirs.rows[READING].values())
    return max(((row[places[1]], row[places[0]]) for row in rows), default=(None, None))[1]


_SUBJECTS = {
    BOOKMARK: "question",
    NOTE: "question",
    HIGHLIGHT: "question",
    TAG: "subject",
    REVIEW: "question",
}


def _complete_courses(rows: dict[Table, list[Row]], now: str) -> None:
    """Give each course that something belongs to the rows that it needs.

    One of which only the id is left is kept out of sight, with the questions that are known of it:
    by those, or by its path, it is recognised when it is opened again.
    """
    questions: dict[str, set[str]] = {}
    for table in TABLES:
        for row in rows[table] if "course" in table.columns else ():
            known = questions.setdefault(row[table.columns.index("course")], set())
            if table in _SUBJECTS:
                known.add(row[table.columns.index(_SUBJECTS[table])])
    paths: dict[str, bytes] = {course: path for path, course in rows[COURSE_PATH]}
    there = {row[0] for row in rows[COURSE]}
    for course in sorted(questions.keys() - there):
        path = paths.get(course, f"lost/{course}".encode())
        rows[COURSE].append((course, path, "", "", "\n".join(sorted(questions[course])), 1))
    for course, path, *_ in rows[COURSE]:
        if path not in paths.values():
            rows[COURSE_PATH].append((path, course))
    read = {row[0] for row in rows[READING]}
    for course in sorted((questions.keys() | there) - read):
        rows[READING].append((course, now, None, None, None, None))


_TALLIED = (BOOKMARK, HIGHLIGHT, TAG, PIN, REVIEW)


def _tally(ours: Remains, theirs: Remains, joined: Joined, *, ours_only: bool) -> Numbers:
    """Return how many things come from the damaged file, or from the backup alone."""

    def count(table: Table) -> int:
        mine, other = ours.rows[table], theirs.rows[table]
        keys = mine.keys() if ours_only else other.keys() - mine.keys()
        rows = (mine[key] if ours_only else other[key] for key in keys)
        return sum(_is_shown(table, row) for row in rows)

    notes = joined.from_ours if ours_only else joined.from_theirs
    return Numbers(0, notes, *map(count, _TALLIED))


def _is_shown(table: Table, row: Row) -> bool:
    gone = {HIGHLIGHT: "deleted", PIN: "deleted", REVIEW: "taken_back"}.get(table)
    return gone is None or not row[table.columns.index(gone)]


def _lost(ours: Remains, rows: dict[Table, list[Row]], joined: Joined) -> Numbers:
    """Return how many things are known to have been in the file and are not to be had."""

    def count(table: Table) -> int:
        there = {remains.name_of(table, row) for row in rows[table]}
        return len(ours.missing[table] - there)

    return Numbers(0, count(NOTE) + joined.empty, *map(count, _TALLIED))
