"""What a diagnostic report says of Qt, the screen, the settings and the open course."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from msp_desktop import __version__
from msp_desktop.running.redacted import kind_of_path

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from msp_desktop.course.model import Course
    from msp_desktop.running.manner import Manner
    from msp_desktop.running.report import Section
    from msp_desktop.ui.settings import Settings

_TOLD = ("window/look", "window/language", "window/tab", "reader/zoom")
"""Settings that are told as they are: the others may name what is studied."""


def program(manner: Manner) -> Section:
    """Return which program this is, and how it was started."""
    packed = "bundle" if getattr(sys, "frozen", False) else "Python package or checkout"
    lines = [
        f"MSP Desktop {__version__} ({packed})",
        f"Python {sys.version.split()[0]}, Qt {qVersion()}, PySide {PySide6.__version__}",
        f"safe mode: {'yes' if manner.safe else 'no'}",
        f"log level: {manner.log.level}",
    ]
    return "Program", lines


def screens(window: QWidget) -> Section:
    """Return on what the window is shown, and how large it is."""
    app = QGuiApplication.instance()
    assert isinstance(app, QApplication)
    shown = QFontInfo(app.font())
    lines = [f"platform: {app.platformName()}"]
    for one in app.screens():
        place, ratio = one.geometry(), one.devicePixelRatio()
        here = ", the window's" if one is window.screen() else ""
        lines.append(
            f"screen {place.width()} × {place.height()} at {place.x()}, {place.y()},"
            f" ratio {ratio:g}, {one.logicalDotsPerInch():.0f} dpi{here}"
        )
    lines += [
        f"window: {window.width()} × {window.height()}",
        f"font: {shown.family()}, {shown.pixelSize()} pixels",
        f"colours: {app.styleHints().colorScheme().name}",
        f"locale: {QLocale().name()}, the system's {QLocale.system().name()}",
    ]
    return "Screen", lines


def settings(kept: Settings) -> Section:
    """Return the settings; of those that belong to courses only how many there are."""
    lines = [f"{name}: {', '.join(kept.texts(name)) or 'not set'}" for name in _TOLD]
    others = Counter(name.partition("/")[0] for name in kept.names() if name not in _TOLD)
    lines += [f"{group}: {number} entries" for group, number in sorted(others.items())]
    return "Settings", lines


def course(shown: Course | None) -> Section:
    """Return what kind of course is open, without its name."""
    if shown is None:
        return "Course", ["none is open"]
    problems = Counter(one.kind.value for one in shown.problems)
    lines = [
        f"kind: {kind_of_path(shown.source)}",
        f"edition: {shown.digest[:12]}",
        f"chapters: {len(shown.chapters)}",
        f"questions: {sum(len(one.questions) for one in shown.chapters)}",
        f"diagrams: {len(shown.diagrams)}",
    ]
    lines += [f"problems, {kind}: {number}" for kind, number in sorted(problems.items())]
    return "Course", lines
