"""What pins lead to and what was asked moves along with the questions, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from editions_trainee import FIRST, SECOND, Trainee

from msp_desktop.course.diagrams.model import Box
from msp_desktop.notebook.model import Colour, QuestionRef, Wording
from msp_desktop.notebook.pins import Pin
from msp_desktop.notebook.reviews import Review

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.notebook import Notebook

RENAMED = Wording("What do we call a layer of a container image?", "Building images")


@pytest.fixture
def trainee(notebook: Notebook, tmp_path: Path, now: datetime) -> Trainee:
    return Trainee(notebook, tmp_path / "docker.md", now)


def put_pin(trainee: Trainee, *refs: QuestionRef) -> Pin:
    """Put a pin on a picture that leads to questions."""
    made = Pin.made(
        *("0f" * 16, trainee.record, "map.png", Box(0.5, 0.5), Colour.GREEN), now=trainee.later()
    )
    links = [(one.question, Wording(f"title of {one.question}", "")) for one in refs]
    made = made.linking(links, now=trainee.now)
    return trainee.notebook.pins.write(made, None, now=trainee.now).pin


def test_links_and_reviews_follow_their_questions(trainee: Trainee) -> None:
    trainee.open(FIRST)
    layer, tag = trainee.ref("layer"), trainee.ref("tag")
    pin = put_pin(trainee, layer, tag)
    review = Review("r1", layer, True, trainee.later(), "map.png", pin.id)
    trainee.notebook.reviews.write(review)
    trainee.note(pin.ref, "on the pin")

    changes = trainee.open(SECOND).changes
    now = trainee.ref("layer")
    assert now != layer
    (moved,) = trainee.notebook.pins.of(trainee.record)
    assert moved.questions == (now.question, tag.question)
    assert moved.linked[0].wording == RENAMED
    assert moved.linked[1].wording.question == f"title of {tag.question}"
    assert changes.pins == {pin.id}
    assert changes.reviews == {now}
    assert trainee.notebook.reviews.of(trainee.record) == (review._replace(ref=now),)
    assert trainee.notes() == {pin.id: "on the pin"}
    assert trainee.notebook.decisions.of(trainee.course, trainee.record) == ()
    assert not trainee.open(SECOND).changes

    trainee.back()
    (back,) = trainee.notebook.pins.of(trainee.record)
    assert back.links == pin.links
    assert trainee.notebook.reviews.of(trainee.record) == (review,)
    assert trainee.notebook.check() == ()


def test_a_link_that_was_made_since_outlives_the_step_back(trainee: Trainee) -> None:
    trainee.open(FIRST)
    pin = put_pin(trainee, trainee.ref("layer"))
    trainee.open(SECOND)
    (moved,) = trainee.notebook.pins.of(trainee.record)
    small = trainee.ref("small")
    more = [(one.question, one.wording) for one in moved.linked]
    more.append((small.question, Wording("Why small?", "")))
    trainee.notebook.pins.write(moved.linking(more, now=trainee.later()), moved, now=trainee.now)
    trainee.back()
    (back,) = trainee.notebook.pins.of(trainee.record)
    assert small.question in back.questions
    assert back.id == pin.id


def test_another_edition_adopts_pins_and_gives_them_back(
    trainee: Trainee, tmp_path: Path, now: datetime
) -> None:
    trainee.open(FIRST)
    layer, source = trainee.ref("layer"), trainee.record
    put_pin(trainee, layer)
    trainee.notebook.reviews.write(Review("r1", layer, False, trainee.later()))
    other = Trainee(trainee.notebook, tmp_path / "other.md", trainee.later())
    other.open(SECOND.replace("# Docker", "# Another Docker"))
    if other.record == source:
        pytest.fail("the other file must be a course of its own")
    moved = other.notebook.moves.adopt(source, other.course, other.record, now=other.later())
    (copy,) = other.notebook.pins.of(other.record)
    assert copy.questions == (other.ref("layer").question,)
    assert moved.changes.pins == {copy.id}
    assert [one.known for one in other.notebook.reviews.of(other.record)] == [False]
    assert [one.questions for one in other.notebook.pins.of(source)] == [(layer.question,)]
    other.back()
    assert other.notebook.pins.of(other.record) == ()
    assert other.notebook.reviews.of(other.record) == ()
