from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from msp_desktop.search.excerpt import ELLIPSIS, LEAD, LENGTH, excerpt, joined

WORDS = " ".join(f"word{number:03}" for number in range(100))


def spans_of(word: str, text: str) -> list[tuple[int, int]]:
    starts = [at for at in range(len(text)) if text.startswith(word, at)]
    return [(start, start + len(word)) for start in starts]


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("a short text", [[(2, 7)]]) == ("a short text", ((2, 7),))


def test_without_a_mark_the_beginning_is_shown() -> None:
    shown, marks = excerpt(WORDS, [[]])
    assert marks == ()
    assert shown.startswith("word000 word001")
    assert shown.endswith(ELLIPSIS)
    assert WORDS.startswith(shown.removesuffix(ELLIPSIS) + " ")


def test_a_hit_far_in_is_shown_between_whole_words() -> None:
    shown, marks = excerpt(WORDS, [spans_of("word050", WORDS)])
    ((start, end),) = marks
    assert shown[start:end] == "word050"
    assert start <= LEAD + len(ELLIPSIS)
    assert shown.startswith(ELLIPSIS + "word04")
    assert shown.endswith(ELLIPSIS)
    assert set(shown.strip(ELLIPSIS).split()) <= set(WORDS.split())


def test_a_hit_at_the_end_has_no_ellipsis_after_it() -> None:
    shown, _ = excerpt(WORDS, [spans_of("word099", WORDS)])
    assert shown.endswith("word099")


def test_the_stretch_with_the_most_words_is_taken() -> None:
    text = f"apple {WORDS} apple pear {WORDS}"
    shown, marks = excerpt(text, [spans_of("apple", text), spans_of("pear", text)])
    assert [shown[start:end] for start, end in marks] == ["apple", "pear"]


def test_a_needed_word_counts_for_more_than_all_others() -> None:
    text = f"apple pear {WORDS} plum"
    others = [spans_of("apple", text), spans_of("pear", text)]
    shown, marks = excerpt(text, [spans_of("plum", text)], others)
    assert [shown[start:end] for start, end in marks] == ["plum"]


def test_a_long_text_without_spaces_is_cut_anywhere_but_inside_a_syllable() -> None:
    text = unicodedata.normalize("NFD", "각" * 500)
    shown, _ = excerpt(text, [[(900, 903)]])
    assert set(unicodedata.normalize("NFC", shown.strip(ELLIPSIS))) == {"각"}


def test_touching_and_overlapping_marks_become_one() -> None:
    assert joined([(5, 7), (0, 2), (1, 3), (3, 4)]) == ((0, 4), (5, 7))


@given(st.text("a 가\u1100\u1161\u0301", max_size=600), st.data())
def test_marks_lie_in_the_excerpt_and_mark_what_they_marked(text: str, data: st.DataObject) -> None:
    places = st.integers(0, max(0, len(text) - 1))
    starts = data.draw(st.lists(places, max_size=5)) if text else []
    spans = [(start, min(start + 3, len(text))) for start in starts]
    shown, marks = excerpt(text, [spans])
    assert shown.strip(ELLIPSIS) in text
    assert bool(marks) == bool(spans)
    assert all(0 <= start < end <= len(shown) for start, end in marks)
    assert all(one[1] < other[0] for one, other in pairwise(marks))
    # Moved back into the text, every mark is made of what was marked there.
    moved = text.index(shown.strip(ELLIPSIS)) - (1 if shown.startswith(ELLIPSIS) else 0)
    if text.count(shown.strip(ELLIPSIS)) == 1:
        covered = {at for start, end in spans for at in range(start, end)}
        assert {at + moved for start, end in marks for at in range(start, end)} <= covered


@given(st.text("ab ", min_size=LENGTH * 2, max_size=LENGTH * 4))
def test_an_excerpt_is_short(text: str) -> None:
    shown, _ = excerpt(text, [spans_of("b", text)])
    assert len(shown) <= LENGTH + 2 * len(ELLIPSIS)
