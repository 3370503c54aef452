"""Writing notes as a person does, with another program looking at the file."""

from __future__ import annotations

import random
import sys
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, QTimer, QTranslator
from PySide6.QtGui import QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from scarcity import no_room
from workplace import Painted, Workplace
from writing_desk import Desk

from msp_desktop.ui.views.notes.draft import KEPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits")


def test_typing_is_saved_and_said_to_be_only_when_the_file_holds_it(
    desk: Desk, window: Workplace, qtbot: QtBot
) -> None:
    ref = window.show(desk, 0)
    said: list[tuple[str, str]] = []

    def look() -> None:
        if window.state == "Saved":
            said.append((window.editor_text, desk.text(ref)))

    Painted(window.pane.header.state, look)
    for words in ("An image", " is a stack of layers", ", and *nothing* more."):
        window.type(words)
        assert window.state != "Saved"
        qtbot.waitUntil(lambda: window.state == "Saved")
        qtbot.waitUntil(lambda text=window.editor_text: (text, text) in said)
    assert desk.text(ref) == "An image is a stack of layers, and *nothing* more."
    assert all(shown == on_disk for shown, on_disk in said)


def test_typing_that_never_pauses_is_saved_all_the_same(
    desk: Desk, window: Workplace, qtbot: QtBot
) -> None:
    ref = window.show(desk, 0)
    keys = QTimer(interval=50)
    keys.timeout.connect(lambda: window.type("a"))
    keys.start()
    qtbot.waitUntil(lambda: desk.text(ref) != "")
    assert keys.isActive()
    keys.stop()


def test_going_through_questions_quickly_loses_nothing(desk: Desk, window: Workplace) -> None:
    chance = random.Random(11)
    expected = dict.fromkeys(desk.refs, "")
    for turn in range(60):
        ref = window.show(desk, chance.randrange(3))
        assert window.editor_text == expected[ref]
        word = f"{turn}."
        window.type(word)
        expected[ref] += word
        if chance.random() < 0.3:
            QCoreApplication.processEvents()
    window.pane.commit()
    assert window.saver.flush(60_000)
    assert {ref: desk.text(ref) for ref in desk.refs} == expected


def test_what_is_not_on_disk_yet_is_shown_rather_than_what_is(
    desk: Desk, window: Workplace, qtbot: QtBot
) -> None:
    ref = window.show(desk, 0)
    with desk.locked():
        window.type("typed")
        window.show(desk, 1)
        window.show(desk, 0)
        assert window.editor_text == "typed"
        assert window.state != "Saved"
        qtbot.waitUntil(lambda: window.state == "Saving…")
    qtbot.waitUntil(lambda: window.state == "Saved")
    assert desk.text(ref) == "typed"


def test_leaving_the_editor_saves_at_once(desk: Desk, window: Workplace, qtbot: QtBot) -> None:
    other = QLineEdit(window.pane)
    other.show()
    ref = window.show(desk, 0)
    window.pane.activateWindow()
    window.pane.focus_editor()
    qtbot.waitUntil(window.pane.editor.hasFocus)
    window.type("typed")
    other.setFocus()
    assert [text for _, text, _ in window.handed_on] == ["typed"]
    assert window.saver.flush(60_000)
    assert desk.text(ref) == "typed"


@needs_limits
def test_a_disk_that_refuses_is_told_and_the_text_is_saved_when_it_takes_it(
    desk: Desk, window: Workplace, light: Theme, qtbot: QtBot
) -> None:
    ref = window.show(desk, 0)
    state = window.pane.header.state
    with no_room():
        window.type("typed")
        qtbot.waitUntil(lambda: window.state == "Not saved")
        assert str(desk.path) in state.toolTip()
        assert state.palette().color(QPalette.ColorRole.WindowText) == light.colour("error")
        window.type(" on")
        window.show(desk, 1)
        window.show(desk, 0)
        assert (window.editor_text, window.state) == ("typed on", "Not saved")
    window.saver.retry()
    qtbot.waitUntil(lambda: window.state == "Saved")
    assert state.toolTip() == ""
    assert state.palette().color(QPalette.ColorRole.WindowText) == light.colour("muted")
    assert desk.text(ref) == "typed on"


def test_emptying_a_note_deletes_it_and_undoing_that_brings_it_back(
    desk: Desk, window: Workplace, qtbot: QtBot
) -> None:
    desk.write(desk.refs[0], "text", 0)
    ref = window.show(desk, 0)
    assert window.state == "Saved"
    window.pane.editor.selectAll()
    QTest.keyClick(window.pane.editor, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: window.state == "Saved")
    assert desk.note(ref) is None
    window.pane.editor.undo()
    qtbot.waitUntil(lambda: window.state == "Saved")
    assert desk.text(ref) == "text"


