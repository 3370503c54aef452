"""What stays where it is on the screen when a page is laid out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.painting import PagePainter


class Grip(NamedTuple):
    """What stands at the top of the view.

    ``question`` is the last one that begins above it, "" for what stands before the first;
    ``offset`` is how much of it is out of sight, in its heights.  ``held`` is the question that is
    current because it was jumped to, "" where scrolling decides.
    """

    question: str
    offset: float
    held: str


def gripped(page: Page, painter: PagePainter, top: float, held: str) -> Grip:
    """Return the grip of a page whose ``top`` pixels are out of sight."""
    name, begin, height = "", 0.0, _before_questions(page, painter)
    for placed in page.questions:
        rect = painter.question_rect(placed)
        if rect.top() > top:
            break
        name, begin, height = placed.id, rect.top(), rect.height()
    return Grip(name, (top - begin) / max(height, 1.0), held)


def top_of(page: Page, painter: PagePainter, grip: Grip) -> float:
    """Return how many pixels of a page are to be out of sight for a grip."""
    for placed in page.questions:
        if placed.id == grip.question:
            rect = painter.question_rect(placed)
            return rect.top() + grip.offset * rect.height()
    return grip.offset * _before_questions(page, painter)


def _before_questions(page: Page, painter: PagePainter) -> float:
    """Return the height of what stands before the first question."""
    if page.questions:
        return painter.question_rect(page.questions[0]).top()
    return page.document.size().height()
