"""Opening a library: the first time, again, and after an edit.

    python tests/benchmarks/library.py [--files 2000] [--megabytes 25] [--runs 7]

Makes a folder of so many Markdown files with pictures, and opens it in the real window, each time
in a process of its own; without a display, on memory.  Printed are the medians of

- first: seconds until the course is shown that was never opened before, the interface's longest
  stall meanwhile, and the one when the course is put into the window;
- cached: milliseconds from asking for it until its contents are painted, and how that compares to
  the smallest PySide6 window's start, which is measured in turn: on a machine that does other
  things as well both take longer;
- edited: milliseconds from an edit outside until the window shows it;
- memory: megabytes (PSS, helpers not counted) of the window with the library, and with a course of
  one question.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

OLD = 1_700_000_000
SMALL = "# Small\n\n## One\n\n* What is the only question here?\n  * This one.\n"
TOPICS = ("컨테이너", "이미지", "볼륨", "네트워크", "파드", "서비스", "layer", "probe", "quota")
SENTENCES = (
    "컨테이너는 이미지 위에 얇은 쓰기 층 하나를 더한 **프로세스**입니다.",
    "The kubelet restarts what its probe finds dead, with a growing delay.",
    "`overlay2`는 층을 한 폴더처럼 겹쳐 보여 줍니다.",
    "A volume outlives the container that writes to it.",
    "노드가 사라지면 컨트롤러가 다른 노드에 파드를 다시 만듭니다.",
    "Requests decide where a pod goes, limits what it may use.",
)
SESSION = """  ```console
  $ docker run --rm -it --name web{0} -p 80{0}:80 nginx
  $ kubectl get pods -o wide
  NAME     READY   STATUS    RESTARTS   AGE
  web-{0}   1/1     Running   0          {0}m
  ```
"""


def make(folder: Path, files: int, size: int) -> None:
    """Write a library of so many files and bytes, as an author would have written it long ago."""
    words = random.Random(7)
    for number in range(files):
        place = folder / f"{number // 50 + 1:02d}-{TOPICS[number // 50 % len(TOPICS)]}"
        if number % 7 == 0:
            place /= "심화 노트"
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{number % 50 + 1}. {TOPICS[number % len(TOPICS)]}.md"
        path.write_text(document(words, number, size // files), encoding="utf-8")
        os.utime(path, (OLD + number, OLD + number))
    picture = next((ROOT / "docs" / "pictures").glob("*.png"))
    for folder_of_files in {path.parent for path in folder.rglob("*.md")}:
        shutil.copy(picture, folder_of_files / "summary.png")


def document(words: random.Random, number: int, size: int) -> str:
    """Return the text of a file: a title, some words, chapters of four questions, a summary."""
    topic = TOPICS[number % len(TOPICS)]
    parts = [f"# {topic} {number}\n\n이 파일은 {topic}에 관한 질문을 모았습니다.\n"]
    written, asked = 0, 0
    while written < size - 300:
        if asked % 4 == 0:
            parts.append(f"\n## {asked // 4 + 1}. {words.choice(TOPICS)} 다루기\n")
        lines = [f"  * {' '.join(words.choices(SENTENCES, k=3))}\n" for _ in range(4)]
        part = f"* {topic} {number}-{asked}은(는) 무엇이고 언제 쓰나요?\n{''.join(lines)}\n"
        part += SESSION.format(words.randrange(10, 99)) if asked % 3 == 0 else ""
        parts.append(part)
        written += len(part.encode())
        asked += 1
    parts.append("\n### 요약\n\n![모두](summary.png)\n")
    return "\n".join(parts)


# What each process does: the window shows the small course, and then the library.


def serve(kind: str, data: Path, small: Path, library: Path) -> dict[str, float]:
    """Open the library and return what was measured."""
    from PySide6.QtCore import QElapsedTimer, QTimer

    from msp_desktop.paths import Paths
    from msp_desktop.ui import app as app_module

    found: dict[str, float] = {}

    def run(app: QApplication) -> int:
        window = next(one for one in app.topLevelWidgets() if one.objectName() == "main-window")
        study = window._study

        def wait(met: Callable[[], bool]) -> None:
            while not met():
                app.processEvents()
                time.sleep(0.0005)

        wait(lambda: study.course is not None and window.diagram.at_rest)
        until = time.monotonic() + 2
        wait(lambda: time.monotonic() > until)
        if kind == "small":
            found["memory"] = memory()
            return 0
        turns: list[float] = []
        last = QElapsedTimer()
        last.start()
        beat = QTimer(interval=1)
        beat.timeout.connect(lambda: turns.append(last.nsecsElapsed() / 1e6) or last.restart())
        beat.start()
        study.opened.connect(lambda _course: beat.stop())
        began = time.perf_counter()
        study.open(library)
        wait(lambda: study.course.source == library)
        window.side.tree.viewport().repaint()
        found["opened"] = time.perf_counter() - began
        # The turn in which the course was put into the window is the last one.
        found["take"] = last.nsecsElapsed() / 1e6
        wait(lambda: window.diagram.at_rest)
        ordered = sorted(turns) or [0.0]
        found["stall"], found["usual"] = ordered[-1], ordered[int(len(ordered) * 0.99)]
        assert window.side.model.rowCount() > 1
        until = time.monotonic() + 3
        wait(lambda: time.monotonic() > until)
        found["memory"] = memory()
        if kind == "edited":
            file = sorted(library.rglob("*.md"))[0]
            text = file.read_text("utf-8")
            before = study.course
            began = time.perf_counter()
            file.write_text(text.replace("# ", "# 새로운 ", 1), encoding="utf-8")
            wait(lambda: study.course is not before)
            window.side.tree.viewport().repaint()
            found["edit"] = time.perf_counter() - began
            file.write_text(text, encoding="utf-8")
        return 0

    app_module.QApplication.exec = run
    app_module.run(Paths.below(data), small)
    return found


def least(began: float) -> dict[str, float]:
    """Show the smallest window and return the seconds since the process began."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser

    app = QApplication([])
    window = QMainWindow()
    pane = QTextBrowser()
    window.setCentralWidget(pane)
    window.resize(1200, 800)
    pane.setHtml("<p>hello")
    window.show()
    app.processEvents()
    return {"floor": time.monotonic() - began}


