"""Highlighting with mouse and keys: what is asked for on the page becomes a wish for the session.

:mod:`.shown_marks` has what is marked, :mod:`.extracting` what is selected, :mod:`.adjusting` the
ends of a highlight, :mod:`.overlay` what stands over the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from msp_desktop.ui.views.reader.adjusting import Adjusting
from msp_desktop.ui.views.reader.extracting import MOVES, Extracting
from msp_desktop.ui.views.reader.overlay import Overlay
from msp_desktop.ui.views.reader.shown_marks import ShownMarks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPainter

    from msp_desktop.notebook.model import Colour
    from msp_desktop.ui.views.reader.colouring import Shown
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.places import Places
    from msp_desktop.ui.views.reader.view import Reader


class Marker(QObject):
    """What the user highlights with in a reader.

    Signals: ``highlight_wanted(list of Extract, Colour or None)`` for a selection, None for the
    colour used last; ``note_on_selection_wanted(list of Extract)``;
    ``recolour_wanted(id, Colour)``, ``adjust_wanted(id, Extract)``, ``removal_wanted(id)`` and
    ``note_wanted(id)`` for a highlight or a question;
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
        self._marks = ShownMarks(reader)
        self._selection = Extracting(reader, self._marks)
        self._adjusting = Adjusting(reader, self._marks)
        self._over = Overlay(reader, self._marks, self._selection)
        self._over.colour_chosen.connect(self.highlight)
        self._over.note_chosen.connect(self._want_note)
        self._over.copy_chosen.connect(self._copy)
        self._over.removal_chosen.connect(self.remove)
        self._over.dismissed.connect(self._dismiss)
        reader.installEventFilter(self)
        reader.viewport().installEventFilter(self)

    # What is shown

    @property
    def active(self) -> str:
        """The id of the highlight that is being looked at, "" for none."""
        return self._marks.active

    @property
    def marks(self) -> ShownMarks:
        """What is marked on the page."""
        return self._marks

    def show_page(self, page: Page, places: Places) -> None:
        """Serve another page."""
        active = self.active
        self._marks.take_page(page, places)
        self._selection.by_keys = False
        self._adjusting.let_go()
        self._over.hide()
        if self._marks.highlights or self._marks.notes:
            self.show_highlights(self._marks.highlights, self._marks.notes)
        if active and self._marks.found(active) is not None:
            self.activate(active, bar=False)
        elif active:
            self.activated.emit("")

    def show_highlights(
        self, shown: Mapping[str, Sequence[Shown]], notes: Mapping[str, str]
    ) -> None:
        """Show highlights by question, and notes by what they are on."""
        self._marks.take(shown, notes)
        if self._marks.page is None:
            return
        if self.active and self._marks.found(self.active) is None:
            self.activate("")
        self._over.renew()
        self._reader.viewport().update()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint highlights behind the text within an area of the document."""
        self._marks.paint(painter, area)

    def paint_above(self, painter: QPainter, area: QRectF) -> None:
        """Paint above the text: the active highlight's ends, and the caret of a selection."""
        self._marks.paint_above(painter, area)
        self._selection.paint_caret(painter)

    # What is done

    def highlight(self, colour: Colour | None = None) -> bool:
        """Highlight what is selected, or give the active highlight a colour; False for neither."""
        extracts = self._selection.extracts()
        if extracts:
            self._clear_selection()
            self.highlight_wanted.emit(extracts, colour)
            return True
        if self.active and colour is not None:
            self.recolour_wanted.emit(self.active, colour)
        return bool(self.active)

    def remove(self) -> None:
        """Have the active highlight removed."""
        identifier = self.active
        if identifier:
            self.activate("")
            self.removal_wanted.emit(identifier)

    def activate(self, identifier: str, *, bar: bool = True) -> None:
        """Make a highlight the active one, with the bar at it; "" for none."""
        before = self.active
        self._marks.activate(identifier)
        if identifier and bar:
            self._over.offer(identifier)
        else:
            self._over.attend(identifier)
        self._reader.viewport().update()
        if before != identifier or (identifier and bar):
            self.activated.emit(identifier)

    def go_to(self, identifier: str) -> bool:
        """Scroll to a highlight of this page and make it the active one; what is folded opens."""
        if not self._marks.bring(identifier):
            return False
        self.activate(identifier)
        return True

    def step(self, by: int) -> str:
        """Make the next (1) or previous (-1) highlight of the page the active one."""
        identifier = self._marks.neighbour(by)
        if identifier:
            self.go_to(identifier)
        return identifier

    def attend(self, subject: str) -> None:
        """Show the note on a picture that was gone to."""
        self._over.point_at(subject)

    def released(self, spot: QPointF) -> None:
        """Learn that the mouse was released: after a selection, or a click on a highlight."""
        if not self._selection.is_empty:
            self._selection.by_keys = False
            self._offer_selection()
            return
        if self._reader.anchorAt(spot.toPoint()):
            return
        hit = self._marks.at(spot)
        self.activate(hit.id if hit else "")
        question = self._marks.noted_question_at(spot) if hit is None else ""
        if question:
            self.note_wanted.emit(question)

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
            self._over.leave()
        elif event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self._over, self._over.arrange)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                taken = self._adjusting.take(event.position())
                if not taken:
                    self._over.hide()
                return taken
            case QEvent.Type.MouseMove if self._adjusting.dragging:
                if self._adjusting.drag(event.position()):
                    self._over.arrange()
                    self._reader.viewport().update()
                return True
            case QEvent.Type.MouseButtonRelease if self._adjusting.dragging:
                extract = self._adjusting.dropped()
                if extract is not None:
                    self.adjust_wanted.emit(self.active, extract)
                return True
            case QEvent.Type.MouseMove if not event.buttons():
                self._point_at(event.position())
                return False
            case _:
                return False

    def _key(self, event: QKeyEvent) -> bool:
        keys, key = event.modifiers(), event.key()
        if key == Qt.Key.Key_Escape and (
            self.active or self._over.has_bar or self._selection.by_keys
        ):
            self._dismiss()
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.active:
            self.remove()
            return True
        if not keys & Qt.KeyboardModifier.ShiftModifier or key not in MOVES:
            return False
        by_word = bool(keys & Qt.KeyboardModifier.ControlModifier)
        other_end = bool(keys & Qt.KeyboardModifier.AltModifier)
        if self.active:
            return self._nudge(Qt.Key(key), by_word=by_word, start=other_end)
        if other_end:
            return False
        self._selection.extend(Qt.Key(key), by_word=by_word)
        self._offer_selection()
        self._reader.viewport().update()
        return True

    # What follows from it

    def _nudge(self, key: Qt.Key, *, by_word: bool, start: bool) -> bool:
        """Move an end of the active highlight by a character or a word; say if the key does."""
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        if self._marks.colouring.passage(self.active) is None:
            return False
        extract = self._adjusting.moved(key, by_word=by_word, start=start)
        if extract is not None:
            self.adjust_wanted.emit(self.active, extract)
        return True

    def _offer_selection(self) -> None:
        if not self._selection.has_text:
            self._over.hide()
            return
        if self.active:
            self.activate("")
        self._over.offer_selection()

    def _clear_selection(self) -> None:
        self._selection.clear()
        self._over.hide()

    def _dismiss(self) -> None:
        if not self._selection.is_empty:
            self._clear_selection()
        self._selection.by_keys = False
        self.activate("")
        self._reader.setFocus()

    def _want_note(self) -> None:
        if self.active:
            self.note_wanted.emit(self.active)
            return
        extracts = self._selection.extracts()
        if extracts:
            self._clear_selection()
            self.note_on_selection_wanted.emit(extracts)

    def _copy(self) -> None:
        if not self.active:
            self._reader.copy()
            self._over.hide()
            return
        words = self._marks.words(self.active)
        if words:
            from PySide6.QtGui import QGuiApplication

            QGuiApplication.clipboard().setText(words)
            self._over.hide()

    def _point_at(self, spot: QPointF) -> None:
        subject = self._marks.pointed_at(spot)
        if subject and not self._reader.anchorAt(spot.toPoint()):
            # The reader has set its own cursor for a link or a star.
            self._reader.viewport().setToolTip("")
        self._over.point_at(subject)
