"""Where the Markdown in a line of a note is: enough to show it, not to render it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mark(Enum):
    """What a stretch of a line is; stretches may lie inside each other."""

    HEADING = auto()
    STRONG = auto()
    EMPHASIS = auto()
    CODE = auto()
    LINK = auto()
    SIGN = auto()
    """Characters that are Markdown rather than text: list marks, asterisks, a link's address."""
    BOX = auto()
    """The box of a task, brackets included."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line: ``end`` is the first character after it."""

    mark: Mark
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A code block that is open: its fence's character and how many of them."""

    character: str
    length: int


LONGEST = 2_000
"""A longer line is no longer typed by hand: what is in its text is not looked for."""

_FENCE = re.compile(r"[ \t]*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t]|$)")
_START = re.compile(
    r"(?P<quote>(?:[ \t]*>)*)"
    r"(?P<item>[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)(?:[ \t]+(?P<box>\[[ xX]\])(?=[ \t]|$))?)?"
)
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<link>!?\[(?P<words>[^\[\]]*)\]\([^()]*\))"
    r"|(?P<address>https?://[^\s<>`]*[^\s<>`.,;:!?)\]*_'\"])"
    r"|(?P<run>\*{1,3}|_{1,3})"
)


def marks(line: str, fence: Fence | None) -> tuple[tuple[Span, ...], Fence | None]:
    """Return the marks of a line, outer ones first, and the code block that is open after it.

    ``fence`` is the code block that is open before it.
    """
    found = _FENCE.match(line)
    if fence is not None:
        whole = Span(Mark.CODE, 0, len(line))
        if found is None or not _closes(line, found["fence"], fence):
            return (whole,), fence
        return (whole, Span(Mark.SIGN, 0, len(line))), None
    if found is not None:
        opened = Fence(found["fence"][0], len(found["fence"]))
        return (Span(Mark.CODE, 0, len(line)), Span(Mark.SIGN, 0, len(line))), opened
    return tuple(_in_text(line)), None


def box(line: str, fence: Fence | None) -> Span | None:
    """Return the box of a line that is a task, None where it is not."""
    return next((span for span in marks(line, fence)[0] if span.mark is Mark.BOX), None)


def _closes(line: str, run: str, fence: Fence) -> bool:
    return run[0] == fence.character and len(run) >= fence.length and line.strip() == run


def _in_text(line: str) -> Iterator[Span]:
    if _RULE.match(line):
        yield Span(Mark.SIGN, 0, len(line))
        return
    heading = _HEADING.match(line)
    if heading:
        yield Span(Mark.HEADING, 0, len(line))
        yield Span(Mark.SIGN, 0, heading.end())
        yield from _inline(line, heading.end())
        return
    start = _START.match(line)
    assert start is not None, "both its parts may be missing"
    if start.end():
        yield Span(Mark.SIGN, 0, start.end())
    if start["box"]:
        yield Span(Mark.BOX, start.start("box"), start.end("box"))
    yield from _inline(line, start.end())


def _inline(line: str, at: int) -> Iterator[Span]:
    """Find code, links and emphasis from a position on; each match is looked at once."""
    if len(line) > LONGEST:
        return
    openers: list[re.Match[str]] = []
    while found := _INLINE.search(line, at):
        at = found.end()
        if found["ticks"]:
            end = _closing_ticks(line, found)
            if end:
                yield Span(Mark.CODE, found.start(), end)
                yield Span(Mark.SIGN, found.start(), found.end())
                yield Span(Mark.SIGN, end - len(found["ticks"]), end)
                at = end
        elif found["link"]:
            yield Span(Mark.SIGN, found.start(), found.end())
            yield Span(Mark.LINK, found.start("words"), found.end("words"))
        elif found["address"]:
            yield Span(Mark.LINK, found.start(), found.end())
        elif found["run"]:
            yield from _emphasis(line, found, openers)


def _closing_ticks(line: str, ticks: re.Match[str]) -> int:
    """Return where the code that ticks open ends, 0 where nothing closes it."""
    run = ticks["ticks"]
    found = re.compile(rf"(?<!`){run}(?!`)").search(line, ticks.end())
    return found.end() if found else 0


def _emphasis(line: str, run: re.Match[str], openers: list[re.Match[str]]) -> Iterator[Span]:
    """Close an emphasis with a run of asterisks or underscores, or keep it as a later opener."""
    before, after = line[: run.start()][-1:], line[run.end() :][:1]
    closes, opens = not (before or " ").isspace(), not (after or " ").isspace()
    if run["run"][0] == "_":
        # Names with underscores in them are no emphasis.
        closes, opens = closes and not after.isalnum(), opens and not before.isalnum()
    if closes:
        for index in range(len(openers) - 1, -1, -1):
            opener = openers[index]
            if opener["run"] == run["run"]:
                del openers[index:]
                yield from _emphasised(opener, run)
                return
    if opens:
        openers.append(run)


def _emphasised(opener: re.Match[str], closer: re.Match[str]) -> Iterator[Span]:
    if len(closer["run"]) >= 2:
        yield Span(Mark.STRONG, opener.start(), closer.end())
    if len(closer["run"]) != 2:
        yield Span(Mark.EMPHASIS, opener.start(), closer.end())
    yield Span(Mark.SIGN, opener.start(), opener.end())
    yield Span(Mark.SIGN, closer.start(), closer.end())
