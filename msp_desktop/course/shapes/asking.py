"""Whether a line of text asks something, in Korean or English."""

from __future__ import annotations

import re

# Endings of Korean interrogatives in polite and plain speech, once the marks are gone.
_KOREAN = re.compile(r"(?:까|까요|나요|가요|[은는인던한]가|는지|은지|인지|니|죠|지요|냐)요?$")
_ENGLISH = re.compile(
    r"(?:what|why|how|when|where|which|who|whose|can|could|does|did|is|are|was|were|will|should"
    r"|would|has"
    # "Do not …" and "Have a look" tell someone to.
    r"|(?:do|have)\s+(?:i|we|you|they|the|these|those|all|any|both))(?:['’]s)?\s",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*\([^()]*\)$")
_MARKS = re.compile(r"[^\w)\]]+$")
_LOOKED_AT = 200
"""Characters at the end of a title: there Korean says whether it asks."""


def asks(title: str) -> bool:
    """Return whether a title reads as a question."""
    if "?" in title or "？" in title:
        return True
    return bool(_KOREAN.search(_bare(title[-_LOOKED_AT:])) or _ENGLISH.match(title))


def _bare(text: str) -> str:
    """Return text without marks and remarks in parentheses behind it."""
    before = None
    while text != before:
        before = text
        text = _REMARK.sub("", _MARKS.sub("", text))
    return text
