"""What a reader decides about marks that have lost their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import edition_course as editions
import pytest
from changes_page import (
    CTRL,
    SHIFT,
    button,
    decisions,
    message_button,
    notes,
    question,
    reread,
    show,
    start,
    start_marked,
    told,
    words,
)
from pen import Pen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from msp_desktop.ui.views.changes.cards import DecisionRow
from msp_desktop.ui.views.toast import Toast

if TYPE_CHECKING:
    from pathlib import Path

    from trainee import Trainee

    from msp_desktop.ui.views.changes.pane import ChangesPane


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return editions.write(tmp_path / "course" / "course.md", editions.text())


@pytest.fixture
def undecided(trainee: Trainee, course: Path) -> ChangesPane:
    """The page with a note to be decided on, whose question has gone."""
    start_marked(trainee, course)
    reread(trainee, course, editions.edited())
    pane = show(trainee)
    trainee.until(lambda: pane.report.decisions)
    return pane


def test_a_card_says_what_lost_its_place_and_what_stood_there(undecided: ChangesPane) -> None:
    assert decisions(undecided) == [("note", editions.SWARM)]
    said = words(undecided)
    assert "on swarms" in said
    assert "A swarm joins several engines into one." in said
    [row] = undecided.findChildren(DecisionRow)
    assert editions.SWARM in row.accessibleName()
    for one in row.stops():
        assert isinstance(one, QAbstractButton)
        assert one.accessibleName()


def test_what_is_deleted_leaves_the_page_and_comes_back_when_undone(
    trainee: Trainee, undecided: ChangesPane
) -> None:
    button(undecided, "delete").click()
    trainee.until(lambda: not decisions(undecided))
    assert "on swarms" not in words(undecided)
    trainee.until(lambda: "gone" not in notes(trainee))
    toast = trainee.window.reader.findChildren(Toast)
    assert [one.label.text() for one in toast] == ["Deleting a mark"]
    assert toast[0].isVisible()
    toast[0].button.click()
    trainee.until(lambda: decisions(undecided) == [("note", editions.SWARM)])
    assert notes(trainee)["gone"] == "on swarms"
    trainee.settle()
    trainee.press(Qt.Key.Key_Z, CTRL | SHIFT)
    trainee.until(lambda: not decisions(undecided))
    trainee.until(lambda: "gone" not in notes(trainee))
    trainee.settle()


def test_what_is_kept_without_a_place_is_asked_about_no_more(
    trainee: Trainee, undecided: ChangesPane, course: Path
) -> None:
    button(undecided, "keep").click()
    trainee.until(lambda: not decisions(undecided))
    trainee.until(lambda: [one.kept for one in undecided.report.decisions] == [True])
    assert notes(trainee)["gone"] == "on swarms"
    trainee.press(Qt.Key.Key_Z, CTRL)
    trainee.until(lambda: decisions(undecided) == [("note", editions.SWARM)])
    button(undecided, "keep").click()
    trainee.until(lambda: not decisions(undecided))
    trainee.settle()
    trainee.close()
    trainee.start(course)
    trainee.until_followed()
    assert trainee.messages == []
    # In the list of notes it stays, and leads back to the page.
    trainee.window.side.show_tab("notes")
    assert trainee.listed(Qt.ItemDataRole.DisplayRole)[-2:] == [
        "Not found in this edition",
        editions.SWARM,
    ]
    trainee.click_mark(len(trainee.listed(Qt.ItemDataRole.DisplayRole)) - 2)
    pane = told(trainee)
    trainee.until(lambda: [one.kept for one in pane.report.decisions] == [True])
    assert decisions(pane) == []
    assert "on swarms" in words(pane)


ASKED = {
    "Who keeps tasks running?": editions.ANSWERS[editions.SWARM],
    "Who runs the tasks?": editions.ANSWERS[editions.SWARM],
}
"""Two questions that are as like the one that went as each other: nobody can say which it is."""


def test_what_is_attached_goes_there_and_joins_what_is_written_there(
    trainee: Trainee, course: Path
) -> None:
    start_marked(trainee, course)
    answers = {one: said for one, said in editions.ANSWERS.items() if one != editions.SWARM}
    reread(trainee, course, editions.text(answers | ASKED))
    pane = show(trainee)
    trainee.until(lambda: pane.report.decisions)
    [decision] = pane.report.decisions
    assert {one.title for one in decision.candidates} == set(ASKED)
    place = decision.candidates[0]
    name = button(pane, f"attach-{place.key}").accessibleName()
    assert name == f"Attach to “{place.title}”"
    # With the keyboard alone.
    target = button(pane, f"attach-{place.key}")
    for _ in range(40):
        if target.hasFocus():
            break
        trainee.press(Qt.Key.Key_Tab)
    assert target.hasFocus()
    trainee.press(Qt.Key.Key_Return)
    trainee.until(lambda: not decisions(pane))
    trainee.until(lambda: notes(trainee).get(place.title) == "on swarms")
    assert pane.isAncestorOf(trainee.window.focusWidget())
    trainee.settle()
    trainee.press(Qt.Key.Key_Z, CTRL)
    trainee.until(lambda: decisions(pane) == [("note", editions.SWARM)])
    assert notes(trainee)["gone"] == "on swarms"
    assert place.title not in notes(trainee)
    trainee.settle()


def start_highlighted(trainee: Trainee, course: Path, colour: str) -> Pen:
    """Open the course and highlight words that the tests' editions have elsewhere or not at all."""
    start(trainee, course)
    pen = Pen(trainee)
    trainee.click_question(question(trainee, editions.PORT))
    pen.select("Nothing is forwarded by itself")
    trainee.window.commands[f"highlight-{colour}"].trigger()
    trainee.settle()
    return pen


