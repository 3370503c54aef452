"""Starts the real program as a user would, and hears what it logs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds after which a test gives up."""


def as_others() -> tuple[str, ...]:
    """Return what leads a command that is to heed permissions, as the superuser's do not."""
    if sys.platform == "win32":
        pytest.skip("other permissions")
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("the superuser may do everything here")
    rights = "-dac_override,-dac_read_search"
    return ("setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}")


def environment(**changes: str | None) -> dict[str, str]:
    """Return the environment of a start: in English, on a screen in memory; None takes away."""
    base = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "XDG_", "DISPLAY", "WAYLAND", "DESKTOP_", "GIO_"))
    }
    base |= {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "LANGUAGE": "en"}
    base |= {name: value for name, value in changes.items() if value is not None}
    for name, value in changes.items():
        if value is None:
            base.pop(name, None)
    return base


def command(*words: object) -> list[str]:
    return [sys.executable, "-P", "-m", "msp_desktop", *map(str, words)]


def start_and_end(
    *words: object, env: Mapping[str, str] | None = None, lead: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Start the program where it is to end by itself."""
    return subprocess.run(
        [*lead, *command(*words)],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env=dict(env) if env is not None else environment(),
        timeout=PATIENCE,
        cwd=ROOT,
    )


class Started:
    """A program with a window; ``said`` is all that it has logged, or complained of."""

    def __init__(
        self,
        *words: object,
        env: Mapping[str, str] | None = None,
        lead: tuple[str, ...] = (),
    ) -> None:
        self.said: list[str] = []
        self._process = subprocess.Popen(
            [*lead, *command("--verbose", *words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=dict(env) if env is not None else environment(),
            cwd=ROOT,
        )
        # Whoever waits for a line that never comes is freed by the end of the program.
        self._limit = Timer(PATIENCE, self._process.kill)
        self._limit.start()

    @property
    def id(self) -> int:
        return self._process.pid

    def until(self, *words: str) -> str:
        """Wait for a line that has these words."""
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.said.append(line.rstrip("\n"))
            if all(word in line for word in words):
                return line
        raise AssertionError(f"it ended with {self.ended()} and never said {words}: {self.said}")

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def close(self) -> int:
        """Ask it to end, and return its exit status; it may not complain of anything."""
        if not any(" began " in line for line in self.said):
            # Before, nobody attends to what it is asked.
            self.until(" began ")
        self.signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        assert self._process.stderr is not None
        if not self._process.stderr.closed:
            self.said += self._process.stderr.read().splitlines()
            self._process.stderr.close()
        self._limit.cancel()
        return self._process.wait(PATIENCE)
