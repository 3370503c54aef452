"""Notebooks that cannot be read, or not be written: it is said, and nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from scarcity import no_room
from trainee_course import write_course

from msp_desktop.notebook.backup import back_up
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.ui.app import now
from msp_desktop.ui.care import Care

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trainee import Trainee

SMALL = "# Small\n\n## Only\n\n* Why?\n  * So.\n"
RESTORE, ANEW, READ_ON, QUIT = (
    "Restore the backup",
    "Begin a new notebook",
    "Read on without saving",
    "Quit",
)

RUIN = b"ruined "


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "small", SMALL)


def yesterday(trainee: Trainee, course: Path, *, backup: bool) -> str:
    """Leave a notebook with a note on the first question, and a backup of it."""
    trainee.start(course)
    trainee.write_note("yesterday's words")
    question = trainee.question
    trainee.close()
    if backup:
        assert back_up(trainee.paths.notebook, trainee.paths.backups, now=now())
    return question


def ruin(trainee: Trainee) -> bytes:
    """Damage the notebook where it shows on opening; return what the file is then."""
    ruined = b"this is no notebook any more" * 300
    trainee.paths.notebook.write_bytes(ruined)
    return ruined


def ruin_inside(trainee: Trainee) -> None:
    """Damage the notebook where it only shows on reading: the notes themselves."""
    path = trainee.paths.notebook
    with closing(sqlite3.connect(path)) as notebook:
        page = notebook.execute("SELECT rootpage FROM sqlite_master WHERE name = 'note'").fetchone()
        size = notebook.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page[0] - 1) * size : page[0] * size] = (RUIN * size)[:size]
    path.write_bytes(content)


def set_aside(trainee: Trainee) -> list[bytes]:
    """Return what lies beside the notebook under another name."""
    folder = trainee.paths.data
    return [
        one.read_bytes()
        for one in folder.iterdir()
        if one.suffix == ".sqlite3" and one != trainee.paths.notebook
    ]


def test_the_backup_of_a_damaged_notebook_is_restored(
    trainee: Trainee, course: Path, answer: Callable[[str], list[str]]
) -> None:
    yesterday(trainee, course, backup=True)
    ruined = ruin(trainee)
    said = answer(RESTORE)
    trainee.start(course)
    assert "damaged" in said[0]
    assert str(trainee.paths.notebook) in said[0]
    assert trainee.note_text == "yesterday's words"
    assert trainee.messages == []
    assert set_aside(trainee) == [ruined]
    trainee.write_note(" and today's")
    assert trainee.note_on_disk(trainee.question) == "yesterday's words and today's"


def test_a_new_notebook_is_begun_beside_the_damaged_one(
    trainee: Trainee, course: Path, answer: Callable[[str], list[str]]
) -> None:
    yesterday(trainee, course, backup=False)
    ruined = ruin(trainee)
    said = answer(ANEW)
    trainee.start(course)
    assert RESTORE not in said
    assert trainee.note_text == ""
    assert set_aside(trainee) == [ruined]
    trainee.write_note("today's words")


def test_reading_on_leaves_the_damaged_notebook_as_it_is(
    trainee: Trainee, course: Path, answer: Callable[[str], list[str]]
) -> None:
    yesterday(trainee, course, backup=True)
    ruined = ruin(trainee)
    answer(READ_ON)
    window = trainee.start(course)
    assert "So." in trainee.page_text
    assert "Nothing is being saved." in trainee.messages[0]
    assert window.notes.editor.isReadOnly()
    QTest.keyClicks(window.notes.editor, "typed")
    window.commands["bookmark"].trigger()
    trainee.close()
    assert trainee.paths.notebook.read_bytes() == ruined
    assert set_aside(trainee) == []


def test_quitting_leaves_the_damaged_notebook_as_it_is(
    trainee: Trainee, course: Path, answer: Callable[[str], list[str]]
) -> None:
    yesterday(trainee, course, backup=True)
    ruined = ruin(trainee)
    answer(QUIT)
    assert not trainee.start_or_quit(course)
    assert trainee.paths.notebook.read_bytes() == ruined
    assert set_aside(trainee) == []
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def test_damage_that_shows_only_on_reading_can_be_repaired_from_the_window(
    trainee: Trainee, course: Path, answer: Callable[[str], list[str]]
) -> None:
    yesterday(trainee, course, backup=True)
    ruin_inside(trainee)
    window = trainee.start(course)
    assert "damaged" in trainee.messages[0]
    assert window.notes.editor.isReadOnly()
    answer(RESTORE)
    repair = [one for one in window.messages.findChildren(QPushButton) if "Repair" in one.text()]
    repair[0].click()
    trainee.until(lambda: trainee.running and trainee.window is not window)
    trainee.until(lambda: trainee.study.course is not None)
    trainee.settle()
    assert trainee.messages == []
    assert trainee.note_text == "yesterday's words"
    [kept] = set_aside(trainee)
    assert RUIN in kept


def test_another_programs_file_is_not_touched(
    trainee: Trainee, course: Path, answer: Callable[[str], list[str]]
) -> None:
    trainee.paths.data.mkdir(parents=True)
    with closing(sqlite3.connect(trainee.paths.notebook)) as other:
        other.execute("CREATE TABLE recipes (name)")
        other.commit()
    before = trainee.paths.notebook.read_bytes()
    answer(READ_ON)
    trainee.start(course)
    trainee.close()
    assert trainee.paths.notebook.read_bytes() == before


def test_a_newer_programs_notebook_is_read_and_not_written(trainee: Trainee, course: Path) -> None:
    yesterday(trainee, course, backup=False)
    with Notebook.open(trainee.paths.notebook, now=now()) as notebook:
        notebook._connection.execute("PRAGMA user_version = 4711")
    before = trainee.paths.notebook.read_bytes()
    window = trainee.start(course)
    assert trainee.note_text == "yesterday's words"
    assert window.notes.editor.isReadOnly()
    assert "newer version" in trainee.messages[0]
    window.commands["bookmark"].trigger()
    trainee.close()
    assert trainee.paths.notebook.read_bytes() == before


def test_a_file_where_the_data_folder_should_be(trainee: Trainee, course: Path) -> None:
    trainee.paths.data.parent.mkdir(parents=True, exist_ok=True)
    trainee.paths.data.write_text("in the way", encoding="utf-8")
    window = trainee.start(course)
    assert "So." in trainee.page_text
    assert "Nothing is being saved." in trainee.messages[0]
    assert window.notes.editor.isReadOnly()
    trainee.close()
    assert trainee.paths.data.read_text(encoding="utf-8") == "in the way"


def test_a_full_disk_keeps_the_words_until_there_is_room(
    trainee: Trainee, course: Path, small_disk: Path
) -> None:
    window = trainee.start(course)
    trainee.write_note("before")
    rest = small_disk / "something-large"
    with rest.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1024))
    long = ", while the disk was full" * 2000
    window.notes.editor.insertPlainText(long)
    trainee.until(lambda: trainee.messages)
    assert "The disk is full" in trainee.messages[0]
    assert trainee.note_state == "Not saved"
    assert trainee.note_text == "before" + long
    assert trainee.note_on_disk(trainee.question) == "before"
    window.commands["bookmark"].trigger()
    QTest.keyClicks(window.notes.editor, "!")
    care = window.findChild(Care)
    assert care is not None
    care.look_after()
    trainee.until(lambda: len(trainee.messages) == 2)
    assert "could not be checked and backed up. The disk is full" in trainee.messages[1]
    rest.unlink()
    retry = next(one for one in window.messages.findChildren(QPushButton) if one.isVisible())
    assert retry.text() == "Try again"
    retry.click()
    trainee.until(lambda: not trainee.messages and trainee.note_state == "Saved")
    assert trainee.note_on_disk(trainee.question) == f"before{long}!"
    assert list(trainee.paths.backups.glob("*.sqlite3"))
    assert trainee.bookmarked_on_disk(trainee.question)


def test_words_that_cannot_be_saved_keep_the_window_open_or_go_to_the_clipboard(
    trainee: Trainee, course: Path, answer: Callable[[str], list[str]]
) -> None:
    window = trainee.start(course)
    trainee.settle()
    QGuiApplication.clipboard().clear()
    with no_room():
        trainee.type_note("nowhere else")
        said = answer("Keep the window open")
        assert not window.close()
        assert said
        assert window.isVisible()
        assert trainee.note_text == "nowhere else"
        answer("Copy the notes and close")
        assert window.close()
        assert "nowhere else" in QGuiApplication.clipboard().text()
        assert "Why?" in QGuiApplication.clipboard().text()


def test_closing_after_a_full_disk_saves_what_waited(trainee: Trainee, course: Path) -> None:
    trainee.start(course)
    question = trainee.question
    with no_room():
        trainee.type_note("waited for room")
        trainee.until(lambda: trainee.messages)
    trainee.close()
    assert trainee.note_on_disk(question) == "waited for room"


def test_a_folder_that_holds_no_backups_is_no_matter(
    trainee: Trainee, course: Path, answer: Callable[[str], list[str]]
) -> None:
    yesterday(trainee, course, backup=False)
    trainee.paths.backups.mkdir(exist_ok=True)
    (trainee.paths.backups / "notebook-20260101-000000.sqlite3").write_bytes(b"damaged as well")
    ruin(trainee)
    said = answer(ANEW)
    trainee.start(course)
    assert RESTORE not in said


@pytest.mark.parametrize("typed", ["", "words"])
def test_closing_while_the_notebook_is_busy_asks_about_words_and_not_about_the_place(
    trainee: Trainee, tmp_path: Path, typed: str
) -> None:
    window = trainee.start(write_course(tmp_path / "trees"))
    trainee.write_note("made")
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            box.reject()

    answering = QTimer(window, interval=20)
    answering.timeout.connect(answer)
    answering.start()
    # Another program writes, and does not come to an end.
    other = sqlite3.connect(trainee.paths.notebook)
    other.execute("BEGIN IMMEDIATE")
    try:
        trainee.window.walk.question(trainee.course.questions[5].id)
        if typed:
            trainee.type_note(typed)
        assert window.close() == (not typed)
    finally:
        answering.stop()
        other.rollback()
        other.close()
    assert asked == (["Your last changes are not on disk yet."] if typed else [])
