"""Moves that are planned while somebody goes on writing, and carried out afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from editions_trainee import DAY, FIRST, SECOND, Trainee

from msp_desktop.course.errors import Cancelled
from msp_desktop.course.loader import load_course
from msp_desktop.course.progress import Progress
from msp_desktop.notebook.model import Colour, Place, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.sightings import Sighting

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.model import Highlight
    from msp_desktop.notebook.moves import Moved
    from msp_desktop.notebook.planned import Planned

THIRD = SECOND.replace("What do we call a layer", "By which name goes a layer")


@pytest.fixture
def trainee(notebook: Notebook, tmp_path: Path, now: datetime) -> Trainee:
    trainee = Trainee(notebook, tmp_path / "docker.md", now)
    trainee.open(FIRST)
    return trainee


@pytest.fixture
def planner(trainee: Trainee, path: Path) -> Generator[Notebook]:
    """The notebook as another thread has it: it can only be read."""
    with Notebook.open_read_only(path, patience=0.0) as notebook:
        yield notebook


def planned(trainee: Trainee, planner: Notebook, text: str) -> Planned:
    """Plan the move to an edition, and nothing more."""
    trainee.file.write_text(text, encoding="utf-8")
    found = planner.moves.plan(
        load_course(trainee.file), trainee.record, now=trainee.later() + 30 * DAY
    )
    assert found is not None
    return found


def carried_out(trainee: Trainee, planner: Notebook, plan: Planned) -> Moved:
    """Carry a plan out, as soon as it stands."""
    moves = trainee.notebook.moves
    moved = moves.carry_out(plan)
    if moved is None:
        moved = moves.carry_out(planner.moves.renew(plan))
    assert moved is not None
    trainee.course = load_course(trainee.file)
    return moved


def everything(notebook: Notebook, record: str) -> list[object]:
    return [
        notebook.notes(record),
        notebook.bookmarks(record),
        notebook.tags.of(record),
        notebook.highlights.of(record),
        notebook.editions.digests(record),
        notebook.place(record),
        notebook.moves.last(record),
        notebook.moves.sighting(record),
    ]


def test_a_plan_changes_nothing_until_it_is_carried_out(
    trainee: Trainee, planner: Notebook
) -> None:
    trainee.note(trainee.ref("layer"), "mine")
    trainee.draw("the difference that one instruction")
    before = everything(trainee.notebook, trainee.record)
    plan = planned(trainee, planner, SECOND)
    assert everything(trainee.notebook, trainee.record) == before
    assert trainee.notebook.moves.carry_out(plan) is not None
    assert everything(trainee.notebook, trainee.record) != before


def test_what_is_written_while_it_is_planned_is_on_disk_at_once_and_goes_along(
    trainee: Trainee, planner: Notebook, path: Path
) -> None:
    layer, volume, tag = (trainee.ref(words) for words in ("layer", "goes away", "tag"))
    trainee.note(layer, "mine")
    drawn = trainee.draw("the difference that one instruction")
    dropped = trainee.draw("never change once")
    drawn_late: list[Highlight] = []
    on_disk: list[str] = []

    class Interrupted(Progress):
        """At the first text that is read, the trainee goes on writing."""

        def advance(self, size: int) -> None:
            super().advance(size)
            if drawn_late:
                return
            trainee.note(layer, "mine, and more")
            trainee.mark(volume, "exam")
            trainee.note(volume, "typed meanwhile")
            trainee.tag(volume, "hard")
            trainee.note(tag, "on what is gone")
            chapter = trainee.course.chapters[1].id
            place = Place(trainee.record, chapter, volume.question, 0.5)
            trainee.notebook.set_place(place, now=trainee.later())
            write = trainee.notebook.highlights.write
            one = trainee.drawn(drawn)
            write(one._replace(colour=Colour.PINK), one, now=trainee.later())
            one = trainee.drawn(dropped)
            write(one._replace(deleted=True), one, now=trainee.later())
            drawn_late.append(trainee.draw("The volume stays"))
            with Notebook.open_read_only(path) as other:
                on_disk.extend(one.text for one in other.notes(trainee.record))

    trainee.file.write_text(SECOND, encoding="utf-8")
    course = load_course(trainee.file)
    now = trainee.now + 30 * DAY
    plan = planner.moves.plan(course, trainee.record, now=now, progress=Interrupted())
    assert plan is not None
    assert on_disk == ["mine, and more", "typed meanwhile", "on what is gone"]
    carried_out(trainee, planner, plan)
    layer, volume = trainee.ref("layer"), trainee.ref("becomes")
    assert trainee.notes() == {
        layer.question: "mine, and more",
        volume.question: "typed meanwhile",
        tag.question: "on what is gone",
    }
    assert trainee.labels() == {volume.question: "exam"}
    assert trainee.tags() == {(volume.question, "hard")}
    place = trainee.notebook.place(trainee.record)
    assert place is not None
    assert place.question == volume.question
    one = trainee.drawn(drawn)
    assert (one.colour, one.ref, one.placed) == (Colour.PINK, layer, True)
    assert trainee.drawn(dropped).deleted
    assert trainee.drawn(drawn_late[0]).ref == volume
    assert trainee.drawn(drawn_late[0]).placed
    assert trainee.notebook.check() == ()


@pytest.mark.parametrize("rounds", [1, 2, 5])
def test_a_highlight_that_is_drawn_before_a_plan_is_carried_out_goes_along(
    trainee: Trainee, planner: Notebook, rounds: int
) -> None:
    words = ("one instruction", "Layers are", "names a digest", "The volume", "folder of the")
    first = trainee.draw("the difference")
    plan = planned(trainee, planner, SECOND)
    drawn = [first]
    for some in words[:rounds]:
        drawn.append(trainee.draw(some))
        assert trainee.notebook.moves.carry_out(plan) is None
        plan = planner.moves.renew(plan)
    moved = trainee.notebook.moves.carry_out(plan)
    assert moved is not None
    assert moved.changes.highlights == {one.id for one in drawn}
    trainee.course = load_course(trainee.file)
    assert {trainee.drawn(one).edition for one in drawn} == {trainee.course.digest}
    lost = [one.anchor.quote for one in drawn if not trainee.drawn(one).placed]
    assert lost == [one for one in words[:rounds] if one == "names a digest"]
    trainee.back()
    assert [trainee.drawn(one).anchor for one in drawn] == [one.anchor for one in drawn]
    assert [trainee.drawn(one).ref for one in drawn] == [one.ref for one in drawn]


def test_what_is_drawn_in_the_new_edition_stays_where_it_is_drawn(
    trainee: Trainee, planner: Notebook
) -> None:
    trainee.draw("the difference")
    plan = planned(trainee, planner, SECOND)
    trainee.course = load_course(trainee.file)
    fresh = trainee.draw("What do we call")
    carried_out(trainee, planner, plan)
    assert trainee.drawn(fresh) == fresh


def test_one_plan_that_never_stands_is_made_while_others_wait(
    trainee: Trainee, planner: Notebook
) -> None:
    plan = planned(trainee, planner, SECOND)
    drawn = trainee.draw("the difference")
    moved = trainee.notebook.moves.carry_out(plan, whatever=True)
    assert moved is not None
    assert moved.changes.highlights == {drawn.id}
    trainee.course = load_course(trainee.file)
    assert trainee.drawn(drawn).ref == trainee.ref("layer")


def test_of_two_that_plan_at_once_one_moves(trainee: Trainee, planner: Notebook) -> None:
    layer = trainee.ref("layer")
    trainee.note(layer, "mine")
    one, other = (planned(trainee, planner, SECOND) for _ in range(2))
    assert carried_out(trainee, planner, one).changes
    step = trainee.notebook.moves.last(trainee.record)
    assert not carried_out(trainee, planner, other).changes
    assert trainee.notebook.moves.last(trainee.record) == step
    assert trainee.notes() == {trainee.ref("layer").question: "mine"}


def test_a_plan_is_void_once_its_edition_was_gone_back_from(
    trainee: Trainee, planner: Notebook
) -> None:
    layer = trainee.ref("layer")
    trainee.note(layer, "mine")
    one, other = (planned(trainee, planner, SECOND) for _ in range(2))
    carried_out(trainee, planner, one)
    trainee.back()
    moved = carried_out(trainee, planner, other)
    assert moved.held
    assert not moved.changes
    assert trainee.notes() == {layer.question: "mine"}


def test_a_course_that_changes_again_while_it_is_planned_moves_to_the_last_edition(
    trainee: Trainee, planner: Notebook
) -> None:
    trainee.note(trainee.ref("layer"), "mine")
    drawn = trainee.draw("the difference")
    late = planned(trainee, planner, SECOND)
    trainee.open(THIRD)
    # The window that still plans the edition between learns of the last one afterwards.
    carried_out(trainee, planner, late)
    trainee.open(THIRD)
    ref = trainee.ref("By which name")
    assert trainee.notes() == {ref.question: "mine"}
    assert trainee.drawn(drawn).ref == ref
    assert trainee.drawn(drawn).placed


def test_a_plan_that_is_given_up_leaves_everything_as_it_was(
    trainee: Trainee, planner: Notebook
) -> None:
    trainee.note(trainee.ref("layer"), "mine")
    trainee.draw("the difference")
    before = everything(trainee.notebook, trainee.record)
    trainee.file.write_text(SECOND, encoding="utf-8")
    course = load_course(trainee.file)

    def given_up(steps: int) -> bool:
        """Give a plan up after so many steps; return whether it was not ready before."""

        class Given(Progress):
            left = steps

            def advance(self, size: int) -> None:
                self.left -= 1
                if not self.left:
                    self.cancel()
                super().advance(size)

        try:
            planner.moves.plan(course, trainee.record, now=trainee.now, progress=Given())
        except Cancelled:
            return True
        return False

    steps = 1
    while given_up(steps):
        assert everything(trainee.notebook, trainee.record) == before
        steps += 1
    assert steps > 3
    assert everything(trainee.notebook, trainee.record) == before


def test_how_far_a_plan_is_can_be_seen(trainee: Trainee, planner: Notebook) -> None:
    trainee.draw("the difference")
    trainee.file.write_text(SECOND, encoding="utf-8")
    shares: list[float] = []

    class Watched(Progress):
        def advance(self, size: int) -> None:
            super().advance(size)
            shares.append(self.done_bytes / self.bytes)

    planner.moves.plan(
        load_course(trainee.file), trainee.record, now=trainee.now, progress=Watched()
    )
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] <= 1


def test_bringing_another_course_takes_along_what_is_written_there_meanwhile(
    trainee: Trainee, planner: Notebook, tmp_path: Path
) -> None:
    other = Trainee(trainee.notebook, tmp_path / "other" / "taught.md", trainee.now)
    other.file.parent.mkdir()
    other.open(SECOND.replace("# Docker", "# Another one"))
    early = trainee.draw("the difference")
    plan = planner.moves.plan_adopting(
        trainee.record, load_course(other.file), other.record, now=other.later()
    )
    trainee.draw("Layers are shared")
    trainee.note(trainee.ref("layer"), "mine")
    moves = other.notebook.moves
    assert moves.carry_out(plan) is None
    assert moves.carry_out(planner.moves.renew(plan)) is not None
    quotes = {one.anchor.quote for one in other.notebook.highlights.of(other.record)}
    assert quotes == {"the difference", "Layers are shared"}
    assert other.notes() == {other.ref("layer").question: "mine"}
    assert trainee.drawn(early) == early


def test_what_was_looked_at_is_kept_until_the_course_changes(trainee: Trainee) -> None:
    moves, record = trainee.notebook.moves, trainee.record
    first = trainee.course.digest
    assert moves.sighting(record) == ("", -1)
    trainee.open(SECOND)
    assert moves.sighting(record) == (first, -1)
    trainee.open(THIRD)
    third = trainee.course.digest
    assert moves.sighting(record) == (first, -1)
    compared = moves.since(record, first, third)
    assert compared is not None
    assert (compared.before.digest, compared.after.digest) == (first, third)
    for known in (Sighting(first, 2), Sighting(third)):
        assert moves.look(record, known, now=trainee.later())
        assert moves.sighting(record) == known
        assert not moves.look(record, known, now=trainee.later())
    assert moves.since(record, third, "0" * 64) is None


def test_an_edition_is_kept_until_what_changed_since_was_looked_at(trainee: Trainee) -> None:
    moves, record = trainee.notebook.moves, trainee.record
    first = trainee.course.digest
    for number in range(8):
        trainee.open(SECOND + f"\n* What is number {number}?\n  * It is that number.\n")
    assert first in trainee.notebook.editions.digests(record)
    moves.look(record, Sighting(trainee.course.digest), now=trainee.later())
    trainee.open(THIRD)
    assert first not in trainee.notebook.editions.digests(record)


@pytest.mark.parametrize(
    ("late", "text"),
    [("One, two", "One, two"), ("Another", "One\nAnother"), ("One\ntwo", "One\ntwo")],
)
def test_what_a_window_with_the_edition_before_writes_on_is_not_there_twice(
    trainee: Trainee, late: str, text: str
) -> None:
    layer = trainee.ref("layer")
    trainee.note(layer, "One")
    trainee.open(SECOND)
    trainee.notebook.write_note(layer, late, base=1, wording=Wording("", ""), now=trainee.later())
    trainee.open(SECOND)
    assert trainee.notes() == {trainee.ref("layer").question: text}
