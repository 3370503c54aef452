"""Programs that write in a notebook and are killed: what they said was on disk must be there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msp_desktop

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager

    from msp_desktop.notebook.notebook import Notebook

WRITER = Path(__file__).with_name("writer.py")


def environment() -> dict[str, str]:
    """Return an environment in which another Python finds the package under test."""
    return os.environ | {"PYTHONPATH": str(Path(msp_desktop.__file__).parents[1])}


@contextmanager
def started(program: Path, *words: object) -> Generator[subprocess.Popen[str]]:
    """Start a program that says "ready" and waits for a line before it begins."""
    process = subprocess.Popen(
        [sys.executable, str(program), *map(str, words)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def writer(
    path: Path, course: str, name: str, writes: int
) -> AbstractContextManager[subprocess.Popen[str]]:
    """Start the program that writes of everything."""
    return started(WRITER, path, course, name, writes)


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def acknowledged_before_a_kill(
    process: subprocess.Popen[str], lines: int, seconds: float
) -> list[str]:
    """Let a writer write some lines and a moment more, kill it, and return what it said."""
    begin(process)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    # The moment only chooses where in the next write the kill falls.
    time.sleep(seconds)
    process.kill()
    said += process.stdout.read().splitlines(keepends=True)
    # The last line may have been cut by the kill.
    return [line.strip() for line in said if line.endswith("\n")]


def missing(notebook: Notebook, course: str, acknowledged: list[str]) -> list[str]:
    """Return which acknowledged writes are not in the notebook."""
    bookmarks = {one.ref.question: one.label for one in notebook.bookmarks(course)}
    colours = {one.id: one.colour.value for one in notebook.highlights.of(course)}
    tags = {(one.ref.question, one.name) for one in notebook.tags.of(course)}
    notes = {one.ref.question: one.text for one in notebook.notes(course)}
    gone = {
        "unmarked": set(bookmarks),
        "untagged": {question for question, _ in tags},
        "undrawn": set(colours),
        "emptied": set(notes),
    }
    shared = set(notes.get("shared", "").split("\n"))

    def kept(line: str) -> bool:
        kind, name = line.split()
        if kind == "bookmark":
            return name in bookmarks
        if kind == "label":
            return bookmarks.get(name) == f"label {name}"
        if kind == "highlight":
            return name in colours
        if kind == "colour":
            return colours.get(name) == "purple"
        if kind == "tag":
            return (name, "tagged") in tags
        if kind in gone:
            return name not in gone[kind]
        if kind == "line":
            return name in shared
        more = "more of it\n" * (int(name.rsplit("-", 1)[1]) % 97)
        return notes.get(name) == f"note {name}\n{more}"

    return [line for line in acknowledged if not kept(line)]
