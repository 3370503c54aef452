"""Questions drawn as code: a tree of ``Q1:``, ``Q1-1:`` with lines, or a list kept from Markdown.

Their answers often stand below, each called by its number: "Q1-1 answer: …".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.dialect.plain import plain
from msp_desktop.course.shapes.rows import words_of
from msp_desktop.course.shapes.subjects import is_collection
from msp_desktop.course.shapes.tags import HEADINGS
from msp_desktop.course.shapes.titles import TOPIC, answer_of_number, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FEWEST = 3
"""How many lines must ask."""
_DRAWN = re.compile(r"[\s\u2500-\u257f|`+\\>-]*")
_KEY = re.compile(r"\d{1,4}(?:[-.]\d{1,3})*")


def read_fenced(blocks: Iterable[Element]) -> list[Element]:
    """Return blocks with such code, below a heading that speaks of questions, as paragraphs."""
    found: list[Element] = []
    promised = False
    asked: dict[str, list[Element]] = {}
    answering: list[Element] | None = None
    order: list[list[Element]] = []
    for block in blocks:
        if block.tag in HEADINGS:
            found += _in_order(order)
            asked, order, answering = {}, [], None
            promised = is_collection(words_of(block))
        questions = _questions(block) if promised and block.tag == "figure" else []
        if questions:
            for key, question in questions:
                order.append([question])
                asked[key] = order[-1]
            answering = None
            continue
        if order:
            answering = asked.get(answer_of_number(words_of(block)), answering)
            (answering if answering is not None else order[-1]).append(block)
            continue
        found.append(block)
    return found + list(_in_order(order))


def _in_order(order: Iterable[list[Element]]) -> Iterator[Element]:
    for one in order:
        yield from one


def _questions(figure: Element) -> list[tuple[str, Element]]:
    """Return the lines of code as paragraphs with their numbers, none where one does not ask."""
    if figure.get("data-language") not in (None, "text"):
        return []
    drawn = plain(figure).rstrip("\n").split("\n")
    written = [(at, _DRAWN.sub("", line, count=1)) for at, line in enumerate(drawn)]
    written = [(at, line) for at, line in written if line]
    said = [signs(line) for _, line in written]
    if len(said) < FEWEST or any(one.credit <= TOPIC or not one.marker for one in said):
        return []
    first, last = lines(figure) or (1, 1)
    fence = int(last - first >= len(drawn))
    found: list[tuple[str, Element]] = []
    for at, line in written:
        question = Element("p")
        question.text = line
        place = min(first + fence + at, last)
        set_lines(question, place, place)
        key = _KEY.search(line)
        found.append((key[0] if key else "", question))
    return found
