"""Pins and reviews go from one notebook to another, and both come to the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from exchange_desk import NOW, Writer, begin, moment, writer

from msp_desktop.course.diagrams.model import Box
from msp_desktop.notebook.exchange.portion import Kind
from msp_desktop.notebook.exchange.portion_text import portion_text, read_portion
from msp_desktop.notebook.model import Colour
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.pins import Pin
from msp_desktop.notebook.reviews import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from msp_desktop.notebook.exchange.portion import Outcome


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Writer, Writer]]:
    """Two notebooks about one course."""
    file = begin(tmp_path)
    with (
        Notebook.open(tmp_path / "desk.sqlite3", now=NOW) as desk,
        Notebook.open(tmp_path / "laptop.sqlite3", now=NOW) as laptop,
    ):
        yield writer(desk, file), writer(laptop, file)


def carry(source: Writer, target: Writer, at: int) -> Outcome:
    """Carry everything over, as a capsule's text."""
    portion = source.notebook.portions.of(source.course, source.record)
    read = read_portion(portion_text(portion))
    assert read == portion
    return target.notebook.portions.merge(read, None, now=moment(at))


def pin(one: Writer) -> Pin:
    ref = one.ref(0)
    made = Pin.made(
        "ab" * 16, one.record.id, "img/layers.png", Box(0.5, 0.25), Colour.PINK, now=NOW
    )
    made = made.linking([(ref.question, one.wording(0))], now=NOW)
    return one.notebook.pins.write(made, None, now=NOW).pin


def test_there_and_back(two: tuple[Writer, Writer]) -> None:
    desk, laptop = two
    made = pin(desk)
    review = Review("r1", desk.ref(0), True, moment(1), "img/layers.png", made.id)
    desk.notebook.reviews.write(review)
    outcome = carry(desk, laptop, 10)
    assert [one.kind for one in outcome.added] == [Kind.PIN, Kind.REVIEW]
    assert outcome.added[1].title == desk.wording(0).question
    assert (outcome.changes.pins, len(outcome.changes.reviews)) == ({made.id}, 1)
    (there,) = laptop.notebook.pins.of(laptop.record.id)
    assert not carry(desk, laptop, 11)
    desk.notebook.pins.write(made._replace(label="desk"), made, now=moment(20))
    linked = [(one.question, one.wording) for one in there.linked]
    linked.append((laptop.ref(1).question, laptop.wording(1)))
    laptop.notebook.pins.write(there.linking(linked, now=moment(21)), there, now=moment(21))
    (again,) = laptop.notebook.reviews.of(laptop.record.id)
    laptop.notebook.reviews.write(again._replace(taken_back=True))
    carry(desk, laptop, 30)
    carry(laptop, desk, 31)
    for one in two:
        (joined,) = one.notebook.pins.of(one.record.id)
        assert joined.label == "desk"
        assert joined.questions == (one.ref(0).question, one.ref(1).question)
        assert one.notebook.reviews.of(one.record.id) == ()


def test_a_deleted_pin_is_deleted_there(two: tuple[Writer, Writer]) -> None:
    desk, laptop = two
    made = pin(desk)
    carry(desk, laptop, 10)
    desk.notebook.pins.write(made._replace(deleted=True), made, now=moment(20))
    assert [one.kind for one in carry(desk, laptop, 30).changed] == [Kind.PIN]
    assert laptop.notebook.pins.of(laptop.record.id) == ()


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("box", [0.5, 0.5], "four numbers"),
        ("box", [0.5, 0.5, 1e9, 0], "inside its picture"),
        ("box", [True, 0, 0, 0], "has numbers"),
        ("colour", "transparent", "not a valid"),
        ("picture", "", "not a name"),
        ("links", [{"on": "q", "question": "", "chapter": "", "at": "now"}], "Invalid iso"),
    ],
)
def test_what_is_no_pin_is_refused(
    two: tuple[Writer, Writer], name: str, value: object, reason: str
) -> None:
    desk, _ = two
    pin(desk)
    portion = desk.notebook.portions.of(desk.course, desk.record)
    values: dict[str, Any] = json.loads(portion_text(portion))
    values["pins"][0][name] = value
    with pytest.raises(ValueError, match=reason):
        read_portion(json.dumps(values).encode())
