"""The highlights and notes of the page that a reader shows, and where in its view they are.

They are told by subjects: the id of a highlight or question, or what a note on a picture names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextCursor

from msp_desktop.course.illustrations import picture_of_subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPainter

    from msp_desktop.ui.views.reader.colouring import Colouring, Shown
    from msp_desktop.ui.views.reader.noted_pictures import NotedPictures
    from msp_desktop.ui.views.reader.noted_questions import NotedQuestions
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.passages import Passages
    from msp_desktop.ui.views.reader.places import Places
    from msp_desktop.ui.views.reader.view import Reader


class ShownMarks:
    """What is marked on a page.  Spots and rectangles are the view's, in pixels.

    ``active`` is the id of the highlight that is being looked at, "" for none.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.page: Page | None = None
        self._places: Places | None = None
        self._passages: Passages | None = None
        self._colouring: Colouring | None = None
        self._pictures: NotedPictures | None = None
        self._questions: NotedQuestions | None = None
        # Where the picture is that was pointed at last: the page may show it twice.
        self._position = -1
        self.highlights: Mapping[str, Sequence[Shown]] = {}
        self.notes: Mapping[str, str] = {}
        self.active = ""

    def take_page(self, page: Page, places: Places) -> None:
        """Be about another page."""
        self.page, self._places = page, places
        self._passages = self._colouring = self._pictures = self._questions = None
        self.active = ""

    def take(self, highlights: Mapping[str, Sequence[Shown]], notes: Mapping[str, str]) -> None:
        """Take the highlights and the notes, by what they are on."""
        self.highlights, self.notes = highlights, notes
        if self._pictures is not None:
            self._pictures.show(notes)
        if self._questions is not None:
            self._questions.show(notes)
        if self.page is not None and (highlights or self._colouring is not None):
            self.colouring.show(highlights)

    @property
    def passages(self) -> Passages:
        """The texts of the page."""
        if self._passages is None:
            from msp_desktop.ui.views.reader.passages import Passages

            assert self.page is not None
            self._passages = Passages(self.page)
        return self._passages

    @property
    def colouring(self) -> Colouring:
        """What paints the page's highlights."""
        if self._colouring is None:
            from msp_desktop.ui.views.reader.colouring import Colouring

            assert self.page is not None
            assert self._places is not None
            self._colouring = Colouring(self.page, self._places, self.passages)
            self._colouring.show(self.highlights)
        return self._colouring

    @property
    def pictures(self) -> NotedPictures:
        """The pictures of the page."""
        if self._pictures is None:
            from msp_desktop.ui.views.reader.noted_pictures import NotedPictures

            assert self.page is not None
            assert self._places is not None
            self._pictures = NotedPictures(self.page, self._places)
            self._pictures.show(self.notes)
        return self._pictures

    @property
    def questions(self) -> NotedQuestions:
        """The questions of the page that have a note."""
        if self._questions is None:
            from msp_desktop.ui.views.reader.noted_questions import NotedQuestions

            assert self.page is not None
            assert self._places is not None
            self._questions = NotedQuestions(self.page, self._places)
            self._questions.show(self.notes)
        return self._questions

    @property
    def _top(self) -> QPointF:
        return QPointF(0, self._reader.verticalScrollBar().value())

    def activate(self, identifier: str) -> None:
        """Make a highlight the active one, "" for none."""
        self.active = identifier
        if self.page is not None:
            self.colouring.active = identifier

    def found(self, identifier: str) -> Shown | None:
        """Return a highlight by its id, of this page or another."""
        return self.colouring.found(identifier) if self.page is not None else None

    def at(self, spot: QPointF) -> Shown | None:
        """Return the highlight at a spot, the innermost."""
        return self._colouring.at(spot + self._top) if self._colouring is not None else None

    def pointed_at(self, spot: QPointF) -> str:
        """Return what at a spot may have a note: a highlight, a question's sign, or a picture."""
        hit = self.at(spot)
        if hit is not None:
            return hit.id
        question = self.noted_question_at(spot)
        if question:
            return question
        picture = self.pictures.noted_at(spot + self._top) if self.notes and self.page else None
        self._position = picture.position if picture is not None else self._position
        return picture.subject if picture is not None else ""

    def noted_question_at(self, spot: QPointF) -> str:
        """Return the id of the question whose note's sign is at a spot, "" for none."""
        return self.questions.at(spot + self._top) if self.notes and self.page else ""

    def picture_at(self, spot: QPointF) -> str:
        """Return what a note on the picture at a spot names, "" where there is none."""
        picture = self.pictures.at(spot + self._top) if self.page is not None else None
        return picture.subject if picture is not None else ""

    def focused_picture(self) -> str:
        """Return what a note on the picture names that has the keyboard's focus, or ""."""
        cursor = self._reader.textCursor()
        if self.page is None or not cursor.hasSelection():
            return ""
        picture = self.pictures.written_at(cursor.selectionStart())
        if picture is None:
            return ""
        self._position = picture.position
        return picture.subject

    def grips(self) -> list[QPointF]:
        """Return where the active highlight's ends can be taken."""
        if self._colouring is None or not self.active:
            return []
        return [grip - self._top for grip in self._colouring.grips()]

    def rect(self, identifier: str) -> QRectF | None:
        """Return what something with a note takes up, None where it is not written.

        Of a question that is its note's sign.
        """
        if picture_of_subject(identifier) is not None:
            found = self.pictures.rect(identifier, self._position)
            return found.translated(-self._top) if found is not None else None
        passage = self.colouring.passage(identifier)
        if passage is None:
            sign = self.questions.rect(identifier)
            return sign.translated(-self._top) if sign is not None else None
        rects = self.colouring.rects(passage)
        if not rects:
            return None
        around = rects[0]
        for rect in rects[1:]:
            around = around.united(rect)
        return around.translated(-self._top)

    def words(self, identifier: str) -> str:
        """Return the words of a highlight of this page, "" where it is none."""
        passage = self.colouring.passage(identifier)
        if passage is None:
            return ""
        return self.passages.text(passage.piece).whole[passage.start : passage.end]

    def bring(self, identifier: str) -> bool:
        """Scroll to a highlight, opening what it is folded in; False where the page has it not."""
        passage = self.colouring.passage(identifier) if self.page is not None else None
        if self.page is None or passage is None:
            return False
        folds = self.passages.text(passage.piece).folds_around(passage.start)
        self._reader.bring(self.passages.stretch_of(passage))
        if folds and self._reader.reach().unfold(passage.piece, folds):
            # What was folded may stand in another stretch now.
            self._reader.bring(self.passages.stretch_of(passage))
        found = next(self.passages.ranges(passage), None)
        if found is not None:
            cursor = QTextCursor(self.page.document)
            cursor.setPosition(found[0])
            cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
            self._reader.show_range(cursor)
        return True

    def neighbour(self, by: int) -> str:
        """Return the next (1) or previous (-1) highlight of the page, "" where it has none.

        It is counted from the active one, or from the question being read.
        """
        passages, order = self.passages, list[tuple[int, int, str]]()
        for subject, ones in self.highlights.items():
            piece = passages.piece(subject)
            if piece is not None:
                order += [(piece, one.start, one.id) for one in ones]
        order.sort(key=lambda one: one[:2])
        names = [one[2] for one in order]
        if not names:
            return ""
        if self.active in names:
            return names[(names.index(self.active) + by) % len(names)]
        current = passages.piece(self._reader.current_question) or 0
        index = next((index for index, one in enumerate(order) if one[0] >= current), 0)
        return names[index - 1 if by < 0 else index]

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint behind the text within an area of the document."""
        if self._colouring is not None:
            self._colouring.paint(painter, area)
        if self.notes:
            self.pictures.paint(painter, area)
            self.questions.paint(painter, area)

    def paint_above(self, painter: QPainter, area: QRectF) -> None:
        """Paint the active highlight's ends above the text."""
        if self._colouring is not None:
            self._colouring.paint_above(painter, area)
