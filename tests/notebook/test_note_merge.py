"""Merging two texts made from one: nothing that anybody wrote may be lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_desktop.notebook.merge import merge

# Few different lines, so that the texts meet, repeat and cross; the empty one among them.
_line = st.sampled_from(["", "a", "b", "c", "d", "  a", "새 줄"])
_text = st.lists(_line, max_size=8).map("\n".join)


@st.composite
def _edit(draw: st.DrawFn, text: str) -> str:
    """A text with some of its lines replaced, removed and added."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(lines)))
        end = draw(st.integers(start, min(len(lines), start + 3)))
        lines[start:end] = draw(st.lists(_line, max_size=3))
    return "\n".join(lines)


@st.composite
def _three(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(_text)
    return base, draw(_edit(base) | _text), draw(_edit(base) | _text)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _within(part: list[str], whole: list[str]) -> bool:
    """Whether the lines of one stand in the other in their order."""
    rest = iter(whole)
    return all(line in rest for line in part)


@given(_three())
def test_every_new_line_of_both_is_there_in_its_order(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    merged = _lines(merge(base, mine, theirs))
    old = set(_lines(base))
    assert _within([line for line in _lines(mine) if line not in old], merged)
    assert _within([line for line in _lines(theirs) if line not in old], merged)


@given(_three())
def test_what_both_still_have_stays_and_nothing_is_made_up(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    merged = set(_lines(merge(base, mine, theirs)))
    # Of a line that stood there twice, each of the two may have removed another one.
    twice = {line for line in _lines(base) if _lines(base).count(line) > 1}
    assert (set(_lines(mine)) & set(_lines(theirs))) - twice <= merged
    assert merged <= set(_lines(mine)) | set(_lines(theirs))


@given(_text, _text)
def test_one_writer_alone_is_taken_as_is(base: str, edited: str) -> None:
    assert merge(base, edited, base) == edited
    assert merge(base, base, edited) == edited
    assert merge(base, edited, edited) == edited


@given(_three())
def test_merging_a_second_time_adds_nothing(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    merged = merge(base, mine, theirs)
    assert merge(theirs, merged, theirs) == merged


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb\nc", "a\nmine\nc", "a\ntheirs\nc", "a\ntheirs\nmine\nc"),
        ("", "mine", "theirs", "theirs\nmine"),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
        ("a\nb", "", "a\nb2", "a\nb2"),
        ("a\nb", "a\nb\nsame\nmine", "a\nb\nsame\ntheirs", "a\nb\nsame\ntheirs\nmine"),
        ("a", "a\n", "b\na", "b\na\n"),
        ("1\n2\n3\n4", "1\n3\n4", "1\n2\n4", "1\n2\n3\n4"),
    ],
    ids=[
        "different lines",
        "the same line",
        "two first texts",
        "removed and added",
        "all removed but one line was edited",
        "the same line added by both",
        "a line's end added",
        "neighbours removed: rather too much than too little",
    ],
)
def test_merges(base: str, mine: str, theirs: str, merged: str) -> None:
    assert merge(base, mine, theirs) == merged
