"""Files that cannot be read, or not as what they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.check.finding import Finding
from msp_desktop.course.model import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.check.material import Material


def findings(material: Material) -> Iterator[Finding]:
    """Yield a finding for each such file."""
    for one in material.course.problems:
        if one.kind is ProblemKind.ENCODING:
            words, hint = f"read as {one.subject}, not UTF-8", "save it as UTF-8"
        elif one.kind is ProblemKind.BAD_BYTE:
            words, hint = one.message, f"write line {one.line} anew and save it as UTF-8"
        elif one.kind is ProblemKind.UNREADABLE_FILE:
            words = one.message
            hint = "let everybody read it, and save it as text in UTF-8"
        else:
            continue
        yield Finding(one.file, one.line, one.kind.value, words, hint)
