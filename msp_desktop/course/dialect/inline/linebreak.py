"""Line ends among text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run


class LineBreakRule(InlineRule):
    """Two or more spaces before a line end make a hard break; fewer are dropped."""

    triggers = "\n"

    def __init__(self) -> None:
        super().__init__(r"\n *+")

    def read(self, run: Run) -> bool:
        """Read a line end with the spaces around it."""
        match = self.compiled_re.match(run.text, run.position)
        if match is None:
            return False
        hard = False
        if run.pieces and isinstance(run.pieces[-1], str):
            before = run.pieces[-1]
            run.pieces[-1] = before.rstrip(" ")
            hard = before.endswith("  ")
        run.pieces.append(Element("br") if hard else "\n")
        run.position = match.end()
        return True
