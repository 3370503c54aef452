"""Tries a built program, on any system: ``packaging/smoke.py PROGRAM [COURSE]``.

Everything that needs no window is asked of it, formulas and diagrams are drawn, notes go out as a
capsule and come back, and a window is opened in memory, killed and opened again. Data goes into a
folder of its own. ``try_package.py`` asks the same of an installed package.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COURSE = Path(__file__).resolve().parent.parent / "resources/course/ko"
PATIENCE = 60.0
"""Seconds until something that should come is given up."""

# What draws is told fonts and colours first: a theme's roles by their order, then its series.
_COLOURS = [*["#ffffff", "#111111", "#222222", "#888888"] * 3, ["#123456", "#654321"]]
_LOOK = [["DejaVu Sans"], _COLOURS, _COLOURS]
_SOURCES = [
    ["formula", r"\frac{a}{b} + \sqrt{x}"],
    ["display", r"\sum_{i=1}^{n} i^2"],
    ["mermaid", "flowchart LR\n  A[이미지] --> B[컨테이너]\n"],
]


class Failed(Exception):
    """The program does not do what it should; the message says what."""


class Trial(NamedTuple):
    """A program to be tried.

    ``command`` starts it, ``environment`` is what it finds. It may see other paths than we do:
    ``inside`` is what it calls our folder ``outside``.
    """

    command: tuple[str, ...]
    course: str
    outside: Path
    inside: str
    environment: dict[str, str]

    def said(self, *words: str, status: Sequence[int] = (0,), given: bytes | None = None) -> bytes:
        """Return what it prints. Raises Failed where it ends otherwise."""
        done = subprocess.run(
            [*self.command, *words],
            input=given if given is not None else b"",
            capture_output=True,
            env=self.environment,
            timeout=PATIENCE * 5,
            check=False,
        )
        if done.returncode not in status:
            raise Failed(
                f"{' '.join(words)} ended with {done.returncode}: "
                f"{done.stderr.decode('utf-8', 'replace').strip()}"
            )
        return done.stdout


def windowless(trial: Trial) -> Iterator[str]:
    """Ask everything that needs no window; yield what went well. Raises Failed."""
    version = trial.said("--version").decode().split()
    _must(version[:1] == ["msp-desktop"] and len(version) == 2, "it does not say its version")
    yield f"version {version[1]}"
    outline: Any = json.loads(trial.said("outline", trial.course, "--json"))
    questions = [one for chapter in outline["chapters"] for one in chapter["questions"]]
    _must(bool(questions), "the course has no questions")
    yield f"outline: {len(questions)} questions"
    page = trial.said("render", trial.course).decode()
    _must("<h" in page and "<p" in page, "nothing was rendered")
    trial.said("check", trial.course, status=(0, 1))
    yield "render, check"
    yield from _drawn(trial)
    done = subprocess.run(
        [*trial.command, "outline", f"{trial.inside}/nowhere.md"],
        capture_output=True,
        env=trial.environment,
        check=False,
    )
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    _must(done.returncode == 1 and len(lines) == 1, "a course that is gone is not told in a line")
    yield "a course that is gone: one line"


def _drawn(trial: Trial) -> Iterator[str]:
    asked = "".join(json.dumps(one) + "\n" for one in [_LOOK, *_SOURCES]).encode()
    answers = trial.said("draw-sources", given=asked).splitlines()
    _must(len(answers) == len(_SOURCES), "not every source was answered")
    for source, answer in zip(_SOURCES, answers, strict=True):
        failed, *outcome = json.loads(answer)
        _must(not failed and "<svg" in str(outcome[0]), f"not drawn: {source[0]}: {outcome}")
    yield "formulas and Mermaid drawn"


def notebook(trial: Trial) -> Iterator[str]:
    """Ask what concerns the notebook that a window has made; yield what went well."""
    data = ["--data-dir", f"{trial.inside}/window"]
    for form, mark in (("md", ""), ("jsonld", "{"), ("csv", ""), ("anki", "#"), ("html", "<")):
        words = ["notebook", "export", trial.course, "--format", form, *data]
        text = trial.said(*words).decode("utf-8")
        _must(text.lstrip("\ufeff").startswith(mark), f"export as {form} looks wrong")
    yield "exported as md, jsonld, csv, anki, html"
    capsule = f"{trial.inside}/trial.mspcapsule"
    trial.said("notebook", "export", trial.course, "--capsule", capsule, *data)
    other = ["--data-dir", f"{trial.inside}/other", "--course-to", f"{trial.inside}/courses"]
    trial.said("notebook", "import", capsule, *other)
    _must(any((trial.outside / "courses").rglob("*.md")), "the capsule brought no course")
    yield "a capsule went out and came back"
    trial.said("notebook", "backup", *data)
    trial.said("notebook", "check", *data)
    yield "notebook backed up and checked"


def window(trial: Trial) -> Iterator[str]:
    """Open a window in memory, kill the program, open it again; yield what went well."""
    environment = {**trial.environment, "QT_QPA_PLATFORM": "offscreen"}
    data = trial.outside / "window"
    words = ["--data-dir", f"{trial.inside}/window", trial.course]
    written, kept = data / "data" / "notebook.sqlite3", data / "cache" / "courses"
    for what in ("a window, killed", "again, after that"):
        with tempfile.TemporaryFile() as said:
            running = _started([*trial.command, *words], environment, said)
            wait_for(
                "the notebook, and the course in the cache",
                lambda: written.exists() and any(kept.glob("**/*")),
                running,
            )
            # It must also live on.
            with suppress(subprocess.TimeoutExpired):
                raise Failed(f"the window ended with {running.wait(2)}")
            running.kill()
            running.wait()
            said.seek(0)
            told = said.read().decode("utf-8", "replace")
            _must("Traceback" not in told, f"the window has a bug: {told}")
        yield what


def wait_for(
    what: str, met: Callable[[], bool], running: subprocess.Popen[Any] | None = None
) -> None:
    """Wait for ``what``. Raises Failed if that takes too long or the program ends."""
    end = time.monotonic() + PATIENCE
    while not met():
        if running is not None and running.poll() is not None:
            raise Failed(f"the program ended with {running.returncode}")
        if time.monotonic() > end:
            raise Failed(f"{what}: it did not come")
        time.sleep(0.1)


def _started(
    command: Sequence[str], environment: dict[str, str], said: IO[bytes]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stderr=said)


def _must(so: bool, otherwise: str) -> None:
    if not so:
        raise Failed(otherwise)


def main() -> int:
    """Try the program; return 0 where all went well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("program", help="the program's file, or a command in quotes")
    parser.add_argument("course", nargs="?", type=Path, default=COURSE)
    options = parser.parse_args()
    program = Path(options.program)
    command = (str(program.absolute()),) if program.is_file() else tuple(options.program.split())
    # What a program of the development environment would be found by says nothing here.
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "QT_"))}
    folder = Path(tempfile.mkdtemp(prefix="msp-desktop-smoke-"))
    trial = Trial(command, str(options.course.absolute()), folder, str(folder), environment)
    try:
        for part in (windowless, window, notebook):
            for what in part(trial):
                print(f"ok      {what}", flush=True)
    except Failed as failure:
        print(f"FAILED  {failure}", flush=True)
        return 1
    finally:
        # Windows lets nothing be deleted that a killed program is still letting go of.
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
