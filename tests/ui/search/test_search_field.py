"""Typing into the field as a person does, and what the list below it then shows and does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, QThreadPool, QTranslator
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from msp_desktop.course.model import Block, BlockKind, Lines
from msp_desktop.notebook.model import Note, QuestionRef, Wording
from msp_desktop.search.index import Index
from msp_desktop.ui.views.search import SHORTCUT, SearchField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from msp_desktop.course.model import Course
    from msp_desktop.search.query import Hit
    from msp_desktop.ui.theme import Theme

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)

HIDDEN = "숨은 파일은 어떻게 보나요?"
FIRST_PART = "파일의 앞부분만 볼 수 있나요?"
COPY = "cp와 mv는 무엇이 다른가요?"
STOP = "실행 중인 프로그램을 멈추려면 어떻게 하나요?"


class Desk(QWidget):
    """A window with a search field, and below it a place to write that has the focus."""

    def __init__(self, theme: Theme, course: Course) -> None:
        super().__init__()
        self.field = SearchField(theme)
        self.field.setMaximumWidth(420)
        self.page = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addStretch()
        column.addWidget(self.page)
        self.resize(800, 700)
        self.asked = 0
        self.notes: list[Note] = []
        self.chosen: list[Hit] = []
        self.closed = 0
        self.index = Index.of(course, [])
        self.field.set_source(self.provide)
        self.field.chosen.connect(self.chosen.append)
        self.field.closed.connect(self.count)

    def provide(self) -> Index:
        self.asked += 1
        return self.index.with_notes(self.notes)

    def count(self) -> None:
        self.closed += 1

    @property
    def line(self) -> QLineEdit:
        return self.field.findChild(QLineEdit)

    @property
    def list(self) -> QListView | None:
        return self.findChild(QListView)

    def titles(self) -> list[str] | None:
        """Return the titles that are seen, None where no list is."""
        if self.list is None or not self.list.isVisible():
            return None
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def current(self) -> str:
        return self.list.currentIndex().data()

    def says(self) -> list[str]:
        """Return what labels say to the eye."""
        return [label.text() for label in self.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def desk(qtbot: QtBot, light: Theme, small_course: Course) -> Desk:
    made = Desk(light, small_course)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.page.setFocus()
    made.field.begin()
    return made


TypeIn = Callable[[str, list[str]], None]


@pytest.fixture
def typed(qtbot: QtBot, desk: Desk) -> TypeIn:
    """Type a text in one go, and wait until the list shows what is expected."""

    def type_in(text: str, titles: list[str]) -> None:
        commit(desk.line, text)
        qtbot.waitUntil(lambda: desk.titles() == titles)

    return type_in


def compose(line: QLineEdit, composed: str, committed: str = "") -> None:
    """Do what an input method does at each key: show a syllable, having finished the last one."""
    event = QInputMethodEvent(composed, [])
    if committed:
        event.setCommitString(committed)
    QApplication.sendEvent(line, event)


def commit(line: QLineEdit, text: str) -> None:
    compose(line, "", text)


# Typing


def test_letters_bring_the_hits_and_others_none(qtbot: QtBot, desk: Desk) -> None:
    assert desk.titles() is None
    qtbot.keyClicks(desk.line, "head")
    qtbot.waitUntil(lambda: desk.titles() == [FIRST_PART])
    qtbot.keyClicks(desk.line, "less")
    qtbot.waitUntil(lambda: desk.titles() is None and any("headless" in one for one in desk.says()))


def test_a_syllable_finds_while_it_is_being_composed(qtbot: QtBot, desk: Desk) -> None:
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


def test_what_is_composed_in_the_middle_stands_in_the_middle(qtbot: QtBot, desk: Desk) -> None:
    commit(desk.line, "프램")
    qtbot.keyClick(desk.line, Qt.Key.Key_Left)
    commit(desk.line, "로")
    compose(desk.line, "그")
    qtbot.waitUntil(lambda: desk.titles() == [STOP])


def test_initials_find(typed: TypeIn) -> None:
    typed("ㅅㅇ ㅍㅇㅇ ㅇㄸ", [HIDDEN])


def test_what_was_typed_is_never_read_as_markup(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.line, "<b>x</b>")
    qtbot.waitUntil(lambda: bool(desk.says()))
    nothing = next(one for one in desk.findChildren(QLabel) if "<b>x</b>" in one.text())
    assert nothing.textFormat() is Qt.TextFormat.PlainText


def test_an_empty_field_shows_no_list(qtbot: QtBot, desk: Desk, typed: TypeIn) -> None:
    typed("숨은", [HIDDEN])
    for _ in "숨은":
        qtbot.keyClick(desk.line, Qt.Key.Key_Backspace)
    assert desk.titles() is None
    assert desk.line.hasFocus()
    qtbot.keyClicks(desk.line, "   ")
    assert desk.titles() is None


def test_the_cross_empties_the_field(qtbot: QtBot, desk: Desk, typed: TypeIn) -> None:
    typed("숨은", [HIDDEN])
    cross = desk.field.findChild(QToolButton)
    assert cross.accessibleName()
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert desk.line.text() == ""
    assert desk.titles() is None
    assert desk.line.hasFocus()
    assert not cross.isVisible()


def test_the_cross_drops_what_is_being_composed(qtbot: QtBot, desk: Desk) -> None:
    compose(desk.line, "숨")
    qtbot.waitUntil(lambda: desk.titles() == [HIDDEN])
    qtbot.mouseClick(desk.field.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert desk.titles() is None
    commit(desk.line, "cp")
    qtbot.waitUntil(lambda: desk.titles() == [COPY])


def test_the_keys_are_shown_until_something_is_typed(desk: Desk) -> None:
    with_keys = desk.field.grab().toImage()
    right = QRect(desk.field.width() - 80, 0, 80, desk.field.height())
    compose(desk.line, "ㅅ")
    assert desk.field.grab().toImage().copy(right) != with_keys.copy(right)
    desk.line.clear()
    assert desk.field.grab().toImage().copy(right) == with_keys.copy(right)
    assert SHORTCUT == "Ctrl+K"


# Choosing


def test_enter_chooses_the_best_hit(qtbot: QtBot, desk: Desk, typed: TypeIn) -> None:
    typed("프", ["프로세스", STOP])
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    assert [hit.title for hit in desk.chosen] == ["프로세스"]
    assert desk.chosen[0].question == ""
    assert desk.titles() is None
    assert desk.page.hasFocus()
    assert desk.closed == 0


def test_enter_waits_for_what_was_typed_last(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.line, "head")
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    assert desk.chosen == []
    qtbot.waitUntil(lambda: bool(desk.chosen))
    assert desk.chosen[0].title == FIRST_PART
    assert desk.titles() is None


def test_enter_never_chooses_from_the_hits_of_older_letters(
    qtbot: QtBot, desk: Desk, typed: TypeIn
) -> None:
    typed("프", ["프로세스", STOP])
    commit(desk.line, "로그")
    qtbot.keyClick(desk.line, Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: bool(desk.chosen))
    assert [hit.title for hit in desk.chosen] == [STOP]


def test_arrows_go_round(qtbot: QtBot, desk: Desk, typed: TypeIn) -> None:
    typed("프", ["프로세스", STOP])
    seen: list[str] = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(desk.line, key)
        seen.append(desk.current())
    assert seen == [STOP, "프로세스", STOP]
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    assert [hit.title for hit in desk.chosen] == [STOP]


def test_pages_stop_at_the_ends(qtbot: QtBot, desk: Desk) -> None:
    commit(desk.line, "ㅍ")
    qtbot.waitUntil(lambda: len(desk.titles() or []) > 2)
    titles = desk.titles()
    qtbot.keyClick(desk.line, Qt.Key.Key_PageDown)
    assert desk.current() == titles[-1]
    qtbot.keyClick(desk.line, Qt.Key.Key_PageDown)
    assert desk.current() == titles[-1]
    qtbot.keyClick(desk.line, Qt.Key.Key_PageUp)
    assert desk.current() == titles[0]


def test_a_click_chooses(qtbot: QtBot, desk: Desk, typed: TypeIn) -> None:
    typed("프", ["프로세스", STOP])
    row = desk.list.visualRect(desk.list.model().index(1, 0))
    qtbot.mouseMove(desk.list.viewport(), row.center())
    qtbot.mouseClick(desk.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert [hit.title for hit in desk.chosen] == [STOP]
    assert desk.titles() is None


def test_the_row_under_the_pointer_is_shaded(
    qtbot: QtBot, desk: Desk, typed: TypeIn, light: Theme
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


def test_escape_closes_and_gives_the_focus_back(qtbot: QtBot, desk: Desk, typed: TypeIn) -> None:
    typed("숨은", [HIDDEN])
    qtbot.keyClick(desk.line, Qt.Key.Key_Escape)
    assert desk.titles() is None
    assert desk.page.hasFocus()
    assert desk.closed == 1
    assert desk.line.text() == "숨은"


def test_escape_without_a_list_gives_the_focus_back(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.line, Qt.Key.Key_Escape)
    assert desk.page.hasFocus()
    assert desk.closed == 0


def test_the_list_closes_with_the_focus(desk: Desk, typed: TypeIn) -> None:
    typed("숨은", [HIDDEN])
    desk.page.setFocus()
    assert desk.titles() is None
    assert desk.closed == 1
    assert desk.page.hasFocus()


def test_the_list_closes_when_the_window_is_clicked(
    qtbot: QtBot, desk: Desk, typed: TypeIn
) -> None:
    typed("숨은", [HIDDEN])
    qtbot.mouseClick(desk, Qt.MouseButton.LeftButton, pos=QPoint(20, desk.height() - 60))
    assert desk.titles() is None


def test_a_click_on_the_message_leaves_it_open(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.line, "nowhere")
    qtbot.waitUntil(lambda: bool(desk.says()))
    message = next(one for one in desk.findChildren(QLabel) if one.isVisible())
    qtbot.mouseClick(message, Qt.MouseButton.LeftButton)
    assert message.isVisible()
    assert desk.line.hasFocus()


def test_hits_that_come_too_late_open_nothing(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.line, "head")
    qtbot.keyClick(desk.line, Qt.Key.Key_Down)
    desk.page.setFocus()
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
    QCoreApplication.sendPostedEvents()
    assert desk.asked == 1
    assert desk.titles() is None


def test_beginning_again_selects_the_text_and_shows_its_hits(
    qtbot: QtBot, desk: Desk, typed: TypeIn
) -> None:
    typed("숨은", [HIDDEN])
    qtbot.keyClick(desk.line, Qt.Key.Key_Escape)
    desk.field.begin()
    assert desk.line.selectedText() == "숨은"
    qtbot.waitUntil(lambda: desk.titles() == [HIDDEN])


def test_the_list_never_takes_the_focus(desk: Desk, typed: TypeIn) -> None:
    typed("숨은", [HIDDEN])
    assert desk.line.hasFocus()
    assert desk.list.focusPolicy() is Qt.FocusPolicy.NoFocus


# What is searched


def test_the_source_is_asked_for_at_the_first_search_and_after_a_change(
    qtbot: QtBot, desk: Desk, small_course: Course, typed: TypeIn
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


def test_an_open_list_follows_a_change(qtbot: QtBot, desk: Desk, small_course: Course) -> None:
    qtbot.keyClicks(desk.line, "tried")
    qtbot.waitUntil(lambda: bool(desk.says()))
    ref = QuestionRef("c", small_course.questions[0].id)
    desk.notes = [Note(ref, Wording(HIDDEN, "파일"), "tried", 1, NOW, NOW)]
    desk.field.invalidate()
    qtbot.waitUntil(lambda: desk.titles() == [HIDDEN])


def test_another_course_is_searched_once_it_is_open(
    qtbot: QtBot, desk: Desk, bundled_course: Course, typed: TypeIn
) -> None:
    typed("숨은", [HIDDEN])
    desk.field.set_source(lambda: Index.of(bundled_course, []))
    qtbot.waitUntil(lambda: desk.titles() != [HIDDEN])


def test_without_a_source_nothing_is_found_or_said(qtbot: QtBot, desk: Desk) -> None:
    desk.field.set_source(None)
    qtbot.keyClicks(desk.line, "head")
    qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    desk.field.set_source(desk.provide)
    desk.field.begin()
    qtbot.waitUntil(lambda: desk.titles() == [FIRST_PART])
    assert desk.chosen == []


# Looks


def test_the_list_stands_below_the_field_inside_the_window(
    qtbot: QtBot, desk: Desk, typed: TypeIn
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
    desk: Desk, typed: TypeIn, light: Theme, dark: Theme
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


def test_rows_are_read_out_with_what_they_are(desk: Desk, typed: TypeIn) -> None:
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


def test_another_language_shows_at_once(qtbot: QtBot, desk: Desk) -> None:
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
    qtbot: QtBot, desk: Desk, small_course: Course, gate: Gate
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
    qtbot: QtBot, desk: Desk, small_course: Course, gate: Gate, way: str
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
