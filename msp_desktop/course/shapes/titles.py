"""What a title says about itself: numbers, marks of questions and answers, words of headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from msp_desktop.course.shapes.asking import may_ask, may_tell, surely_asks, tells

UNSURE = 0.7
"""The credit of an English question without a question mark."""
TOPIC = 0.4
"""The credit of a title that may be a question beside others: what to write, what to compare."""

_N = r"\d{1,4}(?:[-.]\d{1,3}){0,3}"
_OPEN = r"[\W_]*?"
_QUESTION = re.compile(
    rf"{_OPEN}(?:(?:q|qn|qs|que|ques|qus|question|pyq|(?:꼬리|추가|연계|심화|후속)?\s?질문|문제|문항)\s?(?:[-#.]|no\.?)?\s?{_N}(?:\s?번)?(?![\w])(?!\s?[~∼–-]\s?q?\d)"
    r"(?!\W{0,3}(?:fy\s?)?(?:19|20)\d\d\b)"
    r"|(?:q|que|ques|question|quiz|(?:꼬리|추가|연계|심화|후속)?\s?질문|문항|문)\s?[.:)\]】>》\-–—|：]"
    rf"|문\s?{_N}\s?[.:)\]])[\s.:)\]】>》|：*_\-–—]*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    rf"{_OPEN}(?:(?-i:A)\s?(?:{_N})?\s?[.:)\]：]"
    rf"|(?:ans|answer|답|답변|정답|해답|해설|풀이|모범\s?답안|(?:correct|model) answer)\s?(?:{_N})?"
    r"\s?[.:)\]】>》\-–—|：])[\s.:)\]】>》|：*_\-–—]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"{_OPEN}(?:#?{_N}\s?(?:\ufe0f?\u20e3|[.):\]】]|번|-\s|–|—|(?=\s+(?:[^a-z]|of\s\d)))|[①-⑳])[\s.:)\]*_\-–—]*"
)
_ANSWER_WORDS = re.compile(
    r"(?:(?:show|reveal|view|see|expand|open|toggle|details|more|click)(?: me| here| this| more)?"
    r"|(?:show|see|view|click|click here|click me|reveal|expand|toggle|open|tap|check)?\W*"
    r"(?:(?:to|for|and|the|your|my|me|a|here|full|sample|model|possible|suggested|correct"
    r"|detailed|short|long|quick|hidden|see|view|show|reveal|expand|check|get)\W+)*"
    r"(?:answers?|ans|solutions?|explanations?|responses?|reveal|expand|spoilers?)"
    r"(?:\W+(?:and|with|key|here|explanation|solution|answer|below))*"
    r"|(?:(?:모범|예시|내|나의|핵심|예상|추천|간단한?)\s?)?"
    r"(?:정답|답변|답안|답|해답|해설|풀이|설명|정답과\s?해설|정답\s?및\s?해설)"
    r"(?:\s?(?:및|과|와|[&/,])\s?(?:정답|답변|답안|답|해답|해설|풀이|설명))?"
    r"(?:\s?(?:내용|보기|확인|확인하기|펼치기|열기|펼쳐보기|접기|보러가기|예시))*"
    r"|(?:보기|펼치기|접기|접기/펼치기|펼치기/접기|펼쳐보기|더\s?보기|열기|클릭|눌러보기|확인하기))",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\w\W{1,4}vs\.?\W{1,4}\w|\bdifferences?\b|[\w)](?:이란|란)\W*$|(?:차이|차이점|장단점|이유|비교)\W*$",
    re.IGNORECASE,
)
_IN_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAMELESS = re.compile(
    r"\W*(?:q|question|problem|quiz"
    r"|(?:예상|기출|면접|핵심|추가|꼬리|심화)?\s?(?:질문|문제|문항|퀴즈))\W*",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"\W*(?:(?:what|why|how|where|who)\b.{0,40}\b(?:this|it|us)"
    r"(?: (?:project|repo|repository|app|tool|library|package|course|book|guide))?"
    r"(?: (?:work|works|for|do|does))?"
    r"|how (?:to|can i|do i) (?:use|contribute|run|install|start|help|get started)(?: (?:it|this))?"
    r"|why|what|how)\W*",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\W*(?:change ?log|changes|release notes|history|what'?s new|변경\s?(?:이력|사항)"
    r"|릴리[즈스]\s?노트|업데이트\s?내역)\W*",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\W*(?:would you like|do you want me|want me to|shall i|should i|let me know if"
    r"|if you(?:'d| would)? like|원하시면|원하신다면|필요하시면)",
    re.IGNORECASE,
)
_SCENARIO = re.compile(
    r"\W*(?:scenario|quiz|퀴즈|case|situation|problem|exercise|challenge|puzzle|시나리오|상황|사례|예제|연습\s?문제)"
    r"\W*\d{1,3}\W*",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:mcqs?|multiple choice|single choice|true\W{0,3}false|short answer|easy|medium|hard"
    r"|beginner|intermediate|advanced|basic|points?|pts?)\b"
    r"|\bquestions?\b|질문|문제|객관식|주관식|단답형|서술형|약술형|빈칸|초급|중급|고급|난이도|[상중하]\b|점",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\W*(?:of\s)?\d{1,4}\W*$", re.IGNORECASE)
_ASKED_HERE = re.compile(r"\W*(?:q|question|problem|질문|문제)\W{0,3}[:：]\s*\S", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ANSWER_NUMBER = re.compile(r"\W*A\s?\d{1,4}\s?[.:)\]]\s*", re.IGNORECASE)
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
    r"|(?:learning )?(?:objectives|goals|outcomes)|what you(?:'ll| will) learn|check ?lists?"
    r"|(?:practice |coding |home)?(?:tasks?|exercises?|assignments?|work)|과제|실습|실습\s?과제"
    r"|submission|deliverables|grading|rubrics?|marking|scoring|제출\s?(?:방법|물)?|채점\s?기준"
    r"|(?:other|more|additional|further|external|related) \w+|추가\s?(?:설명|내용|자료)|관련\s?\w+"
    r"|(?:common|known) (?:issues|problems|errors|mistakes|pitfalls)|troubleshooting|정답표"
    r"|symptoms?|causes?|problems?|issues?|증상|원인|현상|문제\s?상황"
    r"|(?:key )?takeaways|기타(?:\s?\w+)?|학습\s?목표|자기\s?평가|체크\s?리스트"
    r"|예시|예제|정답|답변|답|해설|풀이|힌트|공부\s?자료|관련\s?링크",
    re.IGNORECASE,
)
_COLLECTION = re.compile(
    r"\b(?:interviews?|questions?|quiz(?:zes)?|faqs?|q\s?(?:&|and|n|/)\s?a|qna|viva|exams?|trivia"
    r"|flash\s?cards?|mcqs?|problems?|riddles?|certifications?|knowledge check|test yourself)\b"
    r"|질문|문답|면접|퀴즈|문제|기출|모의\s?고사|시험|자문자답|묻고|물어|질의",
    re.IGNORECASE,
)
_CARDS = re.compile(r"\bflash\W?cards?\b|(?:플래[시쉬]|암기)\s?카드", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"(?:^|[-_. ])(?:faqs?|questions|interviews?|quiz(?:zes)?|qna|q&a|exams?)\d{0,3}$"
    r"|(?:질문|면접|문제|퀴즈|기출|문답)\S{0,4}$",
    re.IGNORECASE,
)
_OF_QUESTIONS = re.compile(
    r"\b(?:questions|quiz(?:zes)?|faqs?|q\s?(?:&|and|n)\s?a|qna|mcqs?)\b|질문|문답|퀴즈|문제(?!\s?(?:해결|점|와\s?해결|상황))|기출|문항",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:&|and|및|/)\s+|,\s+", re.IGNORECASE)
_TO_THE_AUTHOR = re.compile(
    r"(?:still )?(?:have|has|got|any|more|further)(?: you)?(?: got)?"
    r"(?: an?| any| some| more| other)* (?:questions?|doubts?|problems?|issues?|feedback"
    r"|suggestions?|ideas?)\b.*"
    r"|(?:want|like|love|wish|would you like) to (?:contribute|help|support|learn more|add)\b.*"
    r"|(?:like|love|enjoy(?:ed|ing)?) (?:this|it|the|my|our)\b.*|need help.*"
    r"|found (?:a|an|any) (?:bug|typo|error|mistake|issue)s?.*|missing (?:something|anything)"
    r"|(?:아직 |더 |혹시 )*(?:궁금한|궁금하신|질문|문의)(?:\s?점|\s?사항)?이? ?"
    r"있(?:으신|나|으세|다|으시).*",
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
    marker = _QUESTION.match(words)
    bare = words[marker.end() :] if marker else words
    number = _NUMBER.match(bare)
    if number:
        bare = bare[number.end() :]
    if marker or surely_asks(bare):
        credit = 1.0
    elif tells(bare):
        credit = 0.9
    elif may_ask(bare):
        credit = UNSURE
    else:
        credit = TOPIC if may_tell(bare) or _COMPARED.search(bare) else 0.0
    return Signs(credit, _number(marker, number), bool(marker), bare)


def _number(*found: re.Match[str] | None) -> int | None:
    digits = [_DIGITS.findall(one[0]) for one in found if one]
    numbers = [one for several in digits for one in several]
    if len(numbers) == 1:
        return int(numbers[0])
    return -1 if numbers else None


def says_more(words: str) -> bool:
    """Return whether a title has words besides numbers, marks and how a question is to be taken."""
    if is_nameless(words):
        return False
    bare = _KIND.sub("", _IN_PARENTHESES.sub("", signs(words).bare))
    if _OF_ALL.match(bare):
        return False
    return any(one.isalpha() for one in bare)


def asked_here(words: str) -> bool:
    """Return whether a paragraph says that it is the question: "Question: …", "문제: …"."""
    return bool(_ASKED_HERE.match(words))


def answer_mark(words: str) -> int:
    """Return how many characters at the beginning say that an answer follows, as ``A.`` does."""
    found = _ANSWER.match(words)
    return found.end() if found else 0


def only_says_answer(words: str) -> bool:
    """Return whether words only name the answer: "Show answer", "답변 보기"."""
    mark = _ANSWER_NUMBER.match(words)
    bare = words[mark.end() :] if mark else words
    if len(bare) > 60:
        return False
    return bool(_ANSWER_WORDS.fullmatch(_edged(bare)) or answer_mark(words))


def offers(words: str) -> bool:
    """Return whether a line offers more, as assistants do: "Would you like …"."""
    return bool(_OFFER.match(words))


def is_of_itself(words: str) -> bool:
    """Return whether a title asks what every project is asked: "What is this?"."""
    return bool(_OF_ITSELF.fullmatch(words))


def is_list_of_changes(words: str) -> bool:
    """Return whether a title is that of a list of changes."""
    return bool(_CHANGES.fullmatch(words))


def is_scenario(words: str) -> bool:
    """Return whether a title only counts what is told below: "Scenario 3"."""
    return bool(_SCENARIO.fullmatch(words))


def is_nameless(words: str) -> bool:
    """Return whether a title only says that a question follows: "Question"."""
    return bool(_NAMELESS.fullmatch(words))


def is_aside(words: str) -> bool:
    """Return whether a heading stands over something beside the matter: contents, references."""
    bare = _edged(signs(words).bare) if len(words) <= 60 else "-"
    if any(kind.fullmatch(bare) for kind in (_ASIDE, _CONTENTS, _TO_THE_AUTHOR)):
        return True
    parts = _AND.split(bare)
    return len(parts) > 1 and all(_ASIDE.fullmatch(part) for part in parts)


def is_contents(words: str) -> bool:
    """Return whether a heading stands over a list of what is found elsewhere."""
    return len(words) <= 60 and bool(_CONTENTS.fullmatch(_edged(signs(words).bare)))


def is_to_author(words: str) -> bool:
    """Return whether a heading asks readers to turn to the author: "Still have questions?"."""
    return len(words) <= 60 and bool(_TO_THE_AUTHOR.fullmatch(_edged(signs(words).bare)))


def is_of_questions(words: str) -> bool:
    """Return whether a title says outright that questions follow, not only what they are for."""
    return bool(_OF_QUESTIONS.search(words.replace("_", " ").replace("-", " ")))


def is_of_cards(words: str) -> bool:
    """Return whether a title says that cards to learn from follow."""
    return bool(_CARDS.search(words))


def is_collection(words: str) -> bool:
    """Return whether a title or a file's name says that questions follow: "Interview", "면접"."""
    return bool(_COLLECTION.search(words.replace("_", " ").replace("-", " ")))


def names_collection(stem: str) -> bool:
    """Return whether a file's name says that it holds questions: "interview-questions", "faq"."""
    return bool(_FILE_NAME.search(stem))


def leads_up(words: str) -> bool:
    """Return whether the words of a link only lead back: "Back to top", an arrow."""
    return len(words) <= 40 and bool(_TO_THE_TOP.fullmatch(_edged(words)))


def _edged(words: str) -> str:
    return _EDGES.sub("", words)
