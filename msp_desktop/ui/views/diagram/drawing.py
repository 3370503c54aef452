"""What is drawn of a picture for the screen, and painting it while the next is being drawn."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import (
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QRegion

from msp_desktop.ui.views.diagram.forms import Picture, PictureError
from msp_desktop.ui.views.diagram.rendering import Drawing, drawn
from msp_desktop.ui.worker import Worker

QUIET = 60
"""How long nothing must have moved before the picture is drawn anew, in milliseconds."""

BESIDE = 8
"""One part in so many of what is in sight is drawn beyond each edge, to be there for a push."""

MOST_BESIDE = 160
"""How far that goes at most, in the screen's pixels."""

MOST_PIXELS_BESIDE = 1_000_000
"""How many pixels all of that has at most: on a large screen, more would only be memory."""

MOST_REDUCED = 2
"""How far a drawing of a part is painted reduced; beyond that the whole is the better one."""


class Wish(NamedTuple):
    """What the screen needs, in its own pixels.

    ``full`` is the whole picture's size, ``sight`` the part of it in the window, and ``fitted``
    the whole picture's size when all of it is in the window.
    """

    full: QSize
    sight: QRect
    fitted: QSize


class _Shown(NamedTuple):
    full: QSize
    part: QRect
    pixmap: QPixmap
    pending: bool

    def serves(self, wish: Wish) -> bool:
        return not self.pending and self.full == wish.full and self.part.contains(wish.sight)

    def place(self, origin: QPoint, full: QSize) -> QRectF:
        across, down = full.width() / self.full.width(), full.height() / self.full.height()
        corner = QPointF(self.part.x() * across, self.part.y() * down)
        size = QSizeF(self.part.width() * across, self.part.height() * down)
        return QRectF(QPointF(origin) + corner, size)


