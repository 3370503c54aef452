"""Pictures that move, and showing their frames one after the other."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from msp_desktop.ui.views.diagram.forms import image_buffer, image_reader
from msp_desktop.ui.views.diagram.raster import RasterPicture
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImageReader

    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas
    from msp_desktop.ui.views.diagram.raster import MovingPicture

UNHURRIED = 100
"""Milliseconds of a frame that says it has none, as browsers have it."""

LEAST = 11
"""Milliseconds below which a frame is taken to have said nothing."""

AGAIN = 10
"""Milliseconds until it is looked again whether the last frame has been drawn."""


class _Frame(NamedTuple):
    picture: RasterPicture
    delay: int


class _Film:
    """Reads the frames of a picture in turn, again and again as often as it says."""

    def __init__(self, picture: MovingPicture) -> None:
        self._picture = picture
        self._buffer: QBuffer
        self._reader: QImageReader
        self._shown = 0
        self._turns: int | None = None
        self._rewind()

    def next(self) -> _Frame | None:
        """Return the next frame; None when there is none any more."""
        image = self._reader.read()
        if image.isNull():
            if self._shown < 2 or self._turns == 0:
                return None
            if self._turns is not None:
                self._turns -= 1
            self._rewind()
            image = self._reader.read()
            if image.isNull():
                return None
        self._shown += 1
        delay = self._reader.nextImageDelay()
        formats = QImage.Format
        clear = image.hasAlphaChannel()
        image.convertTo(formats.Format_ARGB32_Premultiplied if clear else formats.Format_RGB32)
        frame = RasterPicture(image, QSizeF(self._picture.size))
        return _Frame(frame, delay if delay >= LEAST else UNHURRIED)

    def _rewind(self) -> None:
        first = not self._shown
        self._shown = 0
        self._buffer = image_buffer(self._picture.data)
        self._reader = image_reader(self._buffer, self._picture.kind)
        if first:
            loops = self._reader.loopCount()
            self._turns = None if loops < 0 else loops


class Player(QObject):
    """Plays the picture of a canvas while somebody can see it.

    Signal: ``changed()`` when it begins to play or stops.
    """

    changed = Signal()

    def __init__(self, canvas: DiagramCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._worker = Worker(self)
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._due)
        self._picture: MovingPicture | None = None
        self._film: _Film | None = None
        self._playing = False
        self._frame: _Frame | None = None
        self._at = 0.0
        canvas.installEventFilter(self)

    @property
    def can_play(self) -> bool:
        """Whether the picture moves at all."""
        return self._picture is not None

    @property
    def playing(self) -> bool:
        """Whether it plays, or would if it could be seen."""
        return self._playing

    def load(self, picture: MovingPicture | None, *, play: bool) -> None:
        """Take another picture, and begin to play it or not."""
        self._worker.drop()
        self._timer.stop()
        self._picture = picture
        self._film = self._frame = None
        self._playing = False
        if picture is not None and play:
            self.play()
        else:
            self.changed.emit()

    def play(self) -> None:
        """Play on from where it was stopped, or from its beginning."""
        if self._picture is None or self._playing:
            return
        self._playing = True
        self._at = perf_counter()
        if self._film is None:
            self._film = _Film(self._picture)
        self._ask()
        self.changed.emit()

    def stop(self) -> None:
        """Stop at the frame that is seen."""
        if not self._playing:
            return
        self._playing = False
        self._worker.drop()
        self._timer.stop()
        self._frame = None
        shown = self._canvas.picture
        if shown is not None:
            # All of it, not only the part in sight.
            self._canvas.swap_picture(shown)
        self.changed.emit()

    def toggle(self) -> None:
        """Play, or stop."""
        if self._playing:
            self.stop()
        else:
            self.play()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on when the canvas can be seen again: nobody paints what cannot."""
        waits = self._playing and self._worker.idle and not self._timer.isActive()
        if waits and event.type() is QEvent.Type.Paint:
            self._at = perf_counter()
            self._timer.start(0)
        return False

    def _ask(self) -> None:
        film = self._film
        if film is not None:
            self._worker.submit(film.next, self._come)

    def _come(self, frame: _Frame | None) -> None:
        if frame is None:
            self._film = None
            self.stop()
            return
        self._frame = frame
        self._timer.start(max(0, int((self._at - perf_counter()) * 1000)))

    def _due(self) -> None:
        canvas, frame = self._canvas, self._frame
        if not self._playing:
            return
        if not canvas.isVisible() or canvas.window().isMinimized():
            return
        if frame is None:
            self._ask()
            return
        if not canvas.drawn:
            # A machine that draws slowly shows every frame later, not none at all.
            self._timer.start(AGAIN)
            return
        canvas.show_frame(frame.picture)
        self._frame = None
        # Late frames do not pile up.
        self._at = max(self._at, perf_counter() - frame.delay / 1000) + frame.delay / 1000
        self._ask()
