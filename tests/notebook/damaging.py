"""Notebooks in which a bit flips, or that are cut off somewhere, and what is made of them.

A notebook with something of everything in it is damaged at seeded random places: one bit, or all
from there on cut off; as few pages are those of indices, these are hit as often once more.  Each
time it is opened, asked everything that a window may ask, and checked.  Each answer must be what
was written, or say that the file is damaged; where something is missing from an answer, the check
that follows each start must find the damage.  At last it is salvaged: what comes out must be
sound, and each row of it one that was written.  The same is done to the log that a kill leaves;
there, a flip in the last commit cannot be told from a write that was cut off.
"""

from __future__ import annotations

import shutil
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filled_notebook import NOW, fill, readings

from msp_desktop.notebook import remains, salvage
from msp_desktop.notebook.errors import NotebookDamaged, NotebookError, NotebookNewer
from msp_desktop.notebook.model import QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.tables import BOOKMARK, HIGHLIGHT, NOTE_VERSION, TAG

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

PAGE = 4096
LOG_NOTES = 40


class Trial:
    """A notebook and how it was before; ``counts`` says how often what happened."""

    def __init__(self, folder: Path, source: Path, allowed: list[dict[str, Any]]) -> None:
        self.path = folder / "trial" / "notebook.sqlite3"
        self.source = source
        self.allowed = allowed
        self.written = remains.of_file(source)
        self.counts: Counter[str] = Counter()
        self.bad: list[str] = []

    def run(self, name: str, spoil: Callable[[Path], None], *, rescue: bool) -> None:
        """Damage a copy and see what is made of it."""
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self.path.parent.mkdir()
        for end in ("", "-wal"):
            if Path(f"{self.source}{end}").exists():
                shutil.copyfile(f"{self.source}{end}", f"{self.path}{end}")
        spoil(self.path)
        outcome = self.outcome()
        self.counts[outcome] += 1
        if outcome.isupper():
            self.bad.append(f"{name}: {outcome}")
        if rescue:
            self.rescue(name)

    def outcome(self) -> str:
        """Return how the damage was noticed; what must not be is in capitals."""
        try:
            notebook = Notebook.open(self.path, now=NOW)
        except NotebookNewer:
            return "refused on opening, as a newer program's"
        except NotebookDamaged:
            return "noticed on opening"
        except NotebookError as error:
            return f"refused on opening: {type(error).__name__}"
        with notebook:
            held, noticed = answers(notebook)
            found = notebook.check()
        whole = any(len(held) == len(one) and is_equal(held, one) for one in self.allowed)
        if not noticed and not found:
            return "said nothing" if whole else "UNNOTICED"
        if noticed and not found:
            return "NOTICED ON READING AND NOT BY THE CHECK"
        if not any(is_part(held, one) for one in self.allowed):
            return "SOMETHING WAS READ THAT NOBODY WROTE"
        partly = not any(is_equal(held, one) for one in self.allowed)
        return (
            f"noticed {'on reading' if noticed else 'by the check'},"
            f" {'something missing' if partly else 'all being true'} in the answers"
        )

    def rescue(self, name: str) -> None:
        """Salvage the file; everything that comes out must have been written."""
        _, aside = salvage.rescue(self.path, self.path.parent / "backups", now=NOW)
        if aside is None:
            if remains.of_file(self.path).number:
                self.bad.append(f"{name}: WHAT REMAINS WAS NOT SALVAGED")
            self.counts["salvaged: nothing, as nothing was left"] += 1
            return
        with Notebook.open(self.path, now=NOW) as notebook:
            if notebook.check():
                self.bad.append(f"{name}: SALVAGED NOTEBOOK IS NOT SOUND")
        saved = remains.of_notebook(self.path)
        for table in (BOOKMARK, HIGHLIGHT, TAG):
            if not saved.rows[table].items() <= self.written.rows[table].items():
                self.bad.append(f"{name}: A ROW OF {table.name} THAT NOBODY WROTE")
        texts = {row[-1] for row in saved.rows[NOTE_VERSION].values()}
        if not texts <= {row[-1] for row in self.written.rows[NOTE_VERSION].values()}:
            self.bad.append(f"{name}: A TEXT THAT NOBODY WROTE")
        kept = min(1.0, saved.number / self.written.number)
        self.counts[f"salvaged: {'all' if kept == 1 else f'{int(kept * 10) * 10} % or more'}"] += 1