class Drawings(QObject):
    """The drawings of one picture: the whole, and the part that is looked at closely.

    At rest both have exactly the screen's pixels.  In motion the last ones are painted enlarged or
    reduced, and new ones are drawn off the interface's thread once nothing has moved for a moment.
    Memory is bounded by the window's size, whatever the picture's.

    Signals: ``changed()`` when there is something new to paint, ``failed(PictureError)``.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._quiet = QTimer(self, interval=QUIET, singleShot=True)
        self._quiet.timeout.connect(self._draw)
        self._picture: Picture | None = None
        self._paper: QColor | None = None
        self._wish: Wish | None = None
        self._whole: _Shown | None = None
        self._close: _Shown | None = None
        self._stale = False

    @property
    def at_rest(self) -> bool:
        """Whether what is painted is what was wished for, pixel by pixel."""
        return not self._quiet.isActive() and self._served()

    @property
    def whole(self) -> QPixmap | None:
        """The whole picture as it was drawn last; None before."""
        return self._whole.pixmap if self._whole is not None else None

    def show(self, picture: Picture | None, paper: QColor | None, *, keep: bool) -> None:
        """Take another picture, or another ``paper`` to lay it on (None: nothing behind it).

        ``keep`` paints the drawings so far until the new ones are there: for the same picture in
        another theme.
        """
        self._worker.drop()
        self._quiet.stop()
        self._picture, self._paper, self._wish = picture, paper, None
        self._stale = keep
        if not keep:
            self._whole = self._close = None

    def wish(self, wish: Wish) -> None:
        """Have the picture drawn for the screen: at once if nothing is there yet, else soon."""
        if wish == self._wish:
            return
        self._wish = wish
        if self._whole is None or self._stale:
            self._draw()
        else:
            self._quiet.start()

    def next_frame(self, picture: Picture) -> None:
        """Take another picture of the same size in place of this one, without a word in between."""
        self._picture = picture
        wish = self._wish
        if wish is None or self._stale:
            return
        part = _with_surroundings(wish)
        job = partial(drawn, picture, self._paper, wish.full, part)
        self._worker.submit(job, self._drawn)

    @property
    def idle(self) -> bool:
        """Whether nothing is being drawn."""
        return self._worker.idle

    def paint(
        self, painter: QPainter, window: QRect, origin: QPoint, full: QSize, *, fine: bool
    ) -> None:
        """Paint what there is into the window.  All of it counts in the screen's pixels.

        ``fine`` smooths what is painted enlarged or reduced.
        """
        free = QRegion(window)
        whole, close = self._whole, self._close
        if (
            close is not None
            and not (whole and whole.full == full)
            and close.full.width() <= (MOST_REDUCED * full.width())
        ):
            _paint(painter, close, origin, full, fine=fine)
            # What lets light through must not be painted twice on one place.
            free -= QRegion(close.place(origin, full).toRect())
        if whole is not None and not free.isEmpty():
            painter.save()
            painter.setClipRegion(free)
            _paint(painter, whole, origin, full, fine=fine)
            painter.restore()

    def _served(self) -> bool:
        wish = self._wish
        if wish is None:
            return True
        shown = (self._close, self._whole)
        return not self._stale and any(one is not None and one.serves(wish) for one in shown)

    def _draw(self) -> None:
        wish, picture = self._wish, self._picture
        if wish is None or picture is None or self._served():
            return
        part = _with_surroundings(wish)
        everything = QRect(QPoint(), wish.full)
        full = wish.full
        whole = self._whole
        if part != everything and (whole is None or whole.pending or self._stale):
            # The whole comes first: it is what there is to see while the part is drawn.
            full = wish.fitted
            part = QRect(QPoint(), full)
        kept = self._kept(picture, full, part)
        if kept is not None and not self._worker.idle:
            # What is being drawn would be held beside what is kept and what comes of it.
            self._quiet.start()
            return
        self._worker.submit(partial(drawn, picture, self._paper, full, part, kept), self._drawn)

    def _kept(self, picture: Picture, full: QSize, part: QRect) -> Drawing | None:
        """Return what is drawn already of a part, so that only the rest needs to be.

        Only of what is drawn sharp: pixels that were averaged piece by piece would show the seams.
        """
        close = self._close
        if close is None or self._stale or not picture.sharp or close.full != full:
            return None
        if part == QRect(QPoint(), full) or not close.part.intersects(part):
            return None
        return Drawing(full, close.part, close.pixmap.toImage(), pending=False)

    def _drawn(self, result: Drawing | PictureError) -> None:
        if isinstance(result, PictureError):
            self.failed.emit(result)
            return
        shown = _Shown(result.full, result.part, _pixmap(result.image), result.pending)
        if result.part == QRect(QPoint(), result.full):
            self._whole, self._close = shown, None
            self._stale = False
        else:
            self._close = shown
        if not self._quiet.isActive():
            self._draw()
        self.changed.emit()


def _paint(painter: QPainter, shown: _Shown, origin: QPoint, full: QSize, *, fine: bool) -> None:
    if shown.full == full:
        painter.drawPixmap(origin + shown.part.topLeft(), shown.pixmap)
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, fine)
    source = QRectF(QPointF(), QSizeF(shown.pixmap.size()))
    painter.drawPixmap(shown.place(origin, full), shown.pixmap, source)


def _with_surroundings(wish: Wish) -> QRect:
    everything = QRect(QPoint(), wish.full)
    around = MOST_PIXELS_BESIDE // (2 * (wish.sight.width() + wish.sight.height()) + 1)
    across = min(wish.sight.width() // BESIDE, MOST_BESIDE, around)
    down = min(wish.sight.height() // BESIDE, MOST_BESIDE, around)
    return wish.sight.adjusted(-across, -down, across, down) & everything


def _pixmap(image: QImage) -> QPixmap:
    """Return the image for the screen without a copy; see :func:`drawn` for what is opaque."""
    return QPixmap.fromImage(image, Qt.ImageConversionFlag.NoOpaqueDetection)
