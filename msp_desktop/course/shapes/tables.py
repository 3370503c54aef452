"""Questions as the rows of a table with a column of questions and one of answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from msp_desktop.course.dialect import HTML_BLOCK, lines, set_lines
from msp_desktop.course.shapes import Asked, Split, without_rules
from msp_desktop.course.shapes.raw import inline_of
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import joined, only_links, words_of
from msp_desktop.course.shapes.rows import rows as lines_of
from msp_desktop.course.shapes.titles import TOPIC, says_more, signs

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUESTION = re.compile(
    r"\W*(?:q|(?:\w+ ){0,2}questions?|faqs?|(?:\w+ ){0,2}(?:\w+\s?)?질문(?:\s?내용)?"
    r"|문제|문의|질의)\W*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\W*(?:a|ans|(?:\w+ ){0,2}answers?|replies|reply|solutions?"
    r"|(?:\w+\s)?(?:답|답변|응답|정답|해설|해답)(?:\s?내용)?)\W*",
    re.IGNORECASE,
)
CARD_SIDES = 2
ASKING = 0.6
"""The share of rows that must ask where no column answers."""
PROMISED = 0.6
"""The credit of a row under a heading that announces questions."""
FEWEST_LINES = 2
MOST_BEFORE = 2
"""How many columns may tell of what a last one asks: a topic alone, a number and a topic."""
_BULLET = re.compile(r"^\s*(?:[•‣◦▪●○■□*+-]\s+)?")
_SIDES = (
    ("front", "back"),
    ("front side", "back side"),
    ("prompt", "response"),
    ("card", "answer"),
    ("앞", "뒤"),
    ("앞면", "뒷면"),
)
"""What the two sides of cards to learn from are called."""
_OF_QUESTIONS = re.compile(r"\b(?:questions?|front|frente)\b|질문|문제|앞면", re.IGNORECASE)
_OF_ANSWERS = re.compile(r"\b(?:answers?|back|verso|solution)\b|답|해설|뒷면", re.IGNORECASE)
MOSTLY = 0.8
"""The share of rows that must ask where a column's name only speaks of questions, too."""
_TERM = re.compile(
    r"terms?|concepts?|words?|keywords?|topics?|commands?|용어|개념|단어|키워드|명령어?"
)
_MEANING = re.compile(
    r"definitions?|meanings?|explanations?|descriptions?|what it (?:does|means)"
    r"|뜻|정의|의미|설명|내용|풀이"
)
_COUNTED = re.compile(
    r"\W*(?:yes|count|votes?|responses?|results?|average|mean|%|예|아니오|아니요|인원|평균|비율)\W*",
    re.IGNORECASE,
)
"""What columns of a survey are called."""
_CELL = re.compile(
    r"<(tr|th|td)\b[^<>]*>((?:[^<]|<(?!/?t[hdr]\b|/table))*)", re.IGNORECASE | re.DOTALL
)
_OR = re.compile(r"\s*(?:/|\bor\b|\band\b|&|·|\||또는)\s*", re.IGNORECASE)


def split(
    pieces: Sequence[Element], *, every: bool = False, cards: bool = False, promised: bool = False
) -> Split | None:
    """Take the elements under a heading apart at the rows of such tables.

    ``every`` table is one, its first two columns with words being those of questions and answers.
    Where a title speaks of ``cards``, terms and what they mean are such columns too; where one has
    ``promised`` questions, a column that is called so holds them, whatever they say.
    """
    intro: list[Element] = []
    found: list[Asked] = []
    after: list[Element] = []
    for piece in pieces:
        table = piece if piece.tag == "table" else _read_html(piece)
        rows = (
            _rows(table, every=every, cards=cards, promised=promised) if table is not None else []
        )
        if rows:
            found += rows
        else:
            (after if found else intro).append(piece)
    if not found:
        return None
    last = found[-1]
    found[-1] = Asked(last.title, last.lines, (*last.answer, *after), last.credit)
    return Split(
        Reading.TABLES,
        without_rules(intro),
        tuple(found),
        sum(one.credit for one in found),
        len(found),
        marked=True,
    )


def _rows(table: Element, *, every: bool, cards: bool, promised: bool) -> list[Asked]:
    names = [words_of(cell) for cell in table.iter("th")]
    asked, said = _named(names, _QUESTION), _named(names, _ANSWER)
    sides = tuple(name.strip(" *_:").lower() for name in names)
    if sides in _SIDES or (cards and len(sides) == CARD_SIDES and _are_of_cards(*sides)):
        asked, said = 0, 1
    if asked is None:
        asked, said = _asking(table, names)
    if every and (asked is None or said is None):
        asked, said = _columns(table, len(names))
    if asked is not None and said is None:
        return _without_answers(table, names, asked, promised=promised)
    if asked is None or said is None:
        return []
    if any(_COUNTED.fullmatch(name) for at, name in enumerate(names) if at not in (asked, said)):
        return []
    first, _ = lines(table) or (1, 1)
    found: list[Asked] = []
    for number, row in enumerate(table.iter("tr")):
        cells = list(row)
        if number == 0 or len(cells) != len(names) or not says_more(words_of(cells[asked])):
            continue
        # The line of dashes stands between the names and the first row.
        line = first + 1 + number
        span = lines(row) or (line, line)
        credit = 1.0 if signs(words_of(cells[asked])).credit else 0.5
        title = _as(cells[asked], "span", span)
        answer = (_as(cells[said], "p", span),) if words_of(cells[said]) else ()
        found.append(Asked(title, span, answer, credit))
    return found


