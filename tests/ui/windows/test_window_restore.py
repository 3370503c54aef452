"""Going back to a backup from the window, and back again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton
from trainee_course import write_course

from msp_desktop.notebook.backup import back_up
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.ui.app import now
from msp_desktop.ui.windows.restore import RestoreDialog

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

SMALL = "# Small\n\n## Only\n\n* Why?\n  * So.\n\n* How?\n  * Thus.\n"
HOUR = timedelta(hours=1)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "small", SMALL)


def open_dialog(trainee: Trainee) -> RestoreDialog:
    """Choose the command, and wait until a backup has been read."""
    trainee.window.commands["restore"].trigger()
    [dialog] = trainee.window.findChildren(RestoreDialog)
    assert dialog.isVisible()
    trainee.until(lambda: dialog.details.text() != "Reading…")
    return dialog


def restored(trainee: Trainee, dialog: RestoreDialog) -> None:
    """Restore what is chosen and wait for the new window."""
    window = trainee.window
    dialog.restore.click()
    trainee.until(lambda: trainee.running and trainee.window is not window)
    trainee.until(lambda: trainee.study.course is not None)
    trainee.settle()


def backed_up(trainee: Trainee, hours: int) -> None:
    """Make a backup as of some hours ago."""
    when = now() - hours * HOUR
    assert back_up(trainee.paths.notebook, trainee.paths.backups, now=when)


def test_a_backup_is_looked_into_restored_and_undone(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    trainee.write_note("first words")
    question = trainee.question
    backed_up(trainee, 2)
    trainee.write_note(" and <second> words")
    window.commands["bookmark"].trigger()
    trainee.settle()
    backed_up(trainee, 1)
    trainee.write_note(" and third words")
    dialog = open_dialog(trainee)
    assert dialog.list.count() == 2
    assert dialog.list.currentRow() == 0
    assert dialog.restore.isEnabled()
    assert "first words and &lt;second&gt; words" in dialog.details.text()
    dialog.list.setCurrentRow(1)
    trainee.until(lambda: "first words</blockquote>" in dialog.details.text())
    assert "Notes that would go, or be as they were then:" in dialog.details.text()
    assert "<li>Why?</li>" in dialog.details.text()
    assert "Courses: Small" in dialog.details.text()
    restored(trainee, dialog)
    assert trainee.note_text == "first words"
    assert trainee.question == question
    assert not trainee.bookmarked_on_disk(question)
    [said] = trainee.messages
    assert said.startswith("Your notebook is as it was on")
    [undo] = [one for one in trainee.window.messages.findChildren(QPushButton) if one.isVisible()]
    assert undo.text() == "Undo"
    restoring = trainee.window
    undo.click()
    trainee.until(lambda: trainee.running and trainee.window is not restoring)
    trainee.until(lambda: trainee.study.course is not None)
    trainee.settle()
    assert trainee.note_text == "first words and <second> words and third words"
    assert trainee.bookmarked_on_disk(question)
    # Both of the notebooks that were replaced can be had again.
    dialog = open_dialog(trainee)
    assert ["set aside" in dialog.list.item(row).text() for row in range(4)] == [
        True,
        True,
        False,
        False,
    ]
    dialog.reject()
    with Notebook.open_read_only(trainee.paths.notebook) as notebook:
        assert notebook.check() == ()


def test_what_is_typed_meanwhile_is_in_the_notebook_that_is_set_aside(
    trainee: Trainee, course: Path
) -> None:
    trainee.start(course)
    trainee.write_note("first words")
    backed_up(trainee, 1)
    dialog = open_dialog(trainee)
    assert "It holds the same as what you have now." in dialog.details.text()
    assert not dialog.restore.isEnabled()
    dialog.reject()
    trainee.until(lambda: not trainee.window.findChildren(RestoreDialog))
    trainee.window.activateWindow()
    trainee.until(trainee.window.isActiveWindow)
    trainee.write_note(", more")
    dialog = open_dialog(trainee)
    trainee.window.notes.editor.insertPlainText(", typed a moment before")
    restored(trainee, dialog)
    assert trainee.note_text == "first words"
    [aside] = trainee.paths.data.glob("notebook.replaced-*.sqlite3")
    with Notebook.open_read_only(aside) as notebook:
        [note] = notebook.notes(notebook.library()[0].id)
    assert note.text == "first words, more, typed a moment before"


def test_without_a_backup_it_says_so(trainee: Trainee, course: Path) -> None:
    trainee.start(course)
    dialog = open_dialog(trainee)
    assert dialog.list.count() == 0
    assert "There is no backup yet." in dialog.details.text()
    assert not dialog.restore.isEnabled()
    dialog.reject()


def test_a_damaged_backup_is_named_and_not_restored(trainee: Trainee, course: Path) -> None:
    trainee.start(course)
    trainee.write_note("first words")
    backed_up(trainee, 1)
    [backup] = trainee.paths.backups.glob("*.sqlite3")
    backup.write_bytes(backup.read_bytes()[:5000])
    dialog = open_dialog(trainee)
    assert "is damaged" in dialog.details.text()
    assert not dialog.restore.isEnabled()
    dialog.reject()


def test_another_window_goes_on_with_what_was_restored(trainee: Trainee, course: Path) -> None:
    """Another program's notebook, open all the while, is the restored one a moment later."""
    trainee.start(course)
    trainee.write_note("first words")
    backed_up(trainee, 1)
    trainee.write_note(", more")
    with Notebook.open(trainee.paths.notebook, now=now()) as other:
        [record] = other.library()
        assert [one.text for one in other.notes(record.id)] == ["first words, more"]
        restored(trainee, open_dialog(trainee))
        assert other.changed_elsewhere()
        assert [one.text for one in other.notes(record.id)] == ["first words"]
        assert not other.changed_elsewhere()
