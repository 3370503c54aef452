"""What holds for every course, note and query."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from msp_desktop.course.model import Block, BlockKind, Chapter, Course, Lines, Question
from msp_desktop.notebook.model import Note, QuestionRef, Wording
from msp_desktop.search import hangul
from msp_desktop.search.index import Index
from msp_desktop.search.query import Hit, search

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
LETTERS = '도커돜볼륨컨테이너텡값ㄱㄷㅂㄹㄳㅏ aBcẞİé\u0301 .*(["“”\\&<>?'
TEXT = st.text(LETTERS, max_size=30)
QUERY = st.text(LETTERS, max_size=6)
LINES = Lines(1, 1)


def question(number: int, title: str, answer: str) -> Question:
    block = Block(BlockKind.TEXT, f"<p>{escape(answer)}</p>", LINES)
    return Question(f"q{number}", title, escape(title), LINES, (block,))


def index_of(questions: list[tuple[str, str]], notes: list[str]) -> Index:
    made = tuple(question(number, *parts) for number, parts in enumerate(questions))
    chapter = Chapter("c", "Chapter", "Chapter", 2, "a.md", LINES, (), made, ())
    course = Course(Path("a.md"), Path(), "", (), (chapter,), (), (), "")
    return Index.of(
        course,
        [
            Note(QuestionRef("a", f"q{number}"), Wording("", ""), text, 1, NOW, NOW)
            for number, text in enumerate(notes)
        ],
    )


QUESTIONS = st.lists(st.tuples(TEXT, TEXT), max_size=4)
NOTES = st.lists(TEXT, max_size=2)


@given(QUESTIONS, NOTES, QUERY)
def test_marks_lie_within_the_text_in_order_and_apart(
    questions: list[tuple[str, str]], notes: list[str], query: str
) -> None:
    for hit in search(index_of(questions, notes), query):
        for text, marks in (
            (hit.title, hit.title_marks),
            (hit.excerpt, hit.excerpt_marks),
        ):
            edges = [edge for mark in marks for edge in mark]
            assert edges == sorted(set(edges))
            assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))


@given(QUESTIONS, NOTES, QUERY)
def test_every_hit_shows_a_mark(
    questions: list[tuple[str, str]], notes: list[str], query: str
) -> None:
    for hit in search(index_of(questions, notes), query):
        assert hit.title_marks or hit.excerpt_marks


@given(QUESTIONS, NOTES, QUERY)
def test_composition_of_texts_and_query_does_not_count(
    questions: list[tuple[str, str]], notes: list[str], query: str
) -> None:
    def seen(form: Literal["NFC", "NFD"]) -> list[tuple[str, int, list[str]]]:
        def formed(text: str) -> str:
            return unicodedata.normalize(form, text)

        index = index_of(
            [(formed(title), formed(answer)) for title, answer in questions],
            [formed(text) for text in notes],
        )
        return [
            (hit.question, hit.score, composed_marks(hit)) for hit in search(index, formed(query))
        ]

    assert seen("NFC") == seen("NFD")


def composed_marks(hit: Hit) -> list[str]:
    return [unicodedata.normalize("NFC", hit.title[start:end]) for start, end in hit.title_marks]


@given(st.text("도커볼륨컨테이너값닭", min_size=1, max_size=6), st.data())
def test_every_way_to_a_word_finds_it(word: str, data: st.DataObject) -> None:
    """Whatever part of a word is typed, up to any jamo, the word is found."""
    index = index_of([(f"왜 {word}?", "")], [])
    jamo = unicodedata.normalize("NFD", word)
    typed = jamo[: data.draw(st.integers(1, len(jamo)))]
    assert search(index, typed)
    assert search(index, hangul.choseong(word))
