"""Characters as CommonMark reads them: escapes, entities, addresses, labels.

Source: CommonMark 0.31, sections 2.4 (backslash escapes), 2.5 (entities), 4.7 (labels) and 6.3
(destinations).
"""

from __future__ import annotations

import re
from html.entities import html5
from urllib.parse import quote

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""The ASCII characters that a backslash takes the meaning from."""

ENTITY = r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});"
"""What may be an entity or a numeric reference; a name must also be a known one."""

_ESCAPE_OR_ENTITY = re.compile(rf"\\([{re.escape(PUNCTUATION)}])|({ENTITY})")
_STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_ADDRESS = ";/?:@&=+$,-_.!~*'()#%"
_REPLACEMENT = "\ufffd"
_LAST = 0x10FFFF


def entity(reference: str) -> str | None:
    """Return the characters that ``&name;``, ``&#1;`` or ``&#x1;`` means, None for a wrong name.

    A number that is no character of Unicode means the replacement character.
    """
    if reference[1] != "#":
        return html5.get(reference[1:])
    digits = reference[2:-1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if number == 0 or number > _LAST or 0xD800 <= number <= 0xDFFF:
        return _REPLACEMENT
    return chr(number)


def unescape(text: str) -> str:
    """Return text with its backslash escapes and entities read."""
    if "\\" not in text and "&" not in text:
        return text

    def read(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        found = entity(match[2])
        return match[2] if found is None else found

    return _ESCAPE_OR_ENTITY.sub(read, text)


def address(text: str) -> str:
    """Return an address with what may not stand in a URL percent-encoded, once."""
    # A character that UTF-8 cannot carry (half a surrogate pair) must not stop a whole course.
    return quote(_STRAY_PERCENT.sub("%25", text), safe=_ADDRESS, errors="replace")


def label(text: str) -> str:
    """Return a link label in the form that labels are compared in."""
    return " ".join(text.split()).casefold()
