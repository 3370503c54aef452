"""What begins a question among paragraphs: ``Q.``, a count, a sign, a line that asks.

Each kind of beginning is told from one block, and from what follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes.asking import ends_asking, may_tell, tells
from msp_desktop.course.shapes.choices import are_options, has_options, is_option, tell_of_question
from msp_desktop.course.shapes.rows import (
    SEPARATORS,
    answered_in_line,
    bold_start,
    joined,
    only_links,
    paragraph,
    rows,
    title_rows,
    words_of,
)
from msp_desktop.course.shapes.titles import (
    TOLD,
    answer_mark,
    calls_question,
    is_nameless,
    is_scenario,
    is_verdict,
    only_says_answer,
    only_says_case,
    says_more,
    signs,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOLD = re.compile(r"(?:\?\?\?|!!!)\+?[ \t]+(question|faq|quiz)[ \t]+\"")
"""How MkDocs writes a box with a title."""

_CALLOUT = re.compile(r"\[!(?:question|faq|help|quiz|qna)\][-+]?[ \t]*+", re.IGNORECASE)
_AROUND = "([<{\"'“‘「『【〔《"
"""Signs that stand around words, and are no list's."""
MOSTLY = 0.5
"""The share of bold lines that must ask, or be numbered, for the others to be questions too."""
BOLD_AT_MOST = 300
"""Characters; text that is longer is no title."""
ASKED_AT_MOST = 2000
"""Characters of one that asks over options: exams tell what is the case first."""


@dataclass(slots=True)
class Start:
    """A paragraph that may begin a question.

    ``plain`` for one that is not bold among those that are, ``label`` for one with a colon,
    ``before`` for what stands above it in the same paragraph.
    """

    title: Element
    said: list[Element]
    lines: tuple[int, int]
    credit: float
    numbered: bool
    plain: bool = False
    marked: bool = False
    label: bool = False
    before: list[Element] = field(default_factory=list["Element"])


def _answered(piece: Element, below: Sequence[Element]) -> list[Start]:
    """Return a paragraph as a question whose answer is marked as one, or that has options."""
    parts = rows(piece)
    words = [words_of(part) for part in parts]
    solved = parts[:1] if len(parts) > 1 and is_verdict(words[0]) else []
    if solved:
        parts, words = parts[1:], words[1:]
    if not words or answer_mark(words[0]) or not says_more(words[0]):
        return []
    if not solved and (has_options(piece) or (is_option(words[0]) and not asks_or_tells(words[0]))):
        return []
    span = lines(piece) or (1, 1)
    at = next((at for at, line in enumerate(words) if at and _begins_answer(line)), 0)
    end = title_rows(parts)
    if solved:
        end = max(1, end)
    elif not at:
        said = signs(" ".join(words))
        asks = bool(said.credit) or (said.number or 0) > 0
        is_plain = bold_start(parts[0]) is None and signs(words[0]).number is not None
        is_next = is_plain and (ends_asking(words[end - 1]) or tells(said.bare))
        most = ASKED_AT_MOST if asks and are_options(below) else BOLD_AT_MOST
        if sum(map(len, words)) > most or not (is_next or _is_answer(below, asks=asks)):
            return []
    else:
        end = min(end, at)
    said = parts[end:]
    if said and words[end].strip() in SEPARATORS:
        said = said[1:]
    rest = [paragraph(some, span) for some in (said, solved) if some]
    # What is joined moves: once only.
    title = joined(parts[1 if end > 1 and only_says_case(words[0]) else 0 : end])
    credit = 1.0 if signs(words_of(title)).credit else 0.5
    return [Start(title, rest, span, credit, numbered=False, plain=True)]


def _begins_answer(line: str) -> bool:
    return line.strip() in SEPARATORS or bool(answer_mark(line))


def _is_answer(below: Sequence[Element], *, asks: bool) -> bool:
    """Whether blocks begin with what is marked as an answer, or with options to choose from."""
    if below and below[0].tag == "p" and answer_mark(words_of(below[0])):
        first, *others = rows(below[0])
        # Which option is right may also stand before the next question.
        return not (others and is_verdict(words_of(first)))
    if not below or not has_options(below[0]):
        return False
    after = below[1] if len(below) > 1 else None
    is_solved = after is not None and after.tag == "p" and bool(answer_mark(words_of(after)))
    return is_solved or (asks and tell_of_question(below[0], asked=True))


def _asks_in(parts: Sequence[Element]) -> bool:
    """Whether one of some lines ends by asking."""
    return any(asks_or_tells(words_of(part)) for part in parts)


def asks_or_tells(line: str) -> bool:
    """Return whether a line ends by asking, or tells the reader to answer."""
    return ends_asking(line) or signs(line).credit == TOLD


