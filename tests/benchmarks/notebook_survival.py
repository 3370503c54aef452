"""Whether what was written in a notebook survives kills, damage and a disk that fails.

    python tests/benchmarks/notebook_survival.py [FOLDER] [--kills 1000] [--windows 100]
        [--places 1000] [--step 1] [--seed 1]

- Kills: programs that write are killed with SIGKILL at random moments: notes, bookmarks, labels,
  highlights and tags written and removed; backups; editions and snapshots; opening what the first
  version wrote; importing; and the whole program while its window is typed to.  Afterwards the
  file must be sound, and all there that was acknowledged, or shown as saved.
- Damage: see ``tests/notebook/damaging.py``.
- A failing disk: days of six kinds are spent with the notebook (writing, the first start, backing
  up, restoring, saving from a damaged one, opening an older one), again and again; each time
  another one of the calls that write, sync, make or move a file fails once, with ENOSPC and with
  EIO.  Linux on x86-64 only: see ``tests/notebook/failing_disk.py``.

Prints one report; ends with 1 where something acknowledged was lost, damage went unnoticed, a
wrong answer was given or the program crashed.  FOLDER is on the disk to write to.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ui" / "windows"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "notebook"))

import damaging
import killing
import lives

DAYS = Path(__file__).resolve().parents[1] / "notebook" / "failing_days.py"
LONGEST_LIST = 40


class Report:
    """What has been seen so far, printed as it comes."""

    def __init__(self) -> None:
        self.bad: list[str] = []

    def title(self, text: str) -> None:
        print(f"\n{text}", flush=True)

    def line(self, text: str, wrong: list[str] | None = None) -> None:
        self.bad += wrong or []
        print(f"  {text}{f': {len(wrong)} WRONG' if wrong else ''}", flush=True)


def kill(report: Report, folder: Path, kills: int, windows: int, chance: random.Random) -> None:
    report.title(f"{kills} programs killed while they wrote")
    share = (kills - windows) // 6
    rest = kills - windows - share * len(lives.LIVES)
    done = lives.end_writers(folder / "written", rest, chance)
    kinds = "notes, bookmarks, labels, highlights, tags"
    report.line(f"{done.kills:>5} × {kinds}: {done.acknowledged} acknowledged", done.wrong)
    for life in lives.LIVES:
        done = lives.end(life, folder / life.kind, share, chance)
        report.line(f"{share:>5} × {life.name}: {done.acknowledged} acknowledged", done.wrong)
    if windows:
        from window_killing import end_windows

        ended = end_windows(folder / "windows", windows, chance)
        shown = f"a note shown as saved {ended.heard} times"
        report.line(f"{windows:>5} × the whole program, typed to: {shown}", ended.wrong)


def damage(report: Report, folder: Path, places: int, chance: random.Random) -> None:
    for title, trial in damaging.damage(folder, places, chance).items():
        report.title(f"{places} × {title}")
        for what, number in trial.counts.most_common():
            report.line(f"{number:>5}  {what}")
        report.bad += trial.bad


def fail(report: Report, folder: Path, step: int) -> None:
    report.title("Every call that writes failing once with ENOSPC, and once with EIO")
    # The process whose calls are decided about must have no other thread.
    days = [sys.executable, str(DAYS), str(folder)]
    done = subprocess.run(
        [*days, str(step)], env=killing.environment(), capture_output=True, text=True, check=False
    )
    said = done.stdout.splitlines()
    report.bad += [one for one in said if " runs, " not in one]
    if done.returncode and not said:
        report.bad.append(done.stderr)
    for one in said:
        report.line(one)


def main() -> int:
    """Try everything and print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--windows", type=int, default=100, help="how many kills are of these")
    parser.add_argument("--places", type=int, default=1000)
    parser.add_argument("--step", type=int, default=1, help="let every so many calls fail")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chance, report, started = random.Random(arguments.seed), Report(), perf_counter()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = Path(name)
        kill(report, folder / "kills", arguments.kills, arguments.windows, chance)
        (folder / "damage").mkdir()
        damage(report, folder / "damage", arguments.places, chance)
        fail(report, folder / "failing", arguments.step)
    bad = "\n".join(report.bad[:LONGEST_LIST]) or "Nothing was lost, and nothing went unnoticed."
    print(f"\n{bad}\n(seed {arguments.seed}, {perf_counter() - started:.0f} s)")
    return 1 if report.bad else 0


if __name__ == "__main__":
    sys.exit(main())
