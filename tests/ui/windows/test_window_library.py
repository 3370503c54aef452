"""A folder of hundreds of files in the window: opening it, giving that up, moving in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton
from trainee_course import chapter, write_course

from msp_desktop.ui.models.contents import ContentsRole, RowKind

if TYPE_CHECKING:
    from trainee import Trainee

FILES = 300


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a folder of as many files as take some seconds to parse."""
    folder = tmp_path / "library"
    for number in range(FILES):
        text = f"# File {number}\n\n{chapter(f'Part {number}', 60)}"
        write_course_alone(folder / f"{number % 10} shelf" / f"{number}.md", text)
    write_course_alone(folder / "3 shelf" / "README.md", "# The third shelf\n\nWords on it.\n")
    return folder


def write_course_alone(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def children() -> set[str]:
    """Return the processes that this one has started, where that can be told."""
    listed = Path("/proc/self/task").glob("*/children")
    return {child for one in listed for child in one.read_text().split()}


def test_opening_says_how_far_it_is_and_can_be_given_up(
    trainee: Trainee, library: Path, tmp_path: Path
) -> None:
    small = write_course(tmp_path / "small")
    window = trainee.start(small)
    before = children()
    trainee.study.open(library)
    trainee.until(lambda: any("of 301 files" in said for said in trainee.messages))
    [meter] = [one for one in window.messages.findChildren(QProgressBar) if one.isVisible()]
    [cancel] = [one for one in window.messages.findChildren(QPushButton) if one.isVisible()]
    trainee.until(lambda: meter.value() > 0)
    # The message is the same one, so a press on its button is not lost.
    assert cancel.isVisible()
    trainee.type_note("typed meanwhile")
    cancel.click()
    assert trainee.messages == []
    trainee.until(lambda: children() <= before)
    assert trainee.course.source == small
    assert trainee.note_text == "typed meanwhile"


def test_a_library_is_read_file_by_file(trainee: Trainee, library: Path) -> None:
    window = trainee.start(library)
    assert trainee.course.title == "library"
    assert len(trainee.course.questions) == 60 * FILES
    model, tree = window.side.model, window.side.tree
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    assert [top.data() for top in tops][2:5] == ["2 shelf", "The third shelf", "4 shelf"]
    # The folders have room on the screen, their files' chapters have not.
    assert all(tree.isExpanded(top) for top in tops)
    file = model.index(1, 0, tops[3])
    assert not tree.isExpanded(file)
    assert (file.data(), file.data(ContentsRole.KIND)) == ("File 13", RowKind.CHAPTER)
    tree.expand(file)
    trainee.click_row(model.index(5, 0, model.index(0, 0, file)))
    assert trainee.course.question(trainee.question).title == "Part 13 question 6?"
    assert "Part 13 question 6?" in trainee.page_text
    trainee.type_note("on the sixth")
    trainee.until(lambda: trainee.note_state == "Saved")
    read, folds = trainee.question, window.side.collapsed()
    trainee.close()
    window = trainee.start()
    assert trainee.messages == []
    assert trainee.question == read
    assert trainee.note_text == "on the sixth"
    assert set(folds) <= set(window.side.collapsed())
    # Across the files' borders.
    trainee.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.reader.chapter == next(
        one.id for one in trainee.course.chapters if one.title == "File 23"
    )


ASKED = "## Questions\n\n* What is {0}?\n  * An answer on {0}.\n"
GUIDES = {
    # What a README says is read first; one that asks is read first as well.
    "# Notes\n\nRead them all.\n\n- [v](volumes.md)\n- [i](images.md)\n": "Read them all.",
    "# Notes\n\n* What is asked here?\n  * This.\n": "What is asked here?",
    # One that only lists the files is their order, and nothing to stay at.
    "# Notes\n\n- [v](volumes.md)\n- [i](images.md)\n": "What is volumes?",
    "# Notes\n\n1. [i](images.md)\n2. [v](volumes.md)\n": "What is images?",
}


@pytest.mark.parametrize("readme", GUIDES)
def test_a_folder_is_first_opened_at_its_readme_and_then_where_reading_stopped(
    trainee: Trainee, tmp_path: Path, readme: str
) -> None:
    folder = tmp_path / "notes"
    for name in ("images", "volumes"):
        write_course_alone(folder / f"{name}.md", f"# {name}\n\n{ASKED.format(name)}")
    write_course_alone(folder / "README.md", readme)
    trainee.start(folder)
    assert GUIDES[readme] in trainee.page_text
    other = next(one for one in trainee.course.questions if one.title == "What is images?")
    trainee.click_question(other.id)
    trainee.until(lambda: trainee.question == other.id)
    trainee.close()
    trainee.start()
    assert trainee.course.source == folder
    assert trainee.question == other.id
