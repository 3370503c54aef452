"""A column of rows of any height, of which only those near what is in sight are widgets."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QFrame, QWidget

from msp_desktop.ui.views.changes.heights import Heights
from msp_desktop.ui.views.changes.keys import Keys
from msp_desktop.ui.views.scrollbar import make_quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from msp_desktop.ui.views.changes.heights import Line

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
        self._rows: dict[str, Row] = {}
        self._heights = Heights(margin // 2)
        self._keys = Keys(self, self._heights, self._rows)
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
        return self._heights.lines

    @property
    def at_rest(self) -> bool:
        """Whether all rows that are to be made are."""
        return not self._idle.isActive()

    def row(self, key: str) -> Row | None:
        """Return the row of a line, if it is made."""
        return self._rows.get(key)

    def rows(self) -> list[Row]:
        """Return the rows that are made, in order."""
        return [self._rows[one.key] for one in self.lines if one.key in self._rows]

    def in_sight(self) -> Sequence[Line]:
        """Return the lines in sight and a little around them."""
        first, last = self._span(0.5)
        return self.lines[first:last]

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; those that stay keep their rows, and the focus if they have it."""
        held, offset = self._held()
        focused = self._keys.focused()
        # Where nobody looks the keyboard is not followed to.
        seen = focused is not None and self._is_in_sight(focused)
        standing = [one.key for one in self.lines]
        same = self._heights.take(lines)
        for key in [key for key in self._rows if key not in same]:
            self._give_up(key)
        self._fit_bar()
        survivor = self._heights.survivor(standing, held) if held is not None else None
        if survivor is not None:
            self._scroll(self._heights.top(survivor) + (offset if survivor == held else 0))
        self._fill()
        if focused is not None and seen:
            self._keys.go_near(standing, focused)

    def measure(self, keys: Iterable[str]) -> None:
        """Give the rows of lines the height that they have come to want."""
        self._measure([key for key in keys if key in self._rows])
        self._fill()

    def anew(self) -> None:
        """Make all rows anew, as for another look."""
        held, offset = self._held()
        for key in list(self._rows):
            self._give_up(key)
        self._heights.guess_again()
        self._fit_bar()
        if held is not None:
            self._scroll(self._heights.top(held) + offset)
        self._fill()

    def go_to(self, key: str) -> None:
        """Bring a line to the top of what is in sight, and the keyboard to it."""
        if key not in self._heights.places:
            return
        # Rows above the view are measured as they come; the line itself is what is to stay.
        self._scroll(self._heights.top(key))
        self._fill()
        row = self._rows.get(key)
        if row is not None and row.stops():
            row.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def show_row(self, key: str) -> None:
        """Scroll as little as is needed for a row to be in sight."""
        top, height = self._heights.top(key), self._heights.height(key)
        bar, view = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or height > view:
            bar.setValue(top - self._margin // 2)
        elif top + height > bar.value() + view:
            bar.setValue(top + height - view + self._margin // 2)

    def step(self, by: int) -> None:
        """Move the keyboard to the next row (1) or the previous one (-1)."""
        self._keys.step(by, *self._span(0))

    # What Qt calls

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        held, offset = self._held()
        across = self._width()
        if across != self._across:
            self._across = across
            # How high the others are is seen when they are.
            self._heights.set_heights(self._wanted(self._rows))
        self._fit_bar()
        if held is not None:
            self._scroll(self._heights.top(held) + offset)
        self._fill()

    def scrollContentsBy(self, dx: int, dy: int, /) -> None:
        self._fill()
        self.sighted.emit()

    def focusNextPrevChild(self, next: bool, /) -> bool:
        moved = super().focusNextPrevChild(next)
        focused = self._keys.focused()
        if moved and focused is not None:
            self.show_row(focused)
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
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                # A tool button takes no more than Space for a press.
                focused = self.window().focusWidget()
                if isinstance(focused, QAbstractButton):
                    focused.click()
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

    def _is_in_sight(self, key: str) -> bool:
        first, last = self._span(0)
        return first <= self._heights.places[key] < last

    def _fit_bar(self) -> None:
        """Tell the scroll bar how much there is."""
        bar, view = self.verticalScrollBar(), self.viewport().height()
        # What follows from it is done by whoever asked for it, once all is known.
        before = bar.blockSignals(True)
        bar.setPageStep(view)
        bar.setSingleStep(LINE)
        bar.setRange(0, max(0, self._heights.end + self._margin - view))
        bar.blockSignals(before)

    def _held(self) -> tuple[str | None, int]:
        """Return the line at the top edge, and how much of it is above the edge."""
        value = self.verticalScrollBar().value()
        line = self._heights.at(value)
        return (None, 0) if line is None else (line.key, value - self._heights.top(line.key))

    def _scroll(self, value: int) -> None:
        bar = self.verticalScrollBar()
        before = bar.blockSignals(True)
        bar.setValue(value)
        bar.blockSignals(before)
        bar.update()

    def _span(self, around: float) -> tuple[int, int]:
        """Return the first line in sight and the one behind the last, with some around."""
        view, value = self.viewport().height(), self.verticalScrollBar().value()
        return self._heights.span(value - around * view, value + (1 + around) * view)

    def shown(self, place: int) -> Row:
        """Return the row at a place, made and measured; what is at the top edge stays."""
        line = self.lines[place]
        row = self._rows.get(line.key)
        if row is not None:
            return row
        row = self._make(line)
        row.setParent(self.viewport())
        row.grown.connect(self._grown)
        self._rows[line.key] = row
        self._measure([line.key])
        self._keys.string(place)
        row.show()
        return row

    def _wanted(self, keys: Iterable[str]) -> dict[str, int]:
        """Return how high rows want to be."""
        across = self._across or self._width()
        return {key: self._rows[key].height_for(across) for key in keys}

    def _measure(self, keys: Sequence[str]) -> None:
        """Give rows the height that they want; what stands at the top edge stays there."""
        held, offset = self._held()
        if self._heights.set_heights(self._wanted(keys)):
            self._fit_bar()
            if held is not None:
                self._scroll(self._heights.top(held) + offset)

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
                if self.lines[place].key not in self._rows:
                    self.shown(place)
                    made = True
        self._put()
        self._idle.start()

    def _put(self) -> None:
        value = self.verticalScrollBar().value()
        left = (self.viewport().width() - self._across) // 2
        for key, row in self._rows.items():
            top, height = self._heights.top(key), self._heights.height(key)
            row.setGeometry(left, top - value, self._across, height)

    def _make_ahead(self) -> None:
        """Make some rows above and below, and give up what is far."""
        time = QElapsedTimer()
        time.start()
        far_first, far_last = self._span(KEPT)
        focused = self._keys.focused()
        for key in list(self._rows):
            if not far_first <= self._heights.places[key] < far_last and key != focused:
                self._give_up(key)
        first, last = self._span(AHEAD)
        for place in range(first, last):
            if self.lines[place].key not in self._rows:
                self.shown(place)
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
        if self._keys.is_in(row):
            # It would hand the keyboard on by itself, to a row that may be about to go as well.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        row.hide()
        row.deleteLater()
