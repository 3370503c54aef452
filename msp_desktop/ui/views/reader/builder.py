"""Writes the stretches of a page into its document."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from msp_desktop.ui.views.reader.formats import Card, Cut, Property, Style
from msp_desktop.ui.views.reader.html import HtmlReader
from msp_desktop.ui.views.reader.marks import PlacedFrame, PlacedPiece
from msp_desktop.ui.views.reader.stretches import HEAVIEST
from msp_desktop.ui.views.reader.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtGui import QTextDocument, QTextFrame

    from msp_desktop.ui.views.reader.cutting import Part
    from msp_desktop.ui.views.reader.drawn import DrawnObject
    from msp_desktop.ui.views.reader.folds import Folds
    from msp_desktop.ui.views.reader.formats import Formats
    from msp_desktop.ui.views.reader.marks import CodeCard, Marks
    from msp_desktop.ui.views.reader.pictures import PictureStore
    from msp_desktop.ui.views.reader.pieces import Pieces
    from msp_desktop.ui.views.reader.stretches import Stretch
    from msp_desktop.ui.views.reader.texts import TextWriter

_OWN_NUMBER = re.compile(
    r"[\[(#*_\s]*(?:(?:q|question|no|문제?|질문)[\s.:]*\d{1,4}(?!\w)|\d{1,4}(?:[.)\]](?!\d)|번(?!\w)))",
    re.IGNORECASE,
)
"""A number that an author gave a question: ``Q1.``, ``12)``, ``문제 3``."""

_LANGUAGES = {
    "bash": "Bash",
    "docker": "Dockerfile",
    "go": "Go",
    "ini": "INI",
    "java": "Java",
    "javascript": "JavaScript",
    "json": "JSON",
    "mermaid": "Mermaid",
    "python": "Python",
    "toml": "TOML",
    "xml": "XML",
    "yaml": "YAML",
}

ABOVE_HEADING = 24
"""Unzoomed pixels above a question's heading."""


