"""Opening a notebook: a new one, one left by a kill, one that is no notebook, one for reading."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.model import Course
from msp_desktop.notebook.errors import (
    NotebookDamaged,
    NotebookForeign,
    NotebookMissing,
    NotebookNewer,
    NotebookReplaced,
    NotebookUnwritable,
    Obstacle,
)
from msp_desktop.notebook.model import CourseRecord, Place, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.pages import Pages

if TYPE_CHECKING:
    from datetime import datetime

MakeCourse = Callable[..., Course]
Acting = Callable[[], AbstractContextManager[None]]

posix = pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")


def filled(path: Path, make_course: MakeCourse, now: datetime, text: str = "text") -> QuestionRef:
    """Make a notebook with one note and one bookmark."""
    with Notebook.open(path, now=now) as notebook:
        ref = QuestionRef(notebook.adopt(make_course(), now=now).id, "what-is-an-image")
        notebook.write_note(ref, text, base=0, wording=Wording("Q", "C"), now=now)
        notebook.set_bookmark(ref, True, Wording("Q", "C"), now=now)
    return ref


def abandon(path: Path, ref: QuestionRef, text: str, now: datetime) -> None:
    """Write one more note and leave the file as a kill does: the commit is in the log only."""
    twin = path.with_name("twin.sqlite3")
    notebook = Notebook.open(path, now=now)
    notebook.write_note(ref, text, base=1, wording=Wording("Q", "C"), now=now)
    for end in ("", "-wal", "-shm"):
        shutil.copyfile(f"{path}{end}", f"{twin}{end}")
    notebook.close()
    for end in ("", "-wal", "-shm"):
        Path(f"{twin}{end}").replace(f"{path}{end}")


def contents(path: Path) -> dict[str, bytes]:
    """Every file of a folder but SQLite's shared memory, which holds nothing of its own."""
    return {
        one.name: one.read_bytes()
        for one in sorted(path.parent.iterdir())
        if one.is_file() and not one.name.endswith("-shm") and one.stat().st_size
    }


