"""Moves that are killed halfway, and several programs that open a new edition at once."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from editions_trainee import FIRST, SECOND, Trainee

from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from datetime import datetime

    from msp_desktop.notebook.model import Highlight, Tag

# Opens the course as it is on disk, waits for a line, moves, and says whether anything moved.
# With a number it kills itself at that line of the notebook's own code within the transaction.
MOVER = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from msp_desktop.course.loader import load_course
from msp_desktop.notebook.notebook import Notebook
path, left, writing = Path(sys.argv[1]), int(sys.argv[3]), False
def trace(frame, event, _):
    global left, writing
    if "notebook" not in frame.f_code.co_filename:
        return None
    writing = writing or frame.f_code.co_name == "carried_out"
    left -= writing and event == "line"
    if left == 0 and writing:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace
course = load_course(Path(sys.argv[2]))
now = datetime(2027, 1, 1, tzinfo=UTC)
with Notebook.open(path, now=now, patience=60.0) as notebook:
    record = notebook.adopt(course, now=now).id
    print("ready", flush=True)
    sys.stdin.readline()
    if left:
        sys.settrace(trace)
    changes = notebook.moves.follow(course, record, now=now).changes
    sys.settrace(None)
    print(bool(changes), flush=True)
"""


def mover(
    environment: dict[str, str], path: Path, course: Path, line: int = 0
) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", MOVER, str(path), str(course), str(line)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


@pytest.fixture
def course(path: Path, now: datetime) -> Path:
    """A course that was edited after something was written in it."""
    file = path.with_name("docker.md")
    file.parent.mkdir()
    with Notebook.open(path, now=now) as notebook:
        trainee = Trainee(notebook, file, now)
        trainee.open(FIRST)
        for words in ("layer", "tag", "goes away"):
            ref = trainee.ref(words)
            trainee.note(ref, f"on the {words}")
            trainee.mark(ref, f"label of the {words}")
            trainee.tag(ref, "hard")
        for words in ("the difference that one", "names a digest", "The volume stays"):
            trainee.draw(words)
    file.write_text(SECOND, encoding="utf-8")
    return file


class State(NamedTuple):
    """What a notebook holds of its only course, and whether a move can be taken back."""

    notes: dict[str, str]
    labels: dict[str, str]
    tags: tuple[Tag, ...]
    highlights: tuple[Highlight, ...]
    editions: tuple[str, ...]
    moved: bool


def state(path: Path, now: datetime) -> State:
    with Notebook.open(path, now=now) as notebook:
        assert notebook.check() == ()
        (record,) = notebook.library()
        return State(
            {one.text: one.ref.question for one in notebook.notes(record.id)},
            {one.label: one.ref.question for one in notebook.bookmarks(record.id)},
            notebook.tags.of(record.id),
            notebook.highlights.of(record.id),
            notebook.editions.digests(record.id),
            notebook.moves.last(record.id) is not None,
        )


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_move_that_is_killed_has_happened_or_not(
    path: Path, course: Path, child_environment: dict[str, str], now: datetime
) -> None:
    before, states = state(path, now), list[State]()
    pristine = shutil.copytree(path.parent, path.parents[1] / "pristine")
    for line in range(1, 10**6, 83):
        work = Path(shutil.copytree(pristine, path.parents[1] / f"killed-{line}"))
        here = work / path.name
        with mover(child_environment, here, course, line) as process:
            said = process.communicate("go\n")[0].split()
        assert process.returncode in (0, -signal.SIGKILL)
        states.append(state(here, now))
        shutil.rmtree(work)
        if said == ["ready", "True"]:
            break
    after = states[-1]
    assert after != before
    turn = states.index(after)
    assert states == [before] * turn + [after] * (len(states) - turn)
    assert turn > 8


def test_programs_that_open_a_new_edition_at_once_move_once(
    path: Path, course: Path, child_environment: dict[str, str], now: datetime
) -> None:
    with ExitStack() as stack:
        processes = [stack.enter_context(mover(child_environment, path, course)) for _ in range(4)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            begin(process)
        said = [process.communicate()[0].strip() for process in processes]
    assert sorted(said) == ["False", "False", "False", "True"]
    found = state(path, now)
    assert found.notes.keys() == {"on the goes away", "on the layer", "on the tag"}
    assert len(found.labels) == 3
    assert (len(found.editions), found.moved) == (2, True)
    with Notebook.open(path, now=now) as notebook:
        (record,) = notebook.library()
        notebook.moves.step_back(record.id, now=now)
        assert notebook.moves.last(record.id) is None
