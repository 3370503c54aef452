"""What the trainee does while it is still being planned where notes and marks go."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import edition_course as editions
import pytest
from changes_page import (
    FOLLOWED,
    button,
    message_button,
    notes,
    question,
    reread,
    sign,
    start,
    start_marked,
    told,
    until_known,
)
from program import running
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from msp_desktop.course.progress import Progress
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.ui import moving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from trainee import Trainee

    Hold = Callable[..., "Held"]

PATIENCE = 60.0
MANY = 3000


class Held:
    """A plan that stops at a step until it may go on."""

    def __init__(self, step: int) -> None:
        self.left = step
        self.reached = Event()
        self.go = Event()


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hold]:
    """Have the next plans stop, each at a step of its way."""
    made: list[Held] = []

    def prepared(step: int = 1) -> Held:
        held = Held(step)
        made.append(held)

        class Stopping(Progress):
            def advance(self, size: int) -> None:
                super().advance(size)
                held.left -= 1
                if held.left == 0:
                    held.reached.set()
                    assert held.go.wait(PATIENCE)
                    self.check()

        monkeypatch.setattr(moving, "Progress", Stopping)
        return held

    yield prepared
    for one in made:
        one.go.set()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return editions.write(tmp_path / "course" / "course.md", editions.text())


def change(trainee: Trainee, course: Path, content: str, held: Held) -> Held:
    """Edit the course, and wait until its plan has come to where it stops; return the plan."""
    before = trainee.course
    course.write_text(content, encoding="utf-8")
    trainee.window.commands["reload"].trigger()
    trainee.until(lambda: trainee.course is not before)
    trainee.until(held.reached.is_set)
    return held


def on_disk(trainee: Trainee) -> dict[str, str]:
    """The notes on disk by the ids of what they are on."""
    with Notebook.open_read_only(trainee.paths.notebook) as notebook:
        assert trainee.study.record is not None
        found = notebook.notes(trainee.study.record.id)
    return {one.ref.question: one.text for one in found}


def test_what_is_written_meanwhile_is_saved_and_goes_along(
    trainee: Trainee, course: Path, hold: Hold
) -> None:
    start_marked(trainee, course)
    volume, port = question(trainee, editions.VOLUME), question(trainee, editions.PORT)
    held = change(trainee, course, editions.edited(), hold())
    trainee.click_question(port)
    trainee.write_note("typed meanwhile")
    trainee.press(Qt.Key.Key_Escape)
    reworded = question(trainee, editions.REWORDED)
    trainee.click_question(reworded)
    trainee.write_note("on its new name")
    assert on_disk(trainee)[volume] == "on volumes"
    assert on_disk(trainee)[port] == "typed meanwhile"
    assert on_disk(trainee)[reworded] == "on its new name"
    assert not held.go.is_set()
    held.go.set()
    trainee.until(lambda: volume not in on_disk(trainee))
    trainee.settle()
    found = notes(trainee)
    assert found.pop(editions.PORT) == "typed meanwhile"
    assert sorted(found.pop(editions.REWORDED).split("\n")) == ["on its new name", "on volumes"]
    assert found == {"gone": "on swarms"}
    trainee.until(
        lambda: sorted(trainee.note_text.split("\n")) == ["on its new name", "on volumes"]
    )


def test_a_note_that_is_being_typed_goes_along_in_the_middle_of_a_sentence(
    trainee: Trainee, course: Path, hold: Hold
) -> None:
    start(trainee, course)
    volume = question(trainee, editions.VOLUME)
    trainee.click_question(volume)
    trainee.type_note("One")
    held = change(trainee, course, editions.edited(), hold())
    editor = trainee.window.notes.editor
    assert editor.hasFocus()
    QTest.keyClicks(editor, " two")
    trainee.until(lambda: trainee.note_state == "Saved")
    assert on_disk(trainee) == {volume: "One two"}
    QTest.keyClicks(editor, " three")
    held.go.set()
    trainee.until(lambda: notes(trainee).get(editions.REWORDED) == "One two three")
    QTest.keyClicks(editor, " four.")
    trainee.until(lambda: notes(trainee) == {editions.REWORDED: "One two three four."})
    assert trainee.note_text == "One two three four."


def many(said: str) -> str:
    parts = ["# Numbers\n"]
    for number in range(MANY):
        if number % 100 == 0:
            parts.append(f"## Chapter {number // 100}\n")
        parts.append(f"* What is number {number}?\n  * It {said} the number {number}.\n")
    return "\n".join(parts)


def test_a_note_is_saved_while_a_large_course_is_still_being_read(
    trainee: Trainee, tmp_path: Path, hold: Hold
) -> None:
    course = editions.write(tmp_path / "large.md", many("is"))
    start(trainee, course)
    trainee.write_note("on the first")
    first = trainee.question
    held = change(trainee, course, many("was"), hold(15))
    trainee.press(Qt.Key.Key_Escape)
    trainee.write_note(", and more")
    # That it says so is one thing; that it is on disk is what counts.
    assert on_disk(trainee) == {first: "on the first, and more"}
    assert trainee.window.following.mover.busy
    held.go.set()
    trainee.until_followed()
    trainee.until(lambda: trainee.messages)
    assert trainee.messages == [f"This course has changed. Questions: {MANY:,} edited."]
    assert on_disk(trainee) == {first: "on the first, and more"}


def test_a_course_that_changes_again_meanwhile_is_followed_to_its_last_edition(
    trainee: Trainee, course: Path, hold: Hold
) -> None:
    start_marked(trainee, course)
    first = trainee.course.digest
    held = change(trainee, course, editions.edited(), hold())
    between = trainee.course.digest
    last = editions.edited().replace("In which place does", "At what place does")
    again = change(trainee, course, last, hold())
    held.go.set()
    again.go.set()
    trainee.until_followed()
    trainee.until(lambda: trainee.messages)
    at = editions.REWORDED.replace("In which place does", "At what place does")
    assert notes(trainee) == {at: "on volumes", "gone": "on swarms"}
    assert trainee.study.record is not None
    name = trainee.study.record.id
    kept = trainee.study.ask(lambda notebook: notebook.editions.digests(name), ())
    assert kept == (trainee.course.digest, first)
    assert between not in kept


def test_how_far_it_is_is_said_and_it_can_be_given_up(
    trainee: Trainee, course: Path, hold: Hold
) -> None:
    start_marked(trainee, course)
    before = on_disk(trainee)
    held = change(trainee, course, editions.edited(), hold())
    trainee.until(lambda: trainee.messages == ["Looking at what became of your notes and marks…"])
    message_button(trainee, "Cancel").click()
    held.go.set()
    assert trainee.messages == [
        "Your notes and marks stay where they were before this course changed."
    ]
    trainee.until(lambda: trainee.window.following.at_rest)
    trainee.settle()
    assert on_disk(trainee) == before
    message_button(trainee, "Move them along").click()
    trainee.until(lambda: notes(trainee) == FOLLOWED)
    trainee.until(lambda: len(trainee.messages) == 1 and "has changed" in trainee.messages[0])


def test_closing_in_the_middle_leaves_everything_as_it_was(
    trainee: Trainee, course: Path, hold: Hold
) -> None:
    start_marked(trainee, course)
    before = on_disk(trainee)
    held = change(trainee, course, editions.edited(), hold())
    assert trainee.study.record is not None
    name = trainee.study.record.id
    assert trainee.window.close()
    held.go.set()
    trainee.end()
    with Notebook.open_read_only(trainee.paths.notebook) as notebook:
        assert {one.ref.question: one.text for one in notebook.notes(name)} == before
        assert len(notebook.editions.digests(name)) == 1
        assert notebook.moves.last(name) is None
    start(trainee, course)
    trainee.until(lambda: notes(trainee) == FOLLOWED)


def test_another_course_that_is_opened_meanwhile_is_not_mixed_up_with_it(
    trainee: Trainee, course: Path, tmp_path: Path, hold: Hold
) -> None:
    other = editions.write(
        tmp_path / "other" / "other.md", "# Other\n\n## Only\n\n* Why?\n  * So.\n"
    )
    start_marked(trainee, course)
    held = change(trainee, course, editions.edited(), hold())
    trainee.study.open(other)
    trainee.until(lambda: trainee.course.source == other)
    held.go.set()
    trainee.until_followed()
    trainee.until(lambda: trainee.window.following.at_rest)
    assert trainee.messages == []
    assert trainee.study.notes == ()
    trainee.open(course)
    trainee.until(lambda: notes(trainee) == FOLLOWED)


# News


def test_the_sign_stays_until_the_page_was_looked_at(trainee: Trainee, course: Path) -> None:
    start_marked(trainee, course)
    reread(trainee, course, editions.edited())
    trainee.until(lambda: trainee.messages)
    [said] = trainee.messages
    assert sign(trainee) == ""
    [dismiss] = trainee.window.messages.findChildren(QToolButton)
    dismiss.click()
    assert trainee.messages == []
    assert sign(trainee) == said
    # Another course has no news, and this one has it still.
    other = editions.write(course.with_name("other.md"), "# Other\n\n## Only\n\n* Why?\n  * So.\n")
    trainee.open(other)
    assert sign(trainee) == ""
    trainee.open(course)
    trainee.until(lambda: sign(trainee) == said)
    trainee.press(
        Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    pane = told(trainee)
    assert sign(trainee) == ""
    button(pane, "close-changes").click()
    trainee.settle()
    trainee.close()
    start(trainee, course)
    until_known(trainee)
    assert (trainee.messages, sign(trainee)) == ([], "")


def test_a_message_that_was_sent_away_comes_back_for_a_further_decision(
    trainee: Trainee, course: Path
) -> None:
    start_marked(trainee, course)
    answers = {one: said for one, said in editions.ANSWERS.items() if one != editions.SWARM}
    reread(trainee, course, editions.text(answers))
    trainee.until(lambda: trainee.messages)
    [dismiss] = trainee.window.messages.findChildren(QToolButton)
    dismiss.click()
    trainee.settle()
    trainee.close()
    del answers[editions.VOLUME]
    editions.write(course, editions.text(answers))
    start(trainee, course)
    trainee.until(lambda: trainee.messages)
    assert "Marks to be decided on: 3." in trainee.messages[0]


def test_both_windows_tell_what_changed_until_one_of_them_was_looked_at(
    tmp_path: Path, course: Path
) -> None:
    data = tmp_path / "data"
    with running(data, course) as one, running(data, course) as other:
        one.see(type="on images")
        one.until(lambda seen: seen["state"] == "Saved")
        other.until(lambda seen: seen["note"] == "on images")
        editions.write(course, editions.edited())
        for each in (one, other):
            each.see(commands=["reload"])
            each.until(lambda seen: any("has changed" in said for said in seen["messages"]))
        one.see(commands=["changes"])
        one.until(lambda seen: seen["messages"] == [])
        other.until(lambda seen: seen["messages"] == [])


def test_a_note_typed_in_the_window_that_did_not_move_it_is_not_left_behind(
    tmp_path: Path, course: Path
) -> None:
    data = tmp_path / "data"
    with running(data, course) as one, running(data, course) as other:
        other.see(commands=["next-question"])
        other.see(type="One")
        other.until(lambda seen: seen["state"] == "Saved")
        editions.write(course, editions.edited())
        one.see(commands=["reload"])
        one.until(lambda seen: any("has changed" in said for said in seen["messages"]))
        # It still shows what it showed, or learns of it at this very moment.
        other.see(type=", two")
        other.see(commands=["reload"])
        other.until(lambda seen: any("has changed" in said for said in seen["messages"]))
        other.see(type=", three")
        other.until(lambda seen: seen["state"] == "Saved" and "three" in seen["note"])
        seen = other.until(lambda seen: editions.REWORDED in seen["page"])
        assert [seen["note"].count(word) for word in ("One", "two", "three")] == [1, 1, 1]
