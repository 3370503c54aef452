"""Words that are like others in the same text: one that goes is not taken for one that stays."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from msp_desktop.course.loader import load_course
from msp_desktop.course.text import text_of
from msp_desktop.notebook.anchoring import Anchor, Reason, Resolution, describe, resolve
from msp_desktop.notebook.highlights import anchor_text, read_anchor
from msp_desktop.notebook.lookalikes import MOST_LOOKALIKES, lookalikes

COURSES = Path(__file__).parents[2] / "resources" / "course"

SHELL = """Two servers run side by side.

docker run --detach --name web1 --publish 8080:80 nginx
docker run --detach --name web2 --publish 8081:80 nginx

Each has a port of its own.
"""
NOTES = """컨테이너를 멈추면 쓰기 계층은 남습니다.
컨테이너를 지우면 쓰기 계층도 사라집니다.
볼륨은 컨테이너를 지워도 남습니다."""


def marked(text: str, quote: str) -> Anchor:
    start = text.index(quote)
    return describe(text, start, start + len(quote))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (SHELL, "docker run --detach --name web1 --publish 8080:80 nginx"),
        (SHELL, "--name web2 --publish"),
        (NOTES, "컨테이너를 멈추면 쓰기 계층은 남습니다."),
        (NOTES, "지우면 쓰기 계층도"),
    ],
)
def test_what_was_deleted_does_not_land_on_what_is_like_it(text: str, quote: str) -> None:
    anchor = marked(text, quote)
    assert anchor.lookalikes
    line = next(one for one in text.splitlines(keepends=True) if quote in one)
    assert resolve(text.replace(line, ""), anchor) == Resolution(None, None, 0.0, Reason.GONE)


@pytest.mark.parametrize(
    ("text", "quote", "edited"),
    [
        (SHELL, "docker run --detach --name web1", "docker run --detach --name front"),
        (SHELL, "--name web2 --publish 8081:80", "--name web2 --hostname two --publish 9090:80"),
        (
            NOTES,
            "컨테이너를 멈추면 쓰기 계층은 남습니다",
            "컨테이너를 멈추어도 쓰기 계층은 그대로 남습니다",
        ),
        (NOTES, "컨테이너를 지우면 쓰기 계층도", "컨테이너를 완전히 지우면 쓰기 계층도"),
    ],
)
def test_what_was_edited_is_found_beside_what_is_like_it(
    text: str, quote: str, edited: str
) -> None:
    now = text.replace(quote, edited)
    found = resolve(now, marked(text, quote))
    assert found.start is not None
    assert found.end is not None
    place = now.index(edited)
    assert found.start < place + len(edited)
    assert found.end > place


def test_a_lookalike_is_told_from_the_quote() -> None:
    text = "USER nobody runs the server here.\nUSER nobody runs the builder here.\n"
    (other,) = marked(text, "USER nobody runs the server").lookalikes
    assert "builder" in other


def test_an_anchor_of_a_former_version_has_none() -> None:
    anchor = marked(SHELL, "--name web1")
    said = anchor_text(anchor, 3)
    assert read_anchor(said) == (anchor, 3)
    without = re.sub(r', "lookalikes": \[.*?\]', "", said)
    assert without != said
    assert read_anchor(without) == (anchor._replace(lookalikes=()), 3)
    with pytest.raises(TypeError):
        read_anchor(re.sub(r'"lookalikes": \[.*?\]', '"lookalikes": [7]', said))


def test_few_are_remembered_of_many() -> None:
    text = "\n".join(f"drwxr-xr-x 2 root root 4096 Aug 30 14:{at:02} dir{at}" for at in range(50))
    found = lookalikes(text, 0, text.index("\n"))
    assert 0 < len(found) <= MOST_LOOKALIKES


class Case(NamedTuple):
    """A quote of a text, the text as it was edited, and where the quote's sentence is in it."""

    anchor: Anchor
    text: str
    place: tuple[int, int] | None


def sentences() -> list[list[str]]:
    """The answers of the courses that come with the program, sentence by sentence."""
    found: list[list[str]] = []
    for path in sorted(COURSES.rglob("*.md")):
        course = load_course(path)
        for question in course.questions:
            text = text_of(course, question.id)
            assert text is not None
            parts = re.findall(r"[^\n.?!]*[\n.?!]+|[^\n.?!]+$", text.whole)
            if len(parts) > 2:
                found.append(parts)
    return found


def cases(number: int, *, kept: bool) -> list[Case]:
    """Quotes of at least four words; up to two in five of these are replaced or left out."""
    chance, made = random.Random(number), list[Case]()
    texts = sentences()
    spare = [word for one in texts for part in one for word in re.findall(r"[^\W\d_]+", part)]
    while len(made) < number:
        before = chance.choice(texts)
        at = chance.randrange(len(before))
        words = list(re.finditer(r"\S+", before[at]))
        if len(words) < 4:
            continue
        count = chance.randint(4, len(words))
        first = chance.randrange(len(words) - count + 1)
        chosen = words[first : first + count]
        begin, start = sum(map(len, before[:at])), chosen[0].start()
        anchor = describe("".join(before), begin + start, begin + chosen[-1].end())
        new = [word[0] for word in chosen]
        for index in sorted(chance.sample(range(count), chance.randint(1, count * 2 // 5)))[::-1]:
            new[index : index + 1] = [chance.choice(spare)] if chance.random() < 0.7 else []
        edited = before[at][:start] + " ".join(new) + before[at][chosen[-1].end() :]
        after = [*before[:at], *([edited] if kept else []), *before[at + 1 :]]
        text = "".join(after)
        if anchor.quote in text:
            continue
        made.append(Case(anchor, text, (begin, begin + len(edited)) if kept else None))
    return made


def test_sentences_edited_at_random_keep_their_highlights() -> None:
    found = [(resolve(one.text, one.anchor), one.place) for one in cases(800, kept=True)]
    placed = [(one.start, one.end, place) for one, place in found if one.start is not None]
    right = [one for one in placed if one[2] and one[0] < one[2][1] and (one[1] or 0) > one[2][0]]
    assert len(right) >= 0.95 * len(found)
    assert len(placed) - len(right) <= 0.005 * len(found)


def test_sentences_deleted_leave_their_highlights_without_a_place() -> None:
    found = [resolve(one.text, one.anchor) for one in cases(800, kept=False)]
    assert sum(one.start is not None for one in found) <= 0.025 * len(found)
