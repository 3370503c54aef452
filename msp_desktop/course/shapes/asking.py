"""Whether a line of text asks something, in Korean or English."""

from __future__ import annotations

import re

# Endings of Korean interrogatives in polite and plain speech, once the marks are gone.
_KOREAN = re.compile(r"(?:까|까요|나요|가요|[은는인던한]가|는지|은지|인지|니|죠|지요|냐)요?$")
_ENGLISH = re.compile(
    r"(?:what|why|how|when|where|which|who|whose|can|could|does|did|is|are|was|were|will|should"
    r"|would|has"
    # "Do not …" and "Have a look" tell someone to.
    r"|(?:do|have)\s+(?:i|we|you|they|the|these|those|all|any|both))(?:['’]s)?(?:\s|\W*$)",
    re.IGNORECASE,
)
_TOLD_IN_KOREAN = re.compile(
    r"(?:시오|십시오|하라|해라|하여라|[아어해]\s?보세요|[아어해]\s?주세요|[아어해]\s?주십시오"
    r"|하세요|으세요|[아어해]\s?보자|[아어해]\s?봅시다|[아어해]\s?보기|말해요|설명|서술|비교)$"
)
_TOLD_IN_ENGLISH = re.compile(
    r"(?:(?:please|briefly|can you|could you)\s+)*(?:explain|describe|define|compare|contrast"
    r"|differentiate|distinguish|discuss|name|list|mention|state|tell|give|provide|elaborate"
    r"|illustrate|outline|identify|enumerate|difference|differences|in your own words)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[?？](?![\w=&/])")
_REMARK = re.compile(r"\s*\([^()]*\)$")
_MARKS = re.compile(r"[^\w)\]]+$")
_LOOKED_AT = 200
"""Characters at the end of a title: there Korean says whether it asks."""


def asks(title: str) -> bool:
    """Return whether a title reads as a question."""
    if _MARK.search(title):
        return True
    return bool(_KOREAN.search(_bare(title[-_LOOKED_AT:])) or _ENGLISH.match(title))


def tells(title: str) -> bool:
    """Return whether a title tells the reader to answer: "Explain …", "… 설명하시오"."""
    return bool(_TOLD_IN_ENGLISH.match(title) or _TOLD_IN_KOREAN.search(_bare(title[-_LOOKED_AT:])))


def ends_asking(line: str) -> bool:
    """Return whether a question, or a request to answer, ends at the end of a line."""
    if line.rstrip(" *_`)”\"'").endswith(("?", "？")):
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
