"""Where a picture stands on the screen: arithmetic without a widget.

Zoom 1 shows one unit of the picture (a pixel, or an SVG's user unit) in one device-independent
pixel.  Places on the picture are fractions of its width and height, so they outlive a picture that
is exported again at another size.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF

MOST = 40.0
"""The largest zoom."""


class Mode(StrEnum):
    """What the zoom follows when the window changes."""

    FIT = "fit"
    WIDTH = "width"
    FREE = "free"


class DiagramView(NamedTuple):
    """How a picture is looked at: the mode, the zoom, and what is in the middle of the window."""

    mode: Mode = Mode.FIT
    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5


class Stage(NamedTuple):
    """A picture of a size in a window of a size.

    ``padding`` is what stays free around a fitted picture.  ``grows`` says whether fitting may
    enlarge the picture: a drawing stays sharp, pixels do not.
    """

    picture: QSizeF
    viewport: QSizeF
    padding: float
    grows: bool

    @property
    def fit_zoom(self) -> float:
        """The zoom that shows the whole picture."""
        down = (self.viewport.height() - 2 * self.padding) / self.picture.height()
        return self._bounded(min(self._across, down))

    @property
    def width_zoom(self) -> float:
        """The zoom that shows the whole width."""
        return self._bounded(self._across)

    def settled(self, view: DiagramView) -> DiagramView:
        """Return the view with its zoom within bounds and the picture kept in sight.

        The middle may leave the picture's middle only as far as zooming in on one of its corners
        takes it: so zooming in never slips under the pointer, and zooming out comes home.
        """
        if not all(map(math.isfinite, (view.zoom, view.x, view.y))):
            view = DiagramView()
        fit = self.fit_zoom
        asked = {Mode.FIT: fit, Mode.WIDTH: self.width_zoom, Mode.FREE: view.zoom}[view.mode]
        zoom = min(max(asked, fit / 2), max(MOST, fit))
        slack = max(0.0, 0.5 - 0.5 * fit / zoom)
        # A page that is scrolled at full width has nothing to show beside it.
        aside = 0.0 if view.mode is Mode.WIDTH else slack
        x = min(max(view.x, 0.5 - aside), 0.5 + aside)
        y = min(max(view.y, 0.5 - slack), 0.5 + slack)
        return view._replace(zoom=zoom, x=x, y=y)

    def place(self, view: DiagramView) -> QRectF:
        """Return the picture's rectangle in the window for a settled view."""
        width = self.picture.width() * view.zoom
        height = self.picture.height() * view.zoom
        left = self.viewport.width() / 2 - view.x * width
        top = self.viewport.height() / 2 - view.y * height
        return QRectF(left, top, width, height)

    def zoomed(self, view: DiagramView, zoom: float, at: QPointF) -> DiagramView:
        """Return the view at another zoom, with the same point of the picture at ``at``."""
        target = self.settled(view._replace(mode=Mode.FREE, zoom=zoom)).zoom
        if math.isclose(target, self.fit_zoom, rel_tol=1e-3):
            return self.settled(DiagramView())
        place = self.place(view)
        kept = view.zoom / target
        x = (at.x() - place.x()) / place.width()
        y = (at.y() - place.y()) / place.height()
        return self.settled(
            DiagramView(Mode.FREE, target, x + (view.x - x) * kept, y + (view.y - y) * kept)
        )

    def aimed(self, x: float, y: float) -> DiagramView:
        """Return the view of a place seen closely: a picture's own size, if that is any closer.

        Closer than four times the whole, nobody would know where on a large picture that is.
        """
        zoom = min(max(1.0, self.fit_zoom), 4 * self.fit_zoom)
        if zoom <= self.fit_zoom * 1.001:
            return self.settled(DiagramView())
        return self.settled(DiagramView(Mode.FREE, zoom, x, y))

    def moved(self, view: DiagramView, by: QPointF) -> DiagramView:
        """Return the view with the picture pushed by a distance in the window."""
        place = self.place(view)
        x, y = view.x - by.x() / place.width(), view.y - by.y() / place.height()
        return self.settled(view._replace(x=x, y=y))

    def resized(self, view: DiagramView, before: Stage) -> DiagramView:
        """Return the view for this window, settled in the one ``before`` it was resized.

        The middle stays in the middle; a page at full width keeps what is at its top.
        """
        if view.mode is Mode.WIDTH:
            place = before.place(view)
            top = (self.padding - place.y()) / place.height()
            height = self.picture.height() * self.width_zoom
            view = view._replace(y=top + (self.viewport.height() / 2 - self.padding) / height)
        return self.settled(view)

    def movable(self, view: DiagramView) -> bool:
        """Return whether there is anything to push the picture to."""
        return view.zoom > self.fit_zoom * 1.001

    @property
    def _across(self) -> float:
        return (self.viewport.width() - 2 * self.padding) / self.picture.width()

    def _bounded(self, zoom: float) -> float:
        # A window that is dragged shut still has a picture in it, if only a speck.
        speck = 1 / max(self.picture.width(), self.picture.height())
        return max(zoom if self.grows else min(zoom, 1.0), speck)
