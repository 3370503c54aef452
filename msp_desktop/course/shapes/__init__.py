"""How authors write questions and summaries: each module knows one shape.

A shape takes what stands under one heading and says what it is.  Imported by ``course`` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as found: its title as an element of inline content, and its answer's blocks.

    ``asks`` says whether its wording is a question, not only its place.
    """

    title: Element
    lines: tuple[int, int]
    answer: tuple[Element, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Split:
    """A section taken apart: what stands before the first question, and the questions."""

    intro: tuple[Element, ...]
    questions: tuple[Asked, ...]


def without_rules(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Drop rules at both ends: between sections and questions they only separate."""
    kept = list(elements)
    while kept and kept[-1].tag == "hr":
        kept.pop()
    first = next((index for index, element in enumerate(kept) if element.tag != "hr"), 0)
    return tuple(kept[first:])
