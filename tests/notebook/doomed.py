"""A program that does one thing with a notebook until it is killed, and says what it has done.

    python doomed.py KIND FOLDER LIFE

It waits for a line before it begins.  After each thing that has returned, and only then, a line
says which it was.  What must be there after the kill is in :mod:`lives`.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

from filled_notebook import NOW

from msp_desktop.notebook import backup
from msp_desktop.notebook.exchange.bringing import bring_in
from msp_desktop.notebook.model import Edition, EditionQuestion, QuestionRef, Snapshot, Wording
from msp_desktop.notebook.notebook import Notebook

WORDED = Wording("What?", "Basics")
ANSWERS = tuple(
    EditionQuestion(f"q-{number}", f"Question {number}?", "Basics", "An answer to it. " * 20)
    for number in range(100)
)
MOMENT = timedelta(seconds=1)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def begin() -> None:
    say("ready")
    sys.stdin.readline()


def back_up(folder: Path, life: int) -> None:
    path = folder / "notebook.sqlite3"
    with Notebook.open(path, now=NOW) as notebook:
        course = notebook.library()[0].id
        begin()
        for number in count():
            ref = QuestionRef(course, f"{life}-{number}")
            notebook.write_note(ref, f"note {life}-{number}", base=0, wording=WORDED, now=NOW)
            say(f"note {life}-{number}")
            now = NOW + (life * 100 + number) * MOMENT
            made = backup.back_up(path, folder / "backups", now=now)
            say(f"backup {made.name} {life}-{number}")


def keep(folder: Path, life: int) -> None:
    with Notebook.open(folder / "notebook.sqlite3", now=NOW) as notebook:
        course = notebook.library()[0].id
        begin()
        for number in count():
            digest, now = f"digest {life}-{number}", NOW + (life * 100 + number) * MOMENT
            notebook.editions.keep(Edition(course, digest, now, ANSWERS))
            say(f"edition {life}-{number}")
            content = bytes(range(256)) * (number % 50)
            kept = Snapshot(f"snapshot {life}-{number}", course, "before", now, content)
            notebook.editions.keep_snapshot(kept)
            say(f"snapshot {life}-{number}")


def migrate(folder: Path, life: int) -> None:
    path = folder / "notebook.sqlite3"
    begin()
    with Notebook.open(path, now=NOW) as notebook:
        say("opened")
        course = notebook.library()[0].id
        ref = QuestionRef(course, "first")
        notebook.write_note(ref, f"written in life {life}", base=0, wording=WORDED, now=NOW)
        say("written")


def bring(folder: Path, _life: int) -> None:
    with Notebook.open(folder / "notebook.sqlite3", now=NOW) as notebook:
        begin()
        for number, capsule in enumerate(sorted(folder.glob("*.mspc")), start=1):
            bring_in(
                capsule,
                notebook,
                backups=folder / "backups",
                folder=folder / "courses",
                now=NOW + number * MOMENT,
            )
            say(f"imported {number}")


KINDS = {"back up": back_up, "keep": keep, "migrate": migrate, "import": bring}

if __name__ == "__main__":
    KINDS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
