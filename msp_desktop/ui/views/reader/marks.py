"""What is known of a written stretch beside its text: where things stand in it.

All positions count from the stretch's first character, so that they hold wherever it comes to
stand in its document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtGui import QTextFrame

    from msp_desktop.course.drawing.model import Wanted
    from msp_desktop.ui.views.reader.formats import Card, Cut


class CodeCard(NamedTuple):
    """A code block as it stands in a document: its frame and the text to copy.

    One that is cut has only the text of its part.
    """

    frame: QTextFrame
    text: str
    language: str
    cut: Cut


class PlacedFrame(NamedTuple):
    """A frame with a card behind it: positions of its first and its last character."""

    frame: QTextFrame
    card: Card
    label: str
    first: int
    last: int
    cut: Cut


class PlacedPiece(NamedTuple):
    """A piece of the page, or the part of one: positions of its first and its last character."""

    piece: int
    first: int
    last: int


class Source(NamedTuple):
    """What should be drawn: positions of its text's first character and of what draws it.

    ``hidden`` says that the text takes no room: it is drawn.
    """

    wanted: Wanted
    first: int
    drawing: int
    hidden: bool


class PlacedFold(NamedTuple):
    """A summary: its position, its piece and number there, whether what it folds is shown."""

    position: int
    piece: int
    number: int
    shown: bool


class Marks:
    """The things of one stretch, each list in the text's order.

    ``chips`` are stretches of inline code (first, last), ``items`` list items (position, depth
    from 1, number with a full stop, letter of a choice or ""), ``boxes`` those of tasks (position,
    ticked or not), ``anchors`` names that links lead to (position, name), ``links`` positions of
    links, ``drawn`` formulas and diagrams, ``pictures`` (position, safe source).
    """

    __slots__ = (
        "anchors",
        "boxes",
        "cards",
        "chips",
        "drawn",
        "folds",
        "frames",
        "items",
        "length",
        "links",
        "pictures",
        "pieces",
    )

    def __init__(self) -> None:
        self.pieces: list[PlacedPiece] = []
        self.frames: list[PlacedFrame] = []
        self.cards: list[CodeCard] = []
        self.chips: list[tuple[int, int]] = []
        self.items: list[tuple[int, int, str]] = []
        self.boxes: list[tuple[int, bool]] = []
        self.links: list[int] = []
        self.drawn: list[Source] = []
        self.folds: list[PlacedFold] = []
        self.anchors: list[tuple[int, str]] = []
        self.pictures: list[tuple[int, str]] = []
        self.length = 1
        """Characters, the end of the last block included."""
