"""What is imported on the way to the first picture, and to a command's answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from msp_desktop.course.cache import CourseCache
from msp_desktop.course.loader import load_course

FIXTURES = Path(__file__).parent / "fixtures"

LOAD = """
import sys
from pathlib import Path
from msp_desktop.course.cache import CourseCache
from msp_desktop.course.loader import load_cached
course = load_cached(Path(sys.argv[1]), CourseCache(Path(sys.argv[2])))
assert course is not None and course.questions
print(*sys.modules)
"""
COMMAND = """
import sys
from msp_desktop.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""


def imported(code: str, *words: str | Path) -> set[str]:
    """Return the top-level modules that a fresh Python has after running code."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[1],
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    last = (done.stderr or done.stdout).splitlines()[-1]
    return {name.partition(".")[0] for name in last.split()}


@pytest.mark.parametrize("course", ["small-ko.md", "folder", "shapes/hostile.md"])
def test_a_course_opened_before_needs_no_parser(tmp_path: Path, course: str) -> None:
    load_course(FIXTURES / course, CourseCache(tmp_path))
    modules = imported(LOAD, FIXTURES / course, tmp_path)
    assert "msp_desktop" in modules
    # The parser and what it stands on, Qt, and what has no business in reading one file.
    assert not modules & {
        *("markdown", "pygments", "nh3", "xml", "html", "PySide6", "shiboken6", "appdirs"),
        *("hashlib", "threading", "subprocess", "socket", "tempfile", "importlib_metadata"),
    }


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("--help",),
        ("outline", "--help"),
        ("outline", FIXTURES / "small-ko.md"),
        ("outline", FIXTURES / "small-ko.md", "--json"),
        ("render", FIXTURES / "shapes" / "sessions-ko.md"),
        ("outline", FIXTURES / "none.md"),
    ],
    ids=lambda words: " ".join(str(getattr(word, "name", word)) for word in words),
)
def test_no_qt_without_a_window(words: tuple[str | Path, ...]) -> None:
    modules = imported(COMMAND, *words)
    assert "msp_desktop" in modules
    assert not modules & {"PySide6", "shiboken6"}


def test_the_version_is_told_before_anything_is_loaded() -> None:
    assert not imported(COMMAND, "--version") & {"markdown", "pygments", "nh3", "json", "sqlite3"}
