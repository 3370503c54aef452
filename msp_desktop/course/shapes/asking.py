"""Whether a line of text asks something, in Korean or English."""

from __future__ import annotations

import re

# Endings of Korean interrogatives in polite and plain speech, once the marks are gone.
_KOREAN = re.compile(r"(?:까|까요|나요|가요|는지|은지|인지|는지요|은지요|인지요|니|죠|지요|냐)$")
_ENGLISH = re.compile(
    r"(?:what|why|how|when|where|which|who|whose|can|could|do|does|did|is|are|was|were|will|should"
    r"|would|has|have)(?:'s|’s)?\s",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:\s*\([^()]*\)|[\s.!…~*_:]|[^\w\s?？)\]])+$")


def asks(title: str) -> bool:
    """Return whether a title reads as a question."""
    if "?" in title or "？" in title:
        return True
    bare = _TRAILING.sub("", title[-200:])
    return bool(_KOREAN.search(bare) or _ENGLISH.match(title))
