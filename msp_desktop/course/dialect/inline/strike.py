"""Strikethrough: ``~~text~~`` and ``~text~``.

Source: GitHub Flavored Markdown 0.29, section 6.5, and what GitHub does with single tildes.  A
single tilde is also how Korean writes ranges (``10~20대, 월~금``) and how a shell writes homes, so
it opens and closes only at the ends of words, and not beside the marks of paths and prompts.
"""

from __future__ import annotations

import re

from msp_desktop.course.dialect.inline.delimiter import DelimiterRule
from msp_desktop.course.dialect.inline.flanking import flanks

_RUN = re.compile(r"~++")
_MOST = 2
_OF_SHELLS_BEFORE = frozenset(":=/")
_OF_SHELLS_BEHIND = frozenset("/$#\\")


class StrikeRule(DelimiterRule):
    """One or two tildes; more of them are text."""

    triggers = "~"
    in_raw_code = False

    def __init__(self) -> None:
        super().__init__(_RUN)

    def may(self, text: str, start: int, end: int) -> tuple[bool, bool]:
        """Return whether a run of tildes may open and close what is struck."""
        opens, closes, before, after = flanks(text, start, end)
        if end - start == 1:
            in_path = (
                text[start - 1 : start] in _OF_SHELLS_BEFORE
                or text[end : end + 1] in _OF_SHELLS_BEHIND
            )
            opens = opens and before != "letter" and not in_path
            closes = closes and after != "letter" and not in_path
        few = end - start <= _MOST
        return opens and few, closes and few
