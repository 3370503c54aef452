"""Starts under bad conditions: one clear line and a status, or a window; never a traceback."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scarcity import small_disk_at
from starting import ROOT, Started, as_others, environment, start_and_end

from msp_desktop.running.manner import BROKEN, MISUSED, NO_FOLDER, NO_WINDOW
from msp_desktop.ui.refusal import missing_library, package_of

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).parent / "fixtures"
SMALL = FIXTURES / "small-en.md"
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as Linux says it")


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("msp-desktop: ")
    return line.removeprefix("msp-desktop: ")


# No screen, no library


@linux
@pytest.mark.parametrize(
    ("language", "words"), [("en", "There is no screen for a window"), ("ko", "화면이 없습니다")]
)
def test_without_a_screen_it_says_so(tmp_path: Path, language: str, words: str) -> None:
    env = environment(QT_QPA_PLATFORM=None, LANGUAGE=language)
    done = start_and_end("--data-dir", tmp_path, env=env)
    assert done.returncode == NO_WINDOW
    assert words in one_line(done)
    # Nothing is left that the next start would take for a crash.
    assert not list(tmp_path.rglob("crash-*"))


@linux
def test_a_screen_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    env = environment(QT_QPA_PLATFORM=None, DISPLAY=":4321")
    done = start_and_end("--data-dir", tmp_path, env=env)
    assert done.returncode == NO_WINDOW
    if "library" not in done.stderr:
        assert one_line(done) == "The screen :4321 cannot be reached."


def test_a_platform_that_qt_does_not_know(tmp_path: Path) -> None:
    env = environment(QT_QPA_PLATFORM="nonsense")
    done = start_and_end("--data-dir", tmp_path, env=env)
    assert done.returncode == NO_WINDOW
    assert one_line(done)


@linux
def test_a_missing_library_is_named_with_its_package(tmp_path: Path) -> None:
    # What the loader finds first cannot be loaded.
    (tmp_path / "libEGL.so.1").write_bytes(b"")
    env = environment(LD_LIBRARY_PATH=str(tmp_path))
    done = start_and_end("--data-dir", tmp_path / "data", env=env)
    assert done.returncode == NO_WINDOW
    assert "libEGL.so.1" in one_line(done)
    assert "libegl1" in done.stderr


@linux
def test_a_library_that_only_the_screen_needs_is_named(tmp_path: Path) -> None:
    (tmp_path / "libxcb-cursor.so.0").write_bytes(b"")
    env = environment(QT_QPA_PLATFORM="xcb", DISPLAY=":4321", LD_LIBRARY_PATH=str(tmp_path))
    done = start_and_end("--data-dir", tmp_path / "data", env=env)
    assert done.returncode == NO_WINDOW
    assert "libxcb-cursor.so.0" in one_line(done)
    assert "libxcb-cursor0" in done.stderr


@pytest.mark.parametrize(
    ("said", "library", "package"),
    [
        (
            "libEGL.so.1: cannot open shared object file: No such file or directory",
            "libEGL.so.1",
            "libegl1",
        ),
        (
            "libxkbcommon-x11.so.0: cannot open shared object file: No such file",
            "libxkbcommon-x11.so.0",
            "libxkbcommon-x11-0",
        ),
        ("/usr/lib/libdbus-1.so.3: file too short", "libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0: cannot open shared object", "libglib-2.0.so.0", "libglib2.0-0"),
        ("cannot import name 'x' from 'PySide6.QtCore' (libQt.so.6: no)", "", ""),
        ("/a.so: undefined symbol: x", "", ""),
    ],
)
def test_what_the_loader_says_is_understood(said: str, library: str, package: str) -> None:
    assert missing_library(said) == library
    if library:
        assert package_of(library) == package


# Arguments


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--log-level", "loud"), "--log-level cannot be loud. It may be: "),
        (("--log-level",), "What --log-level is to be is missing."),
        (("--data-dir", ""), "What --data-dir is to be is empty."),
        (("--portable=no",), "--portable takes no value."),
        (("--portable", "--data-dir", "x"), "--data-dir and --portable exclude each other."),
        (("--nonsense",), "--nonsense is not understood here."),
        (("a.md", "b.md"), "b.md is not understood here."),
        (("--ver",), "--ver may mean several options: --verbose, --version"),
        (("",), "What path is to be is empty."),
    ],
)
def test_wrong_arguments_are_said_in_the_users_language(words: tuple[str, ...], told: str) -> None:
    done = start_and_end(*words)
    assert (done.returncode, done.stdout) == (MISUSED, "")
    usage, last = done.stderr.splitlines()[0], done.stderr.splitlines()[-1]
    assert usage.startswith("usage: msp-desktop ")
    assert last.startswith(f"msp-desktop: {told}")
    korean = start_and_end(*words, env=environment(LANGUAGE="ko"))
    assert korean.returncode == MISUSED
    assert any("가" <= letter <= "힣" for letter in korean.stderr.splitlines()[-1])


def test_the_help_says_what_the_status_means() -> None:
    told = " ".join(start_and_end("--help").stdout.split())
    for number in (MISUSED, NO_WINDOW, NO_FOLDER, BROKEN):
        assert f" {number} " in told.partition("Exit status")[2]


# Folders


@pytest.mark.parametrize("below", [".", "deeper/still"])
def test_a_file_in_the_place_of_the_data_folder(tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    done = start_and_end("--data-dir", file / below)
    assert done.returncode == NO_FOLDER
    assert "there is a file in its place" in one_line(done)
    assert file.read_text(encoding="utf-8") == "mine"


@linux
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs the superuser")
@pytest.mark.parametrize("home", [None, "", "relative"])
def test_without_a_home_nothing_is_scattered(tmp_path: Path, home: str | None) -> None:
    """As a user whom the system does not know; what is imported is read before."""
    code = (
        "import os, sys\n"
        "import argparse, appdirs, gettext, pathlib, shutil\n"
        "from msp_desktop import cli, cli_window\n"
        "import msp_desktop.ui.refusal, PySide6.QtCore\n"
        "cli_window.window_parser()\n"
        f"os.chdir({str(tmp_path)!r})\n"
        "os.setgroups([]); os.setgid(54321); os.setuid(54321)\n"
        "sys.exit(cli.main([]))\n"
    )
    tmp_path.chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        env=environment(HOME=home),
        cwd=Path(__file__).parents[1],
        timeout=120,
    )
    assert done.returncode == NO_FOLDER, done.stderr
    assert "There is no home folder" in one_line(done)
    assert list(tmp_path.iterdir()) == []


def fill(file: Path) -> None:
    """Fill a disk to its last byte."""
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as opened:
        while True:
            opened.write(bytes(4096))


def a_file(home: Path) -> None:
    for name in (".local/share", ".config", ".cache"):
        (home / name).mkdir(parents=True)
        (home / name / "msp-desktop").write_text("in the way", encoding="utf-8")


def gone(home: Path) -> None:
    home.rmdir()


@linux
@pytest.mark.parametrize("spoil", [a_file, gone])
def test_a_home_that_nothing_can_be_kept_in_opens_a_window(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    spoil(home)
    if spoil is gone:
        # Nor can it be made.
        home.write_text("in the way", encoding="utf-8")
    program = Started(SMALL, env=environment(HOME=str(home)))
    program.until("course-opened")
    assert program.close() == 0
    assert not [line for line in program.said if "Traceback" in line]


def test_a_full_disk_opens_a_window(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk_at(disk, "64k"):
        fill(disk / "filling")
        program = Started("--data-dir", disk, SMALL)
        program.until("course-opened")
        assert program.close() == 0
        assert not [line for line in program.said if "Traceback" in line]


# Courses


@pytest.mark.parametrize("kind", ["gone", "no-folder", "binary", "empty", "long", "pipe"])
def test_a_course_that_cannot_be_opened_is_said_in_the_window(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "course.md"
    match kind:
        case "no-folder":
            path = SMALL / "inside.md"
        case "binary":
            path.write_bytes(bytes(range(256)) * 50)
        case "empty":
            path.mkdir()
        case "long":
            path = tmp_path / ("x" * 5000)
        case "pipe" if hasattr(os, "mkfifo"):
            os.mkfifo(path)
        case _:
            pass
    program = Started("--data-dir", tmp_path / "data", path)
    # The bundled course opens in its place.
    program.until("course-opened", "kind=folder")
    assert program.close() == 0
    assert not [line for line in program.said if "Traceback" in line]


@pytest.mark.parametrize("what", ["course", "inside", "home", "data"])
def test_what_may_not_be_entered_opens_a_window(tmp_path: Path, what: str) -> None:
    lead = as_others()
    home, closed, course = tmp_path / "home", tmp_path / "closed", SMALL
    for folder in (home, closed):
        folder.mkdir()
    (closed / "a.md").write_text("# A\n", encoding="utf-8")
    words: list[Path | str] = []
    match what:
        case "course":
            (closed / "a.md").chmod(0)
            course = closed / "a.md"
        case "inside":
            closed.chmod(0)
            course = closed / "a.md"
        case "data":
            closed.chmod(0)
            words = ["--data-dir", closed / "data"]
        case _:
            for name in (".local", ".config", ".cache"):
                (home / name).mkdir(mode=0)
    env = environment(HOME=str(home))
    program = Started(*words, course, env=env, lead=lead)
    try:
        program.until("CourseUnreadable" if course is not SMALL else "questions=4")
        assert program.close() == 0
    finally:
        for folder in (closed, *home.iterdir()):
            folder.chmod(0o700)
    assert not [line for line in program.said if "Traceback" in line]


def test_a_damaged_installation_is_one_line_and_a_log(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "msp_desktop", tmp_path / "copy" / "msp_desktop")
    shutil.copytree(ROOT / "resources", tmp_path / "copy" / "resources")
    shutil.rmtree(tmp_path / "copy" / "resources" / "themes")
    env = environment(PYTHONPATH=str(tmp_path / "copy"))
    done = start_and_end("--data-dir", tmp_path / "data", SMALL, env=env)
    assert done.returncode == BROKEN
    log = tmp_path / "data" / "log" / "msp-desktop.log"
    assert str(log) in one_line(done)
    assert "error start-failed" in log.read_text(encoding="utf-8")
    assert "FileNotFoundError" in log.read_text(encoding="utf-8")
    assert not list(log.parent.glob("crash-*"))


@pytest.mark.parametrize("marked", [True, False])
def test_a_portable_copy_that_may_not_be_written_says_so(tmp_path: Path, marked: bool) -> None:
    lead = as_others()
    shutil.copytree(ROOT / "msp_desktop", tmp_path / "stick" / "msp_desktop")
    shutil.copytree(ROOT / "resources", tmp_path / "stick" / "resources")
    (tmp_path / "stick" / "pyproject.toml").touch()
    if marked:
        (tmp_path / "stick" / "portable").touch()
    (tmp_path / "stick").chmod(0o555)
    env = environment(PYTHONPATH=str(tmp_path / "stick"))
    done = start_and_end(*(() if marked else ("--portable",)), env=env, lead=lead)
    (tmp_path / "stick").chmod(0o755)
    assert done.returncode == NO_FOLDER
    assert one_line(done).startswith(f"You may not write to {tmp_path}/stick/msp-desktop-data")


# Locales


@linux
@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C", "LANGUAGE": None},
        {"LC_ALL": "xx_YY.nonsense", "LANGUAGE": None},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LANGUAGE": "ko"},
        {"LANG": "ko_KR.eucKR", "LANGUAGE": None},
    ],
)
def test_a_broken_locale_is_no_reason_to_complain(
    tmp_path: Path, locale: dict[str, str | None]
) -> None:
    course = tmp_path / "강의.md"
    course.write_text("# 강의\n\n## 하나\n\n* 왜?\n  * 그래서.\n", encoding="utf-8")
    env = environment(**{"LANG": None, **locale})
    program = Started("--data-dir", tmp_path / "자료", course, env=env)
    assert "questions=1" in program.until("course-opened")
    assert program.close() == 0
    # Nothing but the log's own lines.
    assert not [line for line in program.said if " info " not in line and " debug " not in line]
    refused = start_and_end("--data-dir", course, env=env)
    assert refused.returncode == NO_FOLDER
    assert len(refused.stderr.splitlines()) == 1