def _read_html(block: Element) -> Element | None:
    """Return a table that is written in HTML as an element; all its rows have the block's lines."""
    html = block.text or ""
    if block.tag != HTML_BLOCK or "<tr" not in html.lower():
        return None
    table = Element("table")
    for tag in _CELL.finditer(html):
        name = tag[1].lower()
        if name == "tr":
            row = SubElement(table, "tr")
            set_lines(row, *(lines(block) or (1, 1)))
        elif len(table):
            cell = inline_of(tag[2].strip())
            # The first row names the columns, however its cells are written.
            cell.tag = "th" if len(table) == 1 else "td"
            table[-1].append(cell)
    return table if len(table) > 1 else None


def _without_answers(
    table: Element, names: Sequence[str], at: int, *, promised: bool
) -> list[Asked]:
    """Return the rows of a table of questions alone; what else it says of them is kept below.

    Links lead to where they are asked and answered.  A cell may hold several, line by line.
    """
    found: list[Asked] = []
    if any(_COUNTED.fullmatch(name) for name in names):
        return []
    rows = [list(row) for row in table.iter("tr")][1:]
    if not promised and at + 1 == len(names) > MOST_BEFORE and _tell_before(rows, at):
        return []
    beside = [cell for cells in rows for cell in cells[:at] + cells[at + 1 :]]
    promised = promised and 2 * sum(map(only_links, beside)) < max(1, len(beside))
    first, _ = lines(table) or (1, 1)
    for number, cells in enumerate(rows, first + 2):
        if len(cells) != len(names) or not says_more(words_of(cells[at])):
            continue
        if only_links(cells[at]):
            return []
        answer: list[Element] = []
        for name, cell in zip(names, cells, strict=True):
            if cell is not cells[at] and says_more(words_of(cell)):
                answer.append(_as(cell, "p", (number, number)))
                answer[-1].text = f"{name}: {answer[-1].text or ''}" if name else answer[-1].text
        for title in _several(cells[at]) or [_as(cells[at], "span", (number, number))]:
            credit = max(signs(words_of(title)).credit, PROMISED if promised else 0.0)
            found.append(Asked(title, (number, number), tuple(answer), credit))
    asking = sum(one.credit > TOPIC for one in found)
    return found if asking >= ASKING * len(found) else []


def _tell_before(rows: Sequence[Sequence[Element]], at: int) -> bool:
    """Whether the columns before the last one all tell: it says what one may ask of each."""
    cells = [cell for row in rows for cell in row[:at]]
    return all(says_more(words_of(cell)) for cell in cells)


def _several(cell: Element) -> list[Element]:
    """Return the lines of a cell as questions of their own, none where not all but a few ask."""
    parts = lines_of(cell)
    asking = sum(signs(words_of(part)).credit > TOPIC for part in parts)
    if len(parts) < FEWEST_LINES or asking < ASKING * len(parts):
        return []
    for part in parts:
        part.text = _BULLET.sub("", part.text or "")
    return [joined([part]) for part in parts]


def _are_of_cards(front: str, back: str) -> bool:
    return (not front and not back) or bool(_TERM.fullmatch(front) and _MEANING.fullmatch(back))


def _named(names: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    """Return the first column with such a name, alone or beside others: "Question / Concept"."""
    for at, name in enumerate(names):
        if any(pattern.fullmatch(part) for part in (name, *_OR.split(name))):
            return at
    return None


def _asking(table: Element, names: Sequence[str]) -> tuple[int | None, int | None]:
    """Return the column that speaks of questions and asks, and the one that speaks of answers."""
    asked = next((at for at, name in enumerate(names) if _OF_QUESTIONS.search(name)), None)
    if asked is None:
        return None, None
    rows = [cells for row in table.iter("tr") if len(cells := list(row)) == len(names)][1:]
    asking = sum(signs(words_of(cells[asked])).credit > TOPIC for cells in rows)
    if not rows or asking < MOSTLY * len(rows):
        return None, None
    said = (at for at, name in enumerate(names) if at != asked and _OF_ANSWERS.search(name))
    return asked, next(said, None)


def _columns(table: Element, count: int) -> tuple[int | None, int | None]:
    """Return the first two columns that have words in them, and not only numbers."""
    rows = [list(row) for row in table.iter("tr")][1:]
    worded = [
        at
        for at in range(count)
        if any(len(row) == count and says_more(words_of(row[at])) for row in rows)
    ]
    return (worded[0], worded[1]) if len(worded) > 1 else (None, None)


def _as(cell: Element, tag: str, span: tuple[int, int]) -> Element:
    element = Element(tag)
    element.text = cell.text
    element.extend(cell)
    if tag == "p":
        set_lines(element, *span)
    return element
