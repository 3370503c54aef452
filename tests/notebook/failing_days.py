"""What a program does with a notebook all day, on a disk that refuses one of its writes.

    python failing_days.py FOLDER [STEP]

Each STEP-th of the calls that write (see :mod:`failing_disk`) fails once with ENOSPC and once with
EIO, in days of several kinds.  Whatever was acknowledged must be there afterwards, nothing may be
damaged, and the program may fail with nothing but an error that it words for the user.  Prints a
line for each kind of day, and what went wrong.
"""

from __future__ import annotations

import errno
import shutil
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import failing_disk
from filled_notebook import contents, course_of, fill

from msp_desktop.notebook import backup, salvage
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.errors import NotebookError
from msp_desktop.notebook.model import (
    Colour,
    Edition,
    EditionQuestion,
    Highlight,
    Place,
    QuestionRef,
    Wording,
)
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from failing_disk import Done, Say

NOW = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
WORDED = Wording("What?", "Basics")
LONG = "A line of a note that is long enough to need several pages.\n" * 400
ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO}
TRIES = 3


class Day(NamedTuple):
    """A kind of day: what is there, what is done with it, and what is wrong afterwards."""

    name: str
    prepare: Callable[[Path], None]
    work: Callable[[Path, Say], None]
    wrong: Callable[[Path, Done], Iterator[str]]


def attempt(what: Callable[[], object]) -> bool:
    """Do something as the program does: once more where it failed; return whether it was done."""
    for _ in range(TRIES):
        try:
            what()
        except NotebookError:
            continue
        return True
    return False


# Writing all kinds of things


def prepare_writing(folder: Path) -> None:
    fill(folder / "notebook.sqlite3", questions=3)


def write(folder: Path, say: Say) -> None:
    """Write through a connection that is made anew after each failure."""
    path = folder / "notebook.sqlite3"
    opened: list[Notebook] = []

    def notebook() -> Notebook:
        if not opened:
            opened.append(Notebook.open(path, now=NOW))
        return opened[0]

    def put(name: str, what: Callable[[Notebook], object]) -> None:
        def once() -> None:
            try:
                what(notebook())
            except NotebookError:
                while opened:
                    opened.pop().close()
                raise

        if attempt(once):
            say(name)

    put("open", lambda _: None)
    with Notebook.open_read_only(path) as looking:
        course = looking.library()[0].id
        base = looking.highlights.of(course)[0]
    ref = QuestionRef(course, "new")
    drawn = Highlight.made(
        "new", ref, WORDED, Colour.PINK, describe("some words", 0, 4), edition="d", now=NOW
    )
    asked = (EditionQuestion("new", "What?", "Basics", "So."),)
    put("course", lambda one: one.adopt(course_of("new"), now=NOW))
    put("bookmark", lambda one: one.set_bookmark(ref, True, WORDED, now=NOW))
    put("label", lambda one: one.label_bookmark(ref, "again", WORDED, now=NOW))
    put("short", lambda one: one.write_note(ref, "short", base=0, wording=WORDED, now=NOW))
    put("long", lambda one: one.write_note(ref, LONG, base=1, wording=WORDED, now=NOW))
    put("highlight", lambda one: one.highlights.write(drawn, None, now=NOW))
    put(
        "deletion",
        lambda one: one.highlights.write(base._replace(deleted=True), base, now=NOW),
    )
    put("tags", lambda one: one.tags.write(ref, {"exam"}, (), now=NOW))
    put("edition", lambda one: one.editions.keep(Edition(course, "new", NOW, asked)))
    put("place", lambda one: one.set_place(Place(course, "basics", "new", 0.75), now=NOW))
    put("last", lambda one: one.write_note(ref, "the last", base=2, wording=WORDED, now=NOW))
    while opened:
        opened.pop().close()


