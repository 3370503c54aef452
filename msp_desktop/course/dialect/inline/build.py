"""From the pieces of a text to elements."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.inline.run import Delimiters, End, Start
from msp_desktop.course.dialect.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_DEPTH = 100
"""How many inline elements may be inside each other; deeper emphasis is shown as it is written."""


class _Builder:
    """A tree under construction: the open elements, and the text at its end.

    An element that would be too deep is kept as the characters that its end is written with.
    """

    def __init__(self) -> None:
        self.open: list[Element | str] = []
        self.top = Element("inline")
        self.parents = [self.top]
        self.text: list[str] = []

    def flush(self) -> None:
        """Put the text where it belongs: into the innermost element, behind its children."""
        if not self.text:
            return
        text = "".join(self.text)
        self.text.clear()
        parent = self.parents[-1]
        if len(parent):
            parent[-1].tail = text
        else:
            parent.text = text

    def add(self, element: Element) -> None:
        self.flush()
        self.parents[-1].append(element)

    def start(self, element: Element, written: str) -> None:
        if written and len(self.parents) > MAX_DEPTH:
            self.text.append(written)
            self.open.append(written)
            return
        self.add(element)
        self.parents.append(element)
        self.open.append(element)

    def end(self) -> None:
        element = self.open.pop()
        if isinstance(element, str):
            self.text.append(element)
            return
        self.flush()
        self.parents.pop()
        if element.tag == "img":
            element.set("alt", plain(element))
            element.text = None
            del element[:]

    def delimiters(self, run: Delimiters) -> None:
        for _ in run.closing:
            self.end()
        self.text.append(run.character * run.count)
        for tag, taken in reversed(run.opening):
            self.start(Element(tag), run.character * taken)


def build(
    pieces: Iterable[str | Element | Delimiters | Start | End],
) -> tuple[str | None, list[Element]]:
    """Return the text before the first element, and the elements with their tails."""
    builder = _Builder()
    for piece in pieces:
        if isinstance(piece, str):
            builder.text.append(piece)
        elif isinstance(piece, Element):
            builder.add(piece)
        elif isinstance(piece, Delimiters):
            builder.delimiters(piece)
        elif isinstance(piece, Start):
            builder.start(piece.element, "")
        else:
            builder.end()
    builder.flush()
    return builder.top.text, list(builder.top)
