"""The card of something that the user has to decide on: what it is, where it may belong now."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from msp_desktop.ui.models.plain_notes import plain_lines
from msp_desktop.ui.views.changes.column import Row
from msp_desktop.ui.views.changes.paragraph import dress
from msp_desktop.ui.views.changes.words import fit_words, kind_words
from msp_desktop.ui.views.flat import FlatButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.models.changes import Candidate, Decision
    from msp_desktop.ui.theme import Theme

_SPACE = re.compile(r"\s+")

ROOM = 14
BELOW = 12
BAR = 3

MOST = 300
"""Characters of a quote, a note or a place that a card shows."""


class DecisionRow(Row):
    """Shows an annotation with its old place and the best new ones.

    Signals: ``attach_wanted(key, candidate)`` with the keys of both, ``keep_wanted(key)`` to leave
    it listed without a place, ``deletion_wanted(key)``, ``place_chosen(key, candidate)`` to look
    at where a candidate stands, ``by_hand_wanted(key)`` to select where a highlight belongs.
    """

    attach_wanted = Signal(str, str)
    keep_wanted = Signal(str)
    deletion_wanted = Signal(str)
    place_chosen = Signal(str, str)
    by_hand_wanted = Signal(str)

    def __init__(self, decision: Decision, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stops: list[QWidget] = []
        self.setAccessibleName(kind_words(decision))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(ROOM, ROOM - 2, ROOM, ROOM - 4 + BELOW)
        self._column.setSpacing(6)
        self._say(kind_words(decision), role="muted", size="font-small")
        if decision.quote:
            html = self._in_place(decision, decision.colour)
            self._label(html, self.tr("Words that were marked: {words}"), decision.quote)
        if decision.answer:
            words = " ".join(decision.answer[:MOST].split())
            words = self.tr("Its answer was: {words}").format(words=words)
            self._say(words, role="muted", size="font-small")
        if decision.text:
            noted = decision.kind in ("note", "highlight")
            lines = plain_lines(decision.text[:MOST]) if noted else [decision.text[:MOST]]
            words = " ".join(lines)
            green = theme.colour("note").name()
            self._label(f'<span style="color:{green}">▌</span> {escape(words)}', "{words}", words)
        if decision.candidates:
            self._say(self.tr("It may belong here:"), role="muted", size="font-small")
        else:
            words = self.tr("No place was found that it is likely to belong to.")
            self._say(words, role="muted", size="font-small")
        for one in decision.candidates:
            self._offer(decision, one)
        self._conclude(decision)

    def height_for(self, width: int) -> int:
        """Return how high it is at a width."""
        return self._column.heightForWidth(width)

    def stops(self) -> Sequence[QWidget]:
        """Return what the keyboard stops at."""
        return self._stops

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.setBrush(self._theme.colour("panel"))
        radius = self._theme.size("radius")
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5 - BELOW)
        painter.drawRoundedRect(box, radius, radius)

    def _offer(self, decision: Decision, candidate: Candidate) -> None:
        """Show a place, with a button to put the annotation there."""
        line = QHBoxLayout()
        line.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        if candidate.quote:
            html = self._in_place(candidate, decision.colour)
            label = self._made(html, candidate.quote, rich=True)
            words.addWidget(label)
        known = bool(candidate.quote) or not decision.quote
        place = self._made(fit_words(candidate, known=known), "", rich=False)
        if candidate.quote:
            dress(place, self._theme, "muted", "font-small")
        words.addWidget(place)
        line.addLayout(words, 1)
        for text, name, act, object_name in (
            (
                self.tr("Look"),
                self.tr("Look at “{title}”"),
                partial(self.place_chosen.emit, decision.key, candidate.key),
                "look",
            ),
            (
                self.tr("Attach here"),
                self.tr("Attach to “{title}”"),
                partial(self.attach_wanted.emit, decision.key, candidate.key),
                "attach",
            ),
        ):
            if object_name == "attach" and decision.quote and not candidate.quote:
                # Which of its words it would be on nobody can say.
                continue
            button = self._button(text, act, raised=object_name == "attach")
            button.setAccessibleName(name.format(title=candidate.title))
            button.setObjectName(f"{object_name}-{candidate.key}")
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(line)

    def _conclude(self, decision: Decision) -> None:
        """Show the buttons that are there whatever was found."""
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addStretch(1)
        if decision.quote:
            hand = self._button(self.tr("Select by hand…"), self.by_hand_wanted.emit, decision.key)
            hand.setObjectName("by-hand")
            line.addWidget(hand)
        if not decision.kept:
            words = self.tr("Keep without a place")
            keep = self._button(words, self.keep_wanted.emit, decision.key)
            keep.setObjectName("keep")
            keep.setToolTip(self.tr("It stays in the list of notes, with its words, for ever."))
            line.addWidget(keep)
        remove = self._button(self.tr("Delete"), self.deletion_wanted.emit, decision.key)
        remove.setObjectName("delete")
        line.addWidget(remove)
        self._column.addLayout(line)

    def _button(self, text: str, act: object, *arguments: str, raised: bool = False) -> FlatButton:
        button = FlatButton(self, raised=raised)
        button.setText(text)
        button.setAccessibleName(text)
        button.set_look(self._theme, text="link" if raised else "text", size="font-ui")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda _=False: act(*arguments))  # pyright: ignore
        self._stops.append(button)
        return button

    def _in_place(self, where: Decision | Candidate, colour: str) -> str:
        """Return a quote with what stands around it, in the colour of the highlight."""
        theme = self._theme
        ground = theme.colour(f"highlight-{colour}").name() if colour else "transparent"
        muted, text = theme.colour("muted").name(), theme.colour("text").name()
        quote = where.quote if len(where.quote) <= MOST else f"{where.quote[:MOST]}…"
        before, words, behind = (
            escape(_SPACE.sub(" ", one)) for one in (where.prefix, quote, where.suffix)
        )
        return (
            f'<span style="color:{muted}">{before}</span>'
            f'<span style="color:{text};background-color:{ground}">{words}</span>'
            f'<span style="color:{muted}">{behind}</span>'
        )

    def _label(self, html: str, name: str, words: str) -> None:
        self._column.addWidget(self._made(html, name.format(words=words), rich=True))

    def _say(self, words: str, *, role: str, size: str) -> None:
        label = self._made(words, "", rich=False)
        dress(label, self._theme, role, size)
        self._column.addWidget(label)

    def _made(self, words: str, name: str, *, rich: bool) -> QLabel:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAccessibleName(name)
        dress(label, self._theme, "text", "font-ui")
        return label
