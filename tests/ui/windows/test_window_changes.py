"""The page that says what became of a course, and the way there and back."""

from __future__ import annotations

import os
import signal
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
    show,
    sign,
    sign_button,
    start,
    start_marked,
    titles,
    told,
    until_known,
)
from program import RunningProgram
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from trainee_course import write_course

from msp_desktop.course.loader import load_course
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.paths import Paths
from msp_desktop.ui.app import now
from msp_desktop.ui.models.changes import Section

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return editions.write(tmp_path / "course" / "course.md", editions.text())


def test_a_message_says_what_changed_and_leads_to_the_page(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    assert trainee.messages == []
    reread(trainee, course, editions.edited())
    trainee.until(lambda: trainee.messages)
    assert trainee.messages == [
        "This course has changed. Questions: 2 edited, 1 moved, 1 new, 1 gone."
    ]
    message_button(trainee, "What changed").click()
    pane = told(trainee)
    assert not trainee.window.reader.reader.isVisible()
    assert trainee.messages == []
    assert titles(pane, Section.EDITED) == [editions.IMAGE, editions.REWORDED]
    assert titles(pane, Section.NEW) == ["Which command lists the layers?"]
    assert titles(pane, Section.GONE) == [editions.SWARM]
    assert len(titles(pane, Section.MOVED)) == 1
    assert titles(pane, Section.KEPT)[:1] == [editions.PORT]
    # What is the same is not in the way.
    kept = [one.key for one in pane.column.lines if one.key.startswith("kept:")]
    assert kept == []
    button(pane, "section-kept").click()
    assert [one.key for one in pane.column.lines if one.key.startswith("kept:")] != []


def test_escape_leads_back_to_the_same_place(trainee: Trainee, tmp_path: Path) -> None:
    start(trainee, write_course(tmp_path / "long"))
    read = trainee.course.chapters[0].questions[4].id
    trainee.click_question(read)
    window = trainee.window
    window.reader.reader.verticalScrollBar().setValue(
        window.reader.reader.verticalScrollBar().value() + 25
    )
    spot, value = window.reader.spot(), window.reader.reader.verticalScrollBar().value()
    pane = show(trainee)
    assert pane.notice.isVisible()
    assert "Nothing has changed" in pane.notice.text()
    assert window.side.tree.selectedIndexes() == [trainee.row(spot.question)]
    trainee.press(Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert window.reader.reader.hasFocus()
    assert window.reader.spot() == spot
    assert window.reader.reader.verticalScrollBar().value() == value
    show(trainee)
    other = trainee.course.chapters[1].questions[0].id
    trainee.click_question(other)
    assert not pane.isVisible()
    assert trainee.question == other


# What was written moves along


def test_a_note_goes_along_with_its_reworded_question_and_one_click_takes_it_back(
    trainee: Trainee, course: Path
) -> None:
    start_marked(trainee, course)
    trainee.click_question(question(trainee, editions.VOLUME))
    reread(trainee, course, editions.edited())
    trainee.until(lambda: trainee.messages)
    assert notes(trainee) == FOLLOWED
    assert trainee.study.starred() == {question(trainee, editions.REWORDED)}
    assert trainee.messages == [
        "This course has changed. Questions: 2 edited, 1 moved, 1 new, 1 gone."
        " Marks to be decided on: 1."
    ]
    # What is read and its note are what they were, by another name.
    assert trainee.question == question(trainee, editions.REWORDED)
    assert trainee.note_text == "on volumes"
    message_button(trainee, "Put marks back as before").click()
    trainee.until(lambda: notes(trainee) == {"gone": "on swarms"} or len(trainee.study.notes) == 2)
    trainee.settle()
    assert question(trainee, editions.REWORDED) not in trainee.study.starred()
    assert [one.text for one in trainee.study.notes] == ["on volumes", "on swarms"]
    assert editions.REWORDED not in notes(trainee)
    trainee.window.commands["undo"].trigger()
    trainee.until(lambda: notes(trainee).get(editions.REWORDED) == "on volumes")
    trainee.settle()
    assert trainee.study.starred() == {question(trainee, editions.REWORDED)}


def test_the_step_back_is_on_the_page_and_lasts(trainee: Trainee, course: Path) -> None:
    start_marked(trainee, course)
    reread(trainee, course, editions.edited())
    trainee.until(lambda: trainee.messages)
    pane = show(trainee)
    back = button(pane, "step-back")
    assert back.isVisible()
    assert back.accessibleName() == "Put marks back as before"
    back.click()
    trainee.until(lambda: back.accessibleName() == "Move marks along again")
    trainee.settle()
    assert editions.REWORDED not in notes(trainee)
    trainee.until(lambda: len(pane.report.decisions) == 3)
    trainee.close()
    # It stays as the user wanted it, until it is wanted otherwise.
    trainee.start(course)
    trainee.settle()
    pane = show(trainee)
    trainee.until(lambda: trainee.window.following.held)
    assert editions.REWORDED not in notes(trainee)
    assert trainee.messages == []
    trainee.until(lambda: button(pane, "step-back").isVisible())
    button(pane, "step-back").click()
    trainee.until(lambda: notes(trainee).get(editions.REWORDED) == "on volumes")
    trainee.settle()


def test_an_edit_while_the_program_is_closed_is_told_at_the_next_start(
    trainee: Trainee, course: Path
) -> None:
    start_marked(trainee, course)
    trainee.click_question(question(trainee, editions.VOLUME))
    trainee.close()
    editions.write(course, editions.edited())
    start(trainee, course)
    trainee.until(lambda: trainee.messages)
    assert notes(trainee) == FOLLOWED
    # Reading goes on at the question that was read.
    trainee.until(lambda: trainee.question == question(trainee, editions.REWORDED))
    said = trainee.messages
    trainee.close()
    # It was said, but nobody has looked at it yet.
    start(trainee, course)
    trainee.until(lambda: trainee.messages == said)
    message_button(trainee, "What changed").click()
    pane = told(trainee)
    assert titles(pane, Section.GONE) == [editions.SWARM]
    trainee.press(Qt.Key.Key_Escape)
    trainee.settle()
    trainee.close()
    # Now it is no news any more; the page still knows.
    start(trainee, course)
    until_known(trainee)
    assert trainee.messages == []
    assert sign(trainee) == ""
    pane = show(trainee)
    trainee.until(lambda: pane.report.changed)
    assert titles(pane, Section.GONE) == [editions.SWARM]


def test_what_is_saved_again_and_again_is_one_message(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    for number in (1, 2, 3):
        more = {f"Which question is number {number}?": f"The one with the number {number}."}
        answers = editions.ANSWERS | more
        answers[editions.IMAGE] += f" That is said {number} times."
        reread(trainee, course, editions.text(answers))
        trainee.until(lambda: trainee.messages)
        trainee.settle()
    said = "This course has changed. Questions: 1 edited, 1 new."
    trainee.until(lambda: trainee.messages == [said])
    dismiss = trainee.window.messages.findChildren(QToolButton)
    dismiss[0].click()
    assert trainee.messages == []
    # Whoever sent it away is not told of each further edit, but sees that there was one.
    assert sign(trainee) == said
    reread(trainee, course, editions.text({editions.IMAGE: "Layers."}))
    said = "This course has changed. Questions: 1 edited, 3 gone."
    trainee.until(lambda: sign(trainee) == said)
    assert trainee.messages == []
    trainee.settle()
    trainee.close()
    start(trainee, course)
    trainee.until(lambda: sign(trainee) == said)
    assert trainee.messages == []
    sign_button(trainee).click()
    pane = told(trainee)
    trainee.until(lambda: pane.report.changed)
    assert titles(pane, Section.EDITED) == [editions.IMAGE]
    assert sign(trainee) == ""
    trainee.press(Qt.Key.Key_Escape)
    trainee.settle()
    trainee.close()
    start(trainee, course)
    until_known(trainee)
    assert sign(trainee) == ""
    assert trainee.messages == []


def test_what_is_taken_back_is_no_news(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    reread(trainee, course, editions.edited())
    trainee.until(lambda: trainee.messages)
    reread(trainee, course, editions.text())
    trainee.until(lambda: not trainee.messages)
    pane = show(trainee)
    assert not pane.report.changed
    assert "Nothing has changed" in pane.notice.text()


# Killed, and in a large course


@pytest.mark.skipif(os.name == "nt", reason="needs a system where a program can be killed")
def test_what_moved_along_is_there_after_a_kill(tmp_path: Path) -> None:
    course, data = editions.write(tmp_path / "course.md", editions.text()), tmp_path / "data"
    program = RunningProgram(data, course)
    for _ in range(3):
        program.see(commands=["next-question"])
    program.see(type="on swarms")
    program.until(lambda seen: seen["state"] == "Saved")
    program.see(commands=["previous-question", "previous-question"], type="")
    program.see(type="on volumes")
    program.until(lambda seen: seen["state"] == "Saved" and seen["note"] == "on volumes")
    _kill(program)
    for _ in range(3):
        # At some moment of following, most likely.
        editions.write(course, editions.edited())
        program = RunningProgram(data, course)
        program.hear(0.5)
        _kill(program)
        editions.write(course, editions.text())
        program = RunningProgram(data, course)
        program.hear(0.45)
        _kill(program)
    editions.write(course, editions.edited())
    program = RunningProgram(data, course)
    program.until(lambda seen: "Marks to be decided on: 1." in " ".join(seen["messages"]))
    _kill(program)
    with Notebook.open(Paths.below(data).notebook, now=now()) as notebook:
        assert notebook.check() == ()
        opened = load_course(course)
        record = notebook.recognised(opened, now=now())
        texts = {note.ref.question: note.text for note in notebook.notes(record.id)}
    found = {one.title: texts.pop(one.id) for one in opened.questions if one.id in texts}
    assert found == {editions.REWORDED: "on volumes"}
    assert [*texts.values()] == ["on swarms"]


def _kill(program: RunningProgram) -> None:
    os.kill(program.id, signal.SIGKILL)
    assert program.hear_out() == -signal.SIGKILL
    assert "Traceback" not in program.end()


MANY = 1500


def test_of_a_large_course_only_what_is_in_sight_is_compared_and_made(
    trainee: Trainee, tmp_path: Path
) -> None:
    before = {f"What is number {one}?": f"It is the number {one}." for one in range(MANY)}
    after = {title: said.replace("It is", "It was") for title, said in before.items()}
    course = editions.write(tmp_path / "large.md", editions.text(before))
    start(trainee, course)
    reread(trainee, course, editions.text(after))
    trainee.until(lambda: trainee.messages)
    pane = show(trainee)
    trainee.until(lambda: len(pane.column.lines) > MANY)
    trainee.until(lambda: trainee.window.following.page.at_rest)
    changing = trainee.window.following.page
    assert len(titles(pane, Section.EDITED)) == MANY
    in_sight = pane.column.viewport().height() / 40
    assert len(pane.column.rows()) < 6 * in_sight
    assert changing.compared < 6 * in_sight
    # Wherever one comes, it is compared there.
    pane.column.setFocus()
    trainee.press(Qt.Key.Key_End)
    trainee.until(lambda: pane.column.row(f"edited:{question(trainee, 'What is number 1499?')}"))
    last = pane.column.row(f"edited:{question(trainee, 'What is number 1499?')}")
    assert last is not None
    spoken = last.stops()[0].accessibleDescription
    trainee.until(lambda: "Removed: is. Added: was." in spoken())
    trainee.until(lambda: trainee.window.following.page.at_rest)
    assert len(pane.column.rows()) < 6 * in_sight
    assert changing.compared < 12 * in_sight
    # Down and up with the keys, row by row.
    trainee.press(Qt.Key.Key_Home)
    trainee.press(Qt.Key.Key_Down)
    trainee.press(Qt.Key.Key_Down)
    trainee.press(Qt.Key.Key_J)
    focused = trainee.window.focusWidget()
    assert focused.accessibleName() == "What is number 1?"
    trainee.press(Qt.Key.Key_Up)
    trainee.press(Qt.Key.Key_Return)
    assert trainee.question == question(trainee, "What is number 0?")
    assert not pane.isVisible()


def test_the_page_goes_along_with_edits_while_it_is_read(trainee: Trainee, course: Path) -> None:
    start(trainee, course)
    answers = editions.ANSWERS | {editions.IMAGE: "Of layers, each of which is read-only."}
    reread(trainee, course, editions.text(answers))
    pane = show(trainee)
    trainee.until(lambda: titles(pane, Section.EDITED) == [editions.IMAGE])
    pane.step(1)
    answers |= {editions.PORT: "It is published with an option of the run command."}
    reread(trainee, course, editions.text(answers))
    trainee.until(lambda: titles(pane, Section.EDITED) == [editions.IMAGE, editions.PORT])
    assert pane.isVisible()
    assert trainee.messages == []
    trainee.press(Qt.Key.Key_Escape)
    # What has been read is no news any more.
    answers |= {editions.VOLUME: "On the host, in a folder of the engine."}
    reread(trainee, course, editions.text(answers))
    said = "This course has changed. Questions: 1 edited."
    trainee.until(lambda: trainee.messages == [said])
