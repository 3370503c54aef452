"""Builds the document of one page: a chapter with its questions, or the course's preface."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QSizeF
from PySide6.QtGui import QTextDocument, QTextOption

from msp_desktop.ui.views.reader.formats import Card, Formats, Property, Style
from msp_desktop.ui.views.reader.html import CodeCard, HtmlReader
from msp_desktop.ui.views.reader.pictures import PICTURE_TYPE, PictureObject, PictureStore
from msp_desktop.ui.views.reader.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QTextFrame

    from msp_desktop.course.model import Block, Chapter, Course
    from msp_desktop.ui.theme import Theme

_LANGUAGES = {
    "bash": "Bash",
    "docker": "Dockerfile",
    "go": "Go",
    "ini": "INI",
    "java": "Java",
    "javascript": "JavaScript",
    "json": "JSON",
    "python": "Python",
    "toml": "TOML",
    "xml": "XML",
    "yaml": "YAML",
}


class Placed(NamedTuple):
    """A question's stretch of a document: positions of its first and its last character."""

    id: str
    first: int
    last: int


class PlacedFrame(NamedTuple):
    """A frame with a card behind it: positions of its first and its last character."""

    frame: QTextFrame
    card: Card
    label: str
    first: int
    last: int


class Page(NamedTuple):
    """A built page.  ``chapter`` is the id of the chapter it shows, "" for the preface."""

    chapter: str
    document: QTextDocument
    formats: Formats
    questions: tuple[Placed, ...]
    cards: tuple[CodeCard, ...]
    frames: tuple[PlacedFrame, ...]
    chips: tuple[tuple[int, int], ...]
    items: tuple[tuple[int, int, str], ...]
    pictures: PictureObject
    store: PictureStore


def build_page(
    course: Course,
    chapter: Chapter | None,
    *,
    theme: Theme,
    zoom: float,
    find: Callable[[str], Path | None],
    parent: QObject,
) -> Page:
    """Build the page of a chapter, or of the preface where there is none.

    ``find`` gives the file of a picture from its path in the course, or None where it is missing.
    """
    formats = Formats(theme, zoom)
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    # Without a size it is not laid out while it is written; the view gives it one.
    document.setPageSize(QSizeF(0, 0))
    document.setDocumentMargin(0)
    document.setDefaultFont(formats.font())
    document.setIndentWidth(formats.indent_width)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    store = PictureStore(find, theme, document)
    pictures = PictureObject(store, formats, document)
    document.documentLayout().registerHandler(PICTURE_TYPE, pictures)
    builder = _Builder(document, formats, store)
    with builder.writer.at_once():
        questions = builder.preface(course) if chapter is None else builder.chapter(course, chapter)
    builder.writer.colour()
    return Page(
        chapter="" if chapter is None else chapter.id,
        document=document,
        formats=formats,
        questions=tuple(questions),
        cards=tuple(builder.html.cards),
        frames=tuple(builder.frames()),
        chips=tuple(builder.writer.chips),
        items=tuple(builder.writer.items),
        pictures=pictures,
        store=store,
    )


class _Builder:
    def __init__(self, document: QTextDocument, formats: Formats, store: PictureStore) -> None:
        self._formats = formats
        self.writer = Writer(document, formats)
        self.html = HtmlReader(self.writer, store, _language_name)

    def frames(self) -> list[PlacedFrame]:
        return [
            PlacedFrame(
                frame,
                Card(str(frame.frameFormat().property(Property.CARD))),
                str(frame.frameFormat().property(Property.LABEL) or ""),
                frame.firstPosition(),
                frame.lastPosition(),
            )
            for frame in self.writer.frames
        ]

    def preface(self, course: Course) -> list[Placed]:
        self._title(course.title, "")
        self._blocks(course.preface)
        return []

    def chapter(self, course: Course, chapter: Chapter) -> list[Placed]:
        self._title(chapter.title or course.title, f"{course.title} › {chapter.title}")
        self._blocks(chapter.intro)
        placed: list[Placed] = []
        for number, question in enumerate(chapter.questions, start=1):
            first = self._heading(number, question.title_html)
            self._blocks(question.answer)
            if not question.answered:
                self._unanswered()
            placed.append(Placed(question.id, first, self.writer.position))
        for diagram in chapter.diagrams:
            self._heading(None, _escaped(diagram.title))
            self._blocks(diagram.blocks)
        return placed

    def _title(self, title: str, trail: str) -> None:
        if trail:
            self.writer.style = Style(size="font-small", colour="muted")
            self.writer.block(self._formats.block(below=2))
            self.writer.text(trail)
        self.writer.style = Style(size="font-title", bold=True)
        self.writer.block(self._formats.block(below=10, tight=True))
        self.writer.text(title)
        self.writer.style = Style()

    def _heading(self, number: int | None, title_html: str) -> int:
        """Write a question's heading and return the position it begins at."""
        self.writer.style = Style(size="font-question", bold=True)
        made = self._formats.block(above=24, below=6, tight=True)
        made.setRightMargin(self._formats.pixels(34))
        made.setHeadingLevel(2)
        self.writer.block(made)
        first = self.writer.position
        if number is not None:
            self.writer.style = Style(size="font-question", colour="faint")
            self.writer.text(f"{number}\N{EN SPACE}")
            self.writer.style = Style(size="font-question", bold=True)
        self.html.read_inline(title_html)
        self.writer.style = Style()
        return first

    def _unanswered(self) -> None:
        self.writer.style = Style(colour="faint", italic=True)
        self.writer.block(self._formats.block(below=7))
        self.writer.text(QCoreApplication.translate("Page", "No answer yet"))
        self.writer.style = Style()

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.html.read(block.html)


def _escaped(text: str) -> str:
    """Return plain text as HTML; the standard library's way loads a table of names."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _language_name(language: str) -> str:
    if language == "console":
        return QCoreApplication.translate("Page", "Terminal")
    return _LANGUAGES.get(language, language)
