"""The README's pictures: which there are, and making them.

Each is made by a run of its own of the real program, on a data folder of its own, so that none
depends on another. Only when all are well do they take the place of the old ones.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from environment import ROOT

FOLDER = ROOT / "docs" / "pictures"
CAMERA = Path(__file__).with_name("camera.py")
MOST_BYTES = 250_000
PATIENCE = 120
"""Seconds after which a run that has made no picture is given up."""

# One pixel of the program is one of the picture on every machine, and a point as large as on most.
STEADY = {"QT_SCALE_FACTOR": "1", "QT_FONT_DPI": "96", "QT_QPA_PLATFORMTHEME": "generic"}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name without the ending, and what it shows.

    ``scene`` is one of the camera's scenes, ``size`` the window's in pixels.
    """

    name: str
    scene: str
    size: tuple[int, int] = (1360, 860)
    language: str = "ko"
    look: str = "light"

    @property
    def file(self) -> str:
        """The name of the picture's file."""
        return f"{self.name}.png"


SHOTS = (
    Shot("window-light-ko", "reading"),
    Shot("window-dark-ko", "reading", look="dark"),
    Shot("window-light-en", "reading", language="en"),
    Shot("window-small-ko", "reading", size=(1000, 650)),
    Shot("search-ko", "searching"),
    Shot("notes-ko", "writing"),
    Shot("diagram", "looking closer"),
)


def main(python: Path) -> int:
    """Make all pictures with the environment's Python; return the exit status.

    The process's environment names the screen (DISPLAY) and Qt's platform for it.
    """
    with tempfile.TemporaryDirectory(prefix="msp-desktop-") as folder:
        for shot in SHOTS:
            made = Path(folder) / shot.file
            failure = _taken(python, shot, made)
            if failure:
                print(f"{shot.file}: {failure}", file=sys.stderr)
                return 1
            print(f"{shot.file:24}{made.stat().st_size // 1000:4} kB", flush=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for shot in SHOTS:
            shutil.copyfile(Path(folder) / shot.file, FOLDER / shot.file)
    return 0


def _taken(python: Path, shot: Shot, file: Path) -> str:
    """Make one picture; return what went wrong, or nothing."""
    try:
        done = subprocess.run(
            [str(python), str(CAMERA), shot.name, str(file)],
            cwd=ROOT,
            env={**os.environ, **STEADY, "PYTHONFAULTHANDLER": "1"},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"there was no picture after {PATIENCE} s"
    if done.returncode != 0 or not file.exists():
        return f"no picture; the program ended with status {done.returncode}"
    size = file.stat().st_size
    return f"{size} bytes are more than {MOST_BYTES}" if size > MOST_BYTES else ""
