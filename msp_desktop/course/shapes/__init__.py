"""How authors write questions: each module knows one shape.

A shape takes the top-level elements under one heading and says which of them ask and which answer.
Imported by ``course`` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msp_desktop.course.dialect import HTML_BLOCK, TIGHT

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BLOCK_TAGS = frozenset(
    [
        TIGHT,
        HTML_BLOCK,
        "blockquote",
        "details",
        "div",
        "dl",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ol",
        "p",
        "pre",
        "table",
        "ul",
    ]
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as found: its title as an element of inline content, and its answer's blocks."""

    title: Element
    lines: tuple[int, int]
    answer: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A section taken apart: what stands before the first question, and the questions."""

    intro: tuple[Element, ...]
    questions: tuple[Asked, ...]