def answers(notebook: Notebook) -> tuple[dict[str, Any], bool]:
    """Ask everything; return what was answered, and whether damage was noticed meanwhile."""
    held: dict[str, Any] = {}
    noticed = False
    asking = readings(notebook)
    while True:
        try:
            name, read = next(asking)
        except NotebookDamaged:
            # What else there is to ask about is not known then.
            return held, True
        except StopIteration:
            return held, noticed
        try:
            held[name] = read()
        except NotebookDamaged:
            noticed = True


def is_equal(held: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Return whether all answers are what was written."""
    return all(name in whole and held[name] == whole[name] for name in held)


def is_part(held: object, whole: object) -> bool:
    """Return whether all that was read was written, though some of it may be missing."""
    if held is None or held is False or held == whole:
        return True
    if isinstance(held, dict) and isinstance(whole, dict):
        return all(key in whole and is_part(held[key], whole[key]) for key in held)
    if isinstance(held, tuple) and type(held) is type(whole):
        if hasattr(held, "_fields"):
            return all(map(is_part, held, whole))
        return all(any(is_part(one, other) for other in whole) for one in held)
    return False


def flip(path: Path, *, place: int, bit: int, end: str = "") -> None:
    file = Path(f"{path}{end}")
    data = bytearray(file.read_bytes())
    data[place] ^= 1 << bit
    file.write_bytes(data)


def cut(path: Path, *, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])


def index_pages(path: Path) -> list[int]:
    """Return which pages of a sound notebook are those of indices, counted from 0."""
    data = path.read_bytes()
    return [at // PAGE for at in range(PAGE, len(data), PAGE) if data[at] in (0x02, 0x0A)]


def leave_log(path: Path) -> list[dict[str, Any]]:
    """Write notes that stay in the log; return all that was to be read after each commit."""
    states: list[dict[str, Any]] = []
    twin = path.with_name("twin.sqlite3")
    with Notebook.open(path, now=NOW) as notebook:
        course = notebook.library()[0].id
        for number in range(LOG_NOTES):
            states.append(answers(notebook)[0])
            ref = QuestionRef(course, f"last-{number}")
            text = f"the last words {number} " * (number + 1)
            notebook.write_note(ref, text, base=0, wording=Wording("Q", "C"), now=NOW)
        states.append(answers(notebook)[0])
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{twin}{end}")
    for end in ("", "-wal"):
        Path(f"{twin}{end}").replace(f"{path}{end}")
    return states


def damage(folder: Path, places: int, chance: random.Random) -> dict[str, Trial]:
    """Damage notebooks at so many places in each way; return what became of them."""
    source = folder / "source" / "notebook.sqlite3"
    fill(source)
    with Notebook.open(source, now=NOW) as notebook:
        whole, _ = answers(notebook)
    size, indices = source.stat().st_size, index_pages(source)
    trials = {
        name: Trial(folder, source, [whole])
        for name in ("bits flipped", "bits flipped in indices", "cut off")
    }
    for step in range(places):
        rescue = step % 10 == 0
        place, bit = chance.randrange(size), chance.randrange(8)
        flipped = partial(flip, place=place, bit=bit)
        trials["bits flipped"].run(f"bit {bit} of byte {place}", flipped, rescue=rescue)
        place = PAGE * chance.choice(indices) + chance.randrange(PAGE)
        flipped = partial(flip, place=place, bit=bit)
        name = f"bit {bit} of byte {place}, in an index"
        trials["bits flipped in indices"].run(name, flipped, rescue=rescue)
        # Every other one at the end of a page, as a file system would cut it.
        length = chance.randrange(size) if step % 2 else PAGE * chance.randrange(size // PAGE)
        trials["cut off"].run(f"cut to {length}", partial(cut, length=length), rescue=rescue)
    trials["bits flipped in the log"] = logs = Trial(folder, source, leave_log(source))
    log_size = Path(f"{source}-wal").stat().st_size
    for step in range(places):
        place, bit = chance.randrange(log_size), chance.randrange(8)
        flipped = partial(flip, place=place, bit=bit, end="-wal")
        logs.run(f"bit {bit} of byte {place} of the log", flipped, rescue=step % 10 == 0)
    return trials
