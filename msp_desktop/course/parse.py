"""From one file's Markdown to its chapters, questions and diagrams."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from msp_desktop.course import code
from msp_desktop.course.anchors import name_places
from msp_desktop.course.blocks import BlockWriter
from msp_desktop.course.details import is_form, take_title
from msp_desktop.course.dialect import Document, parse
from msp_desktop.course.footnotes import Footnotes
from msp_desktop.course.guide import is_guide, listed
from msp_desktop.course.model import Block, Chapter, Diagram, Lines, ParsedFile, Question
from msp_desktop.course.pictures import path_of
from msp_desktop.course.placeholders import show_placeholders
from msp_desktop.course.shapes import Asked, folds
from msp_desktop.course.shapes.answers import answer_of, is_quiz, is_undecided
from msp_desktop.course.shapes.beneath import question_of
from msp_desktop.course.shapes.candidates import DIAGRAM_LEVEL
from msp_desktop.course.shapes.choose import choose
from msp_desktop.course.shapes.containers import read_containers
from msp_desktop.course.shapes.fenced import read_fenced
from msp_desktop.course.shapes.headings import keep_in_items, read_headings
from msp_desktop.course.shapes.labels import read_labels
from msp_desktop.course.shapes.meant import as_meant
from msp_desktop.course.shapes.reading import Reading
from msp_desktop.course.shapes.rows import without_links_up, words_of
from msp_desktop.course.shapes.sections import Section, sections
from msp_desktop.course.shapes.summary import only_pictures, pictures_alone
from msp_desktop.course.shapes.titles import signs
from msp_desktop.course.shapes.topics import spread_topics
from msp_desktop.course.shapes.wrappers import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from msp_desktop.course.identity import Names


def parse_file(
    text: str, file: str, names: Names, reading: Reading = Reading.AUTOMATIC
) -> ParsedFile:
    """Parse one file; ``file`` is its path relative to the course's root, ``names`` gives ids.

    ``reading`` says which shape its questions have.
    """
    return _FileParser(text, file, names, reading).parsed()


class _FileParser:
    def __init__(self, text: str, file: str, names: Names, reading: Reading) -> None:
        meant = as_meant(text)
        self._document: Document = parse(meant)
        self._source = meant.split("\n")
        self._last_line = max(1, text.count("\n") + (not text.endswith("\n")))
        self._file = file
        self._names = names
        self._reading = reading
        self._writer = BlockWriter(self._document, file)
        self._footnotes = Footnotes(self._document, file)
        self._title = ""
        self._preface: tuple[Block, ...] = ()
        self._chapters: list[Chapter] = []
        self._sections: list[Section] = []
        self._wordings: Counter[str] = Counter()

    def parsed(self) -> ParsedFile:
        root = self._document.root
        anchors = name_places(self._document.trees, self._file)
        paths = listed(root, self._file) if is_guide(self._file) else ()
        named = self._document.details.get("title", "")
        if self._reading is Reading.AUTOMATIC and is_form(self._document.details):
            self._reading = Reading.NONE
        title = take_title(self._document)
        for part in self._document.trees:
            show_placeholders(part)
            folds.join(part)
            code.dress(part)
        blocks = read_headings(unwrapped(read_containers(root)))
        if self._reading in (Reading.AUTOMATIC, Reading.LIST_ITEMS):
            blocks = keep_in_items(blocks, self._source)
        if self._reading in (Reading.AUTOMATIC, Reading.LIST_ITEMS):
            blocks = read_labels(spread_topics(blocks), named)
        if self._reading in (Reading.AUTOMATIC, Reading.PREFIXES):
            blocks = read_fenced(blocks)
        tree = sections(blocks, self._last_line, self._file, named)
        choose(tree, self._reading)
        whole = list(tree.walk())
        self._sections = whole
        self._wordings.update(self._wording(one) for one in _all_asked(whole))
        if tree.pieces or tree.asks_below:
            self._add(tree, is_first=len(whole) == 1)
        rest = [section for section in whole[1:] if not section.is_answer]
        for index, section in enumerate(rest):
            self._add(section, is_first=index == len(rest) - 1)
        return ParsedFile(
            self._title or title,
            self._preface,
            tuple(self._chapters),
            tuple(self._writer.pictures),
            (*anchors, *self._footnotes.anchors),
            paths,
        )

    def _add(self, section: Section, *, is_first: bool) -> None:
        """Add a section: as a chapter, as the file's preface, or as diagrams of a chapter."""
        titles = section.level == 1 and not self._title and not self._chapters
        if titles:
            self._title = section.words
        leads = titles or section.heading is None
        if leads and not is_first and section.split is None and not section.asks_below:
            self._preface += self._writer.blocks(
                self._footnotes.under(section.pieces, section.first)
            )
            return
        diagrams = self._diagrams(section)
        if diagrams and self._chapters and section.level >= DIAGRAM_LEVEL:
            self._chapters[-1] = _with_diagrams(self._chapters[-1], diagrams, section)
        else:
            self._chapters.append(self._chapter(section, diagrams))

    def _chapter(self, section: Section, diagrams: tuple[Diagram, ...]) -> Chapter:
        heading = section.heading
        if diagrams:
            intro = ()
        elif section.split is not None:
            intro = section.split.intro
        else:
            intro = section.pieces
        before, asked = _titled(_asked(section))
        intro = self._footnotes.under((*intro, *before), section.first, heading)
        lasts = [one.lines[1] for one in asked]
        return Chapter(
            id=self._names.chapter(section.words),
            title=section.words,
            title_html=self._writer.inline(without_links_up(heading))
            if heading is not None
            else "",
            level=int(section.level) or 1,
            file=self._file,
            lines=Lines(section.first, max(section.first, section.last, *lasts, 0)),
            intro=self._writer.blocks(intro),
            questions=tuple(self._question(one) for one in asked),
            diagrams=diagrams,
        )

    def _question(self, asked: Asked) -> Question:
        title = self._writer.words(asked.title)
        said = answer_of(asked, lambda: self._is_quiz)
        answer = self._footnotes.under(said, asked.lines[0], asked.title)
        # Numbers change when a question is added above; without them it keeps its name.
        wording = self._wording(asked)
        return Question(
            id=self._names.question(wording if self._wordings[wording] == 1 else title),
            title=title,
            title_html=self._writer.inline(asked.title, asked.lines[0]),
            lines=Lines(*asked.lines),
            answer=self._writer.blocks(answer),
            undecided=is_undecided(said),
        )

    @cached_property
    def _is_quiz(self) -> bool:
        return is_quiz(_all_asked(self._sections))

    def _wording(self, asked: Asked) -> str:
        """Return what of a title names its question: all but a number before it."""
        title = self._writer.words(asked.title)
        return (signs(title).bare or title) if asked.ordered else title

    def _diagrams(self, section: Section) -> tuple[Diagram, ...]:
        """Return the pictures of a section that holds nothing else."""
        if section.heading is None or section.asks_below or not only_pictures(section.pieces):
            return ()
        seen = len(self._writer.pictures)
        blocks = self._writer.blocks(section.pieces)
        shown = [
            (path, alt, span)
            for source, alt, span in pictures_alone(blocks)
            if (path := path_of(source)) is not None
        ]
        if not shown:
            # It will be read once more, as a chapter.
            del self._writer.pictures[seen:]
            return ()
        return tuple(
            Diagram(
                path=path,
                title=alt if alt and len(shown) > 1 else section.words,
                alt=alt,
                file=self._file,
                lines=span,
                blocks=() if index else blocks,
            )
            for index, (path, alt, span) in enumerate(shown)
        )


