"""dev.py as a person meets it: a child process in a small checkout that needs no network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = """
[build-system]
requires = []
build-backend = "offline_backend"
backend-path = ["."]

[project]
name = "msp-desktop"
version = "0"

[dependency-groups]
dev = []
"""
PROGRAM = "import sys\nprint(*sys.argv[1:], sys.prefix, sep='\\n')\n"


def dev(checkout, *arguments, **environment):
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "packaging/dev.py", *arguments],
        cwd=checkout,
        env={**surroundings, "PIP_NO_INDEX": "1", **environment},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "a checkout"
    shutil.copytree(
        ROOT / "packaging", folder / "packaging", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(Path(__file__).with_name("offline_backend.py"), folder)
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "msp_desktop").mkdir()
    (folder / "msp_desktop" / "__main__.py").write_text(PROGRAM)
    return folder


@pytest.mark.slow
def test_run_sets_up_once_and_again_when_the_project_changes(checkout):
    first = dev(checkout, "run", "outline", "a course.md")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == ["outline", "a course.md", str(checkout / ".venv")]
    assert "Making the Python environment" in first.stderr

    second = dev(checkout, "run", "outline")
    assert (second.returncode, second.stderr) == (0, "")

    project = checkout / "pyproject.toml"
    project.write_text(PROJECT.replace("dev = []", 'dev = ["not-to-be-had"]'))
    broken = dev(checkout, "run", "outline")
    assert broken.returncode == 1
    assert "No matching distribution found for not-to-be-had" in broken.stderr
    assert broken.stdout == ""

    project.write_text(PROJECT)
    again = dev(checkout, "run", "outline")
    assert again.returncode == 0, again.stderr
    assert "Making the Python environment" in again.stderr, "a half-made environment was kept"

    moved = checkout.rename(checkout.with_name("moved"))
    elsewhere = dev(moved, "run", "outline")
    assert elsewhere.stdout.splitlines() == ["outline", str(moved / ".venv")]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_run_without_a_screen_says_what_to_do(checkout):
    alone = dev(checkout, "run", "course.md")
    assert alone.returncode == 1
    assert alone.stdout == ""
    assert "no screen" in alone.stderr.splitlines()[-1]
    assert "xvfb-run" in alone.stderr.splitlines()[-1]

    offscreen = dev(checkout, "run", "course.md", QT_QPA_PLATFORM="offscreen")
    assert offscreen.stdout.startswith("course.md\n")
    windowless = dev(checkout, "run", "--version")
    assert windowless.stdout.startswith("--version\n")


@pytest.mark.parametrize("arguments", [(), ("fly",), ("check", "everything")])
def test_a_wrong_call_shows_what_there_is(checkout, arguments):
    wrong = dev(checkout, *arguments)
    assert wrong.returncode not in (0, None)
    for command in ("run", "test", "check", "shots", "translations"):
        assert f"    {command} " in wrong.stderr
    assert not (checkout / ".venv").exists()


def test_help_is_an_answer(checkout):
    asked = dev(checkout, "--help")
    assert asked.returncode == 0
    assert "python3 packaging/dev.py COMMAND" in asked.stdout
