"""The whole program, killed while notes are being written in its window."""

from __future__ import annotations

import os
import random
import signal
from typing import TYPE_CHECKING

import pytest
from program import RunningProgram

from msp_desktop.course.loader import load_course
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.paths import Paths
from msp_desktop.ui.app import now

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 20
"""The notes pane with its saver is killed a hundred times elsewhere; this is all around them."""

LONGEST_WAIT = 0.4
QUESTIONS = 4


def course_of(folder: Path) -> Path:
    listed = "\n".join(f"* Question {number}?\n  * Yes.\n" for number in range(QUESTIONS))
    path = folder / "course.md"
    path.write_text(f"# Course\n\n## Chapter\n\n{listed}", encoding="utf-8")
    return path


@pytest.mark.skipif(os.name == "nt", reason="needs a system where a program can be killed")
def test_what_the_window_has_shown_as_saved_survives_kills(tmp_path: Path) -> None:
    chance = random.Random(237)
    course, data = course_of(tmp_path), tmp_path / "data"
    saved: dict[str, str] = {}
    heard = 0
    for life in range(KILLS):
        program = RunningProgram(data, course)
        for word in range(40):
            step = [chance.choice(("next-question", "previous-question"))]
            program.tell(type=f" {life}.{word}", commands=step if chance.random() < 0.3 else [])
        # Some are killed before they have saved a word, most while they go on writing.
        if chance.random() < 0.7:
            program.hear_of_saving()
        program.hear(chance.uniform(0, LONGEST_WAIT))
        os.kill(program.id, signal.SIGKILL)
        assert program.hear_out() == -signal.SIGKILL
        saved |= program.saved
        heard += program.heard
        assert "Traceback" not in program.end()
        _look_at(data, course, saved)
    assert heard > KILLS / 2, "hardly anything was ever saved: this has shown nothing"
    assert len(saved) > 1


def _look_at(data: Path, course: Path, saved: dict[str, str]) -> None:
    """Find, as the next start would, all that was shown as saved."""
    with Notebook.open(Paths.below(data).notebook, now=now()) as notebook:
        assert notebook.check() == ()
        record = notebook.recognised(load_course(course), now=now())
        texts = {note.ref.question: note.text for note in notebook.notes(record.id)}
    for question, text in saved.items():
        # It is only ever typed on, so what was shown stands at the beginning.
        assert texts.get(question, "").startswith(text)
