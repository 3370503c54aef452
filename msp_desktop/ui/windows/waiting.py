"""The message that says how far something is that a mover does, where it takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.ui.views.message import Message

if TYPE_CHECKING:
    from msp_desktop.ui.moving import Mover
    from msp_desktop.ui.views.message import MessageBar

SLOW = 1000
"""Milliseconds that it may take before the window says so: nobody has to wait for it."""

BEAT = 100
"""Milliseconds between two words on how far it is."""

KEY = "moving"


class Waiting(QObject):
    """Says how far a mover is, and lets it be given up.

    Signals: ``given_up()`` when the user did.
    """

    given_up = Signal()

    def __init__(self, mover: Mover, messages: MessageBar) -> None:
        super().__init__(mover)
        self._mover = mover
        self._messages = messages
        self._slow = QTimer(self, interval=SLOW, singleShot=True)
        self._slow.timeout.connect(self._beat_on)
        self._beat = QTimer(self, interval=BEAT)
        self._beat.timeout.connect(self.tell)
        mover.begun.connect(self._slow.start)
        mover.ended.connect(self._end)

    def tell(self) -> None:
        """Say how far it is, as soon as that is known."""
        progress = self._mover.progress
        if not progress.bytes:
            return
        words = self.tr("Looking at what became of your notes and marks…")
        if self._messages.offers(KEY) is None:
            actions = ((self.tr("Cancel"), self._give_up),)
            message = Message(KEY, words, "news", actions=actions, lasting=True, measured=True)
            self._messages.say(message)
        share = progress.done_bytes / progress.bytes
        self._messages.measure(KEY, words, min(share, 1.0))

    def _beat_on(self) -> None:
        self.tell()
        self._beat.start()

    def _end(self) -> None:
        self._slow.stop()
        self._beat.stop()
        self._messages.withdraw(KEY)

    def _give_up(self) -> None:
        self._mover.cancel()
        self.given_up.emit()
