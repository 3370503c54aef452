"""HTML's tags as patterns, for HTML blocks and for tags among text.

The quantifiers are possessive: a tag is tried once, without going back.  Source: CommonMark 0.31,
section 6.6.
"""

from __future__ import annotations

_GAP = r"(?:[ \t]*+(?:\n[ \t]*+)?+)"
_ATTRIBUTE = (
    r"(?:[ \t]++(?:\n[ \t]*+)?+|\n[ \t]*+)"
    r"[a-zA-Z_:][a-zA-Z0-9_.:-]*+"
    rf"(?:(?={_GAP}=){_GAP}={_GAP}(?:[^ \t\n\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+"
)

OPEN_TAG = rf"<[a-zA-Z][a-zA-Z0-9-]*+(?:{_ATTRIBUTE})*+{_GAP}/?>"
CLOSING_TAG = rf"</[a-zA-Z][a-zA-Z0-9-]*+{_GAP}>"
