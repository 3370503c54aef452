"""Lists of topics with questions below: the questions are found, whatever they are nested in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.shapes.rows import words_of
from msp_desktop.course.shapes.subjects import is_contents
from msp_desktop.course.shapes.tags import HEADINGS, LISTS
from msp_desktop.course.shapes.titles import UNSURE, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENOUGH = 0.6
"""The share of the items below topics that must ask, and at least two of them."""
_DEEPEST = 3
TOPIC_MARK = "data-topic"
"""The attribute of a paragraph that names the topic of the questions below it."""


def spread_topics(blocks: Iterable[Element]) -> list[Element]:
    """Return a file's blocks with each list of topics as paragraphs over lists of questions."""
    found: list[Element] = []
    contents = False
    for block in blocks:
        if block.tag in HEADINGS:
            contents = is_contents(words_of(block))
        if block.tag in LISTS and not contents and _is_of_topics(block, _DEEPEST):
            found += _spread(block, _DEEPEST)
        else:
            found.append(block)
    return found


def _is_of_topics(whole: Element, deepest: int) -> bool:
    """Whether nothing but lists, nearly all of questions, stands below the items of a list.

    One question below each asks further about it.
    """
    asking = list(_credits(whole, deepest))
    known = [credit for credit in asking if credit is not None]
    sure = sum(credit for credit in known if credit > UNSURE)
    several = sure > max(1, len(whole))
    return len(known) == len(asking) and several and sure >= _ENOUGH * len(known)


def _credits(whole: Element, deepest: int) -> Iterator[float | None]:
    """Yield how far each item below the topics asks, None where this is no list of topics."""
    for item in whole:
        blocks = [child for child in item if lines(child)]
        nested = [child for child in blocks if child.tag in LISTS]
        if not nested or len(blocks) > len(nested) + (item.text is None):
            yield None
            return
        if signs(_title(item)).credit:
            yield None
            return
        for part in nested:
            inner = [0.0 if _is_link(one) else signs(_title(one)).credit for one in part]
            if sum(inner) or deepest == 1 or not all(_has_list(one) for one in part):
                yield from inner
            else:
                yield from _credits(part, deepest - 1)


def _has_list(item: Element) -> bool:
    return any(child.tag in LISTS for child in item)


def _title(item: Element) -> str:
    return words_of(_title_element(item))


def _title_element(item: Element) -> Element:
    title = Element("p")
    title.text = item.text
    for child in item:
        if child.tag == "p":
            title.text = child.text
            title.extend(child)
            break
        if lines(child):
            break
        title.append(child)
    return title


def _is_link(item: Element) -> bool:
    inner = item[0] if len(item) and item[0].tag == "p" and not item.text else item
    own = (inner.text or "").strip() + "".join((child.tail or "").strip() for child in inner)
    return not own and len(inner) > 0 and inner[0].tag == "a"


def _spread(whole: Element, deepest: int) -> Iterator[Element]:
    for item in whole:
        topic = _title_element(item)
        span = lines(item) or (1, 1)
        set_lines(topic, span[0], span[0])
        topic.set(TOPIC_MARK, "")
        yield topic
        for child in item:
            if child.tag not in LISTS:
                continue
            asking = any(signs(_title(one)).credit for one in child)
            if asking or deepest == 1 or not all(_has_list(one) for one in child):
                yield child
            else:
                yield from _spread(child, deepest - 1)
