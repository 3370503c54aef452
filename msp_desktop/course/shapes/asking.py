"""Whether a line of text asks something, in Korean or English."""

from __future__ import annotations

import re

# Endings of Korean interrogatives in polite and plain speech, once the marks are gone.
_KOREAN = re.compile(
    r"(?:까|까요|나요|가요|[은는인던한]가|야\s?하나|[있없되않맞었았겠]나|는지|은지|인지|니|죠|지요|냐)요?$"
)
# Without a question mark, "When merging …" and "Is read by …" tell; "When does …", "Is it …" ask.
_ENGLISH = re.compile(
    r"(?:(?:so|and|but|or|then|now|in \w+|for \w+),?\s+)?"
    r"(?:(?:what|why|how|where|when|who|which)(?:['’]s|['’]re)\s"
    r"|(?:what|why|how|when|where|who|whose|which)(?:\s[\w-]+){0,2}?\s"
    r"(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|happens?|makes?|means?)\s"
    r"|how\s(?:many|much|long|often|far|big|fast)(?:\s\w+){0,2}?\s(?:is|are|do|does|did|can|will)\s"
    # "Do not …" and "Have a look" tell someone to.
    r"|(?:is|are|was|were|can|could|should|would|will|does|did|has)\s(?:it|there|this|that|these|those"
    r"|the|a|an|i|we|you|they|any|all|both)\s"
    r"|(?:do|have)\s(?:i|we|you|they|the|these|those|all|any|both)\s"
    r"|(?:what|why|how|when|where|who)\W*$)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:what|how|where|when|who|which|why)\s(?:you|your|we|our|i|my|they|their|it|its|he|she|the"
    r"|this|these|those|to)\s",
    re.IGNORECASE,
)
_TOLD_IN_KOREAN = re.compile(
    r"(?:시오|십시오|(?:설명|서술|기술|비교|구현|작성|정의|나열|제시|증명|구분|말|논)(?:하라|해라|하여라|하기))$"
    r"|(?:설명|서술|기술|비교|구현|작성|정의|나열|제시|증명|구분|구별|말|말씀|이야기|얘기|소개|논의|답|답변|계산"
    r"|표현|코딩|열거|요약|분석|수정|개선|제안|평가)[을를]?\s?(?:좀\s?)?(?:해|하|드려)\s?"
    r"(?:주|보|봐|줘|주시|보시|주십|보십|봅)?(?:세요|시오|시다|자|라|요|시겠어요|시죠|고|면|기|달라)?$"
    r"|(?:설명|서술|답변|말씀|소개|비교)(?:[을를])?\s?부탁(?:드립니다|드려요|드리겠습니다|합니다|해요)?$"
    r"|(?:[을를]|대해서?|대하여|관해서?|관하여)\s?(?:설명|서술)$"
    r"|(?:경험|사례|방법|과정|이유)(?:[을를]|에\s?대해서?)?\s?(?:공유|나눠)(?:해)?\s?주(?:세요|십시오|시겠어요)$"
    r"|(?:알려|들려|보여|들어|골라|적어|써|풀어|채워|찾아|말해|만들어|그려|짚어|고쳐|밝혀)\s?"
    r"(?:주|보|줘|봐)(?:세요|시오|십시오|자|라|시겠어요)?$"
)
_TOLD_IN_ENGLISH = re.compile(
    r"(?:(?:please|briefly|can you|could you|in your own words)\W+)*"
    r"(?:explain|describe|define|compare|contrast|differentiate|distinguish|discuss|elaborate"
    r"|share (?:an?|your|some) (?:example|experience|story|situation)"
    r"|illustrate|differences? between|tell me|walk me through|talk about|give an example)\b",
    re.IGNORECASE,
)
_EXAMINED_IN_KOREAN = re.compile(
    r"(?:설명|서술|기술|비교|논|정의|나열|제시|구분)[을를]?\s?(?:하|해\s?(?:주|보)?)(?:십?시오|세요|라)$"
)
_NAMED_IN_ENGLISH = re.compile(
    r"given\s(?:an?|the|two|some|n|k)\s|(?:please\s+)?(?:list|name|mention|state|give|tell|outline|identify|enumerate|provide"
    r"|write|implement|find|show|prove|calculate|design)\s+"
    r"(?!(?:of|your|it|the (?:file|branch|folder|project|app|repo\w*))\b)",
    re.IGNORECASE,
)
_NAMED_IN_KOREAN = re.compile(r"[가-힣](?:하라|해라|여라|려라|아라|어라|워라|르라|써라|내라)$")
_TASK_IN_ENGLISH = re.compile(
    r"(?:(?:please|now|in|on|using|use|with)\b.{1,60}?[,:]\s)?"
    r"(?:create|deploy|configure|expose|scale|run|build|implement|write|set ?up|fix|troubleshoot"
    r"|debug|schedule|mount|label|taint|drain|upgrade|back ?up|restore|update|change|roll ?back"
    r"|add|remove|delete|list|find|get|make|start|stop|install|generate|print|display|define|use"
    r"|take|copy|move|rename|apply|edit|modify|attach|assign|grant|allow|enable|disable|ensure"
    r"|identify|determine|launch|provision|show|check|verify|monitor|limit|pause|resume|convert"
    r"|design|explain|describe|replace|reverse|sort|count|calculate|select|join|return)\s",
    re.IGNORECASE,
)
_TASK_IN_KOREAN = re.compile(r"(?:[가-힣](?:세요|시오)|[하보]기|[하보]자|[하보]라|할\s?것)$")
_STATED = re.compile(r"[가-힣](?:다|자|음|함|임|됨)$")
_POLITE = re.compile(r"(?:니다|드려요)\W*$|[:;]-?[)D]\s*$")
_QUOTED_IN_KOREAN = re.compile(
    r"[?？]\s?(?:에\s(?:대한|대해|관한)|(?:이?라는|이?라고|란)\s).*다\W*$"
)
"""What one asks oneself, told in a sentence: "왜? 라는 생각을 한다."."""
_MARK = re.compile(r"[?？](?![\w=&/])")
_REMARK = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])$|\s#[\w/-]+$")
_TAGS = re.compile(r"(?:\s#[\w/-]++)+\s*$")
_MARKS = re.compile(r"[^\w)\]]+$")
_LOOKED_AT = 200
"""Characters at the end of a title: there Korean says whether it asks."""
WORDS = 4
"""How many spaces there are at least in an English sentence that tells to answer."""
LONG = 160
"""Characters; in a longer text a question mark in the middle is one sentence among others."""


