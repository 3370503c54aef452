"""Writes of marks in the queue: what they become together, and what undoing makes of them."""

from __future__ import annotations

from datetime import UTC, datetime

from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.model import Colour, Highlight, QuestionRef, Wording
from msp_desktop.ui.saving.writes import (
    BookmarkWrite,
    HighlightWrite,
    LabelWrite,
    TagsWrite,
    Write,
    enqueue,
)
from msp_desktop.ui.undoing import MOST, Step, Steps

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
REF = QuestionRef("course", "q1")
WORDING = Wording("What is an image?", "Basics")
MADE = Highlight.made(
    "h1",
    REF,
    WORDING,
    Colour.YELLOW,
    describe("An image is a template.", 3, 8),
    edition="digest",
    now=NOW,
)


def queued(*writes: Write) -> list[Write]:
    queue: list[Write] = []
    for write in writes:
        enqueue(queue, write)
    return queue


def test_changes_of_one_highlight_are_one_write_from_the_first_base() -> None:
    pink = MADE._replace(colour=Colour.PINK)
    [write] = queued(HighlightWrite(MADE, None, NOW), HighlightWrite(pink, MADE, NOW))
    assert write == HighlightWrite(pink, None, NOW)


def test_tags_that_follow_each_other_are_one_write() -> None:
    one, two = frozenset({"exam"}), frozenset({"exam", "network"})
    [write] = queued(TagsWrite(REF, one, frozenset(), NOW), TagsWrite(REF, two, one, NOW))
    assert write == TagsWrite(REF, two, frozenset(), NOW)


def test_a_bookmark_taken_away_after_it_was_labelled_stays_away() -> None:
    on, off = BookmarkWrite(REF, True, WORDING, NOW), BookmarkWrite(REF, False, WORDING, NOW)
    label = LabelWrite(REF, "again", WORDING, NOW)
    assert queued(on, label, off) == [on, label, off]
    other = BookmarkWrite(QuestionRef("course", "q2"), True, WORDING, NOW)
    assert queued(on, other, off) == [off, other]


def test_steps_are_undone_and_done_again_in_order() -> None:
    done: list[str] = []
    steps = Steps()
    for name in ("first", "second"):
        steps.add(
            Step(
                name,
                lambda name=name: done.append(f"undo {name}"),
                lambda name=name: done.append(f"redo {name}"),
            )
        )
    assert (steps.undoable, steps.redoable) == ("second", "")
    steps.undo()
    steps.undo()
    steps.undo()
    assert (steps.undoable, steps.redoable) == ("", "first")
    steps.redo()
    assert done == ["undo second", "undo first", "redo first"]
    steps.add(Step("third", lambda: None, lambda: None))
    assert (steps.undoable, steps.redoable) == ("third", "")
    steps.clear()
    assert (steps.undoable, steps.redoable) == ("", "")


def test_no_more_steps_are_kept_than_anybody_goes_back() -> None:
    steps = Steps()
    gone: list[int] = []
    for number in range(MOST + 5):
        steps.add(Step("step", lambda number=number: gone.append(number), lambda: None))
    for _ in range(MOST + 5):
        steps.undo()
    assert gone == list(range(MOST + 4, 4, -1))
