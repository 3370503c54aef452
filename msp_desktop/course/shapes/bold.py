"""What begins a question in bold: a line that is bold from end to end, or whose number is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.dialect import lines
from msp_desktop.course.shapes.asking import ends_asking
from msp_desktop.course.shapes.choices import options_follow
from msp_desktop.course.shapes.rows import (
    bold_start,
    is_italic,
    joined,
    paragraph,
    rows,
    title_rows,
    words_of,
)
from msp_desktop.course.shapes.starts import BOLD_AT_MOST, Start
from msp_desktop.course.shapes.titles import UNSURE, answer_mark, says_more, signs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

PLAIN_AT_MOST = 100
"""Characters; a paragraph among bold ones that is longer is no title."""

SOME = 20
"""How many letters go on behind a bold sentence where it is not the whole line."""
SITUATION = 0.8
"""The credit of a line that tells of something in bold and asks about it, or gives options."""


def bold_line(piece: Element, below: Sequence[Element]) -> list[Start]:
    """Return a paragraph as a question where its first line is bold from end to end."""
    if piece.tag != "p":
        return []
    parts = rows(piece)
    if not parts:
        return []
    bold = bold_start(parts[0])
    if bold is None:
        words = words_of(piece)
        credit = signs(words).credit
        if (
            len(parts) > 1
            or len(words) > PLAIN_AT_MOST
            or not credit
            or (words.endswith((".", ":")) and not ends_asking(words))
        ):
            return []
        span = lines(piece) or (1, 1)
        return [Start(joined(parts), [], span, credit, numbered=False, plain=True)]
    words = words_of(bold[0])
    after = words_of(bold[1])
    if is_italic(parts[0]) and (after or not _is_title(words)):
        return []
    span = lines(piece) or (1, 1)
    if (
        after
        and signs(words).number is not None
        and (not says_more(words) or not words.rstrip(" *_:.").endswith(("?", "？")))
    ):
        # Only the number is bold, or a name before what is asked.
        end = title_rows(parts)
        rest = [paragraph(parts[end:], span)] if parts[end:] else []
        credit = signs(words_of(joined(parts[:end]))).credit
        return [Start(joined(rows(piece)[:end]), rest, span, credit, numbered=True)]
    said = signs(words)
    if sum(one.isalnum() for one in after) > 1 and not (
        said.credit == 1 and words.rstrip(" *_:.").endswith(("?", "？"))
    ):
        if not (words.endswith(".") and ends_asking(after)):
            return []
        # "**It fails.** Why?"
        whole = rows(piece)
        rest = [paragraph(whole[1:], span)] if whole[1:] else []
        return [Start(joined(whole[:1]), rest, span, SITUATION, numbered=False)]
    if len(words) > BOLD_AT_MOST or answer_mark(words) or _points_within(bold[0]):
        return []
    rest = ([bold[1]] if after else []) + parts[1:]
    answer = [paragraph(rest, span)] if rest else []
    label = words.endswith((":", "："))
    # "What's included:" leads up to a list.
    credit = 0.0 if label and said.credit <= UNSURE and said.number is None else said.credit
    if credit < SITUATION and options_follow([*answer, *below]):
        credit, label = SITUATION, False
    return [Start(bold[0], answer, span, credit, said.number is not None, label=label)]


def bold_line_alone(piece: Element, below: Sequence[Element]) -> list[Start]:
    """Return a paragraph as a question where nothing goes on in its bold line."""
    return [] if _goes_on(piece) else bold_line(piece, below)


def run_in(pieces: Sequence[Element]) -> tuple[int, int]:
    """Return how many paragraphs go on behind a bold sentence that tells, and one that asks."""
    begun = [words for piece in pieces if (words := _goes_on(piece))]
    asking = sum(ends_asking(words) for words in begun)
    return sum(words.endswith(".") for words in begun), asking


def _goes_on(piece: Element) -> str:
    """Return the bold words that text goes on behind, in the line that a paragraph begins with."""
    bold = bold_start(rows(piece)[0]) if piece.tag == "p" and rows(piece) else None
    if bold is None or sum(one.isalnum() for one in words_of(bold[1])) < SOME:
        return ""
    words = words_of(bold[0])
    return "" if signs(words).number is not None else words


def _points_within(bold: Element) -> bool:
    """Whether a line leads to another place of its page: "Want to build? Jump to the end."."""
    return any(part.get("href", "").startswith("#") for part in bold.iter("a"))


def _is_title(words: str) -> bool:
    """Whether words in italics ask, or have a number: others are only stressed."""
    return words.endswith(("?", "？")) or (signs(words).number or 0) > 0
