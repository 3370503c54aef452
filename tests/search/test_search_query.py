from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest

from msp_desktop.search.index import Index
from msp_desktop.search.query import Hit, Kind, search

MakeIndex = Callable[..., Index]

# What is typed, and the titles that it finds, the best first.
RANKING: list[tuple[str, list[str]]] = [
    # The title's start, a word's start, inside a word, the note, the answer.
    (
        "port",
        ["Ports: which ones?", "Which port?", "What does export do?", "Of notes", "Of answers"],
    ),
    ("포트", ["포트는 무엇?", "어느 포트?", "Docker포트는?", "노트북포트는?", "답에만?"]),
    # As typed before by initials, whatever the place.
    ("ㅂㄹ", ["노트에 ㅂㄹ?", "볼륨은?", "새 볼륨은?"]),
    # Half typed.
    ("컨텡", ["컨테이너란?", "왜 컨테이너?"]),
    ("돜", ["도커란?", "왜 도커?"]),
    # All words, in whatever order and place; the word that stands least prominently decides.
    ("layer image", ["Image and layer?", "Is an image of one piece?", "Of pieces?"]),
    ("one piece", ["Is an image of one piece?"]),
    ('"and layer"', ["Image and layer?"]),
    ("“and layer”", ["Image and layer?"]),
    ('"layer image"', []),
    ('"and', ["Image and layer?", "Of pieces?"]),
    ("IMAGE LAYER", ["Image and layer?", "Is an image of one piece?", "Of pieces?"]),
    ("image ㅂㄹ", []),
    ("   ", []),
    ('""', []),
    (".*", []),
    ("(", []),
]

QUESTIONS = {
    "답에만?": "여기에 포트가 있다",
    "노트북포트는?": "-",
    "어느 포트?": "-",
    "Docker포트는?": "-",
    "포트는 무엇?": "-",
    "Of answers": "the port",
    "Of notes": "a port",
    "What does export do?": "-",
    "Which port?": "-",
    "Ports: which ones?": "-",
    "노트에 ㅂㄹ?": "-",
    "새 볼륨은?": "-",
    "볼륨은?": "-",
    "왜 컨테이너?": "-",
    "컨테이너란?": "-",
    "왜 도커?": "-",
    "도커란?": "-",
    "Of pieces?": "The layer and the image",
    "Is an image of one piece?": "No, each layer is one",
    "Image and layer?": "-",
}
NOTES = {"Of notes": "my port"}


@pytest.fixture
def index(make_index: MakeIndex) -> Index:
    return make_index(QUESTIONS, NOTES)


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in marks]


def only(hits: tuple[Hit, ...]) -> Hit:
    assert len(hits) == 1
    return hits[0]


@pytest.mark.parametrize(("typed", "titles"), RANKING)
def test_ranking(index: Index, typed: str, titles: list[str]) -> None:
    assert [hit.title for hit in search(index, typed)] == titles


@pytest.mark.parametrize(
    ("typed", "kind", "title", "excerpt"),
    [
        ("export", Kind.QUESTION, ["export"], []),
        ("basics", Kind.CHAPTER, ["Basics"], []),
        ("my port", Kind.NOTE, [], ["my", "port"]),
        ("of my", Kind.NOTE, ["Of"], ["my"]),
        ("the layer and", Kind.ANSWER, [], ["The", "layer", "and", "the"]),
        ("piece each layer", Kind.ANSWER, ["piece"], ["each", "layer"]),
    ],
)
def test_a_hit_tells_where_its_words_stand(
    index: Index, typed: str, kind: Kind, title: list[str], excerpt: list[str]
) -> None:
    hit = only(search(index, typed))
    assert hit.kind is kind
    assert marked(hit.title, hit.title_marks) == title
    assert marked(hit.excerpt, hit.excerpt_marks) == excerpt


