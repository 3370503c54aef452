"""How a picture moves by itself: arithmetic over seconds, and what steps it from frame to frame.

Where something is depends on the time alone, never on how many frames there were: on a busy machine
there are fewer of them, and the picture arrives at the same moment.
"""

from __future__ import annotations

import math
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

REMEMBERED = 0.1
"""Seconds of a drag that tell how fast it was at its end."""

BRIEFEST = 0.008
"""Seconds that a drag must have lasted to have a speed at all."""

FASTEST = 5000.0
"""The largest speed of a glide, in device-independent pixels a second."""

SLOWEST = 60.0
"""The speed below which nothing glides."""

FADING = 0.28
"""Seconds in which a glide loses all but 1/e of its speed."""

APPROACH = 0.14
"""Seconds that a smooth zoom or move takes."""

FRAME = 1 / 60


class Pull:
    """What is known of a drag: where it was, and when."""

    def __init__(self) -> None:
        self._track: list[tuple[float, QPointF]] = []

    def add(self, at: QPointF, now: float) -> None:
        """Note where the hand is; ``now`` is in seconds."""
        self._track = [one for one in self._track if now - one[0] <= REMEMBERED]
        self._track.append((now, at))

    def velocity(self, now: float) -> QPointF:
        """Return how fast the hand was just before ``now``, in pixels a second; null for at rest.

        A hand that has stopped before it lets go wants the picture to stay where it is.
        """
        track = [one for one in self._track if now - one[0] <= REMEMBERED]
        if len(track) < 2 or track[-1][0] - track[0][0] < BRIEFEST:
            return QPointF()
        # To the release, not to the last move: waiting makes it slower.
        velocity = (track[-1][1] - track[0][1]) / (now - track[0][0])
        speed = math.hypot(velocity.x(), velocity.y())
        if speed < SLOWEST:
            return QPointF()
        return velocity * min(1.0, FASTEST / speed)


class Glide(NamedTuple):
    """A picture that was let go in motion and comes to rest by friction."""

    velocity: QPointF

    def gone(self, seconds: float) -> QPointF:
        """Return how far it has come after a time, in pixels."""
        return self.velocity * (FADING * (1 - math.exp(-seconds / FADING)))

    def over(self, seconds: float) -> bool:
        """Return whether it moves too slowly to be seen."""
        speed = math.hypot(self.velocity.x(), self.velocity.y())
        return speed * math.exp(-seconds / FADING) < SLOWEST / 4


def eased(seconds: float) -> float:
    """Return how much of an approach has been done after a time: from 0 to 1, fast at first."""
    left = max(0.0, 1 - seconds / APPROACH)
    return 1 - left**3


def between(start: float, goal: float, share: float) -> float:
    """Return a zoom on the way from one to another; equal shares look equally long."""
    return start * (goal / start) ** share


class Mover(QObject):
    """Calls something once a frame with the seconds since it began, until that is done.

    Signal: ``stopped()`` when nothing moves any more.
    """

    stopped = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(parent)
        self.clock = clock
        """Seconds from anywhere on."""
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)
        self._began = 0.0
        self._move: Callable[[float], bool] | None = None

    @property
    def moving(self) -> bool:
        """Whether something moves."""
        return self._move is not None

    def begin(self, move: Callable[[float], bool], rate: float = 0.0) -> None:
        """Have something moved from now on; ``move`` returns whether it goes on.

        ``rate`` is how many frames a second the screen shows.
        """
        self._began, self._move = self.clock(), move
        self._timer.start(max(1, int(1000 / rate) if rate > 0 else int(1000 * FRAME)))

    def stop(self) -> None:
        """Leave everything where it is."""
        if self._move is not None:
            self._move = None
            self._timer.stop()
            self.stopped.emit()

    def _step(self) -> None:
        if self._move is not None and not self._move(self.clock() - self._began):
            self.stop()