def marked(piece: Element, below: Sequence[Element]) -> list[Start]:
    """Return the questions in a paragraph, or in a quote's first one, that ``Q.`` marks."""
    rest: list[Element] = []
    span = lines(piece) or (1, 1)
    folded = _FOLD.match(piece.text or "") if piece.tag == "p" else None
    if folded:
        begin, *said = rows(piece)
        title = Element("span")
        title.text = words_of(begin)[folded.end() :].rstrip('"')
        if only_says_answer(title.text):
            return []
        credit = 1.0 if folded[1] == "question" else signs(title.text).credit
        answer = [paragraph(said, span)] if said else []
        return [Start(title, answer, span, credit, numbered=True, marked=True)]
    if piece.tag == "blockquote" and len(piece):
        callout = _callout(piece, span)
        if callout is not None:
            return [callout]
        piece, *rest = piece
    if piece.tag != "p" or (only_links(piece) and not says_more(words_of(rows(piece)[-1]))):
        # "[Question 3](…)" leads to one.
        return []
    listed = _listed(piece, span)
    if listed:
        return listed
    parts = rows(piece)
    label = words_of(parts[0]) if len(parts) > 1 else ""
    called = calls_question(label) and bold_start(parts[0]) is not None
    if is_nameless(label) and (called or _asks_in(parts[1:])):
        # "Problem" alone in its line, and below it what is asked.
        end = title_rows(parts[1:]) + 1
        said = [paragraph(parts[end:], span)] if parts[end:] else []
        start = Start(joined(parts[1:end]), said, span, 1.0, numbered=True, marked=True)
        start.said += rest
        return [start]
    counted = _counted(parts, span)
    if counted is not None:
        counted.said += rest
        return [counted]
    before: list[Element] = []
    if not signs(words_of(piece)).marker:
        first = next((at for at, part in enumerate(parts) if _is_first(words_of(part))), 0)
        if rest or not first:
            return [] if rest else _answered(piece, below)
        before, parts = [paragraph(parts[:first], span)], parts[first:]
    found = _marked_lines(parts, span)
    found[-1].said += rest
    found[0].before = before
    return found


def _counted(parts: Sequence[Element], span: tuple[int, int]) -> Start | None:
    """Return a question below a line that only counts it: "**Exercise 2.**", "연습문제 2."."""
    if len(parts) <= 1 or not is_scenario(words_of(parts[0])):
        return None
    own = parts[1:]
    words = [words_of(part) for part in own]
    end = title_rows(own)
    if not (_asks_in(own[:end]) or may_tell(signs(words[end - 1]).bare) or tells(words[0])):
        return None
    said = [paragraph(own[end:], span)] if own[end:] else []
    return Start(joined(own[:end]), said, span, 1.0, numbered=True, marked=True)


def _marked_lines(parts: Sequence[Element], span: tuple[int, int]) -> list[Start]:
    """Return the questions in lines, each of which begins with a mark, as the first one does."""
    begins = [at for at, part in enumerate(parts) if not at or signs(words_of(part)).marker]
    found: list[Start] = []
    for begin, end in zip(begins, [*begins[1:], len(parts)], strict=True):
        own = parts[begin:end]
        line = answered_in_line(own[0]) if len(own) == 1 else None
        if line is not None:
            answer = [paragraph([line[1]], span)]
            found.append(Start(line[0], answer, span, 1.0, numbered=True, marked=True))
            continue
        if len(own) > 1 and not says_more(words_of(own[0])):
            # "Question 3" alone in its line announces what is asked in the next.
            own = own[1:]
        title = title_rows(own)
        is_open = title == len(own) and len(own) > 1 and not ends_asking(words_of(own[-1]))
        if is_open and says_more(words_of(own[0])):
            # "Q. Volumes" and a line below it: no mark says more, so the line is the title.
            title = 1
        said = [paragraph(own[title:], span)] if own[title:] else []
        found.append(Start(joined(own[:title]), said, span, 1.0, numbered=True, marked=True))
    return found


def _is_first(words: str) -> bool:
    """Whether a line begins a row of marked questions: "Q1. …"."""
    said = signs(words)
    return said.marker and said.number == 1


def _listed(piece: Element, span: tuple[int, int]) -> list[Start]:
    """Return a paragraph's lines as questions where all begin with one sign, as a list's do."""
    parts = rows(piece)
    words = [words_of(part) for part in parts]
    if (
        len(parts) < 2
        or not words[0]
        or words[0][0].isalnum()
        or words[0][0] in _AROUND
        or any(one[:1] != words[0][:1] or answer_mark(one) for one in words)
    ):
        return []
    asking = sum(signs(one.lstrip(words[0][0])).credit for one in words)
    if asking < MOSTLY * len(parts):
        return []
    first, last = span
    places = [min(first + at, last) for at in range(len(parts))]
    return [
        Start(part, [], (line, line), signs(one).credit, numbered=True)
        for part, one, line in zip(parts, words, places, strict=True)
    ]


def _callout(quote: Element, span: tuple[int, int]) -> Start | None:
    """Return a quote that begins with ``[!question]`` and a title, as Obsidian writes it."""
    parts = rows(quote[0]) if quote[0].tag == "p" else []
    mark = _CALLOUT.match(parts[0].text or "") if parts else None
    if mark is None:
        return None
    parts[0].text = (parts[0].text or "")[mark.end() :]
    title, below = 1, list(quote[1:])
    if not says_more(words_of(parts[0])):
        # The title only calls it a question: what is asked stands below.
        parts = parts[1:]
        if not parts and below and below[0].tag == "p":
            parts = rows(below.pop(0))
        title = title_rows(parts) if _asks_in(parts) else 1
    if not parts:
        return None
    said = [paragraph(parts[title:], span)] if parts[title:] else []
    return Start(joined(parts[:title]), [*said, *below], span, 1.0, numbered=True, marked=True)
