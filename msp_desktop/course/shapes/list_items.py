"""Questions as items of top-level lists, their answers nested or following.

An item's nested list answers it, and so does everything after the list until the next such list or
heading: fenced code at the margin, captions, pictures, quotes.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import TIGHT, lines, set_lines
from msp_desktop.course.shapes import Asked, Split, without_rules
from msp_desktop.course.shapes.folds import DETAILS, says_answer
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import (
    answered_in_line,
    bold_start,
    joined,
    last_line,
    only_links,
    paragraph,
    rows,
    said_in_line,
    says,
    title_rows,
    without_links_up,
    words_of,
)
from msp_desktop.course.shapes.subjects import is_aside, offers
from msp_desktop.course.shapes.titles import TOPIC, answer_mark, is_nameless, says_more, signs
from msp_desktop.course.shapes.topics import TOPIC_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LISTS = ("ul", "ol")
FURTHER = 0.55
"""The credit of an item that others ask further about."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class _Item:
    """A list item as a question.

    ``links`` says that it only leads to further reading, ``asked_below`` that what is nested in it
    asks further.
    """

    element: Element
    title: Element
    words: str
    answer: list[Element]
    lines: tuple[int, int]
    credit: float
    links: bool
    asked_below: bool

    @property
    def is_question(self) -> bool:
        """Whether it makes a list one of questions: it asks, or something is said about it."""
        return self.credit > 0 or (bool(self.answer) and not self.links)


def split(pieces: Sequence[Element], *, every: bool = False) -> Split | None:
    """Take the elements under a heading apart by their lists; None where these hold no question.

    ``every`` item is a question, whatever it says, but one that is only a link.
    """
    lists = {index: _items(piece) for index, piece in enumerate(pieces) if piece.tag in _LISTS}
    lists = {
        index: items
        for index, items in lists.items()
        if items and not (index and offers(words_of(pieces[index - 1])))
    }
    if not every:
        _leave_to_answers(pieces, lists)
        _keep_one_kind(pieces, lists)
    _hear_below([item for items in lists.values() for item in items])
    judged = [item for items in lists.values() for item in items if item.credit or not item.links]
    if not any(item.is_question or every for item in judged):
        return None
    asking = [item for items in lists.values() for item in items if signs(item.words).credit]
    # Where those that ask are links too, the others are no more for reading than they are.
    linked = bool(asking) and 2 * sum(item.links for item in asking) >= len(asking)
    intro: list[Element] = []
    found: list[_Item] = []
    following = 1
    for index, piece in enumerate(pieces):
        items = lists.get(index, [])
        goes_on = piece.tag == "ol" and bool(found) and _start(piece) == following > 1
        if goes_on or any(item.is_question or (every and not item.links) for item in items):
            for item in items:
                if item.links and not (linked or signs(item.words).credit):
                    (found[-1].answer if found else intro).append(_alone(item.element))
                elif found and not item.credit and _is_of_answer(item.words):
                    found[-1].answer.append(paragraph([item.title], item.lines))
                    found[-1].answer += item.answer
                else:
                    found.append(item)
            following = _start(piece) + len(items)
        elif found and piece.get(TOPIC_MARK) is None:
            found[-1].answer.append(piece)
        else:
            # A topic answers nothing.
            intro.append(piece)
    return Split(
        Reading.LIST_ITEMS,
        without_rules(intro),
        tuple(_asked(item) for item in found),
        sum(item.credit for item in judged),
        len(judged),
    )


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


def _leave_to_answers(pieces: Sequence[Element], lists: dict[int, list[_Item]]) -> None:
    """Forget lists that ask nothing between two that count on: they belong to the item above."""
    between: list[int] = []
    following = 0
    for index, items in list(lists.items()):
        if pieces[index].tag == "ul":
            if not any(one.credit > TOPIC for one in items):
                between.append(index)
            continue
        if following and _start(pieces[index]) == following:
            for one in between:
                del lists[one]
        between = []
        following = _start(pieces[index]) + len(items)


def _keep_one_kind(pieces: Sequence[Element], lists: dict[int, list[_Item]]) -> None:
    """Where only the numbered lists of a section ask, or only the others, forget the rest."""
    shares: dict[str, float] = {}
    for kind in _LISTS:
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


def _hear_below(items: Sequence[_Item]) -> None:
    """Believe items more over what asks further, and most where several are."""
    several = sum(item.asked_below for item in items) > 1
    for item in items:
        if item.asked_below:
            item.credit = max(item.credit, FURTHER if several else TOPIC)


