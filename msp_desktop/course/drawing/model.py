"""What is to be drawn, what came of it, and why nothing did."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

EM = 16.0
"""The size of the letters in a drawing's own units, which are CSS pixels."""


class Kind(StrEnum):
    """What a source is written in, and how it stands on the page."""

    FORMULA = "formula"
    """TeX among text."""
    DISPLAY = "display"
    """TeX on lines of its own."""
    MERMAID = "mermaid"


class Wanted(NamedTuple):
    """A source that should be drawn."""

    kind: Kind
    source: str


class Drawing(NamedTuple):
    """A safe SVG, its size, and how far its letters' baseline is above its lower edge.

    What has no colour of its own has ``currentColor``, which whoever shows it replaces.
    """

    svg: str
    width: float
    height: float
    depth: float


class Fault(StrEnum):
    """Why a source is not drawn."""

    ABSENT = "absent"
    """The extra is not installed."""
    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    NOT_UNDERSTOOD = "not-understood"
    TOO_LARGE = "too-large"
    """The drawing, not the source."""
    TOO_SLOW = "too-slow"
    BROKEN = "broken"
    """The library failed, or took its process with it."""


class Undrawn(NamedTuple):
    """Why a source is not drawn; ``detail`` is the library's own word, English, or ""."""

    fault: Fault
    detail: str = ""


class CannotDraw(Exception):
    """A source that is not drawn."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}{': ' if detail else ''}{detail}")
        self.undrawn = Undrawn(fault, detail)


Outcome = Drawing | Undrawn
