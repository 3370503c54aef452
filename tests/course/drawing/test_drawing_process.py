"""The process that draws: asked, bounded, replaced when it dies."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.drawing.drawer import Drawer
from msp_desktop.course.drawing.model import Drawing, Fault, Kind, Undrawn, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from msp_desktop.course.drawing.look import Look

FORMULA = Wanted(Kind.FORMULA, "x^2")
ANSWERS = "import sys\nfor line in sys.stdin: print({answer!r}, flush=True)"
DRAWN = '[false, "<svg/>", 1, 2, 0]'


@pytest.fixture
def drawer(look: Look) -> Iterator[Callable[..., Drawer]]:
    """Give drawers, with a program of our own in the painter's place."""
    opened: list[Drawer] = []

    def open_one(code: str | None = None, patience: float = 60.0) -> Drawer:
        start = None if code is None else [sys.executable, "-c", code]
        opened.append(Drawer(look, patience, start))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
        assert not one.running


def test_the_program_draws_in_another_process(drawer: Callable[..., Drawer]) -> None:
    pytest.importorskip("ziamath")
    pytest.importorskip("mmdr")
    one = drawer()
    assert isinstance(one.draw(FORMULA), Drawing)
    assert isinstance(one.draw(Wanted(Kind.DISPLAY, r"\frac{가}{나}")), Drawing)
    assert isinstance(one.draw(Wanted(Kind.MERMAID, "flowchart LR\n 하나 --> 둘")), Drawing)
    assert one.draw(Wanted(Kind.FORMULA, r"\nosuch")) == Undrawn(Fault.NOT_UNDERSTOOD, r"\nosuch")
    # Half a character, and what would end a line.
    assert isinstance(one.draw(Wanted(Kind.FORMULA, "a\ud800\n\r\u2028b")), Drawing | Undrawn)
    assert isinstance(one.draw(FORMULA), Drawing)


def test_who_asks_loads_no_library(look: Look) -> None:
    code = (
        "import sys; from msp_desktop.course.drawing import drawer, shelf; "
        "print({'ziamath', 'mmdr', 'xml.etree.ElementTree', 'nh3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "set()\n"


def test_a_library_that_hangs_is_ended_and_the_next_one_draws(
    drawer: Callable[..., Drawer],
) -> None:
    code = (
        "import json, sys, time\nsys.stdin.readline()\nfor line in sys.stdin:\n"
        f" if 'hang' in line: time.sleep(99)\n print({DRAWN!r}, flush=True)"
    )
    one = drawer(code, patience=0.5)
    assert one.draw(Wanted(Kind.MERMAID, "hang")) == Undrawn(Fault.TOO_SLOW)
    assert not one.running
    one._patience = 60.0
    assert one.draw(FORMULA) == Drawing("<svg/>", 1, 2, 0)


@pytest.mark.parametrize(
    "code",
    [
        "pass",
        "import sys; sys.stdin.readline(); sys.stdin.readline(); sys.exit(1)",
        "import os, sys; sys.stdin.readline(); sys.stdin.readline(); os.abort()",
        *(
            ANSWERS.format(answer=one)
            for one in ("", "{", "[]", "[true]", '[true, "other", ""]', "[false, 1]", "7")
        ),
    ],
)
def test_a_process_that_says_nothing_sensible_is_broken(
    drawer: Callable[..., Drawer], code: str
) -> None:
    one = drawer(code)
    for _ in range(2):
        assert one.draw(FORMULA) == Undrawn(Fault.BROKEN)
        assert not one.running


def test_a_process_that_cannot_start_is_broken(look: Look, tmp_path: Path) -> None:
    one = Drawer(look, start=[f"{tmp_path}/no such program"])
    outcome = one.draw(FORMULA)
    assert isinstance(outcome, Undrawn)
    assert outcome.fault is Fault.BROKEN
    one.close()


def test_a_process_that_went_while_nobody_asked_is_replaced(
    drawer: Callable[..., Drawer],
) -> None:
    one = drawer(f"import sys\nsys.stdin.readline()\nsys.stdin.readline()\nprint({DRAWN!r})")
    for _ in range(3):
        assert isinstance(one.draw(FORMULA), Drawing)
        assert one._process is not None
        one._process.wait()


def test_resting_ends_the_process_until_it_is_needed(drawer: Callable[..., Drawer]) -> None:
    one = drawer("import sys\nsys.stdin.readline()\n" + ANSWERS.format(answer=DRAWN))
    assert isinstance(one.draw(FORMULA), Drawing)
    one.rest()
    assert not one.running
    assert isinstance(one.draw(FORMULA), Drawing)


def test_closing_ends_what_is_being_drawn(drawer: Callable[..., Drawer], tmp_path: Path) -> None:
    flag = tmp_path / "asked"
    code = (
        "import sys, time\nsys.stdin.readline(); sys.stdin.readline()\n"
        f"open({str(flag)!r}, 'w').close(); time.sleep(99)"
    )
    one = drawer(code)
    outcomes: list[object] = []
    thread = threading.Thread(target=lambda: outcomes.append(one.draw(FORMULA)))
    thread.start()
    waiting = threading.Event()
    while not flag.exists():
        waiting.wait(0.01)
    one.close()
    thread.join()
    assert outcomes == [Undrawn(Fault.BROKEN)]
    assert one.draw(FORMULA) == Undrawn(Fault.BROKEN)
