"""How authors write questions and summaries: each module knows one shape.

A shape takes what stands under one heading and says which of it could be questions; ``choose``
compares what the shapes say of all sections and decides.  Imported by ``course`` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from msp_desktop.course.shapes.reading import Reading


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as found: its title as an element of inline content, and its answer's blocks.

    ``credit`` says from 0 to 1 how far it is one by itself, and not by its place among others;
    ``ordered`` that a number before its words may only count, as a list's own does elsewhere.
    """

    title: Element
    lines: tuple[int, int]
    answer: tuple[Element, ...]
    credit: float
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Split:
    """A section taken apart in one shape: what stands before the first question, and the questions.

    ``count`` is how many there are to judge the shape by, ``credit`` the sum of what they deserve;
    ``marked`` says that the author called them questions.
    """

    shape: Reading
    intro: tuple[Element, ...]
    questions: tuple[Asked, ...]
    credit: float
    count: int
    marked: bool = False


def without_rules(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Drop rules at both ends: between sections and questions they only separate."""
    kept = list(elements)
    while kept and kept[-1].tag == "hr":
        kept.pop()
    first = next((index for index, element in enumerate(kept) if element.tag != "hr"), 0)
    return tuple(kept[first:])
