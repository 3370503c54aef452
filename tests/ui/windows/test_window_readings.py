"""Saying what a course's questions are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainee_course import write_course

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

TEXT = """# Course

## What is a volume?

* It is a folder.
  * On the host.

## What is an image?

* It is a file system.
  * With layers.
"""


def choices(trainee: Trainee) -> dict[str, bool]:
    """Open the menu and return what may be chosen, and whether it is."""
    menu = trainee.window.commands.readings
    menu.aboutToShow.emit()
    return {one.text(): one.isChecked() for one in menu.actions() if not one.isSeparator()}


def choose(trainee: Trainee, name: str) -> None:
    before = trainee.course
    choices(trainee)
    [action] = [one for one in trainee.window.commands.readings.actions() if one.text() == name]
    action.trigger()
    trainee.until(lambda: trainee.course is not before)
    trainee.settle()


def test_the_user_knows_better_what_the_questions_are(trainee: Trainee, tmp_path: Path) -> None:
    path = write_course(tmp_path / "course", TEXT)
    trainee.start(path)
    assert choices(trainee)["Found by themselves"]
    choose(trainee, "Headings")
    assert [one.title for one in trainee.course.questions] == [
        *("What is a volume?", "What is an image?")
    ]
    choose(trainee, "None: everything is to be read")
    assert trainee.course.questions == ()
    assert "It is a file system." in trainee.page_text or "It is a folder." in trainee.page_text
    # It is kept for this course, and for no other.
    trainee.open(write_course(tmp_path / "other", TEXT))
    assert choices(trainee)["Found by themselves"]
    trainee.close()
    trainee.start(path)
    assert choices(trainee)["None: everything is to be read"]
    assert sum(choices(trainee).values()) == 1
    choose(trainee, "Found by themselves")
    assert choices(trainee)["Found by themselves"]
