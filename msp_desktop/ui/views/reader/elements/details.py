"""What is folded: the line of a summary, and below it the content if it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.ui.views.reader.elements.inline import INLINE
from msp_desktop.ui.views.reader.folds import FoldReader
from msp_desktop.ui.views.reader.formats import FOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from msp_desktop.ui.views.reader.elements.flow import Flow
    from msp_desktop.ui.views.reader.tags import Tag


class Details:
    """The element ``details``; a fold reader follows it through a piece of the page."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._folds = FoldReader(_Lines(flow, 0), lambda _number, default: default, INLINE)

    def start(self, piece: int, is_open: Callable[[int, bool], bool], first: int) -> None:
        """Begin a piece of the page; its folds count from ``first``."""
        self._folds = FoldReader(_Lines(self._flow, piece), is_open, INLINE, first)

    def takes(self, piece: Tag | str) -> bool:
        """Take a piece of the HTML if it is not to be written as it stands."""
        return bool(self._folds) and self._folds.takes(piece)

    def begin_details(self, values: Mapping[str, str]) -> None:
        """Begin a fold; in a table's cell there are none."""
        if self._flow.table is None:
            self._flow.open = False
            self._folds.enter(values)


class _Lines:
    """Writes what the fold reader finds."""

    def __init__(self, flow: Flow, piece: int) -> None:
        self._flow = flow
        self._piece = piece

    def begin_summary(self, number: int, *, shown: bool) -> None:
        """Begin a fold with the line of its summary, which is a link."""
        link = f"{FOLD}{self._piece}:{number}"
        style = self._flow.writer.style._replace(bold=True, link=link)
        self._flow.begin_style("summary", style)
        self._flow.writer.begin_fold(number, shown=shown)
        self._flow.open = True

    def word_summary(self, words: str) -> None:
        """Write a summary for which the author has no words."""
        self._flow.writer.text(words)

    def end_summary(self) -> None:
        """End the summary; the fold's content follows, if it is shown."""
        self._flow.end_styles("summary")
        self._flow.writer.begin_content()
        self._flow.open = False

    def resume_fold(self) -> None:
        """Go on with a fold that has its summary in the part above."""
        self._flow.writer.resume_fold()
        self._flow.open = False

    def end_fold(self) -> None:
        """End the fold."""
        self._flow.writer.end_fold()
        self._flow.open = False
