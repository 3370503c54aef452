"""How a chapter of thousands of questions reads: jumps, frames, memory, and the first picture.

    python tests/benchmarks/long_chapter.py [--questions 3000] [--course FILE] [--paint-time TOOL]

Without a course it writes one: a single chapter, some 220 bytes of Markdown a question.  Jumps and
frames are those of the real reader in a window of 700 × 800, until it has been painted; memory is
that of the whole process.  A frame is a scroll and all that it brings about, with nothing done in
between, as if the next one came at once; 60 frames a second leave 16.7 ms for each.  ``TOOL`` is a
program that times a command's first picture beside the smallest window's and takes
``[--fresh] [--runs N] --python PYTHON -- COMMAND``; it is run for the first start and for the next.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from msp_desktop.course.loader import load_course
from msp_desktop.course.pictures import locate
from msp_desktop.paths import resources
from msp_desktop.ui.history import Spot
from msp_desktop.ui.theme import Theme
from msp_desktop.ui.views.reader.pane import ReaderPane

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME = 1000 / 60
WORDS = (
    *("컨테이너", "이미지", "레지스트리", "볼륨", "네트워크", "포드"),
    *("서비스", "인그레스", "노드", "클러스터", "스케줄러", "레이블"),
)


def written(folder: Path, questions: int) -> Path:
    """Write a course of one chapter and return its file."""
    chance = random.Random(1)

    def some(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    lines = ["# 큰 과정", "", "## 하나뿐인 장", ""]
    for number in range(questions):
        lines += [
            f"- {some(3)} {number}번은 무엇인가요?",
            f"  - {some(9)} `docker run -d {number}`",
            f"  - {some(7)}",
        ]
        if number % 10 == 0:
            lines += ["", "  ```bash", f"  docker run -p {number}:80 nginx", "  ```", ""]
    file = folder / "long.md"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def timed(do: Callable[[], object]) -> float:
    """Return the milliseconds until something is done and painted."""
    began = time.perf_counter()
    do()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def said(name: str, times: list[float]) -> None:
    """Print what is to be known of some frames."""
    times.sort()
    late = sum(one > FRAME for one in times) / len(times)
    print(
        f"{name}: median {statistics.median(times):.1f} ms,"
        f" 95 % {times[int(len(times) * 0.95)]:.1f} ms,"
        f" 99 % {times[int(len(times) * 0.99)]:.1f} ms, longest {times[-1]:.1f} ms,"
        f" over {FRAME:.1f} ms: {late:.1%} of {len(times)}"
    )


def wheel(pane: ReaderPane, notches: int) -> None:
    """Turn the wheel over the page."""
    view = pane.reader.viewport()
    middle = QPointF(view.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(view.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, -120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def megabytes() -> float:
    """Return the proportional set size of this process."""
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return int(rollup.partition("Pss:")[2].split()[0]) / 1000


def read(file: Path) -> None:
    """Measure reading a course's longest chapter."""
    course = load_course(file)
    chapter = max(course.chapters, key=lambda one: len(one.questions) or len(one.intro))
    pane = ReaderPane(Theme.load(resources() / "themes", dark=False), 1.0)
    pane.resize(700, 800)
    pane.show()
    QApplication.processEvents()
    pane.show_course(course, lambda path: locate(course.root, path))
    shown = timed(lambda: pane.go_to(Spot(chapter.id)))
    print(f"{len(chapter.questions)} questions, {file.stat().st_size / 1000:.0f} KB")
    print(f"chapter shown: {shown:.1f} ms")
    chance = random.Random(2)
    ids = [question.id for question in chapter.questions]
    if ids:
        jumps = [timed(lambda: pane.go_to(Spot("", chance.choice(ids)))) for _ in range(300)]
        said("jump", jumps)
    pane.go_to(Spot(chapter.id))
    said("wheel down", [timed(lambda: wheel(pane, 1)) for _ in range(600)])
    bar = pane.reader.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    said("wheel up", [timed(lambda: wheel(pane, -1)) for _ in range(600)])
    steps = [bar.maximum() * step // 400 for step in range(400)]
    said("handle dragged across", [timed(lambda at=at: bar.setValue(at)) for at in steps])
    print(f"memory: {megabytes():.0f} MB")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=3000)
    parser.add_argument("--course", type=Path, help="a course to be read instead")
    parser.add_argument("--paint-time", type=Path, help="a program that times first pictures")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        file = options.course or written(Path(folder), options.questions)
        read(file)
        if options.paint_time:
            tool = [sys.executable, str(options.paint_time), "--python", sys.executable]
            program = [sys.executable, "-m", "msp_desktop", str(file.absolute())]
            for name, words in (("first start", ["--fresh"]), ("next start", [])):
                print(name, end=": ", flush=True)
                runs = ["--runs", str(options.runs)]
                subprocess.run([*tool, *words, *runs, "--", *program], check=True)
    del application


if __name__ == "__main__":
    main()
