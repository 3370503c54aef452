"""What every inline rule is: a Python-Markdown inline processor that is tried at a position."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from markdown.inlinepatterns import InlineProcessor

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run


class InlineRule(InlineProcessor):
    """A rule that is tried where one of its ``triggers`` stands, never searched for.

    The usual rule gives Python-Markdown's ``handleMatch``; one that must know what came before it
    replaces ``read``.
    """

    triggers: ClassVar[str] = ""

    def read(self, run: Run) -> bool:
        """Read at the run's position; add pieces and go on, or return False and change nothing."""
        match = self.compiled_re.match(run.text, run.position)
        if match is None:
            return False
        piece, _, end = self.handleMatch(match, run.text)
        if piece is None or end is None:
            return False
        run.pieces.append(piece)
        run.position = end
        return True
