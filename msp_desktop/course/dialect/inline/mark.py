"""Marked text: ``==text==``.

Comparisons look alike, so marked text begins where a word does and ends where one ends: ``a==b``
and ``"$a"=="b"`` are text.  A Korean particle may follow directly.
"""

from __future__ import annotations

import re

from msp_desktop.course.dialect.inline.delimiter import DelimiterRule
from msp_desktop.course.dialect.inline.flanking import flanks, is_unspaced

_RUN = re.compile(r"=++")
_LENGTH = 2
_QUOTES = frozenset("\"'")


class MarkRule(DelimiterRule):
    """Two equals signs; any other number of them is text."""

    triggers = "="
    in_raw_code = False

    def __init__(self) -> None:
        super().__init__(_RUN)

    def may(self, text: str, start: int, end: int) -> tuple[bool, bool]:
        """Return whether a run of equals signs may open and close marked text."""
        opens, closes, before, after = flanks(text, start, end)
        opens = opens and before != "letter" and text[start - 1 : start] not in _QUOTES
        closes = closes and (after != "letter" or is_unspaced(text[end]))
        fits = end - start == _LENGTH
        return opens and fits, closes and fits
