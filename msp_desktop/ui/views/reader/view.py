"""The reader's widget: shows a page, knows the current question, scrolls to any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QPainter, QTextFrameFormat
from PySide6.QtWidgets import QFrame, QTextBrowser

from msp_desktop.ui.views.reader.copying import CopyButtons
from msp_desktop.ui.views.reader.formats import FOLD
from msp_desktop.ui.views.reader.grip import gripped
from msp_desktop.ui.views.reader.marker import Marker
from msp_desktop.ui.views.reader.painting import PagePainter
from msp_desktop.ui.views.reader.places import Places, text_rects
from msp_desktop.ui.views.reader.tending import Tender
from msp_desktop.ui.views.scrollbar import make_quiet

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import (
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QTextCursor,
        QWheelEvent,
    )

    from msp_desktop.course.drawing.model import Wanted
    from msp_desktop.ui.views.reader.anchors import Reach
    from msp_desktop.ui.views.reader.grip import Grip
    from msp_desktop.ui.views.reader.page import Page

JUMP_GAP = 18
"""Pixels left above a question's heading when it is jumped to."""


class Reader(QTextBrowser):
    """Shows one page at a time.

    Signals: ``question_changed(id)`` when another question has become the current one ("" for
    none), ``link_activated(address)`` for a click on any link, ``bookmark_wanted(id)`` for a click
    on a question's star, ``zoom_wanted(steps)`` for Ctrl and the wheel, ``rewritten()`` when other
    stretches of the page are written than before.
    """

    question_changed = Signal(str)
    link_activated = Signal(str)
    bookmark_wanted = Signal(str)
    zoom_wanted = Signal(int)
    rewritten = Signal()

    def __init__(self) -> None:
        super().__init__()
        make_quiet(self)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Answers"))
        self._page: Page | None = None
        self._places: Places | None = None
        self._painter: PagePainter | None = None
        # Pieces of the page.
        self._current: int | None = None
        self._held: int | None = None
        self._hovered: int | None = None
        self._starred: Collection[str] = ()
        self._copying = CopyButtons(self)
        self._marker = Marker(self)
        self._tender = Tender(self)
        self._tender.changed.connect(self._copying.arrange)
        self._tender.changed.connect(self.rewritten)
        self.anchorClicked.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        # A long page is laid out bit by bit, and where its end is decides what is being read.
        self.verticalScrollBar().rangeChanged.connect(self._scrolled)
        # Only what the user does triggers an action: the wheel, the keys, dragging the handle.
        self.verticalScrollBar().actionTriggered.connect(self._let_go)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    @property
    def places(self) -> Places | None:
        """Where things of the page are."""
        return self._places

    @property
    def current_question(self) -> str:
        """The id of the question being read, or ""."""
        return self._id(self._current)

    def show_page(self, page: Page) -> None:
        """Take a page; to be followed by what says where in it to begin."""
        old = self._page
        places = Places(page)
        self._page, self._places, self._painter = page, places, PagePainter(page, places)
        self._current = self._held = self._hovered = None
        self._fit_column()
        with self._tender.taking(page, places):
            self.setDocument(page.document)
            if old is not None:
                old.document.deleteLater()
            page.store.changed.connect(self._picture_came)
            self.verticalScrollBar().setValue(0)
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
        piece = self.reach().go_to_anchor(name, first, JUMP_GAP)
        if piece is None:
            return False
        self._held = piece if self._page.pieces.question(piece) else None
        if self._held is not None:
            self._set_current(self._held)
        self._scrolled()
        return True

    def reach(self) -> Reach:
        """Return what opens folds of this page."""
        from msp_desktop.ui.views.reader.anchors import Reach

        assert self._page is not None
        assert self._places is not None
        return Reach(self, self._tender, self._page, self._places)

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

    def bring(self, stretch: int) -> None:
        """Have a stretch of the page written, scrolling to it if it is not."""
        page, places = self._page, self._places
        if page is not None and places is not None and not page.roll.is_written(stretch):
            self._held = None
            self._tender.bring(stretch, lambda: places.top(stretch))

    def focus_link(self, position: int) -> None:
        """Give the keyboard's focus to the link that begins at a character of the document."""
        from msp_desktop.ui.views.reader.focusing import look_after, say_fold

        look_after(self, position)
        super().focusNextPrevChild(True)
        say_fold(self)

    def position_at_top(self) -> int:
        """Return the first character of the document that is in sight."""
        return self._places.position_near(self.area().topLeft()) if self._places else 0

    def show_range(self, cursor: QTextCursor) -> None:
        """Scroll so that a stretch of the page is in sight, away from the edges."""
        if self._places is None:
            return
        self._held = None
        for _ in range(2):
            # What is written above it in the view may be higher or lower than was thought.
            first, last = cursor.selectionStart(), cursor.selectionEnd()
            rect = next(text_rects(self.document(), first, last), QRectF())
            area = self.area().adjusted(0, 40, 0, -60)
            if area.contains(rect):
                break
            self.verticalScrollBar().setValue(round(rect.top() - area.height() / 3))

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
        return gripped(self._places, self.verticalScrollBar().value(), self._id(self._held))

    def hold(self, grip: Grip | None) -> None:
        """Scroll to what stood at the top of the view, and take the same question as current."""
        if grip is None or self._page is None:
            return
        self._held = self._page.pieces.of_question(grip.held)
        self._tender.go(min(grip.piece, len(self._page.pieces) - 1), grip.offset)
        if self._held is not None:
            self._set_current(self._held)
        self._scrolled()

    def area(self) -> QRectF:
        """Return the part of the document that is in sight, in its coordinates."""
        view = self.viewport()
        return QRectF(0, self.verticalScrollBar().value(), view.width(), view.height())

    # What Qt calls

    def loadResource(self, type: int, name: QUrl | str, /) -> object:
        """Load nothing: a page's pictures come from its store."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        from msp_desktop.ui.views.reader.selecting import selected_text

        text = selected_text(self._page, self.textCursor()) if self._page else None
        if text is None:
            return super().createMimeDataFromSelection()
        data = QMimeData()
        data.setText(text)
        return data

    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Go to the next link or the previous one; from what is in sight, if none has the focus."""
        from msp_desktop.ui.views.reader.focusing import focused_link, look_from_here, say_fold

        look_from_here(self, 1 if next else -1)
        found = super().focusNextPrevChild(next)
        say_fold(self)
        # Qt tells of links below the pointer only.
        self.highlighted.emit(QUrl(focused_link(self) if found else ""))
        return found

    def keyPressEvent(self, e: QKeyEvent, /) -> None:
        bar = self.verticalScrollBar()
        # These two Qt knows only where there is a cursor to move.
        if e.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
            bar.triggerAction(bar.SliderAction.SliderToMinimum)
        elif e.matches(QKeySequence.StandardKey.MoveToEndOfDocument):
            bar.triggerAction(bar.SliderAction.SliderToMaximum)
        else:
            super().keyPressEvent(e)

    def focusOutEvent(self, e: QFocusEvent, /) -> None:
        super().focusOutEvent(e)
        self.highlighted.emit(QUrl())

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
            self._fit_column()
            super().resizeEvent(e)
            return
        grip = self.grip()
        was = self._page.pictures.column
        with self._tender.widening():
            self._fit_column()
            super().resizeEvent(e)
            self._tender.widen(self._page.pictures.column / was)
        self.hold(grip)

    def changeEvent(self, e: QEvent, /) -> None:
        if e.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Answers"))
        super().changeEvent(e)

    def wheelEvent(self, e: QWheelEvent, /) -> None:
        if e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # QTextEdit would change its font, which the page's formats do not follow.
            if e.angleDelta().y():
                self.zoom_wanted.emit(1 if e.angleDelta().y() > 0 else -1)
            e.accept()
            return
        super().wheelEvent(e)

    def mouseMoveEvent(self, e: QMouseEvent, /) -> None:
        hovered = self._heading_at(e.position())
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()
        super().mouseMoveEvent(e)
        if self._star_at(e.position()):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, e: QMouseEvent, /) -> None:
        star = self._star_at(e.position())
        if star and e.button() == Qt.MouseButton.LeftButton:
            self.bookmark_wanted.emit(star)
            return
        super().mouseReleaseEvent(e)
        if e.button() == Qt.MouseButton.LeftButton:
            self._marker.released(e.position())

    # What follows from it

    def _fit_column(self) -> None:
        if self._page is None:
            return
        page = self._page
        width = self.viewport().width()
        margin = page.formats.theme.size("column-margin")
        column = page.formats.px("column-width")
        side = max(margin if width > 480 else margin / 2, (width - column) / 2)
        made = QTextFrameFormat()
        made.setLeftMargin(side)
        made.setRightMargin(side)
        made.setTopMargin(22)
        # Room below, so that the last question can be read from the top of the page.
        made.setBottomMargin(max(60, self.viewport().height() * 0.4))
        page.pictures.column = max(80.0, width - 2 * side)
        page.document.rootFrame().setFrameFormat(made)

    def _let_go(self, _action: int) -> None:
        self._held = None

    def _scrolled(self, *_: int) -> None:
        if self._tender.busy:
            return
        self._tender.settle()
        if self._held is None:
            self._set_current(self._read_at())
        self._copying.arrange()

    def _read_at(self) -> int | None:
        """Return the question at the line where the eyes are.

        It is near the top, but moves down towards the page's end, so that each question has its
        turn.  At the very top it is the first question's, however short the page is.
        """
        if self._page is None or self._places is None or not self._page.pieces.questions:
            return None
        bar = self.verticalScrollBar()
        if bar.value() == bar.minimum():
            return 1
        height = self.viewport().height()
        start = min(1.0, bar.value() / max(height, 1))
        end = max(0.0, 1 - (bar.maximum() - bar.value()) / max(height, 1))
        end *= bar.value() / max(bar.maximum(), 1)
        line = bar.value() + height * (0.3 * start + 0.5 * end)
        piece = self._places.piece_near(QPointF(self._places.column().left(), line))
        return min(max(piece, 1), len(self._page.pieces.questions))

    def _set_current(self, piece: int | None) -> None:
        if piece == self._current:
            return
        self._current = piece
        self.viewport().update()
        self.question_changed.emit(self.current_question)

    def _id(self, piece: int | None) -> str:
        """Return the id of the question that a piece is, "" for none."""
        question = self._page.pieces.question(piece) if self._page and piece else None
        return question.id if question else ""

    def _heading_at(self, spot: QPointF) -> int | None:
        """Return the question at a spot of the view."""
        if self._page is None or self._places is None:
            return None
        piece = self._places.piece_near(spot + QPointF(0, self.verticalScrollBar().value()))
        return piece if self._page.pieces.question(piece) else None

    def _star_at(self, spot: QPointF) -> str:
        piece = self._heading_at(spot)
        if piece is None or self._places is None:
            return ""
        at = spot + QPointF(0, self.verticalScrollBar().value())
        rect = self._places.star_rect(piece)
        if rect.isEmpty() or not rect.adjusted(-6, -6, 6, 6).contains(at):
            return ""
        return self._id(piece)

    def redraw(self, sources: Collection[Wanted]) -> None:
        """Take what came of formulas and diagrams into the page, which stays where it is."""
        if self._page is not None:
            found = [
                one.stretch
                for one in self._page.roll.written()
                if any(source.wanted in sources for source in one.marks.drawn)
            ]
            self._tender.redraw(found)

    def _picture_came(self) -> None:
        if self._page is not None:
            self.viewport().update()

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
