"""A column of very many rows: which are made, what stays in sight, where the keyboard is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from msp_desktop.ui.views.changes.column import Column, Row
from msp_desktop.ui.views.changes.heights import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

MANY = 2000


class Named(Row):
    """A row with a button; its value is how high it is."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.high = line.value
        self.button = QPushButton(line.key, self)

    def height_for(self, width: int) -> int:
        assert isinstance(self.high, int)
        return self.high

    def stops(self) -> Sequence[QWidget]:
        return (self.button,)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self.button.resize(self.size())


def lines(high: int = 40, count: int = MANY, guess: int = 90) -> list[Line]:
    return [Line(f"row {number}", high, guess) for number in range(count)]


@pytest.fixture
def column(qtbot: QtBot) -> Column:
    made = Column(Named, 400, 20)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    with qtbot.waitExposed(made):
        made.set_lines(lines())
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def top_of(column: Column, key: str) -> int:
    row = column.row(key)
    assert row is not None
    return row.y()


def has_keyboard(column: Column, key: str) -> bool:
    row = column.row(key)
    return isinstance(row, Named) and row.button.hasFocus()


def settled(column: Column, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: column.at_rest)


def first_in_sight(column: Column) -> Row:
    seen = [one for one in column.rows() if one.geometry().bottom() > 0]
    return min(seen, key=lambda one: one.y())


def test_only_rows_around_what_is_in_sight_are_made(column: Column, qtbot: QtBot) -> None:
    settled(column, qtbot)
    assert len(column.lines) == MANY
    assert 10 <= len(column.rows()) <= 40
    for value in (5_000, 60_000, 100_000, 300):
        column.verticalScrollBar().setValue(value)
        settled(column, qtbot)
        assert 10 <= len(column.rows()) <= 80
        tops = [one.geometry().top() for one in column.rows()]
        assert tops == sorted(tops)
        # No gap is in sight.
        assert first_in_sight(column).y() <= 0
        assert max(one.geometry().bottom() for one in column.rows()) >= column.viewport().height()


def test_what_stands_at_the_top_stays_when_rows_above_turn_out_otherwise(
    column: Column, qtbot: QtBot
) -> None:
    settled(column, qtbot)
    column.verticalScrollBar().setValue(90_000)
    first = first_in_sight(column)
    before = first.y()
    settled(column, qtbot)
    assert first.y() == before
    # What is made above it later is as high as it is.
    column.verticalScrollBar().setValue(column.verticalScrollBar().value() - 60)
    settled(column, qtbot)
    assert first.y() == before + 60


def test_other_lines_leave_what_is_at_the_top_where_it_is(column: Column, qtbot: QtBot) -> None:
    column.verticalScrollBar().setValue(40_000)
    settled(column, qtbot)
    first = first_in_sight(column)
    assert isinstance(first, Named)
    key, before = first.button.text(), first.y()
    number = int(key.split()[1])
    fewer = [one for one in lines() if int(one.key.split()[1]) > 300]
    column.set_lines(fewer)
    assert column.row(key) is first
    assert first.y() == before
    column.set_lines([one for one in fewer if one.key != key])
    follower = column.row(f"row {number + 1}")
    assert follower is first_in_sight(column)


def test_the_keyboard_goes_from_row_to_row_and_stays_near_what_goes(
    column: Column, qtbot: QtBot
) -> None:
    column.setFocus()
    for _ in range(30):
        QTest.keyClick(column.window().focusWidget(), Qt.Key.Key_Tab)
    row = column.row("row 29")
    assert row is not None
    assert has_keyboard(column, "row 29")
    assert 0 <= row.y() <= column.viewport().height() - row.height()
    column.step(1)
    column.step(1)
    assert has_keyboard(column, "row 31")
    column.set_lines([one for one in lines() if one.key != "row 31"])
    assert has_keyboard(column, "row 32")
    column.step(-1)
    assert has_keyboard(column, "row 30")
    column.go_to("row 1500")
    assert has_keyboard(column, "row 1500")
    assert top_of(column, "row 1500") == 0
    column.set_lines(())
    assert column.hasFocus()


def test_a_row_that_grows_moves_what_is_below_it(column: Column, qtbot: QtBot) -> None:
    settled(column, qtbot)
    row = column.row("row 2")
    assert isinstance(row, Named)
    above, below = top_of(column, "row 1"), top_of(column, "row 3")
    row.high = 140
    row.grown.emit()
    assert top_of(column, "row 1") == above
    assert top_of(column, "row 3") == below + 100
