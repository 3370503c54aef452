"""Questions that are asked twice: a note or bookmark would belong to either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.check.finding import Finding, quoted
from msp_desktop.course.identity import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.check.material import Material


def findings(material: Material) -> Iterator[Finding]:
    """Yield a finding for each question whose wording was there before, naming both places."""
    first: dict[str, str] = {}
    for chapter in material.course.chapters:
        for question in chapter.questions:
            place = f"{chapter.file}:{question.lines.first}"
            before = first.setdefault(wording(question.title), place)
            if before != place:
                yield Finding(
                    chapter.file,
                    question.lines.first,
                    "repeated-question",
                    f"{quoted(question.title)} is asked in {before} too",
                    "answer it in one place and link to it from the other",
                )
