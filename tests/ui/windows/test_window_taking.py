"""Taking what one wrote elsewhere and bringing it back, with the window's menu and dialogs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from trainee_course import write_course

from msp_desktop.notebook.notebook import Notebook
from msp_desktop.ui.windows.taking_dialogs import ExportDialog

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "trees")


@pytest.fixture
def written(trainee: Trainee, course: Path) -> str:
    """The question on which a note was written, in a window that is open."""
    trainee.start(course)
    question = trainee.course.chapters[0].questions[1].id
    trainee.click_question(question)
    trainee.write_note("of rings and years")
    return question


def dialog(trainee: Trainee) -> ExportDialog:
    trainee.until(lambda: trainee.window.findChildren(ExportDialog))
    return trainee.window.findChildren(ExportDialog)[-1]


def save(trainee: Trainee, command: str, title: str, target: Path, which: str = "") -> None:
    """Choose a format and a file, and wait until it is written."""
    trainee.window.commands[command].trigger()
    asked = dialog(trainee)
    asked.format.setCurrentText(title)
    assert asked.questions.isVisible() == asked.chosen().chooses
    if which:
        asked.questions.setCurrentText(which)
        assert asked.questions.currentText() == which
    trainee.choose_file(target, asked.save.click)
    told = f"{target} has been written."
    trainee.until(lambda: told in trainee.messages)


def test_what_is_typed_a_moment_ago_is_exported(
    trainee: Trainee, written: str, tmp_path: Path
) -> None:
    trainee.type_note(", and more")
    target = tmp_path / "out.md"
    save(trainee, "export", "Markdown", target)
    text = target.read_text(encoding="utf-8")
    assert "of rings and years, and more" in text
    assert "(trees/" in text


def test_each_format(trainee: Trainee, written: str, tmp_path: Path) -> None:
    save(trainee, "export", "Table (CSV)", tmp_path / "out.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert rows[1][5] == "of rings and years"
    save(trainee, "export", "W3C annotations (JSON-LD)", tmp_path / "out.jsonld")
    assert "AnnotationCollection" in (tmp_path / "out.jsonld").read_text("utf-8")
    which = "Those that something is written on"
    save(trainee, "export", "Anki deck", tmp_path / "out.txt", which)
    assert (tmp_path / "out.txt").read_text("utf-8").count('"msp-') == 1


def test_study_sheets(trainee: Trainee, written: str, tmp_path: Path) -> None:
    save(trainee, "study-sheet", "HTML", tmp_path / "out.html", "Those of this chapter")
    html = (tmp_path / "out.html").read_text("utf-8")
    chapter = trainee.course.chapters[0]
    assert html.count('class="question"') == len(chapter.questions)
    assert "of rings and years" in html
    save(trainee, "study-sheet", "PDF", tmp_path / "out.pdf", "All questions")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_a_file_that_cannot_be_written(trainee: Trainee, written: str, tmp_path: Path) -> None:
    target = tmp_path / "none" / "out.md"
    trainee.window.commands["export"].trigger()
    trainee.choose_file(target, dialog(trainee).save.click)
    told = f"{target} cannot be read or written: No such file or directory."
    trainee.until(lambda: told in trainee.messages)


def answer(trainee: Trainee, words: str) -> str:
    """Press a button of the question that is asked; return what was asked."""
    trainee.until(lambda: trainee.window.findChildren(QMessageBox))
    [box] = trainee.window.findChildren(QMessageBox)
    [button] = [one for one in box.findChildren(QPushButton) if one.text() == words]
    text = f"{box.text()} {box.informativeText()}"
    button.click()
    return text


def choose_folder(trainee: Trainee, folder: Path) -> None:
    trainee.until(
        lambda: [one for one in trainee.window.findChildren(QFileDialog) if one.isVisible()]
    )
    [asked] = [one for one in trainee.window.findChildren(QFileDialog) if one.isVisible()]
    asked.fileSelected.emit(str(folder))
    asked.close()


def test_a_capsule_there_and_back(
    trainee: Trainee, written: str, course: Path, tmp_path: Path
) -> None:
    capsule = tmp_path / "trees.mspcapsule"
    window = trainee.window
    trainee.choose_file(capsule, window.commands["export-capsule"].trigger)
    trainee.until(lambda: f"{capsule} has been written." in trainee.messages)
    # Another machine has neither the notebook nor the course.
    trainee.close()
    for one in trainee.paths.data.glob("notebook.sqlite3*"):
        one.unlink()
    course.rename(course.with_name("moved away.md") if course.is_file() else tmp_path / "away")
    window = trainee.start()
    trainee.choose_file(capsule, window.commands["import-capsule"].trigger)
    asked = answer(trainee, "Choose a folder…")
    assert "“Trees”: notes 1." in asked
    choose_folder(trainee, tmp_path / "courses")
    told = "“Trees” was imported. New: 1."
    trainee.until(lambda: told in trainee.messages)
    [open_it] = [
        one for one in window.messages.findChildren(QPushButton) if one.text() == "Open it"
    ]
    open_it.click()
    trainee.until(lambda: trainee.course.title == "Trees")
    assert told in trainee.messages
    buttons = window.messages.findChildren(QPushButton)
    assert [one for one in buttons if one.isVisible() and one.text() == "Open it"] == []
    assert trainee.course.root.is_relative_to(tmp_path / "courses")
    trainee.click_question(written)
    assert trainee.note_text == "of rings and years"
    trainee.choose_file(capsule, window.commands["import-capsule"].trigger)
    assert "It is merged with what you have written in" in answer(trainee, "Import")
    told = "“Trees” was imported. There was nothing new in it."
    trainee.until(lambda: told in trainee.messages)


def test_a_capsule_that_is_dropped_on_the_window(
    trainee: Trainee, written: str, tmp_path: Path
) -> None:
    capsule = tmp_path / "trees.mspcapsule"
    trainee.choose_file(capsule, trainee.window.commands["export-capsule"].trigger)
    trainee.until(lambda: f"{capsule} has been written." in trainee.messages)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(capsule))])
    actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain, place = Qt.KeyboardModifier.NoModifier, QPoint(50, 50)
    enter = QDragEnterEvent(place, actions, mime, left, plain)
    QCoreApplication.sendEvent(trainee.window, enter)
    assert enter.isAccepted()
    event = QDropEvent(place, actions, mime, left, plain)
    QCoreApplication.sendEvent(trainee.window, event)
    assert "“Trees”: notes 1" in answer(trainee, "Cancel")


def test_a_capsule_that_the_program_is_started_with(
    trainee: Trainee, written: str, tmp_path: Path
) -> None:
    capsule, title = tmp_path / "trees.mspcapsule", trainee.course.title
    trainee.choose_file(capsule, trainee.window.commands["export-capsule"].trigger)
    trainee.until(lambda: f"{capsule} has been written." in trainee.messages)
    trainee.close()
    trainee.start(capsule)
    assert "“Trees”: notes 1" in answer(trainee, "Cancel")
    assert trainee.course.title == title
    assert trainee.messages == []


def test_what_is_no_capsule_is_refused(trainee: Trainee, written: str, tmp_path: Path) -> None:
    other = tmp_path / "other.mspcapsule"
    other.write_bytes(b"PK\x03\x04 and no more")
    trainee.choose_file(other, trainee.window.commands["import-capsule"].trigger)
    told = (
        f"{other} is damaged or cut off. Copy it again from where it was made. Nothing was changed."
    )
    trainee.until(lambda: told in trainee.messages)
    with Notebook.open_read_only(trainee.paths.notebook) as notebook:
        assert notebook.check() == ()
