from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_desktop.search.folding import clusters, fold

TEXT = st.text(
    st.one_of(
        st.sampled_from("도커볼륨컨테이너값앉 aBß İǅﬁé\u0301\u0323Å각"),
        st.characters(min_codepoint=0x1100, max_codepoint=0x11FF),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Docker RUN", "docker run"),
        ("Straße", "strasse"),
        ("ÉTÉ", "été"),
        (unicodedata.normalize("NFD", "컨테이너 값"), "컨테이너 값"),
        ("\u1100\u110f", "ㄱㅋ"),
        ("\u11a8", "ㄱ"),
        ("\u1161", "ㅏ"),
    ],
)
def test_case_composition_and_single_jamo_do_not_count(text: str, folded: str) -> None:
    assert fold(text).folded == folded


def test_a_place_leads_back_to_all_of_a_letter() -> None:
    text = unicodedata.normalize("NFD", "큰 컨테이너")
    folded = fold(text)
    start = folded.folded.index("테이")
    begin, end = folded.span(start, start + 2)
    assert unicodedata.normalize("NFC", text[begin:end]) == "테이"


def test_half_of_a_letter_that_folds_to_two_is_the_whole_letter() -> None:
    folded = fold("Maß x")
    assert folded.folded == "mass x"
    assert folded.span(3, 4) == (2, 3)
    assert folded.span(5, 6) == (4, 5)


@given(TEXT)
def test_composed_and_decomposed_texts_fold_alike(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(composed).folded == fold(decomposed).folded


@given(TEXT)
def test_clusters_cover_the_text_without_gaps(text: str) -> None:
    assert "".join(text[start:end] for start, end in clusters(text)) == text


@given(TEXT)
def test_every_folded_character_has_a_place_in_order(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(at, at + 1) for at in range(len(folded.folded))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
