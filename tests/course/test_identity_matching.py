"""Questions of one edition are found again in the next: what they became, and never a wrong one."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest
from counting import calls

from msp_desktop.course.identity import Names, match
from msp_desktop.course.matching import Fate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from msp_desktop.course.matching import Matching


class Asked(NamedTuple):
    id: str
    title: str
    chapter: str
    answer: str


LAYER = (
    "What is a layer of an image?",
    "A layer is the difference that one instruction makes to the file system. Layers are shared "
    "between images, and none of them changes once it has been written.",
)
SMALL = (
    "이미지는 왜 작아야 하나요?",
    "작은 이미지는 더 빨리 내려받고, 공격할 거리도 적습니다. "
    "셸이나 패키지 관리자가 없으면 침입자가 쓸 도구도 없습니다.",
)
TAG = (
    "What does a tag name?",
    "A tag names a digest of a manifest, and anybody who may push can move it to another one.",
)
VOLUME = (
    "볼륨은 컨테이너가 없어지면 어떻게 되나요?",
    "볼륨은 그대로 남습니다. 다음 컨테이너가 같은 이름으로 다시 연결할 수 있고, 지우려면 docker "
    "volume rm 명령을 씁니다.",
)
BIND = (
    "How does a bind mount differ from a volume?",
    "A bind mount shows a folder of the host as it is, with the host's owners and rights; a volume "
    "belongs to the daemon, which fills it from the image at its first use.",
)
PROBE = (
    "파드의 프로브에는 어떤 것이 있나요?",
    "활성 프로브가 실패하면 컨테이너를 다시 시작하고, 준비 프로브가 실패하면 서비스에서 뺍니다. "
    "시작 프로브는 느린 프로그램이 뜰 때까지 다른 두 프로브를 미룹니다.",
)
FIRST = {"Images": (LAYER, SMALL, TAG), "볼륨": (VOLUME, BIND), "Pods": (PROBE,)}


def edition(chapters: Mapping[str, Iterable[tuple[str, str]]]) -> list[Asked]:
    names = Names()
    return [
        Asked(names.question(title), title, chapter, answer)
        for chapter, questions in chapters.items()
        for title, answer in questions
    ]


def became(before: Sequence[Asked], after: Sequence[Asked]) -> dict[str, tuple[str, set[Fate]]]:
    """Return by the old titles which titles questions have now, and what became of them."""
    titles = {one.id: one.title for one in (*before, *after)}
    return {
        titles[one.before]: (titles[one.after], set(one.fates))
        for one in match(before, after).pairs
    }


KEPT = {one[0]: (one[0], {Fate.KEPT}) for ones in FIRST.values() for one in ones}


def test_what_was_not_touched_is_kept() -> None:
    found = match(edition(FIRST), edition(FIRST))
    assert found.counts() == {
        Fate.KEPT: 6,
        Fate.EDITED: 0,
        Fate.MOVED: 0,
        Fate.NEW: 0,
        Fate.GONE: 0,
    }
    assert (found.new, found.gone, found.chapters, found.likely) == ((), (), (), {})


def test_a_reworded_question_is_found_by_its_answer_and_an_edited_answer_by_its_question() -> None:
    asked = ("What do we call the parts that images consist of?", LAYER[1])
    said = (SMALL[0], "작을수록 배포가 빠르고 안전합니다.")
    both = (
        "컨테이너를 지우면 그 볼륨은 어떻게 되나요?",
        "볼륨은 그대로 남습니다. 다른 컨테이너가 같은 이름으로 다시 연결할 수 있습니다.",
    )
    after = edition({"Images": (asked, said, TAG), "볼륨": (both, BIND), "Pods": (PROBE,)})
    assert became(edition(FIRST), after) == KEPT | {
        LAYER[0]: (asked[0], {Fate.EDITED}),
        SMALL[0]: (said[0], {Fate.EDITED}),
        VOLUME[0]: (both[0], {Fate.EDITED}),
    }


def test_typos_and_marks_are_edits_of_the_same_question() -> None:
    mended = ("What is a **layer** of an image", LAYER[1].replace("written", "writen"))
    after = edition({"Images": (mended, SMALL, TAG), "볼륨": (VOLUME, BIND), "Pods": (PROBE,)})
    (pair,) = [one for one in match(edition(FIRST), after).pairs if one.edited]
    assert (pair.before, pair.title_edited, pair.answer_edited) == (pair.after, True, True)
    assert pair.likeness == 1


def test_only_what_changes_its_place_among_the_others_has_moved() -> None:
    after = edition({"Images": (SMALL, TAG, LAYER), "Pods": (PROBE,), "볼륨": (BIND, VOLUME)})
    found = became(edition(FIRST), after)
    assert found[LAYER[0]] == (LAYER[0], {Fate.MOVED})
    assert {found[one[0]][1] == {Fate.MOVED} for one in (VOLUME, BIND)} == {True, False}
    assert {one[0]: found[one[0]] for one in (SMALL, TAG, PROBE)} == {
        one[0]: (one[0], {Fate.KEPT}) for one in (SMALL, TAG, PROBE)
    }


def test_a_question_in_another_chapter_has_moved_and_may_be_edited_as_well() -> None:
    edited = (TAG[0], TAG[1] + " 다이제스트는 바뀌지 않습니다.")
    after = edition({"Images": (LAYER, SMALL), "볼륨": (VOLUME, BIND, edited), "Pods": (PROBE,)})
    assert became(edition(FIRST), after) == KEPT | {TAG[0]: (TAG[0], {Fate.MOVED, Fate.EDITED})}


def test_a_renamed_chapter_moves_nothing() -> None:
    after = edition({"이미지": FIRST["Images"], "Storage": FIRST["볼륨"], "Pods": (PROBE,)})
    assert became(edition(FIRST), after) == KEPT
    assert match(edition(FIRST), after).chapters == (("Images", "이미지"), ("볼륨", "Storage"))


def test_chapters_put_together_move_the_smaller_one() -> None:
    after = edition({"Images": (*FIRST["Images"], PROBE), "볼륨": FIRST["볼륨"]})
    assert became(edition(FIRST), after) == KEPT | {PROBE[0]: (PROBE[0], {Fate.MOVED})}


def test_the_largest_part_of_a_split_question_inherits() -> None:
    rest = PROBE[1].rsplit(". ", 1)[1]
    parts = (
        ("활성 프로브와 준비 프로브는 무엇을 하나요?", PROBE[1].removesuffix(rest)),
        ("시작 프로브는 무엇을 하나요?", rest),
    )
    found = match(edition(FIRST), edition({**FIRST, "Pods": parts}))
    (pair,) = [one for one in found.pairs if one.edited]
    titles = {one.id: one.title for one in edition({"Pods": parts})}
    assert titles[pair.after] == parts[0][0]
    assert [titles[one] for one in found.new] == [parts[1][0]]


def test_of_two_questions_put_together_the_larger_one_lives_on() -> None:
    joined = ("How do tags, layers and images hang together?", f"{LAYER[1]} {TAG[1]}")
    found = match(edition(FIRST), edition({**FIRST, "Images": (joined, SMALL)}))
    titles = {one.id: one.title for one in edition(FIRST)}
    (pair,) = [one for one in found.pairs if one.edited]
    assert titles[pair.before] == LAYER[0]
    assert [titles[one] for one in found.gone] == [TAG[0]]
    assert found.likely[found.gone[0]][0].question == pair.after


def test_what_is_gone_becomes_no_other_question() -> None:
    other = (
        "어떤 명령으로 로그를 보나요?",
        "docker logs 명령에 이름을 붙입니다. 뒤따르려면 옵션을 하나 더 줍니다.",
    )
    found = match(edition(FIRST), edition({**FIRST, "Pods": (other,)}))
    assert (len(found.gone), len(found.new)) == (1, 1)


def test_two_that_are_nearly_alike_are_none() -> None:
    twins = tuple(
        (f"{word} does a tag of an image name?", TAG[1].replace("anybody", someone))
        for word, someone in (("What thing", "everybody"), ("Which thing", "somebody"))
    )
    found = match(edition(FIRST), edition({**FIRST, "Images": (LAYER, *twins, SMALL)}))
    titles = {one.id: one.title for one in edition(FIRST)}
    assert [titles[one] for one in found.gone] == [TAG[0]]
    assert len(found.new) == len(found.likely[found.gone[0]]) == 2


SAME = "무엇이 출력되나요?"
OUTPUTS = [
    (SAME, "echo $SHELL 명령은 로그인 셸의 경로를 출력합니다."),
    (SAME, "docker ps 명령은 실행 중인 컨테이너의 목록을 출력합니다."),
    (SAME, "kubectl get pods 명령은 이름공간의 파드를 출력합니다."),
]


@pytest.mark.parametrize("order", [(1, 2), (0, 2), (2, 1), (2, 0, 1), (1, 0), (2,)])
def test_answers_tell_questions_of_the_same_title_apart(order: tuple[int, ...]) -> None:
    before = edition({"Quiz": OUTPUTS})
    after = edition({"Quiz": [OUTPUTS[index] for index in order]})
    answers = {one.id: one.answer for one in before}
    there = {one.id: one.answer for one in after}
    found = match(before, after)
    assert len(found.pairs) == len(order)
    assert all(answers[one.before] == there[one.after] for one in found.pairs)


def test_without_answers_the_order_tells_questions_of_the_same_title_apart() -> None:
    before = edition({"Quiz": [(SAME, "")] * 3})
    found = match(before, before)
    assert found.targets() == {one.id: one.id for one in before}
    fewer = match(before, edition({"Quiz": [(SAME, "")] * 2}))
    assert fewer.pairs == ()


WORDS = (
    *("container", "image", "volume", "registry", "digest", "namespace", "cgroup", "socket"),
    *("파드", "노드", "서비스", "스케줄러", "컨트롤러", "이벤트", "라벨", "토큰", "인증서", "정책"),
)


def large(number: int, edits: int, seed: int = 5) -> tuple[list[Asked], list[Asked]]:
    """Return a course before and after every question of it had some of its words changed."""

    def text(chance: Random, length: int) -> list[str]:
        return [f"{chance.choice(WORDS)}{chance.randrange(number)}" for _ in range(length)]

    sides: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    for index in range(number):
        chance = Random(seed * number + index)
        title, answer = text(chance, 7), text(chance, 40)
        sides[0].append((" ".join(title), " ".join(answer)))
        for words, count in ((title, 2), (answer, edits)):
            for _ in range(count):
                words[chance.randrange(len(words))] = chance.choice(WORDS)
        sides[1].append((" ".join(title), " ".join(answer)))
    before, after = (edition({"All": side}) for side in sides)
    return before, after


def wrong(found: Matching, before: Sequence[Asked], after: Sequence[Asked]) -> int:
    """Count the questions that were taken for another one; those of both sides are in order."""
    there = {one.id: other.id for one, other in zip(before, after, strict=True)}
    return sum(there[one.before] != one.after for one in found.pairs)


def test_none_of_many_reworded_questions_becomes_another() -> None:
    before, after = large(600, 12)
    found = match(before, after)
    assert wrong(found, before, after) == 0
    assert len(found.pairs) >= 590
    shuffled = Random(1).sample(after, len(after))
    found = match(before, shuffled)
    assert wrong(found, before, after) == 0
    assert len(found.pairs) >= 590


def test_work_grows_with_the_number_of_questions_and_not_with_its_square() -> None:
    def work(number: int) -> int:
        before, after = large(number, 12)
        return calls(lambda: match(before, after))

    work(10)
    assert work(800) <= 5 * work(200)


HOSTILE = {
    "no words": [("???", "!!!")] * 400,
    "one word": [(f"q{number}", "same " * 200) for number in range(400)],
    "all alike": [
        (f"What is number {number} of all?", "It is one of them.") for number in range(400)
    ],
    "one long answer": [("What?", "word " * 200_000)],
}


@pytest.mark.parametrize("questions", HOSTILE.values(), ids=HOSTILE)
def test_what_has_nothing_to_tell_it_by_is_matched_in_the_end(
    questions: list[tuple[str, str]],
) -> None:
    before = edition({"All": questions})
    after = edition({"All": [(title + " or not", answer) for title, answer in questions]})
    found = match(before, after)
    assert wrong(found, before, after) == 0
