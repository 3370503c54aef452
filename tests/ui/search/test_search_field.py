"""Typing into the field as a person does, and what the list below it then shows and does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, QThreadPool, QTranslator
from PySide6.QtWidgets import QLabel, QToolButton
from search_desk import COPY, FIRST_PART, HIDDEN, STOP, commit, compose

from msp_desktop.ui.views.search import SHORTCUT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot
    from search_desk import SearchDesk, TypeIn

    from msp_desktop.ui.theme import Theme


# Typing


def test_letters_bring_the_hits_and_others_none(qtbot: QtBot, desk: SearchDesk) -> None:
    assert desk.titles() is None
    qtbot.keyClicks(desk.line, "head")
    qtbot.waitUntil(lambda: desk.titles() == [FIRST_PART])
    qtbot.keyClicks(desk.line, "less")
    qtbot.waitUntil(lambda: desk.titles() is None and any("headless" in one for one in desk.says()))


def test_a_syllable_finds_while_it_is_being_composed(qtbot: QtBot, desk: SearchDesk) -> None:
    compose(desk.line, "프")
    qtbot.waitUntil(lambda: desk.titles() == ["프로세스", STOP])
    compose(desk.line, "플")
    compose(desk.line, "로", "프")
    compose(desk.line, "록")
    qtbot.waitUntil(lambda: desk.titles() == [STOP])
    assert desk.line.text() == "프"
    compose(desk.line, "그", "로")
    commit(desk.line, "그")
    qtbot.waitUntil(lambda: desk.titles() == [STOP])
    assert desk.line.text() == "프로그"


def test_what_is_composed_in_the_middle_stands_in_the_middle(
    qtbot: QtBot, desk: SearchDesk
) -> None:
    commit(desk.line, "프램")
    qtbot.keyClick(desk.line, Qt.Key.Key_Left)
    commit(desk.line, "로")
    compose(desk.line, "그")
    qtbot.waitUntil(lambda: desk.titles() == [STOP])


def test_initials_find(typed: TypeIn) -> None:
    typed("ㅅㅇ ㅍㅇㅇ ㅇㄸ", [HIDDEN])


def test_what_was_typed_is_never_read_as_markup(qtbot: QtBot, desk: SearchDesk) -> None:
    qtbot.keyClicks(desk.line, "<b>x</b>")
    qtbot.waitUntil(lambda: bool(desk.says()))
    nothing = next(one for one in desk.findChildren(QLabel) if "<b>x</b>" in one.text())
    assert nothing.textFormat() is Qt.TextFormat.PlainText


def test_an_empty_field_shows_no_list(qtbot: QtBot, desk: SearchDesk, typed: TypeIn) -> None:
    typed("숨은", [HIDDEN])
    for _ in "숨은":
        qtbot.keyClick(desk.line, Qt.Key.Key_Backspace)
    assert desk.titles() is None
    assert desk.line.hasFocus()
    qtbot.keyClicks(desk.line, "   ")
    assert desk.titles() is None


def test_the_cross_empties_the_field(qtbot: QtBot, desk: SearchDesk, typed: TypeIn) -> None:
    typed("숨은", [HIDDEN])
    cross = desk.field.findChild(QToolButton)
    assert cross.accessibleName()
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert desk.line.text() == ""
    assert desk.titles() is None
    assert desk.line.hasFocus()
    assert not cross.isVisible()


def test_the_cross_drops_what_is_being_composed(qtbot: QtBot, desk: SearchDesk) -> None:
    compose(desk.line, "숨")
    qtbot.waitUntil(lambda: desk.titles() == [HIDDEN])
    qtbot.mouseClick(desk.field.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert desk.titles() is None
    commit(desk.line, "cp")
    qtbot.waitUntil(lambda: desk.titles() == [COPY])


def test_the_keys_are_shown_until_something_is_typed(desk: SearchDesk) -> None:
    with_keys = desk.field.grab().toImage()
    right = QRect(desk.field.width() - 80, 0, 80, desk.field.height())
    compose(desk.line, "ㅅ")
    assert desk.field.grab().toImage().copy(right) != with_keys.copy(right)
    desk.line.clear()
    assert desk.field.grab().toImage().copy(right) == with_keys.copy(right)
    assert SHORTCUT == "Ctrl+K"


# Choosing


def test_enter_chooses_the_best_hit(qtbot: QtBot, desk: SearchDesk, typed: TypeIn) -> None:
    typed("프", ["프로세스", STOP])
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    assert [hit.title for hit in desk.chosen] == ["프로세스"]
    assert desk.chosen[0].question == ""
    assert desk.titles() is None
    assert desk.page.hasFocus()
    assert desk.closed == 0


def test_enter_waits_for_what_was_typed_last(qtbot: QtBot, desk: SearchDesk) -> None:
    qtbot.keyClicks(desk.line, "head")
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    assert desk.chosen == []
    qtbot.waitUntil(lambda: bool(desk.chosen))
    assert desk.chosen[0].title == FIRST_PART
    assert desk.titles() is None


def test_enter_never_chooses_from_the_hits_of_older_letters(
    qtbot: QtBot, desk: SearchDesk, typed: TypeIn
) -> None:
    typed("프", ["프로세스", STOP])
    commit(desk.line, "로그")
    qtbot.keyClick(desk.line, Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: bool(desk.chosen))
    assert [hit.title for hit in desk.chosen] == [STOP]


def test_arrows_go_round(qtbot: QtBot, desk: SearchDesk, typed: TypeIn) -> None:
    typed("프", ["프로세스", STOP])
    seen: list[str] = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(desk.line, key)
        seen.append(desk.current())
    assert seen == [STOP, "프로세스", STOP]
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    assert [hit.title for hit in desk.chosen] == [STOP]


def test_pages_stop_at_the_ends(qtbot: QtBot, desk: SearchDesk) -> None:
    commit(desk.line, "ㅍ")
    qtbot.waitUntil(lambda: len(desk.titles() or []) > 2)
    titles = desk.titles()
    qtbot.keyClick(desk.line, Qt.Key.Key_PageDown)
    assert desk.current() == titles[-1]
    qtbot.keyClick(desk.line, Qt.Key.Key_PageDown)
    assert desk.current() == titles[-1]
    qtbot.keyClick(desk.line, Qt.Key.Key_PageUp)
    assert desk.current() == titles[0]


def test_a_click_chooses(qtbot: QtBot, desk: SearchDesk, typed: TypeIn) -> None:
    typed("프", ["프로세스", STOP])
    row = desk.list.visualRect(desk.list.model().index(1, 0))
    qtbot.mouseMove(desk.list.viewport(), row.center())
    qtbot.mouseClick(desk.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert [hit.title for hit in desk.chosen] == [STOP]
    assert desk.titles() is None


def test_the_row_under_the_pointer_is_shaded(
    qtbot: QtBot, desk: SearchDesk, typed: TypeIn, light: Theme
) -> None:
    typed("프", ["프로세스", STOP])

    def shade(row: int) -> str:
        place = desk.list.visualRect(desk.list.model().index(row, 0))
        beside_text = QPoint(place.right() - 20, place.top() + 4)
        popup = desk.list.parentWidget()
        image = popup.grab().toImage()
        return image.pixelColor(desk.list.viewport().mapTo(popup, beside_text)).name()

    def point_at(row: int) -> None:
        place = desk.list.visualRect(desk.list.model().index(row, 0))
        qtbot.mouseMove(desk.list.viewport(), place.center())

    point_at(0)
    qtbot.waitUntil(lambda: shade(1) == light.colour("paper").name())
    assert shade(0) == light.colour("selected").name()
    point_at(1)
    qtbot.waitUntil(lambda: shade(1) == light.colour("hover").name())


# Closing


def test_escape_closes_and_gives_the_focus_back(
    qtbot: QtBot, desk: SearchDesk, typed: TypeIn
) -> None:
    typed("숨은", [HIDDEN])
    qtbot.keyClick(desk.line, Qt.Key.Key_Escape)
    assert desk.titles() is None
    assert desk.page.hasFocus()
    assert desk.closed == 1
    assert desk.line.text() == "숨은"


def test_escape_without_a_list_gives_the_focus_back(qtbot: QtBot, desk: SearchDesk) -> None:
    qtbot.keyClick(desk.line, Qt.Key.Key_Escape)
    assert desk.page.hasFocus()
    assert desk.closed == 0


def test_the_list_closes_with_the_focus(desk: SearchDesk, typed: TypeIn) -> None:
    typed("숨은", [HIDDEN])
    desk.page.setFocus()
    assert desk.titles() is None
    assert desk.closed == 1
    assert desk.page.hasFocus()


def test_the_list_closes_when_the_window_is_clicked(
    qtbot: QtBot, desk: SearchDesk, typed: TypeIn
) -> None:
    typed("숨은", [HIDDEN])
    qtbot.mouseClick(desk, Qt.MouseButton.LeftButton, pos=QPoint(20, desk.height() - 60))
    assert desk.titles() is None


def test_a_click_on_the_message_leaves_it_open(qtbot: QtBot, desk: SearchDesk) -> None:
    qtbot.keyClicks(desk.line, "nowhere")
    qtbot.waitUntil(lambda: bool(desk.says()))
    message = next(one for one in desk.findChildren(QLabel) if one.isVisible())
    qtbot.mouseClick(message, Qt.MouseButton.LeftButton)
    assert message.isVisible()
    assert desk.line.hasFocus()


def test_hits_that_come_too_late_open_nothing(qtbot: QtBot, desk: SearchDesk) -> None:
    qtbot.keyClicks(desk.line, "head")
    qtbot.keyClick(desk.line, Qt.Key.Key_Down)
    desk.page.setFocus()
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
    QCoreApplication.sendPostedEvents()
    assert desk.asked == 1
    assert desk.titles() is None


def test_beginning_again_selects_the_text_and_shows_its_hits(
    qtbot: QtBot, desk: SearchDesk, typed: TypeIn
) -> None:
    typed("숨은", [HIDDEN])
    qtbot.keyClick(desk.line, Qt.Key.Key_Escape)
    desk.field.begin()
    assert desk.line.selectedText() == "숨은"
    qtbot.waitUntil(lambda: desk.titles() == [HIDDEN])


def test_the_list_never_takes_the_focus(desk: SearchDesk, typed: TypeIn) -> None:
    typed("숨은", [HIDDEN])
    assert desk.line.hasFocus()
    assert desk.list.focusPolicy() is Qt.FocusPolicy.NoFocus


# Looks


def test_the_list_stands_below_the_field_inside_the_window(
    qtbot: QtBot, desk: SearchDesk, typed: TypeIn
) -> None:
    typed("프", ["프로세스", STOP])
    popup = desk.list.parentWidget()
    field = QRect(desk.field.mapTo(desk, QPoint()), desk.field.size())
    assert popup.parentWidget() is desk
    assert popup.geometry().top() > field.bottom()
    assert popup.width() >= 480
    desk.resize(300, 200)
    assert desk.rect().contains(popup.geometry())


def test_the_look_changes_with_the_theme(
    desk: SearchDesk, typed: TypeIn, light: Theme, dark: Theme
) -> None:
    typed("프", ["프로세스", STOP])
    place = QPoint(desk.list.width() // 2, 1)

    def colours() -> tuple[str, str]:
        field = desk.field.grab().toImage().pixelColor(desk.field.width() // 2, 3)
        popup = desk.list.parentWidget().grab().toImage().pixelColor(place + QPoint(0, 2))
        return field.name(), popup.name()

    assert colours() == (light.colour("paper").name(),) * 2
    desk.field.set_theme(dark)
    assert colours() == (dark.colour("paper").name(),) * 2


def test_rows_are_read_out_with_what_they_are(desk: SearchDesk, typed: TypeIn) -> None:
    typed("head", [FIRST_PART])
    index = desk.list.currentIndex()
    assert FIRST_PART in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "파일" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert FIRST_PART in desk.line.accessibleDescription()
    assert desk.line.accessibleName()
    assert desk.list.accessibleName()


class Quoting(QTranslator):
    """Stands for a language that puts everything in brackets."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"[{source}]"

    def isEmpty(self) -> bool:
        return False


def test_another_language_shows_at_once(qtbot: QtBot, desk: SearchDesk) -> None:
    qtbot.keyClicks(desk.line, "nowhere")
    qtbot.waitUntil(lambda: bool(desk.says()))
    before = [desk.line.placeholderText(), desk.line.accessibleName(), *desk.says()]
    quoting = Quoting()
    QCoreApplication.installTranslator(quoting)
    try:
        qtbot.waitUntil(lambda: desk.line.placeholderText().startswith("["))
        after = [desk.line.placeholderText(), desk.line.accessibleName(), *desk.says()]
        assert after == [f"[{text}]" for text in before]
    finally:
        QCoreApplication.removeTranslator(quoting)
