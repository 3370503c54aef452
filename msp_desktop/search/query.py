"""Finding words in an index.

A query is words, all of which must stand somewhere in a question's title, answer or note; what
stands in double quotes counts as one word.  Letters match whatever their case and composition.  A
single Korean consonant stands for any syllable that it begins, and the last word may be half typed
(see :mod:`.hangul`).

Hits come in this order:

1. those whose words all stand there as they were typed, before those found by initials only;
2. by the place of the word that stands least prominently: the title's start, the start of a word
   of the title, elsewhere in the title, the note, the answer;
3. by the mean of the words' places;
4. in reading order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from msp_desktop.search import hangul
from msp_desktop.search.excerpt import Span, excerpt, joined
from msp_desktop.search.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.search.folding import Folded
    from msp_desktop.search.index import Entry, Index, Reread

MOST_MARKS = 50
"""How often one word is marked in one text: a letter may stand in it thousands of times."""

_QUOTES = str.maketrans("“”„«»", '"""""')
_PIECE = re.compile(r'"([^"]*)("?)|[^\s"]+')


class Kind(StrEnum):
    """Where a hit's words stand: at the least prominent place that one of them needs."""

    CHAPTER = "chapter"
    QUESTION = "question"
    ANSWER = "answer"
    NOTE = "note"


class Place(IntEnum):
    """Where a word stands, the higher the more prominent."""

    ANSWER = 1
    NOTE = 2
    TITLE = 3
    TITLE_WORD = 4
    TITLE_START = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A chapter or question in which all words were found, with what a list shows of it.

    ``question`` is empty for a chapter; ``chapter`` is empty for a note whose question the course
    no longer has.  ``title`` is plain text; ``excerpt`` is a stretch of the note or answer.  Marks
    are spans of the title and of the excerpt, in order and apart from each other.  The higher the
    ``score``, the better the hit.
    """

    kind: Kind
    question: str
    chapter: str
    chapter_title: str
    title: str
    title_marks: tuple[Span, ...]
    excerpt: str
    excerpt_marks: tuple[Span, ...]
    score: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase to find, folded; ``loose`` finds it by initials, None where that is vain."""

    text: str
    loose: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    exact: bool


def parse(text: str) -> tuple[Word, ...]:
    """Return the words of a query.

    The last one is taken as half typed unless a space or a closing quote follows it.
    """
    typed = fold(text.translate(_QUOTES)).folded
    words: list[Word] = []
    for piece in _PIECE.finditer(typed):
        phrase, closing = piece[1], piece[2]
        word = piece[0] if phrase is None else " ".join(phrase.split())
        if word:
            unfinished = not closing and piece.end() == len(typed)
            words.append(Word(word, hangul.pattern(word, unfinished=unfinished)))
    return tuple(dict.fromkeys(words))


def search(index: Index, text: str, limit: int = 50) -> tuple[Hit, ...]:
    """Return the best hits of a query, at most ``limit``; none for a query without words."""
    words = parse(text)
    if not words:
        return ()
    ranked: list[tuple[int, Entry, tuple[_Found, ...]]] = []
    for entry in index.entries:
        found = _find(entry, words)
        if found:
            ranked.append((_score(found), entry, found))
    # Sorting keeps equals in reading order.
    ranked.sort(key=lambda one: -one[0])
    return tuple(_hit(entry, words, found, score) for score, entry, found in ranked[:limit])


def _find(entry: Entry, words: tuple[Word, ...]) -> tuple[_Found, ...]:
    """Return the best place of each word, or nothing where one of them is missing."""
    found: list[_Found] = []
    for word in words:
        one = _as_typed(entry, word.text) or (
            _by_initials(entry, word.loose) if word.loose else None
        )
        if one is None:
            return ()
        found.append(one)
    return tuple(found)


def _as_typed(entry: Entry, word: str) -> _Found | None:
    if word in entry.title.folded:
        return _Found(_title_place(entry.title.folded, _literal(word, entry.title.folded)), True)
    if word in entry.note.folded:
        return _Found(Place.NOTE, True)
    if word in entry.body.folded:
        return _Found(Place.ANSWER, True)
    return None


def _by_initials(entry: Entry, pattern: re.Pattern[str]) -> _Found | None:
    if pattern.search(entry.title.folded):
        return _Found(_title_place(entry.title.folded, _loose(pattern, entry.title.folded)), False)
    if pattern.search(entry.note.folded):
        return _Found(Place.NOTE, False)
    if pattern.search(entry.body.folded):
        return _Found(Place.ANSWER, False)
    return None


def _literal(word: str, text: str) -> Iterator[Span]:
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + len(word))


def _loose(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text))


def _title_place(title: str, spans: Iterator[Span]) -> Place:
    """Return the best place among the spans; what is no letter before the first one is no start."""
    best = Place.TITLE
    for start, _ in spans:
        if not any(letter.isalnum() for letter in title[:start]):
            return Place.TITLE_START
        if _begins_word(title, start):
            return Place.TITLE_WORD
    return best


def _begins_word(text: str, at: int) -> bool:
    """Tell whether a word begins here: after a space or a mark, or where the script changes."""
    before = text[at - 1]
    return not before.isalnum() or hangul.is_hangul(before) != hangul.is_hangul(text[at])


def _score(found: tuple[_Found, ...]) -> int:
    """Return a number that orders hits as this module's description says."""
    places = [one.place for one in found]
    exact = all(one.exact for one in found)
    return 1000 * exact + 100 * min(places) + 10 * sum(places) // len(places)


def _hit(entry: Entry, words: tuple[Word, ...], found: tuple[_Found, ...], score: int) -> Hit:
    weakest = min(one.place for one in found)
    in_note = weakest is Place.NOTE or not entry.body.folded
    shown = entry.note if in_note else entry.body
    original = shown.original
    in_title: list[Span] = []
    needed: list[list[Span]] = []
    others: list[list[Span]] = []
    for word, one in zip(words, found, strict=True):
        in_title += _marks(entry.title, word, one)
        (others if one.place >= Place.TITLE else needed).append(_marks(shown, word, one))
    text, marks = excerpt(original, needed, others)
    return Hit(
        kind=_kind(entry, weakest),
        question=entry.question,
        chapter=entry.chapter,
        chapter_title=entry.chapter_title,
        title=entry.title.original,
        title_marks=joined(in_title),
        excerpt=text,
        excerpt_marks=marks,
        score=score,
    )


def _kind(entry: Entry, weakest: Place) -> Kind:
    if not entry.question:
        return Kind.CHAPTER
    if weakest >= Place.TITLE:
        return Kind.QUESTION
    return Kind.NOTE if weakest is Place.NOTE else Kind.ANSWER


def _marks(text: Folded | Reread, word: Word, found: _Found) -> list[Span]:
    """Return where a word stands; by its initials only where it stands nowhere as typed."""
    spans = list(islice(_literal(word.text, text.folded), MOST_MARKS))
    if not spans and not found.exact and word.loose is not None:
        spans = list(islice(_loose(word.loose, text.folded), MOST_MARKS))
    return [text.span(start, end) for start, end in spans]