def test_hard_spaces_and_emoji_come_back_as_they_were(desk: Desk, window: Workplace) -> None:
    ref = window.show(desk, 0)
    window.type("10\u00a0MB 🐳 **고래**")
    window.pane.commit()
    assert window.saver.flush(60_000)
    assert desk.text(ref) == "10\u00a0MB 🐳 **고래**"


# Two windows


def test_what_two_windows_type_into_one_note_is_all_there(
    desk: Desk, open_window: Callable[[], Workplace], qtbot: QtBot
) -> None:
    desk.write(desk.refs[0], "one\ntwo", 0)
    mine, theirs = open_window(), open_window()
    ref = mine.show(desk, 0)
    theirs.show(desk, 0)
    theirs.put_caret(0)
    theirs.type("theirs\n")
    theirs.pane.commit()
    assert theirs.saver.flush(60_000)

    mine.put_caret(7)
    mine.type("\nmine")
    with desk.locked():
        mine.pane.commit()
        mine.type(", typed on")
    qtbot.waitUntil(lambda: mine.state == "Saved")
    expected = "theirs\none\ntwo\nmine, typed on"
    assert mine.editor_text == expected
    assert mine.caret == len(expected)
    assert desk.text(ref) == expected

    theirs.pane.note_changed_elsewhere(desk.note(ref))
    assert (theirs.editor_text, theirs.state) == (expected, "Saved")
    assert theirs.caret == len("theirs\n")


def test_another_windows_note_does_not_show_over_what_is_being_typed(
    desk: Desk, window: Workplace, qtbot: QtBot
) -> None:
    ref = window.show(desk, 0)
    window.type("mine")
    window.pane.note_changed_elsewhere(desk.write(ref, "theirs", 0))
    assert window.editor_text == "mine"
    qtbot.waitUntil(lambda: window.state == "Saved")
    assert sorted(window.editor_text.split("\n")) == ["mine", "theirs"]
    assert desk.text(ref) == window.editor_text


def test_what_was_written_elsewhere_behind_the_own_write_shows_once_that_is_told(
    desk: Desk, window: Workplace, qtbot: QtBot
) -> None:
    ref = window.show(desk, 0)
    window.type("mine")
    window.pane.commit()
    end = monotonic() + 60
    while desk.text(ref) != "mine":
        assert monotonic() < end
    # The window has not heard yet that its own words are on disk.
    mine = desk.note(ref)
    assert mine is not None
    window.pane.note_changed_elsewhere(desk.write(ref, "mine\ntheirs", mine.revision))
    assert window.editor_text == "mine"
    qtbot.waitUntil(lambda: window.state == "Saved")
    assert window.editor_text == "mine\ntheirs"
    window.type("\nmine again")
    qtbot.waitUntil(lambda: window.state == "Saved")
    assert window.editor_text == desk.text(ref) == "mine\nmine again\ntheirs"


def test_a_note_deleted_elsewhere_goes_and_an_older_one_does_not_come_back(
    desk: Desk, window: Workplace
) -> None:
    first = desk.write(desk.refs[0], "first", 0)
    second = desk.write(desk.refs[0], "second", 1)
    window.show(desk, 0)
    window.pane.note_changed_elsewhere(first)
    assert window.editor_text == "second"
    assert second is not None
    desk.write(desk.refs[0], "", second.revision)
    window.pane.note_changed_elsewhere(None)
    assert window.editor_text == ""


def test_a_change_far_above_moves_neither_the_view_nor_the_caret(
    desk: Desk, window: Workplace
) -> None:
    lines = [f"Line {number}" for number in range(100)]
    desk.write(desk.refs[0], "\n".join(lines), 0)
    ref = window.show(desk, 0)
    editor = window.pane.editor
    window.put_caret(editor.document().findBlockByNumber(60).position() + 3)
    editor.verticalScrollBar().setValue(55)
    top = editor.firstVisibleBlock().text()
    assert top == "Line 55"
    window.pane.note_changed_elsewhere(desk.write(ref, "\n".join(["New", "New", *lines]), 1))
    assert editor.firstVisibleBlock().text() == top
    assert editor.textCursor().block().text() == "Line 60"
    assert editor.textCursor().positionInBlock() == 3


# Input methods


