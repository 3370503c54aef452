"""Time until the window is there itself, and memory, beside the smallest PySide6 window.

    python tests/benchmarks/start_up.py [--pairs 9] [COURSE]

Needs a display (DISPLAY, or run it under xvfb-run) and Linux (for the memory).  The program and
the floor are started in turn, each in a process of its own; the course has been opened before, as
on every start but the first, and there is no likeness of a
last session.  Seconds differ from machine to machine and from minute to minute;
the ratio of a pair does so much less, and its median is the figure.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msp_desktop.paths import bundled_course

# CLOCK_MONOTONIC is one clock for all processes, so that the start-up of Python itself counts.
TELL = """
def told(process_began):
    import time
    seconds = time.monotonic() - process_began
    time.sleep(1)
    rollup = open("/proc/self/smaps_rollup").read().split("Pss:")[1]
    print(seconds, int(rollup.split()[0]) / 1000, flush=True)
    import os
    os._exit(0)
"""

FLOOR = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser
app = QApplication([])
window = QMainWindow()
pane = QTextBrowser()
window.setCentralWidget(pane)
window.resize(1200, 800)
pane.setHtml("<p>hello")
window.show()
app.processEvents()
told(float(sys.argv[1]))
"""

PROGRAM = """
import sys
from pathlib import Path
import msp_desktop.cli
from msp_desktop.ui.features import leave_out
leave_out()
from msp_desktop.paths import Paths
from msp_desktop.ui import app

def until_at_rest(program):
    from PySide6.QtCore import QEventLoop
    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    program.processEvents()
    window = next(one for one in program.topLevelWidgets() if one.objectName() == "main-window")
    while not (window.reader.reader.page and window.diagram.at_rest):
        program.processEvents(wait)
    program.processEvents()
    told(float(sys.argv[1]))

app.QApplication.exec = until_at_rest
app.run(Paths.below(Path(sys.argv[2])), Path(sys.argv[3]))
"""


def once(code: str, *arguments: str) -> tuple[float, float]:
    """Run one of the two and return seconds to the picture and megabytes held then."""
    began = str(time.monotonic())
    done = subprocess.run(
        [sys.executable, "-c", TELL + code, began, *arguments],
        env=dict(os.environ, QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "xcb")),
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode or not done.stdout:
        sys.exit(done.stderr)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def main() -> None:
    """Print the medians and the median of the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("course", nargs="?", type=Path, default=bundled_course("ko"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        course = str(options.course.absolute())
        for _ in range(2):
            once(PROGRAM, data, course)
            once(FLOOR)
        pairs = [(once(PROGRAM, data, course), once(FLOOR)) for _ in range(options.pairs)]
    for name, unit, pick in (("window", "s", 0), ("memory", "MB", 1)):
        ours = statistics.median(program[pick] for program, _ in pairs)
        floor = statistics.median(least[pick] for _, least in pairs)
        ratio = statistics.median(program[pick] / least[pick] for program, least in pairs)
        print(f"{name}: {ours:.3f} {unit}, floor {floor:.3f} {unit}, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
