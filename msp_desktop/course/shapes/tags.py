"""The tags of lists and headings."""

from __future__ import annotations

LISTS = frozenset(("ul", "ol"))
LEVELS = {f"h{level}": level for level in range(1, 7)}
HEADINGS = frozenset(LEVELS)
