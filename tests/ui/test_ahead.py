"""A course that was never opened is parsed while the window is made, and its beginning shown."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process cannot be copied here")

COPY = """
import sys
from pathlib import Path
from msp_desktop.course.cache import CourseCache
from msp_desktop.course.loader import load_cached
from msp_desktop.paths import Paths
from msp_desktop.ui import ahead
path, paths = Path(sys.argv[1]), Paths.below(Path(sys.argv[2]))
begun = ahead.start(path, paths)
if begun is None:
    print("nothing")
else:
    found = begun.beginning(60)
    assert begun.ends(60)
    begun.close()
    course = load_cached(path, CourseCache(paths.courses))
    print(len(found.course.questions) if found else 0, len(course.questions))
assert not {"PySide6", "markdown"} & set(sys.modules)
"""

# Tells what the window shows before the event loop begins and when the course has been opened.
PROGRAM = """
import sys
from pathlib import Path
from msp_desktop.paths import Paths
from msp_desktop.ui import ahead
paths, path = Paths.below(Path(sys.argv[2])), Path(sys.argv[1])
begun = ahead.start(path, paths)
from PySide6.QtCore import QTimer
from msp_desktop.ui import app

def said(program):
    window, course = program.window, program.study.course
    page = window.reader.reader.page
    questions = len(page.pieces.questions) if page else 0
    print(course is not None, questions, window.reader.reader.current_question, flush=True)

def look(program):
    if program.study.course is not None:
        timer.stop()
        said(program)
        program.window.close()

def begin(program, path):
    begins = shown(program, path)
    said(program)
    if "step" in sys.argv:
        for _ in range(3):
            program.window.commands["next-question"].trigger()
        said(program)
    timer.timeout.connect(lambda: look(program))
    timer.start()
    return begins

timer = QTimer(interval=20)
shown, app.Program.begin = app.Program.begin, begin
sys.exit(app.run(paths, path, begun))
"""


def run(code: str, *words: str | Path) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"LANGUAGE": "ko"},
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.stdout.splitlines()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Return a course of 1,500 questions in a chapter."""
    lines = ["# 볼륨", "", "## 이름 있는 볼륨", ""]
    for number in range(1500):
        lines += [
            f"- 볼륨 {number}번은 어디에 있나요?",
            f"  - `/var/lib/docker/volumes/v{number}` 에 있고, 지우기 전까지 남습니다.",
        ]
    file = tmp_path / "volumes.md"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_a_copy_hands_over_the_beginning_and_leaves_the_whole_in_the_cache(
    tmp_path: Path, large: Path
) -> None:
    first, whole = map(int, run(COPY, large, tmp_path / "cache")[0].split())
    assert 50 < first < whole == 1500
    # The next time there is nothing to parse.
    assert run(COPY, large, tmp_path / "cache") == ["nothing"]


def test_a_copy_leaves_the_processors_to_the_window_until_told_to_go_on(
    tmp_path: Path, large: Path
) -> None:
    code = (
        COPY.partition("begun = ahead.start")[0]
        + """
from msp_desktop.course.loader import load_course
ahead.HELD = 3600
begun = ahead.start(path, paths)
assert begun.beginning(60)
load_course(path, CourseCache(Path(sys.argv[3])))
# Meanwhile the copy would have parsed it, too.
print(load_cached(path, CourseCache(paths.courses)) is None)
assert begun.ends(60)
begun.close()
print(len(load_cached(path, CourseCache(paths.courses)).questions))
"""
    )
    assert run(code, large, tmp_path / "cache", tmp_path / "other") == ["True", "1500"]


def test_a_short_course_comes_whole(tmp_path: Path) -> None:
    file = tmp_path / "short.md"
    file.write_text("# 볼륨\n\n## 하나\n\n- 왜요?\n  - 그래서요.\n", encoding="utf-8")
    assert run(COPY, file, tmp_path / "cache") == ["0 1"]


def test_the_bundled_course_comes_ahead_of_the_very_first_window(tmp_path: Path) -> None:
    first = """
import sys
from pathlib import Path
from msp_desktop.course.cache import CourseCache
from msp_desktop.course.loader import load_cached
from msp_desktop.paths import Paths
from msp_desktop.ui import ahead
paths = Paths.below(Path(sys.argv[1]))
begun = ahead.start(None, paths)
assert begun.beginning(60) is None and begun.ends(60)
print(begun.path.name, len(load_cached(begun.path, CourseCache(paths.courses)).questions) > 0)
paths.config.mkdir()
paths.settings.touch()
assert ahead.start(None, paths) is None
"""
    assert run(first, tmp_path) == ["ko True"]


@pytest.mark.parametrize("damage", ["binary", "missing", "folder"])
def test_what_cannot_be_parsed_ahead_is_left_to_be_opened(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "volumes.md"
    if damage == "binary":
        path.write_bytes(bytes(range(256)) * 1000)
    elif damage == "folder":
        path.mkdir()
    code = COPY.partition("if begun is None")[0] + (
        "print(begun and begun.beginning(60))\nif begun: assert begun.ends(60)\n"
    )
    assert run(code, path, tmp_path / "cache") == ["None"]


def test_the_window_shows_the_beginning_and_then_the_whole(tmp_path: Path, large: Path) -> None:
    beginning, whole = run(PROGRAM, large, tmp_path / "data")
    opened, questions, first = beginning.split()
    assert opened == "False"
    assert 50 < int(questions) < 1500
    assert whole.split() == ["True", "1500", first]


def test_what_is_read_meanwhile_stays(tmp_path: Path, large: Path) -> None:
    _, stepped, whole = run(PROGRAM, large, tmp_path / "data", "step")
    assert whole.split()[2] == stepped.split()[2]


def test_a_course_that_was_opened_before_opens_where_reading_stopped(
    tmp_path: Path, large: Path
) -> None:
    data = tmp_path / "data"
    *_, before = run(PROGRAM, large, data, "step")
    large.write_text(large.read_text(encoding="utf-8") + "\n끝.\n", encoding="utf-8")
    *_, after = run(PROGRAM, large, data)
    assert after.split()[2] == before.split()[2]
    for kept in (data / "cache" / "courses").rglob("*"):
        if kept.is_file():
            kept.unlink()
    *_, again = run(PROGRAM, large, data)
    assert again.split()[2] == before.split()[2]


def test_another_course_may_be_opened_meanwhile(tmp_path: Path, large: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# 포드\n\n## 하나\n\n- 왜요?\n  - 그래서요.\n", encoding="utf-8")
    code = PROGRAM.replace(
        "    timer.timeout.connect",
        "    program.study.open(Path(sys.argv[3]))\n    timer.timeout.connect",
    ).replace("QTimer(interval=20)", "QTimer(interval=4000)")
    beginning, whole = run(code, large, tmp_path / "data", other)
    assert beginning.split()[0] == "False"
    assert whole.split()[:2] == ["True", "1"]
