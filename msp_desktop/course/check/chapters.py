"""Chapters with nothing in them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msp_desktop.course.check.finding import Finding, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.check.material import Material
    from msp_desktop.course.model import Chapter


def findings(material: Material) -> Iterator[Finding]:
    """Yield a finding for each chapter without text, question, picture or chapter below it."""
    for chapter, after in pairwise((*material.course.chapters, None)):
        if chapter and chapter.title and _is_empty(chapter) and not _is_below(after, chapter):
            yield Finding(
                chapter.file,
                chapter.lines.first,
                "empty-chapter",
                f"nothing stands under {quoted(chapter.title)}",
                "write something under it, or take it out",
            )


def _is_empty(chapter: Chapter) -> bool:
    return not (chapter.intro or chapter.questions or chapter.diagrams)


def _is_below(chapter: Chapter | None, above: Chapter) -> bool:
    return chapter is not None and chapter.file == above.file and chapter.level > above.level
