"""What the field searches: when it is read, what follows a change, how far reading is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThreadPool
from PySide6.QtWidgets import QToolButton
from search_desk import FIRST_PART, HIDDEN, commit

from msp_desktop.course.model import Block, BlockKind, Lines
from msp_desktop.notebook.model import Note, QuestionRef, Wording
from msp_desktop.search.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot
    from search_desk import SearchDesk, TypeIn

    from msp_desktop.course.model import Course

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


def test_the_source_is_asked_for_at_the_first_search_and_after_a_change(
    qtbot: QtBot, desk: SearchDesk, small_course: Course, typed: TypeIn
) -> None:
    assert desk.asked == 0
    typed("숨은", [HIDDEN])
    commit(desk.line, " ")
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.chosen))
    assert desk.asked == 1
    ref = QuestionRef("c", small_course.questions[0].id)
    desk.notes = [Note(ref, Wording(HIDDEN, "파일"), "to be tried at home", 1, NOW, NOW)]
    desk.field.invalidate()
    assert desk.asked == 1
    desk.line.clear()
    desk.field.begin()
    typed("at home", [HIDDEN])
    assert desk.asked == 2


def test_an_open_list_follows_a_change(
    qtbot: QtBot, desk: SearchDesk, small_course: Course
) -> None:
    qtbot.keyClicks(desk.line, "tried")
    qtbot.waitUntil(lambda: bool(desk.says()))
    ref = QuestionRef("c", small_course.questions[0].id)
    desk.notes = [Note(ref, Wording(HIDDEN, "파일"), "tried", 1, NOW, NOW)]
    desk.field.invalidate()
    qtbot.waitUntil(lambda: desk.titles() == [HIDDEN])


def test_another_course_is_searched_once_it_is_open(
    qtbot: QtBot, desk: SearchDesk, bundled_course: Course, typed: TypeIn
) -> None:
    typed("숨은", [HIDDEN])
    desk.field.set_source(lambda: Index.of(bundled_course, []))
    qtbot.waitUntil(lambda: desk.titles() != [HIDDEN])


def test_without_a_source_nothing_is_found_or_said(qtbot: QtBot, desk: SearchDesk) -> None:
    desk.field.set_source(None)
    qtbot.keyClicks(desk.line, "head")
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    desk.field.set_source(desk.provide)
    desk.field.begin()
    qtbot.waitUntil(lambda: desk.titles() == [FIRST_PART])
    assert desk.chosen == []


class Gate(Sequence[Block]):
    """The text of a chapter that is not there before the gate is opened."""

    def __init__(self, opened: Event) -> None:
        self.opened = opened
        self.read = 0

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[Block]:
        self.read += 1
        self.opened.wait(60)
        yield self[0]

    def __getitem__(self, index: int) -> Block:  # pyright: ignore[reportIncompatibleMethodOverride]
        return (Block(BlockKind.TEXT, "<p>behind the gate</p>", Lines(1, 1)),)[index]


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate(Event())
    yield made
    made.opened.set()


def gated(course: Course, gate: Gate) -> Index:
    first, *others = course.chapters
    return Index.of(course._replace(chapters=(first._replace(intro=gate), *others)), [])


def test_reading_for_the_first_search_says_how_far_it_is(
    qtbot: QtBot, desk: SearchDesk, small_course: Course, gate: Gate
) -> None:
    desk.index = gated(small_course, gate)
    qtbot.keyClicks(desk.line, "gate")
    qtbot.waitUntil(lambda: any("Reading the course" in one for one in desk.says()))
    assert desk.titles() is None
    # Letters go on being taken meanwhile, and Enter waits for their hits.
    qtbot.keyClicks(desk.line, " behind")
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    assert desk.line.hasFocus()
    gate.opened.set()
    qtbot.waitUntil(lambda: bool(desk.chosen))
    assert desk.chosen[0].chapter == small_course.chapters[0].id
    assert gate.read == 1


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_reading_for_the_first_search_can_be_given_up(
    qtbot: QtBot, desk: SearchDesk, small_course: Course, gate: Gate, way: str
) -> None:
    desk.index = index = gated(small_course, gate)
    qtbot.keyClicks(desk.line, "gate")
    qtbot.waitUntil(lambda: any("Reading the course" in one for one in desk.says()))
    if way == "button":
        buttons = [one for one in desk.findChildren(QToolButton) if one.text() == "Cancel"]
        [cancel] = [one for one in buttons if one.isVisible()]
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
        assert desk.line.hasFocus()
    else:
        qtbot.keyClick(desk.line, Qt.Key.Key_Escape)
    assert not any("Reading the course" in one for one in desk.says())
    assert desk.closed == 1
    gate.opened.set()
    QThreadPool.globalInstance().waitForDone()
    QCoreApplication.processEvents()
    assert not index.is_read
    assert desk.titles() is None
    # Another search goes on with it.
    desk.field.begin()
    qtbot.waitUntil(lambda: desk.titles() == [small_course.chapters[0].title])
    assert gate.read == 1
