"""One line of text with marked stretches, cut so that a mark is in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

ELLIPSIS = "…"

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is painted in one way."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Pen:
    """How the text and its marks are painted; the metrics are those of the fonts."""

    font: QFont
    metrics: QFontMetricsF
    colour: QColor
    marked_font: QFont
    marked_metrics: QFontMetricsF
    marked_colour: QColor

    def width(self, run: Run) -> float:
        """Return how wide a run is."""
        metrics = self.marked_metrics if run.marked else self.metrics
        return metrics.horizontalAdvance(run.text)


def runs(text: str, marks: Marks) -> list[Run]:
    """Return a text in stretches; marks are in order and apart."""
    result: list[Run] = []
    at = 0
    for start, end in marks:
        result += [Run(text[at:start], marked=False), Run(text[start:end], marked=True)]
        at = end
    result.append(Run(text[at:], marked=False))
    return [run for run in result if run.text]


def fitted(text: str, marks: Marks, pen: Pen, room: float) -> list[Run]:
    """Return what of a text is shown in some room.

    Its beginning, unless the first mark would then be out of sight: so much is left out before it
    that it stands near the middle.
    """
    whole = runs(text, marks)
    if sum(map(pen.width, whole)) <= room:
        return whole
    if marks:
        start, end = marks[0]
        cut = _cut(text, start, end, pen, room)
        if cut:
            moved = len(ELLIPSIS) - cut
            text = ELLIPSIS + text[cut:]
            marks = tuple((one + moved, other + moved) for one, other in marks)
            whole = runs(text, marks)
    return _elided(whole, pen, room)


def paint(painter: QPainter, at: QPointF, shown: list[Run], pen: Pen) -> float:
    """Paint runs from a point on their baseline on; return where they end."""
    x = at.x()
    for run in shown:
        painter.setFont(pen.marked_font if run.marked else pen.font)
        painter.setPen(pen.marked_colour if run.marked else pen.colour)
        painter.drawText(QPointF(x, at.y()), run.text)
        x += pen.width(run)
    return x


def _cut(text: str, start: int, end: int, pen: Pen, room: float) -> int:
    """Return how many characters before a mark are left out, 0 where it is seen anyway."""
    mark = pen.marked_metrics.horizontalAdvance(text[start:end])
    # Room for an ellipsis on either side, and for a letter or two after the mark.
    free = room - mark - 4 * pen.metrics.horizontalAdvance(ELLIPSIS)
    if pen.metrics.horizontalAdvance(text[:start]) <= free:
        return 0
    cut = start
    while (space := text.rfind(" ", 0, cut - 1)) >= 0:
        if pen.metrics.horizontalAdvance(text[space + 1 : start]) > free / 2:
            break
        cut = space + 1
    return cut


def _elided(whole: list[Run], pen: Pen, room: float) -> list[Run]:
    """Return the runs that fit, the last one cut short."""
    result: list[Run] = []
    ellipsis = pen.metrics.horizontalAdvance(ELLIPSIS)
    for at, run in enumerate(whole):
        width = pen.width(run)
        if width <= room - (ellipsis if at < len(whole) - 1 else 0):
            result.append(run)
            room -= width
            continue
        metrics = pen.marked_metrics if run.marked else pen.metrics
        # More than there is, for what just fits shall have an ellipsis, too, if more follows.
        cut = metrics.elidedText(run.text + 3 * ELLIPSIS, Qt.TextElideMode.ElideRight, room)
        result.append(Run(cut or ELLIPSIS, run.marked))
        break
    return result
