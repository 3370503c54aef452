r"""Formulas among text: ``$…$``, ``$$…$$``, and GitHub's form with backticks inside the dollars.

Source: Pandoc's manual (``tex_math_dollars``) and GitHub's "Writing mathematical expressions": no
space inside the dollars, and no digit behind the closing one.  They are not enough for courses
about shells, so more is asked here and in :mod:`msp_desktop.course.dialect.tex`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.course.dialect.inline.rule import InlineRule
from msp_desktop.course.dialect.tex import DISPLAY, LONGEST, MATH, formula, looks_like_tex

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

_DOLLARS = re.compile(r"\$++")
_BEFORE = re.compile(r"[A-Za-z0-9_$\\]")
# A letter behind the closing dollar begins a variable's name; "the $n$th" ends a word.
_AFTER = re.compile(r"[A-Za-z0-9_${]|\([\x21-\x7e]")
_ORDINAL = re.compile(r"(?:th|st|nd|rd)(?![A-Za-z0-9_])")


class MathRule(InlineRule):
    """TeX between dollar signs; dollar signs that hold none are text."""

    triggers = "$"

    def __init__(self) -> None:
        super().__init__(_DOLLARS.pattern)

    def read(self, run: Run) -> bool:
        """Read a formula, or the dollar signs at the run's position as text."""
        match = _DOLLARS.match(run.text, run.position)
        if match is None:
            return False
        found = _formula(run, len(match[0]), match.end())
        if found is None:
            run.pieces.append(match[0])
            run.position = match.end()
        else:
            tex, kind, run.position = found
            run.pieces.append(formula("span", tex, kind))
        return True


def _formula(run: Run, dollars: int, start: int) -> tuple[str, str, int] | None:
    """Return the TeX behind opening dollars, its class, and where it ends; None where none is."""
    text = run.text
    before = text[start - dollars - 1 : start - dollars]
    if dollars > 2 or (before and _BEFORE.match(before)):
        return None
    if dollars == 1 and text.startswith("`", start):
        return _between_ticks(run, start + 1)
    end = _closing(run, "$" * dollars, start)
    if end < 0:
        return None
    after = end + dollars
    tex = text[start:end]
    if dollars == 1 and (tex[:1].isspace() or tex[-1:].isspace() or _goes_on(text, after)):
        return None
    if not looks_like_tex(tex):
        return None
    return tex.strip(), MATH if dollars == 1 else DISPLAY, after


def _between_ticks(run: Run, start: int) -> tuple[str, str, int] | None:
    """Read TeX that stands in backticks inside its dollars."""
    end = run.find("`$", start)
    tex = run.text[start:end] if start < end <= start + LONGEST else ""
    return (tex, MATH, end + 2) if looks_like_tex(tex) else None


def _closing(run: Run, dollars: str, start: int) -> int:
    r"""Return where the next dollars are, -1 where there are none or others; ``\$`` is a sign."""
    end = run.find("$", start)
    while end > 0 and _escaped(run.text, end):
        end = run.find("$", end + 1)
    run_of = _DOLLARS.match(run.text, end) if end > start else None
    return end if run_of and run_of[0] == dollars and end - start <= LONGEST else -1


def _escaped(text: str, position: int) -> bool:
    """Say whether a backslash stands before a position that is no part of a pair of them."""
    count = 0
    while text[position - count - 1 : position - count] == "\\":
        count += 1
    return count % 2 == 1


def _goes_on(text: str, after: int) -> bool:
    """Say whether what follows a dollar sign makes it the beginning of something."""
    return _AFTER.match(text, after) is not None and _ORDINAL.match(text, after) is None
