"""Lines of text that head questions as headings do: "🟢 Beginner Level", "심화", "Scenario 3"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.shapes.asking import ends_asking
from msp_desktop.course.shapes.titles import SCENARIO, TOPIC, edged, signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST_LEVELS = 2
FEWEST_SCENARIOS = 3
"""How many lines must each say another level, or count another scenario."""
ENOUGH = 0.5
"""The share of scenarios that must ask below."""
HEADING = "###### "

_LEVEL_WORDS = (
    r"beginners?|basics?|easy|fundamentals?|foundations?|entry|junior|intermediate|medium|mid(?:dle)?"
    r"|advanced|hard|difficult|expert|senior|experienced|초급|중급|고급|기초|기본|심화|쉬움|보통|어려움"
    r"|입문|신입|경력|주니어|시니어"
)
_LEVEL = re.compile(
    rf"[^\w\n]{{0,12}}(?:(?:for|part|section|파트|난이도)[^\w\n]{{1,3}})?(?:\d{{1,2}}[^\w\n]{{1,3}})?"
    rf"(?:(?:{_LEVEL_WORDS})(?:[ \t-]?(?:level|questions?|interview questions|topics?|concepts?"
    r"|developers?|engineers?|단계|레벨|과정|편|문제|질문|면접\s?질문|수준|난이도|개발자))?"
    r"|(?:level|레벨)[ \t]?\d{1,2})"
    r"[^\w\n]{0,8}(?:\([^()\n]{1,40}\))?[^\w\n]{0,8}",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"[^\w\n]{{0,8}}{SCENARIO}[ \t]{{0,2}}#?\d{{1,3}}[^\w\n]{{0,6}}", re.IGNORECASE
)
_LEVELS = re.compile(rf"^{_LEVEL.pattern}$", re.IGNORECASE | re.MULTILINE)
_SCENARIOS = re.compile(rf"^{_COUNTED.pattern}$", re.IGNORECASE | re.MULTILINE)
_BY_ITSELF = re.compile(r" {0,3}(?![#>|`~<=\t ]|[-+*][ \t]|\d{1,9}[.)][ \t])")
"""How a line begins that stands at the margin, and in no list, quote or table."""
_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}")
_RULE = re.compile(r" {0,3}-{3,}[ \t]*$")


def has_level_lines(text: str) -> bool:
    """Return whether a text may have such lines."""
    return _several(_LEVELS, text, FEWEST_LEVELS) or _several(_SCENARIOS, text, FEWEST_SCENARIOS)


def _several(kind: re.Pattern[str], text: str, fewest: int) -> bool:
    return any(at >= fewest for at, _ in enumerate(kind.finditer(text), 1))


def head_levels(lines: list[str], places: Iterable[int]) -> None:
    """Make headings of such lines, of those at ``places`` outside code, where questions follow."""
    levels: list[int] = []
    scenarios: list[int] = []
    for at in places:
        if not _BY_ITSELF.match(lines[at]):
            continue
        if _LEVEL.fullmatch(lines[at]) and _asks(lines, _next(lines, at)):
            levels.append(at)
        elif _COUNTED.fullmatch(lines[at]) and not lines[_before(at)].strip():
            scenarios.append(at)
    if len({_said(lines[at]) for at in levels}) >= FEWEST_LEVELS:
        for at in levels:
            _head(lines, at)
        _end_with_rule(lines)
    ends = [*scenarios[1:], len(lines)][: len(scenarios)]
    asking = sum(
        any(ends_asking(lines[place]) for place in range(begin + 1, end))
        for begin, end in zip(scenarios, ends, strict=True)
    )
    different = len({_said(lines[at]) for at in scenarios})
    if different >= FEWEST_SCENARIOS and asking >= ENOUGH * len(scenarios):
        for at in scenarios:
            _head(lines, at)


def _head(lines: list[str], at: int) -> None:
    if at and _RULE.match(lines[at - 1]):
        # To Markdown these dashes underline what stands above.
        lines[at - 1] = "***"
    lines[at] = HEADING + lines[at].strip().strip("*_").strip()


def _end_with_rule(lines: list[str]) -> None:
    """Take dashes at the end of a text for a rule: they underline nothing that has a text."""
    last = next((at for at in reversed(range(len(lines))) if lines[at].strip()), 0)
    if _RULE.match(lines[last]):
        lines[last] = "***"


def _said(line: str) -> str:
    return edged(line).casefold()


def _before(at: int) -> int:
    return max(at - 1, 0)


def _next(lines: Sequence[str], at: int) -> int:
    """Return the place of the next line that is not empty, within two of them."""
    return next((one for one in range(at + 1, min(at + 4, len(lines))) if lines[one].strip()), at)


def _asks(lines: Sequence[str], at: int) -> bool:
    """Whether a line asks, as an item or paragraph of its own."""
    line = lines[at].strip()
    if line.startswith(("#", "|", ">", "`")):
        return False
    mark = _ITEM.match(line)
    said = signs(line[mark.end() :] if mark else line)
    return said.marker or said.credit > TOPIC
