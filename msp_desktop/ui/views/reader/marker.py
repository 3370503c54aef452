"""Highlighting with mouse and keys: what is selected, what is clicked, whose ends are dragged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from msp_desktop.course.text import Extract, is_content

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPainter

    from msp_desktop.notebook.model import Colour
    from msp_desktop.ui.views.reader.bar import HighlightBar
    from msp_desktop.ui.views.reader.card import NoteCard
    from msp_desktop.ui.views.reader.colouring import Colouring, Shown
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.passages import Passage, Passages
    from msp_desktop.ui.views.reader.places import Places
    from msp_desktop.ui.views.reader.view import Reader

REACH = 9.0
"""Pixels around a grip in which it can be taken."""

HOVER = 350
"""Milliseconds that the pointer rests on a highlight before its note is shown."""

_WORD = re.compile(r"\w+|[^\w\s]+")
_MOVES = {
    Qt.Key.Key_Left: (QTextCursor.MoveOperation.Left, QTextCursor.MoveOperation.WordLeft),
    Qt.Key.Key_Right: (QTextCursor.MoveOperation.Right, QTextCursor.MoveOperation.WordRight),
    Qt.Key.Key_Up: (QTextCursor.MoveOperation.Up, QTextCursor.MoveOperation.Up),
    Qt.Key.Key_Down: (QTextCursor.MoveOperation.Down, QTextCursor.MoveOperation.Down),
    Qt.Key.Key_Home: (
        QTextCursor.MoveOperation.StartOfLine,
        QTextCursor.MoveOperation.StartOfBlock,
    ),
    Qt.Key.Key_End: (QTextCursor.MoveOperation.EndOfLine, QTextCursor.MoveOperation.EndOfBlock),
}


class Marker(QObject):
    """What the user highlights with in a reader.

    Signals: ``highlight_wanted(list of Extract, Colour or None)`` for a selection, None for the
    colour used last; ``note_on_selection_wanted(list of Extract)``;
    ``recolour_wanted(id, Colour)``, ``adjust_wanted(id, Extract)``, ``removal_wanted(id)`` and
    ``note_wanted(id)`` for a highlight;
    ``activated(id)`` when a highlight was chosen or is the active one now, "" for none.
    """

    highlight_wanted = Signal(object, object)
    note_on_selection_wanted = Signal(object)
    recolour_wanted = Signal(str, object)
    adjust_wanted = Signal(str, object)
    removal_wanted = Signal(str)
    note_wanted = Signal(str)
    activated = Signal(str)

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self._page: Page | None = None
        self._places: Places | None = None
        self._passages: Passages | None = None
        self._colouring: Colouring | None = None
        self._shown: Mapping[str, Sequence[Shown]] = {}
        self._notes: Mapping[str, str] = {}
        self._bar: HighlightBar | None = None
        self._card: NoteCard | None = None
        self._active = ""
        self._dragged = -1
        self._caret = False
        self._hovered = ""
        self._hover = QTimer(self, singleShot=True, interval=HOVER)
        self._hover.timeout.connect(self._show_card)
        reader.installEventFilter(self)
        reader.viewport().installEventFilter(self)
        reader.verticalScrollBar().valueChanged.connect(self._arrange)

    # What is shown

    @property
    def active(self) -> str:
        """The id of the highlight that is being looked at, "" for none."""
        return self._active

    @property
    def passages(self) -> Passages | None:
        """The texts of the page."""
        return self._passages

    @property
    def has_highlights(self) -> bool:
        """Whether any highlight of the course is shown somewhere."""
        return bool(self._shown)

    def show_page(self, page: Page, places: Places) -> None:
        """Serve another page."""
        active, self._active = self._active, ""
        self._page, self._places = page, places
        self._passages = self._colouring = None
        self._caret, self._dragged = False, -1
        self._hide()
        if self._shown:
            self.show_highlights(self._shown, self._notes)
        if active and self._made().found(active) is not None:
            self.activate(active, bar=False)
        elif active:
            self.activated.emit("")

    def show_highlights(
        self, shown: Mapping[str, Sequence[Shown]], notes: Mapping[str, str]
    ) -> None:
        """Show highlights by question, and the notes of those that have one by their ids."""
        self._shown, self._notes = shown, notes
        if self._page is None:
            return
        if shown or self._colouring is not None:
            self._made().show(shown)
        if self._active and self._made().found(self._active) is None:
            self.activate("")
        self._arrange()
        self._reader.viewport().update()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint highlights behind the text within an area of the document."""
        if self._colouring is not None:
            self._colouring.paint(painter, area)

    def paint_above(self, painter: QPainter, area: QRectF) -> None:
        """Paint above the text: the active highlight's ends, and the caret of a selection."""
        if self._colouring is not None:
            self._colouring.paint_above(painter, area)
        if self._caret and self._page is not None and self._reader.hasFocus():
            top = self._reader.verticalScrollBar().value()
            caret = QRectF(self._reader.cursorRect()).translated(0, top)
            caret.setWidth(2)
            painter.fillRect(caret, self._page.formats.theme.colour("accent"))

    def grips(self) -> list[QPointF]:
        """Return where in the view the active highlight's ends can be taken."""
        if self._colouring is None or not self._active:
            return []
        top = QPointF(0, self._reader.verticalScrollBar().value())
        return [grip - top for grip in self._colouring.grips()]

    # What is done

    def highlight(self, colour: Colour | None = None) -> bool:
        """Highlight what is selected, or give the active highlight a colour; False for neither."""
        extracts = self._extracts()
        if extracts:
            self._clear_selection()
            self.highlight_wanted.emit(extracts, colour)
            return True
        if self._active and colour is not None:
            self.recolour_wanted.emit(self._active, colour)
        return bool(self._active)

    def remove(self) -> None:
        """Have the active highlight removed."""
        if self._active:
            identifier = self._active
            self.activate("")
            self.removal_wanted.emit(identifier)

    def activate(self, identifier: str, *, bar: bool = True) -> None:
        """Make a highlight the active one, with the bar at it; "" for none."""
        before, self._active = self._active, identifier
        colouring = self._made() if self._page is not None else None
        if colouring is not None:
            colouring.active = identifier
        if identifier and bar and colouring is not None:
            one = colouring.found(identifier)
            if one is not None:
                self._made_bar().offer(one.colour, existing=True, noted=one.noted)
        self._hovered = identifier
        if not identifier or not bar:
            self._hide()
        else:
            self._arrange()
            self._show_card()
        self._reader.viewport().update()
        if before != identifier or (identifier and bar):
            self.activated.emit(identifier)

    def go_to(self, identifier: str) -> bool:
        """Scroll to a highlight of this page and make it the active one; what is folded opens."""
        page, colouring = self._page, self._made() if self._page is not None else None
        passage = colouring.passage(identifier) if colouring is not None else None
        if page is None or colouring is None or passage is None or self._passages is None:
            return False
        folds = self._passages.text(passage.piece).folds_around(passage.start)
        self._reader.bring(self._passages.stretch_of(passage))
        if folds and self._reader.reach().unfold(passage.piece, folds):
            # What was folded may stand in another stretch now.
            self._reader.bring(self._passages.stretch_of(passage))
        found = next(self._passages.ranges(passage), None)
        if found is not None:
            cursor = QTextCursor(page.document)
            cursor.setPosition(found[0])
            cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
            self._reader.show_range(cursor)
        self.activate(identifier)
        return True

    def step(self, by: int) -> str:
        """Make the next (1) or previous (-1) highlight of the page the active one."""
        passages = self._made_passages()
        order = [
            (passages.piece(subject), one.start, one.id)
            for subject, ones in self._shown.items()
            if passages.piece(subject) is not None
            for one in ones
        ]
        order.sort(key=lambda one: (one[0] or 0, one[1]))
        names = [one[2] for one in order]
        if not names:
            return ""
        if self._active in names:
            index = (names.index(self._active) + by) % len(names)
        else:
            current = passages.piece(self._reader.current_question) or 0
            after = [index for index, one in enumerate(order) if (one[0] or 0) >= current]
            index = after[0] if after else 0
            if by < 0:
                index -= 1
        self.go_to(names[index])
        return names[index]

    def released(self, spot: QPointF) -> None:
        """Learn that the mouse was released: after a selection, or a click on a highlight."""
        if self._reader.textCursor().hasSelection():
            self._caret = False
            self._offer_selection()
            return
        if self._reader.anchorAt(spot.toPoint()):
            return
        hit = self._at(spot)
        self.activate(hit.id if hit else "")

    # What Qt calls

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._reader:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            if event.type() == QEvent.Type.FocusOut:
                self._reader.viewport().update()
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if event.type() == QEvent.Type.Leave:
            self._hover.stop()
            if self._hovered != self._active:
                self._hovered = self._active
                self._show_card()
        elif event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._arrange)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                self._dragged = self._grip_at(event.position())
                if self._dragged < 0:
                    self._hide()
                return self._dragged >= 0
            case QEvent.Type.MouseMove if self._dragged >= 0:
                self._drag(event.position())
                return True
            case QEvent.Type.MouseButtonRelease if self._dragged >= 0:
                self._dragged = -1
                self._drop()
                return True
            case QEvent.Type.MouseMove if not event.buttons():
                self._point_at(event.position())
                return False
            case _:
                return False

    def _key(self, event: QKeyEvent) -> bool:
        keys, shift = event.modifiers(), Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape and (self._active or self._has_bar() or self._caret):
            self._dismiss()
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._active:
            self.remove()
            return True
        if keys & shift and event.key() in _MOVES:
            by_word = bool(keys & Qt.KeyboardModifier.ControlModifier)
            if self._active:
                return self._nudge(
                    Qt.Key(event.key()), by_word, start=bool(keys & Qt.KeyboardModifier.AltModifier)
                )
            if not keys & Qt.KeyboardModifier.AltModifier:
                self._extend(Qt.Key(event.key()), by_word)
                return True
        return False

    # Selecting

    def _extracts(self) -> list[Extract]:
        cursor = self._reader.textCursor()
        if self._page is None or not cursor.hasSelection():
            return []
        passages = self._made_passages()
        found = passages.selected(cursor.selectionStart(), cursor.selectionEnd())
        return [
            Extract(passages.subject(one.piece), passages.text(one.piece), one.start, one.end)
            for one in found
        ]

    def _clear_selection(self) -> None:
        cursor = self._reader.textCursor()
        value = self._reader.verticalScrollBar().value()
        cursor.setPosition(cursor.selectionEnd())
        self._reader.setTextCursor(cursor)
        self._reader.verticalScrollBar().setValue(value)
        self._caret = False
        self._hide()

    def _extend(self, key: Qt.Key, by_word: bool) -> None:
        """Move the free end of the selection; the first one begins at the caret, or in sight."""
        cursor = self._reader.textCursor()
        rect = self._reader.cursorRect(cursor)
        if not cursor.hasSelection() and not rect.intersects(self._reader.viewport().rect()):
            cursor.setPosition(self._reader.position_at_top())
        cursor.movePosition(_MOVES[key][by_word], QTextCursor.MoveMode.KeepAnchor)
        self._reader.setTextCursor(cursor)
        self._caret = True
        if cursor.hasSelection():
            self._offer_selection()
        else:
            self._hide()
        self._reader.viewport().update()

    def _offer_selection(self) -> None:
        if not self._extracts():
            self._hide()
            return
        if self._active:
            self.activate("")
        self._made_bar().offer("", existing=False, noted=False)
        self._arrange()

    # The active highlight

    def _at(self, spot: QPointF) -> Shown | None:
        if self._colouring is None:
            return None
        return self._colouring.at(spot + QPointF(0, self._reader.verticalScrollBar().value()))

    def _grip_at(self, spot: QPointF) -> int:
        """Return which end of the active highlight can be taken at a spot, -1 for none."""
        for end, grip in enumerate(self.grips()):
            if (spot - grip).manhattanLength() <= REACH:
                return end
        return -1

    def _drag(self, spot: QPointF) -> None:
        """Have the end that is dragged be where the pointer is, for now."""
        colouring, passages = self._made(), self._made_passages()
        passage, ends = colouring.passage(self._active), colouring.ends()
        if passage is None or ends is None:
            return
        # The grip is above or below its line.
        away = QPointF(0, ends[self._dragged].height() * (0.6 if self._dragged == 0 else -0.6))
        position = self._reader.cursorForPosition((spot + away).toPoint()).position()
        at = passages.boundary(passage.piece, position, from_end=self._dragged == 1)
        if at is None:
            return
        if self._dragged == 0 and at < passage.end:
            self._preview(passage._replace(start=at))
        elif self._dragged == 1 and at > passage.start:
            self._preview(passage._replace(end=at))

    def _preview(self, passage: Passage) -> None:
        subject = self._made_passages().subject(passage.piece)
        ones = [
            one._replace(start=passage.start, end=passage.end) if one.id == self._active else one
            for one in self._shown.get(subject, ())
        ]
        self._made().show({**self._shown, subject: ones})
        self._arrange()
        self._reader.viewport().update()

    def _drop(self) -> None:
        passage = self._made().passage(self._active)
        if passage is not None:
            self._adjust(passage)

    def _adjust(self, passage: Passage) -> None:
        passages = self._made_passages()
        subject, text = passages.subject(passage.piece), passages.text(passage.piece)
        extract = Extract(subject, text, passage.start, passage.end)
        self.adjust_wanted.emit(self._active, extract)

    def _nudge(self, key: Qt.Key, by_word: bool, *, start: bool) -> bool:
        """Move an end of the active highlight by a character or a word; say if the key does."""
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        passage = self._made().passage(self._active)
        if passage is None:
            return False
        whole = self._made_passages().text(passage.piece).whole
        forth = key == Qt.Key.Key_Right
        at = passage.start if start else passage.end
        at = _beside(whole, at, forth=forth, by_word=by_word, start=start)
        moved = passage._replace(start=at) if start else passage._replace(end=at)
        if moved.start < moved.end and moved != passage:
            self._adjust(moved)
        return True

    # Bar and card

    def _arrange(self, *_: int) -> None:
        """Put bar and card where they belong now; out of sight they hide with it."""
        around = self._around()
        view = QRectF(self._reader.viewport().rect())
        if self._bar is not None and self._bar_wanted:
            if around is None or not around.intersects(view):
                self._bar.hide()
            else:
                self._bar.place(around.intersected(view))
        if self._card is not None and self._card.isVisible():
            self._show_card()

    _bar_wanted = False

    def _around(self) -> QRectF | None:
        """Return where the active highlight or the selection is in the view."""
        if self._active:
            return self._rect_of(self._active)
        cursor = self._reader.textCursor()
        if not cursor.hasSelection():
            return None
        ends: list[QRectF] = []
        for position in (cursor.selectionStart(), cursor.selectionEnd()):
            at = QTextCursor(cursor)
            at.setPosition(position)
            ends.append(QRectF(self._reader.cursorRect(at)))
        return ends[0].united(ends[1])

    def _rect_of(self, identifier: str) -> QRectF | None:
        colouring = self._made()
        passage = colouring.passage(identifier)
        rects = colouring.rects(passage) if passage is not None else []
        if not rects:
            return None
        around = rects[0]
        for rect in rects[1:]:
            around = around.united(rect)
        return around.translated(0, -self._reader.verticalScrollBar().value())

    def _made_bar(self) -> HighlightBar:
        if self._bar is None:
            from msp_desktop.ui.views.reader.bar import HighlightBar

            self._bar = HighlightBar(self._reader.viewport())
            self._bar.colour_chosen.connect(self.highlight)
            self._bar.note_chosen.connect(self._want_note)
            self._bar.copy_chosen.connect(self._copy)
            self._bar.removal_chosen.connect(self.remove)
            self._bar.dismissed.connect(self._dismiss)
        assert self._page is not None
        self._bar.set_theme(self._page.formats.theme)
        self._bar_wanted = True
        return self._bar

    def _has_bar(self) -> bool:
        return self._bar is not None and self._bar.isVisible()

    def _hide(self) -> None:
        self._bar_wanted = False
        if self._bar is not None:
            if any(button.hasFocus() for button in self._bar.findChildren(QWidget)):
                self._reader.setFocus()
            self._bar.hide()
        if self._card is not None:
            self._card.hide()

    def _dismiss(self) -> None:
        if self._reader.textCursor().hasSelection():
            self._clear_selection()
        self._caret = False
        self.activate("")
        self._reader.setFocus()

    def _want_note(self) -> None:
        if self._active:
            self.note_wanted.emit(self._active)
            return
        extracts = self._extracts()
        if extracts:
            self._clear_selection()
            self.note_on_selection_wanted.emit(extracts)

    def _copy(self) -> None:
        if not self._active:
            self._reader.copy()
            self._hide()
            return
        passage = self._made().passage(self._active)
        if passage is not None:
            from PySide6.QtGui import QGuiApplication

            text = self._made_passages().text(passage.piece).whole
            QGuiApplication.clipboard().setText(text[passage.start : passage.end])
            self._hide()

    def _point_at(self, spot: QPointF) -> None:
        """Show the note of a highlight on which the pointer comes to rest."""
        hit = self._at(spot)
        identifier = hit.id if hit is not None else self._active
        if hit is not None and not self._reader.anchorAt(spot.toPoint()):
            # The reader has set its own cursor for a link or a star.
            self._reader.viewport().setToolTip("")
        if identifier != self._hovered:
            self._hovered = identifier
            self._hover.start()

    def _show_card(self) -> None:
        """Show the note of the highlight that is pointed at or active, below it."""
        text = self._notes.get(self._hovered, "")
        around = self._rect_of(self._hovered) if text else None
        view = QRectF(self._reader.viewport().rect())
        if around is None or not around.intersects(view) or self._page is None:
            if self._card is not None:
                self._card.hide()
            return
        if self._card is None:
            from msp_desktop.ui.views.reader.card import NoteCard

            self._card = NoteCard(self._reader.viewport())
        beside = self._bar.geometry() if self._bar is not None and self._bar.isVisible() else None
        self._card.show_note(text, self._page.formats.theme, around.intersected(view), beside)

    def _made_passages(self) -> Passages:
        if self._passages is None:
            from msp_desktop.ui.views.reader.passages import Passages

            assert self._page is not None
            self._passages = Passages(self._page)
        return self._passages

    def _made(self) -> Colouring:
        if self._colouring is None:
            from msp_desktop.ui.views.reader.colouring import Colouring

            assert self._page is not None
            assert self._places is not None
            self._colouring = Colouring(self._page, self._places, self._made_passages())
            self._colouring.show(self._shown)
        return self._colouring


def _beside(whole: str, at: int, *, forth: bool, by_word: bool, start: bool) -> int:
    """Return the place beside one in a text where a highlight may begin or end."""
    if by_word:
        places = [one.start() if start else one.end() for one in _WORD.finditer(whole)]
    else:
        places = [index + (not start) for index, one in enumerate(whole) if is_content(one)]
    if forth:
        return next((place for place in places if place > at), at)
    return next((place for place in reversed(places) if place < at), at)
