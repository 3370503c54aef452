"""Questions as items of top-level lists, their answers nested or following.

An item's nested list answers it, and so does everything after the list until the next such list or
heading: fenced code at the margin, captions, pictures, quotes.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import TIGHT, lines, set_lines
from msp_desktop.course.shapes import Asked, Split, without_rules
from msp_desktop.course.shapes.asking import is_task, states
from msp_desktop.course.shapes.choices import are_options, options_follow
from msp_desktop.course.shapes.items import SURE, Item, items_of
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import (
    last_line,
    leads_within,
    only_links,
    paragraph,
    words_of,
)
from msp_desktop.course.shapes.subjects import calls_skills, is_aside, is_of_review, offers
from msp_desktop.course.shapes.tags import LISTS
from msp_desktop.course.shapes.titles import TOPIC, UNSURE, answer_mark, signs
from msp_desktop.course.shapes.topics import TOPIC_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DETAIL = re.compile(r"\W*[^\W\d_][^:：?？]{0,39}[:：](?!//)\s*\S")

FEW = 2
SOME = 0.25
"""The share of details that may begin with a word such as "Show"."""
FEWEST_BARE = 3
"""How many items before must have no answer but code for more of them to follow it."""
MOST_LEADING = 0.8
FEWEST_LEADING = 4
"""Of the items of contents, and how many, lead to where they are answered."""
LONGEST_LABEL = 80
"""Characters of a line that calls the list below it questions."""
FURTHER = 0.55
"""The credit of an item that others ask further about."""


def split(pieces: Sequence[Element], *, every: bool = False) -> Split | None:
    """Take the elements under a heading apart by their lists; None where these hold no question.

    ``every`` item is a question, whatever it says, but one that is only a link.
    """
    lists = {
        index: items_of(piece)
        for index, piece in enumerate(pieces)
        if piece.tag in LISTS and not are_options([piece])
    }
    for index, items in lists.items():
        if items and items[-1].credit < SURE and options_follow(pieces[index + 1 : index + 4]):
            items[-1].credit = SURE
    lists = {
        index: items
        for index, items in lists.items()
        if items
        and not (index and _goes_on(pieces[index - 1], items))
        and not _are_details(items)
        and (every or not _is_contents(items))
    }
    if not every:
        _leave_to_answers(pieces, lists)
        _keep_one_kind(pieces, lists)
    else:
        _leave_to_numbers(pieces, lists)
    announced = not every and _keep_announced(pieces, lists)
    _hear_below([item for items in lists.values() for item in items])
    judged = [item for items in lists.values() for item in items if item.credit or not item.links]
    if not any(item.is_question or every for item in judged):
        return None
    asking = [item for items in lists.values() for item in items if signs(item.words).credit]
    # Where those that ask are links too, the others are no more for reading than they are.
    linked = bool(asking) and 2 * sum(item.links for item in asking) >= len(asking)
    # Further reading below some of those that ask may stand below others, too.
    read_on = any(item.links and item.answer for item in asking)
    intro: list[Element] = []
    found: list[Item] = []
    following = 1
    last = ""
    for index, piece in enumerate(pieces):
        items = lists.get(index, [])
        goes_on = piece.tag == "ol" and bool(found) and _start(piece) == following > 1
        goes_on = goes_on or _is_parted(pieces[index - 1 : index + 1], items, found, last)
        begins = not found and _shows_task(items, pieces[index + 1 : index + 2])
        if (
            goes_on
            or begins
            or any(item.is_question or (every and not item.links) for item in items)
        ):
            for item in items:
                told = linked or (read_on and item.answer and not only_links(item.title))
                if item.links and not (told or signs(item.words).credit):
                    (found[-1].answer if found else intro).append(_alone(item.element))
                elif found and not item.credit and _is_of_answer(item.words):
                    found[-1].answer.append(paragraph([item.title], item.lines))
                    found[-1].answer += item.answer
                else:
                    found.append(item)
            following = _start(piece) + len(items)
            last = piece.tag
        elif found and piece.get(TOPIC_MARK) is None:
            found[-1].answer.append(piece)
        else:
            # A topic answers nothing.
            intro.append(piece)
    return Split(
        Reading.LIST_ITEMS,
        without_rules(intro),
        tuple(_asked(one) for item in found for one in _with_further(item)),
        sum(item.credit for item in judged),
        len(judged),
        marked=announced,
    )


def _goes_on(above: Element, items: Sequence[Item]) -> bool:
    """Whether a list goes on with what is said above it: offers, what will be learnt.

    A single item over more, that asks nothing, is only a heading of it.
    """
    if above.tag != "p":
        return False
    words = words_of(above)
    if calls_skills(words):
        return True
    leads_up = len(items) == 1 and not items[0].credit and items[0].words.endswith((":", "："))
    return leads_up or offers(words)


def _are_details(items: Sequence[Item]) -> bool:
    """Whether items tell details and hardly ask: "Attempts: 2", "Language: Korean"."""
    if any(one.answer or one.credit > TOPIC or not _DETAIL.match(one.words) for one in items):
        return False
    return len(items) >= FEW and sum(bool(one.credit) for one in items) <= SOME * len(items)


def _is_contents(items: Sequence[Item]) -> bool:
    """Whether items lead to where they are answered, all or nearly: contents, wherever they are."""
    leading = sum(leads_within(item.title) for item in items)
    return leading == len(items) or leading >= max(MOST_LEADING * len(items), FEWEST_LEADING)


def _is_parted(
    pieces: Sequence[Element], items: Sequence[Item], found: Sequence[Item], last: str
) -> bool:
    """Whether nothing but code parts a list from one of questions that nothing else is said to.

    ``last`` is the kind of that one.
    """
    if len(pieces) < FEW or pieces[0].tag != "figure" or pieces[1].tag != last or not items:
        return False
    if any(part.tag != "figure" for one in found[-FEWEST_BARE:] for part in one.answer):
        return False
    return len(found) >= FEWEST_BARE and not any(
        one.answer or one.links or states(one.words) or one.words.endswith((":", "："))
        for one in items
    )


def _keep_announced(pieces: Sequence[Element], lists: dict[int, list[Item]]) -> bool:
    """Forget lists that hardly ask beside one that asks below a line which calls it questions.

    Returns whether there is such a line: "**Review questions:**", "**확인 문제:**".
    """
    announced = [
        index
        for index, items in lists.items()
        if index and calls_questions(pieces[index - 1]) and all(one.credit > TOPIC for one in items)
    ]
    if announced:
        for index in list(lists):
            asking = sum(one.credit > TOPIC for one in lists[index])
            if 2 * asking < len(lists[index]):
                del lists[index]
    return bool(announced)


def calls_questions(line: Element) -> bool:
    """Return whether a line over a list calls what is in it questions to learn with."""
    words = words_of(line) if line.tag == "p" else ""
    is_label = words.endswith((":", "：")) or (len(line) == 1 and line[0].tag in ("strong", "b"))
    return is_label and len(words) <= LONGEST_LABEL and is_of_review(words)


def _shows_task(items: Sequence[Item], below: Sequence[Element]) -> bool:
    """Whether a list is one task over the code that it is about: "Make this work:"."""
    if len(items) != 1 or not below or below[0].tag != "figure":
        return False
    return items[0].words.endswith((":", "：")) and is_task(items[0].words)


def _with_further(item: Item) -> Iterator[Item]:
    """Yield an item, and those in it where nothing stands below but questions with answers.

    They do not answer it.  Without answers they only say what else is to be told.
    """
    below: list[Item] = []
    if item.asked_below and all(block.tag in LISTS for block in item.answer):
        below = [one for block in item.answer for one in items_of(block)]
    if (
        not below
        or signs(item.words).credit <= TOPIC
        or any(one.credit <= UNSURE or one.links for one in below)
        or 2 * sum(bool(one.answer) for one in below) <= len(below)
    ):
        yield item
        return
    first = item.lines[0]
    yield replace(item, answer=[], lines=(first, max(first, below[0].lines[0] - 1)))
    for one in below:
        yield from _with_further(one)


def _alone(item: Element) -> Element:
    """Return an item as a list of its own."""
    whole = Element("ul")
    whole.append(item)
    span = lines(item)
    if span:
        set_lines(whole, *span)
    return whole


def _is_of_answer(words: str) -> bool:
    """Whether an item goes on with the answer to the one before: "A. …", "References"."""
    return bool(answer_mark(words)) or is_aside(words)


def _leave_to_answers(pieces: Sequence[Element], lists: dict[int, list[Item]]) -> None:
    """Forget lists that hardly ask between two that count on: they belong to the item above."""
    between: list[int] = []
    following = 0
    for index, items in list(lists.items()):
        if pieces[index].tag == "ul":
            if 2 * sum(one.credit > TOPIC for one in items) <= len(items):
                between.append(index)
            continue
        if following and _start(pieces[index]) == following:
            for one in between:
                del lists[one]
        between = []
        following = _start(pieces[index]) + len(items)


def _leave_to_numbers(pieces: Sequence[Element], lists: dict[int, list[Item]]) -> None:
    """Forget lists that ask nothing right below a numbered one: they belong to its last item.

    Below "10." they are indented too little for Markdown.
    """
    for index in list(lists):
        is_below = pieces[index].tag == "ul" and index and pieces[index - 1].tag == "ol"
        if is_below and not any(one.credit > TOPIC for one in lists[index]):
            del lists[index]


def _keep_one_kind(pieces: Sequence[Element], lists: dict[int, list[Item]]) -> None:
    """Where only the numbered lists of a section ask, or only the others, forget the rest."""
    shares: dict[str, float] = {}
    for kind in LISTS:
        items = [one for at, found in lists.items() if pieces[at].tag == kind for one in found]
        if items:
            shares[kind] = sum(item.credit for item in items) / len(items)
    if len(shares) < 2:
        return
    less, more = sorted(shares, key=lambda kind: shares[kind])
    if shares[more] >= 0.5 and shares[less] < 0.3:
        first = min(at for at in lists if pieces[at].tag == more)
        for index in [at for at in lists if pieces[at].tag == less]:
            # What stands before the first question answers none.
            if index > first or not any(item.credit for item in lists[index]):
                del lists[index]


def _hear_below(items: Sequence[Item]) -> None:
    """Believe items more over what asks further, and most where several are."""
    several = sum(item.asked_below for item in items) > 1
    for item in items:
        if item.asked_below:
            item.credit = max(item.credit, FURTHER if several else TOPIC)


def _start(element: Element) -> int:
    return int(element.get("start") or 1)


def _asked(item: Item) -> Asked:
    answer = tuple(_outside(element) for element in without_rules(item.answer))
    last = last_line(answer, item.lines[1])
    span = (item.lines[0], max(item.lines[1], last))
    return Asked(item.title, span, answer, item.credit, ordered=False)


def _outside(element: Element) -> Element:
    """Return a block as it is outside its list: there, text is a paragraph like any other."""
    if element.tag != TIGHT:
        return element
    element = copy(element)
    element.tag = "p"
    return element
