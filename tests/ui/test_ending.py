"""Closing the window while something is still being read or drawn ends the program in peace."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from msp_desktop.paths import bundled_course

if TYPE_CHECKING:
    from pathlib import Path

CLOSES = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from msp_desktop.paths import Paths
from msp_desktop.ui import app

begin = app.Program.begin

def begin_and_close(program, path):
    begun = begin(program, path)
    QTimer.singleShot(int(sys.argv[1]), program, lambda: program.window.close())
    return begun

app.Program.begin = begin_and_close
sys.exit(app.run(Paths.below(Path(sys.argv[2])), Path(sys.argv[3])))
"""


@pytest.mark.parametrize("delay", [0, 20, 60, 150])
def test_closing_early_is_no_crash(tmp_path: Path, delay: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CLOSES, str(delay), str(tmp_path), str(bundled_course("ko"))],
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
