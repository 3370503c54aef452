"""Notes on highlights, tags, labels, and the lists that lead to them, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pen import Pen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from test_window_highlights import COURSE
from trainee import Trainee
from trainee_course import write_course

from msp_desktop.notebook.model import Colour, QuestionRef
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.ui.views.side.marks_page import MarksPage
from msp_desktop.ui.views.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication as App
    from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
TITLE = Qt.ItemDataRole.DisplayRole


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "containers", COURSE)


@pytest.fixture
def pen(trainee: Trainee, course: Path) -> Pen:
    trainee.start(course)
    return Pen(trainee)


@pytest.fixture
def other(qtbot: QtBot, qapp: App, trainee: Trainee) -> Iterator[Trainee]:
    """A second window on the same notebook."""
    made = Trainee(qtbot, qapp, trainee.paths.notebook.parent)
    made.paths = trainee.paths
    yield made
    made.end()


def write_on_highlight(trainee: Trainee, pen: Pen, words: str, text: str) -> None:
    pen.click(words)
    pen.press_button("highlight-note")
    assert trainee.window.notes.editor.hasFocus()
    QTest.keyClicks(trainee.window.notes.editor, text)
    trainee.until(lambda: trainee.note_state == "Saved")


def test_a_highlight_has_a_note_of_its_own(trainee: Trainee, pen: Pen) -> None:
    pen.select("built in layers")
    trainee.press(Qt.Key.Key_H)
    trainee.type_note("On the question.")
    trainee.until(lambda: trainee.note_state == "Saved")
    write_on_highlight(trainee, pen, "built in layers", "On **these** words.")
    header = trainee.window.notes.header.title.text()
    assert "built in layers" in header
    [highlight] = pen.highlights
    assert trainee.note_on_disk(highlight.id) == "On **these** words."
    trainee.press(Qt.Key.Key_Escape)
    assert trainee.note_text == "On the question."
    assert trainee.window.reader.reader.hasFocus()


def test_the_note_is_on_a_card_where_the_highlight_is(trainee: Trainee, pen: Pen) -> None:
    pen.select("built in layers")
    trainee.press(Qt.Key.Key_H)
    plain = pen.picture()
    write_on_highlight(trainee, pen, "built in layers", "On **these** words.")
    trainee.press(Qt.Key.Key_Escape)
    assert pen.picture() != plain
    height = trainee.window.reader.reader.document().size().height()
    pen.click("built in layers")
    assert pen.card == "On these words."
    assert trainee.window.reader.reader.document().size().height() == height
    trainee.press(Qt.Key.Key_Escape)
    assert pen.card == ""
    pen.point_at("built in layers")
    trainee.until(lambda: pen.card == "On these words.")


def test_a_note_on_a_selection_makes_the_highlight(trainee: Trainee, pen: Pen) -> None:
    pen.select("template")
    pen.press_button("highlight-note")
    assert pen.quotes == ["template"]
    QTest.keyClicks(trainee.window.notes.editor, "a mould")
    trainee.until(lambda: trainee.note_state == "Saved")
    assert trainee.note_on_disk(pen.highlights[0].id) == "a mould"


def test_a_removed_highlight_brings_its_note_back(trainee: Trainee, pen: Pen) -> None:
    pen.select("template")
    trainee.press(Qt.Key.Key_H)
    write_on_highlight(trainee, pen, "template", "a mould")
    trainee.press(Qt.Key.Key_Escape)
    trainee.window.side.show_tab("notes")
    assert trainee.listed(TITLE) == ["template"]
    pen.click("template")
    pen.press_button("highlight-remove")
    toast = trainee.window.findChild(Toast)
    assert toast is not None
    assert toast.isVisible()
    trainee.settle()
    assert trainee.window.side.tabs.tabText(2) == "Notes"
    toast.button.click()
    assert trainee.listed(TITLE) == ["template"]
    pen.click("template")
    assert pen.card == "a mould"


def test_the_list_leads_to_what_is_folded(trainee: Trainee, pen: Pen) -> None:
    text = trainee.window.reader.reader
    pen.click("Still more")
    trainee.until(lambda: "shared between" in trainee.page_text)
    pen.select("shared between")
    trainee.press(Qt.Key.Key_H)
    pen.click("Still more")
    trainee.until(lambda: "shared between" not in trainee.page_text)
    trainee.press(Qt.Key.Key_PageDown, CTRL)
    trainee.window.side.show_tab("notes")
    trainee.click_mark(0)
    assert "shared between" in trainee.page_text
    assert pen.is_painted("shared between", "yellow")
    assert text.hasFocus()


def test_notes_and_highlights_are_listed_as_they_are_read_and_filtered(
    trainee: Trainee, pen: Pen
) -> None:
    pen.select("The files")
    trainee.press(Qt.Key.Key_2, ALT)
    pen.select("template")
    trainee.press(Qt.Key.Key_3, ALT)
    tag(trainee, pen, "template", "exam, basics")
    trainee.type_note("why?")
    trainee.until(lambda: trainee.note_state == "Saved")
    trainee.press(Qt.Key.Key_Escape)
    trainee.press(Qt.Key.Key_PageDown, CTRL)
    pen.select("저장 공간")
    trainee.press(Qt.Key.Key_2, ALT)
    window = trainee.window
    window.side.show_tab("notes")
    trainee.until(lambda: len(trainee.listed(TITLE)) == 3)
    assert trainee.listed(TITLE) == ["template", "The files", "저장 공간"]
    [page] = window.side.findChildren(MarksPage)
    green = next(dot for dot in page.filters.dots if dot.colour is Colour.GREEN)
    QTest.mouseClick(green, Qt.MouseButton.LeftButton)
    assert trainee.listed(TITLE) == ["The files", "저장 공간"]
    QTest.mouseClick(page.filters.chapter, Qt.MouseButton.LeftButton)
    assert trainee.listed(TITLE) == ["저장 공간"]
    QTest.mouseClick(page.filters.chapter, Qt.MouseButton.LeftButton)
    QTest.mouseClick(green, Qt.MouseButton.LeftButton)
    menu = page.filters.tags.menu()
    next(action for action in menu.actions() if action.text() == "#exam").trigger()
    assert trainee.listed(TITLE) == ["template"]


def tag(trainee: Trainee, pen: Pen, words: str, tags: str) -> None:
    pen.click(words)
    pen.press_button("highlight-note")
    field = trainee.window.notes.tags
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, tags)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_tags_are_written_undone_and_there_tomorrow(trainee: Trainee, pen: Pen) -> None:
    field = trainee.window.notes.tags
    field.setFocus()
    QTest.keyClicks(field, "exam, #network")
    QTest.keyClick(field, Qt.Key.Key_Return)
    question = trainee.question
    assert trainee.window.marking.tags[question] == {"exam", "network"}
    trainee.window.commands["undo"].trigger()
    assert field.text() == ""
    trainee.window.commands["redo"].trigger()
    trainee.close()
    trainee.start()
    assert trainee.window.notes.tags.text() == "exam, network"


def test_a_bookmark_is_called_something(trainee: Trainee, pen: Pen) -> None:
    trainee.press(Qt.Key.Key_D, CTRL)
    question = trainee.question
    trainee.until(trainee.study.starred)
    trainee.window.side.show_tab("bookmarks")
    marks = trainee.marks
    marks.setFocus()
    marks.setCurrentIndex(marks.model().index(0, 0))
    QTest.keyClick(marks, Qt.Key.Key_F2)
    editor = marks.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "ask again")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    trainee.until(lambda: trainee.listed(TITLE) == ["ask again"])
    trainee.window.commands["bookmark"].trigger()
    trainee.until(lambda: not trainee.study.starred())
    trainee.window.commands["undo"].trigger()
    trainee.until(trainee.study.starred)
    assert trainee.listed(TITLE) == ["ask again"]
    trainee.settle()
    record = trainee.study.record
    assert record is not None
    with Notebook.open_read_only(trainee.paths.notebook) as notebook:
        assert [one.label for one in notebook.bookmarks(record.id)] == ["ask again"]
        assert notebook.bookmarked(QuestionRef(record.id, question))
    trainee.window.commands["undo"].trigger()
    trainee.until(lambda: trainee.listed(TITLE) == ["What is an image?"])


def test_a_deleted_note_comes_back(trainee: Trainee, pen: Pen) -> None:
    trainee.write_note("keep me")
    question = trainee.question
    trainee.window.side.show_tab("notes")
    trainee.until(lambda: trainee.listed(TITLE))
    marks = trainee.marks
    marks.setFocus()
    marks.setCurrentIndex(marks.model().index(0, 0))
    QTest.keyClick(marks, Qt.Key.Key_Delete)
    trainee.until(lambda: not trainee.study.notes)
    trainee.until(lambda: trainee.note_text == "")
    trainee.press(Qt.Key.Key_Z, CTRL)
    trainee.until(lambda: trainee.note_text == "keep me")
    trainee.settle()
    assert trainee.note_on_disk(question) == "keep me"


def test_what_is_not_found_stays_listed_with_its_words(
    trainee: Trainee, pen: Pen, course: Path
) -> None:
    pen.select("that one instruction")
    trainee.press(Qt.Key.Key_H)
    write_on_highlight(trainee, pen, "that one instruction", "hm")
    trainee.press(Qt.Key.Key_Escape)
    pen.select("template")
    trainee.press(Qt.Key.Key_H)
    trainee.settle()
    text = course.read_text("utf-8")
    text = text.replace("The files that one instruction of a Dockerfile added.", "Nothing.")
    course.write_text(text, encoding="utf-8")
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: "Nothing." in trainee.page_text)
    trainee.window.side.show_tab("notes")
    assert trainee.listed(TITLE) == [
        "template",
        "Not found in this edition",
        "that one instruction",
    ]
    trainee.click_mark(2)
    assert trainee.note_text == "hm"
    trainee.close()
    trainee.start()
    trainee.window.side.show_tab("notes")
    assert trainee.listed(TITLE)[2] == "that one instruction"


def test_two_windows_see_each_others_highlights(
    trainee: Trainee, pen: Pen, course: Path, other: Trainee
) -> None:
    other.start(course)
    theirs = Pen(other)
    pen.select("template")
    pen.press_button("colour-green")
    other.until(lambda: theirs.quotes == ["template"])
    assert theirs.is_painted("template", "green")
    theirs.click("template")
    theirs.press_button("colour-pink")
    trainee.until(lambda: [one.colour for one in pen.highlights] == ["pink"])
    assert pen.is_painted("template", "pink")
    theirs.click("template")
    theirs.press_button("highlight-remove")
    trainee.until(lambda: not pen.highlights)


def test_hundreds_of_highlights_are_listed_and_placed_in_an_edited_course(
    trainee: Trainee, pen: Pen, course: Path
) -> None:
    from msp_desktop.course.text import Extract, text_of

    marking = trainee.window.marking
    extracts: list[Extract] = []
    for question in trainee.course.questions:
        text = text_of(trainee.course, question.id)
        assert text is not None
        extracts += [
            Extract(question.id, text, at, at + 4) for at in range(0, len(text.whole) - 4, 2)
        ]
    made = marking.highlight(extracts, Colour.BLUE)
    assert len(made) == len(extracts) > 100
    trainee.settle()
    assert len(pen.on_disk) == len(made)
    text = course.read_text("utf-8").replace("# Containers", "# Containers\n\nNew words.")
    course.write_text(text, encoding="utf-8")
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: trainee.course.digest not in {one.edition for one in pen.highlights})
    trainee.until(lambda: not marking.looking)
    assert marking.unplaced() == []
    assert pen.is_painted("template", "blue")


def test_what_an_edit_has_moved_looks_less_certain(
    trainee: Trainee, pen: Pen, course: Path
) -> None:
    pen.select("each of which only adds")
    trainee.press(Qt.Key.Key_2, ALT)
    trainee.settle()
    before = pen.picture()
    text = course.read_text("utf-8")
    text = text.replace("each of which only adds files", "each of which merely adds some files")
    course.write_text(text, encoding="utf-8")
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: "merely adds" in trainee.page_text)
    [highlight] = pen.highlights
    spot = trainee.window.marking.spots[highlight.id]
    assert not spot.sure
    assert not pen.is_painted("each of which", "green")
    pen.show("each of which")
    assert pen.picture() != before
    pen.click("each of which")
    pen.press_button("colour-blue")
    assert pen.highlights[0].anchor == highlight.anchor


def test_a_press_of_h_without_a_selection_does_nothing(trainee: Trainee, pen: Pen) -> None:
    trainee.press(Qt.Key.Key_H)
    trainee.press(Qt.Key.Key_2, ALT)
    assert pen.highlights == []
    assert pen.bar is None


def test_the_next_highlight_is_reached_by_keys(trainee: Trainee, pen: Pen) -> None:
    for words in ("The files", "template"):
        pen.select(words)
        trainee.press(Qt.Key.Key_H)
    trainee.press(Qt.Key.Key_BracketRight)
    assert trainee.window.reader.reader.marker.active == pen.highlights[1].id
    trainee.press(Qt.Key.Key_BracketRight)
    assert trainee.window.reader.reader.marker.active == pen.highlights[0].id
    trainee.press(Qt.Key.Key_BracketLeft)
    assert trainee.window.reader.reader.marker.active == pen.highlights[1].id
    trainee.press(Qt.Key.Key_Delete)
    assert pen.quotes == ["The files"]
