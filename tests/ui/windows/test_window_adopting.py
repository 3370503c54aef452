"""What was written in another edition of a course, brought into the open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import edition_course as editions
import pytest
from changes_page import (
    FOLLOWED,
    button,
    decisions,
    message_button,
    notes,
    start,
    start_marked,
    told,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from msp_desktop.course.diagrams.model import Box
from msp_desktop.notebook.model import Colour, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.pins import Pin
from msp_desktop.ui.windows.adopt_dialog import AdoptDialog

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return editions.write(tmp_path / "course" / "course.md", editions.text())


def other_edition(folder: Path) -> Path:
    return editions.write(folder / "other" / "containers-2.md", editions.edited())


def adopt(trainee: Trainee) -> AdoptDialog:
    trainee.window.commands["adopt"].trigger()
    [dialog] = trainee.window.findChildren(AdoptDialog)
    trainee.until(lambda: dialog.at_rest)
    return dialog


def test_notes_of_another_edition_are_brought_in_and_taken_back(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    start_marked(trainee, course)
    trainee.open(other_edition(tmp_path))
    trainee.until_followed()
    assert trainee.study.notes == ()
    dialog = adopt(trainee)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [
        "Containers\ncourse.md"
    ]
    said = dialog.details.text()
    assert "Written in it: notes 2, bookmarks 1." in said
    assert "Of its 6 questions, 5 are in the open course, too." in said
    assert "Notes and marks that find their question: 2." in said
    assert "To be decided on afterwards: 1." in said
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    trainee.until(lambda: trainee.messages)
    assert trainee.messages == [
        "From “Containers” came: notes 2, bookmarks 1. Marks to be decided on: 1."
    ]
    assert notes(trainee) == FOLLOWED
    message_button(trainee, "Decide…").click()
    pane = told(trainee)
    trainee.until(lambda: decisions(pane) == [("note", editions.SWARM)])
    button(pane, "step-back").click()
    trainee.until(lambda: trainee.study.notes == ())
    trainee.settle()
    trainee.window.commands["undo"].trigger()
    trainee.until(lambda: len(trainee.study.notes) == 2)
    trainee.settle()
    # The other one has kept its own.
    trainee.open(course)
    assert notes(trainee) == {editions.VOLUME: "on volumes", editions.SWARM: "on swarms"}


def test_what_hangs_on_a_picture_comes_along(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    start_marked(trainee, course)
    assert trainee.study.record is not None
    box = Box(0.25, 0.25, 0.0, 0.0)
    name = trainee.study.record.id
    pin = Pin.made("5" * 24, name, "img/layers.png", box, Colour.BLUE, now=trainee.study.now())
    with Notebook.open(trainee.paths.notebook, now=trainee.study.now()) as notebook:
        notebook.pins.write(pin, None, now=trainee.study.now())
        worded = Wording("", "")
        notebook.write_note(pin.ref, "here", base=0, wording=worded, now=trainee.study.now())
    trainee.open(other_edition(tmp_path))
    trainee.until_followed()
    said = adopt(trainee).details.text()
    assert "Written in it: notes 3, bookmarks 1, pins 1." in said
    assert "Notes and marks that find their question: 4." in said
    assert "To be decided on afterwards: 1." in said
    [dialog] = trainee.window.findChildren(AdoptDialog)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    trainee.until(lambda: trainee.messages)
    assert trainee.messages == [
        "From “Containers” came: notes 3, bookmarks 1, pins 1. Marks to be decided on: 1."
    ]


def test_another_edition_is_chosen_by_its_file(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    start_marked(trainee, course)
    stranger = editions.write(tmp_path / "new" / "stranger.md", "# Other\n\n* Why?\n  * So.\n")
    trainee.open(other_edition(tmp_path))
    trainee.until_followed()
    dialog = adopt(trainee)
    trainee.choose_file(stranger, dialog.file.click)
    trainee.until(lambda: dialog.at_rest)
    assert "Nothing is written in that course" in dialog.details.text()
    assert not dialog.adopt.isEnabled()
    trainee.choose_file(course, dialog.file.click)
    trainee.until(lambda: dialog.at_rest and dialog.adopt.isEnabled())
    dialog.reject()
    assert trainee.study.notes == ()


def test_without_other_notes_there_is_nothing_to_adopt(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    dialog = adopt(trainee)
    assert "There is no other course in which anything is written." in dialog.details.text()
    assert not dialog.adopt.isEnabled()
    dialog.reject()
