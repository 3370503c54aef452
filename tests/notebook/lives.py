"""Lives of programs that end with a kill, and what must be there afterwards.

Each is killed at a random moment of its work; then the notebook must be sound and hold everything
that was acknowledged.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from filled_notebook import NOW, course_of, fill
from killing import acknowledged_before_a_kill, begin, missing, started, writer

from msp_desktop.course.loader import load_course
from msp_desktop.notebook import backup, schema
from msp_desktop.notebook.exchange.bringing import bring_in
from msp_desktop.notebook.exchange.capsule import write_capsule
from msp_desktop.notebook.model import QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.stored import moment

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

DOOMED = Path(__file__).with_name("doomed.py")
WORDED = Wording("What?", "Basics")
OLD_NOTES = 300


class Life(NamedTuple):
    """A kind of life: ``fresh`` says that each begins as the first did.

    ``lines`` is how many acknowledgements a kill is waited for at most; ``seconds`` how long on
    after these, None for as long as the whole takes.  ``wrong`` yields what is wrong afterwards,
    given all that was acknowledged.
    """

    name: str
    kind: str
    fresh: bool
    lines: int
    seconds: float | None
    prepare: Callable[[Path], None]
    wrong: Callable[[Path, list[str]], Iterator[str]]


class Ended(NamedTuple):
    """How many lives ended, how many acknowledgements there were, and what was wrong."""

    kills: int
    acknowledged: int
    wrong: list[str]


def end_writers(folder: Path, kills: int, chance: random.Random) -> Ended:
    """Kill programs that write notes, bookmarks, labels, highlights, colours and tags."""
    folder.mkdir(parents=True)
    path = folder / "notebook.sqlite3"
    with Notebook.open(path, now=NOW) as notebook:
        course = notebook.adopt(course_of("written"), now=NOW).id
    said: list[str] = []
    wrong: list[str] = []
    for kill in range(kills):
        with writer(path, course, f"w{kill}", 0) as process:
            said += acknowledged_before_a_kill(
                process, chance.randrange(9), 0.002 * chance.random()
            )
        with Notebook.open(path, now=NOW) as notebook:
            wrong += notebook.check()
            wrong += [
                f"{line} was acknowledged and is gone" for line in missing(notebook, course, said)
            ]
    return Ended(kills, len(said), wrong)


def end(life: Life, folder: Path, kills: int, chance: random.Random) -> Ended:
    """Kill programs of a kind again and again."""
    pristine, here = folder / "pristine", folder / "here"
    pristine.mkdir(parents=True)
    life.prepare(pristine)
    seconds = life.seconds if life.seconds is not None else _whole(life, pristine, here)
    shutil.copytree(pristine, here)
    all_said: list[str] = []
    acknowledged = 0
    wrong: list[str] = []
    for number in range(kills):
        if life.fresh:
            shutil.rmtree(here)
            shutil.copytree(pristine, here)
            all_said.clear()
        with started(DOOMED, life.kind, here, number) as process:
            said = acknowledged_before_a_kill(
                process, chance.randint(0, life.lines), seconds * chance.random()
            )
        all_said += said
        acknowledged += len(said)
        wrong += [f"{life.name}, life {number}: {one}" for one in life.wrong(here, all_said)]
    return Ended(kills, acknowledged, wrong)


def _whole(life: Life, pristine: Path, here: Path) -> float:
    """Return the seconds that a life takes which nobody ends, with a little on top."""
    shutil.copytree(pristine, here)
    with started(DOOMED, life.kind, here, 0) as process:
        since = perf_counter()
        begin(process)
        assert process.wait() == 0
    shutil.rmtree(here)
    return 1.1 * (perf_counter() - since)


# Backing up


def prepare_backups(folder: Path) -> None:
    fill(folder / "notebook.sqlite3", questions=10)


def wrong_with_backups(folder: Path, said: list[str]) -> Iterator[str]:
    with Notebook.open(folder / "notebook.sqlite3", now=NOW) as notebook:
        yield from notebook.check()
        notes = _texts(notebook)
    yield from (f"{line} is gone" for line in said if line.startswith("note") and line not in notes)
    files = sorted((folder / "backups").glob("*.sqlite3"))
    sound = backup.backups(folder / "backups")
    if len(sound) != len(files):
        yield "there is half a backup"
    for line in [one for one in said if one.startswith("backup")][-1:]:
        _, name, number = line.split()
        with Notebook.open_read_only(folder / "backups" / name) as saved:
            if f"note {number}" not in _texts(saved):
                yield f"{line} does not hold what was written before"
    for file in files[:-3]:
        file.unlink()


# Editions and snapshots


def wrong_with_editions(folder: Path, said: list[str]) -> Iterator[str]:
    with Notebook.open(folder / "notebook.sqlite3", now=NOW) as notebook:
        yield from notebook.check()
        course = notebook.library()[0].id
        digests = notebook.editions.digests(course)
        kept = [one.id for one in notebook.editions.snapshots(course, "before")]
    for there, what in ((digests, "edition"), (kept, "snapshot")):
        for line in [one for one in said if one.startswith(what)][-1:]:
            name = line.replace("edition", "digest")
            if name not in there:
                yield f"{line} is gone"


# Opening what the first version wrote


def prepare_first_version(folder: Path) -> None:
    """Write a notebook as the program's first version did."""
    now = moment(NOW)
    with closing(sqlite3.connect(folder / "notebook.sqlite3", isolation_level=None)) as old:
        schema.migrate(old, schema.STEPS[:1])
        old.execute("PRAGMA journal_mode = WAL")
        old.execute("BEGIN")
        course = "0123456789abcdef01234567"
        old.execute(
            "INSERT INTO course VALUES (?, ?, 'Old', 'digest', '', 0)", (course, b"/old.md")
        )
        old.execute("INSERT INTO course_path VALUES (?, ?)", (b"/old.md", course))
        old.execute("INSERT INTO reading VALUES (?, ?, NULL, NULL, NULL, NULL)", (course, now))
        for number in range(1, OLD_NOTES + 1):
            on = (course, f"q-{number}", "What?", "Basics")
            old.execute("INSERT INTO note VALUES (?, ?, ?, ?, ?, 1, ?, ?)", (number, *on, now, now))
            text = f"old {number} " + "words " * (number % 200)
            old.execute("INSERT INTO note_version VALUES (?, 1, ?, ?)", (number, now, text))
            old.execute("INSERT INTO bookmark VALUES (?, ?, ?, ?, ?, ?)", (number, *on, now))
        old.execute("COMMIT")


