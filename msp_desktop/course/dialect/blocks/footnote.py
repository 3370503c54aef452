"""Footnote definitions: ``[^label]: text``, going on in indented lines.

They stand anywhere and are shown at the end; :mod:`msp_desktop.course.dialect.notes` has the rest.
Source: GitHub's "Basic writing and formatting syntax" and what GitHub does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.blocks.block import Block, Container, Goes
from msp_desktop.course.dialect.blocks.line import TAB
from msp_desktop.course.dialect.characters import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

SECTION = "section"
"""The element of the notes; the dialect makes no other of its name."""

MAX_NAME = 100
"""How long a footnote's label may be."""

_START = re.compile(rf"\[\^([^\[\]\s]{{1,{MAX_NAME}}}+)\]:")


class Footnote(Container):
    """What a note says.  ``anchor`` is the name that links lead to it by."""

    __slots__ = ("anchor",)

    def __init__(self, first: int, name: str) -> None:
        super().__init__(first)
        self.anchor = f"fn-{name}"

    def goes_on(self, line: Line) -> Goes:
        """Go on in lines that are indented as code is, and in blank ones."""
        if not line.blank and line.indent < TAB:
            return Goes.NOT_ON
        line.skip_columns(TAB)
        return Goes.ON

    def close(self, parser: ContainerParser) -> None:  # noqa: ARG002
        """End with the last child, so that blank lines behind it are nobody's."""
        self.last = self.children[-1].last if self.children else self.first

    def element(self) -> None:
        """Return nothing: where it is defined, nothing is shown."""
        return

    def note(self) -> Element:
        """Return what the note says as an ``li``."""
        element = self.mark(Element("li", {"id": self.anchor}))
        element.extend(self.elements())
        return element


def definitions(notes: Iterable[Footnote]) -> Element:
    """Return all notes, whether anything refers to them or not, in the order of definition."""
    section = Element(SECTION)
    section.extend(note.note() for note in notes)
    return section


def start_footnote(parser: ContainerParser, line: Line) -> Block | None:
    """Start a footnote; a label that is defined already keeps its meaning."""
    match = _START.match(line.text, line.next)
    if match is None or parser.is_deep:
        return None
    note = Footnote(line.number, match[1])
    parser.open(note)
    parser.notes.setdefault(label(match[1]), note)
    line.skip_space()
    line.skip_marker(len(match[0]))
    line.skip_space()
    return note
