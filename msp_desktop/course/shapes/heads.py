"""What speaks for and against a heading being a question, gathered once for each section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msp_desktop.course.shapes.beneath import LOOKED_AT, asks_here, title_block
from msp_desktop.course.shapes.choices import FEWEST, are_options, has_boxes, tell_of_question
from msp_desktop.course.shapes.folds import DETAILS
from msp_desktop.course.shapes.raw import shows
from msp_desktop.course.shapes.rows import (
    only_links,
    words_of,
)
from msp_desktop.course.shapes.subjects import is_collection, is_of_itself
from msp_desktop.course.shapes.summary import only_pictures
from msp_desktop.course.shapes.tags import LISTS
from msp_desktop.course.shapes.titles import (
    TOPIC,
    answer_mark,
    is_nameless,
    is_scenario,
    only_says_answer,
    says_more,
    signs,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from msp_desktop.course.shapes.sections import Section

ANSWERED = 0.9
"""The credit of a heading over what is marked as its answer."""
NUMBERED = 0.6
"""The credit of a number under a heading that promises questions."""
SEVERAL = 3
"""How many headings must stand below one that announces questions to be these."""


@dataclass(frozen=True, slots=True)
class Head:
    """The evidence of one heading.

    ``empty``: nothing stands below.  ``leads_on``: nothing but links, or
    what leads to its questions elsewhere.  ``pictures``: nothing but
    pictures.  ``nameless``: it says "Question" and no more.  ``label``: it only counts the question
    that is asked in the paragraph below.  ``answered``: what stands below is marked as the answer,
    or gives options to choose from.  ``credit``: how far it asks, by itself or by its place.
    """

    empty: bool
    leads_on: bool
    pictures: bool
    nameless: bool
    label: bool
    answered: bool
    asks: bool
    credit: float


def read_head(section: Section) -> Head:
    """Gather the evidence of a section, the ways to take it apart being known."""
    pieces = section.pieces
    empty = not section.children and not any(shows(piece) for piece in pieces)
    leads_on = not section.children and (
        all(only_links(piece) for piece in pieces) or _leads_to_questions(pieces[-1])
    )
    nameless = _is_nameless(section)
    label = _is_label(section, nameless=nameless)
    answered = _is_answered(section)
    own = section.signs.credit
    if section.aside:
        credit = own
    elif not section.signs.marker and is_of_itself(section.words):
        credit = min(own, TOPIC)
    elif nameless or section.counted or is_scenario(section.words):
        credit = 1.0 if label else max(own, ANSWERED * section.tasked)
    elif answered or section.tasked:
        credit = max(own, ANSWERED)
    elif empty or leads_on:
        credit = own
    else:
        credit = max(own, _credit_of_place(section))
    asks = own > TOPIC or label or answered
    return Head(empty, leads_on, only_pictures(pieces), nameless, label, answered, asks, credit)


def _leads_to_questions(block: Element) -> bool:
    """Whether a block is nothing but links, one of which is called by questions."""
    if block.tag != "p" or not only_links(block):
        return False
    return any(is_collection(words_of(part)) for part in block.iter("a"))


def _credit_of_place(section: Section) -> float:
    """Return how far a heading is promised by one above it."""
    above = section.parent
    if above is None:
        return 0.0
    if above.of_questions and section.is_numbered and not above.announcing:
        return NUMBERED
    if any(split.credit for split in section.splits):
        return 0.0
    promised = section.listed or (above.announces and len(above.children) >= SEVERAL)
    return NUMBERED if promised and not any(map(has_boxes, section.pieces)) else 0.0


def _is_nameless(section: Section) -> bool:
    """Whether a heading, as others in the file, says "Question" and no more."""
    if not is_nameless(section.words):
        return False
    return section.repeated or _has_answer_below(section)


def _has_answer_below(section: Section) -> bool:
    return bool(section.children) and only_says_answer(section.children[0].words)


def _is_label(section: Section, *, nameless: bool) -> bool:
    block = title_block(section)
    if block is None:
        return False
    if is_scenario(section.words):
        return asks_here(block) or signs(words_of(block)).credit > TOPIC
    if section.counted or _names_another(section):
        return True
    return (nameless or section.is_numbered) and not says_more(section.words)


def _names_another(section: Section) -> bool:
    """Whether a heading asks nothing, and one block below says that it is the question."""
    said = sum(map(asks_here, section.pieces))
    return said == 1 and section.signs.credit <= TOPIC and not section.children


def _is_answered(section: Section) -> bool:
    if _has_answer_below(section):
        return not any(tell_of_question(piece, asked=False) for piece in section.pieces[1:])
    folds = 0
    for at, piece in enumerate(section.pieces):
        if piece.tag == DETAILS:
            folds += only_says_answer(words_of(piece[0]))
        elif piece.tag in ("p", "blockquote"):
            words = words_of(piece)
            if answer_mark(words) and at < LOOKED_AT and piece.tag == "p":
                return not _is_chapter_of_options(section, at)
            if signs(words).credit > TOPIC and not folds:
                return False
        elif _is_lone_question(piece) and section.signs.credit <= TOPIC and not folds:
            # "Scenario 1" stands over the only item of a list, and that over its answer.
            return False
        elif at < LOOKED_AT and tell_of_question(piece, asked=section.is_numbered):
            return not _is_chapter_of_options(section, at)
    return folds == 1


def _is_lone_question(piece: Element) -> bool:
    """Whether a list's only item asks."""
    if piece.tag not in LISTS or len(piece) != 1 or asks_here(piece):
        return False
    return signs(words_of(piece)).credit > TOPIC


def _is_chapter_of_options(section: Section, first: int) -> bool:
    """Whether several lines under a heading have options each: they are asked, and not it."""
    pieces = section.pieces
    return sum(are_options(pieces[at : at + FEWEST]) for at in range(first, len(pieces))) > 1
