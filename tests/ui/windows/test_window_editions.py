"""Courses that change, move or give way to others while there are notes on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from trainee_course import write_course

from msp_desktop.ui.models.marks import MarksRole

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from trainee import Trainee

CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = """# Course

## One

* What is first?
  * The first answer.
* What is second?
  * The second answer.

## Two

* What is third?
  * The third answer.
"""
OTHER = "# Other\n\n## Elsewhere\n\n* Anything else?\n  * No.\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "course", TEXT)


def question(trainee: Trainee, title: str) -> str:
    return next(one.id for one in trainee.course.questions if one.title == title)


def reread(trainee: Trainee, course: Path, text: str) -> None:
    """Edit the file as an author would, and read it again."""
    before = trainee.course
    course.write_text(text, encoding="utf-8")
    trainee.press(Qt.Key.Key_F5)
    trainee.until(lambda: trainee.course is not before)
    trainee.settle()


def test_an_edited_answer_is_shown_when_the_course_is_read_again(
    trainee: Trainee, course: Path
) -> None:
    trainee.start(course)
    trainee.click_question(question(trainee, "What is second?"))
    reread(trainee, course, TEXT.replace("The second answer.", "A much better answer."))
    assert "A much better answer." in trainee.page_text
    assert "The second answer." not in trainee.page_text
    assert trainee.question == question(trainee, "What is second?")


def test_a_note_stays_with_a_question_that_moves(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    trainee.click_question(question(trainee, "What is second?"))
    trainee.write_note("kept")
    moved = TEXT.replace("* What is second?\n  * The second answer.\n", "")
    reread(trainee, course, moved + "* What is second?\n  * The second answer.\n")
    window.side.show_tab("notes")
    assert trainee.listed(MarksRole.MISSING) == [False]
    trainee.click_mark(0)
    assert trainee.question == question(trainee, "What is second?")
    assert window.reader.chapter == trainee.course.chapters[1].id
    assert trainee.note_text == "kept"


def test_a_note_on_a_question_that_is_gone_is_listed_and_can_be_read(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    trainee.click_question(question(trainee, "What is second?"))
    trainee.press(Qt.Key.Key_D, CTRL)
    trainee.write_note("words on the second")
    other = "* Why is the sky blue?\n  * Light is scattered.\n"
    reread(trainee, course, TEXT.replace("* What is second?\n  * The second answer.\n", other))
    trainee.until_followed()
    trainee.click_question(question(trainee, "Why is the sky blue?"))
    assert trainee.note_text == ""
    window.side.show_tab("notes")
    assert trainee.listed(Qt.ItemDataRole.DisplayRole) == [
        "Not found in this edition",
        "What is second?",
    ]
    trainee.click_mark(1)
    assert trainee.note_text == "words on the second"
    assert "What is second?" in window.notes.header.title.text()
    trainee.type_note(", and more")
    trainee.until(lambda: trainee.note_state == "Saved")
    window.side.show_tab("bookmarks")
    assert "What is second?" in trainee.listed(Qt.ItemDataRole.DisplayRole)
    # The author takes it back.
    reread(trainee, course, TEXT)
    trainee.click_question(question(trainee, "What is second?"))
    assert trainee.note_text == "words on the second, and more"


def test_what_is_typed_last_stays_with_the_course_it_was_typed_in(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    trainee.start(course)
    second = question(trainee, "What is second?")
    trainee.click_question(second)
    trainee.type_note("typed a moment before")
    trainee.open(write_course(tmp_path / "other", OTHER))
    assert trainee.note_text == ""
    assert trainee.study.notes == ()
    trainee.open(course)
    [note] = trainee.study.notes
    assert note.ref.question == second
    assert note.text == "typed a moment before"
    assert note.wording == ("What is second?", "One")
    assert trainee.question == second


def test_what_is_typed_last_is_kept_when_its_question_goes(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    trainee.click_question(question(trainee, "What is third?"))
    trainee.type_note("typed a moment before")
    reread(trainee, course, TEXT.replace("* What is third?\n  * The third answer.\n", ""))
    trainee.until(lambda: trainee.study.notes)
    window.side.show_tab("notes")
    assert trainee.listed(Qt.ItemDataRole.DisplayRole) == [
        "Not found in this edition",
        "What is third?",
    ]


def test_two_courses_with_chapters_of_one_name_are_not_mixed_up(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    trainee.start(course)
    trainee.open(
        write_course(tmp_path / "other", "# Another\n\n## One\n\n* Anything else?\n  * No.\n")
    )
    assert "Anything else?" in trainee.page_text
    assert "What is first?" not in trainee.page_text


def test_a_moved_course_is_known_again(trainee: Trainee, course: Path, tmp_path: Path) -> None:
    trainee.start(course)
    trainee.write_note("kept")
    trainee.close()
    moved = course.parent.rename(tmp_path / "moved") / course.name
    trainee.start(moved)
    assert trainee.note_text == "kept"


# Opening in other ways


def drop(target: QWidget, *urls: QUrl) -> bool:
    """Drop files on a widget as a file manager does; return whether anybody took them."""
    mime = QMimeData()
    mime.setUrls(list(urls))
    mime.setText("\n".join(url.toString() for url in urls))
    middle = target.rect().center()
    actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    widget: QWidget | None = target
    place = QPoint(middle)
    while widget is not None:
        if widget.acceptDrops():
            enter = QDragEnterEvent(place, actions, mime, left, plain)
            QApplication.sendEvent(widget, enter)
            if enter.isAccepted():
                event = QDropEvent(place, actions, mime, left, plain)
                QApplication.sendEvent(widget, event)
                return event.isAccepted()
        place = widget.mapToParent(place)
        widget = widget.parentWidget()
    return False


@pytest.mark.parametrize("where", ["reader", "notes", "diagram", "side", "search"])
def test_a_course_is_opened_by_dropping_it_anywhere(
    trainee: Trainee, course: Path, tmp_path: Path, where: str
) -> None:
    window = trainee.start(course)
    other = write_course(tmp_path / "other course", OTHER)
    target = {
        "reader": window.reader.reader.viewport(),
        "notes": window.notes.editor.viewport(),
        "diagram": window.diagram.canvas,
        "side": window.side.tree.viewport(),
        "search": window.search.line,
    }[where]
    assert drop(target, QUrl.fromLocalFile(str(other)))
    trainee.until(lambda: trainee.course.title == "Other")
    assert trainee.note_text == ""
    assert window.search.line.text() == ""
    trainee.settle()


def test_a_folder_is_opened_by_dropping_it(trainee: Trainee, course: Path, tmp_path: Path) -> None:
    window = trainee.start(course)
    other = write_course(tmp_path / "folder", OTHER)
    assert drop(window, QUrl.fromLocalFile(str(other.parent)))
    trainee.until(lambda: trainee.course.source == other.parent)
    trainee.settle()


def test_what_is_no_course_is_not_taken(trainee: Trainee, course: Path, tmp_path: Path) -> None:
    window = trainee.start(course)
    other = tmp_path / "table.xlsx"
    other.write_bytes(b"PK")
    assert not drop(window, QUrl.fromLocalFile(str(other)))
    assert not drop(window, QUrl("https://example.org/course.md"))
    assert trainee.course.title == "Course"


def test_a_file_and_a_folder_are_opened_from_their_dialogs(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    window = trainee.start(course)
    other = write_course(tmp_path / "other", OTHER)
    trainee.choose_file(other, window.commands["open-file"].trigger)
    trainee.until(lambda: trainee.course.source == other)
    trainee.choose_file(course.parent, window.commands["open-folder"].trigger)
    trainee.until(lambda: trainee.course.source == course.parent)
    trainee.settle()


def test_the_bundled_course_opens_and_stays_the_first_next_time(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    window.commands["bundled"].trigger()
    trainee.until(lambda: "Docker" in trainee.course.title)
    trainee.settle()
    title = trainee.course.title
    trainee.close()
    trainee.start()
    assert trainee.course.title == title


def test_without_any_course_the_bundled_one_opens(trainee: Trainee) -> None:
    window = trainee.start()
    assert len(trainee.course.questions) >= 13
    assert window.diagram.canvas.picture is not None
    assert trainee.messages == []


def test_searching_while_the_first_course_is_still_being_read_waits_for_it(
    trainee: Trainee, tmp_path: Path
) -> None:
    listed = "".join(f"* Question {number}?\n  * Yes.\n\n" for number in range(6000))
    large = write_course(tmp_path / "large", f"# Large\n\n## All\n\n{listed}")
    window = trainee.start(large, wait=False)
    trainee.until(window.isActiveWindow)
    assert trainee.study.course is None
    trainee.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.search.line, "2047")
    trainee.until(lambda: trainee.study.course is not None)
    assert trainee.question == question(trainee, "Question 0?")
    QTest.keyClick(window.search.line, Qt.Key.Key_Return)
    trainee.until(lambda: trainee.question == question(trainee, "Question 2047?"))
    trainee.settle()
