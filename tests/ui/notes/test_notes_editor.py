"""Keys and clicks in the editor; a bar in the texts is the caret, two are a selection."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from msp_desktop.ui.views.notes import document as documents

if TYPE_CHECKING:
    from types import FrameType

    from pytestqt.qtbot import QtBot
    from workplace import Workplace
    from writing_desk import Desk

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def put(window: Workplace, marked: str) -> None:
    """Have a text in the editor, with the caret or the selection where the bars are."""
    first, last = marked.find("|"), marked.rfind("|")
    text = marked.replace("|", "")
    window.pane.editor.setPlainText(text)
    one = len(text[:first].encode("utf-16-le")) // 2
    other = len(text[: last - 1].encode("utf-16-le")) // 2 if last > first else one
    window.put_caret(other, one)


def got(window: Workplace) -> str:
    text = window.editor_text.encode("utf-16-le")
    cursor = window.pane.editor.textCursor()
    start, end = 2 * cursor.selectionStart(), 2 * cursor.selectionEnd()
    parts = (
        [text[:start], text[start:end], text[end:]] if end > start else [text[:start], text[start:]]
    )
    return "|".join(part.decode("utf-16-le") for part in parts)


@pytest.fixture
def editing(desk: Desk, window: Workplace) -> Workplace:
    window.show(desk, 0)
    return window


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one|", "- one\n- |"),
        ("* one|", "* one\n* |"),
        ("- o| ne", "- o\n- |ne"),
        ("1. one|", "1. one\n2. |"),
        ("9) one|", "9) one\n10) |"),
        ("- [x] done|", "- [x] done\n- [ ] |"),
        ("  - in|", "  - in\n  - |"),
        ("- 🐳 고래|", "- 🐳 고래\n- |"),
        ("- one\n- |", "- one\n|"),
        ("- one\n- [ ] |", "- one\n|"),
        ("- one\n  - in\n  - |", "- one\n  - in\n- |"),
        ("text|", "text\n|"),
        ("|- one", "\n|- one"),
        ("---|", "---\n|"),
        ("```\n- no list|", "```\n- no list\n|"),
        ("- a |cut| b", "- a \n| b"),
    ],
)
def test_enter_goes_on_with_a_list_and_ends_it(editing: Workplace, before: str, after: str) -> None:
    put(editing, before)
    QTest.keyClick(editing.pane.editor, Key.Key_Return)
    assert got(editing) == after
    editing.pane.editor.undo()
    assert editing.editor_text == before.replace("|", ""), "it is one step to undo"


@pytest.mark.parametrize(
    ("before", "after"),
    [("- one|", "- one\n  |"), ("10. one|", "10. one\n    |"), ("text|", "text\n|")],
)
def test_shift_enter_stays_in_the_item(editing: Workplace, before: str, after: str) -> None:
    put(editing, before)
    QTest.keyClick(editing.pane.editor, Key.Key_Return, SHIFT)
    assert got(editing) == after
    assert "\u2028" not in editing.pane.editor.document().toRawText()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one\n- two|", "- one\n  - two|"),
        ("1. one\n2. two|", "1. one\n   2. two|"),
        ("- one|", "- one|"),
        ("- one\n  - in|", "- one\n  - in|"),
        ("- one\n  - in\n- |two\n- three|", "- one\n  - in\n  - |two\n  - three|"),
        ("- one\n\n- two|", "- one\n\n  - two|"),
        ("- a\n- |b\n  - c|", "- a\n  - |b\n    - c|"),
        ("- one\n\ntext\n\n- two|", "- one\n\ntext\n\n- two|"),
        ("```\ncode|", "```\n    code|"),
    ],
)
def test_tab_moves_items_into_the_one_before(editing: Workplace, before: str, after: str) -> None:
    put(editing, before)
    QTest.keyClick(editing.pane.editor, Key.Key_Tab)
    assert got(editing) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one\n  - two|", "- one\n- two|"),
        ("1. one\n   2. two|", "1. one\n2. two|"),
        ("- a\n  - b\n    - c|", "- a\n  - b\n  - c|"),
        ("- a\n  - |b\n    - c|", "- a\n- |b\n  - c|"),
        ("- a\n  - |b\n  - c|", "- a\n- |b\n- c|"),
        ("    - alone|", "- alone|"),
        ("```\n     code|", "```\n code|"),
    ],
)
def test_shift_tab_moves_items_out(editing: Workplace, before: str, after: str) -> None:
    put(editing, before)
    QTest.keyClick(editing.pane.editor, Key.Key_Backtab, SHIFT)
    assert got(editing) == after


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        (Key.Key_B, "a |word| b", "a **|word|** b"),
        (Key.Key_I, "a |word| b", "a *|word|* b"),
        (Key.Key_QuoteLeft, "a |word| b", "a `|word|` b"),
        (Key.Key_B, "a **|word|** b", "a |word| b"),
        (Key.Key_I, "a *|word|* b", "a |word| b"),
        (Key.Key_I, "a **|word|** b", "a ***|word|*** b"),
        (Key.Key_B, "a ***|word|*** b", "a *|word|* b"),
        (Key.Key_I, "a ***|word|*** b", "a **|word|** b"),
        (Key.Key_B, "a | word | b", "a  **|word|**  b"),
        (Key.Key_B, "|- one\n- two|", "- **|one**\n- **two|**"),
        (Key.Key_B, "- **|one**\n\n- **two|**", "- |one\n\n- two|"),
        (Key.Key_B, "|**word** |b", "|word| b"),
        (Key.Key_B, "🐳 |고래|", "🐳 **|고래|**"),
        (Key.Key_B, "a |b", "a **|**b"),
        (Key.Key_B, "a **|**b", "a |b"),
        (Key.Key_QuoteLeft, "|", "`|`"),
    ],
)
def test_signs_wrap_the_selection_and_go_again(
    editing: Workplace, key: Qt.Key, before: str, after: str
) -> None:
    put(editing, before)
    QTest.keyClick(editing.pane.editor, key, CTRL)
    assert got(editing) == after
    editing.pane.editor.undo()
    assert editing.editor_text == before.replace("|", "")


def test_the_notes_keys_come_before_the_windows_while_it_is_written(
    editing: Workplace, qtbot: QtBot
) -> None:
    pressed: list[str] = []
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(editing.pane)
    bookmark = QAction("Bookmark", window, shortcut="Ctrl+B")
    bookmark.triggered.connect(lambda: pressed.append("bookmark"))
    window.addAction(bookmark)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    editing.pane.focus_editor()
    qtbot.waitUntil(editing.pane.editor.hasFocus)
    QTest.keyClick(window.windowHandle(), Key.Key_B, CTRL)
    assert editing.editor_text == "****"
    assert pressed == []
    # The test's other widgets are the fixture's to close.
    editing.pane.setParent(None)


def _middle_of(editing: Workplace, line: int, column: int) -> QPoint:
    """Return the middle of a character on the screen."""
    editor = editing.pane.editor
    block = editor.document().findBlockByNumber(line)
    left, right = QTextCursor(block), QTextCursor(block)
    left.setPosition(block.position() + column)
    right.setPosition(block.position() + column + 1)
    one, other = editor.cursorRect(left), editor.cursorRect(right)
    return QPoint((one.center().x() + other.center().x()) // 2, one.center().y())


def test_a_click_on_its_box_ticks_a_task(desk: Desk, editing: Workplace, qtbot: QtBot) -> None:
    put(editing, "|Before\n- [ ] 🐳 [ ] one\n  1. [X] two")
    viewport = editing.pane.editor.viewport()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(viewport, left, pos=_middle_of(editing, 1, 3))
    assert editing.editor_text == "Before\n- [x] 🐳 [ ] one\n  1. [X] two"
    QTest.mouseClick(viewport, left, pos=_middle_of(editing, 2, 6))
    assert editing.editor_text == "Before\n- [x] 🐳 [ ] one\n  1. [ ] two"
    assert editing.caret == 0, "the caret stays where one writes"
    qtbot.waitUntil(lambda: editing.state == "Saved")
    assert desk.text(desk.refs[0]) == editing.editor_text

    QTest.mouseClick(viewport, left, pos=_middle_of(editing, 1, 10))
    assert editing.editor_text == "Before\n- [x] 🐳 [ ] one\n  1. [ ] two"
    assert editing.caret != 0, "elsewhere a click is what it always is"

    editing.pane.set_read_only("The disk can only be read.")
    QTest.mouseClick(viewport, left, pos=_middle_of(editing, 1, 3))
    assert editing.editor_text == "Before\n- [x] 🐳 [ ] one\n  1. [ ] two"


def test_the_pointer_shows_that_a_box_can_be_clicked(editing: Workplace, qtbot: QtBot) -> None:
    put(editing, "|- [ ] one")
    viewport = editing.pane.editor.viewport()
    QTest.mouseMove(viewport, _middle_of(editing, 0, 3))
    qtbot.waitUntil(lambda: viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor)
    QTest.mouseMove(viewport, _middle_of(editing, 0, 7))
    qtbot.waitUntil(lambda: viewport.cursor().shape() == Qt.CursorShape.IBeamCursor)


def test_ctrl_enter_ticks_a_task_from_the_keyboard(editing: Workplace) -> None:
    put(editing, "- [ ] one|")
    QTest.keyClick(editing.pane.editor, Key.Key_Return, CTRL)
    assert got(editing) == "- [x] one|"
    QTest.keyClick(editing.pane.editor, Key.Key_Return, CTRL)
    assert got(editing) == "- [ ] one|"


def test_rich_text_is_pasted_as_its_words(editing: Workplace) -> None:
    mime = QMimeData()
    mime.setHtml("<b>bold</b> <i>words</i>")
    mime.setText("bold words")
    QGuiApplication.clipboard().setMimeData(mime)
    put(editing, "|")
    editing.pane.editor.paste()
    assert got(editing) == "bold words|"


@pytest.mark.parametrize(("address", "taken"), [("file:///course.md", False), ("", True)])
def test_a_file_that_is_dropped_is_the_windows(
    editing: Workplace, address: str, taken: bool
) -> None:
    mime = QMimeData()
    if address:
        mime.setUrls([QUrl(address)])
    else:
        mime.setText("words")
    event = QDragEnterEvent(
        QPoint(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, CTRL
    )
    QApplication.sendEvent(editing.pane.editor.viewport(), event)
    assert event.isAccepted() == taken


def test_a_key_has_a_long_note_read_once(editing: Workplace) -> None:
    put(editing, "- a line of a long note\n" * 1000 + "|")
    read = 0

    def note(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal read
        read += event == "call" and frame.f_code is documents.text_of.__code__

    for key in (Key.Key_A, Key.Key_Space, Key.Key_Backspace):
        read, before = 0, sys.getprofile()
        sys.setprofile(note)
        try:
            QTest.keyClick(editing.pane.editor, key)
        finally:
            sys.setprofile(before)
        assert read == 1


def test_the_line_that_is_written_in_stays_in_sight_when_there_is_less_room(
    editing: Workplace, qtbot: QtBot
) -> None:
    pane, editor = editing.pane, editing.pane.editor
    qtbot.addWidget(pane)
    pane.resize(300, 400)
    with qtbot.waitActive(pane):
        pane.show()
    editor.setPlainText("\n".join(f"line {number}" for number in range(12)))
    editor.setFocus()
    editing.put_caret(len(editing.editor_text))
    for height in (320, 240, 200):
        pane.resize(300, height)
        assert editor.viewport().rect().contains(editor.cursorRect())


def test_a_note_that_comes_where_none_was_is_shown_from_its_beginning(
    desk: Desk, window: Workplace
) -> None:
    window.pane.resize(300, 120)
    window.pane.show()
    ref = window.show(desk, 0)
    text = "\n".join(f"line {number}" for number in range(60))
    window.pane.note_changed_elsewhere(desk.write(ref, text, 0))
    assert window.editor_text == text
    assert window.pane.editor.verticalScrollBar().value() == 0
    assert window.pane.editor.firstVisibleBlock().text() == "line 0"