def test_a_question_is_one_hit_however_often_the_words_stand_in_it(make_index: MakeIndex) -> None:
    index = make_index({"A port?": "port port port"}, {"A port?": "port"})
    hit = only(search(index, "port"))
    assert hit.kind is Kind.QUESTION
    assert marked(hit.excerpt, hit.excerpt_marks) == ["port", "port", "port"]


def test_a_title_hit_shows_how_the_answer_begins(make_index: MakeIndex) -> None:
    hit = only(search(make_index({"What is a volume?": "A folder that stays."}), "volume"))
    assert (hit.excerpt, hit.excerpt_marks) == ("A folder that stays.", ())


def test_without_an_answer_the_note_is_shown(make_index: MakeIndex) -> None:
    index = make_index(
        {"What is a volume?": "", "A port?": "yes"}, {"What is a volume?": "To ask about."}
    )
    assert only(search(index, "volume")).excerpt == "To ask about."


def test_the_excerpt_shows_the_words_that_the_title_lacks(make_index: MakeIndex) -> None:
    far = " ".join(["docker and nothing else"] * 30)
    index = make_index({"What is docker?": f"{far} volume {far}"})
    hit = only(search(index, "docker volume"))
    assert "volume" in marked(hit.excerpt, hit.excerpt_marks)


def test_a_lost_questions_note_is_found_without_a_chapter(make_index: MakeIndex) -> None:
    hit = only(search(make_index({"One?": "1"}, {"An old question?": "kept"}), "kept"))
    assert (hit.kind, hit.chapter, hit.question) == (Kind.NOTE, "", "gone")
    assert (hit.title, hit.chapter_title) == ("An old question?", "Basics")


def test_the_last_word_is_half_typed_until_a_space_or_a_quote_ends_it(
    make_index: MakeIndex,
) -> None:
    index = make_index({"돌이란?": "-", "도란?": "-"})
    assert [hit.title for hit in search(index, "도")] == ["도란?", "돌이란?"]
    assert [hit.title for hit in search(index, "도 ")] == ["도란?"]
    assert [hit.title for hit in search(index, '"도"')] == ["도란?"]
    assert [hit.title for hit in search(index, '"도')] == ["도란?", "돌이란?"]


def test_a_syllable_in_the_middle_of_the_query_is_a_finished_one(make_index: MakeIndex) -> None:
    index = make_index({"돌과 물?": "-", "도와 물?": "-"})
    assert [hit.title for hit in search(index, "도 무")] == ["도와 물?"]


def test_as_typed_marks_nothing_half_typed(make_index: MakeIndex) -> None:
    hit = only(search(make_index({"돌과 도?": "-"}), "도"))
    assert marked(hit.title, hit.title_marks) == ["도"]


def test_no_more_hits_than_asked_for_and_the_best_of_them(index: Index) -> None:
    assert [hit.title for hit in search(index, "port", 2)] == ["Ports: which ones?", "Which port?"]
    assert search(index, "port", 0) == ()


def test_equals_come_in_reading_order(make_index: MakeIndex) -> None:
    titles = [f"Question {number} of many?" for number in range(20)]
    hits = search(make_index(dict.fromkeys(titles, "-")), "many")
    assert [hit.title for hit in hits] == titles


def test_scores_never_rise(index: Index) -> None:
    for typed, _ in RANKING:
        scores = [hit.score for hit in search(index, typed)]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["컨테이너", "컨텡", "ㅋㅌㅇㄴ"])
def test_composition_does_not_count_and_marks_fit_the_text_shown(
    make_index: MakeIndex, form: Literal["NFC", "NFD"], typed: str
) -> None:
    index = make_index({unicodedata.normalize("NFD", "왜 컨테이너?"): "-"})
    hit = only(search(index, unicodedata.normalize(form, typed)))
    found = unicodedata.normalize("NFC", marked(hit.title, hit.title_marks)[0])
    assert found == ("컨테이" if typed == "컨텡" else "컨테이너")
