"""One write of a day fails, and it may be any of them: nothing acknowledged is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ASK = "import failing_disk; raise SystemExit(0 if failing_disk.can_fail() else 1)"


@pytest.fixture(scope="module", autouse=True)
def _possible() -> Iterator[None]:
    if subprocess.run([sys.executable, "-c", ASK], cwd=HERE).returncode:
        pytest.skip("this system does not let one process decide about another one's writes")
    return


def spend(folder: Path, environment: dict[str, str], step: int) -> str:
    """Spend days in which every so many calls fail; return what went wrong."""
    done = subprocess.run(
        [sys.executable, str(HERE / "failing_days.py"), str(folder), str(step)],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout.count(" runs, ") == 6, done.stderr
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_some_writes_fail(tmp_path: Path, child_environment: dict[str, str]) -> None:
    assert not spend(tmp_path / "days", child_environment, 37)


@pytest.mark.slow
def test_many_writes_fail(tmp_path: Path, child_environment: dict[str, str]) -> None:
    assert not spend(tmp_path / "days", child_environment, 5)
