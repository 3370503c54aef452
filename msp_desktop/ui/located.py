"""Where the pictures of the open course are; of one that was missing the user may have said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.pictures import locate

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.ui.settings import Settings


class LocatedPictures:
    """Finds the pictures of one course at a time; their paths are those in the course."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._course: Course | None = None
        self._record = ""
        self._located: dict[str, Path] = {}

    def follow(self, course: Course | None, record: str) -> None:
        """Find the pictures of another course, by its name in the notebook, "" for none."""
        self._course = course
        self._record = record
        self._located = self._settings.located(record) if record else {}

    def find(self, path: str) -> Path | None:
        """Return the file of a picture: where the user located it, or inside the course."""
        located = self._located.get(path)
        if located is not None and _is_file(located):
            return located
        return locate(self._course.root, path) if self._course is not None else None

    def locate(self, path: str, file: Path) -> None:
        """Remember which file the user says a missing picture is."""
        if self._record:
            self._located[path] = file
            self._settings.set_located(self._record, self._located)


def _is_file(path: Path) -> bool:
    """Return whether a file can be found; in a folder that may not be entered it cannot."""
    try:
        return path.is_file()
    except OSError:
        return False
