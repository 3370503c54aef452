"""The keyboard in a column: from row to row, also to those that are not made yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from msp_desktop.ui.views.changes.column import Column, Row
    from msp_desktop.ui.views.changes.heights import Heights


class Keys:
    """Knows which row has the keyboard, and moves it."""

    def __init__(self, column: Column, heights: Heights, rows: Mapping[str, Row]) -> None:
        """``rows`` are those that are made, by their lines' keys."""
        self._column = column
        self._heights = heights
        self._rows = rows

    def focused(self) -> str | None:
        """Return the key of the line whose row has the keyboard."""
        return next((key for key, row in self._rows.items() if self.is_in(row)), None)

    def is_in(self, row: Row) -> bool:
        """Return whether the keyboard is in a row."""
        widget: QWidget | None = self._column.window().focusWidget()
        return bool(widget) and row.isAncestorOf(widget)

    def step(self, by: int, first: int, last: int) -> None:
        """Go to the next row (1) or the previous one (-1).

        From none of them it is the first one in sight or the last one; ``first`` and ``last`` are
        the places of that and of the one behind it.
        """
        outside = first - 1 if by > 0 else last
        focused = self.focused()
        at = outside if focused is None else self._heights.places[focused]
        while 0 <= (at := at + by) < len(self._heights.lines):
            if self._go_to(at, Qt.FocusReason.TabFocusReason):
                return

    def go_near(self, standing: Sequence[str], key: str) -> None:
        """Go where the keyboard was, or to what follows that; ``standing`` are the former keys."""
        if self.focused() == key:
            return
        survivor = self._heights.survivor(standing, key)
        at = self._heights.places[survivor] if survivor is not None else 0
        while at < len(self._heights.lines):
            if self._go_to(at, Qt.FocusReason.OtherFocusReason):
                return
            at += 1
        self._column.setFocus(Qt.FocusReason.OtherFocusReason)

    def string(self, place: int) -> None:
        """Have Tab come to a new row between its neighbours."""
        lines = self._heights.lines
        before: QWidget = self._column
        for other in range(place - 1, -1, -1):
            found = self._rows.get(lines[other].key)
            if found is None:
                break
            if found.stops():
                before = found.stops()[-1]
                break
        for other in range(place, len(lines)):
            found = self._rows.get(lines[other].key)
            if found is None:
                break
            for stop in found.stops():
                QWidget.setTabOrder(before, stop)
                before = stop
            if other > place and found.stops():
                break

    def _go_to(self, place: int, reason: Qt.FocusReason) -> bool:
        """Go to a row if there is anything to stop at."""
        row = self._column.shown(place)
        stops = row.stops()
        if stops:
            stops[0].setFocus(reason)
            self._column.show_row(self._heights.lines[place].key)
        return bool(stops)
