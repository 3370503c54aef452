"""What a title says about itself: numbers, marks of questions and of answers, that it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from msp_desktop.course.shapes.asking import (
    ends_asking,
    is_task,
    may_ask,
    may_tell,
    surely_asks,
    tells,
)

UNSURE = 0.7
"""The credit of an English question without a question mark."""
KEPT = 16_384
LONGEST_KEPT = 300
"""How many titles that were read are remembered, and up to how many characters."""
TOLD = 0.9
"""The credit of a title that tells the reader to answer."""
TOPIC = 0.4
"""The credit of a title that may be a question beside others: what to write, what to compare."""

SCENARIO = r"(?:scenario|case|situation|시나리오|상황|사례)"
"""What a story is called that a question is asked about."""
_N = r"\d{1,4}(?:[-.]\d{1,3}){0,3}"
_OPEN = r"[\W_]*?"
_QUESTION = re.compile(
    rf"{_OPEN}(?:(?:q|qn|qs|que|ques|qus|question|pyq|(?:꼬리|추가|연계|심화|후속)?\s?질문|문제|문항)\s?(?:[-#.]|no\.?)?\s?{_N}(?:\s?번)?(?![\w])(?!\s?[~∼–-]\s?q?\d)"
    r"(?!\W{0,3}(?:fy\s?)?(?:19|20)\d\d\b)"
    r"|(?:q|que|ques|question|quiz|(?:꼬리|추가|연계|심화|후속)?\s?질문|문항|문)\s?[.:)\]】>》\-–—|：]"
    rf"|문\s?{_N}\s?[.:)\]])[\s.:)\]】>》|：*_\-–—]*",
    re.IGNORECASE,
)
_OF_QUESTION = re.compile(
    rf"{_OPEN}(?:q|question|질문|문제)\s?({_N})(?:번)?\s?(?:의\s)?"
    r"(?:답변|정답|해설|풀이|답|(?-i:A)|ans|answer|solution|explanation)[\s*_]*[.:)\]：\-–—]",
    re.IGNORECASE,
)
"""What answers a question given elsewhere: "Q3 answer:"."""
_SPOKEN = re.compile(
    r"[\W_]{0,8}(?:interviewer|면접관|질문자|(?:면접|기술\s?면접|예상|기출|단골|핵심)\s?(?:대비|질문|예상\s?질문)"
    r"|(?:technical\s)?interview\s(?:prep(?:aration)?|questions?)|(?:sample|likely|typical)\squestion)"
    r"\s?\d{0,2}[*_]{0,3}\s?[:：][\s*_]*",
    re.IGNORECASE,
)
"""Who asks in a dialogue, or what a question is given for: "면접 대비: …"."""
_REPLIED = re.compile(
    r"[\W_]{0,8}(?:interviewee|candidate|applicant|지원자|면접자|답변자)\s?\d{0,2}[*_]{0,3}\s?[:：][\s*_]*",
    re.IGNORECASE,
)
_TRUE_OR_FALSE = re.compile(
    r"\W*(?:t\s?/\s?f|true\s?(?:/|or)\s?false|o\s?/\s?x|참\s?/\s?거짓)\b(?=\W+\w)", re.IGNORECASE
)
_BLANK = re.compile(r"[^\W_:]\W{0,4}(?:_{3,}|\(\s{1,8}\))|^\W*_{3,}\W{1,3}\w")
_FORM = re.compile(r"\W*(?:[^\W_]{1,20}[ /'’&-]{1,3}){0,2}[^\W_]{1,20}[\s*]*[:：][^\w?？]*_{3,}\W*")
"""A line of a form to fill in: "Date: ____"."""
_ANSWER = re.compile(
    rf"{_OPEN}(?:(?-i:A)\s?(?:{_N})?\s?[.:)\]：]"
    rf"|(?:ans|answer|답|답변|정답|해답|해설|풀이|모범\s?답안|(?:correct|model) answer)\s?(?:{_N})?"
    r"\s?[.:)\]】>》\-–—|：])[\s.:)\]】>》|：*_\-–—]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"{_OPEN}(?:#?{_N}\s?(?:\ufe0f?\u20e3|[.):\]】]|번|-\s|–|—|(?=\s+(?:[^a-z]|of\s\d)))|[①-⑳]|(?i:day|{SCENARIO})\s?\d{{1,3}}\s?[:.)–—-]|\d{{1,3}}일\s?차\s?[:.)–—-])[\s.:)\]*_\-–—]*"
)
_ANSWER_WORDS = re.compile(
    r"(?:(?:show|reveal|view|see|expand|open|toggle|details|more|click)(?: me| here| this| more)?"
    r"|(?:show|see|view|click|click here|click me|reveal|expand|toggle|open|tap|check)?\W*"
    r"(?:(?:to|for|and|the|your|my|me|a|here|full|sample|model|possible|suggested|correct"
    r"|detailed|short|long|quick|direct|strong|weak|hidden|see|view|show|reveal|expand|check|get)\W+)*"
    r"(?:answers?|ans|solutions?|explanations?|responses?|reveal|expand|spoilers?)"
    r"(?:\W+(?:and|with|key|here|explanation|solution|answer|below))*"
    r"|(?:(?:모범|예시|내|나의|핵심|예상|추천|간단한?|구두|구술|한\s?줄|짧은|자세한|상세|최종)\s?)?"
    r"(?:정답|답변|답안|답|해답|해설|풀이|설명|정답과\s?해설|정답\s?및\s?해설)"
    r"(?:\s?(?:및|과|와|[&/,])\s?(?:정답|답변|답안|답|해답|해설|풀이|설명))?"
    r"(?:\s?(?:내용|보기|확인|확인하기|펼치기|열기|펼쳐보기|접기|보러가기|예시))*"
    r"|(?:보기|펼치기|접기|접기/펼치기|펼치기/접기|펼쳐보기|더\s?보기|열기|클릭|눌러보기|확인하기))",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\W*(?:\d{1,4}번?\W{1,3})?(?:[A-Ja-j]|[①-⑩])(?:\W{1,3}(?:is|was) (?:the )?(?:correct|right)"
    r"(?: answer| option| one)?|번?\W{0,3}[가이] (?:정답|맞음|맞다|정답이다|정답입니다))\W*"
    r"|\W*(?:\d{1,4}번?\W{1,3})?(?:정답|답|(?:correct )?answer)\W{0,3}(?:은|는|is)?\W{1,3}"
    r"(?:[A-Ja-j]|[①-⑩])\W*(?:번)?(?:입니다|이다)?\W*",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\w\W{1,4}vs\.?\W{1,4}\w|\bdifferences?\b|[\w)](?:이란|란)\W*$|(?:차이|차이점|장단점|이유|비교)\W*$",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"[\w)](?:\s?이)?\s?란\s?[?？]?\W*$")
_IN_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAMELESS = re.compile(
    r"\W*(?:q|(?:the\s|your\s)?question|problem|quiz"
    r"|(?:예상|기출|면접|핵심|추가|꼬리|심화)?\s?(?:질문|문제|문항|퀴즈))\W*",
    re.IGNORECASE,
)
_TO_SOLVE = re.compile(r"problem|문제", re.IGNORECASE)
_SCENARIO = re.compile(
    rf"\W*(?:{SCENARIO}|quiz|퀴즈|problem|exercise|challenge|puzzle|예제|연습\s?문제)"
    r"\W*\d{1,3}(?:[.-]\d{1,3})?\W*",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:mcqs?|multiple choice|single choice|true\W{0,3}false|short answer|easy|medium|hard"
    r"|beginner|intermediate|advanced|basic|points?|pts?)\b"
    r"|\bquestions?\b|질문|문제|객관식|주관식|단답형|서술형|약술형|빈칸|초급|중급|고급|난이도|[상중하]\b|점",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\W*(?:of\s)?\d{1,4}\W*$", re.IGNORECASE)
_ASKED_HERE = re.compile(
    r"\W*(?:(?:q|question|problem|질문|문제)\W{0,3}[:：]|(?:질문|문제)\.)[*_]{0,3}\s*\S",
    re.IGNORECASE,
)
_CASE = re.compile(
    rf"\W*(?:{SCENARIO}|prompt|task|challenge|과제|미션)\W{{0,3}}[:：][*_]{{0,3}}\s*", re.IGNORECASE
)
_SYMBOLS = re.compile(r"^[^\w\s(\[{<'‘`$./~+-]+\s*")
"""What stands before a title's words: pictures, arrows, stars, quotation marks."""
_TAG = re.compile(r"[\[(【〔](?!\s)[^\[\]()【】〔〕]{1,30}[\])】〕]\s*(?=\w)")
"""What a title is filed under, before its words: "[Network] Explain …"."""
_COUNTED_TWICE = re.compile(
    r"[\W_]{0,4}\d{1,3}\s?[.)]\s+(?=(?:question|problem|quiz|질문|문제|문항)\s?#?\d{1,3}\b)",
    re.IGNORECASE,
)
"""A number before another that says what it counts: "2. Question 2"."""
POINTS = re.compile(
    r"[(\[]\s?\d{1,3}(?:\.\d{1,2})?\s?(?:marks?|points?|pts?|점|%)(?!\w)[^()\[\]]{0,40}[)\]]",
    re.IGNORECASE,
)
"""For how much something is asked: "(4 marks)", "[10점]"."""
_DIGITS = re.compile(r"\d+")
_ANSWER_NUMBER = re.compile(r"\W*A\s?\d{1,4}\s?[.:)\]]\s*", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Signs:
    """What a title shows of being a question.

    ``credit`` is how far it asks by itself, from 0 to 1; ``number`` is that of ``12.`` or ``Q12``
    before it, -1 for one that is no plain number, None for none; ``marker`` tells of a ``Q`` before
    it; ``bare`` is the rest.
    """

    credit: float
    number: int | None
    marker: bool
    bare: str


def signs(words: str) -> Signs:
    """Read a title's words."""
    # Each shape asks anew about the same lines.
    return _known_signs(words) if len(words) <= LONGEST_KEPT else _all_signs(words)


@lru_cache(maxsize=KEPT)
def _known_signs(words: str) -> Signs:
    return _all_signs(words)


def _all_signs(words: str) -> Signs:
    spoken = _SPOKEN.match(words)
    if spoken:
        said = _signs(words[spoken.end() :])
        return replace(said, marker=said.credit > TOPIC)
    return _signs(words)


def _signs(words: str) -> Signs:
    if twice := _COUNTED_TWICE.match(words):
        words = words[twice.end() :]
    marker = None if _OF_QUESTION.match(words) else _QUESTION.match(words)
    bare = words[marker.end() :] if marker else words
    number = _NUMBER.match(bare)
    if number:
        bare = bare[number.end() :]
    # A title of signs alone is what it is.
    said = _SYMBOLS.sub("", bare) or bare
    tag = _TAG.match(said)
    said = said[tag.end() :] if tag else said
    has_points = number is not None and tag is not None and bool(POINTS.match(tag[0]))
    if marker or surely_asks(said):
        credit = 1.0
    elif has_points or tells(said) or _TRUE_OR_FALSE.match(said):
        credit = TOLD
    elif (_BLANK.search(bare) and (number or not _FORM.fullmatch(bare))) or may_ask(said):
        credit = UNSURE
    else:
        credit = TOPIC if may_tell(said) or _COMPARED.search(said) else 0.0
    return Signs(credit, _number(marker, number), bool(marker), bare)


def _number(*found: re.Match[str] | None) -> int | None:
    digits = [_DIGITS.findall(one[0]) for one in found if one]
    numbers = [one for several in digits for one in several]
    if len(numbers) == 1:
        return int(numbers[0])
    return -1 if numbers else None


def is_given(words: str) -> bool:
    """Return whether a title asks, and says who does or what for: "면접 대비: 왜 …?"."""
    return bool(_SPOKEN.match(words)) and signs(words).marker


def says_more(words: str) -> bool:
    """Return whether a title has words besides numbers, marks and how a question is to be taken."""
    if is_nameless(words):
        return False
    bare = _KIND.sub("", _IN_PARENTHESES.sub("", signs(words).bare))
    if _OF_ALL.match(bare):
        return False
    return any(one.isalpha() for one in bare)


def asked_here(words: str) -> bool:
    """Return whether a paragraph says that it is the question: "Question: …", "문제: …".

    What tells of a case must also ask: "Scenario: … What do you do?".
    """
    if told := _CASE.match(words):
        return ends_asking(words) or is_task(words[told.end() :])
    return bool(_ASKED_HERE.match(words))


def only_says_case(words: str) -> bool:
    """Return whether a line only says that a case follows that is asked about: "Scenario:"."""
    return bool(_CASE.fullmatch(words))


def answer_mark(words: str) -> int:
    """Return how many characters at the beginning say that an answer follows, as ``A.`` does."""
    found = _ANSWER.match(words) or _OF_QUESTION.match(words) or _REPLIED.match(words)
    return found.end() if found else 0


def answer_of_number(words: str) -> str:
    """Return the number of the question that is answered: "3-1" for "Q3-1 answer: …", else ""."""
    found = _OF_QUESTION.match(words)
    return found[1] if found else ""


def is_verdict(words: str) -> bool:
    """Return whether a line only says which option is right: "12 B is correct", "정답: ②"."""
    return bool(_VERDICT.fullmatch(words))


def only_says_answer(words: str) -> bool:
    """Return whether words only name the answer: "Show answer", "답변 보기"."""
    mark = _ANSWER_NUMBER.match(words)
    bare = words[mark.end() :] if mark else words
    if len(bare) > 60:
        return False
    if _ANSWER_WORDS.fullmatch(edged(bare)):
        return True
    return bool(answer_mark(words)) and not _REPLIED.match(words)


def is_scenario(words: str) -> bool:
    """Return whether a title only counts what is told below: "Scenario 3"."""
    return bool(_SCENARIO.fullmatch(words))


def names_chapter(words: str) -> bool:
    """Return whether a title asks what something is as Korean chapters do: "도커란?"."""
    return bool(_CHAPTER.search(words[-40:]))


def is_nameless(words: str) -> bool:
    """Return whether a title only says that a question follows: "Question"."""
    return bool(_NAMELESS.fullmatch(words))


def calls_question(words: str) -> bool:
    """Return whether a title only calls what follows a question; "Problem" may say otherwise."""
    return is_nameless(words) and not _TO_SOLVE.search(words)


def edged(words: str) -> str:
    """Return words without what is no word at both ends."""
    return _EDGES.sub("", words)
