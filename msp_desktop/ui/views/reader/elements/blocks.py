"""What stands by itself: headings, rules, quotes and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.ui.views.reader.formats import Card, Cut, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.ui.views.reader.elements.flow import Flow

HEADINGS = {
    "h1": "font-question",
    "h2": "font-question",
    "h3": "font-heading",
    "h4": "font-body",
    "h5": "font-body",
    "h6": "font-body",
}
"""The sizes of headings within an answer."""


class Blocks:
    """Elements that are blocks or hold some; ``begin_heading`` is for those of ``HEADINGS``."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def begin_heading(self, tag: str) -> None:
        """Begin a heading."""
        flow = self._flow
        flow.begin_style(tag, flow.writer.style._replace(bold=True, size=HEADINGS[tag]))
        flow.writer.paragraph(above=12, below=6)
        flow.open = True

    def end_heading(self) -> None:
        """End a heading."""
        self._flow.open = False

    def begin_hr(self, _values: Mapping[str, str]) -> None:
        """Draw a line across."""
        self._flow.open = False
        self._flow.writer.rule()

    def begin_figure(self, values: Mapping[str, str]) -> None:
        """Begin a code card."""
        self._flow.open = False
        self._flow.code.begin_figure(values)

    def end_figure(self) -> None:
        """End a code card."""
        self._flow.code.end_figure()

    def begin_figcaption(self, _values: Mapping[str, str]) -> None:
        """Begin a code card's caption."""
        flow = self._flow
        flow.begin_style(
            "figcaption", flow.writer.style._replace(size="font-small", colour="muted")
        )
        flow.code.begin_caption()
        flow.open = True

    def end_figcaption(self) -> None:
        """End the caption."""
        self._flow.open = False

    def begin_pre(self, _values: Mapping[str, str]) -> None:
        """Begin code."""
        self._flow.begin_style("pre", Style(code=True))
        self._flow.code.begin()

    def begin_blockquote(self, values: Mapping[str, str]) -> None:
        """Begin a quote."""
        flow = self._flow
        flow.open = False
        flow.writer.begin_card(Card.QUOTE, Cut.of(values))
        flow.begin_style("blockquote", flow.writer.style._replace(colour="muted"))

    def end_blockquote(self) -> None:
        """End a quote."""
        self._flow.open = False
        self._flow.writer.end_card()
