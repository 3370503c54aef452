"""Reading in the window: the current question, keys, history, pictures, finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from page_links import click_link
from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QMessageBox
from trainee_course import paint, write_course

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trainee import Trainee

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "trees")


def ids(trainee: Trainee, chapter: int) -> list[str]:
    return [one.id for one in trainee.course.chapters[chapter].questions]


def test_a_diagram_that_is_a_link_out_of_the_folder_is_not_read(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    picture = course.parent / "img" / "roots.png"
    picture.rename(tmp_path / "private.png")
    picture.symlink_to(tmp_path / "private.png")
    window = trainee.start(course)
    words = "The picture is outside the course folder."
    said = next(one for one in window.diagram.findChildren(QLabel) if one.text() == words)
    trainee.until(said.isVisible)
    assert window.diagram.canvas.picture is None
    # What the user says is the picture, is.
    buttons = window.diagram.findChildren(QAbstractButton)
    ask = next(one for one in buttons if one.text() == "Locate…" and one.isVisible())
    trainee.choose_file(tmp_path / "private.png", ask.click)
    trainee.until(lambda: window.diagram.canvas.picture is not None)


def test_the_first_key_is_the_pages(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    assert window.reader.reader.hasFocus()
    assert trainee.question == ids(trainee, 0)[0]
    trainee.press(Qt.Key.Key_J)
    assert trainee.question == ids(trainee, 0)[1]


def test_scrolling_marks_each_question_and_the_contents_follow(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    bar = window.reader.reader.verticalScrollBar()
    met: list[str] = []
    while True:
        assert trainee.tree_current == trainee.question
        if trainee.question not in met:
            met.append(trainee.question)
        if bar.value() == bar.maximum():
            break
        trainee.press(Qt.Key.Key_Down)
    assert met == ids(trainee, 0)


def test_scrolling_on_after_a_jump_marks_what_is_read_then(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    fourth = ids(trainee, 0)[3]
    trainee.click_question(fourth)
    trainee.press(Qt.Key.Key_PageDown)
    trainee.press(Qt.Key.Key_PageDown)
    assert ids(trainee, 0).index(trainee.question) > 3
    bar = window.reader.reader.verticalScrollBar()
    trainee.click_question(fourth)
    bar.triggerAction(bar.SliderAction.SliderToMaximum)
    assert trainee.question == ids(trainee, 0)[-1]


@pytest.mark.parametrize("what", ["look-dark", "resize"])
def test_the_page_does_not_jump_when_it_is_laid_out_anew(
    trainee: Trainee, course: Path, what: str
) -> None:
    window = trainee.start(course)
    reader = window.reader.reader
    bar = reader.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    current = trainee.question
    seen = reader.cursorForPosition(QPoint(reader.width() // 2, 4)).block().text()
    if what == "resize":
        window.resize(window.width() - 120, window.height())
    else:
        window.commands[what].trigger()
    trainee.settle()
    after = reader.cursorForPosition(QPoint(reader.width() // 2, 4)).block().text()
    assert after == seen
    assert trainee.question == current


def test_a_jump_to_a_short_question_survives_another_look(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    last_but_one = ids(trainee, 0)[-2]
    trainee.click_question(last_but_one)
    window.commands["look-dark"].trigger()
    window.commands["zoom-in"].trigger()
    assert trainee.question == trainee.tree_current == last_but_one


def test_next_and_previous_go_through_the_whole_course(trainee: Trainee, course: Path) -> None:
    trainee.start(course)
    everything = ids(trainee, 0) + ids(trainee, 1)
    visited = [trainee.question]
    for _ in everything[1:]:
        trainee.press(Qt.Key.Key_Down, ALT)
        visited.append(trainee.question)
    assert visited == everything
    trainee.press(Qt.Key.Key_Down, ALT)
    assert trainee.question == everything[-1]
    for _ in everything[1:]:
        trainee.press(Qt.Key.Key_Up, ALT)
    assert trainee.question == everything[0]


def test_letters_belong_to_whoever_is_typing(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    first = trainee.question
    trainee.type_note("jkjk JK")
    assert trainee.note_text == "jkjk JK"
    trainee.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.search.line, "jk")
    assert window.search.line.text() == "jk"
    trainee.press(Qt.Key.Key_Escape)
    trainee.press(Qt.Key.Key_F, CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "kj")
    assert field.text() == "kj"
    assert trainee.question == first


def test_back_and_forward_lead_through_the_jumps(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    roots, leaves = ids(trainee, 0), ids(trainee, 1)
    back, forward = window.commands["back"], window.commands["forward"]
    assert not back.isEnabled()
    trainee.click_question(roots[4])
    trainee.click_question(leaves[2])
    trainee.press(Qt.Key.Key_Left, ALT)
    assert trainee.question == trainee.tree_current == roots[4]
    trainee.press(Qt.Key.Key_Left, ALT)
    assert trainee.question == roots[0]
    assert not back.isEnabled()
    trainee.press(Qt.Key.Key_Right, ALT)
    trainee.press(Qt.Key.Key_Right, ALT)
    assert trainee.question == trainee.tree_current == leaves[2]
    assert not forward.isEnabled()
    trainee.press(Qt.Key.Key_Left, ALT)
    trainee.click_question(roots[1])
    assert not forward.isEnabled()


def test_a_picture_that_is_clicked_shows_in_the_diagram_pane(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    window.commands["show-diagram"].trigger()
    trainee.click_question(ids(trainee, 1)[-1])
    trainee.settle()
    click_link(trainee, "picture:img/a")
    trainee.settle()
    shown = window.diagram.shown
    assert window.diagram.isVisible()
    assert shown is not None
    assert shown.path.name == "a leaf #1.png"
    assert window.diagram.canvas.picture is not None


@pytest.mark.parametrize("name", ["100%.png", "a#b.png", "why?.png", "가지.png", "a b.png"])
def test_pictures_of_any_name_lead_to_themselves(
    trainee: Trainee, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "odd"
    paint(folder / name, "blue")
    quoted = QUrl.toPercentEncoding(name).toStdString()
    path = write_course(folder, f"# Odd\n\n## A\n\n* What?\n  * ![x]({quoted})\n")
    window = trainee.start(path)
    trainee.settle()
    click_link(trainee, "picture:")
    trainee.settle()
    shown = window.diagram.shown
    assert shown is not None
    assert shown.path.name == name


@pytest.mark.parametrize("room", [0, 2_000_000], ids=["at once", "when it has been read"])
def test_a_picture_that_is_not_shown_takes_no_more_room_than_a_missing_one(
    trainee: Trainee, tmp_path: Path, room: int
) -> None:
    unsafe = (
        '<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg" width="900"'
        f' height="700"><text>&a;</text></svg><!--{" " * room}-->'
    )
    path = write_course(tmp_path / "a", "# A\n\n* Why?\n\n  ![x](a.svg)\n\n  ![y](gone.svg)\n")
    (path.parent / "a.svg").write_text(unsafe, encoding="utf-8")
    window = trainee.start(path)
    reader = window.reader.reader

    def heights() -> list[float]:
        block = reader.document().begin()
        found: list[float] = []
        while block.isValid():
            if "\ufffc" in block.text():
                found.append(block.layout().boundingRect().height())
            block = block.next()
        return found

    trainee.until(lambda: len(set(heights())) == 1)
    assert len(heights()) == 2
    # What is there can say what is wrong with it; what is not can be looked for.
    click_link(trainee, "picture:a.svg")
    words = "The picture is not safe to show."
    labels = window.diagram.findChildren(QLabel)
    trainee.until(lambda: any(one.text() == words and one.isVisible() for one in labels))


def test_a_missing_picture_is_located_shown_and_remembered(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    (course.parent / "img" / "roots.png").unlink()
    elsewhere = tmp_path / "elsewhere" / "found.png"
    paint(elsewhere, "brown")
    window = trainee.start(course)
    assert window.diagram.canvas.picture is None
    bar = window.reader.reader.verticalScrollBar()
    bar.setValue(bar.maximum())
    trainee.choose_file(elsewhere, lambda: click_link(trainee, "locate:"))
    trainee.settle()
    assert window.diagram.canvas.picture is not None
    click_link(trainee, "picture:img/roots")
    trainee.close()
    window = trainee.start()
    assert window.diagram.canvas.picture is not None
    # Gone again, it is missing again: nothing that was remembered keeps it from being located.
    elsewhere.unlink()
    window.commands["reload"].trigger()
    trainee.settle()
    assert window.diagram.canvas.picture is None


def test_finding_in_the_page_goes_round(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    trainee.press(Qt.Key.Key_F, CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "question 1?")
    trainee.press(Qt.Key.Key_F3)
    assert window.reader.reader.extraSelections()
    trainee.press(Qt.Key.Key_Escape)
    assert not window.reader.reader.extraSelections()
    assert window.reader.reader.hasFocus()


def menus(menu: QMenu) -> Iterator[QMenu]:
    yield menu
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from menus(inner)


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")
def test_the_menu_opens_at_the_first_click_and_holds_every_command(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    button = window.top_bar.menu_button
    seen: list[str] = []

    def look() -> None:
        menu = button.menu()
        if menu.isVisible():
            seen.extend(one.text() for inner in menus(menu) for one in inner.actions())
            menu.close()

    QTimer.singleShot(0, look)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    commands = [one for one in window.actions() if one.objectName()]
    assert len(commands) > 30
    assert {one.text() for one in commands} <= set(seen)


def test_every_key_is_one_commands_and_all_are_listed(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    keys = [key for action in window.actions() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    window.commands["keys"].trigger()
    [box] = window.findChildren(QMessageBox)
    native = QKeySequence.SequenceFormat.NativeText
    for key in keys:
        assert key.toString(native) in box.text()
    box.close()


def test_a_bookmark_pressed_twice_is_none(trainee: Trainee, course: Path) -> None:
    trainee.start(course)
    for _ in range(3):
        trainee.press(Qt.Key.Key_D, CTRL)
    trainee.settle()
    trainee.until(lambda: trainee.study.starred() == {trainee.question})
    trainee.press(Qt.Key.Key_D, CTRL)
    trainee.press(Qt.Key.Key_D, CTRL)
    trainee.settle()
    assert trainee.bookmarked_on_disk(trainee.question)
