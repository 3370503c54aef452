"""Questions that nobody has answered yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.check.finding import Finding, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.check.material import Material


def findings(material: Material) -> Iterator[Finding]:
    """Yield a finding for each question without an answer."""
    for chapter in material.course.chapters:
        for question in chapter.questions:
            if not question.answered:
                yield Finding(
                    chapter.file,
                    question.lines.first,
                    "unanswered-question",
                    f"no answer to {quoted(question.title)}",
                    "write the answer under it, or take the question out",
                )
