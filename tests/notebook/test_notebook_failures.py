"""Writes that fail: nothing of them stays, what was there is safe, and the next one works."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import AbstractContextManager, closing
from typing import TYPE_CHECKING

import pytest
from scarcity import no_file_above

from msp_desktop.notebook.errors import NotebookBusy, NotebookUnwritable, Obstacle
from msp_desktop.notebook.model import Place, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.course.model import Course

    MakeCourse = Callable[..., Course]
    Acting = Callable[[], AbstractContextManager[None]]

BIG = "A line of a note that is long enough.\n" * 2000

limited = pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes to set")


@limited
def test_a_write_that_finds_no_room_leaves_nothing_and_can_be_repeated(
    notebook: Notebook, path: Path, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    notebook.write_note(ref, "before", base=0, wording=wording, now=now)
    log = path.with_name(path.name + "-wal").stat().st_size
    # Wherever in the write the room runs out: at its first byte, within it, at its last page.
    for room in (0, 1, 4096, 5000, 40_000, 70_000):
        with no_file_above(log + room), pytest.raises(NotebookUnwritable) as caught:
            notebook.write_note(ref, BIG, base=1, wording=wording, now=now)
        assert caught.value.reason in (Obstacle.FULL, Obstacle.FAILING)
        assert caught.value.path == path
        note = notebook.note(ref)
        assert note is not None
        assert (note.text, note.revision) == ("before", 1)
        assert notebook.check() == ()
        with Notebook.open_read_only(path) as other:
            assert other.note(ref) == note
    written = notebook.write_note(ref, BIG, base=1, wording=wording, now=now)
    assert written.note is not None
    assert (written.note.text, written.note.revision) == (BIG, 2)
    assert not written.merged


@limited
def test_every_kind_of_write_says_that_the_disk_is_full(
    notebook: Notebook, path: Path, ref: QuestionRef, make_course: MakeCourse, now: datetime
) -> None:
    wording = Wording("Q", "C")
    other = make_course("other.md", ("Another?",), "Other")
    place = Place(ref.course, "basics", ref.question, 0.5)
    writes: list[Callable[[], object]] = [
        lambda: notebook.set_bookmark(ref, True, wording, now=now),
        lambda: notebook.write_note(ref, "text", base=0, wording=wording, now=now),
        lambda: notebook.set_place(place, now=now),
        lambda: notebook.forget(ref.course),
        lambda: notebook.adopt(other, now=now),
    ]
    log = path.with_name(path.name + "-wal").stat().st_size
    for write in writes:
        with no_file_above(log), pytest.raises(NotebookUnwritable):
            write()
    assert notebook.bookmarks(ref.course) == ()
    assert notebook.notes(ref.course) == ()
    assert notebook.place(ref.course) is None
    assert [one.id for one in notebook.library()] == [ref.course]
    for write in writes:
        write()
    assert notebook.bookmarked(ref)
    assert notebook.place(ref.course) == place


@limited
def test_a_notebook_closed_on_a_full_disk_keeps_everything(
    path: Path, make_course: MakeCourse, wording: Wording, now: datetime
) -> None:
    notebook = Notebook.open(path, now=now)
    ref = QuestionRef(notebook.adopt(make_course(), now=now).id, "q")
    notebook.write_note(ref, BIG, base=0, wording=wording, now=now)
    with no_file_above(path.stat().st_size):
        notebook.close()
    with Notebook.open(path, now=now) as again:
        note = again.note(ref)
        assert note is not None
        assert note.text == BIG
        assert again.check() == ()


@limited
def test_a_disk_too_full_for_a_new_notebook_gets_no_half_of_one(path: Path, now: datetime) -> None:
    for room in (0, 100, 4096, 20_000):
        with no_file_above(room), pytest.raises(NotebookUnwritable):
            Notebook.open(path, now=now)
        assert not path.exists()
    with Notebook.open(path, now=now) as notebook:
        assert notebook.created
        assert notebook.check() == ()
    assert {one.name for one in path.parent.iterdir()} == {path.name, f"{path.name}.lock"}


def test_a_notebook_locked_for_too_long_is_busy(
    path: Path, make_course: MakeCourse, wording: Wording, now: datetime
) -> None:
    with Notebook.open(path, now=now, patience=0.05) as notebook:
        ref = QuestionRef(notebook.adopt(make_course(), now=now).id, "q")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(NotebookBusy) as caught:
                notebook.write_note(ref, "text", base=0, wording=wording, now=now)
            assert caught.value.path == path
            with pytest.raises(NotebookBusy):
                Notebook.open(path, now=now, patience=0.05)
            # Reading goes on meanwhile.
            assert notebook.notes(ref.course) == ()
            assert len(notebook.library()) == 1
            other.execute("ROLLBACK")
        assert notebook.write_note(ref, "text", base=0, wording=wording, now=now).note


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
def test_a_file_that_may_not_be_read(
    common_ground: Path, without_privileges: Acting, now: datetime
) -> None:
    path = common_ground / "notebook.sqlite3"
    Notebook.open(path, now=now).close()
    path.chmod(0o000)
    with without_privileges():
        for attempt in (
            lambda: Notebook.open(path, now=now),
            lambda: Notebook.open_read_only(path),
        ):
            with pytest.raises(NotebookUnwritable) as caught:
                attempt()
            assert caught.value.reason is Obstacle.PERMISSION
    path.chmod(0o600)


def test_a_mistake_of_the_program_is_not_taken_for_a_fault_of_the_disk(
    path: Path, now: datetime
) -> None:
    notebook = Notebook.open(path, now=now)
    notebook.close()
    with pytest.raises(sqlite3.ProgrammingError):
        notebook.library()
