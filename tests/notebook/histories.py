"""Answers with a history of edits, in which it is known where each sentence went.

The edits are a teacher's: typos mended, words changed, put in and left out, sentences added,
dropped and moved, code put between them.  The sentences say nothing; their words are the field's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

NOUNS = (
    *(
        "컨테이너",
        "이미지",
        "볼륨",
        "파드",
        "노드",
        "서비스",
        "레지스트리",
        "스케줄러",
        "레이어",
        "네트워크",
    ),
    *(
        "데몬",
        "엔트리포인트",
        "디플로이먼트",
        "컨피그맵",
        "시크릿",
        "인그레스",
        "프로브",
        "이름공간",
        "클러스터",
    ),
    *(
        "호스트",
        "커널",
        "프로세스",
        "태그",
        "다이제스트",
        "포트",
        "로그",
        "명령",
        "옵션",
        "캐시",
        "빌드",
    ),
    *(
        "권한",
        "사용자",
        "파일",
        "디렉터리",
        "메모리",
        "디스크",
        "할당량",
        "정책",
        "백업",
        "배포",
        "복제본",
    ),
    *(
        "셀렉터",
        "레이블",
        "토큰",
        "인증서",
        "방화벽",
        "브리지",
        "게이트웨이",
        "주소",
        "요청",
        "응답",
        "트래픽",
    ),
)
PARTICLES = ("은", "는", "이", "가", "을", "를", "에", "에서", "으로", "와", "의", "도", "만")
VERBS = (
    *(
        "만듭니다",
        "읽습니다",
        "나눕니다",
        "지웁니다",
        "남깁니다",
        "연결합니다",
        "격리합니다",
        "공유합니다",
    ),
    *("멈춥니다", "기록합니다", "확인합니다", "배치합니다", "내려받습니다", "바꿉니다", "막습니다"),
)
ADVERBS = ("먼저", "항상", "다시", "자동으로", "직접", "함께", "따로", "미리", "나중에")
COMMANDS = ("run", "exec", "logs", "ps", "rm", "pull", "build", "tag")
CODE = "docker run --detach --name web --publish 8080:80 nginx\ndocker logs --follow web"
FILLERS = ("보통", "실제로는", "가능하면", "주로", "usually", "여기서는")
OTHERS = ("저장소를", "설정을", "cluster", "수동으로", "다음에")


@dataclass(frozen=True)
class Sentence:
    """A sentence and what became of it: ``origin`` stays, ``kept`` is the share of its words."""

    origin: int
    text: str
    kept: float = 1.0


def sentence(chance: Random) -> str:
    """Return a sentence of the field's words."""
    words: list[str] = []
    for _ in range(chance.randrange(3, 9)):
        is_command = chance.random() < 0.1
        words.append(
            f"`docker {chance.choice(COMMANDS)}`"
            if is_command
            else chance.choice(NOUNS) + chance.choice(PARTICLES)
        )
    if chance.random() < 0.4:
        words.insert(chance.randrange(len(words)), chance.choice(ADVERBS))
    return f"{' '.join(words)} {chance.choice(VERBS)}."


def answer(seed: int, length: int = 8) -> list[Sentence]:
    """Return an answer's sentences."""
    chance = Random(seed)
    return [Sentence(number, sentence(chance)) for number in range(length)]


def text_of(sentences: list[Sentence]) -> str:
    """Return an answer as its reader sees it: some sentences share a line."""
    return "".join(one.text + (" " if one.origin % 3 else "\n") for one in sentences)


def place_of(sentences: list[Sentence], origin: int) -> tuple[int, int] | None:
    """Return where a sentence stands now, or None where it was dropped."""
    for index, one in enumerate(sentences):
        if one.origin == origin:
            start = len(text_of(sentences[:index]))
            return start, start + len(one.text)
    return None


def edited(sentences: list[Sentence], seed: int, edits: int) -> list[Sentence]:
    """Return an answer after some edits."""
    # Another course of chance than the answer's: no sentence comes twice.
    chance = Random(seed + 10**6)
    for new in range(1000, 1000 + edits):
        index = chance.randrange(len(sentences))
        one, before, behind = sentences[index], sentences[:index], sentences[index + 1 :]
        match chance.randrange(8):
            case 0 | 1 | 2:
                sentences = [*before, _reworded(one, chance), *behind]
            case 3:
                sentences = [*before, _mended(one, chance), *behind]
            case 4:
                sentences = [*before, Sentence(new, sentence(chance)), one, *behind]
            case 5 if len(sentences) > 3:
                sentences = [*before, *behind]
            case 6:
                rest = [*before, *behind]
                place = chance.randrange(len(rest) + 1)
                sentences = [*rest[:place], one, *rest[place:]]
            case _:
                sentences = [*before, Sentence(new, CODE), one, *behind]
    return sentences


def _reworded(one: Sentence, chance: Random) -> Sentence:
    """Change, add or drop some words, most of them left."""
    before = one.text.split(" ")
    after = list(before)
    for _ in range(chance.randrange(1, 3)):
        at = chance.randrange(len(after))
        kind = chance.randrange(3)
        if kind == 0:
            after[at] = chance.choice(OTHERS)
        elif kind == 1:
            after.insert(at, chance.choice(FILLERS))
        elif len(after) > 3:
            del after[at]
    kept = sum(word in after for word in before) / len(before)
    return replace(one, text=" ".join(after), kept=one.kept * kept)


def _mended(one: Sentence, chance: Random) -> Sentence:
    """Change one character inside a word, as one mends a typo."""
    words = one.text.split(" ")
    at = max(range(len(words)), key=lambda index: (len(words[index]), chance.random()))
    cut = chance.randrange(1, len(words[at]))
    words[at] = words[at][:cut] + chance.choice("가나다e") + words[at][cut + 1 :]
    return replace(one, text=" ".join(words), kept=one.kept * (1 - 1 / len(words)))
