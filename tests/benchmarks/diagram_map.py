"""Print how long a large map takes.  Run: ``python tests/benchmarks/diagram_map.py``.

Pointing at 2,000 elements that lie in each other, on a grid, and all upon each other; and making
the map of an SVG of 5 MB whose 2,000 elements lead to questions.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[2]))

from msp_desktop.course.diagrams import Box, Element, HitIndex, Maps
from msp_desktop.course.loader import load_course

ELEMENTS = 2000
ASKED = 5000
SIDE = 45


def grid() -> list[Box]:
    """Return boxes side by side, each with three more inside it."""
    step = 1 / 23
    found: list[Box] = []
    for number in range(ELEMENTS // 4):
        x, y = number % 23 * step, number // 23 * step
        found += [
            Box(x + inset * step, y + inset * step, step * (1 - 2 * inset), step * (1 - 2 * inset))
            for inset in (0.05, 0.15, 0.25, 0.35)
        ]
    return found


def scattered(chance: random.Random) -> list[Box]:
    """Return boxes of all sizes anywhere."""
    found: list[Box] = []
    for _ in range(ELEMENTS):
        width, height = chance.random() ** 4, chance.random() ** 4
        x, y = chance.random() * (1 - width), chance.random() * (1 - height)
        found.append(Box(x, y, width, height))
    return found


def heap() -> list[Box]:
    """Return boxes that all lie at the picture's middle."""
    return [Box(one, one, 1 - 2 * one, 1 - 2 * one) for one in (n / 5000 for n in range(ELEMENTS))]


def point_at(name: str, boxes: list[Box]) -> None:
    """Print how long building the index and asking it takes."""
    chance = random.Random(2)
    elements = [Element(str(n), "", box, ("q",)) for n, box in enumerate(boxes)]
    begun = time.process_time()
    index = HitIndex(elements)
    built = time.process_time() - begun
    points = [(chance.random(), chance.random()) for _ in range(ASKED)]
    times: list[float] = []
    for x, y in points:
        begun = time.process_time()
        index.at(x, y, 0.004, 0.004)
        times.append(1000 * (time.process_time() - begun))
    rank = quantiles(times, n=100)[98]
    print(
        f"{name:12} built in {1000 * built:5.1f} ms; a point: median {median(times):.4f} ms,"
        f" 99 % {rank:.4f} ms, longest {max(times):.3f} ms"
    )


def large_map(folder: Path) -> None:
    """Print how long the map of a large SVG takes, against making it safe alone."""
    from msp_desktop.course.svg import safe

    chance = random.Random(3)
    shapes: list[str] = []
    for number in range(ELEMENTS):
        x, y = number % SIDE * 20, number // SIDE * 20
        path = " ".join(
            f"C{chance.random() * 20:.2f} {chance.random() * 20:.2f} {chance.random() * 20:.2f}"
            f" {chance.random() * 20:.2f} {chance.random() * 20:.2f} {chance.random() * 20:.2f}"
            for _ in range(60)
        )
        shapes.append(
            f'<g id="e{number}" transform="translate({x} {y})"><path d="M0 0 {path}z"/>'
            f'<text x="2" y="9" font-size="6">element {number}</text></g>'
        )
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 900">{"".join(shapes)}</svg>'
    )
    questions = "".join(f"* Question {n}?\n  * Yes.\n" for n in range(500))
    (folder / "a.md").write_text(f"# T\n\n## A\n\n{questions}\n### S\n\n![](a.svg)\n")
    (folder / "a.svg").write_text(picture)
    links = {f"e{n}": [f"Question {n % 500}?"] for n in range(ELEMENTS)}
    (folder / "a.svg.links.json").write_text(json.dumps({"version": 1, "elements": links}))
    course = load_course(folder)
    begun = time.process_time()
    safe(picture.encode())
    alone = time.process_time() - begun
    maps = Maps(course)
    begun = time.process_time()
    made = maps.of("a.svg")
    whole = time.process_time() - begun
    size = len(picture) / 1e6
    print(
        f"an SVG of {size:.1f} MB: made safe in {alone:.2f} s, its map of {len(made.elements)}"
        f" elements in {whole:.2f} s"
    )


def main() -> None:
    """Measure."""
    point_at("in each other", grid())
    point_at("scattered", scattered(random.Random(1)))
    point_at("all upon each other", heap())
    with tempfile.TemporaryDirectory() as folder:
        large_map(Path(folder))


if __name__ == "__main__":
    main()
