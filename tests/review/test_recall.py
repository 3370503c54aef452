"""A round of covered places, from its beginning to its summary."""

from __future__ import annotations

import pytest

from msp_desktop.review.recall import Face, Round, Summary, begun


@pytest.fixture
def fresh() -> Round:
    return begun(("image", "layer", "volume"))


def test_what_is_covered_cannot_be_graded(fresh: Round) -> None:
    assert fresh.current == "image"
    assert fresh.grade(known=True) == fresh


def test_a_round_to_its_end(fresh: Round) -> None:
    one = fresh.revealed()
    assert one.face("image") is Face.SHOWN
    one = one.grade(known=True)
    assert (one.current, one.graded, one.face("image")) == ("layer", 1, Face.KNOWN)
    one = one.turned_to("volume").revealed().grade(known=False)
    assert one.current == "layer"
    assert not one.finished
    one = one.revealed().grade(known=True)
    assert one.finished
    assert one.current == ""
    assert one.summary == Summary(known=2, unknown=1, left=0)


def test_a_grade_is_undone(fresh: Round) -> None:
    one = fresh.revealed().grade(known=False)
    back = one.undone()
    assert (back.current, back.face("image"), back.graded) == ("image", Face.SHOWN, 0)
    assert back.grade(known=True).summary == Summary(1, 0, 2)
    assert fresh.undone() == fresh


def test_walking_goes_past_what_was_graded(fresh: Round) -> None:
    one = fresh.turned_to("layer").revealed().grade(known=True)
    assert one.current == "volume"
    assert one.stepped(1).current == "image"
    assert one.stepped(-1).current == "image"
    assert one.turned_to("layer") == one
    assert one.turned_to("no such place") == one


def test_nothing_to_ask() -> None:
    none = begun(())
    assert none.finished
    assert none.stepped(1).current == ""
    assert none.revealed() == none
