"""The tabs, and the pane as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from side_course import bookmark, colours, note

from msp_desktop.ui.views.side.marks_page import MarksPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QModelIndex

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.side import SidePane


class Marking(QTranslator):
    """Translates everything into itself between angle quotes, so that what it misses is seen."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"«{text}»"


@pytest.fixture
def marking() -> Iterator[Marking]:
    translator = Marking()
    yield translator
    QCoreApplication.removeTranslator(translator)


def names(pane: SidePane) -> list[str]:
    return [pane.tabs.tabText(index) for index in range(pane.tabs.count())]


def press(pane: SidePane, index: int) -> None:
    place = pane.tabs.tabRect(index).center()
    QTest.mouseClick(pane.tabs, Qt.MouseButton.LeftButton, pos=place)


def tab_colours(pane: SidePane, index: int) -> set[str]:
    image = pane.tabs.grab(pane.tabs.tabRect(index)).toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_tabs_count_what_the_user_marked(pane: SidePane) -> None:
    assert names(pane) == ["Contents", "Bookmarks", "Notes"]
    pane.set_marks([bookmark("q1"), bookmark("gone", "Gone")], [note("q1", "words")])
    assert names(pane) == ["Contents", "Bookmarks 2", "Notes 1"]
    pane.set_marks([], [])
    assert names(pane) == ["Contents", "Bookmarks", "Notes"]


def test_a_click_shows_a_tab(pane: SidePane) -> None:
    assert pane.tab() == "contents"
    assert pane.tree.isVisible()
    for index, name in ((1, "bookmarks"), (2, "notes"), (0, "contents")):
        press(pane, index)
        assert pane.tab() == name
        assert pane.tree.isVisible() == (name == "contents")


def test_arrow_keys_move_between_tabs(pane: SidePane) -> None:
    pane.tabs.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(pane.tabs, Qt.Key.Key_Right)
    assert pane.tab() == "bookmarks"
    QTest.keyClick(pane.tabs, Qt.Key.Key_Right)
    assert pane.tab() == "notes"
    QTest.keyClick(pane.tabs, Qt.Key.Key_Left)
    assert pane.tab() == "bookmarks"


def test_tabs_are_shown_by_name(pane: SidePane) -> None:
    for name in ("notes", "contents", "bookmarks"):
        pane.show_tab(name)
        assert pane.tab() == name
    with pytest.raises(ValueError, match="not in tuple"):
        pane.show_tab("elsewhere")


def test_lists_are_built_when_they_are_first_shown(pane: SidePane) -> None:
    pane.set_marks([bookmark("q1")], [note("q1", "words")])
    assert pane.findChildren(MarksPage) == []
    press(pane, 1)
    assert len(pane.findChildren(MarksPage)) == 1
    press(pane, 0)
    press(pane, 1)
    assert len(pane.findChildren(MarksPage)) == 1


def test_the_chosen_tab_is_a_card_of_paper(pane: SidePane, light: Theme, dark: Theme) -> None:
    for theme in (light, dark):
        pane.set_theme(theme)
        paper, panel = theme.colour("paper").name(), theme.colour("panel").name()
        pane.show_tab("bookmarks")
        assert paper in tab_colours(pane, 1)
        assert paper not in tab_colours(pane, 0)
        assert panel in tab_colours(pane, 0)


def test_a_ring_shows_the_tab_that_keys_work_on(pane: SidePane, light: Theme) -> None:
    ring = light.colour("focus").name()
    press(pane, 1)
    assert ring not in tab_colours(pane, 1)
    pane.tree.setFocus()
    pane.tabs.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring in tab_colours(pane, 1)


def test_tabs_keep_inside_a_narrow_pane(pane: SidePane) -> None:
    pane.set_marks([bookmark(f"q{n}") for n in range(120)], [note("q1", "words")])
    pane.resize(pane.minimumWidth(), 500)
    assert pane.width() < pane.sizeHint().width()
    assert pane.tabs.tabRect(2).right() <= pane.tabs.width()
    press(pane, 2)
    assert pane.tab() == "notes"