def wrong_with_migration(folder: Path, said: list[str]) -> Iterator[str]:
    with Notebook.open(folder / "notebook.sqlite3", now=NOW) as notebook:
        yield from notebook.check()
        (course,) = (one.id for one in notebook.library())
        texts = _texts(notebook)
        if sum(one.startswith("old ") for one in texts) != OLD_NOTES:
            yield "old notes are gone"
        if len(notebook.bookmarks(course)) != OLD_NOTES:
            yield "old bookmarks are gone"
        if "written" in said and not any(one.startswith("written in life") for one in texts):
            yield "what was written after it is gone"
    sound = backup.backups(folder / "backups")
    if len(sound) != len(list((folder / "backups").glob("*.sqlite3"))):
        yield "there is half a backup"
    if not any(one.notes == OLD_NOTES for one in sound):
        yield "there is no backup of what was there before"


# Importing


def prepare_import(folder: Path) -> None:
    """Put a notebook there, and two capsules of a colleague, the second with more in it."""
    fill(folder / "notebook.sqlite3", questions=6)
    home = folder / "colleague"
    home.mkdir()
    listed = "\n".join(f"- Question {number}?\n  - Answer {number}.\n" for number in range(80))
    (home / "course.md").write_text(f"# Course\n\n## Chapter\n\n{listed}", encoding="utf-8")
    with Notebook.open(home / "notebook.sqlite3", now=NOW) as notebook:
        course = load_course(home / "course.md")
        record = notebook.adopt(course, now=NOW)
        for number, name in enumerate(("first", "second")):
            for question in course.question_ids[number * 40 :][:40]:
                ref = QuestionRef(record.id, question)
                notebook.write_note(ref, f"their {question}", base=0, wording=WORDED, now=NOW)
                notebook.set_bookmark(ref, True, WORDED, now=NOW)
                notebook.tags.write(ref, {name}, (), now=NOW)
            portion = notebook.portions.of(course, record)
            write_capsule(course, portion, folder / f"{name}.mspc", program="test", now=NOW)


def wrong_with_import(folder: Path, said: list[str]) -> Iterator[str]:
    path = folder / "notebook.sqlite3"
    with Notebook.open(path, now=NOW) as notebook:
        yield from notebook.check()
        before = _written(notebook)
        theirs = [text for text in before["notes"] if text.startswith("their")]
        imported = len(theirs) // 40
        counts = [len(before[what]) for what in ("bookmarks", "tags")]
        if len(theirs) % 40 or counts != [len(theirs) + 6, len(theirs) + OWN_TAGS]:
            yield f"half a capsule: {len(theirs)} notes, {counts} bookmarks and tags"
        if imported < len(said):
            yield f"{said[-1]}, but it is not there"
        there = [one.path.exists() for one in notebook.library() if one.title == "Course"]
        if there != [True] * bool(imported):
            yield "the course is not there, or too early"
        for number, name in enumerate(("first", "second")):
            bring_in(
                folder / f"{name}.mspc",
                notebook,
                backups=folder / "backups",
                folder=folder / "courses",
                now=NOW,
            )
            after = _written(notebook)
            if not all(set(before[what]) <= set(after[what]) for what in before):
                yield f"importing {number + 1} again loses something"
        if sum(text.startswith("their") for text in _texts(notebook)) != 80:
            yield "importing again does not bring everything"


OWN_TAGS = 8
"""What :func:`filled_notebook.fill` writes for six questions of two courses."""


def _written(notebook: Notebook) -> dict[str, list[Any]]:
    courses = [one.id for one in notebook.library()]
    return {
        "notes": _texts(notebook),
        "bookmarks": [one for course in courses for one in notebook.bookmarks(course)],
        "tags": [one for course in courses for one in notebook.tags.of(course)],
    }


def _texts(notebook: Notebook) -> list[str]:
    return [note.text for one in notebook.library() for note in notebook.notes(one.id)]


LIVES = (
    Life("backing up", "back up", False, 4, 0.03, prepare_backups, wrong_with_backups),
    Life("editions and snapshots", "keep", False, 6, 0.005, prepare_backups, wrong_with_editions),
    Life(
        *("opening what the first version wrote", "migrate", True, 0, None),
        *(prepare_first_version, wrong_with_migration),
    ),
    Life("importing", "import", True, 1, None, prepare_import, wrong_with_import),
)
