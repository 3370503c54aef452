"""Damage that is met while the program runs, and notebooks that are saved from it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from trainee_course import write_course

from msp_desktop.course.model import Course
from msp_desktop.notebook.backup import back_up, backups
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.ui import care
from msp_desktop.ui.app import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from trainee import Trainee

    Answer = Callable[[str], list[str]]

SMALL = "# Small\n\n## Only\n\n* Why?\n  * So.\n\n* How?\n  * Thus.\n"
SAVE, RESTORE, READ_ON, QUIT = (
    "Save what can be read",
    "Restore the backup",
    "Read on without saving",
    "Quit",
)
COPY = "Copy the notes and close"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "small", SMALL)


def spoil(path: Path, word: str) -> None:
    """Change a letter of what was written, as a failing disk does."""
    data = bytearray(path.read_bytes())
    data[data.index(word.encode())] ^= 0x01
    path.write_bytes(data)


def hide_damage(trainee: Trainee) -> None:
    """Damage something that the window does not read: another course's reading place."""
    path = trainee.paths.notebook
    elsewhere = Path("/courses/other.md")
    other = Course(elsewhere, elsewhere.parent, "Other", (), (), (), (), "digest")
    with Notebook.open(path, now=now()) as notebook:
        record = notebook.adopt(other, now=now())
    with closing(sqlite3.connect(path, isolation_level=None)) as disk:
        disk.execute("UPDATE reading SET chapter = 'never' WHERE course = ?", (record.id,))


def repair(trainee: Trainee) -> None:
    """Click what the window offers to do about damage, and wait for the new window."""
    window = trainee.window
    [button] = [one for one in window.messages.findChildren(QPushButton) if "Repair" in one.text()]
    button.click()
    trainee.until(lambda: trainee.running and trainee.window is not window)
    trainee.until(lambda: trainee.study.course is not None)
    trainee.settle()


def look_after(trainee: Trainee) -> None:
    """Have the notebook looked after now: the program does it when it has been idle for a while."""
    program = trainee._program
    assert program is not None
    assert program._care is not None
    program._care.look_after()


def leave(trainee: Trainee, course: Path, text: str) -> str:
    """Leave a notebook with a note on the first question."""
    trainee.start(course)
    trainee.write_note(text)
    question = trainee.question
    trainee.close()
    return question


def test_what_can_be_read_is_saved_and_said(trainee: Trainee, course: Path, answer: Answer) -> None:
    question = leave(trainee, course, "yesterday's words")
    data = trainee.paths.notebook.read_bytes()
    trainee.paths.notebook.write_bytes(b"\xa5" * 4096 + data[4096:])
    said = answer(SAVE)
    trainee.start(course)
    assert "What can be read of the damaged notebook: notes 1." in said[1]
    assert "Nothing is known to be lost." in said[1]
    assert trainee.note_text == "yesterday's words"
    assert trainee.question == question
    [report] = trainee.messages
    assert report.startswith("Saved from the damaged notebook: notes 1.")
    [aside] = trainee.paths.data.glob("notebook.damaged-*.sqlite3")
    assert aside.name in report
    trainee.write_note(" and today's")
    assert trainee.note_on_disk(question) == "yesterday's words and today's"


def test_saving_takes_from_the_backup_what_the_file_has_lost(
    trainee: Trainee, course: Path, answer: Answer
) -> None:
    question = leave(trainee, course, "yesterday's words")
    assert back_up(trainee.paths.notebook, trainee.paths.backups, now=now())
    spoil(trainee.paths.notebook, "yesterday's words")
    answer(SAVE)
    trainee.start(course, wait=False)
    trainee.until(lambda: trainee.messages)
    repair(trainee)
    assert "From the backup of" in trainee.messages[0]
    assert trainee.note_on_disk(question) == "yesterday's words"


