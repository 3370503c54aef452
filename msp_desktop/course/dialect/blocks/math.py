"""Formulas on lines of their own: between two ``$$``, or in a fence labelled ``math``.

Source: GitHub's "Writing mathematical expressions".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.blocks.block import Block, Goes, TextBlock
from msp_desktop.course.dialect.blocks.paragraph import Paragraph
from msp_desktop.course.dialect.tex import formula, looks_like_tex

if TYPE_CHECKING:
    from msp_desktop.course.dialect.blocks.line import Line
    from msp_desktop.course.dialect.blocks.parser import ContainerParser

_SIGN = "$$"
_CODE_SPAN = re.compile(r"`[^`]*+`")
_LOOK_BACK = 40
"""Lines of a paragraph that are searched for a formula which it has begun."""


class DisplayMath(TextBlock):
    """TeX between ``$$`` and ``$$``; what turns out to be none is a paragraph after all."""

    __slots__ = ("closed", "lines")

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.lines: list[str] = []
        self.closed = False

    def goes_on(self, line: Line) -> Goes:
        """Go on until a blank line: a formula has none, and a stray ``$$`` takes no more."""
        return Goes.NOT_ON if line.blank else Goes.ON

    def add(self, line: Line) -> bool:
        """Take a line; say whether a closing sign stands in it."""
        content = line.content
        start = len(_SIGN) if line.number == self.first else 0
        sign = content.find(_SIGN, start)
        self.lines.append(content)
        self.closed = sign >= 0 and not content[sign + len(_SIGN) :].strip()
        return sign >= 0

    @property
    def tex(self) -> str:
        """What stands between the signs."""
        return "\n".join(self.lines).strip().removeprefix(_SIGN).removesuffix(_SIGN).strip()

    def element(self) -> Element:
        """Return a ``div`` of class ``math``, or a ``p``."""
        if self.closed and looks_like_tex(self.tex):
            return self.mark(formula("div", self.tex))
        paragraph = self.mark(Element("p"))
        paragraph.text = "\n".join(self.lines).rstrip(" \t")
        return paragraph


def start_math(parser: ContainerParser, line: Line) -> Block | None:
    """Start a formula in a line that begins with ``$$``."""
    content = line.content.rstrip()
    if not content.startswith(_SIGN) or content.startswith("$$$"):
        return None
    rest = content[len(_SIGN) :]
    inside = rest.removesuffix(_SIGN)
    if _SIGN in inside or (inside and not looks_like_tex(inside.rstrip("\\"))):
        return None
    if rest == _SIGN or _closes(parser.container):
        return None
    block = DisplayMath(line.number)
    parser.open(block)
    return block


def _closes(container: Block) -> bool:
    """Say whether the sign ends a formula that a paragraph has begun among its text."""
    if not isinstance(container, Paragraph):
        return False
    text = _CODE_SPAN.sub("", "\n".join(container.lines[-_LOOK_BACK:]))
    return text.count(_SIGN) % 2 == 1
