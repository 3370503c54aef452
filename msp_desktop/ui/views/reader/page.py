"""Makes the page of a chapter with its questions, or of the course's preface."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument, QTextOption

from msp_desktop.ui.views.reader.builder import Builder
from msp_desktop.ui.views.reader.formats import Formats
from msp_desktop.ui.views.reader.pictures import PICTURE_TYPE, PictureObject, PictureStore
from msp_desktop.ui.views.reader.pieces import Pieces
from msp_desktop.ui.views.reader.roll import Roll

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject

    from msp_desktop.course.model import Chapter, Course
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.reader.drawings import Drawings
    from msp_desktop.ui.views.reader.drawn import DrawnObject
    from msp_desktop.ui.views.reader.folds import Folds


class Page(NamedTuple):
    """A page.  ``chapter`` is the id of the chapter it shows, "" for the preface."""

    chapter: str
    document: QTextDocument
    formats: Formats
    pieces: Pieces
    roll: Roll
    pictures: PictureObject
    store: PictureStore

    def stretches_showing(self, source: str) -> set[int]:
        """Return the written stretches with a picture, by its source."""
        return {
            one.stretch
            for one in self.roll.written()
            if any(shown == source for _, shown in one.marks.pictures)
        }


def build_page(
    course: Course,
    chapter: Chapter | None,
    *,
    theme: Theme,
    zoom: float,
    find: Callable[[str], Path | None],
    folds: Folds,
    drawings: Callable[[], Drawings | None],
    parent: QObject,
) -> Page:
    """Build the page of a chapter, or of the preface where there is none.

    A long one is written where it is looked at, by whoever shows it.  ``find`` gives the file of a
    picture from its path in the course, or None where it is missing; ``folds`` tells what is open,
    ``drawings`` gives what draws formulas and diagrams, which is loaded with the first of them.
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
    pieces = Pieces(course, chapter)
    drawn = _Drawn(drawings, formats, pictures, document)
    builder = Builder(pieces, document, formats, store, folds, drawn)
    return Page(
        chapter="" if chapter is None else chapter.id,
        document=document,
        formats=formats,
        pieces=pieces,
        roll=Roll(document, builder, formats),
        pictures=pictures,
        store=store,
    )


class _Drawn:
    """Gives a page what draws its formulas and diagrams, once it has one."""

    def __init__(
        self,
        drawings: Callable[[], Drawings | None],
        formats: Formats,
        pictures: PictureObject,
        document: QTextDocument,
    ) -> None:
        self._drawings = drawings
        self._formats = formats
        self._pictures = pictures
        self._document = document
        self._object: DrawnObject | None = None

    def __call__(self) -> DrawnObject | None:
        """Return it; None where sources are not to be drawn."""
        if self._object is None and (drawings := self._drawings()) is not None:
            from msp_desktop.ui.views.reader.drawn import DRAWN_TYPE, DrawnObject

            pictures = self._pictures
            made = DrawnObject(drawings, self._formats, lambda: pictures.column, self._document)
            self._document.documentLayout().registerHandler(DRAWN_TYPE, made)
            self._object = made
        return self._object
