"""Multiple choice: a question's options, recognised however they are marked.

``- [ ]`` and ``- [x]``, ``- A:``, ``A)`` and ``a.``, ``①②③``; in a list, or line by line in a
paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msp_desktop.course.shapes.rows import rows, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

_LISTS = ("ul", "ol")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LETTER = re.compile(r"[\W_]{0,4}?(?:([A-Ja-j])\s?[.):\]]|([①-⑩]))[*_\s]*(?=\S)")
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its inline content as an element, its place, and whether it is marked as right."""

    content: Element
    right: bool


def options_of(block: Element) -> list[Option]:
    """Return the options that a block consists of, none where it is anything else."""
    if block.tag in _LISTS:
        return _of_list(block)
    if block.tag == "p":
        parts = rows(block)
        if _are_lettered([words_of(part) for part in parts]):
            return [Option(part, right=False) for part in parts]
    return []


def tell_of_question(block: Element) -> bool:
    """Whether options show by themselves that something is asked: by letters, or one right of some.

    A list of boxes may also be one of things to do.
    """
    options = options_of(block)
    right = sum(option.right for option in options)
    return bool(options) and (0 < right < len(options) or not _has_boxes(block))


def _has_boxes(block: Element) -> bool:
    return block.tag in _LISTS and any(_box(item) is not None for item in block)


def _of_list(whole: Element) -> list[Option]:
    items = [item for item in whole if item.tag == "li"]
    if len(items) < FEWEST:
        return []
    boxes = [_box(item) for item in items]
    if all(box is not None for box in boxes):
        return [
            Option(item, right=box is not None and box.get("checked") is not None)
            for item, box in zip(items, boxes, strict=True)
        ]
    if whole.tag == "ul" and _are_lettered([words_of(item) for item in items]):
        return [Option(item, right=False) for item in items]
    return []


def _box(item: Element) -> Element | None:
    inner = item[0] if len(item) and item[0].tag == "p" else item
    return inner[0] if len(inner) and inner[0].tag == "input" else None


def _are_lettered(lines: Sequence[str]) -> bool:
    """Whether lines begin with letters, or circled numbers, in their order."""
    if len(lines) < FEWEST:
        return False
    for place, line in enumerate(lines):
        mark = _LETTER.match(line)
        if mark is None:
            return False
        at = _CIRCLED.index(mark[2]) if mark[2] else "abcdefghij".index(mark[1].lower())
        if at != place:
            return False
    return True
