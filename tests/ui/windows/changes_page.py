"""What tests of the page of changes have in common: hands and eyes for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import edition_course as editions
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from msp_desktop.ui.views.flat import FlatButton

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.ui.models.changes import Section
    from msp_desktop.ui.views.changes.pane import ChangesPane

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

FOLLOWED = {editions.REWORDED: "on volumes", "gone": "on swarms"}
"""What :func:`start_marked` has written, as :func:`notes` tells it of the edited course."""


def question(trainee: Trainee, title: str) -> str:
    return next(one.id for one in trainee.course.questions if one.title == title)


def start(trainee: Trainee, course: Path) -> None:
    """Open a course and wait until it is known in which edition."""
    trainee.start(course)
    trainee.until_followed()


def start_marked(trainee: Trainee, course: Path) -> None:
    """Open a course, and write on a question that will be reworded and on one that will go."""
    start(trainee, course)
    trainee.click_question(question(trainee, editions.VOLUME))
    trainee.press(Qt.Key.Key_D, CTRL)
    trainee.write_note("on volumes")
    trainee.press(Qt.Key.Key_Escape)
    trainee.click_question(question(trainee, editions.SWARM))
    trainee.write_note("on swarms")
    trainee.press(Qt.Key.Key_Escape)
    trainee.settle()


def until_known(trainee: Trainee) -> None:
    """Wait until the window knows what has changed, and whether that was looked at."""
    following = trainee.window.following
    trainee.until(lambda: following.at_rest and following.news.is_told)
    trainee.settle()


def sign_button(trainee: Trainee) -> FlatButton:
    """The sign at the window's top that the course has changed."""
    [button] = trainee.window.top_bar.findChildren(FlatButton, "news-sign")
    assert button.isVisible()
    return button


def sign(trainee: Trainee) -> str:
    """What the sign at the window's top says, "" where there is none."""
    found = trainee.window.top_bar.findChildren(FlatButton, "news-sign")
    return next((one.toolTip() for one in found if one.isVisible()), "")


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


def notes(trainee: Trainee) -> dict[str, str]:
    """The notes by their questions' titles."""
    titles = {one.id: one.title for one in trainee.course.questions}
    return {titles.get(one.ref.question, "gone"): one.text for one in trainee.study.notes}


def decisions(pane: ChangesPane) -> list[tuple[str, str]]:
    """What is listed for a decision: what it is, and the title of where it was."""
    return [(one.kind, one.title) for one in pane.report.decisions if not one.kept]


def words(pane: ChangesPane) -> str:
    """What the labels on the page say."""
    return "\n".join(one.text() for one in pane.findChildren(QLabel) if one.isVisible())
