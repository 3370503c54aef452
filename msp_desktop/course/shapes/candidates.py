"""What could be questions in each section, whatever is decided about it.

Each shape proposes a way to take a section's blocks apart; what stands before the chapters, or in
something beside the matter, must ask more than what stands elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from msp_desktop.course.shapes import definitions, details, list_items, paragraphs, tables
from msp_desktop.course.shapes.folds import DETAILS
from msp_desktop.course.shapes.places import look_past_contents
from msp_desktop.course.shapes.promises import (
    is_all_numbered,
    is_to_tick,
    promised_by,
    promised_items,
)
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import words_of
from msp_desktop.course.shapes.subjects import is_contents, is_of_advice
from msp_desktop.course.shapes.tags import LISTS
from msp_desktop.course.shapes.titles import TOPIC

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence
    from xml.etree.ElementTree import Element

    from msp_desktop.course.shapes import Split
    from msp_desktop.course.shapes.groups import Tally
    from msp_desktop.course.shapes.sections import Section

    Shapes = MutableMapping[Reading, Tally]

ENOUGH = {
    Reading.LIST_ITEMS: 0.35,
    Reading.HEADINGS: 0.5,
    Reading.DETAILS: 0.3,
    Reading.PREFIXES: 0.3,
    Reading.BOLD: 0.4,
    Reading.TABLES: 0.3,
}
"""The shares from which candidates of a shape are questions."""
DIAGRAM_LEVEL = 3
"""From this level down, a heading with nothing but pictures under it sums its chapter up."""
MOST = 0.7
"""The share of plain paragraphs that must ask where no heading announces questions."""
DOUBT = 0.15
"""How much more their neighbours must ask for a heading that does not to be a question."""
NEARLY_ALL = 0.8
"""The share of two ways to ask, one behind the other, that must."""
LEADING = 0.6
"""The share of a list before the chapters that must ask: there it is mostly no question yet."""
FEW = 2
"""How many other headings of its level must stand beside the first one for it to be no title."""
_SPLITS = (
    list_items.split,
    definitions.split,
    details.split,
    paragraphs.split_marked,
    paragraphs.split_quoted,
    paragraphs.split_signed,
    paragraphs.split_plain,
    paragraphs.split_bold,
    tables.split,
)


def look_at(section: Section, root: Section, shapes: Shapes) -> None:
    """Note the ways to take a section's blocks apart, and count in ``shapes`` what they hold."""
    if is_contents(section.words):
        look_past_contents(section)
        return
    leads = _leads(section, root)
    for split in _SPLITS:
        found = promised_by(section, split) or split(section.pieces)
        if found is None or (leads and not _asks_early(found)):
            continue
        if section.is_announced and split is list_items.split and is_to_tick(section, found):
            continue
        if split is paragraphs.split_plain and not (
            section.is_announced or found.credit >= MOST * found.count
        ):
            continue
        if not section.aside or found.credit >= found.count / 2:
            section.splits.append(found)
            shapes[found.shape].add(found.credit, found.count)
    both = None if leads or section.aside else _in_turn(section.pieces)
    if both is not None:
        section.splits.append(both)


def _in_turn(pieces: Sequence[Element]) -> Split | None:
    """Return folds that ask and lists that ask, all behind the others, as the questions of both.

    Lists before folds must not be contents that name them.
    """
    kinds = [one.tag for one in pieces]
    folds = [at for at, kind in enumerate(kinds) if kind == DETAILS]
    lists = [at for at, kind in enumerate(kinds) if kind in LISTS]
    if folds and any(at > folds[-1] for at in lists):
        begin = next(at for at in lists if at > folds[-1])
        found = (details.split(pieces[:begin]), list_items.split(pieces[begin:]))
    elif folds and lists and lists[-1] < folds[0]:
        found = (list_items.split(pieces[: folds[0]]), details.split(pieces[folds[0] :]))
    else:
        return None
    first, second = found
    if first is None or second is None or second.intro:
        return None
    for one in (first, second):
        if len(one.questions) < FEW or one.credit < NEARLY_ALL * one.count:
            return None
    named = {words_of(one.title).casefold() for one in second.questions}
    if lists[0] < folds[0] and any(
        words_of(one.title).casefold() in named for one in first.questions
    ):
        return None
    return replace(
        first,
        shape=Reading.DETAILS,
        questions=(*first.questions, *second.questions),
        credit=first.credit + second.credit,
        count=first.count + second.count,
    )


def take_promised(root: Section, shapes: Shapes) -> None:
    """Take items for what was promised, unless other shapes hold more than these."""
    if is_of_advice(root.children[0].words if root.children else ""):
        return
    enough = ENOUGH[Reading.LIST_ITEMS] + DOUBT
    known: list[Section] = []
    open_to: list[Section] = []
    others = 0.0
    for section in root.walk():
        lists = [one for one in section.splits if one.shape is Reading.LIST_ITEMS]
        if any(one.credit >= enough * one.count for one in section.splits):
            if lists:
                known.append(section)
        elif not _leads(section, root):
            open_to.append(section)
        if not lists:
            others += max((one.credit for one in section.splits), default=0.0)
        if section.signs.credit > TOPIC:
            others += section.signs.credit
    promised = promised_items(open_to, known, all_numbered=is_all_numbered(root))
    if sum(len(found.questions) for _, found in promised) <= others:
        return
    for section, found in promised:
        section.splits = [one for one in section.splits if one.shape is not found.shape]
        section.splits.append(found)
        shapes[found.shape].add(found.credit, found.count)


def _leads(section: Section, root: Section) -> bool:
    """Whether a section stands before the chapters."""
    first = root.children[0] if root.children else None
    if section.heading is not None and (section is not first or section.level > 1):
        return False
    if section is first and _stands_among_others(section, root):
        return False
    return any(
        other.level < DIAGRAM_LEVEL
        for other in root.walk()
        if other is not first and other is not root
    )


def _asks_early(found: Split) -> bool:
    """Whether what stands before the chapters is asked all the same."""
    return found.marked or found.credit >= LEADING * found.count


def _stands_among_others(first: Section, root: Section) -> bool:
    """Whether the first heading is no title, but one of several of its level over lists alike."""
    others = [one for one in root.children[1:] if one.level == first.level and one.pieces]
    if first.children or not first.pieces or len(others) < FEW:
        return False
    kind = first.pieces[0].tag
    return kind in LISTS and all(one.pieces[0].tag == kind for one in others)
