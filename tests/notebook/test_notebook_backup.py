"""Backups: made while the notebook is open, thinned with age, restored over what is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scarcity import no_file_above

from msp_desktop.notebook.backup import Backup, back_up, backups, restore, set_aside, thin
from msp_desktop.notebook.errors import (
    NotebookDamaged,
    NotebookMissing,
    NotebookNewer,
    NotebookReplaced,
    NotebookUnwritable,
)
from msp_desktop.notebook.model import CourseRecord, Place, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.course.model import Course

    MakeCourse = Callable[..., Course]
    Acting = Callable[[], AbstractContextManager[None]]

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def folder(path: Path) -> Path:
    return path.parent / "backups"


def write(notebook: Notebook, ref: QuestionRef, text: str, now: datetime) -> None:
    note = notebook.note(ref)
    base = note.revision if note else 0
    notebook.write_note(ref, text, base=base, wording=Wording("Q", "C"), now=now)


def files_of(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.suffix == ".sqlite3")


def test_a_backup_of_an_open_notebook_holds_everything(
    notebook: Notebook, path: Path, folder: Path, ref: QuestionRef, now: datetime
) -> None:
    write(notebook, ref, "text", now)
    notebook.set_bookmark(ref, True, Wording("Q", "C"), now=now)
    made = folder / "notebook-20260305-093000.sqlite3"
    assert back_up(path, folder, now=now) == made
    assert backups(folder) == (Backup(made, now.replace(microsecond=0), 1, 1, 1),)
    assert files_of(folder) == [made.name]
    with Notebook.open_read_only(made) as copy:
        assert copy.notes(ref.course) == notebook.notes(ref.course)
        assert copy.check() == ()


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
def test_only_the_owner_may_read_backups(
    notebook: Notebook, path: Path, folder: Path, now: datetime
) -> None:
    made = back_up(path, folder, now=now)
    assert made is not None
    assert folder.stat().st_mode & 0o777 == 0o700
    assert made.stat().st_mode & 0o777 == 0o600


def test_nothing_new_is_not_backed_up(
    notebook: Notebook, path: Path, folder: Path, ref: QuestionRef, now: datetime
) -> None:
    write(notebook, ref, "text", now)
    assert back_up(path, folder, now=now)
    assert back_up(path, folder, now=now + MINUTE) is None
    # Reading on is no reason for a backup; a word written is.
    notebook.set_place(Place(ref.course, "basics", ref.question, 0.5), now=now + MINUTE)
    assert back_up(path, folder, now=now + MINUTE) is None
    write(notebook, ref, "text!", now)
    assert back_up(path, folder, now=now + MINUTE)
    notebook.forget(ref.course)
    assert back_up(path, folder, now=now + 2 * MINUTE)
    assert len(backups(folder)) == 3


def test_two_backups_in_one_second_are_two_files(
    notebook: Notebook, path: Path, folder: Path, ref: QuestionRef, now: datetime
) -> None:
    made: list[Path | None] = []
    for step in range(3):
        write(notebook, ref, f"text {step}", now)
        made.append(back_up(path, folder, now=now))
    assert len(set(made)) == 3
    assert [one.path for one in backups(folder)] == made[::-1]


def test_the_log_of_a_killed_program_is_in_the_backup(
    notebook: Notebook, path: Path, folder: Path, ref: QuestionRef, now: datetime, tmp_path: Path
) -> None:
    write(notebook, ref, "in the log", now)
    left = tmp_path / "left" / "notebook.sqlite3"
    left.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", f"{left}{end}")
    made = back_up(left, folder, now=now)
    assert made is not None
    with Notebook.open_read_only(made) as copy:
        assert [one.text for one in copy.notes(ref.course)] == ["in the log"]


def test_damaged_backups_are_left_out(
    notebook: Notebook, path: Path, folder: Path, ref: QuestionRef, now: datetime
) -> None:
    made: list[Path] = []
    for step in range(5):
        write(notebook, ref, "text " * 3000 + str(step), now)
        one = back_up(path, folder, now=now + step * MINUTE)
        assert one is not None
        made.append(one)
    os.truncate(made[0], 5000)
    made[1].write_text("no SQLite at all")
    data = bytearray(made[2].read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 100] = b"\x5a" * 100
    made[2].write_bytes(data)
    os.truncate(made[4], 0)
    (folder / "notebook-20269999-000000.sqlite3").write_text("no such day")
    (folder / "notebook-20260305-093000.sqlite3.bak").write_text("not ours")
    assert [one.path for one in backups(folder)] == [made[3]]
    # The newest is unreadable, so the same content is worth a new backup.
    assert back_up(path, folder, now=now + 9 * MINUTE)


def test_a_notebook_that_cannot_be_read_is_not_backed_up(
    path: Path, folder: Path, now: datetime
) -> None:
    with pytest.raises(NotebookMissing):
        back_up(path, folder, now=now)
    path.parent.mkdir()
    path.write_text("no SQLite at all")
    with pytest.raises(NotebookDamaged) as caught:
        back_up(path, folder, now=now)
    assert caught.value.path == path
    assert not folder.exists()


def test_damage_within_is_not_copied(
    path: Path, folder: Path, make_course: MakeCourse, now: datetime
) -> None:
    with Notebook.open(path, now=now) as notebook:
        ref = QuestionRef(notebook.adopt(make_course(), now=now).id, "q")
        write(notebook, ref, "text " * 9000, now)
    data = bytearray(path.read_bytes())
    # The order of keys in an index: every row can still be read, and yet the file is not sound.
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_note_1'"
        ).fetchone()
    page = (root - 1) * 4096
    data[page + 3 : page + 5] = b"\x00\x00"
    path.write_bytes(data)
    with pytest.raises(NotebookDamaged) as caught:
        back_up(path, folder, now=now)
    assert caught.value.path == path
    assert files_of(folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes to set")
def test_a_full_disk_leaves_no_half_backup(
    notebook: Notebook, path: Path, folder: Path, ref: QuestionRef, now: datetime
) -> None:
    write(notebook, ref, "text " * 9000, now)
    for room in (0, 4096, 40_000):
        with no_file_above(room), pytest.raises(NotebookUnwritable):
            back_up(path, folder, now=now)
        assert [one for one in folder.iterdir() if one.suffix != ".lock"] == []
    assert back_up(path, folder, now=now)


def named(folder: Path, made_at: datetime, size: int = 1000) -> Path:
    """Put a file in place that is named as a backup: thinning goes by name and size."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"notebook-{made_at:%Y%m%d-%H%M%S}.sqlite3"
    path.write_bytes(bytes(size))
    return path


