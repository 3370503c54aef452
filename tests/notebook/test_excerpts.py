"""Pieces of a text, which are whole words and say where there is more."""

from __future__ import annotations

import pytest

from msp_desktop.notebook.excerpts import before, behind

TEXT = "A layer is kept once.\nImages share it."


@pytest.mark.parametrize(
    ("end", "most", "found"),
    [
        (len(TEXT), 100, TEXT),
        (len(TEXT), 20, "…Images share it."),
        (len(TEXT), 15, "…share it."),
        (7, 7, "A layer"),
        (7, 6, "…layer"),
        (7, 3, "…yer"),
        (0, 5, ""),
    ],
)
def test_what_stands_before_a_place(end: int, most: int, found: str) -> None:
    assert before(TEXT, end, most) == found


@pytest.mark.parametrize(
    ("start", "most", "found"),
    [
        (0, 100, TEXT),
        (0, 9, "A layer…"),
        (0, 7, "A layer…"),
        (2, 3, "lay…"),
        (22, 17, "Images share it."),
        (len(TEXT), 5, ""),
    ],
)
def test_what_stands_behind_a_place(start: int, most: int, found: str) -> None:
    assert behind(TEXT, start, most) == found


def test_space_alone_is_nothing_more() -> None:
    assert before("  one", 5, 3) == "  one"
    assert behind("one  \n", 0, 3) == "one  \n"


def test_a_word_without_an_end_is_cut() -> None:
    assert behind("x" * 1000, 0, 100) == "x" * 100 + "…"
    assert before("x" * 1000, 1000, 100) == "…" + "x" * 100
