"""Fences of code that were probably meant otherwise: one too few takes all that follows as code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.check.finding import Finding, quoted
from msp_desktop.course.dialect import lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from msp_desktop.course.check.material import Material, Text

_FENCE = re.compile(r"`{3,}|~{3,}")
_LIKE_FENCE = re.compile(r"[ \t>]*(`{3,}+|~{3,}+)[ \t]*([^`]*)$")
# Indented further, it is an example in a comment of the code.
_INNER_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)[ \t]*([^`]*\S)[ \t]*$")
# ``bash``, ``{.bash}``, ``js {1,3}``, ``sh title="a"``; not ``end of it``.
_LABEL = re.compile(r"\{[^{}]*\}$|[A-Za-z][\w+#.-]*(?:[ \t]*[{:].*|[ \t]+[\w-]+=.*)?$", re.ASCII)
_HEADING = re.compile(r"#{1,6}[ \t]+(.*\S)")
_CHAPTER = re.compile(r"#{2,6}[ \t]+(.*\S)")


class _Fenced(NamedTuple):
    """Fenced code.  ``first`` is the line of its opening fence, ``last`` its last line."""

    fence: str
    label: str
    first: int
    last: int
    closed: bool
    code: tuple[str, ...]

    def line(self, index: int) -> int:
        """Return the source line of a line of code."""
        return self.first + 1 + index


def findings(material: Material) -> Iterator[Finding]:
    """Yield at most one finding for each fence."""
    for text in material.texts:
        for element, _ in text.elements():
            fenced = _fenced(text, element)
            if fenced is None:
                continue
            found = _another_inside(text.file, fenced)
            if found is None and not fenced.closed:
                found = _open(text, fenced)
            found = found or _swallowed(text.file, fenced)
            if found is not None:
                yield found


def _fenced(text: Text, element: Element) -> _Fenced | None:
    """Return fenced code; None for indented code, which has as many lines in the source."""
    span = lines(element)
    if element.tag != "pre" or span is None or not len(element):
        return None
    code = (element[0].text or "").split("\n")[:-1]
    fences = span[1] - span[0] + 1 - len(code)
    opening = _FENCE.search(text.line(span[0]))
    if fences < 1 or opening is None:
        return None
    label = opening.string[opening.end() :].strip()
    return _Fenced(opening[0], label, *span, fences > 1, tuple(code))


def _another_inside(file: str, fenced: _Fenced) -> Finding | None:
    """Find what looks like the next opening fence, or an end with something behind it."""
    for index, line in enumerate(fenced.code):
        inner = _INNER_FENCE.match(line)
        if inner is None or not inner[1].startswith(fenced.fence):
            continue
        if _LABEL.match(inner[2]):
            return Finding(
                file,
                fenced.first,
                "open-fence",
                f"this fence is still open where the next one begins in line {fenced.line(index)}",
                f"close it with {fenced.fence} on a line of its own",
            )
        return Finding(
            file,
            fenced.line(index),
            "fence-with-text",
            f"text behind the fence, so the code that begins in line {fenced.first} goes on",
            "put the text on the next line",
        )
    return None


def _open(text: Text, fenced: _Fenced) -> Finding:
    headings = (
        f"; it takes the heading {quoted(heading[1])} in line {fenced.line(index)} as code"
        for index, line in enumerate(fenced.code)
        if _is_apart(fenced.code, index) and (heading := _HEADING.match(line))
    )
    message = "this fence is never closed" + next(headings, "")
    return Finding(text.file, fenced.first, "open-fence", message, _why_open(text, fenced))


def _why_open(text: Text, fenced: _Fenced) -> str:
    """Return which line was perhaps meant to close a fence, and why it does not."""
    for index, line in enumerate(fenced.code):
        like = _LIKE_FENCE.match(line)
        if like is None or like[2].strip():
            continue
        if like[1][0] != fenced.fence[0]:
            why = f"is of other characters than {fenced.fence}"
        elif len(like[1]) < len(fenced.fence):
            why = f"is shorter than {fenced.fence}"
        else:
            why = "is indented too far"
        return f"the fence in line {fenced.line(index)} {why}"
    after = _LIKE_FENCE.match(text.line(fenced.last + 1))
    if after and after[1].startswith(fenced.fence):
        return f"indent the fence in line {fenced.last + 1} as far as this one"
    return f"close it with {fenced.fence} on a line of its own"


def _swallowed(file: str, fenced: _Fenced) -> Finding | None:
    """Find a heading in what is code only because a fence before it is missing.

    Then what opens the code was meant to close some: it says no language, and a blank line follows.
    """
    if fenced.label or not fenced.code or fenced.code[0].strip():
        return None
    for index, line in enumerate(fenced.code):
        heading = _CHAPTER.match(line)
        if heading and _is_apart(fenced.code, index):
            return Finding(
                file,
                fenced.line(index),
                "swallowed-heading",
                f"the heading {quoted(heading[1])} is code, which begins in line {fenced.first}",
                "look for a fence before it that is not closed, or not opened",
            )
    return None


def _is_apart(code: tuple[str, ...], index: int) -> bool:
    """Whether a blank line stands above a line, as above most headings and few comments."""
    return index > 0 and not code[index - 1].strip()
