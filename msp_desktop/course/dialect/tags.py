"""HTML's tags as patterns, for HTML blocks and for tags among text.

Quantifiers of single characters are possessive, so that a tag is tried once.  Those of groups are
not, here and in all patterns of the dialect: the first releases of Python 3.11 take them wrongly.
Source: CommonMark 0.31, section 6.6.
"""

from __future__ import annotations

_GAP = r"[ \t]*+(?:\n[ \t]*+)?"
_ATTRIBUTE = (
    r"(?:[ \t]++(?:\n[ \t]*+)?|\n[ \t]*+)"
    r"[a-zA-Z_:][a-zA-Z0-9_.:-]*+"
    rf"(?:{_GAP}={_GAP}(?:[^ \t\n\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?"
)

OPEN_TAG = rf"<[a-zA-Z][a-zA-Z0-9-]*+(?:{_ATTRIBUTE})*{_GAP}/?>"
CLOSING_TAG = rf"</[a-zA-Z][a-zA-Z0-9-]*+{_GAP}>"
