"""What has lost its place is listed with what it was on, until somebody decides about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from editions_trainee import FIRST, SECOND, Trainee

from msp_desktop.notebook.decisions import Kind
from msp_desktop.notebook.model import QuestionRef, Wording

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.decisions import Decision
    from msp_desktop.notebook.notebook import Notebook

# The tag's question is gone, and so are its words but for those that another one took over.
THIRD = SECOND.replace(
    "  * A small image is pulled faster",
    "  * A name can be moved to another digest at any time.\n  * A small image is pulled faster",
)


@pytest.fixture
def trainee(notebook: Notebook, tmp_path: Path, now: datetime) -> Trainee:
    return Trainee(notebook, tmp_path / "docker.md", now)


@pytest.fixture
def tag(trainee: Trainee) -> QuestionRef:
    """Everything that can be written on a question, which then goes."""
    trainee.open(FIRST)
    ref = trainee.ref("tag")
    trainee.note(ref, "what I thought")
    trainee.mark(ref, "exam")
    trainee.tag(ref, "hard")
    trainee.tag(ref, "again")
    drawn = trainee.draw("may be moved to another one at any time")
    trainee.note(QuestionRef(trainee.record, drawn.id), "on the words")
    trainee.open(THIRD)
    return ref


def listed(trainee: Trainee) -> dict[Kind, Decision]:
    found = trainee.notebook.decisions.of(trainee.course, trainee.record)
    return {one.kind: one for one in found}


def test_each_is_listed_with_what_it_was_on(trainee: Trainee, tag: QuestionRef) -> None:
    found = listed(trainee)
    assert trainee.notebook.decisions.count(trainee.course, trainee.record) == len(found) == 4
    assert {one.wording for one in found.values()} == {Wording("What does a tag name?", "Images")}
    assert {one.ref for one in found.values()} == {tag}
    assert {kind: one.text for kind, one in found.items()} == {
        Kind.NOTE: "what I thought",
        Kind.BOOKMARK: "exam",
        Kind.TAGS: "again, hard",
        Kind.HIGHLIGHT: "on the words",
    }
    drawn = found[Kind.HIGHLIGHT]
    assert (drawn.before[-16:], drawn.quote, drawn.after) == (
        "ames a digest, and "[-16:],
        "may be moved to another one at any time",
        ".",
    )
    best = drawn.candidates[0]
    assert best.question == trainee.ref("small").question
    assert best.quote == "A name can be moved to another digest at any time."
    assert 0 < best.confidence < 1
    assert found[Kind.NOTE].after.startswith("A tag names a digest")
    assert all(one.confidence < 1 for one in found[Kind.NOTE].candidates)


def test_what_stood_around_words_at_an_answers_beginning_is_shown_whole(trainee: Trainee) -> None:
    trainee.open(FIRST)
    trainee.draw("A layer is the difference")
    gone = FIRST[FIRST.index("* What is a layer") : FIRST.index("* Why should")]
    trainee.open(FIRST.replace(gone, ""))
    (drawn,) = listed(trainee).values()
    assert drawn.before == "What is a layer of an image?\n"
    assert drawn.after == (
        " that one instruction makes to the file system.\n"
        "Layers are shared between images and never change once they are written."
    )


def test_what_is_attached_stands_there(trainee: Trainee, tag: QuestionRef) -> None:
    decisions, small = trainee.notebook.decisions, trainee.ref("small")
    trainee.note(small, "was here")
    for one in listed(trainee).values():
        (best,) = [each for each in one.candidates if each.question == small.question][:1]
        changes = decisions.attach(one, best, trainee.course, now=trainee.later())
        assert changes
    assert trainee.notes()[small.question] == "was here\nwhat I thought"
    assert trainee.labels() == {small.question: "exam"}
    assert trainee.tags() == {(small.question, "hard"), (small.question, "again")}
    (drawn,) = trainee.notebook.highlights.of(trainee.record)
    assert drawn.placed
    assert drawn.ref == small
    assert drawn.anchor.quote == "A name can be moved to another digest at any time."
    assert trainee.notes()[drawn.id] == "on the words"
    assert listed(trainee) == {}
    assert trainee.notebook.check() == ()


def test_what_is_kept_stays_listed_and_asks_no_more(trainee: Trainee, tag: QuestionRef) -> None:
    decisions = trainee.notebook.decisions
    for one in listed(trainee).values():
        assert decisions.keep(one, now=trainee.later())
    assert decisions.count(trainee.course, trainee.record) == 0
    for text in (SECOND, THIRD, SECOND + "\n* Is that all?\n  * For the time being.\n"):
        trainee.open(text)
        assert decisions.count(trainee.course, trainee.record) == 0
        assert {one.kept for one in listed(trainee).values()} == {True}
        assert listed(trainee)[Kind.HIGHLIGHT].quote == "may be moved to another one at any time"
    trainee.open(FIRST)
    assert listed(trainee) == {}
    assert trainee.notes()[tag.question] == "what I thought"


def test_what_comes_back_and_goes_again_asks_again(trainee: Trainee, tag: QuestionRef) -> None:
    decisions = trainee.notebook.decisions
    decisions.keep(listed(trainee)[Kind.NOTE], now=trainee.later())
    trainee.open(FIRST)
    trainee.open(SECOND)
    assert not listed(trainee)[Kind.NOTE].kept
    assert tag.question in trainee.notes()


def test_what_is_deleted_is_gone_but_for_a_notes_versions(
    trainee: Trainee, tag: QuestionRef
) -> None:
    for one in listed(trainee).values():
        assert trainee.notebook.decisions.delete(one, now=trainee.later())
    assert listed(trainee) == {}
    assert (trainee.labels(), trainee.tags()) == ({}, set())
    assert trainee.notebook.highlights.of(trainee.record) == ()
    assert trainee.notebook.versions(tag)[1].text == "what I thought"
    assert trainee.notebook.check() == ()


def test_an_answer_to_what_another_window_has_decided_changes_nothing(
    trainee: Trainee, tag: QuestionRef
) -> None:
    decisions, found = trainee.notebook.decisions, listed(trainee)
    for one in found.values():
        decisions.delete(one, now=trainee.later())
    for one in found.values():
        best = one.candidates[0]
        assert not decisions.attach(one, best, trainee.course, now=trainee.later())
        assert not decisions.delete(one, now=trainee.later())
    assert listed(trainee) == {}
    assert tag.question not in trainee.labels()


def test_what_two_places_claim_is_left_to_the_user(trainee: Trainee) -> None:
    line = "  * A small image is pulled faster, and there is less in it that could be attacked.\n"
    trainee.open(FIRST)
    drawn = trainee.draw("is pulled faster")
    twice = line.replace("pulled faster", "pulled much faster")
    trainee.open(FIRST.replace(line, twice + twice.replace("A small", "So a small")))
    found = trainee.drawn(drawn)
    if found.placed:
        assert found.anchor.quote == "is pulled much faster"
    else:
        (one,) = trainee.notebook.decisions.of(trainee.course, trainee.record)
        assert len(one.candidates) == 2
        decisions = trainee.notebook.decisions
        decisions.attach(one, one.candidates[1], trainee.course, now=trainee.later())
        assert trainee.drawn(drawn).placed


def test_a_place_of_the_users_own_choice_will_do(trainee: Trainee, tag: QuestionRef) -> None:
    from msp_desktop.notebook.decisions import Candidate

    volume, one = trainee.ref("becomes"), listed(trainee)[Kind.HIGHLIGHT]
    whole = Candidate(volume.question, "any", "any", 1.0)
    trainee.notebook.decisions.attach(one, whole, trainee.course, now=trainee.later())
    (drawn,) = trainee.notebook.highlights.of(trainee.record)
    assert (drawn.ref, drawn.placed) == (volume, False)
    assert drawn.anchor.quote == "may be moved to another one at any time"
    assert tag.question in trainee.notes()


def test_what_was_kept_and_then_attached_asks_again_when_it_is_lost_again(
    trainee: Trainee, tag: QuestionRef
) -> None:
    decisions, one = trainee.notebook.decisions, listed(trainee)[Kind.HIGHLIGHT]
    decisions.keep(one, now=trainee.later())
    assert decisions.attach(one, one.candidates[0], trainee.course, now=trainee.later())
    trainee.open(SECOND)
    assert not listed(trainee)[Kind.HIGHLIGHT].kept
    assert tag.question in trainee.notes()


def test_a_place_that_reads_otherwise_by_now_is_not_taken(
    trainee: Trainee, tag: QuestionRef
) -> None:
    one = listed(trainee)[Kind.HIGHLIGHT]
    trainee.open(THIRD.replace("A name can be moved", "Any name at all can be moved"))
    best = one.candidates[0]
    assert not trainee.notebook.decisions.attach(one, best, trainee.course, now=trainee.later())
    assert tag.question in trainee.notes()
