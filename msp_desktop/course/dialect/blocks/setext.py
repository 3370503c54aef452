"""Setext headings: a paragraph underlined with ``=`` or ``-``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.dialect.blocks.heading import Heading
from msp_desktop.course.dialect.blocks.paragraph import Paragraph

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.block import Block
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

_UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+$")


def start_setext(parser: ContainerParser, line: Line) -> Block | None:
    """Make the paragraph above an underline a heading, unless it was only link definitions."""
    paragraph = parser.container
    if not isinstance(paragraph, Paragraph) or not _UNDERLINE.match(line.text, line.next):
        return None
    paragraph.take_references(parser)
    if not paragraph.lines:
        return None
    level = 1 if line.text[line.next] == "=" else 2
    heading = Heading(paragraph.first, level, paragraph.text)
    parser.replace(heading)
    return heading