def wrong_with_writing(folder: Path, done: Done) -> Iterator[str]:
    with Notebook.open(folder / "notebook.sqlite3", now=NOW) as notebook:
        yield from notebook.check()
        # The last that was opened stands first, where the new one was not adopted.
        course = next(one.id for one in notebook.library() if one.title == "도커")
        ref = QuestionRef(course, "new")
        texts = {one.text for one in notebook.versions(ref)}
        marks = {one.ref: one.label for one in notebook.bookmarks(course)}
        there = {
            "course": "new" in {one.title for one in notebook.library()},
            "bookmark": ref in marks,
            "label": marks.get(ref) == "again",
            "short": "short" in texts,
            "long": any(LONG in one for one in texts),
            "last": any("the last" in one for one in texts),
            "highlight": notebook.highlights.find("new") is not None,
            "deletion": len(notebook.highlights.deleted(course)) > 0,
            "tags": [one.name for one in notebook.tags.of(course) if one.ref == ref] == ["exam"],
            "edition": notebook.editions.find(course, "new") is not None,
            "place": (notebook.place(course) or Place(course, "", "", 0.0)).offset == 0.75,
        }
        for name in done.said:
            if not there.get(name, True):
                yield f"{name} was acknowledged and is not there"
        yield from notebook.check()


# The first start


def start(folder: Path, say: Say) -> None:
    path = folder / "data" / "notebook.sqlite3"

    def once() -> None:
        with Notebook.open(path, now=NOW) as notebook:
            course = notebook.adopt(course_of("new"), now=NOW).id
            ref = QuestionRef(course, "first")
            notebook.write_note(ref, "the first", base=0, wording=WORDED, now=NOW)

    if attempt(once):
        say("written")


def wrong_with_start(folder: Path, done: Done) -> Iterator[str]:
    with Notebook.open(folder / "data" / "notebook.sqlite3", now=NOW) as notebook:
        yield from notebook.check()
        notes = [note for one in notebook.library() for note in notebook.notes(one.id)]
        if "written" in done.said and [one.text for one in notes] != ["the first"]:
            yield "the first note was acknowledged and is not there"


# A backup, and going back to it


def prepare_upkeep(folder: Path) -> None:
    path = folder / "notebook.sqlite3"
    fill(path, questions=3)
    backup.back_up(path, folder / "backups", now=NOW)
    with Notebook.open(path, now=NOW) as notebook:
        ref = QuestionRef(notebook.library()[0].id, "today")
        notebook.write_note(ref, "today", base=0, wording=WORDED, now=NOW)


def look_after(folder: Path, say: Say) -> None:
    path, backups = folder / "notebook.sqlite3", folder / "backups"
    later = NOW + timedelta(hours=1)

    def once() -> None:
        with Notebook.open_read_only(path) as notebook:
            assert notebook.check() == ()
        backup.back_up(path, backups, now=later)
        backup.thin(backups, now=later, limit_bytes=10**9)

    if attempt(once):
        say("backed up")


def wrong_with_upkeep(folder: Path, done: Done) -> Iterator[str]:
    with Notebook.open(folder / "notebook.sqlite3", now=NOW) as notebook:
        yield from notebook.check()
        present = contents(notebook)
    sound = backup.backups(folder / "backups")
    files = list((folder / "backups").glob("*.sqlite3"))
    if len(sound) != len(files):
        yield "there is half a backup"
    if "backed up" in done.said:
        with Notebook.open_read_only(sound[0].path) as newest:
            if contents(newest) != present:
                yield "the backup does not hold what is there"


def go_back(folder: Path, say: Say) -> None:
    path = folder / "notebook.sqlite3"
    [saved] = backup.backups(folder / "backups")
    if attempt(lambda: backup.restore(saved.path, path, now=NOW)):
        say("restored")


def wrong_with_going_back(folder: Path, done: Done) -> Iterator[str]:
    path = folder / "notebook.sqlite3"
    with Notebook.open(path, now=NOW) as notebook:
        yield from notebook.check()
        course = notebook.library()[0].id
        today = notebook.note(QuestionRef(course, "today")) is not None
        if len(notebook.bookmarks(course)) != 2:
            yield "it is neither the one nor the other"
    if "restored" in done.said and today:
        yield "it was restored and is not"
    if not today:
        asides = list(folder.glob("notebook.replaced-*.sqlite3"))
        if not any(_has_today(one, course) for one in asides):
            yield "what was replaced is not there any more"


def _has_today(path: Path, course: str) -> bool:
    with Notebook.open_read_only(path) as notebook:
        return notebook.note(QuestionRef(course, "today")) is not None


# Saving what a damaged notebook holds