def test_hangul_in_the_making_is_neither_saved_nor_disturbed(
    desk: Desk, window: Workplace, qtbot: QtBot
) -> None:
    ref = window.show(desk, 0)
    for jamo in ("ㅎ", "하", "한"):
        window.compose(jamo)
    assert window.state != "Saved"
    assert window.handed_on == []
    window.compose("ㄱ", commit="한")
    qtbot.waitUntil(lambda: desk.text(ref) == "한")
    assert window.state != "Saved", "a syllable is shown that is not on disk"
    assert window.pane.editor.composing
    window.compose("", commit="글")
    qtbot.waitUntil(lambda: window.state == "Saved")
    assert desk.text(ref) == "한글"


def test_another_windows_text_waits_for_the_end_of_a_composition(
    desk: Desk, window: Workplace, qtbot: QtBot
) -> None:
    ref = window.show(desk, 0)
    window.type("mine")
    desk.write(ref, "theirs", 0)
    window.compose("ㅎ")
    window.pane.note_changed_elsewhere(desk.note(ref))
    with qtbot.waitSignal(window.saver.note_written):
        pass
    assert window.editor_text == "mine"
    assert window.pane.editor.composing
    window.compose("", commit="하")
    qtbot.waitUntil(lambda: window.state == "Saved")
    assert window.editor_text == "theirs\nmine하"
    assert desk.text(ref) == "theirs\nmine하"


@pytest.mark.parametrize("go", ["to another question", "away"])
def test_a_syllable_in_the_making_is_kept_when_one_goes(
    desk: Desk, window: Workplace, go: str
) -> None:
    ref = window.show(desk, 0)
    window.type("docker ")
    window.compose("명")
    if go == "away":
        window.pane.commit()
    else:
        window.show(desk, 1)
        assert window.editor_text == ""
    assert window.saver.flush(60_000)
    assert desk.text(ref) == "docker 명"


# Each question for itself


def test_each_question_has_its_own_undo_history_caret_and_view(
    desk: Desk, window: Workplace
) -> None:
    desk.write(desk.refs[1], "\n".join(str(number) for number in range(100)), 0)
    window.show(desk, 0)
    window.type("zero")
    window.put_caret(2)
    window.show(desk, 1)
    assert window.pane.editor.firstVisibleBlock().blockNumber() == 0
    window.pane.editor.verticalScrollBar().setValue(40)
    window.type("x")
    scrolled = window.pane.editor.verticalScrollBar().value()
    window.show(desk, 0)
    assert window.caret == 2
    window.pane.editor.undo()
    assert window.editor_text == ""
    window.show(desk, 1)
    assert window.pane.editor.verticalScrollBar().value() == scrolled
    window.pane.editor.undo()
    assert window.editor_text.endswith("\n98\n99")


def test_the_last_notes_keep_their_undo_history_and_unsaved_ones_their_text(
    tmp_path: Path, light: Theme, qtbot: QtBot
) -> None:
    many = Desk(tmp_path, questions=KEPT + 5)
    window = Workplace(many.path, light)
    qtbot.addWidget(window.pane)
    try:
        for number in range(KEPT + 4):
            window.show(many, number)
            window.type(str(number))
            window.pane.commit()
            assert window.saver.flush(60_000)
        window.show(many, 4)
        assert window.pane.editor.document().isUndoAvailable()
        window.show(many, 0)
        assert not window.pane.editor.document().isUndoAvailable()
        assert window.editor_text == "0"
        # Nothing comes to the disk any more, and so nothing may be forgotten.
        with many.locked():
            for number in range(KEPT + 5):
                window.show(many, number)
                window.type("!")
            for number in range(KEPT + 5):
                window.show(many, number)
                assert "!" in window.editor_text
    finally:
        window.close()


# What it says


def test_it_says_what_to_do_where_nothing_is(desk: Desk, window: Workplace) -> None:
    editor = window.pane.editor
    window.pane.show_note(None, "", None)
    assert editor.placeholderText() == "Choose a question to write a note."
    assert (window.pane.header.title.text(), window.state) == ("Note", "")
    window.type("lost")
    assert window.editor_text == ""
    window.show(desk, 0)
    assert editor.placeholderText() == "Write a note on this question in Markdown…"
    assert (window.pane.header.title.text(), window.state) == ("Note — Question 0?", "")
    assert (editor.accessibleName(), editor.accessibleDescription()) == (
        "Note",
        "Note — Question 0?",
    )


