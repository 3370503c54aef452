"""Link reference definitions: ``[label]: destination "title"``."""

from __future__ import annotations

import re

from msp_desktop.course.dialect.characters import label
from msp_desktop.course.dialect.links import read_destination, read_label, read_title, skip_gap

References = dict[str, tuple[str, str]]
"""What labels mean, in the form that they are compared in: an address and a title."""

_LINE_END = re.compile(r"[ \t]*+(?:\n|$)")


def read_references(lines: list[str], references: References) -> list[str]:
    """Read the definitions that a paragraph begins with and return the lines behind them.

    A label that is defined already keeps its meaning.
    """
    text = "\n".join(lines)
    position = 0
    while text.startswith("[", position):
        definition = _read_one(text, position)
        if definition is None:
            break
        name, target, position = definition
        references.setdefault(label(name), target)
    return text[position:].split("\n") if position < len(text) else []


def _read_one(text: str, start: int) -> tuple[str, tuple[str, str], int] | None:
    """Read the definition at a position: its label, what it means, the position after it."""
    name = read_label(text, start)
    if name is None or not text.startswith(":", name[1]):
        return None
    begin = skip_gap(text, name[1] + 1)
    destination = read_destination(text, begin)
    if destination is None or destination[1] == begin:
        return None
    gap = skip_gap(text, destination[1])
    title = read_title(text, gap) if gap > destination[1] else None
    if title is not None:
        end = _LINE_END.match(text, title[1])
        if end is not None:
            return name[0], (destination[0], title[0]), end.end()
    end = _LINE_END.match(text, destination[1])
    return (name[0], (destination[0], ""), end.end()) if end else None
