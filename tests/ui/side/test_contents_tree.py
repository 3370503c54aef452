"""The contents under a person's hand and eye."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from mouse_wheel import wheel
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from side_course import (
    LONG,
    bookmark,
    click,
    colours,
    course_of,
    in_view,
    large,
    note,
    sample,
    spot,
    titles,
    with_title,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.side import SidePane

TRIANGLE = QPoint(15, 15)
CHOICES = ("preface_chosen", "chapter_chosen", "question_chosen", "diagram_chosen", "note_chosen")


@pytest.fixture
def chosen(pane: SidePane) -> list[tuple[object, ...]]:
    """What the pane said the user has chosen, as (signal, what)."""
    heard: list[tuple[object, ...]] = []
    for name in CHOICES:
        getattr(pane, name).connect(lambda *what, name=name: heard.append((name, *what)))
    return heard


def height(pane: SidePane, question_id: str) -> int:
    return pane.tree.visualRect(pane.model.index_of(question_id)).height()


def tip(pane: SidePane, index: QModelIndex) -> str:
    """Rest on a row and read what the tip says."""
    place = pane.tree.visualRect(index).center()
    viewport = pane.tree.viewport()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    return QToolTip.text() if QToolTip.isVisible() else ""


def built_ins_called(name: str, work: Callable[[], object]) -> int:
    count = 0

    def watch(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        if event == "c_call" and argument.__name__ == name:
            count += 1

    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


# What is seen.


def test_all_rows_are_open_at_first(pane: SidePane) -> None:
    assert titles(pane.tree) == [
        "Preface",
        "Images",
        "Are layers shared?",
        LONG,
        "All layers",
        "Cache",
        "When is it used?",
        "Pods",
        "Why not containers?",
        "A pod",
    ]


def test_rows_are_as_high_as_their_titles_need_at_the_panes_width(pane: SidePane) -> None:
    assert height(pane, "q2") > height(pane, "q1")
    pane.resize(1200, 500)
    assert height(pane, "q2") == height(pane, "q1")
    pane.resize(180, 500)
    assert height(pane, "q2") > height(pane, "q4")


def test_a_mark_that_takes_the_last_room_of_a_line_makes_a_second_one(pane: SidePane) -> None:
    title = "Are the layers of an image shared?"
    pane.set_course(with_title(sample(), "q1", title))
    index = pane.model.index_of("q1")
    pane.resize(180, 500)
    while height(pane, "q1") > height(pane, "q4"):
        pane.resize(pane.width() + 1, 500)
    assert pane.width() > 180
    one_line = height(pane, "q1")
    pane.set_marks([bookmark("q1")], [])
    assert height(pane, "q1") > one_line
    below = pane.tree.visualRect(pane.tree.indexBelow(index))
    assert below.top() == pane.tree.visualRect(index).bottom() + 1


def test_stars_and_dots_stand_right_on_the_first_line_in_their_colours(
    pane: SidePane, light: Theme
) -> None:
    pane.set_marks([bookmark("q1"), bookmark("q2")], [note("q2", "words"), note("q4", "words")])
    row = {one: pane.model.index_of(one) for one in ("q1", "q2", "q4")}
    star, dot = light.colour("star"), light.colour("note")
    star_1, star_2 = spot(pane.tree, row["q1"], star), spot(pane.tree, row["q2"], star)
    dot_2, dot_4 = spot(pane.tree, row["q2"], dot), spot(pane.tree, row["q4"], dot)
    assert not spot(pane.tree, row["q4"], star).isValid()
    assert not spot(pane.tree, row["q1"], dot).isValid()
    # Alone, either stands at the right; together, the star gives way.
    assert abs(star_1.center().x() - dot_4.center().x()) <= 1
    assert star_2.right() < dot_2.left()
    assert dot_2.center().x() == dot_4.center().x() > 200
    # On two lines as on one: in the middle of the first.
    assert star_2.center().y() == star_1.center().y() < height(pane, "q2") / 2
    pane.set_marks([], [])
    assert not spot(pane.tree, row["q2"], star).isValid()


def test_the_question_being_read_is_a_panel_with_accented_text(
    pane: SidePane, light: Theme, dark: Theme
) -> None:
    index = pane.model.index_of("q1")
    for theme in (light, dark):
        pane.set_theme(theme)
        pane.set_current("pods", "q4")
        seen = colours(pane, pane.tree, index)
        assert theme.colour("panel").name() in seen
        assert not seen & {theme.colour("selected").name(), theme.colour("accent").name()}
        pane.set_current("images", "q1")
        seen = colours(pane, pane.tree, index)
        assert {theme.colour("selected").name(), theme.colour("accent").name()} <= seen


def test_the_row_under_the_pointer_has_a_panel(pane: SidePane, light: Theme) -> None:
    hover = light.colour("hover").name()
    index = pane.model.index_of("q4")
    assert hover not in colours(pane, pane.tree, index)
    QTest.mouseMove(pane.tree.viewport(), pane.tree.visualRect(index).center())
    QApplication.processEvents()
    assert hover in colours(pane, pane.tree, index)


def test_a_ring_shows_where_the_keyboard_is_but_not_where_the_mouse_clicked(
    pane: SidePane, light: Theme
) -> None:
    ring = light.colour("focus").name()
    first, second = pane.model.index_of("q1"), pane.model.index_of("q2")
    click(pane.tree, first)
    assert pane.tree.hasFocus()
    assert ring not in colours(pane, pane.tree, first)
    QTest.keyClick(pane.tree, Qt.Key.Key_Down)
    assert ring in colours(pane, pane.tree, second)
    assert ring not in colours(pane, pane.tree, first)
    pane.tabs.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring not in colours(pane, pane.tree, second)


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_row_says_all_of_its_title_where_it_has_no_room(pane: SidePane, qtbot: QtBot) -> None:
    assert tip(pane, pane.model.index_of("q1")) == ""
    pane.set_course(with_title(sample(), "q1", f"{LONG} 그리고 <b>{LONG}</b>"))
    said = tip(pane, pane.model.index_of("q1"))
    assert "&lt;b&gt;" in said
    assert LONG in said
    pane.resize(1900, 500)
    tip(pane, pane.model.index_of("q1"))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_screen_reader_finds_the_rows(pane: SidePane) -> None:
    pane.set_marks([bookmark("q1")], [])
    tree = QAccessible.queryAccessibleInterface(pane.tree)
    assert tree.role() == QAccessible.Role.Tree
    assert tree.text(QAccessible.Text.Name) == "Contents"
    names = [tree.child(row).text(QAccessible.Text.Name) for row in range(tree.childCount())]
    assert "Are layers shared?, bookmarked" in names
    assert "Images, 3 question(s)" in names


def test_without_chapters_the_pane_says_so(pane: SidePane) -> None:
    pane.set_course(None)
    assert not pane.tree.isVisible()
    assert "No course is open" in _notice(pane)
    pane.set_course(course_of())
    assert _notice(pane) == "This course has no chapters."
    pane.set_course(sample())
    assert pane.tree.isVisible()


def _notice(pane: SidePane) -> str:
    from msp_desktop.ui.views.side.notice import Notice

    return next(one.text() for one in pane.findChildren(Notice) if one.isVisible())


# What is done.


def test_a_click_on_any_row_chooses_it(
    pane: SidePane, chosen: list[tuple[object, ...]], qtbot: QtBot
) -> None:
    images, pods = (pane.model.index_of_chapter(one) for one in ("images", "pods"))
    click(pane.tree, pane.model.index(0, 0))
    click(pane.tree, images)
    click(pane.tree, pane.model.index_of("q3"))
    click(pane.tree, pane.model.index(2, 0, images))
    click(pane.tree, pane.model.index(1, 0, pods))
    assert chosen == [
        ("preface_chosen",),
        ("chapter_chosen", "images"),
        ("question_chosen", "q3"),
        ("diagram_chosen", 0),
        ("diagram_chosen", 1),
    ]


def test_keys_walk_and_enter_chooses(pane: SidePane, chosen: list[tuple[object, ...]]) -> None:
    pane.tree.setFocus()
    pane.tree.setCurrentIndex(pane.model.index(0, 0))
    QTest.keyClick(pane.tree, Qt.Key.Key_Down)
    QTest.keyClick(pane.tree, Qt.Key.Key_Down)
    assert chosen == []
    QTest.keyClick(pane.tree, Qt.Key.Key_Return)
    QTest.keyClick(pane.tree, Qt.Key.Key_Down)
    QTest.keyClick(pane.tree, Qt.Key.Key_Enter)
    assert chosen == [("question_chosen", "q1"), ("question_chosen", "q2")]


def test_letters_jump_to_a_title(pane: SidePane, chosen: list[tuple[object, ...]]) -> None:
    pane.tree.setFocus()
    QTest.keyClicks(pane.tree, "why")
    QTest.keyClick(pane.tree, Qt.Key.Key_Return)
    assert chosen == [("question_chosen", "q4")]


def test_left_and_right_close_and_open_a_chapter(pane: SidePane) -> None:
    pane.tree.setFocus()
    pane.tree.setCurrentIndex(pane.model.index_of("q4"))
    QTest.keyClick(pane.tree, Qt.Key.Key_Left)
    QTest.keyClick(pane.tree, Qt.Key.Key_Left)
    assert titles(pane.tree)[-1] == "Pods"
    assert pane.collapsed() == ["pods"]
    QTest.keyClick(pane.tree, Qt.Key.Key_Right)
    assert titles(pane.tree)[-1] == "A pod"
    assert pane.collapsed() == []


def test_the_triangle_closes_a_chapter_without_choosing_it(
    pane: SidePane, chosen: list[tuple[object, ...]]
) -> None:
    pods = pane.model.index_of_chapter("pods")
    click(pane.tree, pods)
    click(pane.tree, pods, TRIANGLE)
    assert titles(pane.tree)[-1] == "Pods"
    click(pane.tree, pods, TRIANGLE)
    assert titles(pane.tree)[-1] == "A pod"
    assert chosen == [("chapter_chosen", "pods")]


def test_two_quick_presses_on_the_triangle_close_and_open(pane: SidePane) -> None:
    pods = pane.model.index_of_chapter("pods")
    place = pane.tree.visualRect(pods).topLeft() + TRIANGLE
    click(pane.tree, pods, TRIANGLE)
    QTest.mouseDClick(pane.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pane.collapsed() == []


# Following the reader.


def test_following_selects_and_opens_without_choosing(
    pane: SidePane, chosen: list[tuple[object, ...]]
) -> None:
    pane.set_collapsed(["images", "cache"])
    pane.set_current("cache", "q3")
    assert pane.collapsed() == []
    assert pane.tree.selectedIndexes() == [pane.model.index_of("q3")]
    pane.set_current("pods", "")
    assert pane.tree.selectedIndexes() == [pane.model.index_of_chapter("pods")]
    pane.set_current("gone", "gone")
    assert pane.tree.selectedIndexes() == []
    assert chosen == []


def test_what_is_read_is_brought_into_view(pane: SidePane) -> None:
    pane.set_course(large(3, 40))
    last = pane.model.index_of("q2-39")
    assert not in_view(pane.tree, last)
    pane.set_current("c2", "q2-39")
    assert in_view(pane.tree, last)
    pane.set_current("c0", "q0-0")
    assert in_view(pane.tree, pane.model.index_of("q0-0"))


def test_what_was_read_before_the_pane_was_shown_is_in_view(
    pane: SidePane, light: Theme, qtbot: QtBot
) -> None:
    fresh = type(pane)(light)
    qtbot.addWidget(fresh)
    fresh.set_course(large(3, 40))
    fresh.set_current("c1", "q1-20")
    fresh.resize(272, 400)
    fresh.show()
    assert in_view(fresh.tree, fresh.model.index_of("q1-20"))


def test_the_tree_stays_where_the_user_is_scrolling(pane: SidePane, qtbot: QtBot) -> None:
    pane.set_course(large(3, 40))
    pane.set_current("c0", "q0-1")
    viewport = pane.tree.viewport()
    wheel(viewport, viewport.rect().center(), -5, pixels=QPoint(0, -600))
    place = pane.tree.verticalScrollBar().value()
    assert place > 0
    hold = pane.tree.findChild(QTimer)
    with qtbot.waitSignal(hold.timeout):
        pane.set_current("c0", "q0-2")
        pane.set_current("c2", "q2-30")
        assert pane.tree.verticalScrollBar().value() == place
        assert pane.tree.selectedIndexes() == [pane.model.index_of("q2-30")]
    assert pane.tree.verticalScrollBar().value() == place
    pane.set_current("c2", "q2-31")
    assert in_view(pane.tree, pane.model.index_of("q2-31"))


def test_a_chapter_closed_while_it_is_read_stays_closed_until_another_is(pane: SidePane) -> None:
    pane.set_current("images", "q1")
    images = pane.model.index_of_chapter("images")
    click(pane.tree, images, TRIANGLE)
    assert pane.tree.selectedIndexes() == [images]
    pane.set_current("images", "q2")
    assert pane.collapsed() == ["images"]
    assert pane.tree.selectedIndexes() == [images]
    click(pane.tree, images, TRIANGLE)
    assert pane.tree.selectedIndexes() == [pane.model.index_of("q2")]
    click(pane.tree, images, TRIANGLE)
    pane.set_current("pods", "q4")
    pane.set_current("images", "q1")
    assert pane.collapsed() == []


def test_the_keyboards_place_follows_the_reader_only_while_it_is_with_it(pane: SidePane) -> None:
    pane.set_current("images", "q1")
    assert pane.tree.currentIndex() == pane.model.index_of("q1")
    pane.tree.setFocus()
    pane.set_current("images", "q2")
    assert pane.tree.currentIndex() == pane.model.index_of("q2")
    QTest.keyClick(pane.tree, Qt.Key.Key_Up)
    pane.set_current("pods", "q4")
    assert pane.tree.currentIndex() == pane.model.index_of("q1")


def test_a_course_read_again_keeps_closed_chapters_place_and_selection(pane: SidePane) -> None:
    pane.set_course(large(4, 30))
    pane.set_collapsed(["c1"])
    pane.set_current("c2", "q2-20")
    place = pane.tree.verticalScrollBar().value()
    assert place > 0
    pane.set_course(with_title(large(4, 30), "q3-0", "Another wording"))
    assert pane.collapsed() == ["c1"]
    assert pane.tree.selectedIndexes() == [pane.model.index_of("q2-20")]
    assert pane.tree.verticalScrollBar().value() == place


def test_the_row_being_read_stays_in_view_while_the_pane_is_made_narrower(pane: SidePane) -> None:
    pane.set_course(large(3, 40))
    for read in ("q1-39", "q2-39"):
        pane.resize(1200, 500)
        pane.set_current(f"c{read[1]}", read)
        for width in (900, 600, 400, 300, 272, 200):
            pane.resize(width, 500)
            assert in_view(pane.tree, pane.model.index_of(read))


# Large courses.


def test_the_topmost_row_stays_while_the_pane_is_made_narrower(pane: SidePane) -> None:
    pane.set_course(large(3, 40))
    pane.resize(500, 500)
    top = pane.model.index_of("q1-10")
    pane.tree.scrollTo(top, pane.tree.ScrollHint.PositionAtTop)
    before = pane.tree.visualRect(top).top()
    for width in (400, 300, 272, 200):
        pane.resize(width, 500)
        assert pane.tree.visualRect(top).top() == before


def test_another_width_measures_no_title_again(pane: SidePane) -> None:
    course = large(3, 150)
    measured = built_ins_called("horizontalAdvance", lambda: pane.set_course(course))
    assert measured >= 450
    again = built_ins_called("horizontalAdvance", lambda: pane.resize(320, 500))
    assert again < 50
    pane.set_current("c2", "q2-149")
    assert in_view(pane.tree, pane.model.index_of("q2-149"))
