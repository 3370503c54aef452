"""What a picture's elements lead to, over the picture: pointed at, walked by keys, glowing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from msp_desktop.ui.views.diagram import links_painting
from msp_desktop.ui.views.diagram.linked import Linked, is_seen, room_of
from msp_desktop.ui.views.diagram.links_painting import shape
from msp_desktop.ui.views.diagram.links_words import count_of, spoken
from msp_desktop.ui.views.diagram.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QMenu

    from msp_desktop.course.diagrams import Element
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas
    from msp_desktop.ui.views.diagram.overlay import Ground

BRIGHTENING = 320
"""How long a glow takes to be there, in milliseconds."""

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Doings(NamedTuple):
    """What links cannot do by themselves.

    ``open`` goes to a question by its id, ``title`` tells what it asks ("" for one that the course
    has no more), ``leave`` gives the keyboard back to the page.
    """

    open: Callable[[str], object]
    title: Callable[[str], str]
    leave: Callable[[], object]


class Links(Overlay):
    """The linked elements of the picture that a canvas shows.

    Pointing at one marks it and says what it is and how many questions it leads to; a click opens
    its question, or lists them.  ``N`` and ``P`` walk the elements in reading order, Enter opens,
    Escape leaves.  Those that lead to the question being read glow.

    ``linked`` are the elements that can be pointed at, ``glowing`` those of the question being
    read; ``hovered`` is the one that is pointed at, ``current`` the one that the keys are at.
    """

    def __init__(self, canvas: DiagramCanvas, doings: Doings) -> None:
        self._canvas = canvas
        self._asked = doings
        self._doings = doings._replace(open=self._open)
        self.linked = Linked()
        self._question = ""
        self.glowing: tuple[Element, ...] = ()
        self._pointer: QPointF | None = None
        # Where the keys were last, to go on from there after an answer was read.
        self._walked = ""
        self.hovered: Element | None = None
        self.current: Element | None = None
        self._brightness = QVariantAnimation(canvas)
        self._brightness.setDuration(BRIGHTENING)
        self._brightness.setStartValue(0.0)
        self._brightness.setEndValue(1.0)
        self._brightness.valueChanged.connect(lambda _: canvas.update())
        canvas.painted_anew.connect(self._follow)

    # What it shows

    @property
    def brightness(self) -> float:
        """How much of the glow is there, from 0 to 1."""
        return float(self._brightness.currentValue() or 0.0)

    def show(self, linked: Linked) -> None:
        """Take another picture's elements."""
        known = self.current.id if self.current else ""
        self.linked = linked
        self.hovered = None
        self._set_current(next((one for one in linked.elements if one.id == known), None))
        self._glow()
        self._follow()
        self._canvas.update()

    def set_question(self, question: str) -> None:
        """Have the elements glow that lead to the question being read."""
        if question == self._question:
            return
        self._question = question
        if not self._canvas.hasFocus():
            # Who walks the picture stays where he is; a mark of another question is over.
            self._set_current(None)
        self._glow()

    def come_to_glow(self) -> None:
        """Bring what glows into sight, if none of it is."""
        ground, window = self._canvas.ground(), QRectF(self._canvas.rect())
        if (
            ground is None
            or not self.glowing
            or any(is_seen(one, ground, window) for one in self.glowing)
        ):
            return
        rooms = [room_of(one, ground) for one in self.glowing]
        around = rooms[0]
        for room in rooms[1:]:
            around |= room
        box = ground.box(around.x(), around.y(), around.width(), around.height())
        together = box.width() <= window.width() and box.height() <= window.height()
        self._canvas.bring_into_sight(around if together else rooms[0])

    def reveal(self, question: str) -> bool:
        """Mark an element that leads to a question, another one each time; bring it into sight."""
        found = self.linked.of(question)
        if not found:
            return False
        ids = [one.id for one in found]
        here = ids.index(self._walked) if self._walked in ids else 0
        if self.current is not None and self.current.id in ids:
            here = ids.index(self.current.id) + 1
        self._go_to(found[here % len(found)])
        self._brighten()
        return True

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (-1) element; after the last one comes the first."""
        elements = self.linked.elements
        if not elements:
            return False
        ids = [one.id for one in elements]
        here = ids.index(self._walked) if self._walked in ids else -1 if by > 0 else 0
        self._go_to(elements[(here + by) % len(ids)])
        self._canvas.moved_by_hand.emit()
        return True

    def enter(self, by: int) -> None:
        """Go to the first (1) or the last (-1) element: a walk comes in from elsewhere."""
        self._go_to(self.linked.elements[0 if by > 0 else -1])

    def let_go(self) -> None:
        """Mark no element: a walk goes on elsewhere."""
        self._set_current(None)

    # What the canvas offers

    def paint(self, painter: QPainter, ground: Ground, theme: Theme) -> None:
        """Paint the points, the glow, what is pointed at or walked to, and what it says."""
        if not self.linked.elements:
            return
        window = QRectF(self._canvas.rect())
        links_painting.dots(painter, self.linked.points, ground, theme, window)
        links_painting.glow(painter, self.glowing, ground, theme, window, self.brightness)
        for one, walked in ((self.current, True), (self.hovered, False)):
            if one is not None and one.box is not None:
                links_painting.outline(painter, shape(ground, one.box), theme, walked=walked)
        told = self.hovered or self.current
        if told is not None and told.box is not None:
            words = links_painting.Words(told.label, count_of(told), told.note)
            pointer = self._pointer if told is self.hovered else None
            links_painting.label(painter, words, shape(ground, told.box), pointer, theme, window)

    def moved(self, event: QMouseEvent, ground: Ground) -> bool:
        """Mark what is pointed at."""
        self._pointer = event.position()
        self._hover(self.linked.hit(event.position(), ground))
        if self.hovered is None:
            return False
        leads = bool(self.hovered.questions)
        cursors = Qt.CursorShape
        self._canvas.setCursor(cursors.PointingHandCursor if leads else cursors.WhatsThisCursor)
        return True

    def clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        """Open what is clicked, or list what it leads to."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        found = self.linked.hit(event.position(), ground)
        self._pointer = event.position()
        self._hover(found)
        if found is None or not found.questions:
            self._set_current(None)
            return found is not None
        self._activate(found, event.globalPosition().toPoint())
        return True

    def double_clicked(self, event: QMouseEvent, ground: Ground) -> bool:
        """Take what was a click already."""
        found = self.linked.hit(event.position(), ground)
        return found is not None and bool(found.questions)

    def key_pressed(self, event: QKeyEvent, ground: Ground) -> bool:
        """Walk the elements, open one, or leave them."""
        keys, key = Qt.Key, event.key()
        if event.modifiers() not in _PLAIN:
            return False
        if key in (keys.Key_N, keys.Key_P):
            return self.step(1 if key == keys.Key_N else -1)
        if self.current is None:
            return False
        if key in (keys.Key_Return, keys.Key_Enter):
            self._activate(self.current, self._canvas.mapToGlobal(_below(self.current, ground)))
            return True
        if key == keys.Key_Escape:
            self._set_current(None)
            self._doings.leave()
            return True
        return False

    def left(self) -> None:
        """Point at nothing."""
        self._pointer = None
        self._hover(None)

    def fill_menu(self, menu: QMenu, at: QPointF) -> None:
        """Offer what the element leads to that the menu is asked for at, and the next one."""
        from msp_desktop.ui.views.diagram.links_menu import fill

        ground = self._canvas.ground()
        if ground is not None and self.linked.elements:
            spot = ground.spot(at.x(), at.y())
            fill(menu, self, self.linked.hit(spot, ground) or self.current, self._doings)

    # What follows from it

    def _open(self, question: str) -> None:
        """Go to a question; what glows on the picture then shows where that was."""
        self._set_current(None)
        self._asked.open(question)

    def _activate(self, one: Element, at: QPoint) -> None:
        self._walked = one.id
        if len(one.questions) == 1:
            self._doings.open(one.questions[0])
        if len(one.questions) <= 1:
            return
        from msp_desktop.ui.views.diagram.links_menu import choose

        self._set_current(one)
        choose(self._canvas, one, at, self._doings)

    def _go_to(self, one: Element) -> None:
        self._hover(None)
        self._walked = one.id
        self._set_current(one)
        ground = self._canvas.ground()
        if ground is not None:
            self._canvas.bring_into_sight(room_of(one, ground))

    def _hover(self, one: Element | None) -> None:
        if one is not None or self.hovered is not None:
            self.hovered = one
            self._canvas.update()

    def _set_current(self, one: Element | None) -> None:
        self.current = one
        self._canvas.update()
        words = spoken(one, self.linked)
        if words != self._canvas.accessibleDescription():
            self._canvas.setAccessibleDescription(words)
            if one is not None:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, words))

    def _glow(self) -> None:
        before = self.glowing
        self.glowing = self.linked.of(self._question)
        if self.glowing != before:
            self._brighten()

    def _brighten(self) -> None:
        self._brightness.stop()
        if self.glowing and self._canvas.smooth():
            self._brightness.start()
        else:
            self._brightness.setCurrentTime(BRIGHTENING)
        self._canvas.update()

    def _follow(self) -> None:
        """Point at what has come under the pointer while the picture moved."""
        ground = self._canvas.ground()
        if self._pointer is not None and ground is not None:
            self._hover(self.linked.hit(self._pointer, ground))


def titles_of(questions: Sequence[str], doings: Doings) -> list[tuple[str, str]]:
    """Return the ids and titles of those questions that the course has."""
    named = ((one, doings.title(one)) for one in questions)
    return [(one, title) for one, title in named if title]


def _below(one: Element, ground: Ground) -> QPoint:
    """Return where the list of an element's questions goes."""
    return shape(ground, one.box).bottomLeft().toPoint() if one.box else QPoint()
