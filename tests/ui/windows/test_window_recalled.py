"""Past reviews in the real window: listed as they are given, taken back, and gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from trainee_course import write_course

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QTreeWidgetItem
    from trainee import Trainee

    from msp_desktop.ui.windows.recalled_dialog import RecalledDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Looker:
    """Looks at the list of what was recalled."""

    def __init__(self, trainee: Trainee, folder: Path) -> None:
        self.trainee = trainee
        trainee.start(write_course(folder))
        trainee.until(lambda: trainee.window.pinning.at_rest)
        self.questions = [one.id for one in trainee.course.questions]

    def recall(self, number: int, *, known: bool) -> None:
        done = self.trainee.window.pinning.review(
            self.questions[number], "img/roots.png", "one", known=known
        )
        assert done is not None

    def open(self) -> RecalledDialog:
        self.trainee.window.commands["recalled"].trigger()
        return self.dialog

    @property
    def dialog(self) -> RecalledDialog:
        dialog = self.trainee.window.recalled.dialog
        assert dialog is not None
        return dialog

    def rows(self) -> list[QTreeWidgetItem]:
        tree = self.dialog.list
        rows = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
        return [row for row in rows if row is not None]

    def shares(self) -> list[tuple[str, str]]:
        return [(row.text(0), row.text(2)) for row in self.rows()]

    def title(self, number: int) -> str:
        return self.trainee.course.questions[number].title


@pytest.fixture
def looker(trainee: Trainee, tmp_path: Path) -> Looker:
    return Looker(trainee, tmp_path / "trees")


def test_nothing_yet_says_how_to_begin(looker: Looker) -> None:
    dialog = looker.open()
    assert dialog.nothing.isVisible()
    assert not dialog.list.isVisible()
    looker.recall(0, known=True)
    assert dialog.list.isVisible()
    assert not dialog.nothing.isVisible()


def test_each_question_with_its_times_in_reading_order(looker: Looker) -> None:
    looker.recall(2, known=False)
    looker.recall(1, known=True)
    looker.recall(2, known=True)
    dialog = looker.open()
    english = [(looker.title(1), "knew it · 1 of 1"), (looker.title(2), "knew it · 1 of 2")]
    assert looker.shares() == english
    assert [row.childCount() for row in looker.rows()] == [1, 2]
    assert {child.text(2) for child in map(looker.rows()[1].child, (0, 1))} == {
        "knew it",
        "did not know it",
    }
    looker.trainee.settle()
    assert looker.shares() == english
    # What another round adds comes in while it is open, and what is undone goes.
    looker.recall(1, known=False)
    assert looker.shares()[0] == (looker.title(1), "did not know it · 1 of 2")
    dialog.close()
    assert looker.trainee.window.recalled.dialog is None
    assert [row.childCount() for row in (looker.open(), looker.rows())[1]] == [2, 2]


def test_a_row_leads_to_its_question(looker: Looker) -> None:
    looker.recall(3, known=True)
    dialog = looker.open()
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert looker.trainee.window.walk.here == looker.questions[3]


def test_the_pages_menu_tells_when_it_was(looker: Looker) -> None:
    looker.recall(0, known=False)
    window = looker.trainee.window
    menu = QMenu()
    window.reader.reader.menu_wanted.emit(menu, looker.questions[0])
    found = [one for one in menu.actions() if one.objectName() == "recalled"]
    assert len(found) == 1
    assert found[0].text().endswith(": did not know it (0 of 1)…")
    found[0].trigger()
    assert looker.shares() == [(looker.title(0), "did not know it · 0 of 1")]
    other = QMenu()
    window.reader.reader.menu_wanted.emit(other, looker.questions[1])
    assert not [one for one in other.actions() if one.objectName() == "recalled"]
