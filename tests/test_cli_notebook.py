"""The commands about the notebook, run as a script would run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from msp_desktop.course.loader import load_course
from msp_desktop.notebook.model import QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.paths import Paths

FIXTURE = Path(__file__).parent / "fixtures" / "exchange"
NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "msp_desktop", "notebook", *map(str, words)],
        capture_output=True,
        cwd=Path(__file__).parents[1],
        encoding="utf-8",
        env=os.environ | {"LC_ALL": "C.UTF-8", "LANGUAGE": ""},
        timeout=60,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A course in which a note has been written, in the notebook below ``home``."""
    shutil.copytree(FIXTURE, tmp_path / "study")
    file = tmp_path / "study" / "containers.md"
    course = load_course(file)
    with Notebook.open(Paths.below(tmp_path / "home").notebook, now=NOW) as notebook:
        record = notebook.adopt(course, now=NOW)
        ref = QuestionRef(record.id, course.question_ids[0])
        wording = Wording("What is a layer?", "Images")
        notebook.write_note(ref, "층마다 한 명령", base=0, wording=wording, now=NOW)
    return file


def test_export_is_printed(file: Path, tmp_path: Path) -> None:
    done = run("export", file, "--data-dir", tmp_path / "home")
    assert (done.returncode, done.stderr) == (0, "")
    assert "층마다 한 명령" in done.stdout
    done = run("export", file, "--format", "jsonld", "--data-dir", tmp_path / "home")
    assert json.loads(done.stdout)["total"] == 1


def test_export_to_a_file(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "notes.csv"
    words = ("export", file, "--format", "csv", "--output", target)
    done = run(*words, "--data-dir", tmp_path / "home")
    assert done.returncode == 1
    assert done.stderr == f"msp-desktop: cannot write {target}: No such file or directory\n"
    target.parent.mkdir()
    done = run(*words, "--data-dir", tmp_path / "home")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "층마다 한 명령" in target.read_text("utf-8-sig")
    assert list(target.parent.iterdir()) == [target]


def test_what_cannot_be_exported(file: Path, tmp_path: Path) -> None:
    done = run("export", file, "--data-dir", tmp_path / "nowhere")
    assert done.returncode == 1
    assert done.stderr.startswith("msp-desktop: There is no notebook at ")
    done = run("export", tmp_path / "none.md", "--data-dir", tmp_path / "home")
    assert done.returncode == 1
    assert "no such file" in done.stderr
    assert run("export", file, "--format", "pdf").returncode == 2
    assert run().returncode == 2


def test_a_course_that_nothing_is_written_in(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Other\n\n## One\n\n- What?\n  - That.\n", encoding="utf-8")
    done = run("export", other, "--data-dir", tmp_path / "home")
    assert done.returncode == 0
    assert done.stderr == f"msp-desktop: nothing is written in {other} yet\n"
    assert done.stdout.startswith("# Notes and highlights in Other")


def test_questions_need_no_notebook(file: Path, tmp_path: Path) -> None:
    done = run("export", file, "--format", "anki", "--data-dir", tmp_path / "none")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("msp-") == 4
    assert not (tmp_path / "none").exists()
    done = run("export", file, "--format", "html", "--data-dir", tmp_path / "none")
    assert done.stdout.startswith("<!DOCTYPE html>")


def test_chosen_questions(file: Path, tmp_path: Path) -> None:
    words = ("export", file, "--format", "anki", "--data-dir", tmp_path / "home")
    assert run(*words, "--questions", "written-on").stdout.count("msp-") == 1
    assert run(*words, "--questions", "bookmarked").stdout.count("msp-") == 0
    assert run(*words, "--tag", "none").stdout.count("msp-") == 0


def test_a_capsule_to_another_machine_and_back(file: Path, tmp_path: Path) -> None:
    capsule = tmp_path / "study.mspcapsule"
    done = run("export", file, "--capsule", capsule, "--data-dir", tmp_path / "home")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{capsule}: 2 files of the course and what is written in it\n"
    words = ("import", capsule, "--data-dir", tmp_path / "away")
    done = run(*words)
    assert done.returncode == 1
    assert done.stderr.endswith("is not here yet; say where to put it with --course-to FOLDER\n")
    done = run(*words, "--course-to", tmp_path / "courses")
    there = tmp_path / "courses" / "containers" / "containers.md"
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"Containers, carried along: {there}",
        "added: note What is a layer?",
    ]
    assert there.read_bytes() == file.read_bytes()
    assert "nothing new" in run(*words).stdout
    done = run("export", there, "--data-dir", tmp_path / "away")
    assert "층마다 한 명령" in done.stdout


def test_what_is_no_capsule(file: Path, tmp_path: Path) -> None:
    words = ("--data-dir", tmp_path / "home")
    before = (tmp_path / "home" / "data" / "notebook.sqlite3").read_bytes()
    done = run("import", file, *words)
    assert done.returncode == 1
    told = f"msp-desktop: {file}: it is not a study capsule; nothing was changed\n"
    assert done.stderr == told
    assert run("import", tmp_path / "none", *words).returncode == 1
    empty = tmp_path / "empty"
    assert run("import", file, "--data-dir", empty, "--course-to", empty / "to").returncode == 1
    assert not empty.exists()
    assert (tmp_path / "home" / "data" / "notebook.sqlite3").read_bytes() == before
