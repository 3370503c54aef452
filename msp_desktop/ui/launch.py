"""The picture of the last session, shown while the window is being made.

Reading starts with seeing the page where one left it.  When nothing that the window shows has
changed since it was closed, its likeness is painted at once, and the window itself takes its place
as soon as it is there, a fifth of a second later.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QImageReader

from msp_desktop import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.paths import Paths
    from msp_desktop.ui.windows.frame import Frame

PAINTING = 200
"""Milliseconds that the likeness of the last session may take to be painted."""

MOST_PIXELS = 16_000_000
"""Pixels of the largest window whose likeness is kept."""

MOST_MARKDOWN = 4 * 1024 * 1024
"""Bytes that are read to see whether a course has changed, before all else."""


class Launch:
    """Keeps the likeness of a window with what it depends on, and finds it while that stands.

    ``setting`` is what the caller knows of its look: any values that JSON can hold.
    """

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._facts = paths.cache / "window.json"
        # Not compressed: it is read while somebody waits.
        self._likeness = paths.cache / "window.bmp"

    def find(self, course: Path, setting: dict[str, Any]) -> QImage | None:
        """Return the likeness if it is what the window is about to show."""
        try:
            kept = json.loads(self._facts.read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(kept, dict) or kept != self._now(course, setting):
            return None
        image = QImageReader(str(self._likeness), b"bmp").read()
        return None if image.isNull() else image

    def keep(self, image: QImage, course: Path, setting: dict[str, Any]) -> None:
        """Keep a likeness; to be called when all that it depends on is on disk."""
        self.forget()
        facts = self._now(course, setting)
        if facts is None or image.width() * image.height() > MOST_PIXELS:
            return
        with suppress(OSError):
            self._likeness.parent.mkdir(parents=True, exist_ok=True)
            self._likeness.touch(mode=0o600)
            if image.convertToFormat(QImage.Format.Format_RGB32).save(str(self._likeness)):
                self._facts.write_text(json.dumps(facts), encoding="utf-8")

    def forget(self) -> None:
        """Keep none: what is shown now is not what the next start will show."""
        with suppress(OSError):
            self._facts.unlink(missing_ok=True)

    def _now(self, course: Path, setting: dict[str, Any]) -> dict[str, Any] | None:
        """Return what a likeness depends on; None where that takes too long to find out."""
        digest = _digest(course, self._paths)
        if digest is None:
            return None
        return {
            "version": __version__,
            "course": [str(course), digest],
            "notebook": _state(self._paths.notebook),
            "settings": _state(self._paths.settings),
            "setting": setting,
        }


def show_likeness(likeness: QImage, window: Frame) -> None:
    """Show a window as it was closed, and return when that has been painted."""
    painted = QEventLoop()
    window.painted.connect(painted.quit)
    QTimer.singleShot(PAINTING, painted.quit)
    window.show_likeness(likeness)
    painted.exec()


def _digest(course: Path, paths: Paths) -> str | None:
    from msp_desktop.course.cache import CourseCache
    from msp_desktop.course.loader import digest_now

    return digest_now(course, CourseCache(paths.courses), MOST_MARKDOWN)


def _state(file: Path) -> list[int]:
    """Return what tells a file from another version of it; nothing where there is none."""
    try:
        status = file.stat()
    except OSError:
        return []
    return [status.st_mtime_ns, status.st_size]
