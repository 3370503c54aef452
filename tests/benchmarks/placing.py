"""How long 3,000 questions and 10,000 highlights take when their course is opened anew, edited.

python tests/benchmarks/placing.py

For each kind of edit: matching the questions of both editions; looking for the highlights' words
alone, as a window does that may not write; and the whole move, planned and carried out:
reading the course and the notebook, matching, anchoring anew, and the transaction.  Times are the
processor's.
"""

from __future__ import annotations

import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from msp_desktop.course.loader import load_course
from msp_desktop.course.text import text_of
from msp_desktop.notebook import highlights as kept
from msp_desktop.notebook.anchoring import describe
from msp_desktop.notebook.comparing import compare, standing
from msp_desktop.notebook.model import Colour, Highlight, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.placing import placed

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.course.model import Course

QUESTIONS = 3_000
HIGHLIGHTS = 10_000
NOW = datetime(2026, 3, 5, tzinfo=UTC)


def question(number: int) -> str:
    return (
        f"* 질문 {number}: 볼륨 {number}번은 무엇에 쓰나요?\n"
        f"  * 컨테이너 {number} 밖에 남는 저장 공간입니다. 이름이 있으면 다시 붙습니다.\n"
        f"  * It keeps data {number} when the container goes away, and can be mounted again.\n"
        f"    ```bash\n    docker run -v v{number}:/data nginx\n    ```\n"
    )


def with_a_line(text: str) -> str:
    return text.replace("  * It", "  * 새 줄입니다.\n  * It")


def reworded(text: str) -> str:
    return text.replace("남는 저장 공간", "오래 남는 저장소").replace(
        "goes away, and can", "is removed and may"
    )


def asked_anew(text: str) -> str:
    return reworded(text).replace("은 무엇에 쓰나요", "의 쓰임새는 무엇인가요")


EDITS: dict[str, Callable[[str], str]] = {
    "as they were": lambda text: text,
    "a line put in": with_a_line,
    "reworded": reworded,
    "and asked anew": asked_anew,
}


def write(path: Path, edit: Callable[[str], str], title: str = "Volumes") -> Course:
    chapters = (
        f"## Chapter {first}\n\n"
        + "\n".join(edit(question(number)) for number in range(first, first + 100))
        for first in range(0, QUESTIONS, 100)
    )
    path.write_text(f"# {title}\n\n" + "\n".join(chapters), encoding="utf-8")
    return load_course(path)


def highlights(course: Course, record: str = "course") -> list[Highlight]:
    chance = random.Random(1)
    made: list[Highlight] = []
    for number in range(HIGHLIGHTS):
        name = course.question_ids[number % QUESTIONS]
        text = text_of(course, name)
        assert text is not None
        start = chance.randrange(25, len(text.whole) - 30)
        anchor = describe(text.whole, start, start + chance.randrange(8, 28))
        ref, wording = QuestionRef(record, name), Wording("", "")
        made.append(
            Highlight.made(
                str(number), ref, wording, Colour.BLUE, anchor, edition=course.digest, now=NOW
            )
        )
    return made


def move(folder: Path, edit: Callable[[str], str]) -> str:
    """Move everything from the course as it was to an edited one; say how long it took."""
    path = folder / "volumes.md"
    old = write(path, lambda text: text)
    with Notebook.open(folder / "notebook.sqlite3", now=NOW) as notebook:
        record = notebook.adopt(old, now=NOW).id
        with notebook.writing() as rows:
            for one in highlights(old, record):
                kept.put(rows, one)
        notebook.moves.follow(old, record, now=NOW)
        new = write(path, edit, "Volumes, taught again")
        begun = process_time()
        sides = [standing(one, record, now=NOW).edition for one in (old, new)]
        read = process_time() - begun
        begun = process_time()
        pairs = compare(*sides).matching.pairs
        matching = process_time() - begun
        waited, begun = perf_counter(), process_time()
        notebook.moves.follow(new, record, now=NOW + timedelta(days=1))
        took, waited = process_time() - begun, perf_counter() - waited
        begun = process_time()
        notebook.decisions.of(new, record)
        deciding = process_time() - begun
        lost = sum(not one.placed for one in notebook.highlights.of(record))
    return (
        f"course read twice {read:4.2f} s, {len(pairs)} matched {matching:4.2f} s,"
        f" all of it {took:4.2f} s, by the clock {waited:4.2f} s, unplaced: {lost};"
        f" decisions listed {deciding:4.2f} s"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "volumes.md"
        marks = highlights(write(path, lambda text: text))
        for number, (name_of_edit, edit) in enumerate(EDITS.items()):
            course = write(path, edit)
            begun = process_time()
            found = placed(course, marks)
            took = process_time() - begun
            lost = sum(spot is None for spot in found.values())
            print(f"{name_of_edit:15} placed {took:5.2f} s, not found: {lost}")
            folder = Path(name) / str(number)
            folder.mkdir()
            print(f"{'':15} {move(folder, edit)}", flush=True)


if __name__ == "__main__":
    main()
