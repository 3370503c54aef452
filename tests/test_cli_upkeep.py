"""The commands that look after the notebook's file, run as a script would run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.notebook.model import QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.schema import VERSION
from msp_desktop.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
MARKDOWN = (
    "# Docker\n\n## Basics\n\n- What is a layer?\n  - 층.\n\n- What is an image?\n  - 이미지.\n"
)


def run(*words: str | Path, language: str = "C") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "msp_desktop", "notebook", *map(str, words)],
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env=os.environ | {"LC_ALL": f"{language}.UTF-8", "LANGUAGE": ""},
        timeout=60,
    )


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.below(tmp_path / "home")


@pytest.fixture
def home(paths: Paths, tmp_path: Path) -> Sequence[str | Path]:
    """Options for a notebook with one note in it."""
    from msp_desktop.course.loader import load_course

    (tmp_path / "docker.md").write_text(MARKDOWN, encoding="utf-8")
    course = load_course(tmp_path / "docker.md")
    with Notebook.open(paths.notebook, now=NOW) as notebook:
        notebook.adopt(course, now=NOW)
    write(paths, "first words")
    return ("--data-dir", tmp_path / "home")


def write(paths: Paths, text: str) -> None:
    with Notebook.open(paths.notebook, now=NOW) as notebook:
        ref = QuestionRef(notebook.library()[0].id, "what-is-a-layer")
        before = notebook.note(ref)
        base = before.revision if before else 0
        wording = Wording("What is a layer?", "Basics")
        notebook.write_note(ref, text, base=base, wording=wording, now=NOW)


def text(paths: Paths) -> str:
    with Notebook.open_read_only(paths.notebook) as notebook:
        (note,) = notebook.notes(notebook.library()[0].id)
        return note.text


def spoil(path: Path, word: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(word)] ^= 0x01
    path.write_bytes(data)


def test_a_sound_notebook(paths: Paths, home: Sequence[str | Path]) -> None:
    done = run("check", *home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{paths.notebook}: sound (format {VERSION}; 1 note, 1 course)\n")
    report = json.loads(run("check", "--json", *home).stdout)
    (one,) = report["notebooks"]
    assert one["path"] == str(paths.notebook)
    assert (one["state"], one["findings"], one["version"]) == ("sound", [], VERSION)
    assert one["holds"] == {"bookmarks": 0, "notes": 1, "courses": 1, "highlights": 0}


def test_a_damaged_notebook_and_what_cannot_be_read(
    paths: Paths, home: Sequence[str | Path], tmp_path: Path
) -> None:
    spoil(paths.notebook, b"first words")
    before = paths.notebook.read_bytes()
    done = run("check", *home)
    assert done.returncode == 1
    assert "damaged\n  note_version 1/1 does not match its seal\n" in done.stdout
    assert "restore --salvage" in done.stdout
    done = run("check", "--json", paths.notebook, tmp_path / "none.sqlite3")
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert [one["state"] for one in report["notebooks"]] == ["damaged", "unread"]
    assert paths.notebook.read_bytes() == before


def test_backups_are_made_listed_and_restored(paths: Paths, home: Sequence[str | Path]) -> None:
    assert run("restore", *home).stdout == f"there is no backup in {paths.backups}\n"
    done = run("backup", *home)
    made = Path(done.stdout.strip())
    assert (done.returncode, made.parent) == (0, paths.backups)
    assert run("backup", *home).stdout.startswith("nothing new")
    write(paths, "second words")
    done = run("restore", *home)
    assert done.returncode == 0
    assert str(made) in done.stdout
    assert "“first words”" in done.stdout
    assert "against now: 1 note as it was then\n" in done.stdout
    done = run("restore", *home, language="ko_KR")
    assert "과정 1개, 메모 1개\n  마지막 메모: “first words”" in done.stdout
    assert "지금과 비교하면: 메모 1개 그때 내용으로\n" in done.stdout
    done = run("restore", made.name, *home)
    assert done.returncode == 0
    assert text(paths) == "first words"
    aside = Path(done.stdout.strip().rsplit(" as ", 1)[1])
    assert aside.name.startswith("notebook.replaced-")
    listed = run("restore", *home).stdout
    assert "replaced by a backup then" in listed
    assert run("restore", aside, *home).returncode == 0
    assert text(paths) == "second words"


def test_a_backup_into_a_folder(paths: Paths, home: Sequence[str | Path], tmp_path: Path) -> None:
    done = run("backup", paths.notebook, "--to", tmp_path / "stick")
    assert Path(done.stdout.strip()).parent == tmp_path / "stick"
    assert run("check", done.stdout.strip()).returncode == 0


def test_a_damaged_notebook_is_salvaged(paths: Paths, home: Sequence[str | Path]) -> None:
    write(paths, "second words")
    spoil(paths.notebook, b"second words")
    done = run("restore", "--salvage", *home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "Saved from the damaged notebook: 1 note.\nNothing is known to be lost.\n"
    )
    assert "an earlier text is left: 1" in done.stdout
    assert text(paths) == "first words"
    assert run("check", *home).returncode == 0
    assert list(paths.data.glob("notebook.damaged-*.sqlite3"))


def test_what_cannot_be_done_is_said(
    paths: Paths, home: Sequence[str | Path], tmp_path: Path
) -> None:
    missing = tmp_path / "missing"
    for words in (
        ("restore", "no-such-backup", *home),
        ("restore", "--salvage", "--data-dir", missing),
        ("backup", "--data-dir", missing),
        ("restore", paths.data / "docker.md", *home),
    ):
        done = run(*words)
        assert (done.returncode, done.stdout) == (1, ""), words
        assert done.stderr.startswith("msp-desktop: ")
    assert not missing.exists()
    assert text(paths) == "first words"
    assert run("check", "--data-dir", missing).returncode == 2
    assert run("mend").returncode == 2
