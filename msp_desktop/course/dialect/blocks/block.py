"""What every block can do, and the elements that stand for blocks in the tree."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

LINES = "data-lines"
"""The attribute that carries a block's source lines, as "first-last"."""


class Goes(Enum):
    """Whether an open block goes on in the next line."""

    ON = auto()
    NOT_ON = auto()
    ENDS_HERE = auto()  # the line belongs to the block, and is its last


class Block:
    """A part of a document between two source lines.

    A subclass is a leaf with text, a leaf of one line, or a :class:`Container`.
    """

    takes_text: ClassVar[bool] = False
    """Whether lines that start nothing else are added to it."""

    can_be_interrupted: ClassVar[bool] = False
    """Whether another block may start in a line that it would take."""

    __slots__ = ("first", "last")

    def __init__(self, first: int) -> None:
        self.first = first
        self.last = first

    def goes_on(self, line: Line) -> Goes:  # noqa: ARG002
        """Say whether the block goes on in a line, and take its own prefix from the line."""
        return Goes.NOT_ON

    def add(self, line: Line) -> bool:
        """Take the rest of a line; return True where this was the block's last line."""
        raise NotImplementedError

    def close(self, parser: ContainerParser) -> None:
        """Finish the block; ``last`` is set and may be corrected."""

    def element(self) -> Element | None:
        """Return the element that the block becomes, None where nothing of it is shown."""
        raise NotImplementedError

    def mark(self, element: Element) -> Element:
        """Return an element with the block's source lines noted in it."""
        element.set(LINES, f"{self.first}-{self.last}")
        return element


class Container(Block):
    """A block that holds other blocks."""

    __slots__ = ("children",)

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.children: list[Block] = []

    def holds(self, block: Block) -> bool:  # noqa: ARG002
        """Say whether a block may stand directly in this one."""
        return True

    def elements(self) -> Iterator[Element]:
        """Yield the elements of the children that are shown."""
        for child in self.children:
            element = child.element()
            if element is not None:
                yield element


class Root(Container):
    """The whole document."""

    __slots__ = ()

    def goes_on(self, line: Line) -> Goes:  # noqa: ARG002
        """Go on to the document's end."""
        return Goes.ON

    def element(self) -> Element:
        """Return the element that holds everything."""
        element = Element("div")
        element.extend(self.elements())
        return element
