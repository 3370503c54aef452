import socket
import subprocess
import sys

import pytest

from screen import virtual_screen

SHOW = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("한국어")
label.show()
application.processEvents()
print(application.platformName(), label.isVisible())
"""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X is Linux's")


def test_a_real_window_shows_on_it():
    with virtual_screen() as surroundings:
        shown = subprocess.run(
            [sys.executable, "-c", SHOW],
            env={**surroundings, "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
        )
    assert shown.stdout == "xcb True\n", shown.stderr


def connect(display):
    """Connect to the screen's own socket, as every X program does first."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(f"/tmp/.X11-unix/X{display.removeprefix(':')}")


def test_it_goes_when_it_is_no_longer_needed():
    with virtual_screen() as surroundings:
        connect(surroundings["DISPLAY"])
    with pytest.raises((FileNotFoundError, ConnectionRefusedError)):
        connect(surroundings["DISPLAY"])
