from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_desktop.ui.saving.edits import applied, hunks, plain, rebase, shifted

lines = st.lists(st.sampled_from(["", "a", "ab", "b", "한글", "🐳"]), max_size=6)
texts = lines.map("\n".join)


@given(texts, texts)
def test_hunks_turn_one_text_into_the_other_in_order(old: str, new: str) -> None:
    found = hunks(old, new)
    assert applied(old, found) == new
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(texts, texts)
def test_a_rebase_on_an_unchanged_text_changes_nothing(start: str, other: str) -> None:
    assert rebase(start, other, start) == other
    assert rebase(start, start, other) == other
    assert rebase(start, other, other) == other


@given(texts, texts, texts)
def test_a_rebase_keeps_every_line_that_either_side_has_added(
    start: str, mine: str, theirs: str
) -> None:
    before = set(start.split("\n"))
    together = rebase(start, mine, theirs)
    for line in {*mine.split("\n"), *theirs.split("\n")} - before:
        # A line may have grown by what the other one did to it, but nothing of it is gone.
        assert _holds(together, line), line


def _holds(text: str, line: str) -> bool:
    """Return whether some line of a text has all characters of another one in their order."""
    for candidate in text.split("\n"):
        left = iter(candidate)
        if all(character in left for character in line):
            return True
    return False


@pytest.mark.parametrize(
    ("start", "mine", "theirs", "together"),
    [
        ("abc", "abcd", "abc", "abcd"),
        ("abc", "abcd", "xyz\nabc", "xyz\nabcd"),
        ("abc", "abcd", "abc\nxyz", "abcd\nxyz"),
        ("abc\n", "abc\nnew", "abc\nxyz\n", "abc\nxyz\nnew"),
        ("abc", "Q abc", "xyz\nabc", "xyz\nQ abc"),
        ("one\ntwo", "one!\ntwo", "one\ntwo?", "one!\ntwo?"),
        ("", "mine", "theirs", "theirs\nmine"),
        ("a b", "a x b", "a y b", "a y b\na x b"),
        ("🐳 a", "🐳 ab", "🐳🐳 a", "🐳🐳 ab"),
    ],
)
def test_what_was_typed_on_stands_where_it_was_typed(
    start: str, mine: str, theirs: str, together: str
) -> None:
    assert rebase(start, mine, theirs) == together


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("abc", "xyz\nabc", 0, 4),
        ("abc", "xyz\nabc", 3, 7),
        ("abc", "abc\nxyz", 3, 3),
        ("abc\ndef", "def", 5, 1),
        ("abc\ndef", "def", 2, 0),
        ("one\ntwo\nthree", "one\n2\nthree", 9, 7),
    ],
)
def test_a_caret_stays_where_it_is_in_the_text(old: str, new: str, before: int, after: int) -> None:
    assert shifted(before, hunks(old, new)) == after


def test_every_line_end_of_the_editor_is_a_plain_one() -> None:
    assert plain("a\r\nb\rc\u2028d\u2029e\u00a0f") == "a\nb\nc\nd\ne\u00a0f"
