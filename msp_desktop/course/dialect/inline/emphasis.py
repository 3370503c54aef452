"""Emphasis by runs of ``*`` and ``_``.

Source: CommonMark 0.31, section 6.2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.dialect.inline.flanking import flanks
from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

_RUN = re.compile(r"\*++|_++")


class EmphasisRule(InlineRule):
    """A run is noted with what it may do; which runs pair is decided once the text is known."""

    triggers = "*_"

    def __init__(self) -> None:
        super().__init__(_RUN.pattern)

    def read(self, run: Run) -> bool:
        """Note a run of delimiters."""
        match = _RUN.match(run.text, run.position)
        if match is None:
            return False
        left, right, before, after = flanks(run.text, match.start(), match.end())
        if match[0][0] == "_":
            left, right = (
                left and (not right or before == "mark"),
                right and (not left or after == "mark"),
            )
        run.delimit(match[0], opens=left, closes=right)
        return True
