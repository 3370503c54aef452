"""Front matter: YAML between two lines of ``---`` at a text's beginning, shown as a table.

It must be a mapping; anything else is what CommonMark reads in it, as it is where PyYAML finds it
wrong.  Nothing is built from it but text, whatever it calls for, and references (``&a``, ``*a``),
by which a few lines can mean gigabytes, are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from msp_desktop.course.dialect.blocks.block import LINES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

    from msp_desktop.course.dialect.blocks.parser import ContainerParser

FRONT_MATTER = "front-matter"
"""The class of the table."""

_FENCE = "---"
_MOST_LINES = 200
_MOST_CHARACTERS = 8_000
_DEEPEST = 5


class _Refused(Exception):
    """What is written is no front matter that is shown."""


class FrontMatter(Preprocessor):
    """Takes front matter from a text's lines, which keep their numbers."""

    def __init__(self, md: Markdown, parser: ContainerParser) -> None:
        super().__init__(md)
        self._parser = parser

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with those of front matter blank, and give the parser its table."""
        self._parser.details = None
        last = _last(lines)
        if not last:
            return lines
        details = _read("\n".join(lines[1:last]))
        if not details:
            return lines
        self._parser.details = _table(details, last + 1)
        return [""] * (last + 1) + lines[last + 1 :]


def _last(lines: list[str]) -> int:
    """Return the index of the closing line, 0 where there is no front matter."""
    if not lines or lines[0].rstrip(" \t") != _FENCE:
        return 0
    size = 0
    for index, line in enumerate(lines[1:_MOST_LINES], start=1):
        if line.rstrip(" \t") == _FENCE:
            return index
        size += len(line) + 1
        if size > _MOST_CHARACTERS:
            break
    return 0


def _table(details: list[tuple[str, str, int]], last: int) -> Element:
    """Return a table of keys, what they say, and the lines that they begin in."""
    table = Element("table", {"class": FRONT_MATTER, LINES: f"1-{last}"})
    body = SubElement(table, "tbody")
    ends = [line - 1 for _, _, line in details[1:]] + [last - 1]
    for (key, text, line), end in zip(details, ends, strict=True):
        row = SubElement(body, "tr", {LINES: f"{line}-{max(line, end)}"})
        SubElement(row, "th").text = AtomicString(key)
        SubElement(row, "td").text = AtomicString(text)
    return table


def _read(text: str) -> list[tuple[str, str, int]]:
    """Return each key of a mapping with what it says and its line; nothing where it is none."""
    import yaml

    try:
        events = _events(text)
        begin = [next(events), next(events), next(events)][-1]
        if not isinstance(begin, yaml.MappingStartEvent) or begin.anchor is not None:
            return []
        return list(_entries(events))
    except (yaml.YAMLError, _Refused, ValueError, StopIteration):
        return []


def _events(text: str) -> Iterator[Any]:
    import yaml

    # PyYAML's stub gives neither the stream nor the events a type.
    return yaml.parse(text, yaml.SafeLoader)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def _entries(events: Iterator[Any]) -> Iterator[tuple[str, str, int]]:
    """Yield the entries of the mapping that has begun, to the end of the document."""
    import yaml

    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            # One document is all; reading on tells whether what follows is sound.
            if any(isinstance(one, yaml.DocumentStartEvent) for one in events):
                raise _Refused
            return
        if not isinstance(event, yaml.ScalarEvent):
            raise _Refused
        # The line of "---" comes before the text.
        yield event.value, _said(events, next(events), 1), event.start_mark.line + 2


def _said(events: Iterator[Any], event: Any, depth: int) -> str:
    """Return the text of a value: several as a list with commas, entries with colons."""
    import yaml

    if isinstance(event, yaml.AliasEvent) or event.anchor is not None or depth > _DEEPEST:
        raise _Refused
    if isinstance(event, yaml.ScalarEvent):
        is_null = event.style is None and event.value in ("~", "null")
        return "" if is_null else " ".join(event.value.split())
    ends = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
    has_keys = isinstance(event, yaml.MappingStartEvent)
    said: list[str] = []
    for one in events:
        if isinstance(one, ends):
            break
        text = _said(events, one, depth + 1)
        if has_keys:
            text = f"{text}: {_said(events, next(events), depth + 1)}".rstrip()
        said.append(text)
    return ", ".join(filter(None, said))
