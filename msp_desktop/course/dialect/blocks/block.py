"""What every block can do, and the elements that stand for blocks in the tree."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import Enum, auto
from itertools import pairwise
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


class Block(ABC):
    """A part of a document between two source lines.

    It is a :class:`Container`, a :class:`TextBlock`, or a leaf of one line.
    """

    __slots__ = ("first", "last")

    def __init__(self, first: int) -> None:
        self.first = first
        self.last = first

    def goes_on(self, line: Line) -> Goes:  # noqa: ARG002
        """Say whether the block goes on in a line, and take its own prefix from the line."""
        return Goes.NOT_ON

    def close(self, parser: ContainerParser) -> None:  # noqa: B027  most have nothing to do
        """Finish the block; ``last`` is set and may be corrected."""

    @abstractmethod
    def element(self) -> Element | None:
        """Return the element that the block becomes, None where nothing of it is shown."""

    def mark(self, element: Element) -> Element:
        """Return an element with the block's source lines noted in it."""
        element.set(LINES, f"{self.first}-{self.last}")
        return element


class TextBlock(Block):
    """A leaf that takes the lines that start nothing else."""

    can_be_interrupted: ClassVar[bool] = False
    """Whether another block may start in a line that it would take."""

    __slots__ = ()

    @abstractmethod
    def add(self, line: Line) -> bool:
        """Take the rest of a line; return True where this was the block's last line."""


class Container(Block):
    """A block that holds other blocks."""

    __slots__ = ("children",)

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.children: list[Block] = []

    def holds(self, block: Block) -> bool:  # noqa: ARG002
        """Say whether a block may stand directly in this one."""
        return True

    @property
    def is_apart(self) -> bool:
        """Whether blank lines stand between the children."""
        return any(after.first > before.last + 1 for before, after in pairwise(self.children))

    def elements(self) -> Iterator[Element]:
        """Yield the elements of the children that are shown."""
        for child in self.children:
            element = child.element()
            if element is not None:
                yield element


class Root(Container):
    """The whole document."""

    __slots__ = ()

    def element(self) -> Element:
        """Return the element that holds everything."""
        element = Element("div")
        element.extend(self.elements())
        return element
