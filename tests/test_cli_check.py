"""`msp-desktop check` as an author's machine runs it: what it prints and with what it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures" / "check"


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "msp_desktop", "check", *map(str, words)],
        capture_output=True,
        cwd=PROJECT,
        env={**os.environ, **environment},
        timeout=60,
    )


def test_a_line_for_each_finding() -> None:
    done = run(FIXTURES / "ko", PYTHONIOENCODING="ascii")
    assert done.stdout.decode("utf-8") == (FIXTURES / "ko.txt").read_text(encoding="utf-8")
    assert (done.returncode, done.stderr) == (1, b"")


def test_json_for_other_programs() -> None:
    done = run("--json", FIXTURES / "en")
    assert (done.returncode, done.stderr) == (1, b"")
    values = json.loads(done.stdout)
    assert set(values) == {"version", "path", "files", "questions", "findings"}
    assert (values["version"], values["path"]) == (1, str(FIXTURES / "en"))
    assert (values["files"], values["questions"]) == (4, 7)
    assert values["findings"][0] == {
        "file": "README.md",
        "line": 3,
        "kind": "dead-link",
        "message": "nothing is at parts/Probes.md",
        "hint": "did you mean parts/probes.md?",
        "level": "fault",
    }
    places = [(one["file"], one["line"]) for one in values["findings"]]
    assert places == sorted(places)


def test_every_kind_is_documented() -> None:
    kinds = {
        one["kind"]
        for language in ("ko", "en")
        for folder in (FIXTURES, FIXTURES.parent / "maps")
        for one in json.loads(run("--json", folder / language).stdout)["findings"]
    }
    assert len(kinds) >= 12
    told = (PROJECT / "docs" / "for-authors.md").read_text(encoding="utf-8")
    assert [kind for kind in kinds if f"`{kind}`" not in told] == []


def test_nothing_found(tmp_path: Path) -> None:
    (tmp_path / "과정.md").write_text("# 과정\n\n* 왜?\n  * 그래서.\n", encoding="utf-8")
    done = run(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        b"1 file, 1 question: no findings\n",
        b"",
    )
    values = json.loads(run("--json", tmp_path / "과정.md").stdout)
    assert (values["findings"], values["questions"]) == ([], 1)


def test_questions_as_the_author_says(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n* Why?\n\n* Where?\n  * Here.\n")
    assert run(tmp_path).returncode == 1
    done = run("--questions", "none", tmp_path)
    assert (done.returncode, done.stdout) == (0, b"1 file, 0 questions: no findings\n")


@pytest.mark.parametrize(
    "words", [(), ("a", "b"), ("--yaml", "a"), ("--json",), ("--questions", "odd", "a")]
)
def test_wrong_arguments(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"usage: msp-desktop" in done.stderr


@pytest.mark.parametrize(
    "path", ["없음.md", "tests/packaging", "tests/fixtures/img/small_summary.png"]
)
@pytest.mark.parametrize("json_too", [False, True])
def test_what_cannot_be_opened(path: str, json_too: bool) -> None:
    done = run(path, *["--json"][:json_too], PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stdout) == (2, b"")
    [line] = done.stderr.decode("utf-8").splitlines()
    assert line.startswith(f"msp-desktop: {path}: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_what_cannot_be_written_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n* Why?\n  * So.\n")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "msp_desktop", "check", str(tmp_path)],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=PROJECT,
            timeout=60,
        )
    assert done.returncode == 2
    assert b"cannot write" in done.stderr
