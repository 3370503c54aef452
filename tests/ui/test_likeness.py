"""The next start shows the window as it was closed, before the window itself is made."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from msp_desktop.paths import bundled_course

if TYPE_CHECKING:
    from pathlib import Path

# Closes the window once its picture is at rest; tells on the way what was seen before the window
# was furnished, and whether that is what it then looked like.
SESSION = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from msp_desktop.paths import Paths
from msp_desktop.ui import app
from msp_desktop.ui.windows.main import MainWindow

furnish, begin = MainWindow.furnish, app.Program.begin
before = []

def watched(window, *arguments):
    before.append(window.grab().toImage() if window.isVisible() else None)
    furnish(window, *arguments)

def look(program):
    window = program.window
    if not window.diagram.at_rest or not window.reader.reader.page:
        return
    if window.width() != 740:
        # Smaller than any screen, which would have its own word in the size.
        window.resize(740, 560)
        return
    timer.stop()
    seen, now = before[0], window.grab().toImage()
    print("nothing" if seen is None else "same" if seen == now else "other")
    if "edit" in sys.argv:
        window.commands["bookmark"].trigger()
    window.close()

def begun(program, path):
    begins = begin(program, path)
    timer.timeout.connect(lambda: look(program))
    timer.start()
    return begins

timer = QTimer(interval=300)
MainWindow.furnish, app.Program.begin = watched, begun
sys.exit(app.run(Paths.below(Path(sys.argv[1])), Path(sys.argv[2])))
"""


def session(data: Path, course: Path, *words: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", SESSION, str(data), str(course), *words],
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def test_a_start_shows_what_the_last_one_left(tmp_path: Path) -> None:
    course = tmp_path / "course.md"
    course.write_text(
        (bundled_course("ko") / "docker-and-kubernetes.md").read_text("utf-8"), "utf-8"
    )
    data = tmp_path / "data"
    assert session(data, course) == "nothing"
    assert session(data, course) == "same"
    assert session(data, course, "edit") == "same"
    # The bookmark that was made last is in the likeness, too.
    assert session(data, course) == "same"
    course.write_text("# Another\n\n## One\n\n* A question?\n  * An answer.\n", "utf-8")
    assert session(data, course) == "nothing"
