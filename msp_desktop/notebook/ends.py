"""What two texts, or two lists, have in common at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shared_ends(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """Return how many items both begin with, and how many of those behind them both end with."""
    shorter = min(len(one), len(other))
    head = 0
    while head < shorter and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail
