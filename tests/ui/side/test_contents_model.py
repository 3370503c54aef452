"""The course's contents as rows."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from side_course import chapter, course_of, large, question, sample

from msp_desktop.ui.models import contents
from msp_desktop.ui.models.contents import ContentsModel, ContentsRole, RowKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.modeltest import ModelTester


@pytest.fixture
def model() -> ContentsModel:
    shown = ContentsModel()
    shown.set_course(sample())
    return shown


def outline(model: ContentsModel, parent: QModelIndex | None = None) -> list[Any]:
    """Every row as (kind, id), a chapter with the list of its rows."""
    parent = parent or QModelIndex()
    rows: list[Any] = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        kind, identity = index.data(ContentsRole.KIND), index.data(ContentsRole.ID)
        rows.append(
            (kind, identity, outline(model, index)) if kind == "chapter" else (kind, identity)
        )
    return rows


def calls(work: Callable[[], object]) -> int:
    """How many functions of the model's module are called, and how many objects it builds there."""
    count = 0

    def note(frame: Any, event: str, argument: object) -> None:
        nonlocal count
        if event in ("call", "c_call") and frame.f_code.co_filename == contents.__file__:
            count += 1

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_questions_diagrams_and_inner_chapters_stand_below_their_chapter(
    model: ContentsModel,
) -> None:
    assert outline(model) == [
        ("preface", None),
        (
            "chapter",
            "images",
            [
                ("question", "q1"),
                ("question", "q2"),
                ("diagram", 0),
                ("chapter", "cache", [("question", "q3")]),
            ],
        ),
        ("chapter", "pods", [("question", "q4"), ("diagram", 1)]),
    ]


def test_a_chapter_stands_below_the_last_one_of_a_higher_level_even_if_levels_are_skipped() -> None:
    model = ContentsModel()
    levels = (1, 3, 2, 4, 3, 1, 2)
    model.set_course(course_of(*(chapter(f"c{at}", "", level) for at, level in enumerate(levels))))
    assert outline(model) == [
        (
            "chapter",
            "c0",
            [
                ("chapter", "c1", []),
                ("chapter", "c2", [("chapter", "c3", []), ("chapter", "c4", [])]),
            ],
        ),
        ("chapter", "c5", [("chapter", "c6", [])]),
    ]


def test_a_course_without_a_preface_and_no_course_have_no_such_row(model: ContentsModel) -> None:
    model.set_course(sample(preface=False))
    assert [row[0] for row in outline(model)] == ["chapter", "chapter"]
    model.set_course(None)
    assert outline(model) == []


def test_the_model_keeps_qts_rules_through_a_life(
    model: ContentsModel, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(model)
    model.set_marks(frozenset({"q1"}), frozenset({"q2"}))
    model.set_course(None)
    model.set_course(large(4, 20))
    model.set_course(sample(preface=False))
    qtmodeltester.check(model)


def test_a_chapter_counts_the_questions_of_its_inner_ones(model: ContentsModel) -> None:
    counts = {
        one: model.index_of_chapter(one).data(ContentsRole.COUNT)
        for one in ("images", "cache", "pods")
    }
    assert counts == {"images": 3, "cache": 1, "pods": 1}


def test_questions_and_chapters_are_found_by_id(model: ContentsModel) -> None:
    for one in ("q1", "q2", "q3", "q4"):
        index = model.index_of(one)
        assert (index.data(ContentsRole.KIND), index.data(ContentsRole.ID)) == ("question", one)
    assert model.index_of("q3").parent() == model.index_of_chapter("cache")
    assert model.index_of("q3").data(ContentsRole.DEPTH) == 2
    assert not model.index_of("gone").isValid()
    assert not model.index_of_chapter("gone").isValid()
    model.set_course(course_of(*reversed(sample().chapters)))
    assert model.index_of("q4").data() == "Why not containers?"
    assert model.index_of("q4").parent() == model.index(0, 0)


def test_only_rows_whose_marks_differ_are_told_of(model: ContentsModel) -> None:
    model.set_marks(frozenset({"q1", "gone"}), frozenset({"q1", "q2"}))
    told: list[tuple[str, bool]] = []
    model.dataChanged.connect(
        lambda first, last, roles: told.append((first.data(ContentsRole.ID), first == last))
    )
    model.set_marks(frozenset({"q1", "q4"}), frozenset({"q1"}))
    assert sorted(told) == [("q2", True), ("q4", True)]
    marks = {
        one: (
            model.index_of(one).data(ContentsRole.STARRED),
            model.index_of(one).data(ContentsRole.NOTED),
        )
        for one in ("q1", "q2", "q3", "q4")
    }
    assert marks == {
        "q1": (True, True),
        "q2": (False, False),
        "q3": (False, False),
        "q4": (True, False),
    }
    told.clear()
    model.set_marks(frozenset({"q1", "q4"}), frozenset({"q1"}))
    assert told == []


def test_a_screen_reader_is_told_of_marks_and_counts(model: ContentsModel) -> None:
    model.set_marks(frozenset({"q1"}), frozenset({"q1"}))
    said = Qt.ItemDataRole.AccessibleTextRole
    assert model.index_of("q1").data(said) == "Are layers shared?, bookmarked, has a note"
    assert model.index_of("q4").data(said) == "Why not containers?"
    assert model.index_of_chapter("images").data(said) == "Images, 3 question(s)"


def test_a_chapter_and_a_diagram_without_a_title_still_have_words() -> None:
    model = ContentsModel()
    model.set_course(course_of(chapter("c", "", 1, [question("q")], [""])))
    top = model.index_of_chapter("c")
    assert top.data() == "A course"
    assert model.index(1, 0, top).data(ContentsRole.KIND) == RowKind.DIAGRAM
    assert model.index(1, 0, top).data() == "Diagram"


def test_showing_a_course_costs_the_same_however_many_questions_it_has() -> None:
    few, many = large(3, 10), large(3, 1000)
    model = ContentsModel()
    assert calls(lambda: model.set_course(few)) == calls(lambda: model.set_course(many)) > 0
    assert model.rowCount(model.index_of_chapter("c2")) == 1000
