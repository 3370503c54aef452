"""A program that writes in a notebook and says so: run by tests that kill it or run several.

Arguments: the notebook, a course's id, a name for this writer, how many turns (0 for no end).
After each write that has returned, and only then, a line says which it was.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.model import Colour, Highlight, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook

NOW = datetime(2026, 3, 5, tzinfo=UTC)
TEXT = "A highlighted sentence, 그리고 한 문장."


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def mark(notebook: Notebook, ref: QuestionRef, wording: Wording) -> None:
    """Write a label, a highlight, another colour for it, and a tag."""
    name = ref.question
    notebook.label_bookmark(ref, f"label {name}", wording, now=NOW)
    say(f"label {name}")
    anchor = describe(TEXT, 2, 9)
    drawn = Highlight.made(name, ref, wording, Colour.GREEN, anchor, edition="d", now=NOW)
    kept = notebook.highlights.write(drawn, None, now=NOW).highlight
    say(f"highlight {name}")
    notebook.highlights.write(kept._replace(colour=Colour.PURPLE), kept, now=NOW)
    say(f"colour {name}")
    notebook.tags.write(ref, {"tagged"}, (), now=NOW)
    say(f"tag {name}")


def take_back(notebook: Notebook, ref: QuestionRef, wording: Wording) -> None:
    """Write something of each kind under another name and remove it."""
    name = f"brief-{ref.question}"
    ref = ref._replace(question=name)
    notebook.set_bookmark(ref, True, wording, now=NOW)
    notebook.set_bookmark(ref, False, wording, now=NOW)
    say(f"unmarked {name}")
    notebook.tags.write(ref, {"tagged"}, (), now=NOW)
    notebook.tags.write(ref, (), {"tagged"}, now=NOW)
    say(f"untagged {name}")
    drawn = Highlight.made(
        name, ref, wording, Colour.BLUE, describe(TEXT, 2, 9), edition="d", now=NOW
    )
    kept = notebook.highlights.write(drawn, None, now=NOW).highlight
    notebook.highlights.write(kept._replace(deleted=True), kept, now=NOW)
    say(f"undrawn {name}")
    notebook.write_note(ref, "soon gone", base=0, wording=wording, now=NOW)
    notebook.write_note(ref, "", base=1, wording=wording, now=NOW)
    say(f"emptied {name}")


def main(path: str, course: str, name: str, turns: str) -> None:
    """Each turn: write a bookmark, a note, marks, and a line in a note that all writers share."""
    shared = QuestionRef(course, "shared")
    with Notebook.open(Path(path), now=NOW, patience=60.0) as notebook:
        say("ready")
        sys.stdin.readline()
        for number in range(int(turns)) if int(turns) else count():
            ref = QuestionRef(course, f"{name}-{number}")
            wording = Wording(f"Question {number}", "Chapter")
            notebook.set_bookmark(ref, True, wording, now=NOW)
            say(f"bookmark {name}-{number}")
            text = f"note {name}-{number}\n" + "more of it\n" * (number % 97)
            notebook.write_note(ref, text, base=0, wording=wording, now=NOW)
            say(f"note {name}-{number}")
            if number % 3 == 0:
                mark(notebook, ref, wording)
            if number % 4 == 1:
                take_back(notebook, ref, wording)
            note = notebook.note(shared)
            text = (note.text + "\n" if note else "") + f"{name}-{number}"
            base = note.revision if note else 0
            notebook.write_note(shared, text, base=base, wording=wording, now=NOW)
            say(f"line {name}-{number}")


if __name__ == "__main__":
    main(*sys.argv[1:])
