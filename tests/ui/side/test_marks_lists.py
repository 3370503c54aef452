"""The lists of bookmarks and notes under a person's hand and eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from side_course import (
    LONG,
    bookmark,
    chapter,
    click,
    colours,
    course_of,
    note,
    question,
    sample,
    spot,
    titles,
    with_title,
)

from msp_desktop.ui.models.mark_rows import Sieve
from msp_desktop.ui.views.side.marks_page import MarksPage

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.side import SidePane

MISSING = "Not found in this edition"


@pytest.fixture
def heard(pane: SidePane) -> list[tuple[str, str]]:
    """What the pane said, as (signal, question)."""
    said: list[tuple[str, str]] = []
    for name in ("question_chosen", "note_chosen", "bookmark_removed", "note_removed"):
        getattr(pane, name).connect(lambda one, name=name: said.append((name, one)))
    return said


def shown(pane: SidePane) -> MarksPage:
    """The page that is seen."""
    return next(page for page in pane.findChildren(MarksPage) if page.isVisible())


def row(pane: SidePane, question_id: str) -> QModelIndex:
    return shown(pane).model.index_of(question_id)


def many(count: int) -> list[str]:
    return [f"q{number}" for number in range(count)]


def show_many(pane: SidePane, count: int) -> None:
    asked = [question(one, f"Title {one}") for one in many(count)]
    pane.set_course(course_of(chapter("c", "Chapter", 2, asked)))
    pane.set_marks([bookmark(one) for one in many(count)], [])


# What is listed.


def test_bookmarks_stand_in_the_courses_order_and_those_that_are_gone_last(pane: SidePane) -> None:
    gone = bookmark("gone", "What was it?", "Old")
    pane.set_marks([gone, bookmark("q4"), bookmark("q1", "An older wording", "Older")], [])
    pane.show_tab("bookmarks")
    assert titles(shown(pane).list) == [
        "Are layers shared?",
        "Why not containers?",
        MISSING,
        "What was it?",
    ]


def test_notes_stand_in_reading_order_and_those_that_are_gone_last(pane: SidePane) -> None:
    late = note("gone", "Lost?", days=9, title="What was it?")
    pane.set_marks([], [late, note("q4", "four", days=2), note("q1", "one")])
    pane.show_tab("notes")
    assert titles(shown(pane).list) == [
        "Are layers shared?",
        "Why not containers?",
        MISSING,
        "What was it?",
    ]


def test_a_list_follows_the_course_and_the_notebook(pane: SidePane) -> None:
    pane.show_tab("bookmarks")
    pane.set_marks([bookmark("q1"), bookmark("q4", "Asked before", "Pods")], [])
    pane.set_course(with_title(sample(), "q1", "Are all layers shared?"))
    assert titles(shown(pane).list) == ["Are all layers shared?", "Why not containers?"]
    pane.set_course(course_of(sample().chapters[0]))
    assert titles(shown(pane).list) == ["Are layers shared?", MISSING, "Asked before"]
    pane.set_marks([], [])
    assert titles(shown(pane).list) == []


def test_the_lists_keep_qts_rules(pane: SidePane, qtmodeltester: ModelTester) -> None:
    pane.show_tab("bookmarks")
    model = shown(pane).model
    qtmodeltester.check(model)
    for marked in (["q1", "q4"], ["q1", "q2", "q4", "gone"], ["gone"], ["q2", "q3"], []):
        pane.set_marks([bookmark(one) for one in marked], [])
        model.set_sieve(Sieve("e"))
        model.set_sieve(Sieve())
    qtmodeltester.check(model)


def test_a_note_shows_its_first_lines_its_day_and_its_chapter(pane: SidePane, light: Theme) -> None:
    pane.set_marks([], [note("q1", "\n# First\n\n  second   line \nthird"), note("q4", "Short")])
    pane.show_tab("notes")
    accessible = QAccessible.queryAccessibleInterface(shown(pane).list)
    names = [
        accessible.child(at).text(QAccessible.Text.Name) for at in range(accessible.childCount())
    ]
    day = QLocale().toString(_today(), QLocale.FormatType.ShortFormat)
    assert names == [
        f"Are layers shared?. First. second line. {day} · Images",
        f"Why not containers?. Short. {day} · Pods",
    ]
    bar = light.colour("note")
    first, second = (
        spot(shown(pane).list, row(pane, "q1"), bar),
        spot(shown(pane).list, row(pane, "q4"), bar),
    )
    assert first.height() > second.height() * 1.5 > 0


def _today() -> object:
    from PySide6.QtCore import QDate
    from side_course import NOON

    local = NOON.astimezone()
    return QDate(local.year, local.month, local.day)


def test_what_is_gone_is_muted(pane: SidePane, light: Theme) -> None:
    pane.set_marks([], [note("q1", "Here"), note("gone", "Still here", title="What was it?")])
    pane.show_tab("notes")
    text, mark = light.colour("text").name(), light.colour("note").name()
    assert {text, mark} <= colours(pane, shown(pane).list, row(pane, "q1"))
    seen = colours(pane, shown(pane).list, row(pane, "gone"))
    assert light.colour("muted").name() in seen
    assert not seen & {text, mark}


def test_rows_follow_the_panes_width(pane: SidePane) -> None:
    pane.set_course(with_title(sample(), "q1", LONG))
    pane.set_marks([bookmark("q1"), bookmark("q4")], [])
    pane.show_tab("bookmarks")

    def heights() -> list[int]:
        return [shown(pane).list.visualRect(row(pane, one)).height() for one in ("q1", "q4")]

    assert heights()[0] > heights()[1]
    pane.resize(1200, 500)
    assert heights()[0] == heights()[1]
    pane.resize(272, 500)
    assert heights()[0] > heights()[1]


def test_no_row_is_seen_at_a_height_of_the_width_before(pane: SidePane) -> None:
    pane.set_course(with_title(sample(), "q1", LONG))
    pane.set_marks([bookmark("q1"), bookmark("q4")], [])
    pane.show_tab("bookmarks")
    pane.resize(1200, 500)
    view = shown(pane).list
    view.viewport().grab()
    pane.resize(272, 500)
    seen = view.viewport().grab().toImage()
    view.doItemsLayout()
    assert seen == view.viewport().grab().toImage()


def test_rows_stand_below_each_other_beside_a_scroll_bar(pane: SidePane) -> None:
    # Of titles of all lengths some fit a line only where there is no scroll bar.
    asked = [question(f"q{number}", "i" * number) for number in range(1, 90)]
    names = [one.id for one in asked]
    pane.set_course(course_of(chapter("c", "Chapter", 2, asked)))
    pane.set_marks([bookmark(one) for one in names], [])
    pane.show_tab("bookmarks")
    view = shown(pane).list
    view.viewport().grab()
    assert view.verticalScrollBar().isVisible()
    rows = [view.visualRect(row(pane, one)) for one in names]
    assert [one.top() for one in rows[1:]] == [one.bottom() + 1 for one in rows[:-1]]


def test_a_label_covers_the_title_that_it_will_stand_for(pane: SidePane) -> None:
    pane.set_course(with_title(sample(), "q1", LONG))
    pane.set_marks([bookmark("q1"), bookmark("q4")], [])
    pane.show_tab("bookmarks")
    view = shown(pane).list
    field = {}
    for name in ("q1", "q4"):
        view.edit(row(pane, name))
        [field[name]] = [one for one in view.viewport().findChildren(QLineEdit) if one.isVisible()]
        assert field[name].height() > view.visualRect(row(pane, name)).height() / 2
        QTest.keyClick(field[name], Qt.Key.Key_Escape)
    assert field["q1"].height() > field["q4"].height()


def test_the_question_being_read_is_marked(pane: SidePane, light: Theme) -> None:
    pane.set_marks([bookmark("q1"), bookmark("q4")], [])
    pane.set_current("pods", "q4")
    pane.show_tab("bookmarks")
    panel = light.colour("selected").name()
    assert panel in colours(pane, shown(pane).list, row(pane, "q4"))
    pane.set_current("images", "q1")
    assert panel in colours(pane, shown(pane).list, row(pane, "q1"))
    assert panel not in colours(pane, shown(pane).list, row(pane, "q4"))
    pane.set_current("images", "q2")
    assert shown(pane).list.selectedIndexes() == []


@pytest.mark.parametrize(("tab", "says"), [("bookmarks", "Ctrl+D"), ("notes", "notes pane")])
def test_an_empty_list_says_what_to_do(pane: SidePane, tab: str, says: str) -> None:
    pane.show_tab(tab)
    page = shown(pane)
    assert page.notice.isVisible()
    assert says in page.notice.text()
    assert not page.field.isVisible()
    pane.set_marks([bookmark("q1")], [note("q1", "words")])
    assert page.list.isVisible()
    assert not page.notice.isVisible()


# What is done.


def test_a_click_or_enter_goes_to_a_bookmarked_question(
    pane: SidePane, heard: list[tuple[str, str]]
) -> None:
    pane.set_marks([bookmark("q1"), bookmark("q4")], [])
    pane.show_tab("bookmarks")
    click(shown(pane).list, row(pane, "q4"))
    QTest.keyClick(shown(pane).list, Qt.Key.Key_Up)
    QTest.keyClick(shown(pane).list, Qt.Key.Key_Return)
    assert heard == [("question_chosen", "q4"), ("question_chosen", "q1")]


def test_of_a_bookmark_that_is_gone_its_note_can_be_read(
    pane: SidePane, heard: list[tuple[str, str]]
) -> None:
    gone = [bookmark("gone", "With a note"), bookmark("lost", "Without one")]
    pane.set_marks(gone, [note("gone", "words")])
    pane.show_tab("bookmarks")
    for one in ("lost", "gone"):
        click(shown(pane).list, row(pane, one))
    assert heard == [("note_chosen", "gone")]


def test_every_note_can_be_read_and_the_heading_leads_to_what_is_to_be_decided(
    pane: SidePane, heard: list[tuple[str, str]]
) -> None:
    wanted: list[str] = []
    pane.decision_wanted.connect(wanted.append)
    pane.set_marks([], [note("q1", "words"), note("gone", "words", title="What was it?")])
    pane.show_tab("notes")
    view = shown(pane).list
    for index in (row(pane, "q1"), shown(pane).model.index(1), row(pane, "gone")):
        click(view, index)
    assert heard == [("note_chosen", "q1"), ("note_chosen", "gone")]
    assert wanted == [""]
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert wanted == ["", ""]
    spoken = view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Not found in this edition. Decide…"


def test_delete_removes_one_bookmark_after_the_other(
    pane: SidePane, heard: list[tuple[str, str]]
) -> None:
    left = ["q1", "q2", "q3", "q4"]

    def remove(question_id: str) -> None:
        left.remove(question_id)
        pane.set_marks([bookmark(one) for one in left], [])

    pane.bookmark_removed.connect(remove)
    pane.set_marks([bookmark(one) for one in left], [])
    pane.set_current("images", "q1")
    pane.show_tab("bookmarks")
    view = shown(pane).list
    view.setFocus()
    view.setCurrentIndex(row(pane, "q2"))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert heard == [("bookmark_removed", "q2"), ("bookmark_removed", "q3")]
    assert titles(view) == ["Are layers shared?", "Why not containers?"]
    assert view.currentIndex() == row(pane, "q4")
    assert view.selectedIndexes() == [row(pane, "q1")]


def test_delete_in_the_notes_removes_the_note(pane: SidePane, heard: list[tuple[str, str]]) -> None:
    pane.set_marks([bookmark("q1")], [note("q1", "words")])
    pane.show_tab("notes")
    shown(pane).list.setFocus()
    shown(pane).list.setCurrentIndex(row(pane, "q1"))
    QTest.keyClick(shown(pane).list, Qt.Key.Key_Delete)
    assert heard == [("note_removed", "q1")]


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
def test_the_context_menu_removes_a_bookmark(
    pane: SidePane, heard: list[tuple[str, str]], qtbot: QtBot
) -> None:
    pane.set_marks([bookmark("q1"), bookmark("gone", "What was it?")], [])
    pane.show_tab("bookmarks")
    view = shown(pane).list
    said: list[list[str]] = []
    for one in ("q1", "gone"):
        view.customContextMenuRequested.emit(view.visualRect(row(pane, one)).center())
        menu = cast("QMenu", QApplication.activePopupWidget())
        said.append([action.text() for action in menu.actions()])
        with qtbot.waitSignal(menu.destroyed):
            QTest.keyClick(menu, Qt.Key.Key_Up)
            QTest.keyClick(menu, Qt.Key.Key_Return)
    assert said == [
        ["Go to question", "Label…", "Remove bookmark"],
        ["Decide…", "Label…", "Remove bookmark"],
    ]
    assert heard == [("bookmark_removed", "q1"), ("bookmark_removed", "gone")]


# Filtering.


def test_a_filter_is_there_once_a_list_is_long(pane: SidePane) -> None:
    pane.show_tab("bookmarks")
    show_many(pane, 8)
    assert not shown(pane).field.isVisible()
    show_many(pane, 9)
    assert shown(pane).field.isVisible()


def test_the_filter_leaves_titles_and_notes_that_hold_its_text(pane: SidePane) -> None:
    show_many(pane, 10)
    words = {"q3": "About a Volume", "q5": "볼륨은 컨테이너 밖에 있다"}
    pane.set_marks([], [note(one, words.get(one, "nothing")) for one in many(10)])
    pane.show_tab("notes")
    page = shown(pane)
    QTest.keyClicks(page.field, "vOLUME ")
    assert titles(page.list) == ["Title q3"]
    page.field.clear()
    # Hangul as a keyboard of another system may send it: in letters, not syllables.
    page.field.insert("\u1107\u1169\u11af\u1105\u1172\u11b7")
    assert titles(page.list) == ["Title q5"]
    page.field.clear()
    QTest.keyClicks(page.field, "title Q7")
    assert titles(page.list) == ["Title q7"]
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert len(titles(page.list)) == 10


def test_a_filter_that_leaves_nothing_says_so_and_stays_in_reach(pane: SidePane) -> None:
    show_many(pane, 9)
    pane.show_tab("bookmarks")
    page = shown(pane)
    QTest.keyClicks(page.field, "xyz")
    assert page.notice.text() == "Nothing here contains “xyz”."
    assert page.notice.isVisible()
    show_many(pane, 3)
    assert page.field.isVisible()
    page.field.clear()
    assert not page.field.isVisible()
    assert len(titles(page.list)) == 3


def test_down_leads_from_the_filter_into_the_list(
    pane: SidePane, heard: list[tuple[str, str]]
) -> None:
    show_many(pane, 9)
    pane.show_tab("bookmarks")
    page = shown(pane)
    page.field.setFocus()
    QTest.keyClicks(page.field, "q4")
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert heard == [("question_chosen", "q4")]
