"""A second start of the real program: its course opens in the first window, or in its own."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starting import Started, environment, start_and_end

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other signals")

FIXTURES = Path(__file__).parent / "fixtures"
FIRST, OTHER = FIXTURES / "small-en.md", FIXTURES / "blocks-en.md"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def first(data: Path) -> Iterator[Started]:
    program = Started("--data-dir", data, FIRST)
    program.until("course-opened")
    yield program
    program.signal(signal.SIGCONT)
    program.signal(signal.SIGKILL)
    program.ended()


def test_its_course_opens_in_the_first_window(first: Started, data: Path) -> None:
    done = start_and_end("--data-dir", data, os.path.relpath(OTHER))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first.until("errand", "opens=file.md")
    assert "questions=5" in first.until("course-opened")
    # Without a course it only comes to the front; the open one is not opened again.
    assert start_and_end("--data-dir", data).returncode == 0
    first.until("errand", "opens=nothing")
    assert start_and_end("--data-dir", data, OTHER).returncode == 0
    first.until("errand", "opens=file.md")
    assert first.close() == 0
    assert not [line for line in first.said if "Traceback" in line]
    assert sum("course-opened" in line for line in first.said) == 2


def test_a_path_that_is_gone_is_said_in_the_first_window(first: Started, data: Path) -> None:
    assert start_and_end("--data-dir", data, "gone.md").returncode == 0
    assert "kind=CourseMissing" in first.until("course-failed")


def test_a_second_start_loads_nothing_of_qt(first: Started, data: Path) -> None:
    done = start_and_end("--data-dir", data, OTHER, env=environment(PYTHONPROFILEIMPORTTIME="1"))
    assert done.returncode == 0
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "msp_desktop.running.single" in loaded
    assert not [name for name in loaded if name.startswith(("PySide6", "shiboken6"))]
    assert not loaded & {"socket", "_socket", "threading", "tempfile", "sqlite3"}


@pytest.mark.parametrize("option", ["--new-window", "--safe-mode"])
def test_a_window_of_its_own_when_asked(first: Started, data: Path, option: str) -> None:
    second = Started("--data-dir", data, option, OTHER)
    second.until("course-opened")
    # The first one is still the one that is told.
    assert start_and_end("--data-dir", data, OTHER).returncode == 0
    first.until("errand")
    assert second.close() == 0
    assert first.close() == 0


def test_other_data_and_another_screen_have_windows_of_their_own(
    first: Started, data: Path, tmp_path: Path
) -> None:
    elsewhere = Started("--data-dir", tmp_path / "other", OTHER)
    elsewhere.until("course-opened")
    assert elsewhere.close() == 0
    screen = Started("--data-dir", data, OTHER, env=environment(DISPLAY=":9"))
    screen.until("course-opened")
    assert screen.close() == 0


def test_a_window_that_hangs_is_not_waited_for(first: Started, data: Path) -> None:
    first.signal(signal.SIGSTOP)
    second = Started("--data-dir", data, OTHER)
    second.until("another-window-did-not-answer")
    second.until("course-opened")
    first.signal(signal.SIGCONT)
    assert second.close() == 0
    assert first.close() == 0
    # It has not opened afterwards what another one has.
    assert sum("course-opened" in line for line in first.said) == 1


def test_after_a_kill_the_next_start_is_the_first(first: Started, data: Path) -> None:
    first.signal(signal.SIGKILL)
    first.ended()
    second = Started("--data-dir", data, OTHER)
    second.until("course-opened")
    assert start_and_end("--data-dir", data, FIRST).returncode == 0
    second.until("errand")
    assert second.close() == 0


def test_after_a_crash_the_next_start_says_so_once(first: Started, data: Path) -> None:
    first.signal(signal.SIGSEGV)
    assert first.ended() == -signal.SIGSEGV
    second = Started("--data-dir", data, OTHER)
    second.until("hard-crash-found", "number=1")
    assert second.close() == 0
    third = Started("--data-dir", data, OTHER)
    third.until("course-opened")
    assert third.close() == 0
    assert not [line for line in third.said if "hard-crash" in line]
    [kept] = (data / "log").glob("crash-*")
    assert "Segmentation fault" in kept.read_text(encoding="utf-8")


def test_it_opens_no_socket_and_imports_no_network(first: Started) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("needs /proc")
    links: list[str] = []
    for one in Path(f"/proc/{first.id}/fd").iterdir():
        # The program goes on meanwhile: what it has closed again is gone.
        with suppress(FileNotFoundError):
            links.append(str(one.readlink()))
    # The screen in memory is none, and there is no bus to talk to.
    assert not [one for one in links if one.startswith("socket:")]
    maps = Path(f"/proc/{first.id}/maps").read_text()
    assert "QtCore" in maps
    assert "QtNetwork" not in maps
    assert "Qt6Network" not in maps
