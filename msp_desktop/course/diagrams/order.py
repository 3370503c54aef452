"""The order in which one reads the elements of a picture, and walks them by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.diagrams.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from msp_desktop.course.diagrams.model import Element

_SHARED = 0.5
"""What share of the lower one's height two elements have in common that stand in one row."""

_NOWHERE = Box(2.0, 2.0)


def in_reading_order(elements: Iterable[Element], first: Sequence[str] = ()) -> tuple[Element, ...]:
    """Return elements row by row, each row from left to right, those without a place last.

    What is named ``first`` comes before all others, in that order.  A large element begins a row by
    its upper edge, and so comes before what is inside it.
    """
    ranks: dict[str, int] = {}
    for name in first:
        ranks.setdefault(name, len(ranks))
    every = list(elements)
    named = sorted((one for one in every if one.id in ranks), key=lambda one: ranks[one.id])
    rest = [one for one in every if one.id not in ranks]
    return (*named, *_rows(rest))


def _rows(elements: list[Element]) -> list[Element]:
    found: list[Element] = []
    row: list[Element] = []
    bottom = height = 0.0
    for one in sorted(elements, key=lambda one: _place(one)[:2][::-1]):
        box = _place(one)
        common = bottom - box.y
        if row and (common < 0 or common < _SHARED * min(height, box.height)):
            found += _across(row)
            row = []
        if not row:
            bottom, height = box.bottom, box.height
        row.append(one)
        if box.height < height:
            # The lowest of a row says where it ends.
            bottom, height = box.bottom, box.height
    return found + _across(row)


def _across(row: list[Element]) -> list[Element]:
    return sorted(row, key=lambda one: (_place(one).x, _place(one).y, -_place(one).area))


def _place(element: Element) -> Box:
    return element.box or _NOWHERE
