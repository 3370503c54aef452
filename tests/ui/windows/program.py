"""Starts and drives the program as a process of its own: see :mod:`robot`."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

import msp_desktop
from msp_desktop.paths import Paths
from msp_desktop.ui.settings import Language, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

PATIENCE = 60.0
"""Seconds after which a test gives up on what should have happened long ago."""


class RunningProgram:
    """The program as another process, and everything that it has said.

    ``saved`` holds, by question, the last text that its window has shown as saved.
    """

    def __init__(self, data: Path, course: Path, *options: str) -> None:
        english(data)
        here = Path(__file__).parent
        self._process = subprocess.Popen(
            [sys.executable, str(here / "robot.py"), str(data), str(course), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
            env=os.environ | {"PYTHONPATH": str(Path(msp_desktop.__file__).parents[1])},
        )
        self.saved: dict[str, str] = {}
        self.heard = 0
        self._said: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._complaints: list[str] = []
        self._listeners = [Thread(target=self._listen), Thread(target=self._note_complaints)]
        for one in self._listeners:
            one.start()
        self._next(until=monotonic() + PATIENCE)

    @property
    def id(self) -> int:
        return self._process.pid

    def tell(self, **told: object) -> None:
        """Have something done, without waiting for it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps(told)}\n")

    def see(self, **told: object) -> dict[str, Any]:
        """Have something done and return what is seen then."""
        self.tell(**told)
        return self._next(until=monotonic() + PATIENCE)

    def until(self, met: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Look until something is seen, and return all that is seen then."""
        end = monotonic() + PATIENCE
        while True:
            seen = self.see()
            if met(seen):
                return seen
            assert monotonic() < end, f"never seen: {seen}"

    def hear(self, seconds: float) -> None:
        """Hear what is said for a while, or until the end of the program."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            try:
                self._take(self._said.get(timeout=left))
            except (Empty, EOFError):
                return

    def hear_of_saving(self) -> None:
        """Wait until the window has shown once that something is saved."""
        end = monotonic() + PATIENCE
        while not self.heard:
            self._take(self._said.get(timeout=max(0.0, end - monotonic())))

    def hear_out(self) -> int:
        """Hear what was said before the program ended; return how it ended."""
        for one in self._listeners:
            one.join(PATIENCE)
        while not self._said.empty():
            said = self._said.get()
            if "ended" not in said:
                self._take(said)
        return self._process.wait(PATIENCE)

    def end(self) -> str:
        """End the program the hard way, if it has not ended; return what it complained of."""
        self._process.kill()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self.hear_out()
        for stream in (self._process.stdout, self._process.stderr):
            stream.close()
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        return "".join(self._complaints)

    def _next(self, until: float) -> dict[str, Any]:
        """Return the next thing said that is an answer."""
        while True:
            said = self._said.get(timeout=max(0.0, until - monotonic()))
            if "ended" in said:
                raise AssertionError(f"it has ended: {''.join(self._complaints)}")
            if not self._take(said):
                return said

    def _take(self, said: dict[str, Any]) -> bool:
        """Take something that is no answer; return whether it was such."""
        if "ended" in said:
            raise EOFError
        if "saved" in said:
            self.saved[said["question"]] = said["saved"]
            self.heard += 1
            return True
        return False

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(json.loads(line))
        self._said.put({"ended": True})

    def _note_complaints(self) -> None:
        assert self._process.stderr is not None
        self._complaints.extend(self._process.stderr)


@contextlib.contextmanager
def running(data: Path, course: Path, *options: str) -> Generator[RunningProgram]:
    """Run the program; it must not have complained of anything."""
    program = RunningProgram(data, course, *options)
    try:
        yield program
    finally:
        complaints = program.end()
    assert "Traceback" not in complaints, complaints


def english(data: Path) -> None:
    """Have the program speak English: what the words are is another test's matter."""
    settings = Settings(Paths.below(data).settings)
    settings.language = Language.ENGLISH
    settings.save()
