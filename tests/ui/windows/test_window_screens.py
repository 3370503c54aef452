"""A second screen: a pane's window on it, on all of it, and what becomes of it without it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from trainee_course import write_course

from msp_desktop.ui.windows.screens import in_sight

if TYPE_CHECKING:
    from pathlib import Path

HOME = QRect(0, 0, 1400, 900)
BESIDE = QRect(1400, 0, 1000, 800)


@pytest.mark.parametrize(
    "frame",
    [
        QRect(100, 100, 500, 400),
        QRect(1300, 700, 500, 400),  # half on the other screen
        QRect(1340, 0, 500, 400),  # as much as can be grasped
        QRect(-440, 10, 500, 400),
    ],
)
def test_a_window_that_can_be_grasped_stays(frame: QRect) -> None:
    assert in_sight(frame, [HOME], HOME) == frame


@pytest.mark.parametrize(
    "frame",
    [
        QRect(1500, 100, 500, 400),
        QRect(1341, 0, 500, 400),
        QRect(100, -30, 500, 400),  # its upper edge is above the screen
        QRect(5000, 5000, 3000, 2000),
    ],
)
def test_a_window_that_no_screen_shows_comes_back(frame: QRect) -> None:
    place = in_sight(frame, [HOME], HOME)
    assert HOME.contains(place)
    assert place.size() == frame.size().boundedTo(HOME.size())
    assert in_sight(place, [HOME], HOME) == place
    assert in_sight(frame, [HOME, QRect(frame)], HOME) == frame


DAY = """
import sys
from pathlib import Path
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from msp_desktop.paths import Paths
from msp_desktop.ui.app import Program

application = QApplication([])
folder, course, part = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
program = Program(application, Paths.below(folder))
assert program.begin(course)

def until(done):
    while not done():
        application.processEvents()

window = program.window
until(lambda: window._furnished and program.study.course is not None)
until(lambda: window.diagram.at_rest)
if part == "two":
    window.panes.float_pane("diagram", floating=True)
    [alone] = window.panes.windows()
    alone.setGeometry(1500, 120, 600, 500)
    application.processEvents()
    assert alone.screen().name() == "two", alone.screen()
    for _ in range(2):
        window.panes.fill_screen("diagram", full=True)
        application.processEvents()
        assert alone.isFullScreen()
        assert alone.geometry() == QRect(1400, 0, 1000, 800), alone.geometry()
        until(lambda: window.diagram.at_rest)
        whole = window.diagram.canvas.whole()
        window.panes.fill_screen("diagram", full=False)
        application.processEvents()
        assert alone.geometry() == QRect(1500, 120, 600, 500), alone.geometry()
else:
    until(lambda: window.panes.windows())
    application.processEvents()
[alone] = window.panes.windows()
if part == "gone":
    # As a system leaves it that does not look after windows.
    alone.move(1500, 120)
    application.screenRemoved.emit(application.screens()[0])
    until(lambda: not window.screens._settling.isActive())
    application.processEvents()
if part != "two":
    [only] = application.screens()
    assert only.geometry().contains(alone.frameGeometry()), alone.frameGeometry()
    assert alone.isVisible()
assert window.close()
program._end()
print("seen", part)
"""


def screens(folder: Path, *places: tuple[str, QRect, int]) -> Path:
    """Write what the screens are; returns the file."""
    path = folder / f"{len(places)}.json"
    told = [
        {
            "name": name,
            "x": one.x(),
            "y": one.y(),
            "width": one.width(),
            "height": one.height(),
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": density,
        }
        for name, one, density in places
    ]
    path.write_text(json.dumps({"screens": told}), encoding="utf-8")
    return path


def test_a_day_with_two_screens_and_a_day_with_one(tmp_path: Path) -> None:
    course = write_course(tmp_path / "trees")
    two = screens(tmp_path, ("one", HOME, 1), ("two", BESIDE, 2))
    one = screens(tmp_path, ("one", HOME, 1))
    for there, part in ((two, "two"), (one, "one"), (two, "two"), (one, "gone")):
        words = [sys.executable, "-c", DAY, str(tmp_path / "data"), str(course), part]
        platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={there}"}
        done = subprocess.run(
            words, env=os.environ | platform, capture_output=True, text=True, timeout=120
        )
        assert done.stdout == f"seen {part}\n", done.stderr
