"""A file's text as its author meant it, where a slip hides from Markdown what everyone sees.

Lines keep their numbers: a slip is mended within its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msp_desktop.course.shapes.level_lines import has_level_lines, head_levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_BEFORE = 6
"""How many lines that are not empty may introduce a text that was pasted as code."""
LEAST_INSIDE = 0.7
"""The share of a file's lines that must be in it."""
FEWEST_HEADINGS = 2
LEAST_TICKS = 3
CODE = 4
"""Spaces from which a line is code."""

_MENTIONED = re.compile(
    r"[`~][ \t]*+(?:markdown|md)\b|<h[1-6]>|(?:<br\s*/?>|</\w{1,6}>)[ \t]*\n {0,3}#|[⸻―—─━═]"
    r"|\*\*[:：]?[ \t]*+\n {0,3}\d{1,4}[.)] "
    r"|</details>[^\n<]*+(?:<br\s*/?>[ \t]*+)?\n[ \t]*+[^\s<]",
    re.IGNORECASE,
)
_SLIPPED = re.compile(
    r"\n(?: {0,3}[-*+]  [^\n]++\n {1,6}[-*+] "
    r"| {0,3}\d{1,9}[.)] [^\n]++\n(?:[ \t]*+\n)? {1,2}[-*+] "
    r"| {0,3}\d{2,9}[.)] [^\n]++\n(?:[ \t]*+\n)? {3}[-*+] "
    r"|[^\s<][^\n]*+\n-{3,}+[ \t]*+(?:\n|$))"
)
"""How a slip may look from the line above; one begins at the end of a line."""
_BEGINS_WITH_CODE = re.compile(r"\s{0,80}(?:```|~~~)")
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)[ \t]*+([^\s`~]*+)[^`]*$")
_MARKDOWN = frozenset(("markdown", "md"))
_MARKED = re.compile(
    r"[\s>*-]{0,8}(?:\d{1,3}[.)]\s?)?[*_]{0,3}(?:q|question|질문|문제)\s?\d{0,3}[*_]{0,3}\s?[.:)]",
    re.IGNORECASE,
)
FEWEST_MARKED = 3
"""How many lines must begin with ``Q:`` for a text inside a fence without ``markdown``."""
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]++\S")
_BREAK = re.compile(r" {0,3}<br\s*/?>[ \t]*", re.IGNORECASE)
_ENDED = re.compile(
    r" {0,3}</?(?:p|div|table|center|h[1-6])\b.*</?(?:p|div|table|center|h[1-6])>[ \t]*$"
    r"| {0,3}</(?:p|div|table|center|h[1-6])>[ \t]*$",
    re.IGNORECASE,
)
_HTML_HEADING = re.compile(r" {0,3}<h([1-6])>([^<>]*+)</h\1>[ \t]*$", re.IGNORECASE)
_BULLET = re.compile(r"( {0,6})([-*+]) {1,4}(?=\S)")
_NUMBER = re.compile(r" {0,3}(\d{1,4})[.)] +\S")
_NUMBERED = re.compile(r"( {0,3})\d{1,9}[.)] {1,4}(?=\S)")
_LABEL = re.compile(r" {0,3}\*\*([^*]{1,60}[:：]?)\*\*[:：]?[ \t]*$")
_FOLDED = re.compile(r" {0,3}</details>[ \t]*(?:<br\s*/?>[ \t]*)?$", re.IGNORECASE)
_TEXT = re.compile(r" {0,3}(?![-#|>`~=]|\t)|\s*$")
"""A line that is changed by no end of a fold behind it: text, or none at all."""
_RULE = re.compile(r" {0,3}(?:⸻++|[―—─━═]{3,}+)[ \t]*$")
_UNDERLINE = re.compile(r"-{3,}+[ \t]*$")
_IS_NO_HEADING = re.compile(
    r"^!\[[^\[\]]*+\]\([^()]*+\)[ \t]*$|[^.][.。](?:\*\*)?[ \t]*$|니다[ \t]*$"
)
_BEGINS_TEXT = re.compile(r"\w(?!\.|[)] )")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+\S")


