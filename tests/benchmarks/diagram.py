"""How large pictures show in the diagram pane: first picture, frames, memory, what is blocked.

    python tests/benchmarks/diagram.py [--size 1360x860] [--only NAME] [--keep FOLDER]

Each picture is shown by a process of its own in the real pane.  The first picture is when anything
of it has been painted, sharp is when nothing is being drawn any more.  Blocked is the longest time
for which the interface answered nothing until then.  A frame is what the interface does from one
picture to the next while the wheel zooms in and out and a drag pushes across: 60 a second leave
16.7 ms for each.  Beside it stands a bare window of the same size that moves one image and nothing
else: what the machine and its screen take for a frame at that moment.  Memory is that of the whole
process at its highest, resident; the program without a picture is the first row.

Nothing is shown on a screen unless ``QT_QPA_PLATFORM=xcb`` (with a ``DISPLAY``) asks for it.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QMouseEvent,
    QPainter,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from msp_desktop.course.diagrams import Box, DiagramMap, Element, HitIndex
from msp_desktop.paths import resources
from msp_desktop.ui.theme import Theme
from msp_desktop.ui.views.diagram import DiagramEntry, DiagramPane
from msp_desktop.ui.views.diagram.linked import Linked
from msp_desktop.ui.views.diagram.links import Doings, Links
from msp_desktop.ui.worker import end_jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent

FRAME = 1000 / 60
SIDE = 10_000
PATIENCE = 60.0


def svg(path: Path) -> None:
    """Write an SVG of 5 MB: boxes with words in them, and curves between them."""
    chance = random.Random(1)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4000 3000"><style>'
        ".b{fill:#e8eefc;stroke:#2457d6}.t{font:12px sans-serif}</style>"
    ]
    size = 0
    while size < 5_000_000:
        x, y = chance.random() * 3900, chance.random() * 2900
        one = (
            f'<g id="n{len(parts)}"><rect class="b" x="{x:.1f}" y="{y:.1f}" width="80" height="40"'
            f' rx="6"/><text class="t" x="{x + 8:.1f}" y="{y + 24:.1f}">노드 {len(parts)}</text>'
            f'<path d="M{x:.1f} {y:.1f} c 10 10 20 30 {chance.random() * 90:.1f}'
            f' {chance.random() * 40:.1f}" fill="none" stroke="#888"/></g>\n'
        )
        parts.append(one)
        size += len(one.encode())
    path.write_text("".join([*parts, "</svg>"]), encoding="utf-8")


def png(path: Path, rows: Iterator[bytes], level: int) -> None:
    """Write a PNG of 100 megapixels in RGB from its rows as they stand in the file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    packer = zlib.compressobj(level)
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)))
        for row in rows:
            data = packer.compress(row)
            if data:
                file.write(chunk(b"IDAT", data))
        file.write(chunk(b"IDAT", packer.flush()) + chunk(b"IEND", b""))


def drawing() -> Iterator[bytes]:
    """Rows of white paper with lines and patterns on it."""
    chance = random.Random(1)
    white, same = b"\0" + b"\xff\xff\xff" * SIDE, b"\2" + b"\0" * (3 * SIDE)
    inked = [
        b"\0" + b"".join(chance.choices((b"\0\0\0", b"\xff\xff\xff"), (1, 4), k=SIDE))
        for _ in range(5)
    ]
    for y in range(SIDE):
        yield inked[y % 5] if y % 200 < 20 else white if y % 200 == 20 else same


def photograph() -> Iterator[bytes]:
    """Rows of noise over slow changes: about as hard to inflate as a photograph."""
    chance = random.Random(1)
    rows = [
        bytes(chance.choices((0, 1, 255, 2, 254, 3), (4, 2, 2, 1, 1, 1), k=3 * SIDE))
        for _ in range(17)
    ]
    yield b"\1" + bytes(128 for _ in range(3 * SIDE))
    for y in range(1, SIDE):
        yield bytes([(1, 2, 4, 4, 3)[y % 5]]) + rows[y % 17]


