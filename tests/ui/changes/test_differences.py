"""What became of a text, word by word."""

from __future__ import annotations

import random
from time import thread_time
from typing import TYPE_CHECKING

import pytest

from msp_desktop.ui.models.differences import Kind, Piece, cut, differences, excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

SAME, REMOVED, ADDED, LEFT_OUT = Kind


def shown(before: str, after: str) -> str:
    """Return differences as one line: [-gone-]{+come+}."""
    marks = {SAME: "{}", REMOVED: "[-{}-]", ADDED: "{{+{}+}}", LEFT_OUT: "{}"}
    return "".join(marks[kind].format(text) for kind, text in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("same", "same", "same"),
        ("", "new words", "{+new words+}"),
        ("old words", "", "[-old words-]"),
        ("An image is a stack.", "An image is a pile.", "An image is a [-stack-]{+pile+}."),
        ("Layers stay.", "Layers always stay.", "Layers {+always +}stay."),
        # Marks and spaces between words that were replaced are not picked out.
        ("one, two, so", "uno, due, so", "[-one, two-]{+uno, due+}, so"),
        ("컨테이너는 볼륨을", "컨테이너가 볼륨을", "[-컨테이너는-]{+컨테이너가+} 볼륨을"),
        ("first\nsecond", "first\nthird\nsecond", "first\n{+third\n+}second"),
        ("a b c d", "c d a b", "[-a b -]c d{+ a b+}"),
        ("x\U0001f600y", "x\U0001f600z", "x\U0001f600[-y-]{+z+}"),
    ],
)
def test_what_is_shown_of_an_edit(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


def test_both_texts_can_be_read_from_the_pieces() -> None:
    chance = random.Random(23)
    words = ["pod", "pod", "node", "은", "는", " ", " ", ".", "\n", "- ", "\U0001f600", "x1"]
    for _ in range(1500):
        before, after = ("".join(chance.choices(words, k=chance.randrange(60))) for _ in range(2))
        pieces = differences(before, after)
        assert "".join(text for kind, text in pieces if kind is not ADDED) == before
        assert "".join(text for kind, text in pieces if kind is not REMOVED) == after
        assert all(text for _, text in pieces)


def test_an_excerpt_has_the_changes_with_a_little_around_them() -> None:
    much = " ".join(f"word{number}" for number in range(200))
    pieces = differences(f"{much} old {much}", f"{much} new {much}")
    found = excerpt(pieces)
    assert [one.kind for one in found] == [LEFT_OUT, SAME, REMOVED, ADDED, SAME, LEFT_OUT]
    assert found[1].text.endswith("word199 ")
    assert found[4].text.startswith(" word0")
    assert all(len(found[place].text) <= 80 for place in (1, 4))
    # What is short is shown whole, and what is the same throughout is no change.
    assert excerpt(differences("one two", "one three")) == differences("one two", "one three")
    assert excerpt(differences(much, much)) == ()


def test_what_is_too_long_is_cut_and_counted() -> None:
    pieces = (Piece(SAME, "12345"), Piece(ADDED, "67890"))
    assert cut(pieces, 100) == (pieces, 0)
    assert cut(pieces, 7) == ((Piece(SAME, "12345"), Piece(ADDED, "67")), 3)
    assert cut(pieces, 5) == ((Piece(SAME, "12345"),), 5)


HOSTILE: list[Callable[[int], tuple[str, str]]] = [
    lambda n: ("a " * n, "b a " * n),
    lambda n: ("a b " * n, "b a " * n),
    lambda n: (" ".join(map(str, range(n))), " ".join(map(str, range(n, 0, -1)))),
    lambda n: ("(" * n, ")(" * n),
    lambda n: ("a" * n, "b" * n),
    lambda n: ("\n" * n, " \n" * n),
    lambda n: (
        " ".join(f"w{one % 97}" for one in range(n)),
        " ".join(f"w{one % 89}" for one in range(n)),
    ),
]


@pytest.mark.parametrize("made", HOSTILE)
def test_the_time_grows_with_the_text(made: Callable[[int], tuple[str, str]]) -> None:
    def takes(size: int) -> float:
        before, after = made(size)
        best = 9.0
        for _ in range(3):
            begun = thread_time()
            differences(before, after)
            best = min(best, thread_time() - begun)
        return best

    # Eight times the text; its square would take 64 times as long.
    assert takes(64_000) < 32 * takes(8_000) + 0.01
