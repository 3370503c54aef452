"""Putting a highlight on words that the user selects."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from msp_desktop.ui.views.message import Message
from msp_desktop.ui.views.reader.extracting import Extracting

if TYPE_CHECKING:
    from msp_desktop.notebook.decisions import Decision
    from msp_desktop.ui.marking import Marking
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.message import MessageBar
    from msp_desktop.ui.views.reader.pane import ReaderPane

KEY = "by-hand"

QUOTE = 60
"""Characters of a highlight that name it."""


class ByHand(QObject):
    """Asks for words on the page, and puts a highlight there.

    Signals: ``placed(Decision)`` when one was put somewhere.
    """

    placed = Signal(object)

    def __init__(
        self,
        study: Study,
        marking: Marking,
        reader: ReaderPane,
        messages: MessageBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._study = study
        self._marking = marking
        self._reader = reader
        self._messages = messages

    def ask(self, decision: Decision) -> str:
        """Ask for the words of a highlight; return the question they are most likely in, or ""."""
        quote = " ".join(decision.quote[:QUOTE].split())
        words = self.tr("Select the words that the highlight “{quote}” belongs on.")
        attach = (self.tr("Attach to what is selected"), partial(self._put, decision))
        self.forget()
        self._messages.say(Message(KEY, words.format(quote=quote), "news", (attach,)))
        course = self._study.course
        places = [*(one.question for one in decision.candidates), decision.ref.question]
        there = (one for one in places if course is not None and course.chapter_of(one))
        return next(there, "")

    def forget(self) -> None:
        """Ask no more."""
        self._messages.withdraw(KEY)

    def _put(self, decision: Decision) -> None:
        """Put a highlight on the words that are selected; without any, go on waiting for them."""
        reader = self._reader.reader
        extracts = Extracting(reader, reader.marker.marks).extracts()
        if extracts:
            self.forget()
            self._marking.adjust(decision.subject, extracts[0])
            self.placed.emit(decision)
