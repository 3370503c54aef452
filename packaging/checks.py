"""The checks that need no test run: format, lint, types, import contract, translations."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import translations
from environment import PROGRAMS, ROOT, VENV

COMMANDS = {
    "ruff format": ["ruff", "format", "--check", "."],
    "ruff check": ["ruff", "check", "."],
    "pyright": ["pyright", "--warnings"],
    "lint-imports": ["lint-imports"],
}


def run() -> bool:
    """Run every check, print one line for each and what the failing ones said; True if all pass."""
    # Should pyright need to fetch something, it shall keep it in the checkout.
    environment = {**os.environ, "PYRIGHT_PYTHON_CACHE_DIR": str(VENV / "pyright")}
    with tempfile.TemporaryDirectory(prefix="msp-desktop-") as folder:
        # Side by side: pyright takes longer than all others together. Their words go to files,
        # for a full pipe would stop them.
        running = {
            name: _start(command, Path(folder) / name, environment)
            for name, command in COMMANDS.items()
        }
        problems = translations.problems()
        failed = [name for name, process in running.items() if process.wait() != 0]
        for name in running:
            said = (Path(folder) / name).read_text("utf-8", errors="replace")
            _tell(name, passed=name not in failed, said=said)
    _tell("translations", passed=not problems, said="\n".join(problems))
    return not failed and not problems


def _start(command: list[str], said: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    with said.open("wb") as file:
        return subprocess.Popen(
            [str(PROGRAMS / command[0]), *command[1:]],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )


def _tell(name: str, *, passed: bool, said: str) -> None:
    """Print a check's line; what it said only where that helps."""
    print(f"{'ok' if passed else 'FAILED':8}{name}", flush=True)
    if not passed:
        print(said.rstrip(), "\n", flush=True)
