"""What a title or a file's name says it stands over: questions, contents, something beside."""

from __future__ import annotations

import re

from msp_desktop.course.shapes.titles import edged, signs

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
_CONTENTS = re.compile(
    r"(?:(?:(?:full|course) )?(?:table of )?contents?|toc|index|agenda"
    r"|(?:전체|세부|주요|강의|학습|스터디)?\s?(?:목차|차례|순서|일정))",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"overview|summary|references?|resources?|further reading"
    r"|useful (?:resources|links)|links?|licen[cs]e|contribut\w*(?: guide| guidelines| to \w+)?"
    r"|contributors?|change ?log|installation|install|getting started|prerequisites|requirements"
    r"|usage|setup|acknowledge?ments?|credits|authors?|about(?: \w+)?|support|disclaimer|donate"
    r"|introduction|intro|preface|foreword|conclusion|schedule|playlists?|sponsors?|note"
    r"|notes|example|examples|see also|learn more|good to (?:hear|know)|additional links|tips?"
    r"|output|feedback|explanations?|answers?|solutions?|hints?"
    r"|참고|참고\s?(?:자료|문헌|링크|사이트)|참조|출처|레퍼런스|링크|기여|기여자"
    r"|라이[선센]스|설치|소개|개요|들어가며|마치며|머리말|맺음말|결론|준비물|후기|정리|요약"
    r"|(?:learning )?(?:objectives|goals|outcomes)|what you(?:'ll| will) learn|check ?lists?"
    r"|(?:practice |coding |home)?(?:tasks?|exercises?|assignments?|work)|과제|실습|실습\s?과제"
    r"|submission|deliverables|grading|rubrics?|marking|scoring|제출\s?(?:방법|물)?|채점\s?기준"
    r"|(?:other|more|additional|further|external|related) \w+|추가\s?(?:설명|내용|자료)|관련\s?\w+"
    r"|(?:common|known) (?:issues|problems|errors|mistakes|pitfalls)|정답표"
    r"|(?:troubleshooting|트러블\s?슈팅)(?: (?:guide|tips|가이드|방법))?"
    r"|symptoms?|causes?|problems?|issues?|증상|원인|현상|문제\s?상황"
    r"|(?:(?:quiz|exam|test|course|assessment) )?(?:settings?|info(?:rmation)?|details|instructions"
    r"|directions|rules|guidelines|format)(?: for \w+)?"
    r"|(?:(?:퀴즈|시험|문제|과정)\s?)?(?:설정|정보|세부\s?(?:사항|정보)|안내|유의\s?사항|응시\s?(?:방법|요령))"
    r"|(?:key )?takeaways|기타(?:\s?\w+)?|학습\s?목표|자기\s?평가|체크\s?리스트"
    r"|(?:커밋|스터디|작성|진행|운영|참여|제출|pr)\s?(?:규칙|방식|방법|컨벤션|안내)"
    r"|commit (?:rules|conventions?)"
    r"|예시|예제|정답|피드백|답변|답|해설|풀이|힌트|공부\s?자료|관련\s?링크",
    re.IGNORECASE,
)
# Problems are called so, too: "N+1 문제", "동시성 문제", "문제의 원인".
_ASKED = (
    r"(?<!\+1 )(?<!성 )(?<!성능 )문제(?!(?:의|를|가|로|에서?|란)\b)"
    r"(?!\s?(?:해결|점|와\s?해결|상황|접근|분석|정의|인식|제기|원인|의식)"
    r"|\S{0,9}\s?(?:\S{1,9}\s)?(?:모으기|달기|올리기|등록하기|제출하기)$)"
)
_COLLECTION = re.compile(
    r"\b(?:interviews?|questions?|quiz(?:zes)?|faqs?|q\s?(?:&|and|n|/)\s?a|qna|viva|exams?|trivia"
    r"|flash\s?cards?|mcqs?|problems?|riddles?|certifications?|knowledge check"
    r"|(?:test|check|quiz) your(?:self|\s(?:knowledge|understanding|learning|skills))"
    r"|self[- ]check)\b"
    rf"|질문|문답|면접|퀴즈|{_ASKED}|기출|모의\s?고사|시험|자문자답|묻고|물어|질의",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"\bcheat\W?sheets?\b|\bsummar(?:y|ies)\b|요약|암기용|핵심\s?(?:개념|정리|요약)|치트\s?시트",
    re.IGNORECASE,
)
"""What is there to be read before an exam or interview."""
_CARDS = re.compile(r"\bflash\W?cards?\b|(?:플래[시쉬]|암기)\s?카드", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"(?:^|[-_. ])(?:faqs?|questions|interviews?|quiz(?:zes)?|qna|q&a|exams?)\d{0,3}$"
    r"|(?:질문|면접|문제|퀴즈|기출|문답)\S{0,4}$",
    re.IGNORECASE,
)
_OF_QUESTIONS = re.compile(
    r"\b(?:questions|question (?:list|bank|set|pool|sheet)s?"
    r"|quiz(?:zes)?|self[- ](?:checks?|tests?|quiz)"
    r"|faqs?|q\s?(?:&|and|n)\s?a|qna|mcqs?|(?:reflection|discussion|review) prompts"
    r"|(?:test|check|quiz) your(?:self|\s(?:knowledge|understanding|learning|skills)))\b"
    r"|질문|문답|퀴즈|기출|문항|스스로\s?(?:체크|점검)|셀프\s?(?:체크|테스트)"
    r"|생각해\s?(?:보기|볼\s?(?:거리|점))|토론\s?거리"
    rf"|{_ASKED}",
    re.IGNORECASE,
)
_OF_REVIEW = re.compile(
    r"\b(?:review|practice|self[- ]?check|study|comprehension|checkpoint|quiz|knowledge[- ]check)"
    r" questions\b|\b(?:knowledge check|(?:check|test) your (?:knowledge|understanding))\b"
    r"|(?:확인|복습|점검|연습|예상|면접|이해도)\s?(?:문제|질문|퀴즈)",
    re.IGNORECASE,
)
_FOLLOWS_UP = re.compile(
    r"\bfollow\W?(?:ed\W?)?up\b|(?:꼬리|추가|심화|연계|후속|꼬꼬무)\S?\s?질문|꼬꼬무|더\s?파고들"
    r"|\b(?:dig|div|go)(?:ging|ing)? deeper\b",
    re.IGNORECASE,
)
_OF_WORK = re.compile(
    r"\b(?:check\W?lists?|to\W?dos?|releas\w+|meetings?|minutes|surveys?|templates?|contribut\w+"
    r"|prompts?|troubleshoot\w*|run\W?books?|retrospectives?|post\W?mortems?|road\W?maps?"
    r"|proposals?|rfcs?|adrs?|polic(?:y|ies)|code of conduct|newsletters?|diary|journal)\b"
    r"|체크\s?리스트|회의록?|설문|템플릿|기여|회고|로드맵|제안서|프롬프트|일지|일기|공지|문제\s?해결",
    re.IGNORECASE,
)
_OF_SKILLS = re.compile(
    r"\b(?:outlines?|syllab(?:us|i)|curricul(?:um|a)|objectives|outcomes|skills|competenc(?:y|ies)"
    r"|learning goals)\b|출제\s?기준|학습\s?목표|시험\s?범위|커리큘럼|강의\s?계획",
    re.IGNORECASE,
)
_ABLE = re.compile(
    r"\b(?:be able to|(?:you|we|students|learners)(?:'ll| will) (?:learn|know|understand))\b"
    r"|(?:할|될|수행할) 수 있|배우게|배울 내용|학습합니다",
    re.IGNORECASE,
)
LONGEST_LINE = 160
"""Characters of a line that says what the list below it is."""
_OF_TIME = re.compile(
    r"\W*(?:week|module|unit|lecture|session)\s?\d+\b|\W*\d+\s?(?:주\s?차|강|교시)", re.IGNORECASE
)
DAY = re.compile(
    r"\W*(?:day|week)\s?\d{1,3}\W*|\W*\d{1,3}\s?(?:일|주)\s?차\W*"
    r"|\W*\d{2,4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\W*(?:\(\w{1,9}\)\W*)?",
    re.IGNORECASE,
)
"""What a heading is called that only names a day, or a week."""
_OF_ADVICE = re.compile(
    r"\b(?:tips?|tricks?|advice|how to|do'?s and don'?ts|strateg(?:y|ies)|mistakes)\b"
    r"|(?:^|\s)팁|조언|요령|전략|주의\s?사항|꿀팁",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[(\[]\s?(?:총\s?)?\d{1,4}\s?(?:문항|문제|questions?)\s?[)\]]", re.IGNORECASE)
"""How many questions an exam has of a subject."""
_HOW_TO_ANSWER = re.compile(
    r"\b(?:answers?|answering|response) (?:templates?|frameworks?|guides?|structures?)\b"
    r"|(?:답변|답안)\s?(?:템플릿|틀|가이드|작성법|요령)",
    re.IGNORECASE,
)
_OPEN_QUESTIONS = re.compile(
    r"\b(?:open|unresolved|outstanding|remaining)\W+(?:questions|problems|issues)\b"
    r"|(?:미해결|열린|남은)\s?(?:질문|문제|과제)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s\([^()]*\)$")
_AND = re.compile(r"\s+(?:&|and|및|/|\+)\s+|,\s+", re.IGNORECASE)
_REFERENCES = re.compile(
    r"references?|resources?|links?|sources?|참고|참고\s?(?:자료|문헌|링크|사이트)|참조|출처|레퍼런스|링크",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\b(?:answers?|solutions?|explanations?)\b|정답|답안|해답|해설|풀이", re.IGNORECASE
)
_TO_THE_AUTHOR = re.compile(
    r"(?:still )?(?:have|has|got|any|more|further)(?: you)?(?: got)?"
    r"(?: an?| any| some| more| other)* (?:questions?|doubts?|problems?|issues?|feedback"
    r"|suggestions?|ideas?)\b.*"
    r"|(?:want|like|love|wish|would you like) to (?:contribute|help|support|learn more|add)\b.*"
    r"|(?:like|love|enjoy(?:ed|ing)?) (?:this|it|the|my|our)\b.*|need help.*"
    r"|found (?:a|an|any) (?:bug|typo|error|mistake|issue)s?.*|missing (?:something|anything)"
    r"|still (?:not working|stuck|in trouble|having (?:trouble|problems|issues)).*|여전히 안\s?되.*"
    r"|.*\b(?:let (?:me|us) know|feel free to (?:open|send|contact|ask|add))\b.*"
    r"|.*(?:추가할|오타|오류|틀린|잘못된|수정할|빠진|부족한|의견|건의).*있(?:으|다)\S*면\s.*(?:알려|말씀|연락|제보).*"
    r"|(?:아직 |더 |혹시 )*(?:궁금한|궁금하신|질문|문의)(?:\s?점|\s?사항)?이? ?"
    r"있(?:으신|나|으세|다|으시).*",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\W*(?:매주|매일|매월|every (?:week|day|month|\w{3,6}day))\b", re.IGNORECASE)
_TO_THE_TOP = re.compile(
    r"(?:back\s+to\s+(?:the\s+)?(?:top|toc|contents?|table of contents)"
    r"|(?:go\s+)?to\s+(?:the\s+)?top|return to (?:top|contents)|top|toc|back|up|home"
    r"|목차로?(?:\s?(?:이동|가기|돌아가기))?"
    r"|(?:맨\s?)?위로(?:\s?(?:이동|가기|올라가기))?|처음으로|뒤로(?:\s?가기)?|홈)?",
    re.IGNORECASE,
)


def offers(words: str) -> bool:
    """Return whether a line offers more, as assistants do: "Would you like …"."""
    return bool(_OFFER.match(words))


def tells_how_to_answer(words: str) -> bool:
    """Return whether a title is that of a form in which answers are given."""
    return bool(_HOW_TO_ANSWER.search(words))


def is_of_itself(words: str) -> bool:
    """Return whether a title asks what every project is asked: "What is this?"."""
    return bool(_OF_ITSELF.fullmatch(words))


def is_list_of_changes(words: str) -> bool:
    """Return whether a title is that of a list of changes."""
    return bool(_CHANGES.fullmatch(words))


def is_aside(words: str) -> bool:
    """Return whether a heading stands over something beside the matter: contents, references."""
    bare = edged(_REMARK.sub("", signs(words).bare)) if len(words) <= 60 else "-"
    if any(kind.fullmatch(bare) for kind in (_ASIDE, _CONTENTS, _TO_THE_AUTHOR)):
        return True
    parts = _AND.split(bare)
    return len(parts) > 1 and all(_ASIDE.fullmatch(part) for part in parts)


def refers(words: str) -> bool:
    """Return whether a heading stands over references, which are no chapter of what follows."""
    return bool(_REFERENCES.fullmatch(edged(words)))


def names_answers(words: str) -> bool:
    """Return whether a title beside the matter speaks of answers: "Answers + explanations"."""
    return bool(_ANSWERS.search(words))


def is_contents(words: str) -> bool:
    """Return whether a heading stands over a list of what is found elsewhere."""
    return len(words) <= 60 and bool(_CONTENTS.fullmatch(edged(signs(words).bare)))


def is_to_author(words: str) -> bool:
    """Return whether a heading asks readers to turn to the author: "Still have questions?"."""
    return len(words) <= 60 and bool(_TO_THE_AUTHOR.fullmatch(edged(signs(words).bare)))


def is_plan(words: str) -> bool:
    """Return whether a line says what is done again and again: "매주 금요일까지 …"."""
    return bool(_PLAN.match(words)) and not words.endswith(("?", "？"))


def is_of_questions(words: str) -> bool:
    """Return whether a title says outright that questions follow, not only what they are for."""
    spread = _COUNT.sub("", words.replace("_", " ").replace("-", " "))
    return bool(_OF_QUESTIONS.search(spread)) and not _OPEN_QUESTIONS.search(spread)


def is_of_review(words: str) -> bool:
    """Return whether a line calls what follows it questions to learn with."""
    return bool(_OF_REVIEW.search(words))


def follows_up(words: str) -> bool:
    """Return whether a title says that questions which follow up others stand below."""
    return bool(_FOLLOWS_UP.search(words))


def is_of_work(words: str) -> bool:
    """Return whether a title is that of something to work with or by: a checklist, minutes."""
    return bool(_OF_WORK.search(words))


def is_of_skills(words: str) -> bool:
    """Return whether a title is that of what will be learnt or examined: objectives, a syllabus."""
    return bool(_OF_SKILLS.search(words))


def calls_skills(words: str) -> bool:
    """Return whether a line over a list calls it what will be learnt: "You will be able to:"."""
    if not words.endswith((":", "：")) or len(words) > LONGEST_LINE:
        return False
    return bool(_ABLE.search(words)) or is_of_skills(words)


def is_of_time(words: str) -> bool:
    """Return whether a title is that of a week or lecture of a course."""
    return bool(_OF_TIME.match(words))


def is_day(words: str) -> bool:
    """Return whether a title only names a day or a week."""
    return bool(DAY.fullmatch(words))


def is_of_advice(words: str) -> bool:
    """Return whether a title is that of advice: tips for interviews are no questions."""
    return bool(_OF_ADVICE.search(words))


def is_of_cards(words: str) -> bool:
    """Return whether a title says that cards to learn from follow."""
    return bool(_CARDS.search(words))


def is_collection(words: str) -> bool:
    """Return whether a title or a file's name says that questions follow: "Interview", "면접"."""
    spread = words.replace("_", " ").replace("-", " ")
    if _SUMMARY.search(spread) and not _OF_QUESTIONS.search(spread):
        return False
    return bool(_COLLECTION.search(spread))


def names_collection(stem: str) -> bool:
    """Return whether a file's name says that it holds questions: "interview-questions", "faq"."""
    return bool(_FILE_NAME.search(stem))


def leads_up(words: str) -> bool:
    """Return whether the words of a link only lead back: "Back to top", an arrow."""
    return len(words) <= 40 and bool(_TO_THE_TOP.fullmatch(edged(words)))