def _start(element: Element) -> int:
    return int(element.get("start") or 1)


def _asked(item: _Item) -> Asked:
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


def _items(element: Element) -> list[_Item]:
    """Return a list's items as questions with answers; none at all where one has no title.

    An item with nothing in it is one that its author has not written yet.
    """
    found = [_item(item) for item in element if item.tag == "li"]
    found = [item for item in found if item.words or item.answer]
    return found if all(item.words for item in found) else []


def _item(item: Element) -> _Item:
    span = lines(item) or (1, 1)
    title = Element("span")
    title.text = item.text
    children = list(item)
    heads = False
    if children and not (item.text or "").strip() and children[0].tag in ("p", *_HEADINGS):
        first = children.pop(0)
        heads = first.tag != "p"
        title.text = first.text
        title.extend(list(first))
    else:
        # Only blocks have lines: what comes before the first of them is the title.
        while children and lines(children[0]) is None:
            title.append(children.pop(0))
    if not words_of(title) and children and children[0].tag == DETAILS:
        fold = children.pop(0)
        title = fold[0]
        children = [*fold[1:], *children]
    links = all(only_links(element) for element in children or [title])
    if _only_announces(words_of(title)) and children and children[0].tag == "p":
        title, heads = children.pop(0), True
    title, said, announced = _titled(title, span)
    heads = heads or announced
    title = without_links_up(title)
    words = words_of(title)
    if not words and any(part.tag == "img" for part in title.iter()):
        words = "\N{OBJECT REPLACEMENT CHARACTER}"
    # Further reading: a title that is a link, or that has nothing but links under it.  A link to
    # "What is …?" asks nothing here; over links, only a question mark tells.
    credit = signs(words).credit
    leads_away = links and not (children and "?" in words)
    defined = credit <= TOPIC and _defines(title)
    # "Any questions?" is one where something is said in reply.
    aside = is_aside(words) and not (children and words.endswith(("?", "\uff1f")))
    if aside or leads_away or defined:
        credit = 0.0
    elif heads or any(says_answer(child) for child in children):
        credit = max(credit, 0.9)
    below = any(signs(words_of(one)).credit > TOPIC for part in children for one in _nested(part))
    answer = [*said, *children]
    return _Item(item, title, words, answer, span, credit, links and not said, below)


def _nested(element: Element) -> Iterable[Element]:
    return element if element.tag in _LISTS else ()


def _only_announces(words: str) -> bool:
    """Whether words say "Question" or "Quiz" and no more: what follows is asked."""
    said = signs(words)
    return is_nameless(said.bare or words) or (said.marker and not says_more(words))


def _titled(content: Element, span: tuple[int, int]) -> tuple[Element, list[Element], bool]:
    """Return the title in an item's first paragraph, and what of its answer stands there too.

    The third says that a line before the title announces it as a question.
    """
    parts = rows(content)
    announced = len(parts) > 1 and _only_announces(words_of(parts[0]))
    if announced:
        parts = parts[1:]
        content = joined(parts)
    title, said = _title_of(content, parts, span)
    return title, said, announced


def _title_of(
    content: Element, parts: Sequence[Element], span: tuple[int, int]
) -> tuple[Element, list[Element]]:
    end = title_rows(parts)
    rest = parts[end:]
    if parts and len(parts) == 1:
        bold = bold_start(parts[0])
        if bold is not None and _is_title(bold[0]) and says(bold[1]):
            return bold[0], [paragraph([bold[1]], span)]
    line = answered_in_line(parts[0]) if len(parts) == 1 else None
    if line is None or not signs(words_of(line[0])).marker:
        line = said_in_line(parts[0]) if len(parts) == 1 else None
    if line is not None:
        return line[0], [paragraph([line[1]], span)]
    if not rest:
        return content, []
    return joined(parts[:end]), [paragraph(rest, span)]


def _defines(title: Element) -> bool:
    """Whether a title is a term in bold with what there is to say of it: "**Volume**: it …"."""
    bold = bold_start(title)
    if bold is None or not says(bold[1]):
        return False
    return words_of(bold[0]).endswith((":", "：")) or words_of(bold[1])[:1] in (":", "：")


def _is_title(bold: Element) -> bool:
    """Whether bold text asks, and is not only a label before what does."""
    words = words_of(bold)
    return signs(words).credit > TOPIC and not words.endswith(":")
