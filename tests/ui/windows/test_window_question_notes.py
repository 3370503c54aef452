"""Notes on questions, as the page shows them: a sign beside the heading, a card, a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pen import LEFT, NONE, Pen
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from trainee_course import write_course

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.ui.views.reader.view import Reader

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


@pytest.fixture(autouse=True)
def opened(trainee: Trainee, tmp_path: Path) -> None:
    trainee.start(write_course(tmp_path / "course"))
    trainee.window.walk.question(trainee.course.questions[0].id)
    trainee.settle()


@pytest.fixture
def reader(trainee: Trainee) -> Reader:
    return trainee.window.reader.reader


def sign(reader: Reader, question: str) -> QPoint:
    rect = reader.marker.marks.rect(question)
    assert rect is not None, "the page has no such question"
    return rect.center().toPoint()


def is_signed(reader: Reader, question: str) -> bool:
    page = reader.page
    assert page is not None
    image, spot = reader.viewport().grab().toImage(), sign(reader, question)
    ratio = image.devicePixelRatio()
    colour = image.pixelColor(round(spot.x() * ratio), round(spot.y() * ratio))
    return colour.rgb() == page.formats.theme.colour("note").rgb()


def test_a_note_has_a_sign_and_a_card_beside_its_question(trainee: Trainee, reader: Reader) -> None:
    first, second = (one.id for one in trainee.course.questions[:2])
    assert not is_signed(reader, first)
    trainee.write_note("Ask **why**.")
    trainee.until(lambda: is_signed(reader, first))
    assert not is_signed(reader, second)
    QTest.mouseMove(reader.viewport(), QPoint(3, 3))
    QTest.mouseMove(reader.viewport(), sign(reader, first))
    trainee.until(lambda: Pen(trainee).card == "Ask why.")
    QTest.mouseMove(reader.viewport(), QPoint(3, 3))
    trainee.until(lambda: not Pen(trainee).card)


def test_a_sign_leads_to_the_note(trainee: Trainee, reader: Reader) -> None:
    first = trainee.course.questions[0].id
    trainee.write_note("Here.")
    trainee.until(lambda: is_signed(reader, first))
    trainee.window.walk.question(trainee.course.questions[1].id)
    reader.verticalScrollBar().setValue(0)
    trainee.settle()
    QTest.mouseClick(reader.viewport(), LEFT, NONE, sign(reader, first))
    assert trainee.note_text == "Here."
    assert trainee.window.notes.editor.hasFocus()


def test_the_menu_writes_on_the_question_that_it_is_opened_on(
    trainee: Trainee, reader: Reader
) -> None:
    second = trainee.course.questions[1]
    begin, end = Pen(trainee).spots(second.title)
    spot, view = (begin + end) / 2, reader.viewport()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, spot, view.mapToGlobal(spot), Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(view, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    [action] = [one for one in menu.actions() if one.objectName() == "note"]
    assert action.text() == "Write a note on this question"
    menu.close()
    # There is no window manager here that would do it.
    trainee.window.activateWindow()
    action.trigger()
    editor = trainee.window.notes.editor
    assert editor.hasFocus()
    QTest.keyClicks(editor, "On the second one.")
    trainee.until(lambda: trainee.note_state == "Saved")
    assert trainee.note_on_disk(second.id) == "On the second one."


def test_a_note_is_called_by_what_its_highlight_has_now(trainee: Trainee) -> None:
    pen = Pen(trainee)
    pen.select("a long")
    trainee.window.commands["highlight-blue"].trigger()
    trainee.until(lambda: pen.quotes == ["a long"])
    pen.click("a long")
    trainee.window.commands["note"].trigger()
    assert trainee.window.notes.header.title.text().endswith("“a long”")
    pen.drag_end("answer")
    trainee.until(lambda: pen.quotes == ["a long answer"])
    assert trainee.window.notes.header.title.text().endswith("“a long answer”")
