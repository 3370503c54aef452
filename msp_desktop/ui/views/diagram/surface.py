"""A picture on the screen: placed by a view, drawn as sharp as the screen can show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QRegion
from PySide6.QtWidgets import QWidget

from msp_desktop.ui.views.diagram.drawing import Drawings, Wish
from msp_desktop.ui.views.diagram.view import DiagramView, Mode, Stage

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.forms import Picture

PADDING = 16
"""What stays free around a fitted picture; half of it is the margin of its paper."""


def paper_for(picture: Picture | None, theme: Theme) -> QColor | None:
    """Return the colour of the paper under a picture, or None for one that needs none."""
    if picture is None or not picture.on_paper:
        return None
    # In the dark, ink and paper change places: the lightest tone there is the text's, and
    # paper of that tone does not glare.
    return theme.colour("text" if theme.dark else "paper")


class Surface(QWidget):
    """Shows a picture at a place and a zoom.

    Signals: ``view_changed(DiagramView)`` whenever the view is another one, a resized window
    included; ``failed(PictureError)`` where the picture turns out damaged while it is drawn.
    """

    view_changed = Signal(object)
    failed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: Picture | None = None
        self._view = DiagramView()
        self._told: DiagramView | None = None
        self._drawings = Drawings(self)
        self._drawings.changed.connect(self.update)
        self._drawings.failed.connect(self.failed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(60, 60)

    @property
    def picture(self) -> Picture | None:
        """The picture that is shown."""
        return self._picture

    @property
    def at_rest(self) -> bool:
        """Whether the picture is painted as sharp as the screen can show it."""
        return self._drawings.at_rest

    @property
    def hurried(self) -> bool:
        """Whether the next frame matters more than how smooth this one is."""
        return False

    def set_picture(self, picture: Picture | None, view: DiagramView | None = None) -> None:
        """Show a picture, or nothing; ``view`` None shows all of it."""
        self._picture = picture
        self._view = view or DiagramView()
        self._show(keep=False)

    def swap_picture(self, picture: Picture) -> None:
        """Show another form of the same picture in the same place."""
        self._picture = picture
        self._show(keep=True)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme; an SVG's other form follows by :meth:`swap_picture`."""
        self._theme = theme
        self._show(keep=True)

    def view_state(self) -> DiagramView:
        """Return what is looked at, to be remembered."""
        return self._view

    def restore(self, view: DiagramView) -> None:
        """Look at what was remembered."""
        self._look(view)

    def fit(self) -> None:
        """Show the whole picture, and keep it so when the window's size changes."""
        self._look(DiagramView())

    def fit_width(self) -> None:
        """Show the whole width from the top, and keep the width so."""
        self._look(DiagramView(Mode.WIDTH, y=0.0))

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom with one point of the window held still, the middle where None is given."""
        stage = self._stage(self.size())
        if stage is not None:
            self._look(stage.zoomed(self._view, zoom, at or QRectF(self.rect()).center()))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Multiply the zoom, with one point of the window held still."""
        self.zoom_to(self._view.zoom * factor, at)

    def push(self, by: QPointF) -> None:
        """Push the picture by a distance in the window."""
        stage = self._stage(self.size())
        if stage is not None:
            self._look(stage.moved(self._view, by))

    def movable(self) -> bool:
        """Return whether there is anything to push the picture to."""
        stage = self._stage(self.size())
        return stage is not None and stage.movable(self._view)

    def picture_rect(self) -> QRectF:
        """Return where the picture is, in the canvas's coordinates; null without a picture."""
        stage = self._stage(self.size())
        return QRectF() if stage is None else stage.place(self._view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fit, the top of a page, or the middle."""
        super().resizeEvent(event)
        before, stage = self._stage(event.oldSize()), self._stage(self.size())
        if before is None or stage is None:
            self._look(self._view)
        else:
            self._look(stage.resized(self._view, before))

    def event(self, event: QEvent) -> bool:
        """Follow the screen's density."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._look(self._view)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the paper and the picture."""
        painter = QPainter(self)
        stage = self._stage(self.size())
        if stage is None:
            painter.fillRect(event.rect(), self._theme.colour("panel"))
            return
        if self._drawings.whole is not None and paper_for(self._picture, self._theme) is not None:
            # A large screen is painted once, not three times: nothing is seen through paper.
            covered = stage.place(self._view).adjusted(2, 2, -2, -2).toRect()
            painter.setClipRegion(QRegion(self.rect()) - QRegion(covered))
        painter.fillRect(event.rect(), self._theme.colour("panel"))
        paper = paper_for(self._picture, self._theme)
        if paper is not None:
            _paint_card(painter, self._theme, paper, stage.place(self._view))
        painter.setClipping(False)
        self._paint_picture(painter, stage)

    def _paint_picture(self, painter: QPainter, stage: Stage) -> None:
        ratio = self.devicePixelRatioF()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        origin, full = _on_screen(self, stage, self._view)
        self._drawings.paint(painter, _window(self), origin, full, fine=not self.hurried)
        painter.restore()

    def _look(self, view: DiagramView) -> None:
        stage = self._stage(self.size())
        self._view = view if stage is None else stage.settled(view)
        if stage is not None:
            origin, full = _on_screen(self, stage, self._view)
            sight = _window(self).translated(-origin) & QRect(QPoint(), full)
            _, fitted = _on_screen(self, stage, stage.settled(DiagramView()))
            self._drawings.wish(Wish(full, sight, fitted))
        self.update()
        self._tell()

    def _tell(self, *, anew: bool = False) -> None:
        view = self.view_state()
        if anew or view != self._told:
            self._told = view
            self.view_changed.emit(view)

    def _show(self, *, keep: bool) -> None:
        self._drawings.show(self._picture, paper_for(self._picture, self._theme), keep=keep)
        self._told = self.view_state()
        self._look(self._view)
        self._tell(anew=True)

    def _stage(self, window: QSize) -> Stage | None:
        if self._picture is None or window.isEmpty():
            return None
        return Stage(self._picture.size, QSizeF(window), PADDING, self._picture.sharp)


def _paint_card(painter: QPainter, theme: Theme, paper: QColor, place: QRectF) -> None:
    """Paint the paper under a picture."""
    margin = PADDING / 2
    radius = theme.size("radius")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(paper)
    painter.drawRoundedRect(place.adjusted(-margin, -margin, margin, margin), radius, radius)
    painter.restore()


def _on_screen(surface: Surface, stage: Stage, view: DiagramView) -> tuple[QPoint, QSize]:
    """Return the picture's corner and size in whole pixels of the screen."""
    ratio = surface.devicePixelRatioF()
    place = stage.place(view)
    size = (place.size() * ratio).toSize().expandedTo(QSize(1, 1))
    return (place.topLeft() * ratio).toPoint(), size


def _window(surface: Surface) -> QRect:
    """Return the window in the screen's pixels."""
    size = QSizeF(surface.size()) * surface.devicePixelRatioF()
    return QRect(QPoint(), size.toSize())
