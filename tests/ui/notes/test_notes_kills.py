"""A hundred kills while notes are being written."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from writing_desk import now

import msp_desktop
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from writing_desk import Desk

KILLS = 100
MOST_HEARD = 3
LONGEST_MOMENT = 0.05
PATIENCE = 60


class Typist:
    """The program that is killed, and everything it has said."""

    def __init__(self, desk: Desk) -> None:
        here = Path(__file__).parent
        paths = [Path(msp_desktop.__file__).parents[1], here, here.parent]
        self._process = subprocess.Popen(
            [
                sys.executable,
                str(here / "typist.py"),
                str(desk.path),
                desk.refs[0].course,
                *(ref.question for ref in desk.refs),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))},
        )
        self._said: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._listener = Thread(target=self._listen)
        self._listener.start()

    def begin(self, life: int) -> int:
        """Begin a life of the program; return its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{life}\n")
        return self.next()["begun"]

    def next(self) -> dict[str, Any]:
        """Return what is said next."""
        return self._said.get(timeout=PATIENCE)

    def hear(self, until: float) -> Iterator[dict[str, Any]]:
        """Hear what is said until a time, or until the life's end, which is not heard of."""
        while (left := until - monotonic()) > 0:
            try:
                said = self._said.get(timeout=left)
            except Empty:
                return
            yield said

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=PATIENCE)
        self._listener.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(json.loads(line))


@pytest.fixture
def typist(desk: Desk) -> Iterator[Typist]:
    made = Typist(desk)
    yield made
    made.end()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system whose programs can fork")
def test_whatever_was_shown_as_saved_survives_a_hundred_kills(desk: Desk, typist: Typist) -> None:
    chance = random.Random(2207)
    saved: dict[str, str] = {}
    heard = Counter[str]()
    for life in range(KILLS):
        process = typist.begin(life)
        # However slow the machine is, so much is saved; the moment only chooses where in what
        # comes next the kill falls.
        said = [typist.next() for _ in range(chance.randint(0, MOST_HEARD))]
        said += typist.hear(until=monotonic() + chance.uniform(0, LONGEST_MOMENT))
        os.kill(process, signal.SIGKILL)
        said += _rest(typist)
        for one in said:
            saved[one["question"]] = one["text"]
            heard[one["question"]] += 1
        _look_at(desk, saved)
    assert heard.total() > KILLS, "hardly anything was ever saved: this has shown nothing"
    assert len(heard) == len(desk.refs)


def _rest(typist: Typist) -> list[dict[str, Any]]:
    """Hear out what was said before the kill."""
    rest: list[dict[str, Any]] = []
    for one in typist.hear(until=monotonic() + PATIENCE):
        if "ended" in one:
            assert one["ended"] == signal.SIGKILL, "it has ended by itself"
            return rest
        rest.append(one)
    raise AssertionError("it lives on")


def _look_at(desk: Desk, saved: dict[str, str]) -> None:
    with Notebook.open(desk.path, now=now()) as notebook:
        assert notebook.check() == ()
        for ref in desk.refs:
            note = notebook.note(ref)
            text = note.text if note else ""
            # It is only ever typed on, so what was shown stands at the beginning.
            assert text.startswith(saved.get(ref.question, "")), ref.question
            lives = [int(line.split(" ")[0]) for line in text.split("\n") if line]
            assert lives == sorted(set(lives)), "something stands there twice"
