"""What the user says a course's questions are: every list item, every heading of a level.

Here nothing is weighed but which level of headings it is.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msp_desktop.course.shapes import definitions, details, list_items, paragraphs, tables
from msp_desktop.course.shapes.heads import read_head
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.subjects import is_contents

if TYPE_CHECKING:
    from msp_desktop.course.shapes.sections import Section

_SPLITS = {
    Reading.LIST_ITEMS: (
        partial(list_items.split, every=True),
        partial(definitions.split, every=True),
    ),
    Reading.DETAILS: (details.split,),
    Reading.PREFIXES: (
        paragraphs.split_marked,
        paragraphs.split_quoted,
        paragraphs.split_plain,
    ),
    Reading.BOLD: (partial(paragraphs.split_bold, every=True),),
    Reading.TABLES: (partial(tables.split, every=True),),
}
_OF_A_LEAF = 0.3
"""How much a heading with text below it tells of the level of questions; one that asks tells 1."""


def take_as_told(root: Section, reading: Reading) -> None:
    """Note in each section what is asked in it, if questions are what ``reading`` says."""
    for section in root.walk():
        section.head = read_head(section)
    if reading is Reading.HEADINGS:
        _take_headings(root)
        return
    for section in root.walk():
        if is_contents(section.words):
            continue
        found = [split(section.pieces) for split in _SPLITS[reading]]
        splits = [split for split in found if split is not None]
        section.split = max(splits, key=lambda split: len(split.questions), default=None)


def _take_headings(root: Section) -> None:
    """Take the headings of one level: that where most ask, and most stand over text."""
    weights: dict[float, float] = {}
    for section in root.walk():
        if section.heading is not None and not section.aside and section.head is not None:
            is_leaf = not section.head.empty and not section.children
            weight = section.head.credit + _OF_A_LEAF * is_leaf
            weights[section.level] = weights.get(section.level, 0.0) + weight
    if not weights:
        return
    level = max(weights, key=lambda level: weights[level])
    for section in root.walk():
        if section.level == level and section.words and not (section.aside or section.is_answer):
            section.ask()