def set_pragma(path: Path, name: str, value: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {name} = {value}")
        connection.commit()


def test_the_first_opening_makes_folder_and_file(path: Path, now: datetime) -> None:
    with Notebook.open(path, now=now) as notebook:
        assert notebook.created
        assert not notebook.read_only
        assert notebook.library() == ()
        assert notebook.check() == ()
    with Notebook.open(path, now=now) as notebook:
        assert not notebook.created


def test_every_commit_waits_for_the_disk(notebook: Notebook) -> None:
    # Only a power cut would show the difference, so the settings themselves are looked at.
    wanted = {"journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "foreign_keys": 1}
    connection = notebook._connection  # pyright: ignore[reportPrivateUsage]
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


@posix
def test_only_the_owner_may_read_it(path: Path, now: datetime, record: CourseRecord) -> None:
    assert path.parent.stat().st_mode & 0o777 == 0o700
    for end in ("", "-wal", "-shm"):
        assert Path(f"{path}{end}").stat().st_mode & 0o777 == 0o600


def test_a_relative_path_is_kept_when_the_program_changes_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_course: MakeCourse, now: datetime
) -> None:
    monkeypatch.chdir(tmp_path)
    with Notebook.open(Path("notebook.sqlite3"), now=now) as notebook:
        monkeypatch.chdir("/")
        record = notebook.adopt(make_course(), now=now)
        assert notebook.path == tmp_path / "notebook.sqlite3"
        assert notebook.library() == (record,)


@pytest.mark.parametrize("name", ["with space", "50% #1 ?x=y&mode=ro", "공책"])
def test_a_folder_may_have_any_name(tmp_path: Path, now: datetime, name: str) -> None:
    path = tmp_path / name / "notebook.sqlite3"
    with Notebook.open(path, now=now) as notebook:
        assert notebook.check() == ()
    with Notebook.open_read_only(path) as notebook:
        assert notebook.library() == ()


def test_a_log_left_by_a_kill_is_read(path: Path, make_course: MakeCourse, now: datetime) -> None:
    ref = filled(path, make_course, now)
    abandon(path, ref, "the last word", now)
    assert b"the last word" not in path.read_bytes()
    with Notebook.open(path, now=now) as notebook:
        note = notebook.note(ref)
        assert note is not None
        assert note.text == "the last word"
        assert notebook.check() == ()


def test_a_log_without_its_notebook_does_not_get_into_a_new_one(
    path: Path, make_course: MakeCourse, now: datetime
) -> None:
    ref = filled(path, make_course, now)
    abandon(path, ref, "the last word", now)
    path.unlink()
    with Notebook.open(path, now=now) as notebook:
        assert notebook.created
        assert notebook.check() == ()
        assert notebook.library() == ()
    orphans = [one for one in path.parent.iterdir() if ".orphaned-" in one.name]
    assert any(b"the last word" in one.read_bytes() for one in orphans)


def spoil_text(path: Path) -> None:
    path.write_text("These are my notes. " * 500)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def truncate_in_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 700)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def flip_header(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[5] ^= 0x10
    path.write_bytes(data)


def flip_page_size(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[16] ^= 0x01
    path.write_bytes(data)


def drop_version(path: Path) -> None:
    set_pragma(path, "user_version", 0)


def refusal(path: Path, now: datetime) -> NotebookDamaged | None:
    """How a damaged notebook is refused: at opening, or by what the check finds."""
    try:
        with Notebook.open(path, now=now) as notebook:
            found = notebook.check()
            return NotebookDamaged(path, found[0]) if found else None
    except NotebookDamaged as error:
        return error


@pytest.mark.parametrize(
    "spoil",
    [spoil_text, truncate, truncate_in_page, empty, flip_header, flip_page_size, drop_version],
)
def test_a_damaged_file_is_noticed_and_left_alone(
    path: Path, make_course: MakeCourse, now: datetime, spoil: Callable[[Path], None]
) -> None:
    filled(path, make_course, now, "text " * 4000)
    spoil(path)
    before = contents(path)
    with pytest.raises(NotebookDamaged) as caught:
        Notebook.open(path, now=now)
    assert caught.value.path == path
    assert str(path) in str(caught.value)
    with pytest.raises(NotebookDamaged):
        Notebook.open_read_only(path)
    assert contents(path) == before


@pytest.mark.parametrize("spoil", [spoil_text, truncate, empty, flip_header, flip_page_size])
def test_a_damaged_file_keeps_the_log_that_a_kill_left(
    path: Path, make_course: MakeCourse, now: datetime, spoil: Callable[[Path], None]
) -> None:
    ref = filled(path, make_course, now, "text " * 4000)
    abandon(path, ref, "the last word", now)
    spoil(path)
    before = contents(path)
    error = refusal(path, now)
    assert error is not None
    assert error.path == path
    assert contents(path) == before


def test_damage_within_is_found_and_left_alone(
    path: Path, make_course: MakeCourse, now: datetime
) -> None:
    ref = filled(path, make_course, now, "text " * 4000)
    abandon(path, ref, "the last word", now)
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    log = Path(f"{path}-wal").read_bytes()
    # Where what describes the tables is damaged, there is nothing that could be opened.
    described = set(Pages(path).below(1))
    for page in set(range(1, len(data) // size)) - {number - 1 for number in described}:
        data[page * size : page * size + 200] = b"\xa5" * 200
    path.write_bytes(data)
    notebook = Notebook.open(path, now=now)
    with notebook, pytest.raises(NotebookDamaged) as caught:
        notebook.notes(ref.course)
    assert caught.value.path == path
    assert path.read_bytes() == data
    assert Path(f"{path}-wal").read_bytes() == log


def test_another_programs_file_is_refused(path: Path, now: datetime) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE bookmark (id, url)")
        connection.commit()
    before = contents(path)
    for attempt in (lambda: Notebook.open(path, now=now), lambda: Notebook.open_read_only(path)):
        with pytest.raises(NotebookForeign, match="not a notebook"):
            attempt()
    assert contents(path) == before


def test_a_newer_notebook_is_only_read(path: Path, make_course: MakeCourse, now: datetime) -> None:
    ref = filled(path, make_course, now)
    set_pragma(path, "user_version", 7)
    before = contents(path)
    with pytest.raises(NotebookNewer) as caught:
        Notebook.open(path, now=now)
    assert (caught.value.version, caught.value.path) == (7, path)
    with Notebook.open_read_only(path) as notebook:
        assert notebook.read_only
        assert [one.text for one in notebook.notes(ref.course)] == ["text"]
        with pytest.raises(NotebookUnwritable):
            notebook.set_bookmark(ref, False, Wording("Q", "C"), now=now)
    assert contents(path) == before


def test_a_newer_notebook_without_a_table_of_ours(
    path: Path, make_course: MakeCourse, now: datetime
) -> None:
    ref = filled(path, make_course, now)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE bookmark RENAME TO mark")
        connection.execute("PRAGMA user_version = 7")
        connection.commit()
    with Notebook.open_read_only(path) as notebook:
        with pytest.raises(NotebookNewer):
            notebook.bookmarks(ref.course)
        assert [one.text for one in notebook.notes(ref.course)] == ["text"]


@posix
@pytest.mark.parametrize("log", [None, "whole", "without its index"])
def test_a_folder_that_may_only_be_read(
    common_ground: Path,
    without_privileges: Acting,
    make_course: MakeCourse,
    now: datetime,
    log: str | None,
) -> None:
    path = common_ground / "data" / "notebook.sqlite3"
    ref = filled(path, make_course, now)
    if log:
        abandon(path, ref, "the last word", now)
    if log == "without its index":
        Path(f"{path}-shm").unlink()
    Path(f"{path}.lock").unlink()
    for one in path.parent.iterdir():
        one.chmod(0o444)
    path.parent.chmod(0o555)
    before = contents(path)
    with without_privileges():
        with pytest.raises(NotebookUnwritable) as caught:
            Notebook.open(path, now=now)
        assert caught.value.reason in (Obstacle.PERMISSION, Obstacle.READ_ONLY)
        assert caught.value.path == path
        with Notebook.open_read_only(path) as notebook:
            assert notebook.read_only
            note = notebook.note(ref)
            assert note is not None
            assert note.text == ("the last word" if log else "text")
            assert notebook.check() == ()
            with pytest.raises(NotebookUnwritable):
                notebook.set_place(Place(ref.course, "c", "q", 0.5), now=now)
    assert contents(path) == before


@posix
def test_a_folder_that_cannot_be_made(
    common_ground: Path, without_privileges: Acting, now: datetime
) -> None:
    common_ground.chmod(0o555)
    path = common_ground / "data" / "notebook.sqlite3"
    with without_privileges():
        with pytest.raises(NotebookUnwritable) as caught:
            Notebook.open(path, now=now)
        assert caught.value.reason is Obstacle.PERMISSION
        with pytest.raises(NotebookMissing):
            Notebook.open_read_only(path)
    assert not path.parent.exists()


def test_a_file_where_the_folder_should_be(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(NotebookUnwritable):
        Notebook.open(tmp_path / "data" / "notebook.sqlite3", now=now)
    assert (tmp_path / "data").read_text() == "in the way"


def test_a_folder_where_the_file_should_be(path: Path, now: datetime) -> None:
    path.mkdir(parents=True)
    with pytest.raises(NotebookUnwritable):
        Notebook.open(path, now=now)


def test_an_absent_notebook_is_empty_and_keeps_nothing(
    path: Path, make_course: MakeCourse, now: datetime, wording: Wording
) -> None:
    with Notebook.absent(path) as notebook:
        record = notebook.adopt(make_course(), now=now)
        assert record.title == "Docker"
        assert notebook.library() == ()
        assert notebook.notes(record.id) == ()
        ref = QuestionRef(record.id, "q")
        with pytest.raises(NotebookUnwritable) as caught:
            notebook.write_note(ref, "text", base=0, wording=wording, now=now)
        assert caught.value.reason is Obstacle.READ_ONLY
        assert notebook.note(ref) is None
        assert not notebook.changed_elsewhere()
    assert not path.exists()


def test_reading_only_still_recognises_a_course(
    path: Path, make_course: MakeCourse, now: datetime
) -> None:
    ref = filled(path, make_course, now)
    before = contents(path)
    with Notebook.open_read_only(path) as notebook:
        record = notebook.adopt(make_course(), now=now)
        assert record.id == ref.course
        assert [one.ref for one in notebook.bookmarks(record.id)] == [ref]
    assert contents(path) == before


@posix
def test_a_notebook_replaced_while_open_is_not_written(
    notebook: Notebook, path: Path, ref: QuestionRef, wording: Wording, now: datetime
) -> None:
    path.rename(path.with_name("moved.sqlite3"))
    with pytest.raises(NotebookReplaced):
        notebook.set_bookmark(ref, True, wording, now=now)
    shutil.copyfile(path.with_name("moved.sqlite3"), path)
    with pytest.raises(NotebookReplaced):
        notebook.set_bookmark(ref, True, wording, now=now)
    assert not notebook.bookmarked(ref)