def test_where_nothing_can_be_written_notes_can_be_read(desk: Desk, window: Workplace) -> None:
    desk.write(desk.refs[0], "text", 0)
    window.show(desk, 0)
    window.pane.set_read_only("The disk can only be read.")
    assert window.state == "Read-only"
    assert window.pane.header.state.toolTip() == "The disk can only be read."
    window.type("more")
    assert window.editor_text == "text"
    window.show(desk, 1)
    assert window.pane.editor.placeholderText() == "There is no note here."
    window.pane.set_read_only("")
    window.type("more")
    window.pane.commit()
    assert window.saver.flush(60_000)
    assert desk.text(desk.refs[1]) == "more"


def test_a_long_title_is_cut_and_the_state_is_not(desk: Desk, window: Workplace) -> None:
    header = window.pane.header
    window.pane.show_note(desk.refs[0], "Why? " * 100, desk.write(desk.refs[0], "x", 0))
    QCoreApplication.processEvents()
    assert window.pane.width() == 420
    assert header.title.geometry().right() < header.state.geometry().left()
    assert header.state.width() >= header.state.sizeHint().width()
    assert header.state.geometry().right() < header.width()


class _Backwards(QTranslator):
    """A language in which every string of the interface is read backwards, but for its fields."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return "".join(
            part if part.startswith("{") else part[::-1]
            for part in text.replace("{", "\0{").replace("}", "}\0").split("\0")
        )


@pytest.fixture
def backwards(qapp: QApplication) -> Iterator[QTranslator]:
    translator = _Backwards()
    yield translator
    qapp.removeTranslator(translator)


def test_it_changes_its_language_while_it_is_shown(
    desk: Desk, window: Workplace, qapp: QApplication, backwards: QTranslator
) -> None:
    window.pane.show_note(desk.refs[0], "USER?", desk.write(desk.refs[0], "x", 0))
    qapp.installTranslator(backwards)
    QCoreApplication.processEvents()
    assert (window.pane.header.title.text(), window.state) == (" — etoNUSER?", "devaS")
    assert window.pane.editor.placeholderText() == "…nwodkraM ni noitseuq siht no eton a etirW"
    assert window.pane.editor.accessibleName() == "etoN"


def test_the_ground_and_the_styles_follow_the_theme(
    desk: Desk, window: Workplace, light: Theme, dark: Theme
) -> None:
    desk.write(desk.refs[0], "# Title\n`code`", 0)
    window.show(desk, 0)
    for theme in (light, dark):
        window.pane.set_theme(theme)
        shown = window.pane.grab().toImage()
        assert shown.pixelColor(200, 200) == theme.colour("panel")
        assert shown.pixelColor(200, theme.size("pane-header") - 1) == theme.colour("border")
        code = window.pane.editor.document().findBlockByNumber(1).layout().formats()
        assert {one.format.background().color().name() for one in code} == {
            theme.colour("code-card").name()
        }


def test_the_focus_is_seen_and_goes_on_with_tab(
    desk: Desk, window: Workplace, light: Theme, qtbot: QtBot
) -> None:
    other = QLineEdit(window.pane)
    other.move(200, 200)
    other.show()
    window.show(desk, 0)
    window.pane.activateWindow()
    window.pane.setFocus()
    qtbot.waitUntil(window.pane.editor.hasFocus)
    edge = (0, 150)
    assert window.pane.grab().toImage().pixelColor(*edge) == light.colour("focus")
    QTest.keyClick(window.pane.editor, Qt.Key.Key_Tab)
    assert window.pane.tags.hasFocus()
    QTest.keyClick(window.pane.tags, Qt.Key.Key_Tab)
    assert other.hasFocus()
    assert window.pane.grab().toImage().pixelColor(*edge) == light.colour("panel")


def test_a_syllable_hides_the_words_that_say_what_to_do(desk: Desk, window: Workplace) -> None:
    window.show(desk, 0)
    words = QRect(window.pane.editor.width() // 3, 10, 60, 20)
    assert not _is_blank(window, words)
    window.compose("한")
    assert _is_blank(window, words)
    window.compose("")
    assert not _is_blank(window, words)


def _is_blank(window: Workplace, area: QRect) -> bool:
    shown = window.pane.editor.grab(area).toImage()
    shown = shown.convertToFormat(QImage.Format.Format_RGB32)
    blank = QImage(shown)
    blank.fill(shown.pixelColor(0, 0))
    return shown == blank


@pytest.mark.parametrize("kind", [QEvent.Type.LanguageChange, QEvent.Type.FontChange])
def test_events_of_change_do_not_touch_the_text(
    desk: Desk, window: Workplace, kind: QEvent.Type
) -> None:
    window.show(desk, 0)
    window.type("typed")
    QApplication.sendEvent(window.pane, QEvent(kind))
    assert window.editor_text == "typed"
