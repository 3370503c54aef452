"""What a title says about itself: numbers, marks of questions and answers, words of headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from msp_desktop.course.shapes.asking import asks, tells

_N = r"\d{1,4}(?:[-.]\d{1,3}){0,3}"
_OPEN = r"[\W_]*?"
_QUESTION = re.compile(
    rf"{_OPEN}(?:(?:q|ques|question|quiz|질문|문제|문항|퀴즈)\s?[-#.]?\s?{_N}(?:\s?번)?(?![\w])"
    r"|(?:q|question|quiz|질문|문제|문항|문)\s?[.:)\]】>》\-–—|：]"
    rf"|문\s?{_N}\s?[.:)\]])[\s.:)\]】>》|：*_\-–—]*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    rf"{_OPEN}(?:(?:a|ans|answer|답|답변|정답|해답|해설|풀이|모범\s?답안|model answer)\s?(?:{_N})?"
    r"\s?[.:)\]】>》\-–—|：])[\s.:)\]】>》|：*_\-–—]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"{_OPEN}(?:#?{_N}\s?(?:[.):\]】]|번|-\s|–|—|(?=\s))|[①-⑳])[\s.:)\]*_\-–—]*")
_ANSWER_WORDS = re.compile(
    r"(?:(?:show|see|view|click|click here|click me|reveal|expand|toggle|open|tap|check)?\W*"
    r"(?:(?:to|for|and|the|your|my|me|a|here|full|sample|model|possible|suggested|correct"
    r"|detailed|short|long|quick|hidden|see|view|show|reveal|expand|check|get)\W+)*"
    r"(?:answers?|ans|solutions?|explanations?|responses?|reveal|expand|spoilers?)"
    r"(?:\W+(?:and|with|key|here|explanation|solution|answer|below))*"
    r"|(?:모범\s?|예시\s?|내\s?|나의\s?)?"
    r"(?:정답|답변|답안|답|해답|해설|풀이|설명|정답과\s?해설|정답\s?및\s?해설)"
    r"(?:\s?(?:및|과|와|[&/,])\s?(?:정답|답변|답안|답|해답|해설|풀이|설명))?"
    r"(?:\s?(?:내용|보기|확인|확인하기|펼치기|열기|펼쳐보기|접기|보러가기|예시))*"
    r"|(?:보기|펼치기|접기|접기/펼치기|펼치기/접기|펼쳐보기|더\s?보기|열기|클릭|눌러보기|확인하기))",
    re.IGNORECASE,
)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_CONTENTS = re.compile(
    r"(?:table of )?contents?|toc|index|agenda|목차|차례|순서|일정", re.IGNORECASE
)
_ASIDE = re.compile(
    r"overview|summary|references?|resources?|further reading"
    r"|useful (?:resources|links)|links?|licen[cs]e|contribut\w*(?: guide| guidelines| to \w+)?"
    r"|contributors?|change ?log|installation|install|getting started|prerequisites|requirements"
    r"|usage|setup|acknowledge?ments?|credits|authors?|about(?: \w+)?|support|disclaimer|donate"
    r"|introduction|intro|preface|foreword|conclusion|schedule|playlists?|sponsors?|note"
    r"|notes|example|examples|see also|learn more|good to (?:hear|know)|additional links|tips?"
    r"|output|explanation|answers?|solutions?|hints?"
    r"|참고|참고\s?(?:자료|문헌|링크|사이트)|참조|출처|레퍼런스|링크|기여|기여자"
    r"|라이[선센]스|설치|소개|개요|들어가며|마치며|머리말|맺음말|결론|준비물|후기|정리|요약"
    r"|예시|예제|정답|답변|답|해설|풀이|힌트|공부\s?자료|관련\s?링크",
    re.IGNORECASE,
)
_TO_THE_TOP = re.compile(
    r"(?:back\s+to\s+(?:the\s+)?(?:top|toc|contents?|table of contents)"
    r"|(?:go\s+)?to\s+(?:the\s+)?top|return to (?:top|contents)|top|toc|back|up|home"
    r"|목차로?(?:\s?(?:이동|가기|돌아가기))?"
    r"|(?:맨\s?)?위로(?:\s?(?:이동|가기|올라가기))?|처음으로|뒤로(?:\s?가기)?|홈)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a title shows of being a question.

    ``credit`` is how far it asks by itself, from 0 to 1; ``number`` and ``marker`` tell of ``12.``
    and ``Q.`` before it, ``bare`` is the rest.
    """

    credit: float
    number: bool
    marker: bool
    bare: str


def signs(words: str) -> Signs:
    """Read a title's words."""
    marker = _QUESTION.match(words)
    bare = words[marker.end() :] if marker else words
    number = _NUMBER.match(bare)
    if number:
        bare = bare[number.end() :]
    numbered = bool(number) or bool(marker and any(one.isdigit() for one in marker[0]))
    credit = 1.0 if marker or asks(bare) else 0.9 if tells(bare) else 0.0
    return Signs(credit, numbered, bool(marker), bare)


def answer_mark(words: str) -> int:
    """Return how many characters at the beginning say that an answer follows, as ``A.`` does."""
    found = _ANSWER.match(words)
    return found.end() if found else 0


def only_says_answer(words: str) -> bool:
    """Return whether words only name the answer: "Show answer", "답변 보기"."""
    return len(words) <= 60 and bool(_ANSWER_WORDS.fullmatch(_edged(words)))


def is_aside(words: str) -> bool:
    """Return whether a heading stands over something beside the matter: contents, references."""
    bare = _edged(signs(words).bare) if len(words) <= 60 else "-"
    return bool(_ASIDE.fullmatch(bare) or _CONTENTS.fullmatch(bare))


def is_contents(words: str) -> bool:
    """Return whether a heading stands over a list of what is found elsewhere."""
    return len(words) <= 60 and bool(_CONTENTS.fullmatch(_edged(signs(words).bare)))


def leads_up(words: str) -> bool:
    """Return whether the words of a link only lead back: "Back to top", an arrow."""
    return len(words) <= 40 and bool(_TO_THE_TOP.fullmatch(_edged(words)))


def _edged(words: str) -> str:
    return _EDGES.sub("", words)
