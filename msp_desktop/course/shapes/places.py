"""What places tell: contents before questions, rows of titles, chapters beside what they hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from msp_desktop.course.shapes import list_items
from msp_desktop.course.shapes.groups import head_of
from msp_desktop.course.shapes.raw import shows

if TYPE_CHECKING:
    from msp_desktop.course.shapes.sections import Section

FEWEST = 4.5
"""How many headings over text must be of one level for a list of titles."""
MOST = 0.7
"""The share of a file's headings over text that must be of one level to be its questions, and of a
list before them that must ask."""
SOME = 0.2
"""The share of these that must ask, or name what one asks about, for the others to be believed."""
FEW = 2


def look_past_contents(section: Section) -> None:
    """Give the questions that follow a table of contents to the file's title."""
    found = list_items.split(section.pieces)
    if found is None or found.credit < MOST * found.count:
        return
    above = section
    while above.parent is not None and not above.is_title:
        above = above.parent
    if sum(bool(one.answer) for one in found.questions) >= MOST * len(found.questions):
        section.pieces = list(found.intro)
        above.splits.append(replace(found, intro=tuple(above.pieces)))


def list_titles(root: Section) -> None:
    """Under a title that promises questions, count the headings over the text as promised.

    They may all be statements, where no other shape holds any question.
    """
    leaves = [
        one
        for one in root.walk()
        if one.heading is not None
        and not one.children
        and not one.aside
        and any(map(shows, one.pieces))
    ]
    titled = bool(root.children) and root.children[0].of_questions
    if not titled or any(split.credit for one in leaves for split in one.splits):
        return
    for level in range(2, 7):
        there = [one for one in leaves if one.level == level]
        asking = sum(bool(one.signs.credit) for one in there)
        if 2 * sum(one.is_numbered for one in there if one.signs.credit) > asking:
            continue
        if (
            len(there) >= FEWEST
            and len(there) >= MOST * len(leaves)
            and asking >= SOME * len(there)
        ):
            for one in root.walk():
                one.listed = one.level == level


def gather(section: Section) -> None:
    """Give questions the chapter before them, where chapters are headings of the same level."""
    children = section.children
    openers = [
        one
        for one, below in pairwise(children)
        if below.asked and below.level == one.level and head_of(one).empty and not one.asked
    ]
    others = [one for one in children if not (one.asked or one.aside)]
    asked = [one for one in children if one.asked]
    if len(others) < FEW and section.level > 1:
        return
    if 2 * sum(head_of(one).empty for one in asked) > len(asked):
        return
    opens = {id(one) for one in openers}
    kept: list[Section] = []
    for child in children:
        if child.asked and kept and id(kept[-1]) in opens:
            child.parent = kept[-1]
            kept[-1].children.append(child)
        else:
            kept.append(child)
    section.children = kept
