"""A column of rows of any height, of which only those near what is in sight are widgets."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from msp_desktop.ui.views.scrollbar import make_quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

LINE = 48
"""Pixels that a turn of the wheel or an arrow of the bar scrolls."""

AHEAD = 1.0
"""Heights of the view, above and below, in which rows are made when there is time."""

KEPT = 2.5
"""Heights of the view, above and below, beyond which rows are given up."""

SLICE = 5
"""Milliseconds of making rows between two looks at what else is to be done."""


class Row(QWidget):
    """A row's widget.

    Signals: ``grown()`` when it wants another height than it had.
    """

    grown = Signal()

    @abstractmethod
    def height_for(self, width: int) -> int:
        """Return how high it is at a width."""

    def stops(self) -> Sequence[QWidget]:
        """Return what the keyboard stops at in it, in order."""
        return ()


class Line(NamedTuple):
    """What a row shows: ``key`` is like no other's, and ``guess`` how high it may be."""

    key: str
    value: object
    guess: int


class Column(QAbstractScrollArea):
    """Shows lines as rows below each other; what stands at the top edge stays there.

    Signals: ``sighted()`` when other rows than before are in sight.
    """

    sighted = Signal()

    def __init__(self, make: Callable[[Line], Row], widest: int, margin: int) -> None:
        """``make`` makes a line's row; ``widest`` and ``margin`` are pixels."""
        super().__init__()
        make_quiet(self)
        self._make = make
        self._widest, self._margin = widest, margin
        self._lines: tuple[Line, ...] = ()
        self._places: dict[str, int] = {}
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        self._rows: dict[str, Row] = {}
        self._across = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAutoFillBackground(True)
        self._idle = QTimer(self, interval=0, singleShot=True)
        self._idle.timeout.connect(self._make_ahead)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown, in order."""
        return self._lines

    def row(self, key: str) -> Row | None:
        """Return the row of a line, if it is made."""
        return self._rows.get(key)

    def rows(self) -> list[Row]:
        """Return the rows that are made, in order."""
        return [self._rows[one.key] for one in self._lines if one.key in self._rows]

    def in_sight(self) -> Sequence[Line]:
        """Return the lines in sight and a little around them."""
        first, last = self._span(0.5)
        return self._lines[first:last]

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; those that stay keep their rows, and the focus if they have it."""
        held, offset = self._held()
        focused = self._focused()
        known = {one.key: (one.value, self._heights[at]) for at, one in enumerate(self._lines)}
        standing = [one.key for one in self._lines]
        self._lines = tuple(lines)
        self._places = {one.key: at for at, one in enumerate(self._lines)}
        self._heights = []
        for one in self._lines:
            value, height = known.get(one.key, (None, 0))
            same = value == one.value and height > 0
            self._heights.append(height if same else one.guess)
            if not same:
                self._give_up(one.key)
        for key in [key for key in self._rows if key not in self._places]:
            self._give_up(key)
        self._sum_up()
        survivor = _survivor(standing, held, self._places)
        if survivor is not None:
            self._scroll(self._tops[self._places[survivor]] + (offset if survivor == held else 0))
        self._fill()
        if focused is not None:
            self._focus_near(standing, focused)

    def measure(self, keys: Iterable[str]) -> None:
        """Give the rows of lines the height that they have come to want."""
        for key in keys:
            if key in self._rows:
                self._measure(self._places[key], self._rows[key])
        self._fill()

    def anew(self) -> None:
        """Make all rows anew, as for another look."""
        held, offset = self._held()
        for key in list(self._rows):
            self._give_up(key)
        self._heights = [one.guess for one in self._lines]
        self._sum_up()
        if held is not None:
            self._scroll(self._tops[self._places[held]] + offset)
        self._fill()

    def go_to(self, key: str) -> None:
        """Bring a line to the top of what is in sight, and the keyboard to it."""
        place = self._places.get(key)
        if place is None:
            return
        # Rows above the view are measured as they come; the line itself is what is to stay.
        self._scroll(self._tops[place])
        self._fill()
        row = self._rows.get(key)
        if row is not None and row.stops():
            row.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def step(self, by: int) -> None:
        """Move the keyboard to the next row (1) or the previous one (-1)."""
        focused = self._focused()
        if focused is None:
            first, last = self._span(0)
            at = first - 1 if by > 0 else last
        else:
            at = self._places[focused]
        while 0 <= (at := at + by) < len(self._lines):
            row = self._shown(at)
            if row.stops():
                row.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)
                self._ensure(row)
                return

    # What Qt calls

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        held, offset = self._held()
        across = self._width()
        if across != self._across:
            self._across = across
            # How high the others are is seen when they are.
            for key, row in self._rows.items():
                self._heights[self._places[key]] = row.height_for(across)
            self._sum_up()
            if held is not None:
                self._scroll(self._tops[self._places[held]] + offset)
        self._fill()

    def scrollContentsBy(self, dx: int, dy: int, /) -> None:
        self._fill()
        self.sighted.emit()

    def focusNextPrevChild(self, next: bool, /) -> bool:
        moved = super().focusNextPrevChild(next)
        row = self._row_of(self._focus_widget())
        if moved and row is not None:
            self._ensure(row)
        return moved

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Down:
                self.step(1)
            case Qt.Key.Key_Up:
                self.step(-1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                bar.setValue(bar.value() + bar.pageStep())
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep())
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Show:
            self._fill()
        return super().event(event)

    # Rows

    def _width(self) -> int:
        return max(120, min(self._widest, self.viewport().width() - 2 * self._margin))

    def _sum_up(self) -> None:
        """Add up the heights, and tell the scroll bar."""
        self._tops = list(accumulate(self._heights, initial=self._margin // 2))
        bar, view = self.verticalScrollBar(), self.viewport().height()
        # What follows from it is done by whoever asked for it, once all is added up.
        before = bar.blockSignals(True)
        bar.setPageStep(view)
        bar.setSingleStep(LINE)
        bar.setRange(0, max(0, self._tops[-1] + self._margin - view))
        bar.blockSignals(before)

    def _held(self) -> tuple[str | None, int]:
        """Return the line at the top edge, and how much of it is above the edge."""
        if not self._lines:
            return None, 0
        value = self.verticalScrollBar().value()
        place = min(max(0, bisect_right(self._tops, value) - 1), len(self._lines) - 1)
        return self._lines[place].key, value - self._tops[place]

    def _scroll(self, value: int) -> None:
        bar = self.verticalScrollBar()
        before = bar.blockSignals(True)
        bar.setValue(value)
        bar.blockSignals(before)
        bar.update()

    def _span(self, around: float) -> tuple[int, int]:
        """Return the first line in sight and the one behind the last, with some around."""
        if not self._lines:
            return 0, 0
        view = self.viewport().height()
        top = self.verticalScrollBar().value() - around * view
        bottom = self.verticalScrollBar().value() + (1 + around) * view
        first = max(0, bisect_right(self._tops, top) - 1)
        last = min(len(self._lines), bisect_right(self._tops, bottom))
        return first, max(last, first)

    def _shown(self, place: int) -> Row:
        """Return the row at a place, made and measured; what is at the top edge stays."""
        line = self._lines[place]
        row = self._rows.get(line.key)
        if row is not None:
            return row
        row = self._make(line)
        row.setParent(self.viewport())
        row.grown.connect(self._grown)
        self._rows[line.key] = row
        self._measure(place, row)
        self._string(place, row)
        row.show()
        return row

    def _measure(self, place: int, row: Row) -> bool:
        """Note how high a row is; return whether that is news."""
        height = row.height_for(self._across or self._width())
        before = self._heights[place]
        if height == before:
            return False
        value = self.verticalScrollBar().value()
        above = self._tops[place] + before <= value
        self._heights[place] = height
        self._sum_up()
        if above:
            self._scroll(value + height - before)
        return True

    def _fill(self) -> None:
        """Make what is in sight, put all rows where they belong, and see to the rest later."""
        if not self.isVisible():
            return
        self._across = self._width()
        made = True
        while made:
            made = False
            first, last = self._span(0)
            for place in range(first, last):
                if self._lines[place].key not in self._rows:
                    self._shown(place)
                    made = True
        self._put()
        self._idle.start()

    def _put(self) -> None:
        value = self.verticalScrollBar().value()
        left = (self.viewport().width() - self._across) // 2
        for key, row in self._rows.items():
            place = self._places[key]
            row.setGeometry(left, self._tops[place] - value, self._across, self._heights[place])

    def _make_ahead(self) -> None:
        """Make some rows above and below, and give up what is far."""
        time = QElapsedTimer()
        time.start()
        far_first, far_last = self._span(KEPT)
        focused = self._focused()
        for key in list(self._rows):
            if not far_first <= self._places[key] < far_last and key != focused:
                self._give_up(key)
        first, last = self._span(AHEAD)
        for place in range(first, last):
            if self._lines[place].key not in self._rows:
                self._shown(place)
                if time.elapsed() >= SLICE:
                    self._put()
                    self._idle.start()
                    return
        self._put()
        self.sighted.emit()

    def _grown(self) -> None:
        row = self.sender()
        self.measure([key for key, one in self._rows.items() if one is row])

    def _give_up(self, key: str) -> None:
        row = self._rows.pop(key, None)
        if row is None:
            return
        focused = self._focus_widget()
        if focused is not None and row.isAncestorOf(focused):
            # It would hand the keyboard on by itself, to a row that may be about to go as well.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        row.hide()
        row.deleteLater()

    # Keyboard

    def _string(self, place: int, row: Row) -> None:
        """Have the keyboard come to a new row between its neighbours."""
        before: QWidget | None = None
        for other in range(place - 1, -1, -1):
            found = self._rows.get(self._lines[other].key)
            if found is None:
                break
            if found.stops():
                before = found.stops()[-1]
                break
        for stop in row.stops():
            self.setTabOrder(before if before is not None else self, stop)
            before = stop
        for other in range(place + 1, len(self._lines)):
            found = self._rows.get(self._lines[other].key)
            if found is None or before is None:
                break
            if found.stops():
                for stop in found.stops():
                    self.setTabOrder(before, stop)
                    before = stop
                break

    def _focus_widget(self) -> QWidget | None:
        return self.window().focusWidget()

    def _row_of(self, widget: QWidget | None) -> Row | None:
        while widget is not None and widget is not self:
            if isinstance(widget, Row):
                return widget
            widget = widget.parentWidget()
        return None

    def _focused(self) -> str | None:
        """Return the key of the line whose row has the keyboard."""
        row = self._row_of(self._focus_widget())
        return next((key for key, one in self._rows.items() if one is row), None) if row else None

    def _ensure(self, row: Row) -> None:
        """Scroll as little as needed for a row to be in sight."""
        place = next(self._places[key] for key, one in self._rows.items() if one is row)
        top, height = self._tops[place], self._heights[place]
        bar, view = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or height > view:
            bar.setValue(top - self._margin // 2)
        elif top + height > bar.value() + view:
            bar.setValue(top + height - view + self._margin // 2)

    def _focus_near(self, standing: Sequence[str], focused: str) -> None:
        """Give the keyboard to where it was, or to what follows what it was at."""
        if focused in self._rows and self._focused() == focused:
            return
        survivor = _survivor(standing, focused, self._places)
        at = self._places[survivor] if survivor is not None else 0
        for place in range(at, len(self._lines)):
            row = self._shown(place)
            if row.stops():
                row.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)
                self._ensure(row)
                return
        self.setFocus(Qt.FocusReason.OtherFocusReason)


def _survivor(standing: Sequence[str], key: str | None, places: dict[str, int]) -> str | None:
    """Return a key that is still there, or else the next one behind it that is."""
    if key is None:
        return None
    for one in standing[standing.index(key) :]:
        if one in places:
            return one
    return None
