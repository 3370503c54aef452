"""Questions as items of top-level lists, their answers nested or following.

An item's nested list answers it, and so does everything after the list until the next such list or
heading: fenced code at the margin, captions, pictures, quotes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import TIGHT, lines
from msp_desktop.course.shapes import Asked, Split, without_rules
from msp_desktop.course.shapes.asking import asks

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH_ASK = 0.3
ENOUGH_NEST = 0.6
"""The shares of a section's items that must ask, or have an answer nested, to make questions."""

_LISTS = ("ul", "ol")


@dataclass(frozen=True, slots=True)
class _Item:
    """A list item as a question.  ``links`` says that it only leads to further reading."""

    title: Element
    words: str
    answer: tuple[Element, ...]
    lines: tuple[int, int]
    asks: bool
    links: bool

    @property
    def is_question(self) -> bool:
        """Whether it makes a list one of questions: it asks, or something is said about it."""
        return self.asks or (bool(self.answer) and not self.links)


def split(pieces: Sequence[Element]) -> Split | None:
    """Take the elements under a heading apart, or return None where they do not have this shape."""
    lists = {index: _items(piece) for index, piece in enumerate(pieces) if piece.tag in _LISTS}
    if not _is_question_section([item for items in lists.values() for item in items]):
        return None
    intro: list[Element] = []
    found: list[tuple[_Item, list[Element]]] = []
    for index, piece in enumerate(pieces):
        items = lists.get(index, [])
        if any(item.is_question for item in items):
            found += [(item, list(item.answer)) for item in items]
        elif found:
            found[-1][1].append(piece)
        else:
            intro.append(piece)
    return Split(without_rules(intro), tuple(_asked(item, answer) for item, answer in found))


def _is_question_section(items: list[_Item]) -> bool:
    items = [item for item in items if item.asks or not item.links]
    if not items:
        return False
    asking = sum(item.asks for item in items)
    nested = sum(bool(item.answer) for item in items)
    return asking >= ENOUGH_ASK * len(items) or nested >= ENOUGH_NEST * len(items)


def _asked(item: _Item, answer: list[Element]) -> Asked:
    kept = without_rules(answer)
    for element in kept:
        if element.tag == TIGHT:
            # Outside its list it is a paragraph like any other.
            element.tag = "p"
    ends = [span[1] for element in kept if (span := lines(element))]
    return Asked(item.title, (item.lines[0], max(item.lines[1], *ends, 0)), kept, item.asks)


def _items(element: Element) -> list[_Item]:
    """Return a list's items as questions with answers; none at all where one has no title.

    An item with nothing in it is one that its author has not written yet.
    """
    found = [_item(item) for item in element if item.tag == "li"]
    found = [item for item in found if item.words or item.answer]
    return found if all(item.words for item in found) else []


def _item(item: Element) -> _Item:
    title = Element("span")
    title.text = item.text
    children = list(item)
    if children and children[0].tag == "p" and not (item.text or "").strip():
        first = children.pop(0)
        title.text = first.text
        title.extend(list(first))
    else:
        # Only blocks have lines: what comes before the first of them is the title.
        while children and lines(children[0]) is None:
            title.append(children.pop(0))
    words = " ".join("".join(title.itertext()).split())
    if not words and any(part.tag == "img" for part in title.iter()):
        words = "\N{OBJECT REPLACEMENT CHARACTER}"
    # Further reading: a title that is a link, or that has nothing but links under it.
    links = all(_only_links(element) for element in children or [title])
    # A link to "What is …?" asks nothing here; over links, only a question mark tells.
    asking = (bool(children) and "?" in words) if links else asks(words)
    return _Item(title, words, tuple(children), lines(item) or (1, 1), asking, links)


def _only_links(element: Element) -> bool:
    """Whether an element says nothing outside links."""
    if element.tag == "a":
        return True
    own = (element.text or "").strip() + "".join((child.tail or "").strip() for child in element)
    return not own and len(element) > 0 and all(_only_links(child) for child in element)
