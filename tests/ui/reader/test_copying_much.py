"""Copying all of a very large chapter: nobody waits for it, and nothing of it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counting import calls
from long_pages import long_course, made_course
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from msp_desktop.ui.history import Spot
from msp_desktop.ui.views.reader.long_copies import PROMISE

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from msp_desktop.course.model import Course
    from msp_desktop.ui.views.reader.pane import ReaderPane

    Show = Callable[[Course], ReaderPane]

FEW, MANY = 4_000, 16_000
SHIFT = Qt.KeyboardModifier.ShiftModifier


def select_all(pane: ReaderPane) -> None:
    QTest.keyClick(pane.reader, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def copy(pane: ReaderPane) -> None:
    QTest.keyClick(pane.reader, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def pasted() -> str:
    return QGuiApplication.clipboard().text()


def is_promised() -> bool:
    return QGuiApplication.clipboard().mimeData().hasFormat(PROMISE)


def test_copying_costs_the_same_however_long_a_chapter_is(shown: Show) -> None:
    work: list[int] = []
    for questions in (FEW, MANY):
        pane = shown(long_course(questions))
        select_all(pane)
        work.append(calls(lambda pane=pane: copy(pane)))
        assert is_promised()
    assert work[1] < 1.2 * work[0]


def test_selecting_further_by_keys_costs_the_same(shown: Show) -> None:
    work: list[int] = []
    for questions in (FEW, MANY):
        pane = shown(long_course(questions))
        select_all(pane)
        work.append(calls(lambda pane=pane: QTest.keyClick(pane.reader, Qt.Key.Key_Left, SHIFT)))
    assert work[1] < 1.2 * work[0]


def test_the_text_comes_in_idle_moments(shown: Show, qtbot: QtBot) -> None:
    course = long_course(FEW)
    pane = shown(course)
    select_all(pane)
    copy(pane)
    qtbot.waitUntil(lambda: pane._tip is not None and pane._tip.words == "Copying…")
    qtbot.waitUntil(lambda: not is_promised())
    assert pane._tip is not None
    assert pane._tip.words == ""
    lines = set(pasted().replace("\N{EN SPACE}", " ").split("\n"))
    titles = [question.title for question in course.chapters[0].questions]
    assert all(f"{number} {title}" in lines for number, title in enumerate(titles, start=1))


def test_what_else_is_copied_meanwhile_stays(shown: Show, qtbot: QtBot) -> None:
    pane = shown(long_course(FEW))
    select_all(pane)
    copy(pane)
    assert is_promised()
    QGuiApplication.clipboard().setText("something else")
    assert pane.reader._copies is not None
    qtbot.waitUntil(lambda: not pane.reader._copies._more.isActive())
    assert pasted() == "something else"


def test_what_was_copied_stays_what_it_was(shown: Show, qtbot: QtBot) -> None:
    fold = "<details><summary>more</summary><p>folded words</p></details>"
    course = made_course(*([f"<p>words {number}</p>{fold * 4}" * 4] for number in range(900)))
    pane = shown(course)
    select_all(pane)
    copy(pane)
    page = pane.reader.page
    assert page is not None
    for question in course.chapters[0].questions:
        for number in range(16):
            page.roll.builder.folds.turn(question.id, number, opened=True)
    pane.show_course(long_course(3)._replace(digest="1"), lambda _path: None)
    pane.go_to(Spot("c0"))
    assert is_promised()
    qtbot.waitUntil(lambda: not is_promised())
    assert pasted().count("more") == 900 * 16
    assert "folded words" not in pasted()
    assert "words 899" in pasted()


def test_one_very_long_answer_is_read_bit_by_bit(shown: Show, qtbot: QtBot) -> None:
    items = "".join(f"<li>Item {number} says a few words</li>" for number in range(20_000))
    pane = shown(made_course(["<p>before</p>"], [f"<ul>{items}</ul>"], ["<p>behind</p>"]))
    pane.go_to(Spot("c0", "q0-1", 0.5))
    qtbot.waitUntil(lambda: not pane.reader._tender._soon.isActive())
    select_all(pane)
    copy(pane)
    copies = pane.reader._copies
    assert copies is not None
    qtbot.waitUntil(lambda: len(copies._texts) > 1)
    assert is_promised()
    qtbot.waitUntil(lambda: not is_promised())
    lines = [one for one in pasted().split("\n") if one.startswith("Item ")]
    assert lines == [f"Item {number} says a few words" for number in range(20_000)]


def test_less_is_there_at_once(shown: Show) -> None:
    pane = shown(long_course(300))
    select_all(pane)
    copy(pane)
    assert "볼륨 299번은 무엇에 쓰나요?" in pasted()
