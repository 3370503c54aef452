"""Parsing a course that was never opened before, while the window is being made.

Parsing takes as long as making the window.  A copy of this process does it on another processor,
hands over the course's beginning as soon as that is parsed, and leaves the whole in the cache.  On
systems where a process cannot be copied the course is parsed afterwards, as any other.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from msp_desktop.paths import bundled_course
from msp_desktop.ui.languages import spoken

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.beginning import Beginning
    from msp_desktop.paths import Paths

LARGEST = 2 * 1024 * 1024
"""Bytes of the largest file that is parsed ahead; of others, only the beginning is.

What takes longer is to be seen and can be cancelled.
"""

HELD = 0.5
"""Seconds that the copy leaves the processors to the window, between a beginning and the whole."""

_LENGTH = 8


class Ahead:
    """A course being parsed by a copy of this process.

    ``file`` is the end of a pipe from it; it goes on to the whole when that to it, ``held``, ends.
    """

    def __init__(self, path: Path, process: int, file: int, held: int) -> None:
        self.path = path
        self._process = process
        self._file = file
        self._held = held

    @property
    def descriptor(self) -> int:
        """What can be read from at once when the copy has ended."""
        return self._file

    def beginning(self, patience: float) -> Beginning | None:
        """Return the course's beginning, if it comes within so many seconds and is worth it."""
        from msp_desktop.course.beginning import read_beginning

        length = int.from_bytes(self._read(_LENGTH, patience), "big")
        data = self._read(length, patience)
        if not length or len(data) < length:
            return None
        try:
            return read_beginning(data, self.path)
        except (ValueError, TypeError):
            return None

    def go_on(self) -> None:
        """Let the copy parse the whole: the beginning is on the screen."""
        if self._held >= 0:
            os.close(self._held)
            self._held = -1

    def ends(self, patience: float) -> bool:
        """Return whether the copy ends within so many seconds: all is in the cache then."""
        from select import select

        self.go_on()
        return bool(select([self._file], [], [], patience)[0])

    def close(self) -> None:
        """Have done with the copy: one that has not ended yet is ended."""
        from signal import SIGKILL

        self.go_on()
        os.close(self._file)
        os.kill(self._process, SIGKILL)
        os.waitpid(self._process, 0)

    def _read(self, length: int, patience: float) -> bytes:
        from select import select

        data = b""
        while len(data) < length and select([self._file], [], [], patience)[0]:
            part = os.read(self._file, length - len(data))
            if not part:
                break
            data += part
        return data


def start(path: Path | None, paths: Paths) -> Ahead | None:
    """Begin to parse a file, unless the cache knows it; None where there is nothing to wait for.

    Without a path it is the bundled course, if this is the program's first start.  To be called
    before there is a window or a thread: the copy has neither.
    """
    # These ask no more than whether it is so: what may not be looked at is opened, and refused.
    if sys.platform != "linux" or (path is not None and not os.path.isfile(path)):  # noqa: PTH113
        return None
    if path is None:
        if os.path.lexists(paths.settings):
            # They say which course was the last one.
            return None
        path = bundled_course(spoken())
    from msp_desktop.course.cache import CourseCache

    path = path.absolute()
    if CourseCache(paths.courses).seen(path) is not None:
        return None
    out, into = os.pipe()
    shown, held = os.pipe()
    try:
        process = os.fork()
    except OSError:
        for end in (out, into, shown, held):
            os.close(end)
        return None
    if process == 0:
        os.close(out)
        os.close(held)
        _parse(path, paths.courses, into, shown)
    os.close(into)
    os.close(shown)
    return Ahead(path, process, out, held)


def _parse(path: Path, cache: Path, into: int, shown: int) -> None:
    """Do what the copy is for, and end it, whatever happens."""
    import gc
    from contextlib import suppress
    from select import select

    gc.disable()
    with suppress(BaseException):
        from msp_desktop.course.beginning import beginning

        size = path.stat().st_size
        data = b""
        if path.is_file():
            with suppress(Exception):
                data = beginning(path)
        with os.fdopen(os.dup(into), "wb") as file:
            file.write(len(data).to_bytes(_LENGTH, "big") + data)
        if data:
            # That is all the window waits for, and from now on it goes first.
            os.nice(10)
            select([shown], [], [], HELD)
        if size <= LARGEST:
            from msp_desktop.course.cache import CourseCache
            from msp_desktop.course.loader import load_course

            load_course(path, CourseCache(cache))
    os._exit(0)