class Builder:
    """Writes pieces of one page."""

    def __init__(
        self,
        pieces: Pieces,
        document: QTextDocument,
        formats: Formats,
        store: PictureStore,
        folds: Folds,
        drawn: Callable[[], DrawnObject | None],
    ) -> None:
        self.pieces = pieces
        self.folds = folds
        self._formats = formats
        self._store = store
        self._writer = Writer(document, formats)
        self._writer.drawn = drawn
        self._html: HtmlReader

    def write(self, stretch: Stretch, position: int) -> Marks:
        """Write a stretch into the empty block at a position; return where what is in it.

        To be called within one change of the document.
        """
        writer = self._writer
        marks = writer.begin(position)
        self._html = HtmlReader(writer, self._store, _language_name)
        for piece in range(stretch.first, stretch.end):
            first = writer.position
            self._html.begin_piece(piece, self._is_open(piece), stretch.folds)
            if stretch.part == 0:
                first = self._head(piece)
            for html in self._html_of(stretch, piece):
                self._html.read(html)
            question = self.pieces.question(piece)
            if question is not None and not question.answered:
                self._say_unanswered()
            marks.pieces.append(PlacedPiece(piece, first, writer.position))
        writer.finish()
        marks.cards = self._html.cards
        marks.frames = [_placed(frame, position) for frame in writer.frames]
        return marks

    def text(self, stretch: Stretch, *, everything: bool) -> TextWriter:
        """Return the text of a stretch, be it written or not; ``everything`` opens all folds."""
        from msp_desktop.ui.views.reader.texts import TextWriter

        writer = TextWriter()
        html = HtmlReader(writer, None, _language_name)
        for piece in range(stretch.first, stretch.end):
            is_open = self._is_open(piece)
            html.begin_piece(piece, _all_open if everything else is_open, stretch.folds)
            if stretch.part == 0:
                writer.line()
                self._head_text(piece, writer, html)
            for block in self._html_of(stretch, piece):
                html.read(block)
            question = self.pieces.question(piece)
            if question is not None and not question.answered:
                writer.line()
                writer.text(_unanswered())
        return writer

    def texts(self, stretch: Stretch) -> Iterator[str]:
        """Yield the text of a stretch that is not written, part by part where it is long.

        Nothing is divided for it.
        """
        if not stretch.too_long:
            yield self.text(stretch, everything=False).whole
            return
        for number, part in enumerate(self.parts(stretch)):
            if number >= stretch.part:
                yield self.text(stretch.part_of(part, number), everything=False).whole

    def kept(self) -> Builder:
        """Return one for the texts as they are now, whatever is opened or closed later."""
        made = copy(self)
        made.folds = self.folds.kept()
        return made

    def codes(self, stretch: Stretch) -> list[CodeCard]:
        """Return the code blocks of a stretch, be it written or not; they have no frames."""
        from msp_desktop.ui.views.reader.texts import TextWriter

        html = HtmlReader(TextWriter(), None, _language_name)
        for piece in range(stretch.first, stretch.end):
            html.begin_piece(piece, self._is_open(piece), stretch.folds)
            for block in self._html_of(stretch, piece):
                html.read(block)
        return html.cards

    def holds(self, stretch: Stretch, pattern: re.Pattern[str]) -> bool:
        """Return whether a pattern is found in the HTML of a stretch."""
        return any(
            pattern.search(html)
            for piece in range(stretch.first, stretch.end)
            for html in (
                self.pieces.heading(piece) if piece and stretch.part == 0 else "",
                *self._html_of(stretch, piece),
            )
        )

    def _html_of(self, stretch: Stretch, piece: int) -> Iterable[str]:
        if stretch.blocks is not None:
            return stretch.blocks
        return (block.html for block in self.pieces.blocks(piece))

    def _head_text(self, piece: int, writer: TextWriter, html: HtmlReader) -> None:
        if piece == 0:
            if self.pieces.trail:
                writer.text(self.pieces.trail)
                writer.line()
            writer.text(self.pieces.title)
            return
        if self.pieces.question(piece):
            writer.text(f"{piece}\N{EN SPACE}")
        html.read_inline(self.pieces.heading(piece))

    def parts(self, stretch: Stretch) -> Iterator[Part]:
        """Return a piece that is too long in parts, as they are asked for."""
        from msp_desktop.ui.views.reader.cutting import parts_of

        blocks = (block.html for block in self.pieces.blocks(stretch.first))
        return parts_of(blocks, HEAVIEST, self._is_open(stretch.first))

    def _is_open(self, piece: int) -> Callable[[int, bool], bool]:
        key = self.pieces.key(piece)
        return lambda number, default: self.folds.is_open(key, number, default=default)

    def _head(self, piece: int) -> int:
        """Write what stands above a piece's blocks; return the position it begins at."""
        if piece == 0:
            self._title(self.pieces.title, self.pieces.trail)
            return 0
        question = self.pieces.question(piece)
        # One that its author has numbered needs no second number.
        is_numbered = not question or _OWN_NUMBER.match(question.title)
        return self._heading(None if is_numbered else piece, self.pieces.heading(piece))

    def _title(self, title: str, trail: str) -> None:
        if trail:
            self._writer.style = Style(size="font-small", colour="muted")
            self._writer.block(self._formats.block(below=2))
            self._writer.text(trail)
        self._writer.style = Style(size="font-title", bold=True)
        self._writer.block(self._formats.block(below=10, tight=True))
        self._writer.text(title)
        self._writer.style = Style()

    def _heading(self, number: int | None, title_html: str) -> int:
        """Write a question's heading and return the position it begins at."""
        self._writer.style = Style(size="font-question", bold=True)
        made = self._formats.block(above=ABOVE_HEADING, below=6, tight=True)
        made.setRightMargin(self._formats.pixels(34))
        made.setHeadingLevel(2)
        self._writer.block(made)
        first = self._writer.position
        if number is not None:
            self._writer.style = Style(size="font-question", colour="faint")
            self._writer.text(f"{number}\N{EN SPACE}")
            self._writer.style = Style(size="font-question", bold=True)
        self._html.read_inline(title_html)
        self._writer.style = Style()
        return first

    def _say_unanswered(self) -> None:
        self._writer.style = Style(colour="faint", italic=True)
        self._writer.block(self._formats.block(below=7))
        self._writer.text(_unanswered())
        self._writer.style = Style()


def _all_open(_number: int, _default: bool) -> bool:
    return True


def _unanswered() -> str:
    return QCoreApplication.translate("Page", "No answer yet")


def _placed(frame: QTextFrame, position: int) -> PlacedFrame:
    made = frame.frameFormat()
    cut = int(made.property(Property.CUT) or 0)
    return PlacedFrame(
        frame,
        Card(str(made.property(Property.CARD))),
        str(made.property(Property.LABEL) or ""),
        frame.firstPosition() - position,
        frame.lastPosition() - position,
        Cut(bool(cut & 1), bool(cut & 2)),
    )


def _language_name(language: str) -> str:
    if language == "console":
        return QCoreApplication.translate("Page", "Terminal")
    return _LANGUAGES.get(language, language)
