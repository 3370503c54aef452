"""Pins over a picture: put there, moved, made larger or smaller, and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt

from msp_desktop.course.diagrams.model import Box
from msp_desktop.ui.views.diagram import pins_painting
from msp_desktop.ui.views.diagram.overlay import Overlay
from msp_desktop.ui.views.diagram.pins_menu import PinDoings, choose, fill
from msp_desktop.ui.views.diagram.pins_painting import body
from msp_desktop.ui.views.diagram.pins_places import (
    Drag,
    dragged,
    handle_at,
    hit,
    in_order,
    is_far,
    nudged,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QMenu

    from msp_desktop.notebook.pins import Pin
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas
    from msp_desktop.ui.views.diagram.overlay import Ground

_CURSORS = {
    (0, 0): Qt.CursorShape.SizeFDiagCursor,
    (2, 2): Qt.CursorShape.SizeFDiagCursor,
    (2, 0): Qt.CursorShape.SizeBDiagCursor,
    (0, 2): Qt.CursorShape.SizeBDiagCursor,
    (1, 0): Qt.CursorShape.SizeVerCursor,
    (1, 2): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeHorCursor,
    (2, 1): Qt.CursorShape.SizeHorCursor,
}


class Pins(Overlay):
    """The pins of the picture that a canvas shows.

    A click chooses one, dragging moves it, its handles make it larger or smaller; so do the arrows,
    with Shift.  Enter or a double-click edits, Del takes away, Escape lets go.  While one is being
    added, a click makes a point and a drag a rectangle; Enter makes a point in the middle.
    """

    def __init__(self, canvas: DiagramCanvas, doings: PinDoings) -> None:
        self._canvas = canvas
        self._doings = doings
        self._drag: Drag | None = None
        self._draft: Box | None = None
        self._question = ""
        self.pins: tuple[Pin, ...] = ()
        self.chosen = ""
        self.hovered = ""
        self.adding = False
        self.quiet = False

    # What it shows

    def show(self, pins: Sequence[Pin]) -> None:
        """Take the pins of the picture as they are now."""
        self.pins = tuple(pins)
        known = {one.id for one in pins}
        if self.chosen not in known:
            self.chosen = ""
        self.hovered = self.hovered if self.hovered in known else ""
        self._canvas.update()

    def set_question(self, question: str) -> None:
        """Mark the pins that lead to the question being read."""
        self._question = question
        self._canvas.update()

    def begin_adding(self, *, on: bool) -> None:
        """Have the next click or drag make a pin, or not."""
        self.adding = on
        self._drag = self._draft = None
        if on:
            self._choose("")
            self._canvas.setFocus()
        self._canvas.update()

    def set_quiet(self, *, on: bool) -> None:
        """Have pins neither say what they are nor lead anywhere, while places are covered."""
        self.begin_adding(on=False)
        self._choose("")
        self.quiet = on

    def choose(self, identifier: str) -> None:
        """Choose a pin and bring it into sight."""
        pin = self._pin(identifier)
        if pin is not None:
            self.chosen = identifier
            self._canvas.bring_into_sight(QRectF(*pin.box))
            self._canvas.update()

    def leading_to(self, question: str) -> list[Pin]:
        """Return the pins that lead to a question, in reading order."""
        if not question or not any(question in one.questions for one in self.pins):
            return []
        return [one for one in in_order(self.pins) if question in one.questions]

    def come_to(self, question: str) -> None:
        """Bring into sight what leads to a question, if none of it is."""
        found, ground = self.leading_to(question), self._canvas.ground()
        window = QRectF(self._canvas.rect())
        if ground is None or any(window.intersects(body(one.box, ground)) for one in found):
            return
        if found:
            self._canvas.bring_into_sight(QRectF(*found[0].box))

    def reveal(self, question: str) -> None:
        """Choose a pin that leads to a question, another one each time."""
        ids = [one.id for one in self.leading_to(question)]
        if ids:
            here = ids.index(self.chosen) + 1 if self.chosen in ids else 0
            self.choose(ids[here % len(ids)])

    # What the canvas offers

    def paint(self, painter: QPainter, ground: Ground, theme: Theme) -> None:
        """Paint the pins, the handles of the chosen one, and what is being drawn."""
        for pin in self.pins:
            state = pins_painting.State(
                chosen=pin.id == self.chosen,
                hovered=pin.id == self.hovered,
                glowing=self._question in pin.questions,
            )
            box = self._draft if self._is_dragged(pin) and self._draft else pin.box
            pins_painting.pin(painter, pin, box, ground, theme, state)
        told = self._pin(self.hovered or self.chosen)
        if told is not None and self._drag is None and not self.quiet:
            words = self._doings.title(told.id)
            where = body(told.box, ground)
            pins_painting.words(painter, words, where, theme, QRectF(self._canvas.rect()))
        if self.adding:
            if self._draft is not None:
                pins_painting.draft(painter, self._draft, ground, theme)
            hint = QCoreApplication.translate(
                "Pins", "Click for a point, drag for a rectangle; Esc ends"
            )
            pins_painting.hint(painter, hint, theme, QRectF(self._canvas.rect()))

    def pressed(self, event: QMouseEvent, ground: Ground) -> bool:
        """Begin to draw, to move or to resize."""
        if event.button() is not Qt.MouseButton.LeftButton or self.quiet:
            return False
        at = event.position()
        if self.adding:
            if not ground.holds(at):
                return False
            self._drag = Drag(at, None, None)
            return True
        chosen = self._pin(self.chosen)
        handle = handle_at(chosen, at, ground)
        pin = chosen if handle is not None else hit(self.pins, at, ground)
        if pin is None:
            self._choose("")
            return False
        self._drag = Drag(at, pin, handle)
        self._choose(pin.id)
        return True

    def moved(self, event: QMouseEvent, ground: Ground) -> bool:
        """Draw, move or resize; or mark what is pointed at."""
        at = event.position()
        if self._drag is not None:
            if self._draft is not None or is_far(at - self._drag.start):
                self._draft = dragged(self._drag, at, ground)
                self._canvas.update()
            return True
        if self.adding:
            self._canvas.setCursor(Qt.CursorShape.CrossCursor)
            return True
        if self.quiet:
            return False
        handle = handle_at(self._pin(self.chosen), at, ground)
        pin = hit(self.pins, at, ground)
        before, self.hovered = self.hovered, pin.id if pin is not None else ""
        if before != self.hovered:
            self._canvas.update()
        if handle is not None:
            self._canvas.setCursor(_CURSORS[handle])
        elif pin is not None:
            self._canvas.setCursor(Qt.CursorShape.PointingHandCursor)
        return handle is not None or pin is not None

    def released(self, event: QMouseEvent, ground: Ground) -> bool:
        """End what was begun; a click without a drag makes a point, or goes where the pin leads."""
        drag, draft = self._drag, self._draft
        self._drag = self._draft = None
        if drag is None:
            return False
        if drag.pin is None:
            spot = ground.fraction(drag.start)
            self._add(draft or Box(spot.x(), spot.y()))
        elif draft is not None:
            self._doings.place(drag.pin.id, draft)
        elif drag.handle is None and len(drag.pin.questions) == 1:
            self._doings.open(drag.pin.questions[0])
        elif drag.handle is None and drag.pin.questions:
            choose(self._canvas, drag.pin, event.globalPosition().toPoint(), self._doings)
        self._canvas.update()
        return True

    def double_clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        """Edit the pin that is clicked."""
        pin = hit(self.pins, event.position(), ground)
        if pin is None or self.quiet:
            return False
        self._doings.edit(pin.id)
        return True

    def key_pressed(self, event: QKeyEvent, ground: Ground) -> bool:
        """Walk the pins, or do with the chosen one what a key says."""
        keys, key = Qt.Key, event.key()
        if self.quiet:
            return False
        if self.adding:
            return self._add_by_key(key, ground)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (keys.Key_N, keys.Key_P) and not plain:
            return self._step(1 if key == keys.Key_N else -1)
        pin = self._pin(self.chosen)
        if pin is None:
            return False
        ways = {
            keys.Key_Left: QPointF(-1, 0),
            keys.Key_Right: QPointF(1, 0),
            keys.Key_Up: QPointF(0, -1),
            keys.Key_Down: QPointF(0, 1),
        }
        if key in ways:
            box = nudged(pin, ways[Qt.Key(key)], event.modifiers(), ground)
            self._doings.place(pin.id, box)
        elif key in (keys.Key_Return, keys.Key_Enter):
            self._doings.edit(pin.id)
        elif key in (keys.Key_Delete, keys.Key_Backspace):
            self._doings.remove(pin.id)
        elif key == keys.Key_Escape:
            self._choose("")
        else:
            return False
        return True

    def left(self) -> None:
        """Point at nothing."""
        if self.hovered:
            self.hovered = ""
            self._canvas.update()

    def fill_menu(self, menu: QMenu, at: QPointF) -> None:
        """Offer what can be done with the pin that the menu is asked for at."""
        ground = self._canvas.ground()
        pin = hit(self.pins, ground.spot(at.x(), at.y()), ground) if ground is not None else None
        if pin is not None and not self.quiet:
            fill(menu, pin, self._doings)

    # What follows from it

    def _add(self, box: Box) -> None:
        self.adding = False
        made = self._doings.add(box)
        if made:
            self._choose(made)
        self._canvas.unsetCursor()

    def _add_by_key(self, key: int, ground: Ground) -> bool:
        if key == Qt.Key.Key_Escape:
            self.begin_adding(on=False)
            self._canvas.unsetCursor()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            seen = ground.place & QRectF(self._canvas.rect())
            spot = ground.fraction(seen.center())
            self._add(Box(spot.x(), spot.y()))
            return True
        return False

    def _step(self, by: int) -> bool:
        """Go to the next pin; before the first and after the last come the linked elements."""
        links = self._doings.links()
        elements = links.linked.elements if links is not None else ()
        ids = [one.id for one in in_order(self.pins)]
        if not ids:
            return False
        if self.chosen in ids:
            at = ids.index(self.chosen) + by
            if elements and links is not None and not 0 <= at < len(ids):
                self._choose("")
                links.enter(by)
                return True
            self.choose(ids[at % len(ids)])
        elif elements and links is not None:
            end = elements[-1 if by > 0 else 0].id
            if links.current is None or links.current.id != end:
                return False
            links.let_go()
            self.choose(ids[0 if by > 0 else -1])
        else:
            self.choose(ids[0 if by > 0 else -1])
        self._doings.chosen(self.chosen)
        self._canvas.moved_by_hand.emit()
        return True

    def _is_dragged(self, pin: Pin) -> bool:
        return self._drag is not None and self._drag.pin is not None and self._drag.pin.id == pin.id

    def _choose(self, identifier: str) -> None:
        if identifier != self.chosen:
            self.chosen = identifier
            self._doings.chosen(identifier)
            self._canvas.update()

    def _pin(self, identifier: str) -> Pin | None:
        return next((one for one in self.pins if one.id == identifier), None)
