"""The reader's HTML: a chapter as one page of questions with their answers.

Everything in it is safe (see :mod:`msp_desktop.course.safe`), and the window draws from the same
blocks.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from msp_desktop.course.model import Block, Chapter, Course, Diagram, Question


def course_html(course: Course) -> str:
    """Return a whole course, one ``article`` a chapter."""
    parts = [f"<h1>{escape(course.title)}</h1>", *_blocks(course.preface)]
    parts += [chapter_html(chapter) for chapter in course.chapters]
    return "\n".join(parts) + "\n"


def chapter_html(chapter: Chapter) -> str:
    """Return a chapter with its questions numbered from 1."""
    parts = [
        f'<article id="{escape(chapter.id)}">',
        f"<h2>{chapter.title_html or escape(chapter.title)}</h2>",
        *_blocks(chapter.intro),
        *(question_html(one, number) for number, one in enumerate(chapter.questions, start=1)),
        *(_diagram(one) for one in chapter.diagrams),
        "</article>",
    ]
    return "\n".join(parts)


def question_html(question: Question, number: int) -> str:
    """Return a question and its answer; ``number`` is its place in the chapter."""
    parts = [
        f'<section class="question" id="{escape(question.id)}"'
        f' data-lines="{question.lines.first}-{question.lines.last}">',
        f'<h3><span class="number">{number}</span> {question.title_html}</h3>',
        *_blocks(question.answer),
        "</section>",
    ]
    return "\n".join(parts)


def _diagram(diagram: Diagram) -> str:
    return "\n".join(
        (
            '<section class="diagram">',
            f"<h3>{escape(diagram.title)}</h3>",
            *_blocks(diagram.blocks),
            "</section>",
        )
    )


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        lines = f"{block.lines.first}-{block.lines.last}"
        yield f'<div class="{block.kind}" data-lines="{lines}">\n{block.html}\n</div>'