def memory() -> float:
    """Return the megabytes that this process holds."""
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").split("Pss:")[1]
    return int(rollup.split()[0]) / 1000


def once(kind: str, *paths: Path) -> dict[str, float]:
    """Run one of the processes and return what it measured."""
    platform = os.environ.get("QT_QPA_PLATFORM", "" if os.environ.get("DISPLAY") else "offscreen")
    done = subprocess.run(
        [
            *(sys.executable, __file__, "--began", str(time.monotonic())),
            *("--serve", kind, *map(str, paths)),
        ],
        env=dict(os.environ, QT_QPA_PLATFORM=platform) if platform else None,
        capture_output=True,
        text=True,
        timeout=600,
    )
    if not done.stdout:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--megabytes", type=float, default=25)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--serve", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--began", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        kind, *paths = options.serve
        if kind == "floor":
            print(json.dumps(least(options.began)), flush=True)
            os._exit(0)
        print(json.dumps(serve(kind, *map(Path, paths))), flush=True)
        os._exit(0)
    with tempfile.TemporaryDirectory() as place:
        small, library, data = (Path(place) / name for name in ("small.md", "library", "data"))
        small.write_text(SMALL, encoding="utf-8")
        make(library, options.files, int(options.megabytes * 1e6))
        # The first time it is parsed, and what parses is held.
        _, alone = (once("small", data, small, library) for _ in range(2))
        first = once("first", data, small, library)
        print(f"first: {first['opened']:.1f} s, longest stall {first['stall']:.0f} ms", end="")
        print(f" (of 100 turns, 99 under {first['usual']:.0f} ms), shown in {first['take']:.0f} ms")
        runs: list[dict[str, float]] = []
        floors: list[float] = []
        for _ in range(options.runs):
            runs.append(once("cached", data, small, library))
            floors.append(1000 * once("floor", data, small, library)["floor"])
        cached = [1000 * one["opened"] for one in runs]
        ratio = statistics.median(map(float.__truediv__, cached, floors))
        print(
            f"cached: {statistics.median(cached):.0f} ms ({min(cached):.0f} to {max(cached):.0f})",
            end="",
        )
        print(f", {ratio:.2f} of the smallest window's start, {statistics.median(floors):.0f} ms")
        edits = [1000 * once("edited", data, small, library)["edit"] for _ in range(3)]
        print(f"edited: {statistics.median(edits):.0f} ms")
        held = statistics.median(one["memory"] for one in runs)
        print(f"memory: {held:.0f} MB, small course {alone['memory']:.0f} MB")


if __name__ == "__main__":
    main()