def as_meant(text: str) -> str:
    """Return a text with the same number of lines, in which such slips are mended."""
    known = _MENTIONED.search(text) or _BEGINS_WITH_CODE.match(text)
    levels = has_level_lines(text)
    if not (known or levels or _SLIPPED.search("\n" + text)):
        return text
    lines = text.split("\n")
    _unwrap(lines)
    details = _end_of_details(lines)
    marked = any(map(_HEADING.match, lines))
    for at in _outside_code(lines):
        if at <= details:
            continue
        _free_heading(lines, at)
        _free_list(lines, at)
        _free_text(lines, at)
        _nest(lines, at)
        _nest_below_number(lines, at)
        _head_list(lines, at)
        _draw_rule(lines, at)
        if marked:
            _part(lines, at)
    if levels:
        head_levels(lines, (at for at in _outside_code(lines) if at > details))
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Fence:
    mark: str
    info: str

    def ends(self, other: _Fence) -> bool:
        """Whether this line can end the code that the other one began."""
        return not self.info and self.mark[0] == other.mark[0] and len(self.mark) >= len(other.mark)


def _fence(line: str) -> _Fence | None:
    found = _FENCE.match(line)
    return _Fence(found[1], found[2].lower()) if found else None


def _unwrap(lines: list[str]) -> None:
    """Take away the fence around a whole text that was pasted with it, as from an assistant."""
    begin = _outer_fence(lines)
    if begin is None:
        return
    end = _outer_end(lines, begin)
    inside = sum(bool(line.strip()) for line in lines[begin + 1 : end])
    whole = sum(bool(line.strip()) for line in lines)
    after = any(_HEADING.match(line) for line in lines[end + 1 :])
    if after or inside < LEAST_INSIDE * whole:
        return
    fence = _fence(lines[begin])
    if fence is not None and fence.info in _MARKDOWN:
        if sum(bool(_HEADING.match(line)) for line in lines[begin + 1 : end]) < FEWEST_HEADINGS:
            return
        lines[begin] = ""
    else:
        # The text may begin where code has its language.
        first = lines[begin].strip().lstrip("`~").lstrip()
        if sum(map(_is_marked, (first, *lines[begin + 1 : end]))) < FEWEST_MARKED:
            return
        lines[begin] = first
    if end < len(lines):
        lines[end] = ""


def _is_marked(line: str) -> bool:
    return _MARKED.match(line) is not None


def _outer_fence(lines: Sequence[str]) -> int | None:
    """Return where a fence begins, before any heading and with little before it.

    It says that it holds Markdown, or it is what the file begins with.
    """
    before = 0
    for at, line in enumerate(lines):
        fence = _fence(line)
        if fence is not None:
            return at if fence.info in _MARKDOWN or not before else None
        before += bool(line.strip())
        if before > MOST_BEFORE or _HEADING.match(line):
            return None
    return None


def _outer_end(lines: Sequence[str], begin: int) -> int:
    """Return where such a fence ends, behind the last line where it never does.

    To Markdown the code inside it ends it; here fences are in pairs.
    """
    outer = _fence(lines[begin])
    assert outer is not None, "a fence was found there"
    last_heading = max((at for at, line in enumerate(lines) if _HEADING.match(line)), default=0)
    inner: _Fence | None = None
    for at in range(begin + 1, len(lines)):
        fence = _fence(lines[at])
        if fence is None:
            continue
        if inner is not None:
            inner = None if fence.ends(inner) else inner
        elif fence.ends(outer) and (at > last_heading or len(outer.mark) > LEAST_TICKS):
            return at
        else:
            inner = fence
    return len(lines)


def _outside_code(lines: Sequence[str]) -> Iterator[int]:
    """Yield the places of lines outside fences, but not the first."""
    code: _Fence | None = None
    for at, line in enumerate(lines):
        fence = _fence(line)
        if fence is not None:
            code = fence if code is None else None if fence.ends(code) else code
        if code is None and at:
            yield at


