"""Where pins are in the window, and where hand and keys put them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt

from msp_desktop.course.diagrams.model import Box
from msp_desktop.ui.views.diagram import pins_painting
from msp_desktop.ui.views.diagram.pins_painting import HANDLE, body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.notebook.pins import Pin
    from msp_desktop.ui.views.diagram.overlay import Ground

DRAG = 5.0
"""How far the pointer goes before a click is a drag, in device-independent pixels."""

NUDGE = 8.0
"""How far an arrow key moves a pin; with Ctrl it is a single pixel."""


class Drag(NamedTuple):
    """A drag: where it began, of which pin (None for one that is being drawn), by which handle."""

    start: QPointF
    pin: Pin | None
    handle: tuple[int, int] | None


def dragged(drag: Drag, at: QPointF, ground: Ground) -> Box:
    """Return what a drag makes of a box."""
    start, here = ground.fraction(drag.start), ground.fraction(at)
    if drag.pin is None:
        return _between(start.x(), start.y(), here.x(), here.y())
    by = here - start
    box = drag.pin.box
    if drag.handle is None:
        x = min(max(box.x + by.x(), 0.0), 1 - box.width)
        return Box(x, min(max(box.y + by.y(), 0.0), 1 - box.height), box.width, box.height)
    column, row = drag.handle
    left = box.x + (by.x() if column == 0 else 0)
    right = box.right + (by.x() if column == 2 else 0)
    top = box.y + (by.y() if row == 0 else 0)
    bottom = box.bottom + (by.y() if row == 2 else 0)
    return _between(left, top, right, bottom)


def nudged(pin: Pin, way: QPointF, modifiers: Qt.KeyboardModifier, ground: Ground) -> Box:
    """Return what an arrow key makes of a pin's box: moved, or with Shift larger or smaller."""
    far = 1.0 if modifiers & Qt.KeyboardModifier.ControlModifier else NUDGE
    across = way.x() * far / ground.place.width()
    down = way.y() * far / ground.place.height()
    x, y, width, height = pin.box
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        wide, high = max(width + across, 0.0), max(height + down, 0.0)
        return Box(x, y, min(wide, 1 - x), min(high, 1 - y))
    x = min(max(x + across, 0.0), 1 - width)
    return Box(x, min(max(y + down, 0.0), 1 - height), width, height)


def hit(pins: Sequence[Pin], at: QPointF, ground: Ground) -> Pin | None:
    """Return the smallest pin at a point of the window; of two alike the one on top."""
    found = [one for one in pins if body(one.box, ground).contains(at)]
    return min(reversed(found), key=lambda one: one.box.area, default=None)


def handle_at(pin: Pin | None, at: QPointF, ground: Ground) -> tuple[int, int] | None:
    """Return which of a rectangle's handles is at a point of the window, None for none."""
    if pin is None or pin.box.is_point:
        return None
    for place, spot in pins_painting.handles(pin.box, ground).items():
        if max(abs(at.x() - spot.x()), abs(at.y() - spot.y())) <= HANDLE:
            return place
    return None


def in_order(pins: Sequence[Pin]) -> list[Pin]:
    """Return pins in reading order."""
    from msp_desktop.course.diagrams.model import Element
    from msp_desktop.course.diagrams.order import in_reading_order

    known = {one.id: one for one in pins}
    ordered = in_reading_order(Element(one.id, "", one.box, ()) for one in pins)
    return [known[one.id] for one in ordered]


def is_far(way: QPointF) -> bool:
    """Return whether the pointer has gone so far that it drags."""
    return way.manhattanLength() >= DRAG


def _between(x: float, y: float, right: float, bottom: float) -> Box:
    """Return the box between two corners, as much of it as is on the picture."""
    left, right = sorted(min(max(one, 0.0), 1.0) for one in (x, right))
    top, bottom = sorted(min(max(one, 0.0), 1.0) for one in (y, bottom))
    return Box(left, top, right - left, bottom - top)
