"""What the rules for runs of delimiters share: a run is noted, and paired with others later."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    import re

    from msp_desktop.course.dialect.inline.run import Run


class DelimiterRule(InlineRule):
    """A rule for what stands before a text and behind it, as emphasis does."""

    def __init__(self, signs: re.Pattern[str]) -> None:
        super().__init__(signs.pattern)
        self._signs = signs

    def read(self, run: Run) -> bool:
        """Note a run of delimiters with what it may do."""
        match = self._signs.match(run.text, run.position)
        if match is None:
            return False
        opens, closes = self.may(run.text, *match.span())
        run.delimit(match[0], opens=opens, closes=closes)
        return True

    @abstractmethod
    def may(self, text: str, start: int, end: int) -> tuple[bool, bool]:
        """Return whether the run between two positions may open something, and close it."""
