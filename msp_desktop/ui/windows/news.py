"""The one message above the page that says that the course has changed, however often it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.ui.views.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from msp_desktop.ui.models.changes import Section
    from msp_desktop.ui.views.message import MessageBar

KEY = "edition"

IDLE = 20
"""Milliseconds between two modules that are imported before they are needed."""

PAGE = (
    *("models.differences", "models.changes", "models.editions", "views.side.notice"),
    *("views.changes.column", "views.changes.paragraph", "views.changes.rows"),
    *("views.changes.cards", "views.changes.pane", "windows.deciding", "windows.changing"),
)
"""What the page of changes needs: imported one by one, it stops the window for no frame."""


class News(QObject):
    """Says what changed; a message that was sent away comes back only for a further decision.

    Signals: ``dismissed()`` when the user sent it away.
    """

    dismissed = Signal()

    def __init__(self, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self._open = 0
        self._least: int | None = None
        self._coming: list[str] = []
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._prepare)

    def tell(
        self,
        counts: Mapping[Section, int],
        actions: tuple[tuple[str, Callable[[], None]], ...],
    ) -> None:
        """Say how much there is of everything, and what can be done about it."""
        from msp_desktop.ui.models.changes import Section
        from msp_desktop.ui.views.changes.words import message_words

        words, undecided = message_words(counts), counts.get(Section.DECISIONS, 0)
        if not words:
            self.hush()
            return
        if self._least is not None and undecided <= self._least:
            # Every edit would bring it back.
            return
        self._open = undecided
        if self._messages.offers(KEY) == [name for name, _ in actions]:
            self._messages.measure(KEY, words, None)
        else:
            self.say(words, actions)
            self._coming = [*reversed(PAGE)]
            self._idle.start()

    def say(self, words: str, actions: tuple[tuple[str, Callable[[], None]], ...]) -> None:
        """Say something else of what was written in the course."""
        self.hush()
        self._messages.say(Message(KEY, words, "news", actions, dismissed=self._dismiss))

    def hush(self) -> None:
        """Take the message away: what it says has been seen, or is about to be."""
        self._messages.withdraw(KEY)

    def forget(self) -> None:
        """Begin anew with another course."""
        self._least = None
        self.hush()

    def _dismiss(self) -> None:
        self._least = self._open
        self.dismissed.emit()

    def _prepare(self) -> None:
        """Import the next thing that the page needs."""
        from importlib import import_module

        if self._coming:
            import_module(f"msp_desktop.ui.{self._coming.pop()}")
            self._idle.start()
