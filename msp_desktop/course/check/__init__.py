"""Checking a course for its author: what is missing, leads nowhere or was probably meant otherwise.

Each module here with a ``findings`` function is one rule; a further one is one more line in
``RULES``.  Imported by ``cli`` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.check import (
    answers,
    chapters,
    diagrams,
    fences,
    files,
    headings,
    links,
    pictures,
    repeats,
)
from msp_desktop.course.check.finding import FAULT, Finding
from msp_desktop.course.check.material import Material
from msp_desktop.course.shapes.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

RULES: tuple[Callable[[Material], Iterable[Finding]], ...] = (
    files.findings,
    pictures.findings,
    diagrams.findings,
    links.findings,
    fences.findings,
    headings.findings,
    chapters.findings,
    answers.findings,
    repeats.findings,
)


class Report(NamedTuple):
    """What was found, by file and line, and how much was looked at."""

    path: Path
    files: int
    questions: int
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is wrong, without what could only be better."""
        return tuple(one for one in self.findings if one.level == FAULT)


def check(path: Path, reading: Reading = Reading.AUTOMATIC) -> Report:
    """Check a file, a folder or a zip, its questions read as ``reading`` says.

    Raises CourseError where it cannot be opened.
    """
    material = Material.of(path, reading)
    found = sorted({finding for rule in RULES for finding in rule(material)})
    return Report(path, len(material.files), len(material.course.questions), tuple(found))
