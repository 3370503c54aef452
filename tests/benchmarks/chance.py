"""Opens documents made by chance and mutated real-shaped ones, as many as are asked for.

    python tests/benchmarks/chance.py [--generated 100000] [--mutated 10000] [--first SEED]

Prints each document with which something is wrong, and the slowest ones.  Exit status 1 if there
is any that raises, does not end within a minute, or is not as it must be.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "course"), str(HERE.parents[1])]

from documents import generated, mutated  # noqa: E402
from examining import wrong_with  # noqa: E402

from msp_desktop.course.shapes.reading import Reading  # noqa: E402

HANGS = 60
BATCH = 500
READINGS = tuple(Reading)


def shaped() -> list[str]:
    """Return the texts that are mutated: the bundled course and the fixtures."""
    project = HERE.parents[1]
    paths = [*project.glob("resources/course/*/*.md"), *project.glob("tests/fixtures/**/*.md")]
    return [path.read_text(encoding="utf-8", errors="replace") for path in sorted(paths)]


def examine(kind: str, first: int, last: int) -> tuple[list[str], list[tuple[float, str]]]:
    """Return what is wrong with a batch of documents, and its slowest."""
    texts = shaped() if kind == "mutated" else []
    wrong: list[str] = []
    times: list[tuple[float, str]] = []
    for seed in range(first, last):
        name = f"{kind} {seed}"
        text = mutated(texts[seed % len(texts)], seed) if texts else generated(seed)
        # A document that hangs ends this process, with where it hung.
        faulthandler.dump_traceback_later(HANGS, exit=True)
        begun = time.perf_counter()
        try:
            wrong += [f"{name}: {one}" for one in wrong_with(text, READINGS[seed % len(READINGS)])]
        except Exception:
            wrong.append(f"{name}: {traceback.format_exc(limit=-3)}")
        times.append((time.perf_counter() - begun, f"{name}, {len(text)} characters"))
    faulthandler.cancel_dump_traceback_later()
    return wrong, sorted(times, reverse=True)[:3]


def main() -> int:
    """Examine them all and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--generated", type=int, default=100_000)
    parser.add_argument("--mutated", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    options = parser.parse_args()
    wrong: list[str] = []
    slowest: list[tuple[float, str]] = []
    begun = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        jobs = [
            pool.submit(examine, kind, first, min(first + BATCH, options.first + count))
            for kind, count in (("generated", options.generated), ("mutated", options.mutated))
            for first in range(options.first, options.first + count, BATCH)
        ]
        for job in jobs:
            found, times = job.result()
            for one in found:
                print(one, flush=True)
            wrong += found
            slowest = sorted([*slowest, *times], reverse=True)[:5]
    count = options.generated + options.mutated
    print(f"{count} documents in {time.perf_counter() - begun:.0f} s, {len(wrong)} findings")
    for seconds, name in slowest:
        print(f"  {seconds:.2f} s  {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
