"""A page in a view: its column, its links by keys, what of it is in sight.

What is read of it, and what the user marks in it, is for the :class:`~.view.Reader`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QTextFrameFormat
from PySide6.QtWidgets import QFrame, QTextBrowser

from msp_desktop.ui.views.reader.lines import text_rects
from msp_desktop.ui.views.reader.tending import Tender
from msp_desktop.ui.views.scrollbar import make_quiet

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor, QWheelEvent

    from msp_desktop.course.drawing.model import Wanted
    from msp_desktop.ui.views.reader.anchors import Reach
    from msp_desktop.ui.views.reader.long_copies import LongCopies
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.places import Places


class PageView(QTextBrowser):
    """Shows one page at a time.  Questions are told by their piece of the page.

    Signals: ``zoom_wanted(steps)`` for Ctrl and the wheel, ``rewritten()`` when other stretches of
    the page are written than before, ``copying(bool)`` when a very long text is on its way to the
    clipboard, and when it is there.
    """

    zoom_wanted = Signal(int)
    rewritten = Signal()
    copying = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        make_quiet(self)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page: Page | None = None
        self._places: Places | None = None
        self._copies: LongCopies | None = None
        self._tender = Tender(self)
        self._tender.changed.connect(self.rewritten)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    @property
    def places(self) -> Places | None:
        """Where things of the page are."""
        return self._places

    def take_page(self, page: Page, places: Places) -> None:
        """Show a page from its beginning."""
        old = self._page
        self._page, self._places = page, places
        self.fit_column()
        with self._tender.taking(page, places):
            self.setDocument(page.document)
            if old is not None:
                old.document.deleteLater()
            page.store.changed.connect(self.viewport().update)
            page.store.lost.connect(self._picture_lost)
            self.verticalScrollBar().setValue(0)

    def reach(self) -> Reach:
        """Return what opens folds of this page."""
        from msp_desktop.ui.views.reader.anchors import Reach

        assert self._page is not None
        assert self._places is not None
        return Reach(self, self._tender, self._page, self._places)

    def bring(self, stretch: int) -> None:
        """Have a stretch of the page written, scrolling to it if it is not."""
        page, places = self._page, self._places
        if page is not None and places is not None and not page.roll.is_written(stretch):
            self._let_go()
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
        self._let_go()
        for _ in range(2):
            # What is written above it in the view may be higher or lower than was thought.
            first, last = cursor.selectionStart(), cursor.selectionEnd()
            rect = next(text_rects(self.document(), first, last), QRectF())
            area = self.area().adjusted(0, 40, 0, -60)
            if area.contains(rect):
                break
            self.verticalScrollBar().setValue(round(rect.top() - area.height() / 3))

    def area(self) -> QRectF:
        """Return the part of the document that is in sight, in its coordinates."""
        view = self.viewport()
        return QRectF(0, self.verticalScrollBar().value(), view.width(), view.height())

    def fit_column(self) -> None:
        """Have the text's column in the middle, as wide as the theme wants it at most."""
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

    def redraw(self, sources: Collection[Wanted]) -> None:
        """Take what came of formulas and diagrams into the page, which stays where it is."""
        if self._page is not None:
            found = [
                one.stretch
                for one in self._page.roll.written()
                if any(source.wanted in sources for source in one.marks.drawn)
            ]
            self._tender.redraw(found)

    def question_read(self) -> int | None:
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

    def question_at(self, spot: QPointF) -> int | None:
        """Return the question at a spot of the view."""
        if self._page is None or self._places is None:
            return None
        piece = self._places.piece_near(spot + QPointF(0, self.verticalScrollBar().value()))
        return piece if self._page.pieces.question(piece) else None

    def question_id(self, piece: int | None) -> str:
        """Return the id of the question that a piece is, "" for none."""
        question = self._page.pieces.question(piece) if self._page and piece else None
        return question.id if question else ""

    def star_at(self, spot: QPointF) -> int | None:
        """Return the question whose star is at a spot of the view, None where there is none."""
        piece = self.question_at(spot)
        if piece is None or self._places is None:
            return None
        at = spot + QPointF(0, self.verticalScrollBar().value())
        rect = self._places.star_rect(piece)
        on_it = not rect.isEmpty() and rect.adjusted(-6, -6, 6, 6).contains(at)
        return piece if on_it else None

    # What Qt calls

    def loadResource(self, type: int, name: QUrl | str, /) -> object:
        """Load nothing: a page's pictures come from its store."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        from msp_desktop.ui.views.reader.selecting import selected_texts

        cursor = self.textCursor()
        selected = selected_texts(self._page, cursor) if self._page else None
        if selected is None:
            return super().createMimeDataFromSelection()
        if self._copies is None:
            from msp_desktop.ui.views.reader.long_copies import LongCopies

            self._copies = LongCopies(self)
            self._copies.busy.connect(self.copying)
        key = (id(self._page), cursor.selectionStart(), cursor.selectionEnd())
        return self._copies.data(key, selected)

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
        # Whoever hears it is no more whole where a window goes that has the focus.
        if self.isVisible():
            self.highlighted.emit(QUrl())

    def wheelEvent(self, e: QWheelEvent, /) -> None:
        if e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # QTextEdit would change its font, which the page's formats do not follow.
            if e.angleDelta().y():
                self.zoom_wanted.emit(1 if e.angleDelta().y() > 0 else -1)
            e.accept()
            return
        super().wheelEvent(e)

    # What follows from it

    def _let_go(self, _action: int = 0) -> None:
        """Know that what was scrolled to is no longer what is read before all."""

    def _picture_lost(self, source: str) -> None:
        """Lay out anew what has kept room for a picture that cannot be shown."""
        if self._page is not None:
            self._tender.redraw(sorted(self._page.stretches_showing(source)))
