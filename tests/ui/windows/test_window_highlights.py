"""Highlights in the real window: made by mouse and keys, changed, undone, and there tomorrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pen import Pen
from PySide6.QtCore import Qt
from trainee_course import write_course

from msp_desktop.ui.views.dots import ColourDot

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier

COURSE = """# Containers

Read the words before the first chapter.

## Images

What all images share.

- What is an image?
  - A template that containers start from.
  - It is built in layers, each of which only adds files.

    ```bash
    docker image ls --all
    docker history nginx
    ```
- What is a layer?
  - The files that one instruction of a Dockerfile added.

  <details><summary>Still more</summary>Layers are shared between images.</details>

## 볼륨

- 볼륨은 무엇인가요?
  - 컨테이너가 지워져도 남는 저장 공간입니다.
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "containers", COURSE)


@pytest.fixture
def pen(trainee: Trainee, course: Path) -> Pen:
    trainee.start(course)
    return Pen(trainee)


def test_a_selection_takes_a_colour_from_the_bar(trainee: Trainee, pen: Pen) -> None:
    pen.select("built in layers")
    assert pen.bar is not None
    pen.press_button("colour-green")
    assert pen.quotes == ["built in layers"]
    assert pen.is_painted("built in layers", "green")
    assert not pen.is_painted("each of which", "green")
    trainee.settle()
    [kept] = pen.on_disk
    assert (kept.anchor.quote, kept.colour) == ("built in layers", "green")
    assert kept.line == 10


def test_highlights_are_there_tomorrow(trainee: Trainee, pen: Pen) -> None:
    pen.select("template")
    trainee.press(Qt.Key.Key_H)
    pen.select("layers, each", "docker image ls")
    trainee.press(Qt.Key.Key_3, ALT)
    trainee.close()
    trainee.start()
    assert pen.quotes[0] == "template"
    assert pen.quotes[1].startswith("layers, each of which")
    assert "docker image ls" in pen.quotes[1]
    assert pen.is_painted("template", "yellow")
    assert pen.is_painted("only adds files", "blue")
    assert pen.is_painted("docker image ls", "blue")


def test_one_over_two_questions_is_one_in_each(trainee: Trainee, pen: Pen) -> None:
    pen.select("It is built", "The files that")
    trainee.press(Qt.Key.Key_4, ALT)
    assert [one.ref.question for one in pen.highlights] == [
        one.id for one in trainee.course.questions[:2]
    ]
    assert pen.quotes[1].endswith("The files that")
    trainee.press(Qt.Key.Key_Z, CTRL)
    assert pen.highlights == []
    trainee.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert len(pen.highlights) == 2
    trainee.settle()
    assert len(pen.on_disk) == 2


def test_words_are_selected_and_highlighted_by_keys(trainee: Trainee, pen: Pen) -> None:
    pen.click("template")
    for _ in range(3):
        trainee.press(Qt.Key.Key_Right, SHIFT | CTRL)
    assert pen.bar is not None
    trainee.press(Qt.Key.Key_H)
    assert len(pen.highlights) == 1
    assert "that containers" in pen.quotes[0]
    assert pen.bar is None


def test_a_click_offers_to_recolour_and_remove(trainee: Trainee, pen: Pen) -> None:
    pen.select("built in layers")
    trainee.press(Qt.Key.Key_H)
    pen.click("built in layers")
    pen.press_button("colour-purple")
    assert pen.is_painted("built in", "purple")
    assert pen.bar is not None
    dots = pen.bar.findChildren(ColourDot)
    assert [one.colour for one in dots if one.accessibleDescription() == "Chosen"] == ["purple"]
    trainee.press(Qt.Key.Key_Z, CTRL)
    assert [one.colour for one in pen.highlights] == ["yellow"]
    pen.click("built in layers")
    trainee.press(Qt.Key.Key_Delete)
    assert pen.highlights == []
    assert not pen.is_painted("built in layers", "yellow")
    trainee.settle()
    assert pen.on_disk == []
    trainee.press(Qt.Key.Key_Z, CTRL)
    assert pen.quotes == ["built in layers"]
    assert pen.is_painted("built in layers", "yellow")
    trainee.settle()
    assert [one.anchor.quote for one in pen.on_disk] == ["built in layers"]


