"""A day with the program: what was done in one window is found again in the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from trainee_course import write_course

from msp_desktop.ui.models.marks import MarksRole
from msp_desktop.ui.settings import Look

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "trees")


def test_the_whole_way_from_opening_to_finding_everything_again(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    assert window.windowTitle().startswith("Trees")
    assert "Roots question 1?" in trainee.page_text
    first, second, third = (one.id for one in trainee.course.chapters[0].questions[:3])
    trainee.click_question(second)
    assert trainee.question == trainee.tree_current == second
    trainee.press(Qt.Key.Key_J)
    assert trainee.question == trainee.tree_current == third
    trainee.press(Qt.Key.Key_K)
    trainee.press(Qt.Key.Key_D, CTRL)
    trainee.write_note("jakarta kept jogging")
    assert trainee.note_on_disk(second) == "jakarta kept jogging"
    trainee.until(lambda: trainee.study.starred() == {second})
    trainee.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.search.line, "Leaves question 4")
    trainee.until(lambda: trainee.hits)
    QTest.keyClick(window.search.line, Qt.Key.Key_Return)
    found = trainee.question
    assert trainee.study.wording(found).question == "Leaves question 4?"
    trainee.close()

    window = trainee.start()
    assert window.windowTitle().startswith("Trees")
    assert trainee.question == trainee.tree_current == found
    assert "Leaves question 4?" in trainee.page_text
    assert trainee.study.starred() == {second}
    assert first not in trainee.study.starred()
    trainee.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.search.line, "jakarta")
    trainee.until(lambda: trainee.hits)
    QTest.keyClick(window.search.line, Qt.Key.Key_Return)
    assert trainee.question == second
    assert trainee.note_text == "jakarta kept jogging"
    assert trainee.note_state == "Saved"


def test_the_page_is_found_where_it_was_left(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    for _ in range(3):
        trainee.press(Qt.Key.Key_PageDown)
    before = window.reader.spot()
    assert before.question not in ("", trainee.course.questions[0].id)
    trainee.close()
    trainee.start()
    after = trainee.window.reader.spot()
    assert (after.chapter, after.question) == (before.chapter, before.question)
    assert after.offset == pytest.approx(before.offset, abs=0.05)


def test_a_chapter_left_at_its_top_is_found_with_its_title(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    window.commands["next-chapter"].trigger()
    trainee.close()
    window = trainee.start()
    assert window.reader.reader.verticalScrollBar().value() == 0
    assert trainee.question == trainee.course.chapters[1].questions[0].id


def test_the_window_is_found_as_it_was_left(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    window.resize(730, 500)
    leaves = trainee.course.chapters[1].id
    window.side.tree.collapse(trainee.row(leaves))
    window.side.show_tab("notes")
    for command in ("zoom-in", "zoom-in", "show-contents"):
        window.commands[command].trigger()
    window.commands["look-dark"].trigger()
    trainee.settle()
    sizes = trainee.pane_sizes
    trainee.close()

    window = trainee.start()
    assert (window.width(), window.height()) == (730, 500)
    assert window.side.collapsed() == [leaves]
    assert window.side.tab() == "notes"
    assert window.reader.zoom == 1.25
    assert window.side.isHidden()
    assert not window.commands["show-contents"].isChecked()
    assert window.top_bar.is_dark
    assert window.commands[f"look-{Look.DARK}"].isChecked()
    assert trainee.pane_sizes == sizes


def test_sizes_do_not_creep_from_day_to_day(trainee: Trainee, course: Path) -> None:
    trainee.start(course)
    trainee.close()
    trainee.start()
    sizes = trainee.pane_sizes
    for _ in range(3):
        trainee.close()
        trainee.start()
        assert trainee.pane_sizes == sizes


def test_each_course_has_its_own_closed_chapters(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    window = trainee.start(course)
    leaves = trainee.course.chapters[1].id
    window.side.tree.collapse(trainee.row(leaves))
    trainee.open(write_course(tmp_path / "other", "# Other\n\n## A\n\n* Why?\n  * So.\n"))
    assert window.side.collapsed() == []
    trainee.open(course)
    assert window.side.collapsed() == [leaves]


def test_a_diagram_is_looked_at_as_before(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    window.commands["next-chapter"].trigger()
    trainee.click_row(trainee.row("1"))
    trainee.settle()
    shown = window.diagram.shown
    assert shown is not None
    assert shown.shown_path == "img/leaves.png"
    window.diagram.canvas.zoom_by(3, QPointF(20, 30))
    view = window.diagram.view_state()
    trainee.close()

    window = trainee.start()
    shown = window.diagram.shown
    assert shown is not None
    assert shown.shown_path == "img/leaves.png"
    after = window.diagram.view_state()
    assert after.mode is view.mode
    assert (after.zoom, after.x, after.y) == pytest.approx((view.zoom, view.x, view.y), rel=1e-3)


def test_a_pane_floats_obeys_the_keys_and_floats_again_tomorrow(
    trainee: Trainee, course: Path
) -> None:
    window = trainee.start(course)
    window.commands["float-notes"].trigger()
    floating = window.notes.window()
    assert floating is not window
    assert floating.isVisible()
    assert window.commands["float-notes"].isChecked()
    floating.resize(333, 222)
    floating.activateWindow()
    window.notes.focus_editor()
    QTest.keyClick(window.notes.editor, Qt.Key.Key_D, CTRL)
    trainee.until(lambda: trainee.study.starred() == {trainee.question})
    trainee.close()

    window = trainee.start()
    trainee.until(lambda: window.notes.window() is not window)
    floating = window.notes.window()
    assert (floating.width(), floating.height()) == (333, 222)
    floating.close()
    assert window.notes.window() is window
    assert window.notes.isVisible()
    assert not window.commands["float-notes"].isChecked()


def test_a_hidden_pane_comes_back_for_what_is_asked_of_it(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    for command in ("show-notes", "show-diagram"):
        window.commands[command].trigger()
    assert window.notes.isHidden()
    assert window.diagram.isHidden()
    assert not window.notes.parentWidget().isVisible(), "an empty column keeps no room"
    trainee.type_note("a")
    assert window.notes.isVisible()
    assert window.diagram.isHidden()
    trainee.click_row(trainee.row("0"))
    assert window.diagram.isVisible()


@pytest.mark.parametrize("size", [(1000, 650), (720, 480)])
def test_everything_has_its_place_in_a_small_window(
    trainee: Trainee, course: Path, size: tuple[int, int]
) -> None:
    window = trainee.start(course)
    window.resize(*size)
    trainee.settle()
    assert (window.width(), window.height()) == size
    for part in (window.side, window.reader, window.diagram, window.notes, window.search):
        inside = part.rect().translated(part.mapTo(window, part.rect().topLeft()))
        assert window.rect().contains(inside), part
        assert part.width() > 100


def test_recent_courses_are_offered_the_last_one_first(
    trainee: Trainee, course: Path, tmp_path: Path
) -> None:
    window = trainee.start(course)
    trainee.open(write_course(tmp_path / "other", "# R&D\n\n## A\n\n* Why?\n  * So.\n"))
    trainee.settle()
    recent = window.commands.recent
    recent.aboutToShow.emit()
    assert [one.text() for one in recent.actions()] == ["R&&D", "Trees"]
    recent.actions()[1].trigger()
    assert trainee.course.title == "Trees"


def test_the_lists_lead_to_what_was_marked_and_written(trainee: Trainee, course: Path) -> None:
    window = trainee.start(course)
    marked = trainee.course.chapters[1].questions[2].id
    trainee.click_question(marked)
    trainee.press(Qt.Key.Key_D, CTRL)
    trainee.write_note("words")
    for tab in ("bookmarks", "notes"):
        window.commands["previous-chapter"].trigger()
        assert trainee.question != marked
        window.side.show_tab(tab)
        [row] = trainee.listed(MarksRole.ID)
        assert row == marked
        trainee.click_mark(0)
        assert trainee.question == marked
