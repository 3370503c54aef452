"""What stands over a page at its marks: the bar with what can be done, and the card of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from msp_desktop.ui.views.reader.bar import HighlightBar
    from msp_desktop.ui.views.reader.card import NoteCard
    from msp_desktop.ui.views.reader.extracting import Extracting
    from msp_desktop.ui.views.reader.shown_marks import ShownMarks
    from msp_desktop.ui.views.reader.view import Reader

HOVER = 350
"""Milliseconds that the pointer rests on a highlight before its note is shown."""


class Overlay(QObject):
    """Puts bar and card at what they belong to.

    Signals: ``colour_chosen(Colour)``, ``note_chosen()``, ``copy_chosen()``, ``removal_chosen()``
    and ``dismissed()`` as the bar's.
    """

    colour_chosen = Signal(object)
    note_chosen = Signal()
    copy_chosen = Signal()
    removal_chosen = Signal()
    dismissed = Signal()

    def __init__(self, reader: Reader, marks: ShownMarks, selection: Extracting) -> None:
        super().__init__(reader)
        self._reader = reader
        self._marks = marks
        self._selection = selection
        self._bar: HighlightBar | None = None
        self._bar_wanted = False
        self._card: NoteCard | None = None
        self._hovered = ""
        self._hover = QTimer(self, singleShot=True, interval=HOVER)
        self._hover.timeout.connect(self._show_card)
        reader.highlighted.connect(self._focus_moved)
        reader.verticalScrollBar().valueChanged.connect(self.arrange)

    @property
    def has_bar(self) -> bool:
        """Whether the bar is to be seen."""
        return self._bar is not None and self._bar.isVisible()

    def offer_selection(self) -> None:
        """Offer what can be done with what is selected."""
        self._made_bar().offer("", existing=False, noted=False)
        self.arrange()

    def offer(self, identifier: str) -> None:
        """Offer what can be done with a highlight, and show the note of one that has one."""
        one = self._marks.found(identifier)
        if one is not None:
            self._made_bar().offer(one.colour, existing=True, noted=one.noted)
        self._hovered = identifier
        self.arrange()
        self._show_card()

    def renew(self) -> None:
        """Show of the highlight that is offered what it is now: it may have another colour."""
        one = self._marks.found(self._marks.active) if self._marks.active else None
        if one is not None and self._bar is not None and self._bar_wanted:
            self._bar.offer(one.colour, existing=True, noted=one.noted)
        self.arrange()

    def attend(self, identifier: str) -> None:
        """Take a highlight for the one that is looked at, with nothing over the page for it."""
        self._hovered = identifier
        self.hide()

    def arrange(self, *_: int) -> None:
        """Put bar and card where they belong now; out of sight they hide with it."""
        if self._bar is not None and self._bar_wanted:
            active = self._marks.active
            around = self._marks.rect(active) if active else self._selection.rect()
            view = QRectF(self._reader.viewport().rect())
            if around is None or not around.intersects(view):
                self._bar.hide()
            else:
                self._bar.place(around.intersected(view))
        if self._card is not None and self._card.isVisible():
            self._show_card()

    def hide(self) -> None:
        """Take bar and card away."""
        self._bar_wanted = False
        if self._bar is not None:
            if any(button.hasFocus() for button in self._bar.findChildren(QWidget)):
                self._reader.setFocus()
            self._bar.hide()
        if self._card is not None:
            self._card.hide()

    def point_at(self, identifier: str) -> None:
        """Show the note of what the pointer comes to rest on; "" for nothing that has one."""
        identifier = identifier or self._marks.active
        if identifier != self._hovered:
            self._hovered = identifier
            self._hover.start()

    def leave(self) -> None:
        """Know that the pointer is nowhere on the page."""
        self._hover.stop()
        if self._hovered != self._marks.active:
            self._hovered = self._marks.active
            self._show_card()

    def _focus_moved(self) -> None:
        """Show the note of a picture that the keyboard's focus comes to."""
        if not self._selection.is_empty:
            self.point_at(self._marks.focused_picture())

    def _show_card(self) -> None:
        """Show the note of what is pointed at or active, below it."""
        text, page = self._marks.notes.get(self._hovered, ""), self._marks.page
        around = self._marks.rect(self._hovered) if text else None
        view = QRectF(self._reader.viewport().rect())
        if around is None or not around.intersects(view) or page is None:
            if self._card is not None:
                self._card.hide()
            return
        if self._card is None:
            from msp_desktop.ui.views.reader.card import NoteCard

            self._card = NoteCard(self._reader.viewport())
        beside = self._bar.geometry() if self._bar is not None and self._bar.isVisible() else None
        self._card.show_note(text, page.formats.theme, around.intersected(view), beside)

    def _made_bar(self) -> HighlightBar:
        if self._bar is None:
            from msp_desktop.ui.views.reader.bar import HighlightBar

            self._bar = HighlightBar(self._reader.viewport())
            self._bar.colour_chosen.connect(self.colour_chosen)
            self._bar.note_chosen.connect(self.note_chosen)
            self._bar.copy_chosen.connect(self.copy_chosen)
            self._bar.removal_chosen.connect(self.removal_chosen)
            self._bar.dismissed.connect(self.dismissed)
        assert self._marks.page is not None
        self._bar.set_theme(self._marks.page.formats.theme)
        self._bar_wanted = True
        return self._bar
