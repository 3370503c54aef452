"""One thing that an author should look at."""

from __future__ import annotations

from typing import NamedTuple

FAULT = "fault"
SUGGESTION = "suggestion"
"""What is wrong, and what could be better: only faults count in the command's exit status."""


class Finding(NamedTuple):
    """What is wrong, where, and what may help; findings sort by file and line.

    ``kind`` is one of those in docs/for-authors.md and does not change between versions;
    ``level`` is one of the two above.
    """

    file: str
    line: int
    kind: str
    message: str
    hint: str = ""
    level: str = FAULT


_LONGEST = 80


def quoted(title: str) -> str:
    """Return a title for a message: in quotation marks, and not longer than a line."""
    return f"“{title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + '…'}”"