def jpeg(path: Path) -> None:
    """Write a JPEG of 100 megapixels."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    line = bytes((x // 7 + x % 31) % 256 for x in range(SIDE + SIDE))
    view = memoryview(image.bits())
    for y in range(SIDE):
        start = y * image.bytesPerLine()
        view[start : start + SIDE] = line[y : y + SIDE]
    QImageWriter(str(path), b"jpeg").write(image)


def bundled(path: Path) -> None:
    """Copy a bundled diagram, over which elements are laid."""
    path.write_bytes((resources() / "course/ko/img/docker-summary.svg").read_bytes())


LINKED = {"2,000 linked elements": 20, "2,000 linked elements, all glow": 2000}
"""Pictures over which elements are laid, and how many of these lead to the question being read."""


def lay_links(pane: DiagramPane, glowing: int) -> None:
    """Lay 2,000 elements over a picture: as many points as boxes, four of these in each other."""
    elements: list[Element] = []
    for number in range(2000):
        row, column = divmod(number // 2 if number % 2 else number // 8, 40)
        box = Box((column + 0.5) / 40, (row + 0.5) / 25)
        if not number % 2:
            share = 1 - number // 2 % 4 / 5
            box = Box(column / 40, row / 25, 0.02 * share, 0.035 * share)
        asked = (
            ("glows",) if number * glowing // 2000 != (number - 1) * glowing // 2000 else ("no",)
        )
        elements.append(Element(f"e{number}", f"Element {number}", box, asked))
    found = DiagramMap("picture.svg", tuple(elements), exists=True)
    nothing = Doings(lambda _: None, lambda _: "", lambda: None)
    links = Links(pane.canvas, nothing)
    links.set_question("glows")
    links.show(Linked(found, HitIndex(elements)))
    pane.canvas.add_overlay(links)
    turns(lambda: links.brightness == 1.0, pane)
    print(f"  {len(links.glowing)} of {len(links.linked.elements)} glow", flush=True)
    times: list[float] = []
    for number in range(1500):
        at = QPointF(37 * number % pane.canvas.width(), 53 * number % pane.canvas.height())
        before = time.perf_counter()
        mouse(pane.canvas, QEvent.Type.MouseMove, at, pressed=False)
        times.append((time.perf_counter() - before) * 1000)
        if number % 50 == 0:
            QApplication.processEvents()
    times.sort()
    print(
        f"  a move: median {statistics.median(times):.3f} ms,"
        f" 99 % {times[int(len(times) * 0.99)]:.3f} ms, longest {times[-1]:.2f} ms",
        flush=True,
    )


PICTURES = {
    "nothing": lambda path: None,
    "5 MB SVG": svg,
    "100 MP PNG, drawn": lambda path: png(path, drawing(), 6),
    "100 MP PNG, photograph": lambda path: png(path, photograph(), 1),
    "100 MP JPEG": jpeg,
    **dict.fromkeys(LINKED, bundled),
}


class Painted(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def turns(done, pane: DiagramPane) -> float:
    """Let the interface run until something is so; return its longest turn in milliseconds."""
    longest, began = 0.0, time.perf_counter()
    ticker = QTimer(interval=1)
    ticker.start()
    while not done() and time.perf_counter() - began < PATIENCE:
        before = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, time.perf_counter() - before)
        time.sleep(0.0005)
    return longest * 1000


def wheel(widget: QWidget, at: QPointF, notches: int) -> None:
    """Turn the wheel over a place."""
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def mouse(widget: QWidget, kind: QEvent.Type, at: QPointF, *, pressed: bool = True) -> None:
    """Press, move or release the left button, or move without it."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(widget.mapToGlobal(at.toPoint()))
    if not pressed:
        left = Qt.MouseButton.NoButton
    QApplication.sendEvent(widget, QMouseEvent(kind, at, place, left, left, none))


