"""Questions as terms of a definition list, answered by what defines them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes import Asked, Split, without_rules
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import last_line, words_of
from msp_desktop.course.shapes.titles import signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def split(pieces: Sequence[Element], *, every: bool = False) -> Split | None:
    """Take the elements under a heading apart by the terms of their definition lists.

    ``every`` term is a question, whatever it says.
    """
    intro: list[Element] = []
    found: list[Asked] = []
    for piece in pieces:
        asked = list(_asked(piece)) if piece.tag == "dl" else []
        if any(one.credit or every for one in asked):
            found += asked
        elif found:
            last = found[-1]
            span = (last.lines[0], last_line([piece], last.lines[1]))
            found[-1] = Asked(last.title, span, (*last.answer, piece), last.credit)
        else:
            intro.append(piece)
    if not found:
        return None
    credit = sum(one.credit for one in found)
    return Split(Reading.LIST_ITEMS, without_rules(intro), tuple(found), credit, len(found))


def _asked(whole: Element) -> Iterator[Asked]:
    term: Element | None = None
    said: list[Element] = []
    for part in (*whole, Element("dt")):
        if part.tag != "dt":
            said += _blocks(part)
            continue
        if term is not None:
            first = (lines(term) or lines(whole) or (1, 1))[0]
            span = (first, max(first, last_line(said, first)))
            yield Asked(term, span, tuple(said), signs(words_of(term)).credit)
        term, said = part, []


def _blocks(definition: Element) -> list[Element]:
    """Return the blocks of a definition; one that is only text becomes a paragraph."""
    if any(lines(child) for child in definition) and not (definition.text or "").strip():
        return list(definition)
    text = Element("p", dict(definition.items()))
    text.text = definition.text
    text.extend(definition)
    return [text]
