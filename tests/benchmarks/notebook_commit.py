"""How much a note's write costs beside a bare SQLite commit of the same size.

    python tests/benchmarks/notebook_commit.py [FOLDER] [--writes 1000]

Both write to the same folder (a temporary one where none is given: name one on the disk that the
question is about), with the same page size and pragmas (a log, a sync at each commit), in turn and
sizes in turn, too, so that the moods of disk and machine meet all alike.  The bare commit inserts
the same text into a table of one column; a note's write also looks for what stands there, seals and
writes a version and the note's own row, and every tenth time thins the old versions.  A third side
is the same bare commit in a database as SQLite makes it: with a rollback journal, which takes more
than one sync.

At first a log grows with each commit; once it has been moved into the file it is written over, and
a sync costs less.  Prints for either the medians, their ratio and that of the sums, and of the
medians of processor time.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from msp_desktop.course.model import Course
from msp_desktop.notebook.model import QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 3, 5, tzinfo=UTC)
SIZES = (200, 2_000, 20_000)
WORDED = Wording("Question", "Chapter")
FILLING = 1200


class Times(NamedTuple):
    """Seconds on the clock and of the processor, of each write."""

    clock: list[float]
    processor: list[float]

    def add(self, write: Callable[[], object]) -> None:
        clock, processor = perf_counter(), thread_time()
        write()
        self.processor.append(thread_time() - processor)
        self.clock.append(perf_counter() - clock)


class Pair:
    """A notebook and a bare database, in which texts of one size are written."""

    def __init__(self, folder: Path, size: int, *, used: bool) -> None:
        self.size = size
        self.ours, self.theirs, self.plain = Times([], []), Times([], []), Times([], [])
        self.notebook = Notebook.open(folder / f"notebook-{size}-{used}.sqlite3", now=NOW)
        course = Course(folder / "course.md", folder, "Course", (), (), (), (), "digest")
        self._ref = QuestionRef(self.notebook.adopt(course, now=NOW).id, "question")
        self.bare = bare(folder / f"bare-{size}-{used}.sqlite3")
        self.as_it_comes = bare(folder / f"plain-{size}-{used}.sqlite3", pragmas=False)
        with self.notebook.reading() as rows:
            connections = (rows.connection, self.bare, self.as_it_comes)
        self.compared = connections[:2]
        for connection in connections if used else ():
            # More pages than a log holds before it is moved into the file.
            connection.execute("CREATE TABLE filler (page BLOB)")
            for _ in range(FILLING // 10):
                connection.execute("INSERT INTO filler VALUES (zeroblob(40000))")

    def write(self, number: int) -> None:
        # A text for each: what Python encodes for the first to write it, the others need not.
        first, second, third = (
            f"{number:08}" + "글 and words. " * (self.size // 17) for _ in range(3)
        )

        def note() -> None:
            self.notebook.write_note(self._ref, first, base=number, wording=WORDED, now=NOW)

        def commit(connection: sqlite3.Connection, text: str) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO text VALUES (?)", (text,))
            connection.execute("COMMIT")

        sides: tuple[tuple[Times, Callable[[], object]], ...] = (
            (self.ours, note),
            (self.theirs, lambda: commit(self.bare, second)),
            (self.plain, lambda: commit(self.as_it_comes, third)),
        )
        for times, write in sides if number % 2 else sides[::-1]:
            times.add(write)

    def close(self) -> None:
        self.notebook.close()
        self.bare.close()
        self.as_it_comes.close()

    def told(self) -> str:
        ours, theirs = self.ours, self.theirs
        note, commit = statistics.median(ours.clock), statistics.median(theirs.clock)
        plain = statistics.median(self.plain.clock)
        busy, bare = statistics.median(ours.processor), statistics.median(theirs.processor)
        return (
            f"{self.size:>6} bytes: note {note * 1e3:.3f} ms, bare commit {commit * 1e3:.3f} ms,"
            f" ratio {note / commit:.2f}, of the sums {sum(ours.clock) / sum(theirs.clock):.2f};"
            f" processor {busy * 1e3:.3f} and {bare * 1e3:.3f} ms;"
            f" as SQLite comes {plain * 1e3:.3f} ms, ratio {note / plain:.2f}"
        )


def bare(path: Path, *, pragmas: bool = True) -> sqlite3.Connection:
    """Open a database with one table; ``pragmas`` make it as durable as the notebook."""
    connection = sqlite3.connect(path, isolation_level=None)
    if pragmas:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
    connection.execute("CREATE TABLE text (text TEXT)")
    return connection


def main() -> None:
    """Measure notes of several sizes and print a line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--writes", type=int, default=1000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        for used in (False, True):
            pairs = [Pair(Path(name), size, used=used) for size in SIZES]
            pragmas = {
                tuple(
                    connection.execute(f"PRAGMA {one}").fetchone()[0]
                    for one in ("page_size", "journal_mode", "synchronous")
                )
                for pair in pairs
                for connection in pair.compared
            }
            [(page, mode, synchronous)] = pragmas
            print(
                f"{'a log in use' if used else 'a new log'}: SQLite {sqlite3.sqlite_version}, pages"
                f" of {page} bytes, journal_mode {mode}, synchronous {synchronous}"
            )
            # As many as a new log takes before it is moved for the first time.
            writes = arguments.writes if used else min(arguments.writes, 100)
            for number in range(writes):
                for pair in pairs:
                    pair.write(number)
            for pair in pairs:
                print(pair.told())
                pair.close()


if __name__ == "__main__":
    main()
