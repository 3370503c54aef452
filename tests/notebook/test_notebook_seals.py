"""Seals: a value that is not what was written is never handed out, and the check says where."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.notebook.errors import NotebookDamaged
from msp_desktop.notebook.model import QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.tables import TABLES, seal

if TYPE_CHECKING:
    from datetime import datetime

SAMPLE = Path(__file__).parent / "samples" / "notebook-v5.sqlite3"


@pytest.fixture
def sample(path: Path) -> Path:
    path.parent.mkdir()
    return Path(shutil.copyfile(SAMPLE, path))


def read_everything(notebook: Notebook) -> None:
    """Read all that there is to read, as a window and its lists do."""
    for record in notebook.library():
        course = record.id
        notebook.bookmarks(course)
        for note in notebook.notes(course):
            notebook.versions(note.ref)
        notebook.versions(QuestionRef(course, "layer"))
        notebook.place(course)
        notebook.highlights.of(course)
        notebook.highlights.deleted(course)
        notebook.tags.of(course)
        for digest in notebook.editions.digests(course):
            notebook.editions.find(course, digest)
        notebook.editions.snapshots(course, "exchange")


def columns(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            (table, column)
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            for column in (row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
        ]


def test_every_column_of_every_table_is_sealed(sample: Path) -> None:
    sealed = {(table.name, column) for table in TABLES for column in table.columns}
    stamps = {(table.name, "seal") for table in TABLES}
    # A version's number says what it is a version of.
    sealed -= {("note_version", "note"), ("note_version", "revision")}
    sealed.add(("note_version", "id"))
    # The number that SQLite gives a bookmark only orders those of one moment.
    assert set(columns(sample)) - sealed - stamps == {("bookmark", "id")}
    assert sealed | stamps <= set(columns(sample))


@pytest.mark.parametrize(
    ("table", "column"), [pair for pair in columns(SAMPLE) if pair != ("bookmark", "id")]
)
def test_a_value_that_changed_by_itself_is_noticed(
    sample: Path, table: str, column: str, now: datetime
) -> None:
    with closing(sqlite3.connect(sample, isolation_level=None)) as connection:
        (before,) = connection.execute(f'SELECT "{column}" FROM {table}').fetchone()
        after = (
            before[:-1] + bytes([before[-1] ^ 1])
            if isinstance(before, bytes)
            else f"{before}."
            if isinstance(before, str)
            else (before or 0) + 100
        )
        connection.execute(
            f'UPDATE {table} SET "{column}" = ? WHERE "{column}" IS ?', (after, before)
        )
    with Notebook.open(sample, now=now) as notebook:
        found = notebook.check()
        assert any(table in one for one in found), found
        with pytest.raises(NotebookDamaged):
            notebook.forget("anything: nothing is written any more")


def test_reading_says_which_row_is_broken(
    notebook: Notebook, path: Path, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.write_note(ref, "kubectl apply", base=0, wording=wording, now=now)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE note_version SET text = 'kubectl delete'")
    with pytest.raises(NotebookDamaged) as caught:
        notebook.notes(ref.course)
    assert "note_version 1/1" in caught.value.finding
    with pytest.raises(NotebookDamaged):
        notebook.write_note(ref, "more", base=1, wording=wording, now=now)
    assert notebook.check() == (caught.value.finding,)


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("DELETE FROM note_version WHERE id = 1 << 32 | 2", "lacks its newest text"),
        ("DELETE FROM note_version", "lacks its newest text"),
        ("UPDATE note_version SET id = 1 << 32 | 3 WHERE id = 1 << 32 | 2", "lacks its newest"),
        ("UPDATE note_version SET id = 2 << 32 | 2 WHERE id = 1 << 32 | 2", "belong to no note"),
        ("DELETE FROM note", "versions of note 1 belong to no note"),
    ],
)
def test_a_note_and_its_versions_belong_together(
    path: Path, ref: QuestionRef, wording: Wording, now: datetime, damage: str, finding: str
) -> None:
    with Notebook.open(path, now=now) as notebook:
        for base, text in enumerate(("kubectl apply", "kubectl apply -f pod.yaml")):
            notebook.write_note(ref, text, base=base, wording=wording, now=now)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute(damage)
        assert any(finding in one for one in notebook.check())


def test_a_sound_notebook_is_read_whole(sample: Path, now: datetime) -> None:
    with Notebook.open(sample, now=now) as notebook:
        read_everything(notebook)
        assert notebook.check() == ()


def test_a_seal_depends_on_table_and_values() -> None:
    seals = {
        seal("note", "a", "b"),
        seal("tag", "a", "b"),
        seal("note", "ab", ""),
        seal("note", "a", "b", ""),
        seal("note", "a", None),
        seal("note", "a", 1),
        seal("note", "a", 1.5),
        seal("note", "a", b"b"),
        seal("note", "a", "b" * 5000),
        seal("note", "a", "b" * 5001),
    }
    assert len(seals) == 10
    assert {len(one) for one in seals} == {8}


def test_a_long_text_is_sealed_like_a_short_one() -> None:
    text = "도커 and words " * 1000
    from hashlib import blake2b

    whole = "\0".join(("note", "a", "7", text)).encode()
    assert seal("note", "a", 7, text) == blake2b(whole, digest_size=8).digest()
