"""From one file's Markdown to its chapters, questions and diagrams."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msp_desktop.course import code
from msp_desktop.course.dialect import Document, lines, parse
from msp_desktop.course.model import (
    Block,
    BlockKind,
    Chapter,
    Diagram,
    Lines,
    Picture,
    Question,
)
from msp_desktop.course.pictures import path_of, reference
from msp_desktop.course.safe import Cleaner
from msp_desktop.course.shapes import list_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

    from msp_desktop.course.identity import Names

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    "p": BlockKind.TEXT,
    "ul": BlockKind.LIST,
    "ol": BlockKind.LIST,
    "dl": BlockKind.LIST,
    "figure": BlockKind.CODE,
    "pre": BlockKind.CODE,
    "blockquote": BlockKind.QUOTE,
    "table": BlockKind.TABLE,
    "hr": BlockKind.RULE,
}
DIAGRAM_LEVEL = 3
"""From this level down, a heading with nothing but pictures under it sums its chapter up."""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What one Markdown file holds; ``title`` is "" where it has no heading of its own."""

    title: str
    preface: tuple[Block, ...]
    chapters: tuple[Chapter, ...]
    pictures: tuple[Picture, ...]


def parse_file(text: str, file: str, names: Names) -> ParsedFile:
    """Parse one file; ``file`` is its path relative to the course's root, ``names`` gives ids."""
    return _FileParser(text, file, names).parsed()


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading (None before the first) with the top-level elements up to the next one."""

    heading: Element | None
    level: int
    pieces: tuple[Element, ...]
    lines: Lines


class _FileParser:
    def __init__(self, text: str, file: str, names: Names) -> None:
        self._document: Document = parse(text)
        self._last_line = text.count("\n") + 1
        self._file = file
        self._names = names
        self._pictures: list[Picture] = []
        self._line = 1
        self._cleaner = Cleaner(file, self._saw_picture)

    def parsed(self) -> ParsedFile:
        code.dress(self._document.root)
        sections = self._sections()
        title, preface = "", ()
        chapters: list[Chapter] = []
        for index, section in enumerate(sections):
            titles = section.level == 1 and not title and not chapters
            if titles and section.heading is not None:
                title = self._document.text(section.heading).strip()
            alone = index == len(sections) - 1 and not chapters
            if (titles or section.heading is None) and not self._is_chapter(section, alone=alone):
                preface += self._blocks(section.pieces)
                continue
            diagrams = self._diagrams(section)
            if diagrams and chapters and section.level >= DIAGRAM_LEVEL:
                chapters[-1] = _with_diagrams(chapters[-1], diagrams, section)
            else:
                chapters.append(self._chapter(section, diagrams))
        return ParsedFile(title, preface, tuple(chapters), tuple(self._pictures))

    def _sections(self) -> list[_Section]:
        found: list[_Section] = []
        heading: Element | None = None
        level, first = 0, 1
        pieces: list[Element] = []

        def close(last: int) -> None:
            if heading is not None or pieces:
                found.append(
                    _Section(heading, level, _without_rules(pieces), Lines(first, max(first, last)))
                )

        for element in self._document.root:
            if element.tag in _HEADINGS:
                start = (lines(element) or (first, first))[0]
                close(start - 1)
                heading, level, first = element, _HEADINGS[element.tag], start
                pieces = []
            else:
                pieces.append(element)
        close(self._last_line)
        return found

    def _is_chapter(self, section: _Section, *, alone: bool) -> bool:
        """Whether the text under the file's title asks questions, or is all there is."""
        return alone or list_items.split(section.pieces) is not None

    def _chapter(self, section: _Section, diagrams: tuple[Diagram, ...]) -> Chapter:
        heading = section.heading
        title = self._document.text(heading).strip() if heading is not None else ""
        split = None if diagrams else list_items.split(section.pieces)
        intro = () if diagrams else (split.intro if split else section.pieces)
        return Chapter(
            id=self._names.chapter(title),
            title=title,
            title_html=self._inline(heading) if heading is not None else "",
            level=section.level or 1,
            file=self._file,
            lines=section.lines,
            intro=self._blocks(intro),
            questions=tuple(
                Question(
                    id=self._names.question(words := self._document.text(asked.title).strip()),
                    title=" ".join(words.split()),
                    title_html=self._inline(asked.title, asked.lines[0]),
                    lines=Lines(*asked.lines),
                    answer=self._blocks(_without_rules(asked.answer)),
                )
                for asked in (split.questions if split else ())
            ),
            diagrams=diagrams,
        )

    def _diagrams(self, section: _Section) -> tuple[Diagram, ...]:
        """Return the pictures of a section that holds nothing else."""
        if section.heading is None or not section.pieces:
            return ()
        images = [image for piece in section.pieces for image in piece.iter("img")]
        words = "".join(self._document.text(piece) for piece in section.pieces)
        for image in images:
            words = words.replace(image.get("alt", ""), "", 1)
        if not images or words.strip():
            return ()
        title = self._document.text(section.heading).strip()
        blocks = self._blocks(section.pieces)
        found: list[Diagram] = []
        for piece in section.pieces:
            for image in piece.iter("img"):
                path = path_of(reference(image.get("src", ""), self._file))
                if path is not None:
                    alt = image.get("alt", "")
                    name = alt if alt and len(images) > 1 else title
                    span = Lines(*(lines(piece) or (section.lines.first, section.lines.last)))
                    found.append(Diagram(path, name, alt, self._file, span, blocks))
                    blocks = ()
        return tuple(found)

    def _blocks(self, elements: Sequence[Element]) -> tuple[Block, ...]:
        return tuple(block for element in elements if (block := self._block(element)).html)

    def _block(self, element: Element) -> Block:
        first, last = lines(element) or (self._line, self._line)
        self._line = first
        html = self._cleaner.clean(self._document.html([element])).strip()
        kind = _KINDS.get(str(element.tag), BlockKind.HTML)
        if element.tag == "p" and _is_picture(element):
            kind = BlockKind.PICTURE
        return Block(kind, html, Lines(first, last))

    def _inline(self, element: Element, line: int | None = None) -> str:
        self._line = line or (lines(element) or (self._line,))[0]
        return self._cleaner.clean(self._document.inner_html(element)).strip()

    def _saw_picture(self, path: str) -> None:
        self._pictures.append(Picture(path, self._file, self._line))


def _with_diagrams(chapter: Chapter, diagrams: tuple[Diagram, ...], section: _Section) -> Chapter:
    span = Lines(chapter.lines.first, section.lines.last)
    return replace(chapter, diagrams=chapter.diagrams + diagrams, lines=span)


def _without_rules(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Drop rules at both ends: between sections and questions they only separate."""
    kept = list(elements)
    while kept and kept[-1].tag == "hr":
        kept.pop()
    while kept and kept[0].tag == "hr":
        kept.pop(0)
    return tuple(kept)


def _is_picture(element: Element) -> bool:
    return (
        len(element) > 0
        and all(child.tag == "img" and not (child.tail or "").strip() for child in element)
        and not (element.text or "").strip()
    )
