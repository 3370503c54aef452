"""The log: bounded, shared by programs, and never in anybody's way."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from msp_desktop.running import log as logging
from msp_desktop.running.log import Log, append, logs, tail

NOON = datetime(2026, 3, 4, 12, 0, 5, 678900, tzinfo=UTC)

WRITER = """
import sys
from pathlib import Path
from msp_desktop.running.log import append
sys.stdin.readline()
for number in range(400):
    assert append(Path(sys.argv[1]), f"{sys.argv[2]} {number} " + "x" * 1500 + "\\n")
"""


def noon() -> datetime:
    return NOON


def text(folder: Path) -> str:
    return (folder / logging.NAME).read_text(encoding="utf-8")


def test_an_entry_is_a_line_with_facts_and_what_belongs_to_it_below(tmp_path: Path) -> None:
    log = Log(tmp_path, now=noon)
    log.info("course-opened", questions=11, kind="a folder", none="")
    log.error("bug", below="Traceback:\n  here", times=1)
    log.flush()
    who = os.getpid()
    assert text(tmp_path) == (
        f"2026-03-04T12:00:05.678Z {who} info course-opened questions=11 kind=a_folder none=-\n"
        f"2026-03-04T12:00:05.678Z {who} error bug times=1\n    Traceback:\n      here\n"
    )


@pytest.mark.parametrize(("level", "written"), [("error", 1), ("warning", 2), ("info", 3)])
def test_levels(tmp_path: Path, level: str, written: int) -> None:
    log = Log(tmp_path, level)
    log.debug("d")
    log.info("i")
    log.warning("w")
    log.error("e")
    log.flush()
    assert len(text(tmp_path).splitlines()) == written


def test_it_can_be_heard_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(tmp_path, "debug", echo=True, now=noon)
    log.debug("looked", ms=3)
    assert capsys.readouterr().err.endswith("debug looked ms=3\n")


def test_a_thread_of_its_own_writes_it(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.info("before")
    assert logs(tmp_path) == []
    log.begin()
    log.begin()
    log.info("after")
    log.flush(60)
    assert [line.split()[3] for line in text(tmp_path).splitlines()] == ["before", "after"]


def test_it_is_bounded_in_number_and_bytes(tmp_path: Path) -> None:
    log = Log(tmp_path)
    for number in range(3000):
        log.info("n", number=number, filling="x" * 400)
        log.flush()
    files = logs(tmp_path)
    assert [file.name for file in files] == [
        *("msp-desktop.2.log", "msp-desktop.1.log", "msp-desktop.log")
    ]
    assert all(file.stat().st_size <= logging.LARGEST for file in files)
    assert sum(1 for _ in tmp_path.iterdir()) == 3
    # The newest are kept, in order.
    lines = tail(tmp_path, 10**9).splitlines()
    numbers = [int(line.split("number=")[1].split()[0]) for line in lines]
    assert numbers == list(range(numbers[0], 3000))


def test_two_programs_write_to_one_log_and_no_entry_is_torn_or_lost(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name],
            stdin=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for name in ("a", "b")
    ]
    for one in programs:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    for one in programs:
        one.communicate(timeout=120)
        assert one.returncode == 0
    lines = tail(tmp_path, 10**9).splitlines()
    assert all(line[0] in "ab" and line.endswith("x" * 1500) for line in lines)
    assert all(len(line) < 1520 for line in lines)
    for name in ("a", "b"):
        # What went is the oldest.
        numbers = [int(line.split()[1]) for line in lines if line.startswith(name)]
        assert numbers == sorted(numbers)
    assert max(int(line.split()[1]) for line in lines) == 399


def test_what_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.write_text("in the way", encoding="utf-8")
    log = Log(folder)
    log.begin()
    log.error("lost")
    log.flush()
    assert not append(folder, "lost\n")
    assert tail(folder, 1000) == ""
    assert folder.read_text(encoding="utf-8") == "in the way"


FULL = """
import resource, sys
from pathlib import Path
from msp_desktop.running.log import Log
# No file may grow any more, as on a full disk.
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
log = Log(Path(sys.argv[1]))
log.begin()
log.error("lost")
log.flush()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_full_disk_stops_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert tail(tmp_path, 1000) == ""


def test_what_waits_for_ever_is_bounded(tmp_path: Path) -> None:
    log = Log(tmp_path)
    for _ in range(3 * logging.MOST_WAITING):
        log.info("n")
    log.flush()
    assert len(text(tmp_path).splitlines()) == logging.MOST_WAITING


def test_a_long_entry_is_cut(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.error("long", below="x" * 10**6)
    log.flush()
    assert len(text(tmp_path)) == logging.LONGEST + 1


def test_the_end_of_the_log_is_whole_lines(tmp_path: Path) -> None:
    for number in range(10):
        append(tmp_path, f"line {number} 한글\n")
    assert tail(tmp_path, 40).splitlines() == ["line 8 한글", "line 9 한글"]


def test_it_is_the_users_alone(tmp_path: Path) -> None:
    append(tmp_path / "log", "entry\n")
    if os.name == "posix":
        assert (tmp_path / "log" / logging.NAME).stat().st_mode & 0o077 == 0
