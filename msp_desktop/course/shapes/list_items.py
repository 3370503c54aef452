"""Questions as items of top-level lists, their answers nested or following.

An item's nested list answers it, and so does everything after the list until the next such list or
heading: fenced code at the margin, captions, pictures, quotes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import TIGHT, lines
from msp_desktop.course.shapes import BLOCK_TAGS, Asked, Split
from msp_desktop.course.shapes.asking import asks

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH_ASK = 0.3
ENOUGH_NEST = 0.6


@dataclass(frozen=True, slots=True)
class _Item:
    title: Element
    words: str
    answer: tuple[Element, ...]
    lines: tuple[int, int]

    @property
    def asks(self) -> bool:
        """Whether the title asks; over nothing but links, only a question mark tells."""
        return "?" in self.words if self.is_link_list else asks(self.words)

    @property
    def is_link_list(self) -> bool:
        """Whether everything under the title is links: a list of further reading."""
        return bool(self.answer) and all(_only_links(element) for element in self.answer)


def split(pieces: Sequence[Element]) -> Split | None:
    """Take the elements under a heading apart, or return None where they do not have this shape."""
    lists = {index: _items(piece) for index, piece in enumerate(pieces) if piece.tag in _LISTS}
    if not _is_question_section([item for items in lists.values() for item in items]):
        return None
    intro: list[Element] = []
    found: list[Asked] = []
    for index, piece in enumerate(pieces):
        items = lists.get(index, [])
        if any(item.asks or (item.answer and not item.is_link_list) for item in items):
            found += [Asked(item.title, item.lines, item.answer) for item in items]
        elif found:
            found[-1] = _continued(found[-1], piece)
        else:
            intro.append(piece)
    return Split(tuple(intro), tuple(found))


_LISTS = ("ul", "ol")


def _is_question_section(items: list[_Item]) -> bool:
    items = [item for item in items if not item.is_link_list or item.asks]
    if not items:
        return False
    asking = sum(item.asks for item in items)
    nested = sum(bool(item.answer) for item in items)
    return asking >= ENOUGH_ASK * len(items) or nested >= ENOUGH_NEST * len(items)


def _continued(question: Asked, piece: Element) -> Asked:
    span = lines(piece) or question.lines
    return Asked(
        question.title,
        (question.lines[0], max(question.lines[1], span[1])),
        (*question.answer, piece),
    )


def _items(element: Element) -> list[_Item]:
    """Return a list's items as questions with answers; none at all where one has no title."""
    found = [_item(item) for item in element if item.tag == "li"]
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
        while children and children[0].tag not in BLOCK_TAGS:
            title.append(children.pop(0))
    for child in children:
        if child.tag == TIGHT:
            # Outside its list it is a paragraph like any other.
            child.tag = "p"
    words = " ".join("".join(title.itertext()).split())
    if not words and any(part.tag == "img" for part in title.iter()):
        words = "\N{OBJECT REPLACEMENT CHARACTER}"
    return _Item(title, words, tuple(children), lines(item) or (1, 1))


def _only_links(element: Element) -> bool:
    """Whether an element says nothing outside links."""
    if element.tag == "a":
        return True
    own = (element.text or "").strip() + "".join((child.tail or "").strip() for child in element)
    return not own and len(element) > 0 and all(_only_links(child) for child in element)
