"""A report for people, one line a finding, and for programs, as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msp_desktop.course.check import Report

VERSION = 1
"""Of the JSON: it grows when something that was there changes its meaning or goes."""


def report_text(report: Report) -> str:
    """Return ``file:line: kind: message (hint)`` for each finding, and a line that sums up."""
    rows = [
        f"{one.file}:{one.line}: {one.kind}: {one.message}" + (f" ({one.hint})" if one.hint else "")
        for one in report.findings
    ]
    looked = f"{_count(report.files, 'file')}, {_count(report.questions, 'question')}"
    found = _count(len(report.findings), "finding") if report.findings else "no findings"
    return "\n".join((*(" ".join(row.split()) for row in rows), f"{looked}: {found}"))


def report_values(report: Report) -> dict[str, Any]:
    """Return a report as JSON values; their names are described in docs/for-authors.md."""
    return {
        "version": VERSION,
        "path": str(report.path),
        "files": report.files,
        "questions": report.questions,
        "findings": [one._asdict() for one in report.findings],
    }


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
