"""A surface whose picture zooms smoothly, glides when it is let go, and comes to what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QStyle

from msp_desktop.ui.views.diagram.motion import Glide, Mover, between, eased
from msp_desktop.ui.views.diagram.surface import PADDING, Surface
from msp_desktop.ui.views.diagram.view import DiagramView, Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QPixmap, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.forms import Picture


MANY = 4_000_000
"""From how many pixels of the window on a zoom is painted without smoothing."""


class MovingSurface(Surface):
    """Moves its picture over time, unless the user or the desktop asks for less motion.

    What is told and remembered of the view is where a zoom will end; a glide is told as it goes.

    Signal: ``painted_anew()`` whenever the picture is looked at otherwise or is another one, each
    frame of a motion included.
    """

    painted_anew = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._goal: DiagramView | None = None
        self._calm = False
        self.mover = Mover(self)
        self._drawings.changed.connect(self.painted_anew)

    @property
    def at_rest(self) -> bool:
        """Whether nothing moves, and the picture is as sharp as the screen can show it."""
        return not self.mover.moving and super().at_rest

    @property
    def hurried(self) -> bool:
        """Whether a zoom is on its way on a screen of many pixels; it is over in a moment."""
        pixels = self.width() * self.height() * self.devicePixelRatioF() ** 2
        return self.mover.moving and self._goal is not None and pixels > MANY

    def view_state(self) -> DiagramView:
        """Return what is looked at, or will be in a moment."""
        return self._goal or super().view_state()

    def stop(self) -> None:
        """Stop a glide where it is, and end a zoom at once."""
        self.mover.stop()
        if self._goal is not None:
            goal, self._goal = self._goal, None
            self._look(goal)

    def set_picture(self, picture: Picture | None, view: DiagramView | None = None) -> None:
        """Show a picture, or nothing; ``view`` None shows all of it."""
        self.mover.stop()
        self._goal = None
        super().set_picture(picture, view)

    def restore(self, view: DiagramView) -> None:
        """Look at what was remembered, at once."""
        self.mover.stop()
        self._goal = None
        super().restore(view)

    def fit(self) -> None:
        """Show the whole picture, and keep it so when the window's size changes."""
        self.stop()
        super().fit()

    def fit_width(self) -> None:
        """Show the whole width from the top, and keep the width so."""
        self.stop()
        super().fit_width()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom at once, with one point of the window held still."""
        self.stop()
        super().zoom_to(zoom, at)

    def push(self, by: QPointF) -> None:
        """Push the picture by a distance in the window, at once."""
        self.stop()
        super().push(by)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Multiply the zoom smoothly, with one point of the window held still.

        Asked again on the way, it goes on to a multiple of where it would have ended.
        """
        stage = self._stage(self.size())
        if stage is None:
            return
        last = self.view_state()
        zoom = stage.zoomed(last, last.zoom * factor, QPointF()).zoom
        held = at or QRectF(self.rect()).center()
        self.mover.stop()
        start = self._view
        self._goal = goal = stage.zoomed(start, zoom, held)

        def on_the_way(share: float) -> DiagramView:
            return stage.zoomed(start, between(start.zoom, goal.zoom, share), held)

        self._begin(on_the_way)

    def glide(self, velocity: QPointF) -> None:
        """Let the picture glide on from a speed in pixels a second."""
        self.stop()
        stage = self._stage(self.size())
        if stage is None or velocity.isNull() or not self.smooth():
            return
        glide, start = Glide(velocity), self._view

        def move(seconds: float) -> bool:
            before = self._view
            self._look(stage.moved(start, glide.gone(seconds)))
            # A picture at its edge has nowhere to glide to.
            stuck = seconds > 0 and self._view == before
            return not stuck and not glide.over(seconds)

        self.mover.begin(move, self.screen().refreshRate())

    def bring_into_sight(self, box: QRectF) -> None:
        """Push the picture smoothly until a box of it, in fractions, is in sight; no zoom.

        Of a box larger than the window, its middle comes to the window's middle.
        """
        self.stop()
        stage = self._stage(self.size())
        if stage is None:
            return
        place = stage.place(self._view)
        shown = QRectF(
            place.x() + box.x() * place.width(),
            place.y() + box.y() * place.height(),
            box.width() * place.width(),
            box.height() * place.height(),
        )
        window = QRectF(self.rect()).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        across = _into(shown.left(), shown.right(), window.left(), window.right())
        down = _into(shown.top(), shown.bottom(), window.top(), window.bottom())
        if not across and not down:
            return
        start = self._view
        self._goal = goal = stage.moved(start, QPointF(across, down))
        way = QPointF(goal.x - start.x, goal.y - start.y)

        def on_the_way(share: float) -> DiagramView:
            x, y = start.x + way.x() * share, start.y + way.y() * share
            return stage.settled(start._replace(x=x, y=y))

        self._begin(on_the_way)

    def look_closely(self, at: QPointF) -> None:
        """Look closely at a place of the picture, in fractions."""
        self.stop()
        stage = self._stage(self.size())
        if stage is not None:
            self._look(stage.aimed(at.x(), at.y()))

    def centre_on(self, x: float, y: float) -> None:
        """Have a place of the picture, in fractions, in the middle of the window at once."""
        self.stop()
        if self._view.mode is Mode.FIT:
            return
        self._look(self._view._replace(x=x, y=y))

    @property
    def drawn(self) -> bool:
        """Whether nothing of the picture is being drawn."""
        return self._drawings.idle

    def show_frame(self, picture: Picture) -> None:
        """Show another frame of the same picture in the same place."""
        self._picture = picture
        self._drawings.next_frame(picture)

    def whole(self) -> QPixmap | None:
        """Return the whole picture as it was drawn last, small or large; None before."""
        return self._drawings.whole

    def smooth(self) -> bool:
        """Return whether motion is seen and wanted."""
        if self._calm:
            return False
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.isVisible() and self.style().styleHint(hint, None, self) > 0

    def set_calm(self, *, calm: bool) -> None:
        """Have nothing move by itself, or whatever the desktop lets move."""
        self._calm = calm
        if calm:
            self.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """End what moves: nobody sees it."""
        self.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """End what moves: it was for a window of another size."""
        self.stop()
        super().resizeEvent(event)

    def _look(self, view: DiagramView) -> None:
        super()._look(view)
        self.painted_anew.emit()

    def _begin(self, on_the_way: Callable[[float], DiagramView]) -> None:
        if not self.smooth():
            self.stop()
            return

        def move(seconds: float) -> bool:
            share = eased(seconds)
            if share >= 1:
                self.stop()
                return False
            self._look(on_the_way(share))
            return True

        self.mover.begin(move, self.screen().refreshRate())
        # Where it will end is known now.
        self._look(self._view)


def _into(first: float, last: float, least: float, most: float) -> float:
    """Return how far a stretch must be pushed to lie between two bounds."""
    if last - first > most - least:
        return (least + most - first - last) / 2
    return max(0.0, least - first) + min(0.0, most - last)