class Bare(QWidget):
    """A window with one image in it, which moves."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.resize(width, height)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._image = QPixmap(width, height)
        self._image.fill(QColor("#e8eefc"))
        self._at = QPoint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image where it is, and what it leaves free."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), self._at.y(), QColor("white"))
        painter.fillRect(0, 0, self._at.x(), self.height(), QColor("white"))
        painter.drawPixmap(self._at, self._image)

    def frames(self, count: int) -> list[float]:
        """Move the image; return what each frame took in milliseconds."""
        self.show()
        QApplication.processEvents()
        times: list[float] = []
        for number in range(count):
            before = time.perf_counter()
            self._at = QPoint(number % 40, number % 30)
            self.update()
            QApplication.processEvents()
            times.append((time.perf_counter() - before) * 1000)
            time.sleep(0.002)
        self.hide()
        return times


def frames(pane: DiagramPane) -> list[float]:
    """Zoom in and out and push across; return what each frame took in milliseconds."""
    canvas = pane.canvas
    painted = Painted(canvas)
    times: list[float] = []

    def frame(do) -> None:
        before, count = time.perf_counter(), painted.count
        do()
        QApplication.processEvents()
        if painted.count != count:
            times.append((time.perf_counter() - before) * 1000)

    for notches in (1, -1):
        for step in range(12):
            at = QPointF(canvas.width() * (0.3 + 0.03 * step), canvas.height() * 0.6)
            frame(lambda at=at, notches=notches: wheel(canvas, at, notches))
            until = time.perf_counter() + 0.12
            while time.perf_counter() < until:
                frame(lambda: None)
                time.sleep(0.001)
    for zoom in (0.6, 1.0, 2.5):
        canvas.zoom_to(zoom)
        turns(lambda: canvas.at_rest, pane)
        middle = QPointF(canvas.rect().center())
        mouse(canvas, QEvent.Type.MouseButtonPress, middle)
        for step in range(90):
            at = middle + QPointF(4 * step, 3 * step)
            frame(lambda at=at: mouse(canvas, QEvent.Type.MouseMove, at))
            time.sleep(0.006)
        mouse(canvas, QEvent.Type.MouseButtonRelease, middle)
        while canvas.mover.moving:
            frame(lambda: None)
            time.sleep(0.001)
    return times


def peak() -> float:
    """Return the most memory this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def show(name: str, path: Path, width: int, height: int) -> None:
    """Show a picture and print what is to be known of it."""
    application = QApplication([])
    pane = DiagramPane(Theme.load(resources() / "themes", dark=False))
    pane.resize(width, height)
    pane.show()
    QApplication.processEvents()
    if not path.exists():
        print(f"{name}: {peak():.0f} MB", flush=True)
        return
    began = time.perf_counter()
    pane.set_diagrams([DiagramEntry(name, "", path, path.name)], 0)
    blocked = turns(lambda: pane.canvas.whole() is not None, pane)
    QApplication.processEvents()
    first = time.perf_counter() - began
    blocked = max(blocked, turns(lambda: pane.at_rest, pane))
    sharp = time.perf_counter() - began
    if name in LINKED:
        lay_links(pane, LINKED[name])
    times = sorted(frames(pane))
    turns(lambda: pane.at_rest, pane)
    most = peak()
    floor = sorted(Bare(width, height).frames(300))
    late = sum(one > FRAME for one in times) / len(times)
    print(
        f"{name}: first picture {first * 1000:.0f} ms, sharp {sharp * 1000:.0f} ms,"
        f" blocked {blocked:.0f} ms; {len(times)} frames: median {statistics.median(times):.1f} ms,"
        f" 99 % {times[int(len(times) * 0.99)]:.1f} ms, longest {times[-1]:.1f} ms,"
        f" over {FRAME:.1f} ms {late:.1%}; a bare window: median {statistics.median(floor):.1f} ms,"
        f" 99 % {floor[int(len(floor) * 0.99)]:.1f} ms; {most:.0f} MB",
        flush=True,
    )
    pane.close()
    end_jobs()
    del application


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="1360x860", help="the pane's, in pixels")
    parser.add_argument("--only", help="one of the pictures")
    parser.add_argument("--keep", type=Path, help="a folder in which the pictures stay")
    parser.add_argument("--show", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    if options.show:
        show(options.only, options.show, width, height)
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = options.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        for name, write in PICTURES.items():
            if options.only not in (None, name):
                continue
            path = kept / name.replace(" ", "-").replace(",", "")
            if not path.exists():
                write(path)
            words = ["--only", name, "--size", options.size, "--show", str(path)]
            subprocess.run([sys.executable, __file__, *words], check=True)


if __name__ == "__main__":
    main()
