"""Where the highlights of a course stand in it as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.text import text_of
from msp_desktop.notebook.anchoring import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.model import Highlight


class Spot(NamedTuple):
    """Characters ``start`` to ``end`` of a text; ``sure`` where nothing around was edited."""

    start: int
    end: int
    sure: bool = True


def standing(course: Course, highlight: Highlight) -> Spot | None:
    """Return where a highlight stands if that need not be looked for, None if it must be."""
    if highlight.placed and highlight.edition == course.digest:
        return Spot(highlight.anchor.start, highlight.anchor.end)
    return None


def placed(course: Course, highlights: Iterable[Highlight]) -> dict[str, Spot | None]:
    """Return where highlights stand by their ids, None for those that are not found.

    Each question's text is made once, and only where something was highlighted in it.
    """
    by_question: dict[str, list[Highlight]] = {}
    for one in highlights:
        by_question.setdefault(one.ref.question, []).append(one)
    found: dict[str, Spot | None] = {}
    for question, ones in by_question.items():
        text = text_of(course, question)
        for one in ones:
            found[one.id] = None if text is None else _place(text.whole, one)
    return found


def _place(text: str, highlight: Highlight) -> Spot | None:
    where = resolve(text, highlight.anchor)
    if where.start is None or where.end is None:
        return None
    return Spot(where.start, where.end, where.confidence >= 1)
