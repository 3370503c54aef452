"""Superscript: ``x^2^``.

A caret is also a power (``2^10``), an exclusive or (``a^b^c``) and a shell's way to mend a command
(``^old^new^``); none of these has one word between two carets with nothing of a word behind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

_WORD = r"[+−-]?[0-9A-Za-z]{1,20}+[+−-]?"
_EXPONENT = (
    rf"(?<=[0-9A-Za-z)\]])\^({_WORD})\^(?![\^0-9A-Za-z])"
    # In front of a further letter only a number is one: x^2^y.
    r"|(?<=[A-Za-z)\]])\^([0-9]{1,20}+)\^(?=[A-Za-z])"
)
_CARET_BEFORE = re.compile(r"\^[0-9A-Za-z)\]]++$")
_LOOKED_AT = 40


class SuperscriptRule(InlineRule):
    """A word or number between carets, behind a letter or digit."""

    triggers = "^"
    in_raw_code = False

    def __init__(self) -> None:
        super().__init__(_EXPONENT)

    def read(self, run: Run) -> bool:
        """Read a superscript whose base has no caret of its own before it."""
        match = self.compiled_re.match(run.text, run.position)
        if match is None:
            return False
        # A caret that was read as an exponent is no text any more.
        before = [piece[-_LOOKED_AT:] for piece in run.pieces[-2:] if isinstance(piece, str)]
        if _CARET_BEFORE.search("".join(before)):
            return False
        element = Element("sup")
        element.text = AtomicString(match[1] or match[2])
        run.pieces.append(element)
        run.position = match.end()
        return True
