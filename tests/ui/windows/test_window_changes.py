"""The page that says what became of a course, and what its reader decides there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import edition_course as editions
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton

from msp_desktop.ui.models.changes import Section

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.ui.views.changes.pane import ChangesPane

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return editions.write(tmp_path / "course" / "course.md", editions.text())


def question(trainee: Trainee, title: str) -> str:
    return next(one.id for one in trainee.course.questions if one.title == title)


def start(trainee: Trainee, course: Path) -> None:
    """Open a course and wait until it is known in which edition."""
    trainee.start(course)
    trainee.until_followed()


def reread(trainee: Trainee, course: Path, content: str) -> None:
    """Edit the file as its teacher does, and wait until everything has moved along."""
    before = trainee.course
    course.write_text(content, encoding="utf-8")
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: trainee.course is not before)
    trainee.until_followed()


def page(trainee: Trainee) -> ChangesPane:
    return trainee.window.following.page.pane


def show(trainee: Trainee) -> ChangesPane:
    """Show the page with its keys, and wait until it says something."""
    trainee.press(Qt.Key.Key_E, CTRL | SHIFT)
    return told(trainee)


def told(trainee: Trainee) -> ChangesPane:
    """Wait until the page that is shown says what is known."""
    pane = page(trainee)
    trainee.until(pane.isVisible)
    trainee.until(lambda: trainee.window.following.page.at_rest)
    return pane


def titles(pane: ChangesPane, section: Section) -> list[str]:
    """What the page lists in a section."""
    return [one.title for one in pane.report.questions if one.section is section]


def button(pane: ChangesPane, name: str) -> QAbstractButton:
    found = [one for one in pane.findChildren(QAbstractButton) if one.objectName() == name]
    assert found, f"there is no button {name}"
    return found[0]


def message_button(trainee: Trainee, text: str) -> QPushButton:
    buttons = trainee.window.messages.findChildren(QPushButton)
    return next(one for one in buttons if one.text() == text)


def test_a_message_says_what_changed_and_leads_to_the_page(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    assert trainee.messages == []
    reread(trainee, course, editions.edited())
    trainee.until(lambda: trainee.messages)
    assert trainee.messages == [
        "This course has changed. Questions: 2 edited, 1 moved, 1 new, 1 gone."
    ]
    message_button(trainee, "What changed").click()
    pane = told(trainee)
    assert not trainee.window.reader.reader.isVisible()
    assert trainee.messages == []
    assert titles(pane, Section.EDITED) == [editions.IMAGE, editions.REWORDED]
    assert titles(pane, Section.NEW) == ["Which command lists the layers?"]
    assert titles(pane, Section.GONE) == [editions.SWARM]
    assert len(titles(pane, Section.MOVED)) == 1
    assert titles(pane, Section.KEPT)[:1] == [editions.PORT]
    # What is the same is not in the way.
    kept = [one.key for one in pane.column.lines if one.key.startswith("kept:")]
    assert kept == []
    button(pane, "section-kept").click()
    assert [one.key for one in pane.column.lines if one.key.startswith("kept:")] != []


def test_escape_leads_back_to_the_same_place(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    trainee.click_question(question(trainee, editions.PORT))
    window = trainee.window
    spot, value = window.reader.spot(), window.reader.reader.verticalScrollBar().value()
    pane = show(trainee)
    assert pane.notice.isVisible()
    assert "Nothing has changed" in pane.notice.text()
    assert trainee.question == question(trainee, editions.PORT)
    trainee.press(Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert window.reader.reader.hasFocus()
    assert window.reader.spot() == spot
    assert window.reader.reader.verticalScrollBar().value() == value
    show(trainee)
    trainee.click_question(question(trainee, editions.IMAGE))
    assert not pane.isVisible()
    assert trainee.question == question(trainee, editions.IMAGE)
