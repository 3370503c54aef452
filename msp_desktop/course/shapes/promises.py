"""What a title promises to be questions, however little of it asks: lists and bold lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from msp_desktop.course.shapes import list_items, paragraphs, tables
from msp_desktop.course.shapes.asking import is_task, states
from msp_desktop.course.shapes.choices import has_boxes
from msp_desktop.course.shapes.heads import NUMBERED
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import words_of
from msp_desktop.course.shapes.subjects import is_contents, is_of_advice
from msp_desktop.course.shapes.tags import LISTS
from msp_desktop.course.shapes.titles import TOPIC, signs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from msp_desktop.course.shapes import Asked, Split
    from msp_desktop.course.shapes.sections import Section

FEWEST = 3
"""How many there must be in a file, and lines in bold below a heading."""
FEW = 2
"""How many items there must be below a heading."""
MANY = 5
"""How many chapters of lists that ask let one noun alone be a question, too."""
LITTLE = 0.1
"""The share of items that must ask, or be asked further below, where an interview is named.

Where a title says outright that questions follow, half as many are enough.
"""
MOST_LINKED = 1
"""How many of the items below a heading may begin with a link."""
COUNTED_ON = 0.5
"""The share of a row of numbers through several chapters that must be known for questions."""
TERSE = 60
"""Characters; a longer item tells something."""
MOST = 0.8
"""The share of items that must be terse."""

_REST = re.compile(
    r"\W*(?:기타|etc|others?|misc(?:ellaneous)?|about you(?:rself)?|work)\W*", re.IGNORECASE
)
"""What chapters of a collection are called, that elsewhere stand beside the matter."""
_HANGUL = re.compile(r"[가-힣]")
_SENTENCE = re.compile(r"(?:[.。:;]|[가-힣](?:다|음|함|임|됨|요))$")


def promised_by(
    section: Section, split: Callable[[Sequence[Element]], Split | None]
) -> Split | None:
    """Return what a heading promises in the way of one shape, None where it promises none."""
    if split is paragraphs.split_bold:
        return _promised_lines(section)
    if split is tables.split and (section.is_of_cards or section.is_announced):
        cards = section.is_of_cards
        return tables.split(section.pieces, cards=cards, promised=section.is_announced)
    if split is paragraphs.split_quoted and section.announces:
        return paragraphs.split_quoted(section.pieces, promised=True)
    if split is paragraphs.split_plain and section.announces:
        return paragraphs.split_plain(section.pieces, fewest=min(FEW, len(section.pieces)))
    return None


def holds_promised(section: Section) -> bool:
    """Return whether a heading asks nothing itself, but announces what is asked right below it."""
    if not section.announces or section.signs.credit > TOPIC:
        return False
    return any(
        split.credit >= max(FEW, MOST * split.count) and split.shape is not Reading.LIST_ITEMS
        for split in section.splits
    )


def asks_further(section: Section) -> bool:
    """Return whether a heading asks, is answered, and then followed by a list that asks further."""
    split = section.split
    if split is None or split.shape is not Reading.LIST_ITEMS or section.signs.credit <= TOPIC:
        return False
    if any(one.answer for one in split.questions[:-1]):
        return False
    return any(
        piece.tag == "p" and not words_of(piece).endswith((":", "：")) for piece in split.intro
    )


def _promised_lines(section: Section) -> Split | None:
    """Return bold lines with rising numbers as questions, whatever they say."""
    if not section.collects or is_of_advice(section.words):
        return None
    found = paragraphs.split_bold(section.pieces, every=True)
    if found is None or found.count < FEWEST:
        return None
    numbers = [signs(words_of(one.title)).number for one in found.questions]
    if not all(
        first is not None and second is not None and first < second
        for first, second in pairwise(numbers)
    ):
        return None
    return _believed(found)


def promised_items(
    sections: Iterable[Section], known: Sequence[Section], *, all_numbered: bool
) -> list[tuple[Section, Split]]:
    """Return the items of each section that holds nothing but lists as questions.

    Some of them must ask, or those below them, unless all is ``all_numbered``.  In ``known``
    sections lists are questions anyway.
    """
    found = [(one, items) for one in sections if (items := _items_of(one)) is not None]
    if len(known) + sum(len(items.questions) >= FEW for _, items in found) < MANY:
        # One alone must at least name what can be asked about, or have many chapters beside it.
        found = [one for one in found if len(one[1].questions) >= FEW or one[1].credit]
    every = [item for _, items in found for item in items.questions]
    if len(every) + sum(len(split.questions) for one in known for split in one.splits) < FEWEST:
        return []
    if sum(map(_is_terse, every)) < MOST * len(every):
        return []
    asked = sum(map(evidence, every))
    count = len(every)
    for one in known:
        for split in one.splits:
            asked += split.credit
            count += len(split.questions)
    outright = bool(found) and all(one.collects for one, _ in found)
    little = LITTLE / 2 if outright else LITTLE
    if asked < little * count and not (all_numbered or (outright and are_alike(every))):
        return []
    return [(one, _believed(items)) for one, items in found]


def are_alike(items: Sequence[Asked]) -> bool:
    """Return whether nearly all of several items name the same thing to do, as "Design …" does."""
    words = [words_of(one.title).casefold() for one in items]
    if len(words) < MANY or not all(" " in one for one in words):
        return False
    told = Counter(one.partition(" ")[0] for one in words if is_task(one))
    named = Counter(one.rpartition(" ")[2] for one in words if _HANGUL.search(one[-1:]))
    return any(same >= MOST * len(words) for same in (*told.values(), *named.values()))


def note_counted_on(root: Section) -> None:
    """Take lists that count on from one chapter to the next, where most of what they count asks."""
    rows: list[list[tuple[Section, Split]]] = []
    following = 0
    for section in root.walk():
        lists = [piece for piece in section.pieces if piece.tag in LISTS]
        if len(lists) != 1 or lists[0].tag != "ol" or section.aside:
            continue
        if section.asked and section.signs.credit > TOPIC:
            continue
        begin = int(lists[0].get("start") or 1)
        found = section.split or list_items.split(section.pieces, every=True)
        if found is None or found.shape is not Reading.LIST_ITEMS:
            continue
        if not rows or begin != following or begin <= 1:
            rows.append([])
        rows[-1].append((section, found))
        following = begin + len(lists[0])
    for row in rows:
        counted = sum(len(found.questions) for _, found in row)
        asked = sum(len(found.questions) for one, found in row if one.split is not None)
        if asked >= COUNTED_ON * counted and row[0][0].collects:
            for one, found in row:
                one.asked, one.split = False, found


def is_all_numbered(root: Section) -> bool:
    """Return whether a file titled as one of questions holds numbered lists and nothing else."""
    title = root.children[0] if root.children else None
    if title is None or not (title.is_title and title.of_questions):
        return False
    leaves = [one for one in root.walk() if one.pieces and not is_contents(one.words)]
    below = [one for one in leaves if one is not title]
    return len(below) >= FEWEST and all(
        piece.tag == "ol" for one in below for piece in one.pieces if piece.tag != "hr"
    )


def _items_of(section: Section) -> Split | None:
    if section.aside and not _REST.fullmatch(section.words):
        return None
    if not (section.collects or section.prepares):
        return None
    if not all(piece.tag in LISTS for piece in section.pieces):
        return None
    if sum(item[0].tag == "a" for item in _bare_items(section)) > MOST_LINKED:
        return None
    found = list_items.split(section.pieces, every=True)
    if found is None or found.intro or is_to_tick(section, found):
        return None
    told = sum(not one.credit and states(words_of(one.title)) for one in found.questions)
    if told > len(found.questions) / 2:
        # It tells of the list.
        return None
    return found


def is_to_tick(section: Section, found: Split) -> bool:
    """Return whether items have boxes and do not ask: what is done or known, whatever announced."""
    sure = any(one.credit > TOPIC for one in found.questions)
    return not sure and any(map(has_boxes, section.pieces))


def _bare_items(section: Section) -> Iterator[Element]:
    """Yield list items that begin with an element."""
    for piece in section.pieces:
        yield from (item for item in piece if len(item) and not (item.text or "").strip())


def _is_terse(asked: Asked) -> bool:
    words = words_of(asked.title)
    return len(words) <= TERSE and (asked.credit > 0 or not _SENTENCE.search(words))


def evidence(asked: Asked) -> float:
    """Return how far an item asks, or the first of those below it."""
    if asked.credit > TOPIC:
        return asked.credit
    for element in asked.answer:
        if element.tag in LISTS:
            below = list_items.split([element])
            if below is not None:
                return max((one.credit for one in below.questions), default=asked.credit)
    return asked.credit


def _believed(found: Split) -> Split:
    questions = tuple(replace(one, credit=max(one.credit, NUMBERED)) for one in found.questions)
    return replace(found, questions=questions, credit=sum(one.credit for one in questions))
