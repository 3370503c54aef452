"""Hard crashes: what is left of them, and who is told."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from msp_desktop.running import crashes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other signals")

PROGRAM = """
import os, sys, signal
from pathlib import Path
from msp_desktop.running.crashes import CrashFile
file = CrashFile(Path(sys.argv[1]), int(sys.argv[3]))
def deep_inside():
    if sys.argv[2] == "wait":
        print("lives", flush=True)
        sys.stdin.read()
    elif sys.argv[2] == "end":
        file.end()
    elif sys.argv[2] == "null":
        import ctypes
        ctypes.string_at(0)
    else:
        os.kill(os.getpid(), getattr(signal, sys.argv[2]))
deep_inside()
"""


def start(folder: Path, how: str, began: int = 1) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), how, str(began)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def run(folder: Path, how: str, began: int = 1) -> int:
    process = start(folder, how, began)
    process.communicate(timeout=60)
    return process.returncode


def test_nothing_is_left_of_a_program_that_ended_well(tmp_path: Path) -> None:
    assert run(tmp_path, "end") == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", ["null", "SIGABRT", "SIGFPE", "SIGBUS", "SIGILL"])
def test_a_crash_says_where_it_was(tmp_path: Path, how: str) -> None:
    assert run(tmp_path, how) < 0
    [file] = crashes.unheard(tmp_path)
    assert "deep_inside" in crashes.text(file)
    assert file.stat().st_mode & 0o077 == 0


def test_a_killed_program_leaves_nothing_to_tell(tmp_path: Path) -> None:
    assert run(tmp_path, "SIGKILL") == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 1
    assert crashes.unheard(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_lives_is_left_alone(tmp_path: Path) -> None:
    process = start(tmp_path, "wait")
    assert process.stdout is not None
    assert process.stdout.readline() == "lives\n"
    assert crashes.unheard(tmp_path) == []
    assert len(list(tmp_path.iterdir())) == 1
    process.kill()
    process.communicate()


def test_one_is_told_of_once_and_the_last_ones_are_kept(tmp_path: Path) -> None:
    for began in range(1, 6):
        run(tmp_path, "SIGABRT", began)
        found = crashes.unheard(tmp_path)
        assert len(found) == 1
        assert crashes.heard(found) == crashes.told_of(tmp_path)[:1]
        assert crashes.unheard(tmp_path) == []
    kept = crashes.told_of(tmp_path)
    assert [file.name.split("-")[1] for file in kept] == ["5", "4", "3"]
    assert all("deep_inside" in crashes.text(file) for file in kept)


def test_where_no_file_can_be_made_the_program_starts(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.write_text("in the way")
    assert run(folder, "end") == 0
    assert crashes.unheard(folder) == []
    assert crashes.heard([]) == []


def test_other_files_are_not_taken_for_crashes(tmp_path: Path) -> None:
    for name in ("crash-.txt", "crash-x.live.txt", "crash-" + "9" * 5000 + ".x", "notes.txt"):
        if len(name) < 200:
            (tmp_path / name).write_bytes(b"\xff" * 10)
    (tmp_path / "crash-1-1.live.txt").mkdir()
    assert [file.name for file in crashes.unheard(tmp_path)] == ["crash-x.live.txt"]
