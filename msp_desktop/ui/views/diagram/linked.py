"""Where the linked elements of a picture are, in the window."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

from msp_desktop.ui.views.diagram.links_painting import REACH, shape

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtCore import QPointF

    from msp_desktop.course.diagrams import Box, DiagramMap, Element, HitIndex
    from msp_desktop.ui.views.diagram.overlay import Ground

SEEN = 0.5
"""The share of an element, or of the window where that is smaller, that counts as in sight."""


class _Content(NamedTuple):
    map: DiagramMap | None = None
    hits: HitIndex | None = None


class Linked(_Content):
    """The elements of a picture that lead to questions and have a place on it.

    Made of a map and the index of its elements; empty where nothing is known.
    """

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """What can be pointed at, in reading order."""
        return tuple(one for one in self.map.elements if one.box) if self.map else ()

    @cached_property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Where those are that have no inside, as fractions of the picture."""
        boxes = (one.box for one in self.elements)
        return tuple((one.x, one.y) for one in boxes if one and one.is_point)

    def of(self, question: str) -> tuple[Element, ...]:
        """Return those that lead to a question, in reading order."""
        found = self.map.elements_of(question) if self.map and question else ()
        return tuple(one for one in found if one.box)

    def without(self, names: Collection[str]) -> Linked:
        """Return it without the elements of these ids, which are shown otherwise."""
        if self.map is None or not any(one.id in names for one in self.map.elements):
            return self
        from msp_desktop.course.diagrams import HitIndex

        rest = tuple(one for one in self.map.elements if one.id not in names)
        return Linked(self.map._replace(elements=rest), HitIndex(rest))

    def hit(self, at: QPointF, ground: Ground) -> Element | None:
        """Return the innermost element at a point of the window.

        A point that is near comes before what it lies in; what is too small to be met is met
        beside it, too.
        """
        if self.hits is None or not ground.place.width() or not ground.place.height():
            return None
        spot = ground.fraction(at)
        across, down = REACH / ground.place.width(), REACH / ground.place.height()
        beside: Element | None = None
        nearest: tuple[float, Element] | None = None
        for one in self.hits.at(spot.x(), spot.y(), across, down):
            box = one.box
            if box is None:
                continue
            if box.is_point:
                away = (ground.spot(box.x, box.y) - at).manhattanLength()
                if nearest is None or away < nearest[0]:
                    nearest = away, one
            elif nearest is not None:
                break
            elif box.x <= spot.x() <= box.right and box.y <= spot.y() <= box.bottom:
                inside = beside is not None and beside.box is not None and box.holds(beside.box)
                return beside if inside else one
            elif beside is None and _is_slight(box, across, down):
                beside = one
        return nearest[1] if nearest else beside


def is_seen(one: Element, ground: Ground, window: QRectF) -> bool:
    """Return whether an element is in sight, or as much of it as the window holds."""
    if one.box is None:
        return False
    box = shape(ground, one.box)
    return _area(box & window) >= SEEN * min(_area(box), _area(window))


def room_of(one: Element, ground: Ground) -> QRectF:
    """Return what an element takes with its mark, in fractions of the picture."""
    if one.box is None:
        return QRectF()
    box = shape(ground, one.box)
    return QRectF(ground.fraction(box.topLeft()), ground.fraction(box.bottomRight()))


def _is_slight(box: Box, across: float, down: float) -> bool:
    """Return whether a box is too small to be met: smaller than a reach, or without an inside."""
    return not box.area or (box.width < across and box.height < down)


def _area(box: QRectF) -> float:
    return box.width() * box.height()
