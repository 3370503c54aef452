"""Covered places of a picture: each is uncovered by a click or a key, and then graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from msp_desktop.review.recall import Face, Round
from msp_desktop.ui.views.diagram.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

    from msp_desktop.course.diagrams.model import Box
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas
    from msp_desktop.ui.views.diagram.overlay import Ground

_ROOM = 3.0
"""How far what covers reaches beyond the words, in device-independent pixels."""

_SMALL = 16.0
"""How high something must be to have a broad edge."""

_CORNER = 3.0
_SEEN_THROUGH = 46


class Doings(NamedTuple):
    """What the cover asks for.

    ``turn`` uncovers a place and has it asked, ``step`` goes to the next (1) or previous (-1) one,
    ``reveal`` uncovers the one that is asked, ``grade`` says whether it was known.
    """

    turn: Callable[[str], object]
    step: Callable[[int], object]
    reveal: Callable[[], object]
    grade: Callable[[bool], object]
    undo: Callable[[], object]
    leave: Callable[[], object]


class Cover(Overlay):
    """Covers places by their names; ``round`` says how each is seen.

    A click or Space uncovers, 1 says that it was known and 2 that it was not, N and P go on and
    back, Backspace undoes the last grade, Escape leaves.
    """

    def __init__(
        self, canvas: DiagramCanvas, places: Mapping[str, tuple[Box, ...]], doings: Doings
    ) -> None:
        self._canvas = canvas
        self._places = places
        self._doings = doings
        self.round = Round(())

    def show(self, now: Round) -> None:
        """Show a round as it stands now; the place that is asked comes into sight."""
        before, self.round = self.round, now
        if now.current and now.current != before.current:
            self._canvas.bring_into_sight(QRectF(*_around(self._places[now.current])))
        self._canvas.update()

    def paint(self, painter: QPainter, ground: Ground, theme: Theme) -> None:
        """Paint what is covered, and how the others were graded."""
        for name, boxes in self._places.items():
            face = self.round.face(name)
            for box in boxes:
                _paint_place(painter, _shape(box, ground), theme, face)
        if self.round.current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2.5))
            around = _shape(_around(self._places[self.round.current]), ground)
            painter.drawRoundedRect(around.adjusted(-4, -4, 4, 4), _CORNER + 2, _CORNER + 2)

    def pressed(self, event: QMouseEvent, ground: Ground) -> bool:
        """Uncover what is pressed."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        name = self._hit(event.position(), ground)
        if name:
            self._doings.turn(name)
        return bool(name)

    def moved(self, event: QMouseEvent, ground: Ground) -> bool:
        """Keep what lies below from saying what is covered."""
        if self._hit(event.position(), ground):
            self._canvas.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self._canvas.unsetCursor()
        return True

    def released(self, event: QMouseEvent, ground: Ground) -> bool:
        """Take the release of what was pressed."""
        return True

    def clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        """Keep what lies below from leading away."""
        return event.button() is Qt.MouseButton.LeftButton

    def double_clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        """Take a second click on a place."""
        return bool(self._hit(event.position(), ground))

    def key_pressed(self, event: QKeyEvent, ground: Ground) -> bool:
        """Do what a key says."""
        keys = Qt.Key
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        doings: dict[Qt.Key, Callable[[], object]] = {
            keys.Key_Space: self._doings.reveal,
            keys.Key_Return: self._doings.reveal,
            keys.Key_Enter: self._doings.reveal,
            keys.Key_1: lambda: self._doings.grade(True),
            keys.Key_2: lambda: self._doings.grade(False),
            keys.Key_N: lambda: self._doings.step(1),
            keys.Key_P: lambda: self._doings.step(-1),
            keys.Key_Backspace: self._doings.undo,
            keys.Key_Escape: self._doings.leave,
        }
        doing = doings.get(Qt.Key(event.key())) if not plain else None
        if doing is not None:
            doing()
        return doing is not None

    def _hit(self, at: QPointF, ground: Ground) -> str:
        found = [
            (box.area, name)
            for name, boxes in self._places.items()
            for box in boxes
            if _shape(box, ground).contains(at)
        ]
        return min(found)[1] if found else ""


def _shape(box: Box, ground: Ground) -> QRectF:
    shape = ground.box(*box)
    # Of small print seen from afar, the words around are not to be covered, too.
    room = min(_ROOM, shape.height() / 5)
    return shape.adjusted(-room, -room, room, room)


def _paint_place(painter: QPainter, shape: QRectF, theme: Theme, face: Face) -> None:
    line = 1.5 if shape.height() > _SMALL else 1.0
    role = {Face.KNOWN: "added", Face.UNKNOWN: "removed"}.get(face, "accent")
    if face is Face.COVERED:
        painter.setPen(QPen(theme.colour("accent"), line))
        painter.setBrush(theme.colour("selected"))
    else:
        inside = QColor(theme.colour(role))
        inside.setAlpha(0 if face is Face.SHOWN else _SEEN_THROUGH)
        style = Qt.PenStyle.DashLine if face is Face.SHOWN else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.colour(role), line, style))
        painter.setBrush(inside)
    painter.drawRoundedRect(shape, _CORNER, _CORNER)


def _around(boxes: tuple[Box, ...]) -> Box:
    found = boxes[0]
    for box in boxes[1:]:
        found = found.joined(box)
    return found
