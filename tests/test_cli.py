"""The commands that need no window, run as a script would run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop import __version__
from msp_desktop.cli import main
from msp_desktop.course.loader import load_course
from msp_desktop.course.page import course_html, question_html

if TYPE_CHECKING:
    from collections.abc import Mapping

FIXTURES = Path(__file__).parent / "fixtures"
SMALL = FIXTURES / "small-ko.md"


def run(
    *words: str | Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program; its output stays bytes, as a pipe gets them."""
    return subprocess.run(
        [sys.executable, "-m", "msp_desktop", *map(str, words)],
        capture_output=True,
        cwd=Path(__file__).parents[1],
        env=environment,
        timeout=60,
    )


def test_outline_for_scripts() -> None:
    done = run("outline", FIXTURES / "shapes" / "hostile.md", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    values = json.loads(done.stdout)
    assert set(values) == {"title", "chapters", "diagrams", "problems"}
    assert values["title"] == "Hostile alert(1) title"
    (chapter,) = values["chapters"]
    assert {"id", "title", "level", "questions"} <= set(chapter)
    assert chapter["level"] == 2
    for question, line in zip(chapter["questions"], (11, 48), strict=True):
        assert set(question) == {"id", "title", "line", "answered"}
        assert (question["line"], question["answered"]) == (line, True)
        assert question["id"].startswith("q")
    for problem in values["problems"]:
        assert {"line", "kind", "message"} <= set(problem)
    assert [(one["line"], one["kind"]) for one in values["problems"]][:2] == [
        (11, "missing-picture"),
        (16, "remote-picture"),
    ]
    assert values["diagrams"] == []


def test_outline_of_a_folder_and_its_diagram() -> None:
    values = json.loads(run("outline", "--json", FIXTURES / "folder").stdout)
    assert values["title"] == "A course in files"
    assert [(len(one["questions"]), one["level"]) for one in values["chapters"]] == [
        *((0, 1), (0, 1), (1, 2), (1, 2), (1, 1), (1, 1))
    ]
    assert values["diagrams"] == [
        {"path": "img/tree.png", "title": "그림 요약", "file": "부록/그림.md", "line": 8}
    ]


def test_outline_for_people() -> None:
    lines = run("outline", SMALL).stdout.decode("utf-8").splitlines()
    assert lines[:3] == [
        "터미널 첫걸음",
        "## 파일 (3)",
        "  1. 숨은 파일은 어떻게 보나요?  (line 9)",
    ]
    assert "  [diagram] 요약: img/small_summary.png" in lines
    told = run("outline", FIXTURES / "legacy-cp949.md").stdout.decode("utf-8").splitlines()
    assert told[-1].startswith("legacy-cp949.md:1: read as CP949, not UTF-8")


def test_render_a_course_and_one_question() -> None:
    course = load_course(SMALL)
    assert run("render", SMALL).stdout.decode("utf-8") == course_html(course)
    question = course.questions[1]
    done = run("render", SMALL, "--question", question.id)
    assert done.stdout.decode("utf-8") == question_html(question, 2) + "\n"
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("outline", "없음.md"), "없음.md: no such file or folder"),
        (("render", "tests/packaging"), "tests/packaging: no Markdown file (.md, .markdown) here"),
        (
            ("render", "tests/fixtures/small-ko.md", "--question", "q0"),
            "no question q0 in tests/fixtures/small-ko.md; see msp-desktop outline",
        ),
        (
            ("outline", "tests/fixtures/img/small_summary.png"),
            "tests/fixtures/img/small_summary.png: not a text file: PNG",
        ),
    ],
)
def test_failures_are_one_line(words: tuple[str, ...], told: str) -> None:
    done = run(*words, environment={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode("utf-8").splitlines() == [f"msp-desktop: {told}"]


@pytest.mark.parametrize(
    "words",
    [
        ("outline",),
        ("render",),
        ("outline", "a", "b"),
        ("outline", "a", "--html"),
        ("render", "a", "--question"),
        ("--nothing",),
        ("--data-dir",),
        ("a", "b"),
    ],
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"usage: msp-desktop")


def test_version_and_help() -> None:
    assert run("--version").stdout.decode().split() == ["msp-desktop", __version__]
    told = run("--help").stdout.decode()
    assert "outline PATH" in told
    assert "render PATH" in told
    assert b"--json" in run("outline", "--help").stdout
    assert b"--question" in run("render", "--help").stdout


BARE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("LC_", "PYTHONIO", "PYTHONUTF8", "LANG"))
}


@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C"},
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=["lang", "c", "posix", "latin"],
)
@pytest.mark.parametrize("words", [("outline",), ("outline", "--json"), ("render",)])
def test_output_is_utf8_everywhere(locale: dict[str, str], words: tuple[str, ...]) -> None:
    done = run(*words, SMALL, environment={**BARE, **locale})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "터미널 첫걸음" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xb1\xd7.md")
    (tmp_path / name).write_text("![](gone.png)\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# B\n", encoding="utf-8")
    done = run("outline", tmp_path, "--json")
    assert done.returncode == 0
    values = json.loads(done.stdout.decode("utf-8"))
    assert values["problems"][0]["file"] == name
    assert run("render", tmp_path).stdout.decode("utf-8")
    told = run("outline", tmp_path / os.fsdecode(b"\xff.md"))
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="other pipes")
@pytest.mark.parametrize("words", [("outline",), ("outline", "--json"), ("render",)])
def test_a_reader_that_has_left_is_no_failure(words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    # "head -1" goes as soon as it has read a line; here it is gone before anything is written.
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "msp_desktop", *words, str(SMALL)],
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        timeout=60,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_disk_is_a_failure() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "msp_desktop", "render", str(SMALL)],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[1],
        )
    assert done.returncode == 1
    assert done.stderr == b"msp-desktop: cannot write: No space left on device\n"


def test_the_commands_run_inside_a_program_too(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["outline", str(SMALL)]) == 0
    out, told = capfdbinary.readouterr()
    assert out.decode("utf-8").startswith("터미널 첫걸음\n")
    assert told == b""
    assert main(["render", str(SMALL), "--question", "none"]) == 1
