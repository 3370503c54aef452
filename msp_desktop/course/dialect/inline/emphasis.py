"""Emphasis by runs of ``*`` and ``_``.

Source: CommonMark 0.31, section 6.2.
"""

from __future__ import annotations

import re

from msp_desktop.course.dialect.inline.delimiter import DelimiterRule
from msp_desktop.course.dialect.inline.flanking import flanks

_RUN = re.compile(r"\*++|_++")


class EmphasisRule(DelimiterRule):
    """A run is noted with what it may do; which runs pair is decided once the text is known."""

    triggers = "*_"

    def __init__(self) -> None:
        super().__init__(_RUN)

    def may(self, text: str, start: int, end: int) -> tuple[bool, bool]:
        """Return whether a run may open and close emphasis; ``_`` may not within a word."""
        left, right, before, after = flanks(text, start, end)
        if text[start] == "_":
            left, right = (
                left and (not right or before == "mark"),
                right and (not left or after == "mark"),
            )
        return left, right
