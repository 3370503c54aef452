"""Showing the Markdown of a note while it stays plain text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextFormat

from msp_desktop.ui.views.notes.document import units
from msp_desktop.ui.views.notes.marks import Fence, Mark, marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.notes.marks import Span

_FENCES = "`~"
_NO_FENCE = 0


class MarkdownStyle(QSyntaxHighlighter):
    """Styles one document, lines as they change; it belongs to the document."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._formats = _formats(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._formats = _formats(theme)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        spans, fence = marks(text, _fence(self.previousBlockState()))
        self.setCurrentBlockState(_state(fence))
        unit = units(text)
        for start, end, kinds in _pieces(spans):
            made = QTextCharFormat()
            for kind in kinds:
                made.merge(self._formats[kind])
            self.setFormat(unit(start), unit(end) - unit(start), made)


def fence_before(block: QTextBlock) -> Fence | None:
    """Return the code block that a line of a styled document is inside of."""
    return _fence(block.previous().userState())


def _pieces(spans: Sequence[Span]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Cut overlapping stretches into pieces that are each of the same kinds throughout."""
    cuts = sorted({edge for span in spans for edge in (span.start, span.end)})
    for start, end in pairwise(cuts):
        kinds = [span.mark for span in spans if span.start <= start and end <= span.end]
        if kinds:
            yield start, end, kinds


def _formats(theme: Theme) -> dict[Mark, QTextCharFormat]:
    formats = {mark: QTextCharFormat() for mark in Mark}
    for mark in (Mark.HEADING, Mark.STRONG):
        formats[mark].setFontWeight(QFont.Weight.Bold)
    formats[Mark.EMPHASIS].setFontItalic(True)
    # Not setFont, which would take bold and italic away again.
    formats[Mark.CODE].setFontFamilies(theme.families["code"])
    formats[Mark.CODE].setProperty(
        QTextFormat.Property.FontPixelSize.value, theme.size("font-code")
    )
    formats[Mark.CODE].setBackground(theme.colour("code-card"))
    formats[Mark.LINK].setForeground(theme.colour("link"))
    for mark in (Mark.SIGN, Mark.BOX):
        formats[mark].setForeground(theme.colour("muted"))
    return formats


def _fence(state: int) -> Fence | None:
    if state <= _NO_FENCE:
        return None
    return Fence(_FENCES[state % 2], state // 2)


def _state(fence: Fence | None) -> int:
    return _NO_FENCE if fence is None else fence.length * 2 + _FENCES.index(fence.character)
