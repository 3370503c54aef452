"""Joining by chance: nothing is lost, the order does not matter, and twice is as once."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from exchange_desk import LAYER, NOW, Writer, begin, writer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msp_desktop.notebook.exchange.bringing import bring_in
from msp_desktop.notebook.exchange.capsule import write_capsule
from msp_desktop.notebook.exchange.joining import join_labels
from msp_desktop.notebook.exchange.portion_text import portion_text, read_portion
from msp_desktop.notebook.model import Colour
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from msp_desktop.notebook.exchange.portion import Portion

WORDS = ["one instruction", "on disk once", "same base", "files"]
LINES = st.lists(st.sampled_from(["하나", "둘", "셋", "넷", ""]), max_size=4).map("\n".join)
DEED = st.one_of(
    st.tuples(st.just("note"), st.integers(0, 3), LINES),
    st.tuples(st.just("colour"), st.integers(0, 3), st.sampled_from(list(Colour))),
    st.tuples(st.just("delete"), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("mark"), st.integers(0, 3), st.sampled_from(["", "시험", "다시"])),
    st.tuples(st.just("tag"), st.integers(0, 3), st.sampled_from(["가", "나"])),
    st.tuples(st.just("untag"), st.integers(0, 3), st.sampled_from(["가", "나"])),
    st.tuples(st.just("unmark"), st.integers(0, 3), st.none()),
)
DEEDS = st.lists(DEED, max_size=8)


class Clock:
    """Never the same minute twice, as on two machines that are used by turns."""

    def __init__(self) -> None:
        self.at = 0

    def __call__(self) -> int:
        self.at += 1
        return self.at


def do(one: Writer, deeds: list[tuple[str, int, object]], clock: Clock) -> None:
    for deed, number, value in deeds:
        at = clock()
        now = NOW + timedelta(minutes=at)
        highlights = one.notebook.highlights
        name = f"h{number}"
        match deed, value:
            case "note", str(text):
                one.note(number, text, at=at)
            case "mark", str(label):
                one.notebook.label_bookmark(one.ref(number), label, one.wording(number), now=now)
            case "tag", str(tag):
                one.tag(number, tag, at=at)
            case "untag", str(tag):
                one.notebook.tags.write(one.ref(number), (), {tag}, now=now)
            case "unmark", None:
                one.notebook.set_bookmark(one.ref(number), False, one.wording(number), now=now)
            case "colour", Colour() as colour:
                standing = highlights.find(name)
                if standing is None:
                    one.highlight(name, 0, LAYER, WORDS[number], colour, at=at)
                else:
                    highlights.write(standing._replace(colour=colour), standing, now=now)
            case "delete", bool(deleted):
                standing = highlights.find(name)
                if standing is not None:
                    highlights.write(standing._replace(deleted=deleted), standing, now=now)


def portion(one: Writer) -> Portion:
    return one.notebook.portions.of(one.course, one.record)


def send(one: Writer, other: Writer, folder: Path, clock: Clock) -> bool:
    capsule = folder / f"{clock()}.mspcapsule"
    now = NOW + timedelta(minutes=clock())
    write_capsule(one.course, portion(one), capsule, program="", now=now)
    backups = folder / "backups"
    return bool(bring_in(capsule, other.notebook, backups=backups, folder=None, now=now))


def shown(one: Writer) -> object:
    """Return all that a user sees."""
    found = portion(one)
    notes = {each.subject: each.versions[-1].text for each in found.notes}
    return (
        {subject: text for subject, text in notes.items() if text},
        {each.id: (each.colour, each.deleted, each.anchor) for each in found.highlights},
        {(each.ref.question, each.name) for each in found.tags},
        {each.ref.question: each.label for each in found.bookmarks},
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(DEEDS, DEEDS, DEEDS)
def test_two_machines(
    before: list[tuple[str, int, object]],
    here: list[tuple[str, int, object]],
    there: list[tuple[str, int, object]],
) -> None:
    clock = Clock()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            Notebook.open(folder / "desk" / "n.sqlite3", now=NOW) as first,
            Notebook.open(folder / "laptop" / "n.sqlite3", now=NOW) as second,
        ):
            file = begin(folder)
            desk, laptop = writer(first, file), writer(second, file)
            do(desk, before, clock)
            send(desk, laptop, folder, clock)
            assert shown(laptop) == shown(desk), "an empty notebook becomes the same"
            do(desk, here, clock)
            do(laptop, there, clock)
            texts = {
                line
                for one in (desk, laptop)
                for each in portion(one).notes
                for line in each.versions[-1].text.split("\n")
            }
            send(desk, laptop, folder, clock)
            joined = portion(laptop)
            assert not send(desk, laptop, folder, clock), "again changes nothing"
            assert portion(laptop) == joined
            kept = {
                line
                for each in joined.notes
                for version in each.versions
                for line in version.text.split("\n")
            }
            assert texts <= kept
            send(laptop, desk, folder, clock)
            assert shown(desk) == shown(laptop), "both are at one"
            assert not send(desk, laptop, folder, clock)
            assert read_portion(portion_text(joined)) == joined


@given(*[st.lists(st.sampled_from("abc"), unique=True).map(" / ".join)] * 2)
def test_labels(ours: str, theirs: str) -> None:
    joined = join_labels(ours, theirs)
    assert join_labels(joined, theirs) == joined
    assert set(joined.split(" / ")) - {""} == {*ours.split(" / "), *theirs.split(" / ")} - {""}
    assert set(join_labels(theirs, ours).split(" / ")) == set(joined.split(" / "))
