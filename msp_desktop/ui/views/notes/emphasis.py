"""Wrapping a selection in Markdown's signs, and unwrapping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.ui.saving.edits import Hunk
from msp_desktop.ui.views.notes.lists import item_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def toggled(text: str, start: int, end: int, sign: str) -> tuple[tuple[Hunk, ...], int, int]:
    """Return what wraps a selection in a sign, or unwraps it, and the selection after that.

    Each line is wrapped for itself, list marks and white space outside.  Without a selection, the
    two signs come in around the caret, and go again as long as nothing was typed between them.
    """
    stretches = [_inside(text, *one, sign) for one in _stretches(text, start, end)]
    stretches = stretches or [(start, end)]
    size = len(sign)
    if all(_is_wrapped(text, first, last, sign) for first, last in stretches):
        changes = [
            hunk
            for first, last in stretches
            for hunk in (Hunk(first - size, first, ""), Hunk(last, last + size, ""))
        ]
        return (
            tuple(changes),
            stretches[0][0] - size,
            stretches[-1][1] - size * (2 * len(stretches) - 1),
        )
    changes = [
        hunk
        for first, last in stretches
        if not _is_wrapped(text, first, last, sign)
        for hunk in (Hunk(first, first, sign), Hunk(last, last, sign))
    ]
    wrapped_first = changes[0].start == stretches[0][0]
    wrapped_last = changes[-1].end == stretches[-1][1]
    grown = size * (len(changes) - (1 if wrapped_last else 0))
    return (
        tuple(changes),
        stretches[0][0] + (size if wrapped_first else 0),
        stretches[-1][1] + grown,
    )


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the parts of a selection that can be wrapped, one from each line."""
    at = text.rfind("\n", 0, start) + 1
    while at <= end and start < end:
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        line = text[at:line_end]
        item = item_of(line)
        first, last = max(start, at + (item.start if item else 0)), min(end, line_end)
        part = text[first:last]
        if part.strip():
            first += len(part) - len(part.lstrip())
            last -= len(part) - len(part.rstrip())
            yield first, last
        at = line_end + 1


def _inside(text: str, first: int, last: int, sign: str) -> tuple[int, int]:
    """Return a stretch without the signs at its ends where these wrap what is between them."""
    part = text[first:last]
    inner = part.strip(sign[0])
    start = first + len(part) - len(part.lstrip(sign[0]))
    if inner and _is_wrapped(text, start, start + len(inner), sign):
        return start, start + len(inner)
    return first, last


def _is_wrapped(text: str, first: int, last: int, sign: str) -> bool:
    """Return whether a sign stands on both sides, and not as a part of a stronger one."""
    before = _run(text[:first][::-1], sign[0])
    after = _run(text[last:], sign[0])
    if sign[0] != "*":
        return before == after == len(sign)
    # Three asterisks are one and two: each of them is there.
    wanted = (1, 3) if sign == "*" else (2, 3)
    return before in wanted and after in wanted


def _run(text: str, character: str) -> int:
    return len(text) - len(text.lstrip(character))
