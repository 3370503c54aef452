"""What places tell: contents before questions, rows of titles, chapters beside what they hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from msp_desktop.course.shapes import list_items
from msp_desktop.course.shapes.asking import examines, is_task
from msp_desktop.course.shapes.groups import head_of
from msp_desktop.course.shapes.raw import shows
from msp_desktop.course.shapes.rows import only_links
from msp_desktop.course.shapes.subjects import follows_up
from msp_desktop.course.shapes.tags import LISTS
from msp_desktop.course.shapes.titles import TOPIC, UNSURE, names_chapter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.course.shapes.sections import Section

FEWEST = 4.5
"""How many headings over text must be of one level for a list of titles."""
MOST = 0.7
"""The share of a file's headings over text that must be of one level to be its questions, and of a
list before them that must ask."""
SOME = 0.2
HALF = 0.5
"""The share of these that must ask, or name what one asks about, for the others to be believed; the
second where they are few."""
MOSTLY = 0.8
"""The share of numbered headings that must say what to do."""
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
        and not all(map(only_links, one.pieces))
    ]
    titled = bool(root.children) and root.children[0].of_questions
    if not titled or any(split.credit for one in leaves for split in one.splits):
        return
    for level in range(2, 7):
        there = [one for one in leaves if one.level == level]
        asking = sum(bool(one.signs.credit) for one in there)
        if 2 * sum(one.is_numbered for one in there if one.signs.credit) > asking:
            continue
        enough = SOME if len(there) >= FEWEST else HALF
        if len(there) > FEW and len(there) >= MOST * len(leaves) and asking >= enough * len(there):
            for one in root.walk():
                one.listed = one.level == level


def note_tasks(root: Section) -> None:
    """Note headings that number tasks, one after the other, under a title that promises questions.

    Nothing need stand below them: what to do is said, and how is left to the reader.
    """
    for level in sorted({one.level for one in root.walk() if one.heading is not None}):
        there = [one for one in root.walk() if one.level == level and not one.aside]
        there = [one for one in there if one.heading is not None and not one.is_title]
        if len(there) < FEWEST or not all(one.is_numbered for one in there):
            continue
        tasks = sum(is_task(one.signs.bare) for one in there)
        if tasks >= MOSTLY * len(there) and _are_promised(there):
            for one in there:
                one.tasked = True


def note_rows(root: Section) -> None:
    """Note headings with numbers that rise through a whole file titled as one of questions.

    Chapters may stand beside them at any level; what asks below such a heading makes it a chapter.
    """
    if not root.children or not root.children[0].of_questions:
        return
    row = [one for one in root.walk() if (one.signs.number or 0) > 0 and not one.aside]
    numbers = [one.signs.number or 0 for one in row]
    if len(row) < FEWEST or any(first >= second for first, second in pairwise(numbers)):
        return
    if numbers[-1] - numbers[0] >= 2 * len(row):
        return
    chapters = sum(
        any(split.credit >= HALF * split.count > 0 for split in one.splits)
        or any(child.signs.credit > TOPIC for child in one.children)
        for one in row
    )
    if chapters <= (1 - MOSTLY) * len(row):
        for one in row:
            one.tasked = True


def doubt_chapters(root: Section) -> None:
    """Doubt headings such as "도커란?", as Korean chapters are called, where few others ask.

    Where a title speaks of questions they are some.
    """
    doubted = [one for one in root.walk() if names_chapter(one.words) and not one.signs.marker]
    if not doubted:
        return
    others = sum(one.signs.credit > TOPIC for one in root.walk()) - len(doubted)
    if others >= len(doubted) or root.named:
        return
    for one in doubted:
        if not (one.prepares or one.collects):
            one.signs = replace(one.signs, credit=TOPIC)


def doubt_numbers(root: Section) -> None:
    """Doubt numbers that count an introduction or contents, too: they count chapters.

    Where a title speaks of questions they may count these as well.
    """
    counted = [one for one in root.walk() if one.signs.number is not None]
    levels = {one.level for one in counted if one.aside}
    for one in counted if levels and not root.named else ():
        if one.level in levels and not (one.signs.marker or one.prepares or one.collects):
            one.signs = replace(one.signs, credit=0.0)


def note_further(root: Section) -> None:
    """Note lists below questions that ask further, where hardly any question is answered.

    Elsewhere, what stands below a question is its answer.
    """
    asked = [one for one in root.walk() if one.asked]
    empty = sum(head_of(one).empty for one in asked)
    if len(asked) < FEWEST or empty < HALF * len(asked):
        return
    for one in asked:
        if one.children or not one.pieces or any(piece.tag not in LISTS for piece in one.pieces):
            continue
        found = list_items.split(one.pieces)
        if found is not None and all(
            item.credit > TOPIC and not item.answer for item in found.questions
        ):
            one.further = found


def note_told(root: Section) -> None:
    """Note a title that tells to answer as an examiner does: what stands below is the answer.

    So it is where nothing else was found, and no other heading is of its level.
    """
    first = root.children[0] if root.children else None
    if first is None or len(root.children) > 1 or not (first.is_title and examines(first.words)):
        return
    if first.found or first.asked or not any(map(shows, first.blocks())):
        return
    first.ask()


def note_followed_up(root: Section) -> None:
    """Note a title that asks and is answered below, before a chapter of questions that follow up.

    The chapter stands beside it then.
    """
    first = root.children[0] if root.children else None
    if first is None or not first.is_title or first.asked or first.signs.credit <= UNSURE:
        return
    at = next((at for at, one in enumerate(first.children) if follows_up(one.words)), None)
    answered = any(map(shows, first.pieces)) or head_of(first).answered
    if at is None or not answered or first.split is not None:
        return
    answering, following = first.children[:at], first.children[at:]
    if any(one.found or one.asked for one in answering) or not any(one.found for one in following):
        return
    first.children = answering
    first.ask()
    for one in following:
        one.parent = root
    root.children[1:1] = following


def _are_promised(tasks: Sequence[Section]) -> bool:
    """Whether a title speaks of questions, or of an exam, and does not go on to tell how."""
    if all(one.collects for one in tasks):
        return True
    told = sum(any(piece.tag not in LISTS for piece in one.pieces) for one in tasks)
    return all(one.prepares for one in tasks) and told <= (1 - MOSTLY) * len(tasks)


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
