"""A report for people, one line a finding, and for programs, as JSON values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msp_desktop.course.check import Report

# Control characters, and those that turn the direction of what follows.
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

VERSION = 1
"""Of the JSON: it grows when something that was there changes its meaning or goes."""


def report_text(report: Report) -> str:
    """Return ``file:line: kind: message (hint)`` for each finding, and a line that sums up."""
    rows = [
        f"{one.file}:{one.line}: {one.kind}: {one.message}" + (f" ({one.hint})" if one.hint else "")
        for one in report.findings
    ]
    looked = f"{_count(report.files, 'file')}, {_count(report.questions, 'question')}"
    faults, every = len(report.faults), len(report.findings)
    found = _count(faults, "finding") if faults else "no findings"
    found += f", {_count(every - faults, 'suggestion')}" if every > faults else ""
    return "\n".join((*map(_on_one_line, rows), f"{looked}: {found}"))


def report_values(report: Report) -> dict[str, Any]:
    """Return a report as JSON values; their names are described in docs/for-authors.md."""
    return {
        "version": VERSION,
        "path": str(report.path),
        "files": report.files,
        "questions": report.questions,
        "findings": [one._asdict() for one in report.findings],
    }


def _on_one_line(row: str) -> str:
    """Return a row without what a terminal would take for more than text."""
    return _NO_TEXT.sub("\ufffd", " ".join(row.split()))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