def test_damage_found_in_the_background_stops_all_writing_until_it_is_decided(
    trainee: Trainee, course: Path, answer: Answer
) -> None:
    question = leave(trainee, course, "yesterday's words")
    hide_damage(trainee)
    window = trainee.start(course)
    look_after(trainee)
    trainee.until(lambda: trainee.messages)
    assert "damaged" in trainee.messages[0]
    before = trainee.paths.notebook.read_bytes()
    trainee.type_note(" and today's")
    window.commands["bookmark"].trigger()
    trainee.until(lambda: trainee.note_state == "Not saved")
    assert trainee.note_text == "yesterday's words and today's"
    buttons = [one.text() for one in window.messages.findChildren(QPushButton)]
    assert "Try again" not in buttons
    assert trainee.paths.notebook.read_bytes() == before
    answer(SAVE)
    repair(trainee)
    # What could not be written then is written now.
    trainee.until(lambda: trainee.note_on_disk(question) == "yesterday's words and today's")
    assert trainee.bookmarked_on_disk(question)
    assert trainee.note_text == "yesterday's words and today's"


def test_words_that_never_reached_the_disk_are_not_dropped_on_quitting(
    trainee: Trainee, course: Path, answer: Answer, qapp: QApplication
) -> None:
    leave(trainee, course, "yesterday's words")
    hide_damage(trainee)
    window = trainee.start(course)
    look_after(trainee)
    trainee.until(lambda: trainee.messages)
    trainee.type_note(" and today's")
    trainee.until(lambda: trainee.note_state == "Not saved")
    QGuiApplication.clipboard().clear()
    first = answer(QUIT)
    second: list[list[str]] = []
    # The one question is asked as soon as the other is answered, in one event of the program's.
    timer = QTimer(qapp, interval=5)
    timer.timeout.connect(lambda: first and not second and second.append(answer(COPY)))
    timer.start()
    [button] = [one for one in window.messages.findChildren(QPushButton) if "Repair" in one.text()]
    button.click()
    trainee.until(lambda: second and second[0])
    timer.stop()
    assert second[0][0] == "Your last changes are not on disk yet."
    assert "yesterday's words and today's" in QGuiApplication.clipboard().text()
    trainee.until(lambda: not trainee.window.isVisible())


def test_a_disk_that_is_full_at_the_start_is_called_so_and_tried_again(
    trainee: Trainee, course: Path, small_disk: Path
) -> None:
    question = leave(trainee, course, "before")
    rest = small_disk / "something-large"
    with rest.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))
    window = trainee.start(course, wait=False)
    trainee.until(lambda: trainee.study.course is not None and trainee.messages)
    assert "The disk is full" in trainee.messages[0]
    assert trainee.note_text == "before"
    assert not window.notes.editor.isReadOnly()
    trainee.type_note(", full")
    trainee.until(lambda: trainee.note_state == "Not saved")
    rest.unlink()
    [again] = [one for one in window.messages.findChildren(QPushButton) if one.isVisible()]
    assert again.text() == "Try again"
    again.click()
    trainee.until(lambda: not trainee.messages and trainee.note_state == "Saved")
    assert trainee.note_on_disk(question) == "before, full"
    # And reading goes on from the disk, no more from the copy.
    trainee.until(lambda: trainee.study.notes and trainee.study.notes[0].text == "before, full")


def test_a_first_start_on_a_full_disk(trainee: Trainee, course: Path, small_disk: Path) -> None:
    rest = small_disk / "something-large"
    with rest.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))
    trainee.start(course, wait=False)
    trainee.until(lambda: trainee.study.course is not None and trainee.messages)
    assert "The disk is full" in trainee.messages[0]
    trainee.type_note("the first words")
    question = trainee.question
    rest.unlink()
    trainee.until(lambda: trainee.note_state == "Saved")
    assert trainee.note_on_disk(question) == "the first words"
    trainee.until(lambda: trainee.study.notes)


def test_a_program_that_runs_for_days_backs_up_daily(
    trainee: Trainee, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(care, "HOUR", 20)
    trainee.start(course)
    trainee.write_note("the first day")
    look_after(trainee)
    trainee.until(lambda: len(backups(trainee.paths.backups)) == 1)
    program = trainee._program
    assert program is not None
    assert program._care is not None
    start = now()
    days = 0

    def later() -> datetime:
        return start + days * care.DUE

    program._care._now = later
    trainee.write_note(", and the second")
    days = 1
    trainee.until(lambda: len(backups(trainee.paths.backups)) == 2)
