"""What Enter and Tab mean in a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msp_desktop.ui.saving.edits import Hunk

if TYPE_CHECKING:
    from collections.abc import Iterable

_TAB = 4
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-*+]|(?P<number>\d{1,9})(?P<dot>[.)]))(?P<gap>[ \t]+|$)"
    r"(?P<box>\[[ xX]\](?:[ \t]+|$))?"
)
_RULE = re.compile(r"[ \t]*([-*_])([ \t]*\1){2,}[ \t]*$")


@dataclass(frozen=True, slots=True)
class Item:
    """The start of a line that is an item of a list.

    ``indent`` counts columns; ``inside`` is the column that the item's text, and what stands
    inside the item, begins at; ``start`` is where the text begins, in characters.
    """

    indent: int
    mark: str
    number: int | None
    gap: str
    task: bool
    start: int

    @property
    def inside(self) -> int:
        """The column that belongs to the item."""
        return self.indent + len(self.mark) + max(len(self.gap), 1)

    def next(self) -> str:
        """Return how the item after this one begins."""
        mark = self.mark if self.number is None else f"{self.number + 1}{self.mark[-1]}"
        return f"{' ' * self.indent}{mark}{self.gap or ' '}{'[ ] ' if self.task else ''}"


def item_of(line: str) -> Item | None:
    """Return the item that begins on a line, None where none does."""
    found = _ITEM.match(line)
    if found is None or _RULE.match(line):
        return None
    return Item(
        indent=_columns(found["indent"]),
        mark=found["mark"],
        number=int(found["number"]) if found["number"] else None,
        gap=found["gap"],
        task=bool(found["box"]),
        start=found.end(),
    )


def entered(line: str, column: int, above: Iterable[str]) -> Hunk | None:
    """Return what Enter does in an item: the next one begins, or an empty one is ended.

    None where it is a plain Enter.  ``above`` are the lines above, the nearest first.
    """
    item = item_of(line)
    if item is None or column < item.start:
        return None
    if not line[item.start :].strip():
        out = outdented(line, above)
        return Hunk(0, len(line), "") if out is None else Hunk(0, len(line), _replaced(line, out))
    rest = line[column:]
    return Hunk(column, column + len(rest) - len(rest.lstrip(" \t")), f"\n{item.next()}")


def broken(line: str, column: int) -> Hunk | None:
    """Return what a line break inside an item does: the item goes on below; None elsewhere."""
    item = item_of(line)
    if item is None or column < item.start:
        return None
    return Hunk(column, column, f"\n{' ' * item.inside}")


def indented(line: str, above: Iterable[str]) -> Hunk | None:
    """Return what puts an item inside the one before it, None where there is none such."""
    item = item_of(line)
    if item is None:
        return None
    for other in above:
        before = item_of(other)
        if before is None:
            if other.strip() and _columns(other) <= item.indent:
                return None
        elif before.indent < item.indent:
            return None
        elif before.indent == item.indent:
            return _to_column(line, before.inside)
    return None


def outdented(line: str, above: Iterable[str]) -> Hunk | None:
    """Return what takes an item out of the one it is in, None where it is in none."""
    item = item_of(line)
    if item is None or item.indent == 0:
        return None
    items = (item_of(other) for other in above)
    outer = next((one.indent for one in items if one and one.indent < item.indent), 0)
    return _to_column(line, outer)


def _to_column(line: str, column: int) -> Hunk:
    return Hunk(0, len(line) - len(line.lstrip(" \t")), " " * column)


def _replaced(line: str, hunk: Hunk) -> str:
    return hunk.text + line[hunk.end :]


def _columns(text: str) -> int:
    """Return how many columns a line is indented by."""
    blank = text[: len(text) - len(text.lstrip(" \t"))]
    return len(blank.expandtabs(_TAB))
