"""What a key typed into a note costs the interface.

    python tests/benchmarks/note_keys.py [--keys 600]

Types into the real notes pane, as wide as in the program's window, with a notebook behind it that
saves: at the end, in the middle and at the beginning of notes of 200 and of 20,000 characters, with
lines as one writes them and as a single paragraph.  A key costs what passes from its press until
all that it brought about has returned; beside it stands what painting costs after it.  Prints the
median, the 99th percentile and the longest, in milliseconds: of the interface thread's processor
time, or with --clock as the clock on the wall has it, which has other programs in it, too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from msp_desktop.course.model import Course
from msp_desktop.notebook.model import Note, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.paths import resources
from msp_desktop.ui.app import now
from msp_desktop.ui.saving.saver import Saver
from msp_desktop.ui.theme import Theme
from msp_desktop.ui.views.notes.pane import NotesPane

if TYPE_CHECKING:
    from collections.abc import Callable

LINE = "- 이미지는 **읽기 전용** 층의 더미이고 `docker build` makes one, 층마다 하나씩.\n"
WORDS = "a pod is scheduled as a whole, 파드는 함께 놓인다. "
PLACES: dict[str, Callable[[int], int]] = {
    "end": lambda length: length,
    "middle": lambda length: length // 2,
    "beginning": lambda _length: 0,
}


def text_of(size: int, *, lines: bool) -> str:
    one = LINE if lines else WORDS
    return (one * (size // len(one) + 1))[:size]


def type_keys(
    pane: NotesPane, keys: int, time: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each key, and those of what is painted after it."""
    typed: list[float] = []
    painted: list[float] = []
    for number in range(keys):
        key = "abcde fghi"[number % 10]
        began = time()
        QTest.keyClick(pane.editor, key)
        middle = time()
        QApplication.processEvents()
        typed.append((middle - began) * 1e3)
        painted.append((time() - middle) * 1e3)
    return typed, painted


def told(times: list[float]) -> str:
    times = sorted(times)
    median, late = times[len(times) // 2], times[len(times) * 99 // 100]
    return f"{median:.2f} {late:.2f} {times[-1]:.2f}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--keys", type=int, default=600)
    parser.add_argument("--clock", action="store_true")
    arguments = parser.parse_args()
    time = perf_counter if arguments.clock else thread_time
    application = QApplication.instance() or QApplication(["note_keys"])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "notebook.sqlite3"
        course = Course(folder / "course.md", folder, "Course", (), (), (), (), "digest")
        with Notebook.open(path, now=now()) as notebook:
            record = notebook.adopt(course, now=now()).id
        saver = Saver(path, now=now)
        pane = NotesPane(Theme.load(resources() / "themes", dark=False))
        worded = Wording("What?", "Basics")
        pane.text_ready.connect(lambda ref, text, base: saver.write_note(ref, text, base, worded))
        saver.note_written.connect(pane.note_written)
        pane.resize(380, 420)
        pane.show()
        print("key: median, 99th percentile, longest; painting after it: the same (ms)")
        for size in (200, 20_000):
            for shape in ("lines", "paragraph"):
                for place, at in PLACES.items():
                    text = text_of(size, lines=shape == "lines")
                    ref = QuestionRef(record, f"{shape}-{size}-{place}")
                    pane.show_note(ref, "What?", Note(ref, worded, text, 0, now(), now()))
                    cursor = QTextCursor(pane.editor.document())
                    cursor.setPosition(at(len(text)))
                    pane.editor.setTextCursor(cursor)
                    pane.focus_editor()
                    QApplication.processEvents()
                    typed, painted = type_keys(pane, arguments.keys, time)
                    what = f"{size:>6} characters, {shape}, {place}"
                    print(f"{what:<42} {told(typed):>20} {told(painted):>22}", flush=True)
        pane.commit()
        saver.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
