"""Several programs on one notebook, and programs that are killed while they write."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from killing import acknowledged_before_a_kill, begin, missing, writer

from msp_desktop.notebook import backup
from msp_desktop.notebook.model import CourseRecord, QuestionRef
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from msp_desktop.course.model import Course

    MakeCourse = Callable[..., Course]

KILLS = 100


def test_a_hundred_kills_lose_nothing_that_was_acknowledged(
    path: Path, make_course: MakeCourse, now: datetime
) -> None:
    chance = random.Random(20260305)
    with Notebook.open(path, now=now) as notebook:
        course = notebook.adopt(make_course(), now=now).id
    acknowledged: list[str] = []
    for kill in range(KILLS):
        with writer(path, course, f"w{kill}", 0) as process:
            acknowledged += acknowledged_before_a_kill(
                process, chance.randrange(9), 0.002 * chance.random()
            )
        with Notebook.open(path, now=now) as notebook:
            assert notebook.check() == ()
            assert missing(notebook, course, acknowledged) == []
    assert len(acknowledged) > 2 * KILLS


def test_programs_that_write_at_once_lose_nothing(
    path: Path, record: CourseRecord, notebook: Notebook
) -> None:
    with ExitStack() as stack:
        processes = [
            stack.enter_context(writer(path, record.id, name, 40))
            for name in ("one", "two", "three")
        ]
        for process in processes:
            begin(process)
        acknowledged = [line for process in processes for line in (process.stdout or ())]
        assert [process.wait() for process in processes] == [0, 0, 0]
    # Three lines in each turn, four more for the marks of every third, and four for what every
    # fourth takes back.
    assert len(acknowledged) == 3 * (3 * 40 + 4 * 14 + 4 * 10)
    # The shared note was rewritten by all of them on what each had read: no line of it is gone.
    assert missing(notebook, record.id, acknowledged) == []
    note = notebook.note(QuestionRef(record.id, "shared"))
    assert note is not None
    assert len(note.text.split("\n")) == 3 * 40
    assert notebook.changed_elsewhere()
    assert notebook.check() == ()


def test_programs_that_start_at_once_make_one_notebook(
    path: Path, child_environment: dict[str, str]
) -> None:
    script = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from msp_desktop.notebook.notebook import Notebook\n"
        "print(Notebook.open(Path(sys.argv[1]), now=datetime.now(UTC)).created)\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(path)],
            env=child_environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    said = [process.communicate()[0].strip() for process in processes]
    assert sorted(said) == ["False"] * 5 + ["True"]


# Runs a piece of code and kills itself at a given line of the notebook's own code.
KILLED_AT_LINE = """
import os, signal, sys
from datetime import datetime, UTC
from pathlib import Path
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook import backup
left, path = int(sys.argv[1]), Path(sys.argv[2])
def trace(frame, event, _):
    global left
    if "notebook" not in frame.f_code.co_filename:
        return None
    left -= event == "line"
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace
now = datetime(2026, 3, 6, tzinfo=UTC)
sys.settrace(trace)
"""


def finishes(environment: dict[str, str], line: int, path: Path, code: str) -> bool:
    """Run a piece of code that is killed at a line; return whether it came to its end before."""
    process = subprocess.run(
        [sys.executable, "-c", KILLED_AT_LINE + code, str(line), str(path)], env=environment
    )
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_first_start_killed_anywhere_leaves_nothing_in_the_way(
    path: Path, child_environment: dict[str, str], now: datetime
) -> None:
    for line in count(1, 5):
        done = finishes(child_environment, line, path, "Notebook.open(path, now=now)")
        with Notebook.open(path, now=now) as notebook:
            assert notebook.check() == ()
        shutil.rmtree(path.parent)
        if done:
            assert line > 50
            break


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_restore_killed_anywhere_leaves_one_notebook_or_the_other(
    path: Path, make_course: MakeCourse, child_environment: dict[str, str], now: datetime
) -> None:
    with Notebook.open(path, now=now) as notebook:
        notebook.adopt(make_course("old.md", ("Old?",), "Old"), now=now)
        old = backup.back_up(path, path.with_name("old"), now=now)
        notebook.adopt(make_course("new.md", ("New?",), "New"), now=now)
    pristine = shutil.copytree(path.parent, path.with_name("pristine"))
    outcomes: list[list[str]] = []
    for line in count(1, 4):
        work = Path(shutil.copytree(pristine, path.parents[1] / f"killed-{line}"))
        here = work / path.name
        done = finishes(
            child_environment, line, here, f"backup.restore(Path({str(old)!r}), path, now=now)"
        )
        with Notebook.open(here, now=now) as notebook:
            assert not notebook.created
            assert notebook.check() == ()
            outcomes.append([one.title for one in notebook.library()])
        if outcomes[-1] == ["Old"]:
            (aside,) = work.glob("notebook.replaced-*.sqlite3")
            with Notebook.open_read_only(aside) as notebook:
                assert [one.title for one in notebook.library()] == ["New", "Old"]
        shutil.rmtree(work)
        if done:
            break
    # The one up to some line, the other from there on.
    turn = outcomes.index(["Old"])
    assert 5 < turn < len(outcomes)
    assert outcomes[:turn] == [["New", "Old"]] * turn
    assert outcomes[turn:] == [["Old"]] * (len(outcomes) - turn)
