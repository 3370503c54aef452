"""From one file's Markdown to its chapters, questions and diagrams."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msp_desktop.course import code
from msp_desktop.course.anchors import name_places
from msp_desktop.course.dialect import HTML_BLOCK, HTML_INLINE, Document, lines, parse
from msp_desktop.course.model import (
    Block,
    BlockKind,
    Chapter,
    Diagram,
    Lines,
    ParsedFile,
    Picture,
    Question,
)
from msp_desktop.course.pictures import path_of, reference
from msp_desktop.course.placeholders import show_placeholders
from msp_desktop.course.safe import Cleaner
from msp_desktop.course.shapes import Asked, list_items, without_rules
from msp_desktop.course.shapes.summary import pictures_alone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from msp_desktop.course.identity import Names

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    "p": BlockKind.TEXT,
    "ul": BlockKind.LIST,
    "ol": BlockKind.LIST,
    "figure": BlockKind.CODE,
    "blockquote": BlockKind.QUOTE,
    "table": BlockKind.TABLE,
    "hr": BlockKind.RULE,
    **dict.fromkeys(_HEADINGS, BlockKind.HEADING),
}
_RAW = (HTML_BLOCK, HTML_INLINE)
_IMG = re.compile(r"<img\b", re.IGNORECASE)
DIAGRAM_LEVEL = 3
"""From this level down, a heading with nothing but pictures under it sums its chapter up."""


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
        self._last_line = max(1, text.count("\n") + (not text.endswith("\n")))
        self._file = file
        self._names = names
        self._pictures: list[Picture] = []
        self._line = 1
        self._cleaner = Cleaner(file, self._saw_picture)

    def parsed(self) -> ParsedFile:
        anchors = name_places(self._document.root, self._file)
        show_placeholders(self._document.root)
        code.dress(self._document.root)
        sections = self._sections()
        title, preface = "", ()
        chapters: list[Chapter] = []
        for index, section in enumerate(sections):
            titles = section.level == 1 and not title and not chapters
            if titles and section.heading is not None:
                title = self._words(section.heading)
            leads = titles or section.heading is None
            if leads and not _is_chapter(section, sections[index + 1 :]):
                preface += self._blocks(section.pieces)
                continue
            diagrams = self._diagrams(section)
            if diagrams and chapters and section.level >= DIAGRAM_LEVEL:
                chapters[-1] = _with_diagrams(chapters[-1], diagrams, section)
            else:
                chapters.append(self._chapter(section, diagrams))
        return ParsedFile(title, preface, tuple(chapters), tuple(self._pictures), anchors)

    def _sections(self) -> list[_Section]:
        found: list[tuple[Element | None, list[Element]]] = [(None, [])]
        for element in self._document.root:
            if element.tag in _HEADINGS:
                found.append((element, []))
            else:
                found[-1][1].append(element)
        firsts = [_first_line(heading) for heading, _ in found]
        lasts = [*(first - 1 for first in firsts[1:]), self._last_line]
        return [
            _Section(
                heading,
                _HEADINGS[str(heading.tag)] if heading is not None else 0,
                without_rules(pieces),
                Lines(first, max(first, last)),
            )
            for (heading, pieces), first, last in zip(found, firsts, lasts, strict=True)
            if heading is not None or pieces
        ]

    def _chapter(self, section: _Section, diagrams: tuple[Diagram, ...]) -> Chapter:
        heading = section.heading
        title = self._words(heading) if heading is not None else ""
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
            questions=tuple(self._question(asked) for asked in split.questions) if split else (),
            diagrams=diagrams,
        )

    def _question(self, asked: Asked) -> Question:
        title = self._words(asked.title)
        self._line = asked.lines[0]
        return Question(
            id=self._names.question(title),
            title=title,
            title_html=self._inline(asked.title),
            lines=Lines(*asked.lines),
            answer=self._blocks(asked.answer),
        )

    def _diagrams(self, section: _Section) -> tuple[Diagram, ...]:
        """Return the pictures of a section that holds nothing else."""
        if section.heading is None or not _may_show_pictures(section.pieces):
            return ()
        seen = len(self._pictures)
        blocks = self._blocks(section.pieces)
        shown = [
            (path, alt, span)
            for source, alt, span in pictures_alone(blocks)
            if (path := path_of(source)) is not None
        ]
        if not shown:
            # It will be read once more, as a chapter.
            del self._pictures[seen:]
            return ()
        title = self._words(section.heading)
        return tuple(
            Diagram(
                path=path,
                title=alt if alt and len(shown) > 1 else title,
                alt=alt,
                file=self._file,
                lines=span,
                blocks=() if index else blocks,
            )
            for index, (path, alt, span) in enumerate(shown)
        )

    def _words(self, element: Element) -> str:
        """Return the plain text of a title, on one line."""
        return " ".join(self._document.text(element).split())

    def _blocks(self, elements: Iterable[Element]) -> tuple[Block, ...]:
        return tuple(block for element in elements if (block := self._block(element)).html)

    def _block(self, element: Element) -> Block:
        first, last = lines(element) or (self._line, self._line)
        self._line = first
        seen = len(self._pictures)
        html = self._cleaner.clean(self._document.html([element])).strip()
        if len(self._pictures) > seen:
            self._pictures[seen:] = self._placed(self._pictures[seen:], element)
        kind = _KINDS.get(str(element.tag), BlockKind.HTML)
        if kind is BlockKind.TEXT and _is_picture(element):
            kind = BlockKind.PICTURE
        return Block(kind, html, Lines(first, last))

    def _inline(self, element: Element) -> str:
        self._line = (lines(element) or (self._line,))[0]
        return self._cleaner.clean(self._document.inner_html(element)).strip()

    def _placed(self, pictures: list[Picture], element: Element) -> list[Picture]:
        """Return the pictures of a block with the lines of the innermost blocks around them."""
        own: dict[str, deque[int]] = {}
        raw: deque[int] = deque()
        todo = [(element, self._line)]
        while todo:
            part, line = todo.pop()
            line = (lines(part) or (line,))[0]
            if part.tag == "img":
                path = reference(part.get("src", ""), self._file)
                own.setdefault(path, deque()).append(line)
            elif part.tag in _RAW:
                text = part.text or ""
                raw += [line + text.count("\n", 0, tag.start()) for tag in _IMG.finditer(text)]
            todo.extend((child, line) for child in reversed(part))
        places = [own.get(picture.path) or raw for picture in pictures]
        return [
            picture._replace(line=place.popleft()) if place else picture
            for picture, place in zip(pictures, places, strict=True)
        ]

    def _saw_picture(self, path: str) -> None:
        self._pictures.append(Picture(path, self._file, self._line))


def _is_chapter(section: _Section, later: list[_Section]) -> bool:
    """Whether the text under the file's title asks questions, or is all there is.

    Before chapters, lists with something nested are no questions yet: one must ask.
    """
    if not later:
        return True
    split = list_items.split(section.pieces)
    if split is None:
        return False
    is_all = all(other.level >= DIAGRAM_LEVEL for other in later)
    return is_all or any(asked.asks for asked in split.questions)


def _with_diagrams(chapter: Chapter, diagrams: tuple[Diagram, ...], section: _Section) -> Chapter:
    span = Lines(chapter.lines.first, section.lines.last)
    return chapter._replace(diagrams=chapter.diagrams + diagrams, lines=span)


def _first_line(heading: Element | None) -> int:
    span = lines(heading) if heading is not None else None
    return span[0] if span else 1


def _may_show_pictures(elements: Iterable[Element]) -> bool:
    """Whether there is a picture in elements, or something in HTML that may be one."""
    return any(
        part.tag == "img"
        or (part.tag in (HTML_BLOCK, HTML_INLINE) and "<img" in (part.text or "").lower())
        for element in elements
        for part in element.iter()
    )


def _is_picture(element: Element) -> bool:
    """Whether a paragraph is nothing but pictures."""
    return (
        len(element) > 0
        and all(child.tag == "img" and not (child.tail or "").strip() for child in element)
        and not (element.text or "").strip()
    )