def _free_heading(lines: list[str], at: int) -> None:
    """Let a heading begin directly below a line of HTML, which ends only at an empty line."""
    heading = _HEADING.match(lines[at])
    if heading is None:
        return
    if _BREAK.fullmatch(lines[at - 1]):
        lines[at - 1] = ""
    elif _ENDED.match(lines[at - 1]):
        level = len(heading[1])
        lines[at] = f"<h{level}>{lines[at][heading.end() - 1 :].strip()}</h{level}>"


def _free_list(lines: list[str], at: int) -> None:
    """Let a list begin directly below a heading in HTML."""
    if not _ITEM.match(lines[at]) or (at > 1 and lines[at - 2].strip()):
        return
    heading = _HTML_HEADING.match(lines[at - 1])
    if heading and heading[2].strip():
        lines[at - 1] = f"{'#' * int(heading[1])} {heading[2].strip()}"


def _free_text(lines: list[str], at: int) -> None:
    """Let Markdown begin directly below the end of a fold: HTML ends only at an empty line."""
    if not lines[at].strip() or lines[at].lstrip().startswith("<"):
        return
    if at > 1 and _BREAK.fullmatch(lines[at - 1]) and _FOLDED.match(lines[at - 2]):
        lines[at - 1] = ""
    elif _FOLDED.match(lines[at - 1]) and at > 1 and _TEXT.match(lines[at - 2]):
        lines[at - 2] += lines[at - 1].lstrip()
        lines[at - 1] = ""


def _nest(lines: list[str], at: int) -> None:
    """Let items stand in the one above that they are indented from, whatever follows its mark.

    To Markdown they stand beside it unless they reach its text.
    """
    item = _BULLET.match(lines[at])
    above = _BULLET.match(lines[at - 1])
    if item is None or above is None:
        return
    if len(above[1]) < min(len(item[1]), CODE) and len(item[1]) < above.end():
        lines[at - 1] = lines[at - 1][: above.end(2)] + " " + lines[at - 1][above.end() :]


def _nest_below_number(lines: list[str], at: int) -> None:
    """Let bullets stand in the numbered item above that they are indented from, with all below.

    ``10.`` takes one space more than their author gave them.
    """
    item = _BULLET.match(lines[at])
    if item is None or not item[1]:
        return
    above = _NUMBERED.match(lines[at - 1] or lines[max(at - 2, 0)])
    if above is None or not len(above[1]) < len(item[1]) < above.end():
        return
    more = " " * (above.end() - len(item[1]))
    while at < len(lines) and (not lines[at].strip() or lines[at][0] in " \t"):
        if lines[at].strip():
            lines[at] = more + lines[at]
        at += 1


def _head_list(lines: list[str], at: int) -> None:
    """Let a list that counts on begin directly below a label: only "1." can do so in Markdown."""
    number = _NUMBER.match(lines[at])
    if number is None or (at > 1 and lines[at - 2].strip()):
        return
    label = _LABEL.match(lines[at - 1])
    if label and int(number[1]) > 1:
        lines[at - 1] = f"###### {label[1].strip()}"


def _draw_rule(lines: list[str], at: int) -> None:
    """Take a line of long dashes alone for a rule, as assistants and note-takers draw it."""
    if not _RULE.match(lines[at]) or lines[at - 1].strip():
        return
    if at + 1 == len(lines) or not lines[at + 1].strip():
        lines[at] = "***"


def _part(lines: list[str], at: int) -> None:
    """Take dashes right below a picture, a sentence or several lines of text for a rule.

    To Markdown they underline a heading; where headings have ``##`` their author means none.
    """
    if not _UNDERLINE.match(lines[at]):
        return
    above = lines[at - 1]
    if _IS_NO_HEADING.search(above) or (
        at > 1 and _BEGINS_TEXT.match(above) and _BEGINS_TEXT.match(lines[at - 2])
    ):
        lines[at] = "***"


def _end_of_details(lines: Sequence[str]) -> int:
    """Return where the front matter ends, 0 where there is none."""
    if lines[0].rstrip() != "---":
        return 0
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == "---"), 0)
    return end if any(":" in line for line in lines[1:end]) else 0
