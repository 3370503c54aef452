"""Documents made by chance and mutated real-shaped ones: they open, and all that must hold does.

``tests/benchmarks/chance.py`` does the same with a hundred thousand of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import generated, mutated
from examining import wrong_with

from msp_desktop.course.shapes.reading import Reading

FIXTURES = Path(__file__).parents[1] / "fixtures"
READINGS = tuple(Reading)
EACH = 60


def shaped() -> list[Path]:
    """Return the fixtures that are texts as people write them."""
    return sorted(path for path in FIXTURES.rglob("*.md") if path.stat().st_size < 30_000)


@pytest.mark.parametrize("start", range(0, 600, EACH))
def test_any_document_opens(start: int) -> None:
    for seed in range(start, start + EACH):
        assert wrong_with(generated(seed), READINGS[seed % len(READINGS)]) == [], f"seed {seed}"


FOUND = (34016, 40505, 73168, 79384, 202759, 218956)
"""Documents of the benchmark in which questions were out of their order, or which did not open."""


@pytest.mark.parametrize("seed", FOUND)
def test_what_was_found_once_stays_right(seed: int) -> None:
    for reading in READINGS:
        assert wrong_with(generated(seed), reading) == [], reading


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_a_mutated_course_opens(start: int) -> None:
    texts = shaped()
    for seed in range(start, start + 20):
        path = texts[seed % len(texts)]
        text = mutated(path.read_text(encoding="utf-8", errors="replace"), seed)
        assert wrong_with(text, READINGS[seed % len(READINGS)]) == [], f"{path.name}, seed {seed}"
