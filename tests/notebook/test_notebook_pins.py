"""Pins and reviews, written and read, by one window or by two, and moved with their questions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.diagrams.model import Box
from msp_desktop.notebook.errors import NotebookDamaged
from msp_desktop.notebook.joining_pins import join_pins, joined_links
from msp_desktop.notebook.model import Changes, Colour, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.pins import Pin, box_of
from msp_desktop.notebook.reviews import Review
from msp_desktop.notebook.tables import PIN, seal

if TYPE_CHECKING:
    from pathlib import Path

HOUR = timedelta(hours=1)
IMAGE = ("what-is-an-image", Wording("What is an image?", "Basics"))
LAYER = ("what-is-a-layer", Wording("What is a layer?", "Basics"))
VOLUME = ("what-is-a-volume", Wording("What is a volume?", "Basics"))


@pytest.fixture
def pin(ref: QuestionRef, now: datetime) -> Pin:
    """A pin that is about to be written."""
    box = Box(0.25, 0.5, 0.125, 0.25)
    return Pin.made("p1", ref.course, "diagrams/그림.png", box, Colour.BLUE, now=now)


@pytest.fixture
def kept(notebook: Notebook, pin: Pin, now: datetime) -> Pin:
    return notebook.pins.write(pin, None, now=now).pin


def test_a_pin_is_there_after_reopening(
    notebook: Notebook, path: Path, pin: Pin, now: datetime
) -> None:
    pin = pin._replace(label="  the  lowest\nlayer ").linking([IMAGE, LAYER], now=now)
    written = notebook.pins.write(pin, None, now=now)
    assert written.changes == Changes(pins=frozenset({"p1"}))
    assert written.pin == pin._replace(label="the lowest layer", revision=1)
    assert written.pin.questions == ("what-is-an-image", "what-is-a-layer")
    notebook.close()
    with Notebook.open(path, now=now) as again:
        assert again.pins.of(pin.course) == (written.pin,)
        assert again.pins.find(pin.ref) == written.pin
        assert again.pins.of("another") == ()
        assert again.pins.stamp(pin.course) == (1, 1)


def test_a_place_is_kept_inside_the_picture(notebook: Notebook, pin: Pin, now: datetime) -> None:
    out = pin._replace(box=Box(0.9, -0.5, 0.4, 2.0))
    assert notebook.pins.write(out, None, now=now).pin.box == Box(0.9, 0.0, 0.1, 1.0)


@pytest.mark.parametrize("numbers", [[0.1] * 3, [0, 0, 0, 2], [0, "1", 0, 0], [float("nan")] * 4])
def test_what_is_no_place_is_refused(numbers: list[object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        box_of(numbers)


def test_two_windows_change_different_halves(notebook: Notebook, kept: Pin, now: datetime) -> None:
    moved = kept._replace(box=Box(0.5, 0.5))
    named = kept._replace(label="named", colour=Colour.PINK)
    linked = kept.linking([IMAGE], now=now + HOUR)
    for turn, one in enumerate((moved, named, linked), start=1):
        notebook.pins.write(one, kept, now=now + turn * HOUR)
    (found,) = notebook.pins.of(kept.course)
    assert (found.box, found.label, found.colour) == (Box(0.5, 0.5), "named", Colour.PINK)
    assert found.questions == ("what-is-an-image",)
    assert found.revision == 4


def test_two_windows_change_different_links(notebook: Notebook, kept: Pin, now: datetime) -> None:
    both = notebook.pins.write(kept.linking([IMAGE, LAYER], now=now), kept, now=now).pin
    notebook.pins.write(both.linking([LAYER], now=now), both, now=now + HOUR)
    last = notebook.pins.write(
        both.linking([IMAGE, LAYER, VOLUME], now=now), both, now=now + 2 * HOUR
    ).pin
    assert set(last.questions) == {"what-is-a-layer", "what-is-a-volume"}


def test_undoing_links_takes_them_away(notebook: Notebook, kept: Pin, now: datetime) -> None:
    linked = notebook.pins.write(kept.linking([IMAGE], now=now), kept, now=now).pin
    back = notebook.pins.write(kept, linked, now=now + HOUR).pin
    assert back.questions == ()
    assert notebook.pins.write(linked, back, now=now + 2 * HOUR).pin.questions == linked.questions


def test_deleting_and_undoing_that(notebook: Notebook, kept: Pin, now: datetime) -> None:
    gone = notebook.pins.write(kept._replace(deleted=True), kept, now=now + HOUR).pin
    assert notebook.pins.of(kept.course) == ()
    assert notebook.pins.deleted(kept.course) == (gone,)
    assert notebook.pins.write(kept, gone, now=now + 2 * HOUR).pin.deleted is False
    assert len(notebook.pins.of(kept.course)) == 1


def test_one_that_was_changed_meanwhile_is_not_deleted(
    notebook: Notebook, kept: Pin, now: datetime
) -> None:
    notebook.pins.write(kept._replace(label="still needed"), kept, now=now + HOUR)
    notebook.pins.write(kept._replace(deleted=True), kept, now=now + 2 * HOUR)
    assert [one.label for one in notebook.pins.of(kept.course)] == ["still needed"]


def test_writing_it_again_changes_nothing(notebook: Notebook, kept: Pin, now: datetime) -> None:
    assert not notebook.pins.write(kept, kept, now=now + HOUR).changes
    assert notebook.pins.find(kept.ref) == kept


def test_two_notebooks_come_to_the_same_pin(pin: Pin, now: datetime) -> None:
    base = pin._replace(revision=1).linking([IMAGE, LAYER], now=now)
    one = base.linking([LAYER], now=now + HOUR)._replace(updated_at=now + HOUR)
    other = base._replace(label="there", said_at=now + 2 * HOUR, updated_at=now + 2 * HOUR).linking(
        [IMAGE, LAYER, VOLUME], now=now + 2 * HOUR
    )
    here, there = join_pins(one, other), join_pins(other, one)
    assert here.label == there.label == "there"
    assert set(here.questions) == set(there.questions) == {"what-is-a-layer", "what-is-a-volume"}
    assert join_pins(here, other) == here
    assert set(joined_links(here.links, there.links)) == set(here.links)


def test_a_row_that_is_no_pin_is_damage(notebook: Notebook, kept: Pin) -> None:
    with notebook.writing() as rows:
        (row,) = rows.find(PIN, {"id": "p1"})
        values = list(row)
        values[PIN.columns.index("box")] = "[0.5,7,0,0]"
        rows.connection.execute(
            "UPDATE pin SET box = '[0.5,7,0,0]', seal = ?", (seal("pin", *values),)
        )
    with pytest.raises(NotebookDamaged, match="cannot be read"):
        notebook.pins.of(kept.course)


def test_reviews_are_added_and_taken_back(
    notebook: Notebook, path: Path, ref: QuestionRef, now: datetime
) -> None:
    first = Review("r1", ref, True, now, "diagrams/그림.png", "p1")
    second = Review("r2", ref, False, now + HOUR)
    assert notebook.reviews.write(first) == Changes(reviews=frozenset({ref}))
    assert notebook.reviews.write(second)
    assert not notebook.reviews.write(second)
    assert notebook.reviews.write(first._replace(taken_back=True))
    assert not notebook.reviews.write(Review("r3", ref, True, now, taken_back=True))
    notebook.close()
    with Notebook.open(path, now=now) as again:
        assert again.reviews.of(ref.course) == (second,)
        assert again.reviews.write(first)
        assert again.reviews.of(ref.course) == (first, second)
        assert again.check() == ()
