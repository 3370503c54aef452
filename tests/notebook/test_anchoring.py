"""Highlighted words are found again in an edited text, or said not to be: never a wrong place."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest
from counting import calls
from histories import Sentence, answer, edited, place_of, text_of

from msp_desktop.notebook.anchoring import CONTEXT, Reason, Resolution, describe, resolve

if TYPE_CHECKING:
    from msp_desktop.notebook.anchoring import Anchor

TEXT = (
    "네, 할 수 있습니다. 뒤에서 도는 컨테이너에는 docker exec 명령으로 셸을 하나 더 띄웁니다. "
    "셸을 닫아도 컨테이너는 계속 돕니다.\ndocker attach는 처음 시작한 프로세스에 붙습니다. "
    "이때 Ctrl+C를 누르면 그 프로세스가 끝납니다."
)


def anchor(quote: str, text: str = TEXT) -> Anchor:
    start = text.index(quote)
    return describe(text, start, start + len(quote))


def found(text: str, one: Anchor) -> str | None:
    place = resolve(text, one)
    return None if place.start is None else text[place.start : place.end]


def test_words_that_were_not_touched_are_certain() -> None:
    one = anchor("docker exec 명령으로")
    assert resolve(TEXT, one) == Resolution(one.start, one.end, 1.0)


EDITS = [
    ("네,", "네, 물론입니다. 그리고", "docker exec 명령으로", "docker exec 명령으로"),
    (
        "exec 명령으로",
        "container exec 명령을 써서",
        "docker exec 명령",
        "docker container exec 명령을",
    ),
    (
        "셸을 하나 더 띄웁니다",
        "쉘을 하나 더 엽니다",
        "셸을 하나 더 띄웁니다",
        "쉘을 하나 더 엽니다",
    ),
    ("는 계속 돕니다", "는 멈추지 않고 계속 돕니다", "계속 돕니다", "계속 돕니다"),
    ("Ctrl+C를 누르면", "Ctrl+C 키를 누르면", "Ctrl+C를 누르면", "Ctrl+C 키를 누르면"),
]


@pytest.mark.parametrize(("old", "new", "quote", "now"), EDITS)
def test_edited_words_are_found_where_they_are(old: str, new: str, quote: str, now: str) -> None:
    assert found(TEXT.replace(old, new), anchor(quote)) == now


WITHIN = [
    # Both ends within words; one of the words between is changed.
    ("하나 더", "한 개 더", "을 하나 더 띄웁", "을 한 개 더 띄웁"),
    # The word at an end is changed itself: in what was highlighted of it, or in the rest.
    ("프로세스가", "프로세스만", "그 프로세스", "그 프로세스"),
    (
        "누르면 그 프로세스가 끝납니다",
        "치면 그 프로세스만 끝납니다",
        "르면 그 프로세스가",
        "그 프로세스만",
    ),
]


@pytest.mark.parametrize(("old", "new", "quote", "now"), WITHIN)
def test_a_quote_that_ends_within_words_is_known_by_the_whole_words(
    old: str, new: str, quote: str, now: str | None
) -> None:
    assert old in TEXT
    assert found(TEXT.replace(old, new), anchor(quote)) == now


def test_a_sentence_that_moved_takes_its_highlight_along() -> None:
    whole = "셸을 닫아도 컨테이너는 계속 돕니다."
    moved = whole + "\n" + TEXT.replace(whole, "")
    assert found(moved, anchor("계속 돕니다")) == "계속 돕니다"


def test_words_in_two_places_are_told_apart_by_what_is_around_them() -> None:
    text = "볼륨은 컨테이너보다 오래 남습니다. 이미지는 컨테이너보다 먼저 있습니다."
    second = text.rindex("컨테이너보다")
    one = describe(text, second, second + len("컨테이너보다"))
    later = "정리합니다. " + text.replace("오래", "더 오래")
    assert resolve(later, one).start == later.rindex("컨테이너보다")


def test_two_places_that_fit_alike_are_none() -> None:
    one = anchor("포트를 엽니다", "마지막으로 포트를 엽니다.")
    twice = "그때 포트를 엽니다. 나중에 포트를 엽니다."
    assert resolve(twice, one) == Resolution(None, None, 0.0, Reason.AMBIGUOUS)


def test_repeated_sentences_keep_their_order() -> None:
    line = "docker ps 로 확인합니다.\n"
    text = line * 3
    place = text.index("확인", len(line))
    one = describe(text, place, place + 2)
    assert resolve("# 확인 전\n" + text, one).start in {None, place + len("# 확인 전\n")}
    assert resolve(text, one).start == place


@pytest.mark.parametrize("text", ["", " ", "전혀 다른 글입니다. 같은 낱말은 없습니다.", "🐳" * 50])
def test_what_is_gone_is_said_to_be(text: str) -> None:
    assert resolve(text, anchor("docker attach는")) == Resolution(None, None, 0.0, Reason.GONE)


def test_a_sentence_that_is_gone_does_not_become_another() -> None:
    one = anchor("docker exec 명령으로 셸을 하나 더 띄웁니다")
    gone = "뒤에서 도는 컨테이너에는 docker exec 명령으로 셸을 하나 더 띄웁니다. "
    assert resolve(TEXT.replace(gone, ""), one).start is None


def test_marks_alone_can_be_highlighted() -> None:
    text = "a && b; c || d"
    assert found("x " + text, anchor("&&", text)) == "&&"
    assert resolve("abc", anchor("||", text)).reason is Reason.GONE


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, len(TEXT) + 1)])
def test_only_a_stretch_of_the_text_can_be_described(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        describe(TEXT, start, end)


class Highlighted(NamedTuple):
    """A highlight of some words of one sentence, and the answer after its edits."""

    anchor: Anchor
    words: int
    sentence: Sentence | None
    place: tuple[int, int] | None
    text: str


def history(seed: int) -> Highlighted:
    chance = Random(seed + 10**7)
    before = answer(seed)
    after = edited(before, seed, chance.randrange(1, 9))
    chosen = chance.choice(before)
    place = place_of(before, chosen.origin)
    assert place is not None
    text = text_of(before)
    begins = [at for at in range(*place) if at == place[0] or text[at - 1] == " "]
    first = chance.randrange(len(begins))
    words = chance.randrange(1, len(begins) - first + 1)
    end = begins[first + words] - 1 if first + words < len(begins) else place[1]
    now = next((one for one in after if one.origin == chosen.origin), None)
    return Highlighted(
        describe(text, begins[first], end),
        words,
        now,
        place_of(after, chosen.origin),
        text_of(after),
    )


HISTORIES = [history(seed) for seed in range(3000)]


def overlaps(resolution: Resolution, place: tuple[int, int]) -> bool:
    start, end = resolution.start, resolution.end
    return start is not None and end is not None and start < place[1] and end > place[0]


def test_words_that_still_stand_uniquely_are_found_exactly() -> None:
    unique = [
        one
        for one in HISTORIES
        if one.place and one.text.count(one.anchor.quote) == 1
        if one.text.find(one.anchor.quote, *one.place) >= 0
    ]
    assert len(unique) > 2000
    wrong = [
        one
        for one in unique
        if resolve(one.text, one.anchor).start != one.text.find(one.anchor.quote)
    ]
    assert len(wrong) <= len(unique) // 1000


def test_edited_sentences_keep_their_highlights() -> None:
    changed = [
        (one, one.place)
        for one in HISTORIES
        if one.place and one.sentence and one.sentence.kept >= 0.6 and one.words > 1
        if one.anchor.quote not in one.text
    ]
    assert len(changed) > 200
    right = sum(overlaps(resolve(one.text, one.anchor), place) for one, place in changed)
    assert right >= 0.95 * len(changed)


@pytest.mark.parametrize(("repeated", "most"), [(False, 0), (True, 2)])
def test_none_lands_on_another_sentence(repeated: bool, most: int) -> None:
    """Words that stood in one place never do; those of several seldom: near twins are."""
    wrong = [
        one
        for one in HISTORIES
        if one.words > 1 and one.text.count(one.anchor.quote) != 1
        if (one.anchor.same > 1) is repeated
        if (place := resolve(one.text, one.anchor)).start is not None
        and not (one.place and overlaps(place, one.place))
    ]
    assert len(wrong) <= most


def test_work_grows_no_faster_than_the_text() -> None:
    def work(count: int) -> int:
        text = "컨테이너 이미지 docker run " * count + TEXT
        one = describe(text, 5, len(text) // 3)
        return calls(lambda: resolve(text.replace("run", "exec"), one))

    work(5)
    assert work(400) <= 4.6 * work(100)


def test_what_is_kept_of_the_surroundings_is_bounded() -> None:
    one = describe("가" * 10_000, 5000, 5001)
    assert len(one.prefix) == len(one.suffix) == CONTEXT