def prepare_damage(folder: Path) -> None:
    prepare_upkeep(folder)
    path = folder / "notebook.sqlite3"
    data = path.read_bytes()
    path.write_bytes(b"\xa5" * 4096 + data[4096:])
    (folder / "damaged").write_bytes(path.read_bytes())


def rescue(folder: Path, say: Say) -> None:
    path = folder / "notebook.sqlite3"
    if attempt(lambda: salvage.rescue(path, folder / "backups", now=NOW)):
        say("saved")


def wrong_with_rescue(folder: Path, done: Done) -> Iterator[str]:
    path, damaged = folder / "notebook.sqlite3", (folder / "damaged").read_bytes()
    waiting = (folder / "notebook.sqlite3.restoring").exists()
    if "saved" not in done.said and not waiting and path.read_bytes() == damaged:
        return
    with Notebook.open(path, now=NOW) as notebook:
        yield from notebook.check()
        notes = [note.text for one in notebook.library() for note in notebook.notes(one.id)]
        if "today" not in notes:
            yield "the last words were not saved"
    if not any(one.read_bytes() == damaged for one in folder.glob("notebook.*-*.sqlite3")):
        yield "the damaged file is not there any more"


# The next version of the program


def prepare_older(folder: Path) -> None:
    samples = Path(__file__).with_name("samples")
    shutil.copyfile(samples / "notebook-v1.sqlite3", folder / "notebook.sqlite3")


def migrate(folder: Path, say: Say) -> None:
    path = folder / "notebook.sqlite3"

    def once() -> None:
        with closing(Notebook.open(path, now=NOW)) as notebook:
            assert len(notebook.library()) == 2

    if attempt(once):
        say("opened")


def wrong_with_migration(folder: Path, done: Done) -> Iterator[str]:
    with Notebook.open(folder / "notebook.sqlite3", now=NOW) as notebook:
        yield from notebook.check()
        _, docker = notebook.library()
        if [one.revision for one in notebook.notes(docker.id)] != [2]:
            yield "a note is not there any more"


DAYS = (
    Day("writing", prepare_writing, write, wrong_with_writing),
    Day("the first start", lambda _: None, start, wrong_with_start),
    Day("checking and backing up", prepare_upkeep, look_after, wrong_with_upkeep),
    Day("restoring a backup", prepare_upkeep, go_back, wrong_with_going_back),
    Day("saving from a damaged one", prepare_damage, rescue, wrong_with_rescue),
    Day("opening an older one", prepare_older, migrate, wrong_with_migration),
)


def spend(day: Day, folder: Path, step: int) -> tuple[int, int, list[str]]:
    """Spend a kind of day again and again; return how many calls and runs, and what went wrong."""
    pristine, here = folder / "pristine", folder / "here"
    pristine.mkdir(parents=True)
    day.prepare(pristine)
    calls, runs, wrong = _once(day, pristine, here, 0, "", 0), 0, list[str]()
    total = calls[0]
    wrong += calls[1]
    for fail in range(1, total + 1, step):
        for name, error in ERRORS.items():
            runs += 1
            wrong += _once(day, pristine, here, fail, name, error)[1]
    shutil.rmtree(pristine)
    return total, runs, wrong


def _once(
    day: Day, pristine: Path, here: Path, fail: int, name: str, error: int
) -> tuple[int, list[str]]:
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(pristine, here)
    done = failing_disk.run(lambda say: day.work(here, say), fail, error)
    wrong = [one for one in done.said if one.startswith("!")]
    if done.status:
        wrong.append(f"the program ended with {done.status}")
    try:
        wrong += day.wrong(here, done)
    except NotebookError as failure:
        wrong.append(f"{type(failure).__name__}: {failure}")
    return done.calls, [f"{day.name}, call {fail}, {name}: {one}" for one in wrong]


def main() -> int:
    """Spend a day of each kind; return 1 where anything went wrong."""
    folder, step = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    bad: list[str] = []
    for day in DAYS:
        calls, runs, wrong = spend(day, folder, step)
        told = f"{day.name}: {calls} calls that write, {runs} runs, {len(wrong)} wrong\n"
        sys.stdout.write(told)
        sys.stdout.flush()
        bad += wrong
    sys.stdout.write("".join(f"{one}\n" for one in bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