def _asked(section: Section) -> list[Asked]:
    """Return the questions directly under a heading, in their order."""
    found = list(section.split.questions) if section.split is not None else []
    for child in section.asked_below():
        found.append(question_of(child))
        found += child.further.questions if child.further is not None else ()
    # A title has also those that stand behind the contents.
    return sorted(found, key=lambda one: one.lines[0])


def _titled(asked: Iterable[Asked]) -> tuple[list[Element], list[Asked]]:
    """Return questions whose titles show something, and the blocks of others before the first.

    Behind it, they belong to the question before.
    """
    before: list[Element] = []
    found: list[Asked] = []
    for one in asked:
        if words_of(one.title):
            found.append(one)
        elif found:
            last = found[-1]
            span = (last.lines[0], max(last.lines[1], one.lines[1]))
            found[-1] = replace(last, lines=span, answer=(*last.answer, *one.answer))
        else:
            before += one.answer
    return before, found


def _all_asked(whole: list[Section]) -> Iterator[Asked]:
    for section in whole:
        if not section.is_answer:
            yield from _asked(section)


def _with_diagrams(chapter: Chapter, diagrams: tuple[Diagram, ...], section: Section) -> Chapter:
    span = Lines(chapter.lines.first, section.last)
    return chapter._replace(diagrams=chapter.diagrams + diagrams, lines=span)
