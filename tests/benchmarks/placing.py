"""How long it takes to find 10,000 highlights in a course of 3,000 questions, edited or not.

python tests/benchmarks/placing.py
"""

from __future__ import annotations

import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from msp_desktop.course.loader import load_course
from msp_desktop.course.text import text_of
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.model import Colour, Highlight, QuestionRef, Wording
from msp_desktop.notebook.placing import placed

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.course.model import Course

QUESTIONS = 3_000
HIGHLIGHTS = 10_000


def question(number: int) -> str:
    return (
        f"* 질문 {number}: 볼륨 {number}번은 무엇에 쓰나요?\n"
        f"  * 컨테이너 {number} 밖에 남는 저장 공간입니다. 이름이 있으면 다시 붙습니다.\n"
        f"  * It keeps data {number} when the container goes away, and can be mounted again.\n"
        f"    ```bash\n    docker run -v v{number}:/data nginx\n    ```\n"
    )


def write(path: Path, edit: Callable[[str], str]) -> Course:
    chapters = (
        f"## Chapter {first}\n\n"
        + "\n".join(edit(question(number)) for number in range(first, first + 100))
        for first in range(0, QUESTIONS, 100)
    )
    path.write_text("# Volumes\n\n" + "\n".join(chapters), encoding="utf-8")
    return load_course(path)


def highlights(course: Course) -> list[Highlight]:
    chance = random.Random(1)
    now = datetime.now(UTC)
    made: list[Highlight] = []
    for number in range(HIGHLIGHTS):
        name = course.question_ids[number % QUESTIONS]
        text = text_of(course, name)
        assert text is not None
        start = chance.randrange(25, len(text.whole) - 30)
        anchor = describe(text.whole, start, start + chance.randrange(8, 28))
        ref, wording = QuestionRef("course", name), Wording("", "")
        made.append(
            Highlight.made(
                str(number), ref, wording, Colour.BLUE, anchor, edition=course.digest, now=now
            )
        )
    return made


def main() -> None:
    path = Path(tempfile.mkdtemp()) / "volumes.md"
    marks = highlights(write(path, lambda text: text))
    edits: dict[str, Callable[[str], str]] = {
        "as they were": lambda text: text,
        "a line put in": lambda text: text.replace("  * It", "  * 새 줄입니다.\n  * It"),
        "reworded": lambda text: text.replace("남는 저장 공간", "오래 남는 저장소").replace(
            "goes away, and can", "is removed and may"
        ),
    }
    for name, edit in edits.items():
        course = write(path, edit)
        begun = perf_counter()
        found = placed(course, marks)
        took = perf_counter() - begun
        lost = sum(spot is None for spot in found.values())
        print(f"{name:14} {took:5.2f} s, not found: {lost}")


if __name__ == "__main__":
    main()