def shown(pane: SidePane) -> list[str]:
    return [pane.tabs.shown_text(index) for index in range(pane.tabs.count())]


def test_no_tab_is_cut_at_any_width(pane: SidePane) -> None:
    pane.set_marks([bookmark(f"q{n}") for n in range(120)], [note(f"q{n}", "") for n in range(34)])
    forms: list[list[str]] = []
    for width in range(pane.minimumWidth(), 420, 2):
        pane.resize(width, 500)
        for chosen in range(3):
            pane.tabs.setCurrentIndex(chosen)
            metrics = pane.tabs.fontMetrics()
            for index, text in enumerate(shown(pane)):
                assert pane.tabs.tabRect(index).width() >= metrics.horizontalAdvance(text)
                assert text or index != chosen
            assert pane.tabs.tabRect(2).right() <= pane.tabs.width()
        pane.tabs.setCurrentIndex(0)
        if shown(pane) not in forms:
            forms.append(shown(pane))
    assert forms == [
        ["Contents", "", ""],
        ["Contents", "Bookmarks", "Notes"],
        ["Contents", "Bookmarks 120", "Notes 34"],
    ]


@pytest.mark.qt_log_ignore("does not support raise")
def test_what_a_narrow_tab_does_not_show_is_said(pane: SidePane, light: Theme) -> None:
    pane.set_marks([bookmark("q1")], [note("q1", "words")])
    pane.resize(pane.minimumWidth(), 500)
    press(pane, 2)
    assert shown(pane) == ["", "", "Notes"]
    bar = QAccessible.queryAccessibleInterface(pane.tabs)
    said = [bar.child(index).text(QAccessible.Text.Name) for index in range(3)]
    assert said == ["Contents", "Bookmarks 1", "Notes 1"]
    assert light.colour("muted").name() in tab_colours(pane, 0)
    spot = pane.tabs.tabRect(1).center()
    event = QHelpEvent(QEvent.Type.ToolTip, spot, pane.tabs.mapToGlobal(spot))
    QCoreApplication.sendEvent(pane.tabs, event)
    assert QToolTip.text() == "Bookmarks 1"
    QToolTip.hideText()


def test_a_screen_reader_finds_the_tabs(pane: SidePane) -> None:
    bar = QAccessible.queryAccessibleInterface(pane.tabs)
    assert bar.role() == QAccessible.Role.PageTabList
    said = [bar.child(index).text(QAccessible.Text.Name) for index in range(3)]
    assert said == ["Contents", "Bookmarks", "Notes"]


def test_another_theme_reaches_every_page(pane: SidePane, dark: Theme) -> None:
    pane.set_marks([bookmark("q1")], [note("q1", "words")])
    views = {"contents": pane.tree}
    for name in ("bookmarks", "notes"):
        pane.show_tab(name)
        views[name] = next(one.list for one in pane.findChildren(MarksPage) if one.isVisible())
    pane.set_theme(dark)
    for name, view in views.items():
        pane.show_tab(name)
        index: QModelIndex = view.model().index(0, 0)
        seen = colours(pane, view, index)
        assert {dark.colour("panel").name(), dark.colour("text").name()} <= seen


def test_another_language_reaches_every_word(
    pane: SidePane, marking: Marking, light: Theme
) -> None:
    gone = [bookmark("gone", "Gone")]
    for name in ("bookmarks", "notes", "contents"):
        pane.show_tab(name)
    bookmarks, notes = pane.findChildren(MarksPage)
    pane.set_marks(gone, [])
    QCoreApplication.installTranslator(marking)
    QCoreApplication.processEvents()
    assert names(pane) == ["«Contents»", "«Bookmarks 1»", "«Notes»"]
    assert pane.tree.accessibleName() == "«Contents»"
    assert pane.model.index(0, 0).data() == "«Preface»"
    assert bookmarks.model.index(0).data() == "«Not found in this edition»"
    assert bookmarks.field.placeholderText() == "«Filter bookmarks»"
    assert notes.notice.text().startswith("«No notes yet.")
    pane.set_course(None)
    assert "«No course is open" in " ".join(
        one.text() for one in pane.findChildren(type(notes.notice))
    )
