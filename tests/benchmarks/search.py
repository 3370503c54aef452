"""Print how long searching a large course takes.  Run: ``python tests/benchmarks/search.py``.

The course is made up: 3,000 questions in 30 chapters, about 650 KB of text, half of it Korean, with
highlighted code, and 300 notes.
"""

from __future__ import annotations

import random
import sys
import time
import timeit
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from msp_desktop.course.model import Block, BlockKind, Chapter, Course, Lines, Question
from msp_desktop.notebook.model import Note, QuestionRef, Wording
from msp_desktop.search.index import Index
from msp_desktop.search.query import search

QUESTIONS, CHAPTERS, NOTES = 3000, 30, 300
SYLLABLES = (
    "가고구기나너네다도되드라로료르를리마명미버볼비서스시실아어에여으이인자저정지커컨쿠테트파포호"
)
LATIN = ("docker", "run", "build", "volume", "image", "registry", "COPY", "nginx", "kubectl", "-d")
KOREAN = ("도커", "볼륨", "컨테이너", "마운트", "이미지", "포트", "레이어")
QUERIES = (
    *("ㄷ", "도", "돜", "도커", "볼륨", "ㅂㄹ", "ㅋㅌㅇㄴ", "컨텡", "docker volume", "d"),
    *('"docker run"', "도커 ㅂㄹ ㅁㅇㅌ 포트", "nowhere", "뷁뷁", "ㅃㅃㅃ"),
)
LINES = Lines(1, 1)


def sentence(words: random.Random, length: int) -> str:
    """Return that many words in a row."""
    return " ".join(word(words) for _ in range(length))


def word(words: random.Random) -> str:
    """Return a word: of every ten, three from the courses and seven made of syllables."""
    kind = words.randrange(10)
    if kind == 0:
        return words.choice(KOREAN)
    if kind < 3:
        return words.choice(LATIN)
    return "".join(words.choices(SYLLABLES, k=words.randint(1, 5)))


def answer(words: random.Random) -> tuple[Block, ...]:
    """Return an answer of a list and a highlighted terminal session."""
    items = "".join(f"<li>{sentence(words, 6)}</li>" for _ in range(2))
    tokens = "".join(f'<span class="nb">{one}</span> ' for one in words.choices(LATIN, k=5))
    code = f'<figure class="code"><pre><code>{tokens}</code></pre></figure>'
    return (
        Block(BlockKind.LIST, f"<ul>{items}</ul>", LINES),
        Block(BlockKind.CODE, code, LINES),
    )


def made_up_course(words: random.Random) -> Course:
    """Return a course of the size that is to be measured."""
    chapters: list[Chapter] = []
    for number in range(CHAPTERS):
        questions: list[Question] = []
        for at in range(QUESTIONS // CHAPTERS):
            title = sentence(words, 7) + "?"
            questions.append(Question(f"q{number}-{at}", title, title, LINES, answer(words)))
        title = sentence(words, 2)
        chapters.append(
            Chapter(f"c{number}", title, title, 2, "a.md", LINES, (), tuple(questions), ())
        )
    return Course(Path("a.md"), Path(), "made up", (), tuple(chapters), (), (), "")


def main() -> None:
    """Make the course, build its index, and time every query."""
    words = random.Random(23)
    course = made_up_course(words)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    chosen = words.sample(course.questions, NOTES)
    notes = [
        Note(QuestionRef("c", one.id), Wording(one.title, ""), sentence(words, 20), 1, now, now)
        for one in chosen
    ]
    index = Index.of(course, notes)
    began = time.perf_counter()
    entries = index.entries
    built = time.perf_counter() - began
    size = sum(len((one.title.original + one.body.original).encode()) for one in entries)
    print(f"{len(entries)} entries, {size / 1000:.0f} KB of text")
    print(f"{built * 1000:7.1f} ms  building the index")
    began = time.perf_counter()
    assert index.with_notes(notes[1:]).entries
    print(f"{(time.perf_counter() - began) * 1000:7.1f} ms  with other notes")
    for query in QUERIES:
        hits = len(search(index, query))
        fastest = min(timeit.repeat(lambda query=query: search(index, query), number=1, repeat=5))
        print(f"{fastest * 1000:7.1f} ms  {hits:3} hits  {query}")


if __name__ == "__main__":
    main()
