"""What every inline rule is: a Python-Markdown inline processor that is tried at a position."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from markdown.inlinepatterns import InlineProcessor

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run


class InlineRule(InlineProcessor):
    """A rule that is tried where one of its ``triggers`` stands, never searched for.

    ``ahead`` is a pattern that must follow a trigger: without it, one that is a letter would stop
    the reading at every word.  ``in_raw_code`` says whether it is tried between ``<code>`` and
    ``</code>`` written as HTML: CommonMark's rules are.

    The usual rule gives Python-Markdown's ``handleMatch``; one that must know what came before it
    replaces ``read``.
    """

    triggers: ClassVar[str] = ""
    ahead: ClassVar[str] = ""
    in_raw_code: ClassVar[bool] = True

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