def asks(title: str) -> bool:
    """Return whether a title reads as a question."""
    return surely_asks(title) or may_ask(title)


def surely_asks(title: str) -> bool:
    """Return whether a title is a question by its mark, or by a Korean ending."""
    if _QUOTED_IN_KOREAN.search(title[-_LOOKED_AT:]):
        return False
    marks = [mark.end() for mark in _MARK.finditer(title)]
    if marks and (len(title) <= LONG or marks[-1] > len(title) - LONG / 2):
        return True
    if marks and _ENGLISH.match(title):
        return True
    return bool(_KOREAN.search(_bare(title[-_LOOKED_AT:])))


def is_task(title: str) -> bool:
    """Return whether a title says what to do, as an exercise does and a step of a tutorial."""
    bare = _bare(title[-_LOOKED_AT:])
    return bool(_TASK_IN_ENGLISH.match(title) or _TASK_IN_KOREAN.search(bare))


def states(title: str) -> bool:
    """Return whether a title ends as a sentence that tells something."""
    return title.rstrip().endswith(".") or bool(_STATED.search(_bare(title[-_LOOKED_AT:])))


def is_polite(title: str) -> bool:
    """Return whether a title thanks or wishes: a polite sentence of Korean, a smile at the end."""
    return bool(_POLITE.search(title[-_LOOKED_AT:]))


def may_ask(title: str) -> bool:
    """Return whether a title begins as an English question, without a mark to be sure by."""
    return len(title) <= LONG and bool(_ENGLISH.match(title) and not _RELATIVE.match(title))


def tells(title: str) -> bool:
    """Return whether a title tells the reader to answer: "Explain …", "… 설명하시오"."""
    # In lower case it is what one will be able to do: "… explain events".
    if not title[:1].islower() and _TOLD_IN_ENGLISH.match(title):
        return True
    return bool(_TOLD_IN_KOREAN.search(_bare(title[-_LOOKED_AT:])))


def examines(title: str) -> bool:
    """Return whether a title tells the reader to answer as an examiner does, in a sentence.

    "Explain …" alone may name what is explained: a command, a text for beginners.
    """
    if _EXAMINED_IN_KOREAN.search(_bare(title[-_LOOKED_AT:])):
        return True
    whole = title.endswith((".", "?")) and title.count(" ") >= WORDS
    return whole and not title[:1].islower() and bool(_TOLD_IN_ENGLISH.match(title))


def may_tell(title: str) -> bool:
    """Return whether a title tells to do what may be an answer: "List …", "…을 구하라"."""
    bare = _bare(title[-_LOOKED_AT:])
    return bool(_NAMED_IN_ENGLISH.match(title) or _NAMED_IN_KOREAN.search(bare))


def ends_asking(line: str) -> bool:
    """Return whether a question, or a request to answer, ends at the end of a line."""
    end = _REMARK.sub("", _TAGS.sub("", line[-_LOOKED_AT:]).rstrip())
    if end.rstrip(" *_`)”\"'").endswith(("?", "？")):
        return True
    bare = _bare(line[-_LOOKED_AT:])
    return bool(_KOREAN.search(bare) or _TOLD_IN_KOREAN.search(bare))


def _bare(text: str) -> str:
    """Return text without marks and remarks in parentheses behind it."""
    before = None
    while text != before:
        before = text
        text = _REMARK.sub("", _MARKS.sub("", text))
    return text
