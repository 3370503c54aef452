"""Code spans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

_TICKS = re.compile(r"`++")


class CodeRule(InlineRule):
    """Text between two runs of equally many backticks; a run without its like is text."""

    triggers = "`"

    def __init__(self) -> None:
        super().__init__(_TICKS.pattern)

    def read(self, run: Run) -> bool:
        """Read a code span, or the run of backticks as text."""
        match = _TICKS.match(run.text, run.position)
        if match is None:
            return False
        length = len(match[0])
        end = run.closing_ticks(length, match.end())
        if end < 0:
            run.pieces.append(match[0])
            run.position = match.end()
            return True
        text = run.text[match.end() : end].replace("\n", " ")
        if text.startswith(" ") and text.endswith(" ") and text.strip(" "):
            text = text[1:-1]
        code = Element("code")
        code.text = AtomicString(text)
        run.pieces.append(code)
        run.position = end + length
        return True
