"""What becomes of a notebook when the disk refuses a write, whichever it is.

    python tests/benchmarks/notebook_faults.py [FOLDER] [--step 1]

Days of six kinds are spent with the notebook (writing, the first start, backing up, restoring,
saving from a damaged one, opening an older one), again and again; each time another one of the
calls that write, sync, make or move a file fails once, with ENOSPC and with EIO.  Linux on x86-64
only: see ``tests/notebook/failing_disk.py``.  Prints how many runs there were, and ends with 1
where something acknowledged was lost, something was damaged or the program crashed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "notebook"))

import failing_days
import failing_disk


def main() -> int:
    """Spend the days and print what went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path, help="on the disk to write to")
    parser.add_argument("--step", type=int, default=1, help="let every so many calls fail")
    arguments = parser.parse_args()
    if not failing_disk.can_fail():
        print("this system does not let one process decide about another one's writes")
        return 2
    total, bad = 0, list[str]()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        for day in failing_days.DAYS:
            calls, runs, wrong = failing_days.spend(day, Path(folder) / "day", arguments.step)
            print(f"{day.name}: {calls} calls, {runs} runs, {len(wrong)} wrong", flush=True)
            total += runs
            bad += wrong
    print("\n".join([*bad, f"{total} runs in all"]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
