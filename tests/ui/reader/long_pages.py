"""Courses made for a test, of any length."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msp_desktop.course.model import Block, BlockKind, Chapter, Course, Lines, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = Lines(1, 1)


def made_course(*answers: Sequence[str], intro: Sequence[str] = (), chapters: int = 1) -> Course:
    """Return a course whose questions have these blocks of safe HTML as answers."""

    def blocks(html: Sequence[str]) -> tuple[Block, ...]:
        return tuple(Block(BlockKind.TEXT, one, LINES) for one in html)

    def question(chapter: int, number: int) -> Question:
        title = f"볼륨 {number}번은 무엇에 쓰나요?"
        return Question(f"q{chapter}-{number}", title, title, LINES, blocks(answers[number]))

    return Course(
        source=Path("volumes.md"),
        root=Path(),
        title="볼륨",
        preface=(),
        chapters=tuple(
            Chapter(
                id=f"c{chapter}",
                title=f"장 {chapter}",
                title_html=f"장 {chapter}",
                level=2,
                file="volumes.md",
                lines=LINES,
                intro=blocks(intro),
                questions=tuple(question(chapter, number) for number in range(len(answers))),
                diagrams=(),
            )
            for chapter in range(chapters)
        ),
        pictures=(),
        problems=(),
        digest="0",
    )


def long_course(questions: int = 600) -> Course:
    """Return a course with one chapter that is far too long to be written whole."""
    return made_course(
        *(
            [
                f"<ul>\n<li>컨테이너 밖에 남습니다 <code>docker volume rm v{number}</code></li>"
                f"\n<li>{'이름이 있으면 다시 붙습니다. ' * (number % 7 + 1)}</li>\n</ul>",
                '<figure class="code" data-language="bash"><pre><code>'
                f"docker run -v v{number}:/data nginx\n</code></pre></figure>"
                if number % 9 == 0
                else f"<p>마지막 줄 {number}</p>",
            ]
            for number in range(questions)
        )
    )
