"""Headings that are none to a reader: the same over nothing again and again, counts of others."""

from __future__ import annotations

import re
from collections import Counter
from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect import lines, set_lines
from msp_desktop.course.shapes.rows import only_links_up, words_of
from msp_desktop.course.shapes.tags import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REFRAIN = 3
"""How often the same heading must stand over nothing to be no heading."""

_COUNT = re.compile(r"\W*\d{1,3}\W*")


def without_refrains(blocks: Sequence[Element]) -> Iterator[Element]:
    """Yield blocks but headings that only lead up, or come again and again over nothing.

    Where headings only count those below them, these take their place, whatever their level.
    """
    empty: Counter[str] = Counter()
    over_nothing: dict[int, str] = {}
    counting: dict[int, Element] = {}
    for block, following in pairwise((*blocks, Element("h1"))):
        if block.tag in LEVELS and following.tag in LEVELS:
            words = words_of(block)
            if _COUNT.fullmatch(words) and LEVELS[following.tag] > LEVELS[block.tag]:
                counting[id(following)] = block
            else:
                empty[words] += 1
                over_nothing[id(block)] = words
    if len(counting) < REFRAIN:
        counting = {}
    counts = {id(one) for one in counting.values()}
    for block in blocks:
        if block.tag not in LEVELS:
            yield block
        elif id(block) in counting:
            yield _in_place(block, counting[id(block)])
        elif not (
            id(block) in counts
            or only_links_up(block)
            or (id(block) in over_nothing and empty[over_nothing[id(block)]] >= REFRAIN)
        ):
            yield block


def _in_place(heading: Element, count: Element) -> Element:
    """Return a heading as one of the level of that which counts it."""
    raised = copy(heading)
    raised.tag = count.tag
    span = lines(heading)
    if span:
        set_lines(raised, *span)
    return raised