TWICE = (
    "A port is published when the container starts. Nothing is forwarded by itself on Linux."
    " Nothing is forwarded by itself on other systems."
)


def test_a_highlight_whose_words_stand_twice_goes_where_it_is_put(
    trainee: Trainee, course: Path
) -> None:
    start_highlighted(trainee, course, "green")
    reread(trainee, course, editions.text(editions.ANSWERS | {editions.PORT: TWICE}))
    marking = trainee.window.marking
    assert len(marking.unplaced()) == 1
    pane = show(trainee)
    trainee.until(lambda: pane.report.decisions)
    [decision] = pane.report.decisions
    assert (decision.kind, decision.colour) == ("highlight", "green")
    assert decision.quote == "Nothing is forwarded by itself"
    assert [one.quote for one in decision.candidates] == [
        "Nothing is forwarded by itself on Linux.",
        "Nothing is forwarded by itself on other systems.",
    ]
    second = decision.candidates[1]
    # To look at it first leads to the question; the page is as it was when one comes back.
    button(pane, f"look-{second.key}").click()
    assert not pane.isVisible()
    assert trainee.question == question(trainee, editions.PORT)
    show(trainee)
    button(pane, f"attach-{second.key}").click()
    trainee.until(lambda: not marking.unplaced())
    [one] = marking.highlights.values()
    assert one.anchor.quote == second.quote
    assert one.colour == "green"
    trainee.settle()
    trainee.press(Qt.Key.Key_Z, CTRL)
    trainee.until(marking.unplaced)
    trainee.until(lambda: decisions(pane) == [("highlight", editions.PORT)])
    trainee.settle()


def test_the_menu_of_a_note_without_a_place_leads_to_its_card(
    trainee: Trainee, undecided: ChangesPane
) -> None:
    trainee.press(Qt.Key.Key_Escape)
    trainee.window.side.show_tab("notes")
    [note] = [one for one in trainee.study.notes if one.text == "on swarms"]
    trainee.window.side.decision_wanted.emit(note.ref.question)
    trainee.until(undecided.isVisible)
    trainee.until(lambda: trainee.window.following.page.at_rest)
    row = undecided.column.row(f"decision:note:{note.ref.question}")
    assert row is not None
    assert row.isAncestorOf(trainee.window.focusWidget())


def test_a_highlight_is_put_on_words_that_are_selected_by_hand(
    trainee: Trainee, course: Path
) -> None:
    pen = start_highlighted(trainee, course, "blue")
    answer = "An option of the run command publishes one. Others stay inside."
    reread(trainee, course, editions.text(editions.ANSWERS | {editions.PORT: answer}))
    marking = trainee.window.marking
    trainee.until(marking.unplaced)
    pane = show(trainee)
    trainee.until(lambda: decisions(pane) == [("highlight", editions.PORT)])
    button(pane, "by-hand").click()
    assert not pane.isVisible()
    assert trainee.question == question(trainee, editions.PORT)
    assert trainee.messages == [
        "Select the words that the highlight “Nothing is forwarded by itself” belongs on."
    ]
    # Without words it waits for some.
    message_button(trainee, "Attach to what is selected").click()
    assert len(trainee.messages) == 1
    pen.select("Others stay inside")
    message_button(trainee, "Attach to what is selected").click()
    assert trainee.messages == []
    assert marking.unplaced() == []
    [one] = marking.highlights.values()
    assert (one.anchor.quote, one.colour) == ("Others stay inside", "blue")
    trainee.settle()
    pane = show(trainee)
    assert decisions(pane) == []
    trainee.press(Qt.Key.Key_Z, CTRL)
    trainee.until(lambda: decisions(pane) == [("highlight", editions.PORT)])
    trainee.settle()
