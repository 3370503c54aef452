"""The reader's widget: shows a page, knows the current question, scrolls to any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QPainter

from msp_desktop.course.illustrations import subject_of_picture
from msp_desktop.course.pictures import quoted
from msp_desktop.ui.views.reader.copying import CopyButtons
from msp_desktop.ui.views.reader.formats import FOLD
from msp_desktop.ui.views.reader.grip import gripped
from msp_desktop.ui.views.reader.marker import Marker
from msp_desktop.ui.views.reader.page_view import PageView
from msp_desktop.ui.views.reader.painting import PagePainter
from msp_desktop.ui.views.reader.places import Places

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from msp_desktop.ui.views.reader.grip import Grip
    from msp_desktop.ui.views.reader.page import Page

JUMP_GAP = 18
"""Pixels left above a question's heading when it is jumped to."""


class Reader(PageView):
    """A page that is read, one question after the other.

    Signals: ``question_changed(id)`` when another question has become the current one ("" for
    none), ``link_activated(address)`` for a click on any link, ``bookmark_wanted(id)`` for a click
    on a question's star, ``picture_note_wanted(path)`` and ``picture_note_unwanted(path)`` when one
    is to be written on a picture, or removed, ``menu_wanted(QMenu, id)`` when there is to be a menu
    at a question, for others to put something on its top; and those of a :class:`PageView`.
    """

    question_changed = Signal(str)
    link_activated = Signal(str)
    bookmark_wanted = Signal(str)
    picture_note_wanted = Signal(str)
    picture_note_unwanted = Signal(str)
    menu_wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Answers"))
        self._painter: PagePainter | None = None
        # Pieces of the page.
        self._current: int | None = None
        self._held: int | None = None
        self._hovered: int | None = None
        self._starred: Collection[str] = ()
        self._copying = CopyButtons(self)
        self._marker = Marker(self)
        self._tender.changed.connect(self._copying.arrange)
        self.anchorClicked.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        # A long page is laid out bit by bit, and where its end is decides what is being read.
        self.verticalScrollBar().rangeChanged.connect(self._scrolled)
        # Only what the user does triggers an action: the wheel, the keys, dragging the handle.
        self.verticalScrollBar().actionTriggered.connect(self._let_go)

    @property
    def current_question(self) -> str:
        """The id of the question being read, or ""."""
        return self.question_id(self._current)

    def show_page(self, page: Page) -> None:
        """Take a page; to be followed by what says where in it to begin."""
        places = Places(page)
        self._painter = PagePainter(page, places)
        self._current = self._held = self._hovered = None
        self.take_page(page, places)
        self._copying.show_page(page, places)
        self._marker.show_page(page, places)

    @property
    def marker(self) -> Marker:
        """What the user highlights with."""
        return self._marker

    def set_starred(self, questions: Collection[str]) -> None:
        """Say which questions are bookmarked."""
        self._starred = questions
        self.viewport().update()

    def go_to(self, question: str, offset: float = 0.0) -> bool:
        """Scroll to a question of this page; ``offset`` says how far down it, from 0 to 1.

        The question stays current until the user scrolls, however short it is.  Returns whether
        the page has it.
        """
        piece = self._page.pieces.of_question(question) if self._page else None
        if piece is None:
            return False
        self._held = piece
        self._tender.go(piece, offset, 0 if offset else JUMP_GAP)
        self._set_current(piece)
        self._copying.arrange()
        return True

    def go_to_anchor(self, name: str, question: str = "") -> bool:
        """Scroll to what has a name in the course's HTML, in a question's answer if it is there.

        What is folded is opened for it.  Returns whether the page has it.
        """
        if self._page is None:
            return False
        first = self._page.pieces.of_question(question)
        return self._arrive(self.reach().go_to_anchor(name, first, JUMP_GAP))

    def go_to_picture(self, path: str, question: str = "") -> bool:
        """Scroll to a picture by its path in the course, as :meth:`go_to_anchor` does."""
        if self._page is None:
            return False
        first = self._page.pieces.of_question(question)
        arrived = self._arrive(self.reach().go_to_picture(quoted(path), first, JUMP_GAP))
        if arrived:
            self._marker.attend(subject_of_picture(path))
        return arrived

    def _arrive(self, piece: int | None) -> bool:
        if piece is None or self._page is None:
            return False
        self._held = piece if self._page.pieces.question(piece) else None
        if self._held is not None:
            self._set_current(self._held)
        self._scrolled()
        return True

    def go_to_top(self, offset: float = 0.0) -> None:
        """Scroll to the page's beginning, or down what stands before its first question.

        ``offset`` says how far down that, from 0 to 1.
        """
        self._held = None
        if offset and self._page is not None:
            self._tender.go(0, offset)
        else:
            self.verticalScrollBar().setValue(0)
        self._scrolled()

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (-1) question; False where the page has no further."""
        if self._page is None:
            return False
        here = self._current if self._current is not None else 0 if by > 0 else 1
        question = self._page.pieces.question(here + by)
        return question is not None and self.go_to(question.id)

    def place(self) -> tuple[str, float]:
        """Return the current question's id and how far into it the page is scrolled (0 to 1).

        Above the first question, where the page's title and its text are seen, it is "", and the
        share is that of the text.
        """
        if self._places is None:
            return "", 0.0
        value = self.verticalScrollBar().value()
        if self._held is None and (value == 0 or self._places.piece_above(value) == 0):
            share = self._places.share(0, value) if value else 0.0
            return "", min(1.0, max(0.0, share))
        if self._current is None:
            return "", 0.0
        return self.current_question, min(1.0, max(0.0, self._places.share(self._current, value)))

    def grip(self) -> Grip | None:
        """Return what stands at the top of the view, to be held when the page is laid out anew."""
        if self._places is None:
            return None
        return gripped(self._places, self.verticalScrollBar().value(), self.question_id(self._held))

    def hold(self, grip: Grip | None) -> None:
        """Scroll to what stood at the top of the view, and take the same question as current."""
        if grip is None or self._page is None:
            return
        self._held = self._page.pieces.of_question(grip.held)
        self._tender.go(min(grip.piece, len(self._page.pieces) - 1), grip.offset)
        if self._held is not None:
            self._set_current(self._held)
        self._scrolled()

    # What Qt calls

    def paintEvent(self, e: QPaintEvent, /) -> None:
        offset = QPointF(0, self.verticalScrollBar().value())
        area = QRectF(e.rect()).translated(offset)
        if self._painter is not None:
            painter = QPainter(self.viewport())
            painter.translate(-offset)
            self._painter.paint(painter, area, self._current, self._starred, self._hovered)
            self._marker.paint(painter, area)
            painter.end()
        super().paintEvent(e)
        if self._painter is not None:
            painter = QPainter(self.viewport())
            painter.translate(-offset)
            self._marker.paint_above(painter, area)
            painter.end()

    def resizeEvent(self, e: QResizeEvent, /) -> None:
        if self._page is None or e.size().width() == e.oldSize().width():
            super().resizeEvent(e)
            self._scrolled()
            return
        if self._tender.busy:
            # A page is being shown that brings a scroll bar, or takes it away.
            self.fit_column()
            super().resizeEvent(e)
            return
        grip = self.grip()
        was = self._page.pictures.column
        with self._tender.widening():
            self.fit_column()
            super().resizeEvent(e)
            self._tender.widen(self._page.pictures.column / was)
        self.hold(grip)

    def changeEvent(self, e: QEvent, /) -> None:
        if e.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Answers"))
        super().changeEvent(e)

    def contextMenuEvent(self, e: QContextMenuEvent, /) -> None:
        from msp_desktop.ui.views.reader.menu import picture_menu, text_menu

        menu = picture_menu(self, e) or text_menu(self, e)
        menu.popup(e.globalPos())

    def mouseMoveEvent(self, e: QMouseEvent, /) -> None:
        hovered = self.question_at(e.position())
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()
        super().mouseMoveEvent(e)
        if self.star_at(e.position()) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, e: QMouseEvent, /) -> None:
        star = self.star_at(e.position())
        if star is not None and e.button() == Qt.MouseButton.LeftButton:
            self.bookmark_wanted.emit(self.question_id(star))
            return
        super().mouseReleaseEvent(e)
        if e.button() == Qt.MouseButton.LeftButton:
            self._marker.released(e.position())

    # What follows from it

    def _let_go(self, _action: int = 0) -> None:
        self._held = None

    def _scrolled(self, *_: int) -> None:
        if self._tender.busy:
            return
        self._tender.settle()
        if self._held is None:
            self._set_current(self.question_read())
        self._copying.arrange()

    def _set_current(self, piece: int | None) -> None:
        if piece == self._current:
            return
        self._current = piece
        self.viewport().update()
        self.question_changed.emit(self.current_question)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() + ":" == FOLD:
            self.reach().turn(url.toString())
            self._scrolled()
            return
        self.link_activated.emit(address_in(url))


def address_in(url: QUrl) -> str:
    """Return where a link of the page leads, as it stands in the course's safe HTML.

    A picture's path is without its percent-encoding.
    """
    if url.scheme() in ("picture", "locate", "drawing"):
        path = url.path(QUrl.ComponentFormattingOption.FullyDecoded)
        return f"{url.scheme()}:{path}"
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
