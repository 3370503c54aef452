"""``dev.py test`` on a small project, with the real tools of this checkout's environment."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="borrows the environment by a link")

PROJECT = """
[project]
name = "small"
version = "0"

[dependency-groups]
dev = []

[tool.pyright]
include = ["msp_desktop"]

[tool.importlinter]
root_package = "msp_desktop"

[[tool.importlinter.contracts]]
name = "course does not know ui"
type = "forbidden"
source_modules = ["msp_desktop.course"]
forbidden_modules = ["msp_desktop.ui"]
"""
GOOD = "def count(of: list[str]) -> int:\n    return len(of)\n"
BAD = """import os
from msp_desktop.ui import Window
size: int = Window( 'none' )
"""
WINDOW = """
class Window:
    def title(self) -> str:
        return self.tr("Not translated")

    def tr(self, text: str) -> str:
        return text
"""
TESTS = """
import os


def test_the_surroundings():
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert os.environ["DISPLAY"].startswith(":")


def test_another():
    assert True
"""
CHECKS = ["ruff format", "ruff check", "pyright", "lint-imports", "translations"]


@pytest.fixture
def project(tmp_path):
    shutil.copytree(environment.ROOT / "packaging", tmp_path / "packaging")
    # The tools judge the small project, not the programs that drive them.
    (tmp_path / "ruff.toml").write_text('exclude = ["packaging"]\n')
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    for package in ("", "course", "ui"):
        (tmp_path / "msp_desktop" / package).mkdir()
        (tmp_path / "msp_desktop" / package / "__init__.py").touch()
    (tmp_path / "msp_desktop" / "course" / "counting.py").write_text(GOOD)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_small.py").write_text(TESTS.lstrip())
    borrow_environment(tmp_path)
    return tmp_path


def borrow_environment(project):
    borrowed, own = project / ".venv", Path(sys.prefix)
    borrowed.mkdir()
    for name in ("bin", "lib"):
        (borrowed / name).symlink_to(own / name)
    shutil.copy(own / "pyvenv.cfg", borrowed)
    (borrowed / ".set-up").write_text(environment.stamp(tomllib.loads(PROJECT), project))


def dev(project, *arguments):
    surroundings = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
    return subprocess.run(
        [sys.executable, "packaging/dev.py", *arguments],
        cwd=project,
        env=surroundings,
        capture_output=True,
        text=True,
    )


def verdicts(done):
    lines = done.stdout.splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line.startswith(("ok ", "FAILED "))]


def test_a_project_in_order_passes(project):
    done = dev(project, "test", "-q", "-k", "surroundings")
    assert verdicts(done) == [("ok", name) for name in CHECKS], done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 passed, 1 deselected in ")
    assert done.returncode == 0


def test_every_check_and_the_tests_run_though_all_checks_fail(project):
    (project / "msp_desktop" / "course" / "bad.py").write_text(BAD)
    (project / "msp_desktop" / "ui" / "__init__.py").write_text(WINDOW.lstrip())
    done = dev(project, "test", "-q")
    assert verdicts(done) == [("FAILED", name) for name in CHECKS], done.stdout
    for said in ("F401", "reportCallIssue", "BROKEN", "“Not translated”"):
        assert said in done.stdout
    assert done.stdout.splitlines()[-1].startswith("2 passed in ")
    assert done.returncode == 1

    assert dev(project, "check").returncode == 1


def test_a_failing_test_fails_the_run(project):
    (project / "tests" / "test_small.py").write_text("def test_it():\n    assert 1 == 2\n")
    done = dev(project, "test", "-q")
    assert ("ok", "pyright") in verdicts(done)
    assert done.stdout.splitlines()[-1].startswith("1 failed in ")
    assert done.returncode == 1
