"""What was done to a text, as hunks, so that it can be done to another version of that text.

Positions count characters of Python strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from msp_desktop.notebook.ends import shared_ends
from msp_desktop.notebook.merge import merge

if TYPE_CHECKING:
    from collections.abc import Sequence

# What QTextDocument takes for the end of a line: the separators, and two of its own marks.
_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\ufdd0", "\ufdd1")


@dataclass(frozen=True, slots=True)
class Hunk:
    """Characters ``start`` to ``end`` of the old text, without the last, became ``text``."""

    start: int
    end: int
    text: str

    @property
    def growth(self) -> int:
        """How many characters longer the text got."""
        return len(self.text) - (self.end - self.start)


def plain(text: str) -> str:
    """Return a text as an editor holds it: whatever ends a line there is a plain line end."""
    # Each is looked for faster than str.translate looks at a single character.
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text


def hunks(old: str, new: str) -> tuple[Hunk, ...]:
    """Return what turns one text into another, in order, lines alike in both left alone."""
    if old == new:
        return ()
    # Only texts that two windows changed ever come here: the start should not pay for it.
    from difflib import SequenceMatcher

    old_lines, new_lines = _lines(old), _lines(new)
    old_starts, new_starts = _starts(old_lines), _starts(new_lines)
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    return tuple(
        _trimmed(old, old_starts[first], old_starts[last], new[new_starts[begin] : new_starts[end]])
        for tag, first, last, begin, end in matcher.get_opcodes()
        if tag != "equal"
    )


def applied(text: str, changes: Sequence[Hunk]) -> str:
    """Return a text with hunks of it applied."""
    for hunk in reversed(changes):
        text = text[: hunk.start] + hunk.text + text[hunk.end :]
    return text


def shifted(position: int, changes: Sequence[Hunk]) -> int:
    """Return where a caret stands after changes around it; one inside a change stays in there."""
    growth = 0
    for hunk in changes:
        if position <= hunk.start and not _pushes(hunk, position):
            break
        if position < hunk.end:
            return hunk.start + growth + min(position - hunk.start, len(hunk.text))
        growth += hunk.growth
    return position + growth


def rebase(start: str, mine: str, theirs: str) -> str:
    """Return ``theirs`` with everything done to it that made ``mine`` out of ``start``.

    Unlike :func:`msp_desktop.notebook.merge.merge` it looks inside lines: a line that somebody is
    typing on, and that another text took over as it stood, does not become two.  Where both
    changed the same characters, it merges line by line.
    """
    if mine in (start, theirs):
        return theirs
    if theirs == start:
        return mine
    other = hunks(start, theirs)
    moved = [_moved(hunk, other) for hunk in hunks(start, mine)]
    clear = [hunk for hunk in moved if hunk is not None]
    return applied(theirs, clear) if len(clear) == len(moved) else merge(start, mine, theirs)


def _moved(hunk: Hunk, other: Sequence[Hunk]) -> Hunk | None:
    """Return a hunk as it is done after the other ones, None where it touches one of them."""
    growth = 0
    for one in other:
        if one.end < hunk.start or _pushes(one, hunk.start):
            growth += one.growth
        elif one.start <= hunk.end and not _follows(one, hunk.end):
            return None
    return Hunk(hunk.start + growth, hunk.end + growth, hunk.text)


def _pushes(hunk: Hunk, position: int) -> bool:
    """Return whether whole lines came in at a position, so that what stood there is below them."""
    return hunk.start == hunk.end == position and hunk.text.endswith("\n")


def _follows(hunk: Hunk, position: int) -> bool:
    """Return whether lines came in at a position in such a way that they are below it."""
    return hunk.start == hunk.end == position and hunk.text.startswith("\n")


def _trimmed(old: str, start: int, end: int, text: str) -> Hunk:
    """Return a hunk without the characters that both its sides begin or end with."""
    head, tail = shared_ends(old[start:end], text)
    return Hunk(start + head, end - tail, text[head : len(text) - tail])


def _lines(text: str) -> list[str]:
    """Return a text's lines, each with its end; not splitlines, which ends lines elsewhere too."""
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where each line starts, and where the text ends."""
    return [0, *accumulate(len(line) for line in lines)]
