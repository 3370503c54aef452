"""What begins a question as a quote: a line that asks, answered below it or within."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes.asking import ends_asking
from msp_desktop.course.shapes.rows import bold_start, is_italic, joined, paragraph, rows, words_of
from msp_desktop.course.shapes.starts import BOLD_AT_MOST, Start
from msp_desktop.course.shapes.titles import answer_mark, signs

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

QUOTED_ALONE = 2
"""What the lines and blocks of a quote come to that holds nothing but a line."""


def quoted(piece: Element, *, answered: bool, first: bool) -> list[Start]:
    """Return a quote as a question: of one line, or of one and what is to choose from below it.

    ``first`` says that it begins its section, where the second kind stands.  A line in bold may
    also be answered within its quote.
    """
    if piece.tag != "blockquote" or not len(piece) or piece[0].tag != "p":
        return []
    parts = rows(piece[0])
    if len(parts) + len(piece) > QUOTED_ALONE and _is_bold_question(parts[0]):
        span = lines(piece) or (1, 1)
        said = [paragraph(parts[1:], span)] if parts[1:] else []
        return [Start(joined(parts[:1]), [*said, *piece[1:]], span, 1.0, numbered=False)]
    words = words_of(piece[0])
    asks = ends_asking(words)
    if len(parts) != 1 or len(words) > BOLD_AT_MOST or (len(piece) > 1 and not (first and asks)):
        return []
    credit = signs(words).credit if answered and asks else 0.0
    return [Start(joined(parts), piece[1:], lines(piece) or (1, 1), credit, numbered=False)]


def _is_bold_question(row: Element) -> bool:
    """Whether a line is bold from end to end and ends by asking."""
    bold = bold_start(row)
    if bold is None or words_of(bold[1]) or is_italic(row) or len(words_of(row)) > BOLD_AT_MOST:
        return False
    return ends_asking(words_of(bold[0])) and not answer_mark(words_of(row))
