"""The one message above the page that says that the course has changed, however often it does.

Sent away, it leaves a sign at the window's top, until the user has looked at what changed.  How far
that is stands in the notebook: every window says the same, and so does the next one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from msp_desktop.ui.views.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from msp_desktop.notebook.model import Changes
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.notebook.sightings import Sighting
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.message import MessageBar
    from msp_desktop.ui.windows.known import Known

    Actions = tuple[tuple[str, Callable[[], None]], ...]

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

    Signals: ``signed(words)`` with what the sign at the window's top is to say, "" for no sign.
    """

    signed = Signal(str)

    def __init__(self, study: Study, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._study = study
        self._messages = messages
        self._known: Known | None = None
        self._actions: Actions = ()
        self._sign = ""
        self._keeping = 0
        self._coming: list[str] = []
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._prepare)
        study.committed.connect(self._look_elsewhere)

    @property
    def is_told(self) -> bool:
        """Whether it is known what has changed in the open course."""
        return self._known is not None

    def tell(self, known: Known, actions: Actions, *, quiet: bool = False) -> None:
        """Say how much changed and what can be done about it; ``quiet`` while it is looked at."""
        self._known, self._actions = known, actions
        if quiet:
            self.hush()
        else:
            self._say_again()

    def say(
        self, words: str, actions: Actions, dismissed: Callable[[], None] | None = None
    ) -> None:
        """Say something else of what was written in the course."""
        self._messages.withdraw(KEY)
        self._messages.say(Message(KEY, words, "news", actions, dismissed=dismissed))

    def hush(self) -> None:
        """Take message and sign away: what they say is being looked at."""
        self._messages.withdraw(KEY)
        self._show_sign("")

    def see(self) -> None:
        """Take note that what changed has been looked at."""
        self.hush()
        if self._known is not None and self._known.comparison is not None:
            self._keep(self._known.sighting._replace(looked=self._known.digest, dismissed=-1))
            self._known = self._known._replace(comparison=None)

    def forget(self) -> None:
        """Begin anew with another course."""
        self._known = None
        self.hush()

    def _say_again(self) -> None:
        from msp_desktop.ui.models.editions import counts_of
        from msp_desktop.ui.views.changes.words import message_words

        known, words = self._known, ""
        if known is not None and known.comparison is not None:
            words = message_words(counts_of(known.comparison.matching, known.open))
        if known is None or not words:
            self.hush()
        elif 0 <= known.open <= known.sighting.dismissed:
            # Every edit would bring it back.
            self._messages.withdraw(KEY)
            self._show_sign(words)
        else:
            self._show_sign("")
            self._show_message(words)

    def _show_message(self, words: str) -> None:
        if self._messages.offers(KEY) == [name for name, _ in self._actions]:
            self._messages.measure(KEY, words, None)
        else:
            self.say(words, self._actions, self._dismiss)
            self._coming = [*reversed(PAGE)]
            self._idle.start()

    def _show_sign(self, words: str) -> None:
        if words != self._sign:
            self._sign = words
            self.signed.emit(words)

    def _dismiss(self) -> None:
        known = self._known
        if known is not None and known.comparison is not None:
            self._keep(known.sighting._replace(dismissed=known.open))
            self._say_again()

    def _keep(self, sighting: Sighting) -> None:
        """Have every window know what this one does."""
        assert self._known is not None
        record = self._known.record
        self._known = self._known._replace(sighting=sighting)
        now = self._study.now()
        look = partial(_look, record=record, sighting=sighting, now=now)
        if self._study.writing.submit(look, self._kept):
            self._keeping += 1

    def _kept(self, _: Changes) -> None:
        self._keeping -= 1

    def _look_elsewhere(self) -> None:
        """Be quiet where another window was looked at, or has sent the message away."""
        known = self._known
        if known is None or known.comparison is None or self._keeping:
            return
        record = known.record
        sighting = self._study.ask(lambda notebook: notebook.moves.sighting(record), known.sighting)
        if sighting != known.sighting:
            looked = sighting.looked == known.digest
            comparison = None if looked else known.comparison
            self._known = known._replace(sighting=sighting, comparison=comparison)
            self._say_again()

    def _prepare(self) -> None:
        """Import the next thing that the page needs."""
        from importlib import import_module

        if self._coming:
            import_module(f"msp_desktop.ui.{self._coming.pop()}")
            self._idle.start()


def _look(notebook: Notebook, *, record: str, sighting: Sighting, now: datetime) -> Changes:
    return notebook.moves.look(record, sighting, now=now)
