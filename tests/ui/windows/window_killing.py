"""The whole program, killed while notes are being written in its window."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, NamedTuple

from program import RunningProgram

from msp_desktop.course.loader import load_course
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.paths import Paths
from msp_desktop.ui.app import now

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_WAIT = 0.4
QUESTIONS = 4


class EndedWindows(NamedTuple):
    """How often a window was heard to say that a note is saved, of which texts, what was wrong."""

    heard: int
    saved: dict[str, str]
    wrong: list[str]


def end_windows(folder: Path, kills: int, chance: random.Random) -> EndedWindows:
    """Kill the program again and again while it is typed to; look at what its window had shown."""
    folder.mkdir(parents=True, exist_ok=True)
    course, data = _course_of(folder), folder / "data"
    saved: dict[str, str] = {}
    wrong: list[str] = []
    heard = 0
    for life in range(kills):
        program = RunningProgram(data, course)
        for word in range(40):
            step = [chance.choice(("next-question", "previous-question"))]
            program.tell(type=f" {life}.{word}", commands=step if chance.random() < 0.3 else [])
        # Some are killed before they have saved a word, most while they go on writing.
        if chance.random() < 0.7:
            program.hear_of_saving()
        program.hear(chance.uniform(0, LONGEST_WAIT))
        os.kill(program.id, signal.SIGKILL)
        if program.hear_out() != -signal.SIGKILL:
            wrong.append(f"window {life} ended by itself")
        saved |= program.saved
        heard += program.heard
        if "Traceback" in (complaints := program.end()):
            wrong.append(f"window {life}: {complaints}")
        wrong += [f"window {life}: {one}" for one in _missing(data, course, saved)]
    return EndedWindows(heard, saved, wrong)


def _course_of(folder: Path) -> Path:
    listed = "\n".join(f"* Question {number}?\n  * Yes.\n" for number in range(QUESTIONS))
    path = folder / "course.md"
    path.write_text(f"# Course\n\n## Chapter\n\n{listed}", encoding="utf-8")
    return path


def _missing(data: Path, course: Path, saved: dict[str, str]) -> Iterator[str]:
    """Look, as the next start would, for all that was shown as saved."""
    with Notebook.open(Paths.below(data).notebook, now=now()) as notebook:
        yield from notebook.check()
        record = notebook.recognised(load_course(course), now=now())
        texts = {note.ref.question: note.text for note in notebook.notes(record.id)}
    for question, text in saved.items():
        # It is only ever typed on, so what was shown stands at the beginning.
        if not texts.get(question, "").startswith(text):
            yield f"on {question}, {text!r} was shown as saved"
