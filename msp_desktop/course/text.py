"""The text that highlights refer to: a question with its answer, or a chapter's introduction.

It is made from the safe HTML alone, so that it is the same whatever a page shows of it: folded or
not, in parts, in either look and at any size.  What the program words itself (titles of alerts,
summaries that an author left empty) is no part of it, and neither are pictures.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.course.model import Course, Question

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)([^>"]*(?:"[^"]*"[^>"]*)*)>|([^<]+)')
_FOLD = re.compile(r'\bdata-fold="([0-9]{1,9})"')
_SPACE = re.compile(r"[^\S\u2028]+")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_ROWS = frozenset(("dd", "dt", "li", "summary", "td", "th", "tr"))
_BLOCKS = frozenset(
    ("blockquote", "br", "details", "div", "dl", "figcaption", "figure", "hr", "ol", "p", "pre")
)
_BREAKING = _HEADINGS | _ROWS | _BLOCKS | {"section", "table", "ul"}
_ESCAPES = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&nbsp;", "\N{NO-BREAK SPACE}"),
    ("&amp;", "&"),
)
_ALERT_TITLE = 'class="markdown-alert-title"'
_WHOLE_CHAPTER = "#"
_STANDING_FOR_OTHERS = frozenset("\N{OBJECT REPLACEMENT CHARACTER}\u2610\u2611\ufdd0\ufdd1")
"""Characters that stand for pictures, boxes and frames on a page."""


class Fold(NamedTuple):
    """What a fold holds: its number in its piece, and where that begins and ends in the text.

    ``worded`` says whether its author gave it a summary.
    """

    number: int
    first: int
    last: int
    worded: bool


class Text(NamedTuple):
    """A text: ``folds`` tells what is folded in it, the outer ones after those inside them.

    ``blocks`` is where each block of the source begins in it, with that block's first line.
    """

    whole: str
    folds: tuple[Fold, ...] = ()
    blocks: tuple[tuple[int, int], ...] = ()

    def line(self, at: int) -> int:
        """Return the source line of the block that holds a character, 0 where there is none."""
        return next((line for first, line in reversed(self.blocks) if first <= at), 0)

    def folds_around(self, at: int) -> tuple[int, ...]:
        """Return the numbers of the folds that hold a character."""
        return tuple(one.number for one in self.folds if one.first <= at < one.last)


class Extract(NamedTuple):
    """Characters ``start`` to ``end`` of a text; ``subject`` says whose text it is."""

    subject: str
    text: Text
    start: int
    end: int


def subject_of_chapter(chapter: str) -> str:
    """Return what a highlight in a chapter's introduction names as its question.

    ``chapter`` is the chapter's id, "" for the preface.  No question's id begins so.
    """
    return _WHOLE_CHAPTER + chapter


def chapter_of_subject(subject: str) -> str | None:
    """Return the id of the chapter that a subject names, None where it names a question."""
    return subject.removeprefix(_WHOLE_CHAPTER) if subject.startswith(_WHOLE_CHAPTER) else None


def text_of(course: Course, subject: str) -> Text | None:
    """Return the text that highlights of a subject refer to, None where the course lacks it."""
    chapter = chapter_of_subject(subject)
    if chapter is None:
        question = course.question(subject)
        return None if question is None else question_text(question)
    found = course.chapter(chapter)
    if chapter and found is None:
        return None
    blocks = found.intro if found else course.preface
    return read((block.html, block.lines.first) for block in blocks)


def question_text(question: Question) -> Text:
    """Return a question's title and its whole answer."""
    parts = [(question.title_html, question.lines.first)]
    parts += [(block.html, block.lines.first) for block in question.answer]
    return read(parts)


def read(parts: Iterable[tuple[str, int]], folds: int = 0) -> Text:
    """Return the text of parts of safe HTML, each with its source line.

    ``folds`` is how many folds come before them in their piece.
    """
    reader = _Reader(folds)
    blocks: list[tuple[int, int]] = []
    for html, line in parts:
        reader.end_line()
        blocks.append((reader.length, line))
        reader.read(html)
    return Text("".join(reader.texts).rstrip("\n"), tuple(reader.folds), tuple(blocks))


def content(text: str) -> array[int]:
    """Return the indices of a text's characters that are more than space.

    A page has the same ones in the same order, whatever space it has between them.
    """
    return array("l", [at for at, one in enumerate(text) if is_content(one)])


def is_content(character: str) -> bool:
    """Return whether a character is more than space, or what stands for a picture or a box."""
    return not character.isspace() and character not in _STANDING_FOR_OTHERS


@dataclass(slots=True)
class _Open:
    number: int
    first: int = -1
    worded: bool = False
    in_summary: bool = False


@dataclass(slots=True)
class _Reader:
    """Reads safe HTML; ``length`` is how long the text is so far."""

    next_fold: int
    texts: list[str] = field(default_factory=list[str])
    folds: list[Fold] = field(default_factory=list[Fold])
    length: int = 0
    _ended: bool = True
    _spaced: bool = False
    _pre: bool = False
    _skipping: bool = False
    _open: list[_Open] = field(default_factory=list[_Open])

    def read(self, html: str) -> None:
        for token in _TOKEN.finditer(html):
            if token[4] is not None:
                self._text(token[4])
            elif token[1]:
                self._close(token[2])
            else:
                self._begin(token[2], token[3])

    def end_line(self) -> None:
        if not self._ended:
            self._put("\n")
            self._ended = True
        self._spaced = False

    def _begin(self, name: str, attributes: str) -> None:
        if name in _BREAKING and not self._pre:
            self.end_line()
        if name == "pre":
            self._pre = True
        elif name == "p" and _ALERT_TITLE in attributes:
            self._skipping = True
        elif name == "details":
            self._begin_fold(attributes)
        elif name == "summary" and self._open:
            self._open[-1].in_summary = True

    def _begin_fold(self, attributes: str) -> None:
        if "data-continued" in attributes:
            found = _FOLD.search(attributes)
            self._open.append(_Open(int(found[1]) if found else 0, self.length, worded=True))
            return
        self._open.append(_Open(self.next_fold))
        self.next_fold += 1

    def _close(self, name: str) -> None:
        if name == "pre":
            self._pre = False
        elif name == "p":
            self._skipping = False
        if name in _BREAKING and not self._pre:
            self.end_line()
        if name == "summary" and self._open:
            self._open[-1].in_summary = False
            self._open[-1].first = self.length
        elif name == "details" and self._open:
            one = self._open.pop()
            first = self.length if one.first < 0 else one.first
            self.folds.append(Fold(one.number, first, self.length, one.worded))

    def _text(self, data: str) -> None:
        if self._skipping:
            return
        if "&" in data:
            for escape, character in _ESCAPES:
                data = data.replace(escape, character)
        if self._open:
            self._note_fold(data)
        if self._pre:
            self._put(data)
            self._ended = data.endswith("\n")
            return
        text = _SPACE.sub(" ", data)
        if self._ended or self._spaced:
            text = text.lstrip(" ")
        if text:
            self._put(text)
            self._ended, self._spaced = False, text.endswith(" ")

    def _note_fold(self, data: str) -> None:
        """Learn from text whether the innermost fold has a summary, and where its content is."""
        if data.isspace():
            return
        one = self._open[-1]
        if one.in_summary:
            one.worded = True
        elif one.first < 0:
            one.first = self.length

    def _put(self, text: str) -> None:
        self.texts.append(text)
        self.length += len(text)