def test_thinning_with_age(folder: Path, now: datetime) -> None:
    today = [named(folder, now - step * 30 * MINUTE) for step in range(14)]
    days: list[Path] = []
    months: list[Path] = []
    for day in range(2, 29):
        made_at = (now - day * DAY).replace(hour=20)
        days.append(named(folder, made_at))
        named(folder, made_at - 60 * MINUTE)
        named(folder, made_at - 120 * MINUTE)
    for month in (1, 11, 10, 9):
        year = 2026 if month == 1 else 2025
        months.append(named(folder, datetime(year, month, 28, 12, tzinfo=UTC)))
        named(folder, datetime(year, month, 27, 12, tzinfo=UTC))
        named(folder, datetime(year, month, 2, 12, tzinfo=UTC))
    before = set(folder.iterdir())
    removed = thin(folder, now=now, limit_bytes=10**9)
    kept = {*today[:10], *days, *months}
    assert set(folder.iterdir()) == kept
    assert set(removed) == before - kept
    assert thin(folder, now=now, limit_bytes=10**9) == ()


def test_what_is_thinned_day_by_day_keeps_days_and_months(folder: Path, now: datetime) -> None:
    """A year of four backups a day, thinned after each."""
    last = now + 365 * DAY
    for step in range(4 * 365, -1, -1):
        when = last - step * timedelta(hours=6)
        named(folder, when)
        thin(folder, now=when, limit_bytes=10**9)
    ages = sorted((last - made(one)) // DAY for one in folder.iterdir())
    assert ages[:4] == [0, 0, 0, 0]
    assert set(range(30)) <= set(ages)
    assert len({made(one).strftime("%Y-%m") for one in folder.iterdir()}) >= 12
    assert len(ages) <= 10 + 31 + 13


def made(path: Path) -> datetime:
    return datetime.strptime(path.stem, "notebook-%Y%m%d-%H%M%S").replace(tzinfo=UTC)


def test_beyond_its_limit_the_oldest_go_but_never_the_newest(folder: Path, now: datetime) -> None:
    paths = [named(folder, now - step * DAY) for step in range(6)]
    assert set(thin(folder, now=now, limit_bytes=3500)) == set(paths[3:])
    assert thin(folder, now=now, limit_bytes=10) == tuple(paths[1:3])
    assert list(folder.iterdir()) == [paths[0]]
    assert thin(folder, now=now + 400 * DAY, limit_bytes=0) == ()


def test_thinning_touches_nothing_else(folder: Path, now: datetime) -> None:
    named(folder, now)
    (folder / "mine.sqlite3").write_text("keep")
    assert thin(folder, now=now, limit_bytes=0) == ()
    assert thin(folder / "none", now=now, limit_bytes=0) == ()
    assert (folder / "mine.sqlite3").exists()


def test_a_clock_that_was_wrong_harms_nothing(folder: Path, now: datetime) -> None:
    future = named(folder, now + 900 * DAY)
    today = named(folder, now)
    assert thin(folder, now=now, limit_bytes=10**9) == ()
    assert {future, today} == set(folder.iterdir())


def test_setting_aside_keeps_the_file_and_its_log(path: Path, now: datetime) -> None:
    path.parent.mkdir()
    for turn in range(2):
        path.write_text(f"damaged {turn}")
        Path(f"{path}-wal").write_text(f"log {turn}")
        aside = set_aside(path, now=now)
        assert aside.name.startswith("notebook.damaged-20260305-093000")
        assert aside.read_text() == f"damaged {turn}"
        assert Path(f"{aside}-wal").read_text() == f"log {turn}"
        assert not path.exists()
        assert not Path(f"{path}-wal").exists()
    assert len(list(path.parent.glob("notebook.damaged-*.sqlite3"))) == 2
    with pytest.raises(NotebookMissing):
        set_aside(path, now=now)
    with Notebook.open(path, now=now) as notebook:
        assert notebook.created


def test_a_restored_backup_is_the_notebook_and_the_old_one_is_kept(
    notebook: Notebook, path: Path, folder: Path, ref: QuestionRef, now: datetime
) -> None:
    write(notebook, ref, "before", now)
    saved = back_up(path, folder, now=now)
    assert saved is not None
    write(notebook, ref, "after", now)
    aside = restore(saved, path, now=now)
    assert aside is not None
    assert aside.parent == path.parent
    with Notebook.open(path, now=now) as restored, Notebook.open_read_only(aside) as old:
        assert [one.text for one in restored.notes(ref.course)] == ["before"]
        assert [one.text for one in old.notes(ref.course)] == ["after"]
        with pytest.raises(NotebookReplaced):
            write(notebook, ref, "lost?", now)
        write(restored, ref, "and on", now)
        # The old window closes last; the new notebook's log is not its own to remove.
        notebook.close()
        assert Path(f"{path}-wal").stat().st_size > 0
    assert saved.exists()


def test_restoring_over_a_damaged_notebook_with_a_log(
    notebook: Notebook, path: Path, folder: Path, ref: QuestionRef, now: datetime
) -> None:
    write(notebook, ref, "before", now)
    saved = back_up(path, folder, now=now)
    assert saved is not None
    log = Path(f"{path}-wal").read_bytes()
    notebook.close()
    path.write_text("damaged")
    Path(f"{path}-wal").write_bytes(log)
    aside = restore(saved, path, now=now)
    assert aside is not None
    assert aside.read_text() == "damaged"
    assert Path(f"{aside}-wal").read_bytes() == log
    with Notebook.open(path, now=now) as restored:
        assert restored.check() == ()
        assert [one.text for one in restored.notes(ref.course)] == ["before"]


def test_restoring_where_nothing_is(
    notebook: Notebook, path: Path, folder: Path, record: CourseRecord, now: datetime
) -> None:
    saved = back_up(path, folder, now=now)
    assert saved is not None
    elsewhere = path.parent / "new" / "notebook.sqlite3"
    assert restore(saved, elsewhere, now=now) is None
    with Notebook.open(elsewhere, now=now) as restored:
        assert restored.library() == (record,)


def test_what_is_no_sound_backup_is_not_restored(
    notebook: Notebook, path: Path, folder: Path, record: CourseRecord, now: datetime
) -> None:
    saved = back_up(path, folder, now=now)
    assert saved is not None
    newer = shutil.copyfile(saved, folder / "newer.sqlite3")
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version = 9")
        connection.commit()
    broken = shutil.copyfile(saved, folder / "broken.sqlite3")
    os.truncate(broken, broken.stat().st_size // 2)
    for backup, refusal in (
        (folder / "none.sqlite3", NotebookMissing),
        (broken, NotebookDamaged),
        (newer, NotebookNewer),
    ):
        with pytest.raises(refusal) as caught:
            restore(backup, path, now=now)
        assert caught.value.path == backup
    assert notebook.library() == (record,)
    notebook.forget(record.id)
    names = {one.name for one in path.parent.iterdir() if not one.name.endswith(".lock")}
    assert names == {path.name, f"{path.name}-wal", f"{path.name}-shm", folder.name}


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
def test_a_folder_of_backups_that_cannot_be_written(
    common_ground: Path, without_privileges: Acting, now: datetime
) -> None:
    path = common_ground / "notebook.sqlite3"
    Notebook.open(path, now=now).close()
    path.chmod(0o644)
    common_ground.chmod(0o555)
    with without_privileges(), pytest.raises(NotebookUnwritable) as caught:
        back_up(path, common_ground / "backups", now=now)
    assert caught.value.path == common_ground / "backups"
