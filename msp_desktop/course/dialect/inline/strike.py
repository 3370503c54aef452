"""Strikethrough: ``~~text~~`` and ``~text~``.

Source: GitHub Flavored Markdown 0.29, section 6.5, and what GitHub does with single tildes.  A
single tilde is also how Korean writes ranges (``10~20대, 월~금``) and how a shell writes homes, so
it opens and closes only at the ends of words, and not beside the marks of paths and prompts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.dialect.inline.flanking import flanks
from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

_RUN = re.compile(r"~++")
_MOST = 2
_OF_SHELLS_BEFORE = frozenset(":=/")
_OF_SHELLS_BEHIND = frozenset("/$#\\")


class StrikeRule(InlineRule):
    """One or two tildes; more of them are text."""

    triggers = "~"
    in_raw_code = False

    def __init__(self) -> None:
        super().__init__(_RUN.pattern)

    def read(self, run: Run) -> bool:
        """Note a run of tildes."""
        match = _RUN.match(run.text, run.position)
        if match is None:
            return False
        start, end = match.span()
        opens, closes, before, after = flanks(run.text, start, end)
        if end - start == 1:
            in_path = (
                run.text[start - 1 : start] in _OF_SHELLS_BEFORE
                or run.text[end : end + 1] in _OF_SHELLS_BEHIND
            )
            opens = opens and before != "letter" and not in_path
            closes = closes and after != "letter" and not in_path
        few = end - start <= _MOST
        run.delimit(match[0], opens=opens and few, closes=closes and few)
        return True
