"""Courses with a history of edits, in which it is known what each question became.

The edits are a teacher's: questions reworded, split, put together, moved, dropped and added,
chapters renamed, sentences edited as in :mod:`histories`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from histories import CODE, OTHERS, Sentence, answer, edited, sentence

CHAPTERS = ("Images", "볼륨과 마운트", "Networks", "파드", "Rights")
MORE_CHAPTERS = ("이미지", "Storage", "네트워크", "Pods", "권한")


@dataclass(frozen=True)
class Asked:
    """A question; ``origins`` are those of the questions that it came from."""

    origins: frozenset[int]
    title: str
    sentences: tuple[Sentence, ...]


Chapter = tuple[str, tuple[Asked, ...]]
Histories = tuple[Chapter, ...]


def asked(number: int, seed: int) -> Asked:
    """Return a question; its sentences know which question's they are."""
    chance = Random(seed * 10_000 + number)
    title = sentence(chance).replace(".", "?").replace("`", "")
    said = answer(seed * 10_000 + number, 5)
    # No new sentence of `edited` has such a number.
    first = 10_000 + number * 100
    own = tuple(_plain(replace(one, origin=first + one.origin)) for one in said)
    return Asked(frozenset({number}), title, own)


def course(seed: int, questions: int = 20) -> Histories:
    """Return a course."""
    ones = [asked(number, seed) for number in range(questions)]
    size = questions // len(CHAPTERS)
    return tuple(
        (title, tuple(ones[index * size : (index + 1) * size]))
        for index, title in enumerate(CHAPTERS)
    )


def markdown(chapters: Histories) -> str:
    """Return a course as its author writes it."""
    lines = ["# Containers", ""]
    for title, ones in chapters:
        lines += [f"## {title}", ""]
        for one in ones:
            lines.append(f"* {one.title}")
            for said in one.sentences:
                if said.text == CODE:
                    lines += ["  ```bash", *(f"  {line}" for line in CODE.split("\n")), "  ```"]
                else:
                    lines.append(f"  * {said.text}")
            lines.append("")
    return "\n".join(lines)


def taught_again(chapters: Histories, seed: int, edits: int) -> Histories:
    """Return a course after some edits."""
    chance = Random(seed + 10**6)
    for turn in range(edits):
        place = chance.randrange(len(chapters))
        title, ones = chapters[place]
        if not ones:
            continue
        index = chance.randrange(len(ones))
        one, rest = ones[index], (*ones[:index], *ones[index + 1 :])
        changed: tuple[Asked, ...] = ones
        match chance.randrange(9):
            case 0:
                changed = (*ones[:index], _reworded(one, chance), *ones[index + 1 :])
            case 1 | 2:
                said = tuple(edited([*one.sentences], seed * 100 + turn, 2))
                said = tuple(_named(new, seed, turn) for new in said)
                changed = (*ones[:index], replace(one, sentences=said), *ones[index + 1 :])
            case 3:
                at = chance.randrange(len(rest) + 1)
                changed = (*rest[:at], one, *rest[at:])
            case 4:
                changed = rest
            case 5:
                new = replace(asked(5000 + seed % 100 * 20 + turn, seed), origins=frozenset())
                changed = (*ones[:index], new, *ones[index:])
            case 6 if len(one.sentences) > 3:
                changed = (*ones[:index], *_split(one, chance), *ones[index + 1 :])
            case 7 if index + 1 < len(ones):
                changed = (*ones[:index], _joined(one, ones[index + 1]), *ones[index + 2 :])
            case _:
                title = MORE_CHAPTERS[place]
        chapters = (*chapters[:place], (title, changed), *chapters[place + 1 :])
    return chapters


def _reworded(one: Asked, chance: Random) -> Asked:
    words = one.title.split(" ")
    words[chance.randrange(len(words))] = chance.choice(OTHERS)
    return replace(one, title=" ".join(words).rstrip("?") + "?")


def _named(one: Sentence, seed: int, turn: int) -> Sentence:
    """Give a new sentence a number that no other one has."""
    if 1000 <= one.origin < 1010:
        return _plain(replace(one, origin=10**7 + seed * 10_000 + turn * 10 + one.origin % 10))
    return one


def _plain(one: Sentence) -> Sentence:
    return replace(one, text=one.text.replace("`", ""))


def _split(one: Asked, chance: Random) -> tuple[Asked, Asked]:
    cut = len(one.sentences) - 1 - chance.randrange(2)
    new = sentence(chance).replace(".", "?").replace("`", "")
    return (
        replace(one, sentences=one.sentences[:cut]),
        Asked(one.origins, new, one.sentences[cut:]),
    )


def _joined(one: Asked, other: Asked) -> Asked:
    return Asked(one.origins | other.origins, one.title, (*one.sentences, *other.sentences))
