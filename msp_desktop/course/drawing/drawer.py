"""Asks the process that draws, and ends it when it takes too long."""

from __future__ import annotations

import json
import sys
import threading
from typing import TYPE_CHECKING, Any

from msp_desktop.course.drawing.model import Drawing, Fault, Kind, Outcome, Undrawn, Wanted

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

    from msp_desktop.course.drawing.look import Look

PAINTER = "draw-sources"
"""What the program is told to be the process that draws."""
_LAST_PATIENCE = 2.0
"""Seconds for which the end waits until a process is gone that was told so."""
PATIENCE = 5.0
"""Seconds that one drawing may take; the first has as long again, for the libraries to load."""


def command() -> list[str]:
    """Return how this program is started as the process that draws."""
    if getattr(sys, "frozen", False):
        return [sys.executable, PAINTER]
    return [sys.executable, "-P", "-m", "msp_desktop", PAINTER]


class Drawer:
    """Draws sources one after another, in a process that is started when it is needed.

    It is used by one thread at a time, but for :meth:`close`, which ends whatever is being drawn.
    """

    def __init__(
        self, look: Look, patience: float = PATIENCE, start: Sequence[str] | None = None
    ) -> None:
        self._look = look
        self._patience = patience
        self._start = list(start or command())
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._using = threading.Lock()
        self._lock = threading.Lock()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None

    def draw(self, wanted: Wanted) -> Outcome:
        """Return the drawing of a source, or why there is none."""
        with self._using:
            return self._draw(wanted)

    def rest(self) -> None:
        """End the process; the next drawing starts another."""
        with self._using:
            self._end()

    def close(self) -> None:
        """End the process for good; what is being drawn ends as broken."""
        self._closed = True
        with self._lock:
            if self._process is not None:
                self._process.kill()
        if self._using.acquire(timeout=_LAST_PATIENCE):
            self._end()
            self._using.release()

    def _draw(self, wanted: Wanted) -> Outcome:
        fresh = not self.running
        process = self._opened()
        if process is None:
            return Undrawn(Fault.BROKEN, "cannot start" if not self._closed else "")
        patience = self._patience * (2 if fresh else 1)
        late = threading.Event()
        alarm = threading.Timer(patience, lambda: (late.set(), process.kill()))
        alarm.start()
        try:
            answer = _asked(process, wanted)
        finally:
            alarm.cancel()
        if answer is None:
            self._end()
            return Undrawn(Fault.TOO_SLOW if late.is_set() else Fault.BROKEN)
        return answer

    def _opened(self) -> subprocess.Popen[bytes] | None:
        if self._process is not None and self._process.poll() is not None:
            # Nobody was asking, and it is gone all the same.
            self._end()
        with self._lock:
            if self._process is None and not self._closed:
                self._process = self._started()
            return self._process

    def _started(self) -> subprocess.Popen[bytes] | None:
        # A page that was seen before shows its drawings without it.
        import subprocess

        try:
            process = subprocess.Popen(  # noqa: S603  (this program itself)
                self._start,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            return None
        _tell(process, self._look)
        return process

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    # What could not be written any more is lost with the process.
                    continue
        process.wait()


def _tell(process: subprocess.Popen[bytes], value: Any) -> bool:
    """Send one line; return whether anybody was there."""
    assert process.stdin is not None
    try:
        process.stdin.write(json.dumps(value).encode() + b"\n")
        process.stdin.flush()
    except (OSError, ValueError):
        return False
    return True


def _asked(process: subprocess.Popen[bytes], wanted: Wanted) -> Outcome | None:
    """Return what the process says of a source, None where it says nothing."""
    assert process.stdout is not None
    # Half a surrogate pair is no text that a library must understand.
    source = wanted.source.encode("utf-8", "replace").decode()
    if not _tell(process, [Kind(wanted.kind), source]):
        return None
    try:
        failed, *values = json.loads(process.stdout.readline())
        if failed:
            return Undrawn(Fault(values[0]), str(values[1]))
        svg, width, height, depth = values
        return Drawing(str(svg), float(width), float(height), float(depth))
    except (OSError, ValueError, TypeError, IndexError):
        return None
