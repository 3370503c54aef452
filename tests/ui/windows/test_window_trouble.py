"""Bugs, crashes and reports in the whole window: what is said is true, and one goes on or ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from msp_desktop.notebook.errors import NotebookUnwritable, Obstacle
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.paths import bundled_course
from msp_desktop.running.log import tail
from msp_desktop.ui.saving.safety import Safety
from msp_desktop.ui.windows.crash_dialog import CrashDialog
from msp_desktop.ui.windows.report_dialog import ReportDialog

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

NOTE = "a volume outlives its container"


def crash_dialogs() -> list[CrashDialog]:
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, CrashDialog) and one.isVisible()
    ]


def start(trainee: Trainee) -> None:
    """Start with the program's own hooks, which tests of other things take away."""
    trainee.start(bundled_course("en"))
    trainee._program._attending._crashes.catch()


def meet_a_bug(text: str = "") -> None:
    """Meet a bug in a slot."""
    try:
        raise LookupError(text)
    except LookupError:
        sys.excepthook(*sys.exc_info())


def dialog_of(trainee: Trainee) -> CrashDialog:
    trainee._qtbot.waitUntil(lambda: bool(crash_dialogs()))
    [dialog] = crash_dialogs()
    return dialog


def test_what_is_being_typed_is_on_disk_before_the_dialog_says_so(trainee: Trainee) -> None:
    start(trainee)
    trainee.type_note(NOTE)
    question = trainee.question
    meet_a_bug(NOTE)
    dialog = dialog_of(trainee)
    assert dialog.saved.text() == "Everything that you wrote is on the disk."
    with Notebook.open_read_only(trainee.paths.notebook) as notebook:
        [note] = notebook.notes(trainee.study.record.id)
        assert (note.ref.question, note.text) == (question, NOTE)
    # The report says where, and nothing of what was written.
    assert "in meet_a_bug" in dialog.report.toPlainText()
    assert NOTE not in dialog.report.toPlainText()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert crash_dialogs() == []
    assert trainee.running


def test_keys_alone_copy_the_report_and_go_on(trainee: Trainee) -> None:
    start(trainee)
    meet_a_bug()
    dialog = dialog_of(trainee)
    assert dialog.windowTitle()
    assert dialog.accessibleDescription().startswith("Something went wrong")
    seen = set()
    for _ in range(8):
        seen.add(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert {dialog.report, dialog.copy, dialog.quit, dialog.go_on} <= seen
    dialog.copy.setFocus()
    QTest.keyClick(dialog.copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == dialog.report.toPlainText()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert crash_dialogs() == []
    # Told once.
    meet_a_bug()
    QApplication.processEvents()
    assert crash_dialogs() == []


def test_quitting_closes_the_window_as_always(trainee: Trainee) -> None:
    start(trainee)
    trainee.type_note(NOTE)
    meet_a_bug()
    QTest.mouseClick(dialog_of(trainee).quit, Qt.MouseButton.LeftButton)
    assert not trainee.window.isVisible()
    assert trainee.pending == 0


def test_words_that_are_not_on_disk_are_said_to_be_not(trainee: Trainee) -> None:
    start(trainee)
    trainee.type_note(NOTE)
    error = NotebookUnwritable(trainee.paths.notebook, Obstacle.FULL)
    trainee.settle()
    study = trainee.study
    study.writing.note(study.ref(trainee.question), NOTE, 0, study.wording(trainee.question))
    unsaved = trainee.window._saver.unsaved()
    assert unsaved
    dialog = CrashDialog("report", Safety(unsaved, error), trainee.window)
    dialog.open()
    assert dialog.saved.text().startswith("Not on the disk yet: 1 changes. The disk is full")
    QTest.mouseClick(dialog.copy_notes, Qt.MouseButton.LeftButton)
    assert NOTE in QGuiApplication.clipboard().text()
    dialog.reject()
    dialog = CrashDialog("report", Safety(known=False), trainee.window)
    assert "could not be found out" in dialog.saved.text()
    dialog.deleteLater()


def test_a_crash_of_the_last_session_is_told_once_with_the_report(trainee: Trainee) -> None:
    trainee.paths.log.mkdir(parents=True)
    left = trainee.paths.log / "crash-7-99.live.txt"
    left.write_text('Fatal Python error: Segmentation fault\n  File "x.py", line 3 in deep\n')
    window = trainee.start(bundled_course("en"))
    [said] = [one for one in trainee.messages if "ended unexpectedly" in one]
    assert "saved is on the disk" in said
    assert window.messages.offers("hard-crash") == ["Report…"]
    window.commands["report"].trigger()
    text = report_text(trainee)
    assert "Segmentation fault" in text
    assert "line 3 in deep" in text
    trainee.close()
    trainee.start(bundled_course("en"))
    assert not [one for one in trainee.messages if "unexpectedly" in one]


def report_text(trainee: Trainee) -> str:
    [dialog] = trainee.window.findChildren(ReportDialog)
    trainee.until(dialog.save.isEnabled)
    return dialog.preview.toPlainText()


@pytest.fixture
def named_course(tmp_path: Path) -> Path:
    """A course whose every word would be recognised in a report."""
    folder = tmp_path / "Secretcourse"
    folder.mkdir()
    text = "# Secrettitle\n\n## Secretchapter\n\n* Secretquestion?\n  * Secretanswer.\n"
    (folder / "Secretfile.md").write_text(f"{text}\n![](Secretpicture.png)\n", encoding="utf-8")
    return folder / "Secretfile.md"


def test_the_report_is_saved_as_it_is_shown_and_has_no_word_of_the_user(
    trainee: Trainee, named_course: Path, tmp_path: Path
) -> None:
    window = trainee.start(named_course)
    trainee.write_note("Secretnote")
    window.commands["bookmark"].trigger()
    trainee.study.pictures.locate("Secretpicture.png", tmp_path / "Secretplace.png")
    trainee.settle()
    window.commands["report"].trigger()
    text = report_text(trainee)
    for said in (
        *("MSP Desktop", "Python", "Qt", "PySide6", "Markdown", "platform: offscreen"),
        *("screen ", "window/look: ", "located: 1 entries", "notes: 1", "bookmarks: 1"),
        *("damaged places: 0", "format: ", "kind: file.md", "questions: 1", "course-opened"),
        *("backups: 0", "notebook.sqlite3: "),
    ):
        assert said in text
    assert "secret" not in text.lower()
    assert "Secret" not in tail(trainee.paths.log, 10**9)
    [dialog] = window.findChildren(ReportDialog)
    trainee._qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    [asking] = dialog.findChildren(QFileDialog)
    file = tmp_path / "report.txt"
    asking.fileSelected.emit(str(file))
    asking.close()
    assert file.read_text(encoding="utf-8") == text
    assert str(file) in dialog.said.text()
    dialog._save(str(tmp_path / "gone" / "report.txt"))
    assert "could not be written" in dialog.said.text()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == text
    dialog.close()


def test_the_report_says_what_is_wrong_with_a_notebook(trainee: Trainee) -> None:
    window = trainee.start(bundled_course("en"))
    trainee.settle()
    trainee.paths.notebook.write_bytes(b"no notebook at all" * 1000)
    window.commands["report"].trigger()
    assert "cannot be read: Notebook" in report_text(trainee)
    window.findChildren(ReportDialog)[0].close()
