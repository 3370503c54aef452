"""Writes the stretches of a page into its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from msp_desktop.ui.views.reader.formats import Card, Property, Style
from msp_desktop.ui.views.reader.html import HtmlReader
from msp_desktop.ui.views.reader.marks import PlacedFrame, PlacedPiece
from msp_desktop.ui.views.reader.stretches import HEAVIEST
from msp_desktop.ui.views.reader.writer import Writer

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from msp_desktop.ui.views.reader.formats import Formats
    from msp_desktop.ui.views.reader.marks import Marks
    from msp_desktop.ui.views.reader.pictures import PictureStore
    from msp_desktop.ui.views.reader.pieces import Pieces
    from msp_desktop.ui.views.reader.stretches import Stretch

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

ABOVE_HEADING = 24
"""Unzoomed pixels above a question's heading."""


class Builder:
    """Writes pieces of one page."""

    def __init__(
        self, pieces: Pieces, document: QTextDocument, formats: Formats, store: PictureStore
    ) -> None:
        self.pieces = pieces
        self._formats = formats
        self._store = store
        self._writer = Writer(document, formats)
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
            if stretch.part == 0:
                first = self._head(piece)
            if stretch.blocks is None:
                for block in self.pieces.blocks(piece):
                    self._html.read(block.html)
            else:
                for html in stretch.blocks:
                    self._html.read(html)
            question = self.pieces.question(piece)
            if question is not None and not question.answered:
                self._unanswered()
            marks.pieces.append(PlacedPiece(piece, first, writer.position))
        writer.finish()
        marks.cards = self._html.cards
        marks.frames = [
            PlacedFrame(
                frame,
                Card(str(frame.frameFormat().property(Property.CARD))),
                str(frame.frameFormat().property(Property.LABEL) or ""),
                frame.firstPosition() - position,
                frame.lastPosition() - position,
            )
            for frame in writer.frames
        ]
        return marks

    def parts(self, stretch: Stretch) -> list[list[str]]:
        """Return a piece that is too long in parts, each some blocks of HTML."""
        parts: list[list[str]] = [[]]
        for block in self.pieces.blocks(stretch.first):
            if parts[-1] and sum(map(len, parts[-1])) + len(block.html) > HEAVIEST:
                parts.append([])
            parts[-1].append(block.html)
        return parts

    def _head(self, piece: int) -> int:
        """Write what stands above a piece's blocks; return the position it begins at."""
        if piece == 0:
            self._title(self.pieces.title, self.pieces.trail)
            return 0
        number = piece if self.pieces.question(piece) else None
        return self._heading(number, self.pieces.heading(piece))

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

    def _unanswered(self) -> None:
        self._writer.style = Style(colour="faint", italic=True)
        self._writer.block(self._formats.block(below=7))
        self._writer.text(QCoreApplication.translate("Page", "No answer yet"))
        self._writer.style = Style()


def _language_name(language: str) -> str:
    if language == "console":
        return QCoreApplication.translate("Page", "Terminal")
    return _LANGUAGES.get(language, language)
