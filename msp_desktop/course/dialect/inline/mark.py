"""Marked text: ``==text==``.

Comparisons look alike, so marked text begins where a word does and ends where one ends: ``a==b``
and ``"$a"=="b"`` are text.  A Korean particle may follow directly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.dialect.inline.flanking import flanks, is_unspaced
from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

_RUN = re.compile(r"=++")
_LENGTH = 2
_QUOTES = frozenset("\"'")


class MarkRule(InlineRule):
    """Two equals signs; any other number of them is text."""

    triggers = "="
    in_raw_code = False

    def __init__(self) -> None:
        super().__init__(_RUN.pattern)

    def read(self, run: Run) -> bool:
        """Note a run of equals signs."""
        match = _RUN.match(run.text, run.position)
        if match is None:
            return False
        start, end = match.span()
        opens, closes, before, after = flanks(run.text, start, end)
        opens = opens and before != "letter" and run.text[start - 1 : start] not in _QUOTES
        closes = closes and (after != "letter" or is_unspaced(run.text[end]))
        fits = end - start == _LENGTH
        run.delimit(match[0], opens=opens and fits, closes=closes and fits)
        return True
