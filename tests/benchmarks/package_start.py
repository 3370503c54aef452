"""First finished picture of the packaged program beside that of its source, seen from outside.

    python tests/benchmarks/package_start.py [--pairs 9] PACKAGED [COURSE]

PACKAGED is the program of an unpacked package; the source is that of the Python which runs this
file. Both start in turn, the order changing, on one virtual screen (Debian's xvfb) and each with a
home folder of its own in which it has been started before. Finished is the first moment at which
all but one in a hundred of the screen's rows are those that the program settles on. Seconds differ
from minute to minute; the ratio of a pair does so much less, and its median is the figure.
"""

from __future__ import annotations

import argparse
import mmap
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator

WIDTH, HEIGHT = 1360, 860
ROW = WIDTH * 4
PATIENCE = 40.0
"""Seconds after which a picture is given up."""

LOOK_AGAIN = 0.002
AT_REST = 1.5
"""Seconds without a change after which a picture is what the program settles on."""


class Screen(NamedTuple):
    """A virtual screen whose picture is read from the server's own memory."""

    display: str
    memory: mmap.mmap

    def rows(self) -> list[bytes]:
        """Give the picture as it is now, a bytes of 4 * WIDTH for each row."""
        start = len(self.memory) - ROW * HEIGHT
        pixels = self.memory[start:]
        return [pixels[at : at + ROW] for at in range(0, len(pixels), ROW)]


class Subject(NamedTuple):
    """What is started, and with which home folder."""

    command: list[str]
    home: Path


@contextmanager
def screen(folder: Path) -> Generator[Screen]:
    """Start a virtual screen, which ends with the block."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(writing), "-fbdir", str(folder)),
            *("-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-noreset"),
        ],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as numbers:
            display = f":{numbers.readline().strip()}"
        with (
            (folder / "Xvfb_screen0").open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as memory,
        ):
            yield Screen(display, memory)
    finally:
        server.terminate()
        server.wait()


@contextmanager
def running(subject: Subject, on: Screen) -> Generator[subprocess.Popen[bytes]]:
    """Start the subject as from a terminal of its own, and end it and all that it started."""
    home = subject.home
    process = subprocess.Popen(
        subject.command,
        env={
            **os.environ,
            "DISPLAY": on.display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
        },
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        time.sleep(0.5)


def settled(subject: Subject, on: Screen) -> list[bytes]:
    """Give the picture that the subject settles on, or end with what it did instead."""
    empty = last = on.rows()
    since = time.monotonic()
    with running(subject, on) as process:
        while last == empty or time.monotonic() - since < AT_REST:
            if process.poll() is not None or time.monotonic() - since > PATIENCE:
                sys.exit(f"It ended or drew nothing: {' '.join(subject.command)}")
            now = on.rows()
            if now != last:
                last, since = now, time.monotonic()
            time.sleep(0.05)
    return last


def seconds(subject: Subject, final: list[bytes], on: Screen) -> float:
    """Give the seconds from starting the subject until its picture is finished."""
    began = time.monotonic()
    with running(subject, on):
        while sum(map(bytes.__ne__, on.rows(), final)) > HEIGHT // 100:
            if time.monotonic() - began > PATIENCE:
                sys.exit(f"It drew another picture this time: {' '.join(subject.command)}")
            time.sleep(LOOK_AGAIN)
        taken = time.monotonic() - began
        time.sleep(1)
    return taken


def main() -> None:
    """Print the medians and the median of the ratios."""
    parser = argparse.ArgumentParser(description="Time a package's first picture.")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("packaged", type=Path)
    parser.add_argument("course", nargs="?", type=Path)
    options = parser.parse_args()
    course = [str(options.course.absolute())] if options.course else []
    with tempfile.TemporaryDirectory() as folder:
        commands = ([str(options.packaged.absolute())], [sys.executable, "-m", "msp_desktop"])
        subjects: list[Subject] = []
        for name, command in zip(("packaged", "source"), commands, strict=True):
            (Path(folder) / name).mkdir(mode=0o700)
            subjects.append(Subject([*command, *course], Path(folder) / name))
        with screen(Path(folder)) as on:
            finals = [[settled(one, on) for _ in range(3)][-1] for one in subjects]
            taken: list[tuple[float, float]] = []
            for turn in range(options.pairs):
                pair = [0.0, 0.0]
                for at in ((0, 1), (1, 0))[turn % 2]:
                    pair[at] = seconds(subjects[at], finals[at], on)
                taken.append((pair[0], pair[1]))
    packaged, source = (statistics.median(column) for column in zip(*taken, strict=True))
    ratios = sorted(ours / theirs for ours, theirs in taken)
    print(
        f"packaged {packaged:.3f} s, source {source:.3f} s, ratio {statistics.median(ratios):.2f}"
        f" ({ratios[0]:.2f} to {ratios[-1]:.2f}, {len(ratios)} pairs)"
    )


if __name__ == "__main__":
    main()
