"""The application, or a line that says why there is none.

Where Qt finds no screen it ends the program with a core dump and a paragraph on the error output.
It says so to whoever listens first; so while the application is made, we do.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from msp_desktop.paths import Paths
    from msp_desktop.running.manner import Refusal


def application(arguments: list[str], at_end: Callable[[], object] = lambda: None) -> QApplication:
    """Make the application; where there is no screen, say so and end the program.

    ``at_end`` is called before that.
    """
    said: list[str] = []

    def heard(kind: QtMsgType, _context: object, text: str) -> None:
        said.append(text)
        if kind is QtMsgType.QtFatalMsg:
            _end(said, at_end)

    # Only while there is one thread: one of Qt's could hold what the thread with Python's lock
    # waits for.
    qInstallMessageHandler(heard)
    try:
        made = QApplication(arguments)
    finally:
        qInstallMessageHandler(None)
    for text in said:
        if not text.startswith("Detected locale"):
            print(text, file=sys.stderr)  # noqa: T201
    return made


@contextmanager
def keeping_to(paths: Paths, *, safe: bool) -> Generator[Paths]:
    """Have Qt keep to a program's folders, and give these; in safe mode with an empty cache."""
    if paths.whole is not None:
        # Qt's file dialog remembers its size and folders by itself.
        for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, str(paths.config))
    if not safe:
        yield paths
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="msp-desktop-", ignore_cleanup_errors=True) as folder:
        yield paths._replace(cache=Path(folder))


def _end(said: list[str], at_end: Callable[[], object]) -> NoReturn:
    """End the program in the midst of Qt's ending it."""
    from msp_desktop.ui.refusal import refuse

    status = 1
    try:
        at_end()
        status = refuse(*_reason(said))
    finally:
        # Qt would dump core when this returned.
        os._exit(status)


def _reason(said: list[str]) -> tuple[Refusal, str]:
    """Return why there is no screen, from what Qt said of it."""
    display = os.environ.get("DISPLAY", "")
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if not chosen and not display and not wayland and sys.platform.startswith("linux"):
        return "no-screen", ""
    if library := _lacking():
        return "no-library", library
    if any("could not connect to display" in text for text in said):
        return "no-screen", display
    if any("Failed to create wl_display" in text for text in said):
        return "no-screen", wayland or display
    return "no-platform", " ".join(" ".join(said[:1] or said[-1:]).split())


def _lacking() -> str:
    """Return a library that Qt's part for X11 lacks, "" where it lacks none."""
    from ctypes import CDLL

    from PySide6.QtCore import QLibraryInfo

    from msp_desktop.ui.refusal import missing_library

    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    try:
        CDLL(f"{folder}/platforms/libqxcb.so")
    except OSError as error:
        return missing_library(str(error))
    return ""
