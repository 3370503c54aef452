"""How much a note's write costs beside a bare SQLite commit of the same size.

    python tests/benchmarks/notebook_commit.py [FOLDER] [--writes 400]

Both write to the same folder (a temporary one where none is given: name one on the disk that the
question is about), with the same pragmas, in turn, so that the disk's moods meet both alike.  The
bare commit inserts the same text into a table of one column.  Prints the medians, their ratio and
that of the sums, in which every tenth write's thinning of old versions counts, too.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from msp_desktop.course.model import Course
from msp_desktop.notebook.model import QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook

NOW = datetime(2026, 3, 5, tzinfo=UTC)
SIZES = (200, 2_000, 20_000)


def bare(path: Path) -> sqlite3.Connection:
    """Open a database as durable as the notebook, with one table."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("CREATE TABLE text (text TEXT)")
    return connection


def measure(folder: Path, size: int, writes: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each note's write and of each bare commit."""
    connection = bare(folder / f"bare-{size}.sqlite3")
    course = Course(folder / "course.md", folder, "Course", (), (), (), (), "digest")
    ours: list[float] = []
    theirs: list[float] = []
    with Notebook.open(folder / f"notebook-{size}.sqlite3", now=NOW) as notebook:
        ref = QuestionRef(notebook.adopt(course, now=NOW).id, "question")
        wording = Wording("Question", "Chapter")
        for number in range(writes):
            text = f"{number:08}" + "글 and words. " * (size // 17)
            start = perf_counter()
            notebook.write_note(ref, text, base=number, wording=wording, now=NOW)
            middle = perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO text VALUES (?)", (text,))
            connection.execute("COMMIT")
            end = perf_counter()
            ours.append(middle - start)
            theirs.append(end - middle)
    connection.close()
    return ours, theirs


def main() -> None:
    """Measure notes of several sizes and print a line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--writes", type=int, default=400)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        for size in SIZES:
            ours, theirs = measure(Path(folder), size, arguments.writes)
            note, commit = statistics.median(ours), statistics.median(theirs)
            sys.stdout.write(
                f"{size:>6} bytes: note {note * 1e3:.3f} ms, bare commit {commit * 1e3:.3f} ms,"
                f" ratio {note / commit:.2f}, of the sums {sum(ours) / sum(theirs):.2f}\n"
            )


if __name__ == "__main__":
    main()