def test_the_menu_names_what_it_undoes(trainee: Trainee, pen: Pen) -> None:
    undo = trainee.window.commands["undo"]
    assert not undo.isEnabled()
    pen.select("template")
    trainee.press(Qt.Key.Key_H)
    assert undo.isEnabled()
    assert undo.text() == "Undo: Highlight"
    undo.trigger()
    assert trainee.window.commands["redo"].text() == "Redo: Highlight"


def test_escape_lets_the_selection_go(trainee: Trainee, pen: Pen) -> None:
    pen.select("template")
    trainee.press(Qt.Key.Key_Escape)
    assert pen.bar is None
    trainee.press(Qt.Key.Key_H)
    assert pen.highlights == []


def test_keys_in_a_note_are_letters_and_its_own_undo(trainee: Trainee, pen: Pen) -> None:
    pen.select("template")
    trainee.press(Qt.Key.Key_H)
    trainee.type_note("haha")
    trainee.press(Qt.Key.Key_Z, CTRL)
    assert trainee.note_text == ""
    assert pen.quotes == ["template"]


def test_both_ends_are_moved_by_keys(trainee: Trainee, pen: Pen) -> None:
    pen.select("built in")
    trainee.press(Qt.Key.Key_H)
    pen.click("built in")
    trainee.press(Qt.Key.Key_Right, SHIFT | CTRL)
    assert pen.quotes == ["built in layers"]
    trainee.press(Qt.Key.Key_Left, SHIFT | CTRL | ALT)
    assert pen.quotes == ["is built in layers"]
    trainee.press(Qt.Key.Key_Left, SHIFT)
    assert pen.quotes == ["is built in layer"]
    trainee.press(Qt.Key.Key_Z, CTRL)
    assert pen.quotes == ["is built in layers"]
    trainee.settle()
    assert [one.anchor.quote for one in pen.on_disk] == ["is built in layers"]


def test_an_introduction_is_highlighted_as_well(trainee: Trainee, pen: Pen) -> None:
    pen.select("images share")
    trainee.press(Qt.Key.Key_H)
    assert pen.quotes == ["images share"]
    trainee.close()
    trainee.start()
    assert pen.is_painted("images share", "yellow")


def test_they_stay_with_their_words_when_the_course_is_edited(
    trainee: Trainee, pen: Pen, course: Path
) -> None:
    pen.select("built in layers")
    trainee.press(Qt.Key.Key_H)
    pen.select("that one instruction")
    trainee.press(Qt.Key.Key_2, ALT)
    trainee.settle()
    text = course.read_text("utf-8")
    text = text.replace("  - A template", "  - First of all it is a file.\n  - A template")
    text = text.replace("The files that one instruction of a Dockerfile added.", "Nothing now.")
    course.write_text(text, encoding="utf-8")
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: "First of all" in trainee.page_text)
    assert pen.is_painted("built in layers", "yellow")
    assert [one.anchor.quote for one in trainee.window.marking.unplaced()] == [
        "that one instruction"
    ]
    course.write_text(COURSE, encoding="utf-8")
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: "First of all" not in trainee.page_text)
    assert pen.is_painted("that one instruction", "green")


def test_it_is_painted_in_both_looks(trainee: Trainee, pen: Pen) -> None:
    pen.select("built in layers")
    trainee.press(Qt.Key.Key_5, ALT)
    assert pen.is_painted("built in layers", "purple")
    trainee.window.top_bar.look_button.click()
    assert pen.is_painted("built in layers", "purple")


def test_the_grips_are_dragged(trainee: Trainee, pen: Pen) -> None:
    pen.select("built in")
    trainee.press(Qt.Key.Key_H)
    pen.click("built in")
    pen.drag_end("only adds")
    assert pen.quotes == ["built in layers, each of which only adds"]
    # Where it is dropped again changes nothing, and so there is nothing to be undone.
    pen.drag_end("only adds")
    trainee.press(Qt.Key.Key_Z, CTRL)
    assert pen.quotes == ["built in"]
