"""What was written in one course is brought into another one that asks mostly the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from editions_trainee import FIRST, SECOND, Trainee

from msp_desktop.notebook.decisions import Kind
from msp_desktop.notebook.model import QuestionRef, Wording

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.highlights import Highlight
    from msp_desktop.notebook.notebook import Notebook


class Both:
    """Two files of mostly the same questions, the first one written in."""

    def __init__(self, notebook: Notebook, folder: Path, now: datetime) -> None:
        self.old = Trainee(notebook, folder / "first.md", now)
        self.new = Trainee(notebook, folder / "second.md", now)
        self.old.open(FIRST)
        layer = self.old.ref("layer")
        self.old.note(layer, "mine")
        self.old.mark(layer, "exam")
        self.old.tag(layer, "hard")
        self.old.note(self.old.ref("tag"), "on what is gone")
        self.drawn = self.old.draw("the difference that one instruction")
        self.old.note(QuestionRef(self.old.record, self.drawn.id), "on the words")
        self.gone = self.old.draw("names a digest")
        self.new.open(SECOND)
        assert self.old.record != self.new.record

    def adopt(self) -> bool:
        moves = self.new.notebook.moves
        course, record = self.new.course, self.new.record
        return bool(moves.adopt(self.old.record, course, record, now=self.new.later()).changes)

    def copies(self) -> dict[str, Highlight]:
        found = self.new.notebook.highlights.of(self.new.record)
        return {one.anchor.quote: one for one in found}


@pytest.fixture
def both(notebook: Notebook, tmp_path: Path, now: datetime) -> Both:
    return Both(notebook, tmp_path, now)


def test_everything_is_copied_and_the_other_course_keeps_its_own(both: Both) -> None:
    before = both.old.notes(), both.old.labels(), both.old.tags()
    assert both.adopt()
    assert (both.old.notes(), both.old.labels(), both.old.tags()) == before
    assert both.old.drawn(both.drawn) == both.drawn
    layer = both.new.ref("layer").question
    (copy,) = [one for one in both.copies().values() if one.placed]
    assert (copy.ref.question, copy.colour) == (layer, both.drawn.colour)
    assert copy.edition == both.new.course.digest
    gone = both.old.ref("tag").question
    assert both.new.notes() == {layer: "mine", copy.id: "on the words", gone: "on what is gone"}
    assert both.new.labels() == {layer: "exam"}
    assert both.new.tags() == {(layer, "hard")}
    assert both.new.notebook.check() == ()


def test_what_cannot_be_placed_is_listed_with_what_it_was_on(both: Both) -> None:
    both.adopt()
    found = both.new.notebook.decisions.of(both.new.course, both.new.record)
    assert [one.kind for one in found] == [Kind.NOTE, Kind.HIGHLIGHT]
    assert {one.wording for one in found} == {Wording("What does a tag name?", "Images")}
    assert found[1].before.endswith("A tag ")
    assert found[1].quote == "names a digest"


def test_bringing_it_again_brings_only_what_is_new(both: Both) -> None:
    both.adopt()
    notes = both.new.notes()
    assert not both.adopt()
    assert both.new.notes() == notes
    both.old.note(both.old.ref("small"), "later")
    assert both.adopt()
    assert both.new.notes() == notes | {both.new.ref("small").question: "later"}


def test_what_is_there_already_is_joined(both: Both) -> None:
    layer = both.new.ref("layer")
    both.new.note(layer, "here already")
    both.new.mark(layer, "here")
    both.adopt()
    assert both.new.notes()[layer.question] == "here already\nmine"
    assert both.new.labels() == {layer.question: "exam / here"}
    assert not both.adopt()


def test_it_can_be_taken_away_again_but_for_what_was_changed_since(both: Both) -> None:
    layer = both.new.ref("layer")
    both.new.note(layer, "here already")
    both.adopt()
    step = both.new.notebook.moves.last(both.new.record)
    assert step is not None
    assert step.source == both.old.record
    both.new.mark(layer, "exam tomorrow")
    both.new.back()
    assert both.new.notes() == {layer.question: "here already"}
    assert both.new.labels() == {layer.question: "exam tomorrow"}
    assert both.new.tags() == set()
    assert both.copies() == {}
    assert both.old.labels() == {both.old.ref("layer").question: "exam"}
    assert both.new.notebook.check() == ()
    assert both.adopt()
    assert both.new.notes()[layer.question] == "here already\nmine"
    assert len(both.copies()) == 2


def test_what_was_brought_moves_along_with_the_next_edition(both: Both) -> None:
    both.adopt()
    both.new.open(SECOND.replace("What do we call a layer of", "What is a layer in"))
    assert both.new.labels() == {both.new.ref("layer").question: "exam"}
    both.new.open(FIRST)
    assert both.new.notes()[both.new.ref("tag").question] == "on what is gone"
    assert all(one.placed for one in both.copies().values())


def test_a_course_of_which_no_edition_was_kept_is_matched_by_its_titles(both: Both) -> None:
    with both.new.notebook.writing() as rows:
        rows.connection.execute("DELETE FROM edition WHERE course = ?", (both.old.record,))
    small, lies = both.old.ref("small"), both.old.ref("lie")
    both.old.note(small, "kept its title")
    both.old.note(lies, "as well")
    both.adopt()
    assert both.new.notes()[small.question] == "kept its title"
    assert both.new.notes()[lies.question] == "as well"


def test_an_unknown_course_is_refused(both: Both) -> None:
    with pytest.raises(LookupError):
        both.new.notebook.moves.adopt(
            "no-such-course", both.new.course, both.new.record, now=both.new.now
        )
