"""The parts of links: labels, destinations and titles.

Inline links and link reference definitions share them.  Each function reads at a position and
returns what it read with the position after it, or None.  Source: CommonMark 0.31, section 6.3.
"""

from __future__ import annotations

import re

from msp_desktop.course.dialect.characters import address, unescape

MAX_LABEL = 999
"""How long a link label may be."""

# More levels of parentheses than anyone writes; a bound keeps failing attempts short.
_MAX_PARENTHESES = 32

_LABEL = re.compile(rf"\[((?:[^\\\[\]]|\\.){{0,{MAX_LABEL}}})\]", re.DOTALL)
_ANGLED = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_STEP = re.compile(r"[^\\()\x00-\x20\x7f]++|\\[!-/:-@\[-`{-~]|[\\()]")
_TITLES = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL),
    "(": re.compile(r"\(((?:[^()\\]|\\.)*)\)", re.DOTALL),
}
_GAP = re.compile(r"[ \t]*+(?:\n[ \t]*+)?")


def skip_gap(text: str, start: int) -> int:
    """Return the position after spaces, tabs and at most one line end."""
    match = _GAP.match(text, start)
    return match.end() if match else start


def read_label(text: str, start: int) -> tuple[str, int] | None:
    """Read ``[label]``; the label comes back as written, and has something in it."""
    match = _LABEL.match(text, start)
    if match is None or not match[1].strip() or len(match[1]) > MAX_LABEL:
        return None
    return match[1], match.end()


def read_destination(text: str, start: int) -> tuple[str, int] | None:
    """Read a destination, in angle brackets or bare, as the address it means."""
    if text.startswith("<", start):
        match = _ANGLED.match(text, start)
        return (address(unescape(match[1])), match.end()) if match else None
    depth = 0
    position = start
    while match := _STEP.match(text, position):
        if match[0] == "(":
            depth += 1
            if depth > _MAX_PARENTHESES:
                return None
        elif match[0] == ")":
            if not depth:
                break
            depth -= 1
        position = match.end()
    if depth:
        return None
    return address(unescape(text[start:position])), position


def read_title(text: str, start: int) -> tuple[str, int] | None:
    """Read a title in double quotes, single quotes or parentheses."""
    pattern = _TITLES.get(text[start : start + 1])
    match = pattern.match(text, start) if pattern else None
    return (unescape(match[1]), match.end()) if match else None
