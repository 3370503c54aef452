"""The page that says what became of the course, in the reader's place."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from msp_desktop.ui.icons import icon
from msp_desktop.ui.models.changes import (
    ChangedQuestion,
    ChangesReport,
    Decision,
    Heading,
    Intro,
    Section,
    page_lines,
)
from msp_desktop.ui.views.changes.cards import DecisionRow
from msp_desktop.ui.views.changes.column import Column, Row
from msp_desktop.ui.views.changes.heights import Line
from msp_desktop.ui.views.changes.rows import HeadingRow, IntroRow, QuestionRow
from msp_desktop.ui.views.flat import FlatButton
from msp_desktop.ui.views.side.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QHideEvent, QPaintEvent

    from msp_desktop.ui.models.differences import Piece
    from msp_desktop.ui.theme import Theme

_GUESSES: dict[type, int] = {Intro: 110, Heading: 54, Decision: 210}
_EDITED, _PLAIN = 110, 58
"""Pixels that rows are taken to be high until they are made."""

AT_ONCE = 100
SLICE = 500
"""Lines that are shown at once, and that of more are put together between two frames."""


class ChangesPane(QWidget):
    """Shows a :class:`ChangesReport`.

    Signals: ``question_chosen(id)`` to go to a question; ``attach_wanted(decision, candidate)``,
    ``keep_wanted(decision)`` and ``deletion_wanted(decision)`` with the keys of what is decided;
    ``place_chosen(decision, candidate)`` to look at a candidate; ``by_hand_wanted(decision)``;
    ``comparison_wanted(questions)`` with the questions in sight whose words are not compared yet;
    ``step_back_wanted()``, or ``move_wanted()`` where that was done; ``closed()`` when the user is
    done with the page, ``left()`` when it is not shown any more.
    """

    question_chosen = Signal(str)
    attach_wanted = Signal(str, str)
    keep_wanted = Signal(str)
    deletion_wanted = Signal(str)
    place_chosen = Signal(str, str)
    by_hand_wanted = Signal(str)
    comparison_wanted = Signal(object)
    step_back_wanted = Signal()
    move_wanted = Signal()
    closed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report = ChangesReport()
        self._folded = {Section.KEPT, Section.UNPLACED}
        self._known: dict[str, tuple[Piece, ...]] = {}
        self._coming: Iterator[Line] | None = None
        self._come: list[Line] = []
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._show_more_lines)
        self.setObjectName("changes")
        self.setAutoFillBackground(True)
        self.bar = _Bar(theme, self)
        self.bar.back.clicked.connect(self._back_or_forth)
        self.bar.close_button.clicked.connect(self.closed)
        self.column = Column(
            self._made, theme.size("column-width"), theme.size("column-margin") // 2
        )
        self.column.sighted.connect(self._compare)
        self.notice = Notice(theme, self)
        self.notice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.notice)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.column)
        self._stack.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.closed)
        self.set_theme(theme)

    @property
    def report(self) -> ChangesReport:
        """What is shown."""
        return self._report

    def show_report(
        self, report: ChangesReport | None, known: Mapping[str, tuple[Piece, ...]]
    ) -> None:
        """Show another report, or that it is not known yet; what stays in it stays where it is.

        ``known`` is what became of edited questions' words, as far as it was looked for.
        """
        self._known = dict(known)
        self._report = report or ChangesReport()
        if report is None:
            self.notice.setText(self.tr("Looking at what has changed…"))
        else:
            self.notice.setText(
                self.tr(
                    "Nothing has changed since this course was read last. When its file is edited,"
                    " this page says what became of each question."
                )
            )
        self.bar.offer(back=self._report.back, again=self._report.held)
        if not self._report.changed or not self.isVisible():
            self.column.set_lines(())
        self._show_lines()
        shown = self.column if self._report.changed else self.notice
        focused = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        if focused and not self.isAncestorOf(self.window().focusWidget() or self.window()):
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self._compare()

    def add_known(self, known: Mapping[str, tuple[Piece, ...]]) -> None:
        """Show what became of the words of some edited questions."""
        self._known |= known
        for key, pieces in known.items():
            row = self.column.row(key)
            if isinstance(row, QuestionRow):
                row.set_pieces(pieces)
        self.column.measure(known)

    def show_section(self, section: Section) -> None:
        """Bring a section in sight, open."""
        self._folded.discard(section)
        self._show_lines(whole=True)
        first = next((one.key for one in self.column.lines if one.key == f"head:{section}"), "")
        self.column.go_to(first)

    def show_decision(self, key: str) -> bool:
        """Bring something without a place in sight; False where it is not among them."""
        found = next((one for one in self._report.decisions if one.key == key), None)
        if found is None:
            return False
        self._folded.discard(Section.UNPLACED if found.kept else Section.DECISIONS)
        self._show_lines(whole=True)
        self.column.go_to(f"decision:{key}")
        return True

    def step(self, by: int) -> None:
        """Move the keyboard to the next row (1) or the previous one (-1)."""
        self.column.step(by)

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        palette = theme.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colour("paper"))
        self.setPalette(palette)
        self.bar.set_theme(theme)
        self.notice.set_theme(theme)
        self.column.anew()

    # What Qt calls

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        # A window that is made small has not been left.
        if not event.spontaneous():
            self.left.emit()

    # Rows

    def _show_lines(self, *, whole: bool = False) -> None:
        """Show the lines as they are now: of very many first some, unless the ``whole`` is asked.

        While others are shown already, those stay until the new ones are together.
        """
        self._soon.stop()
        lines = page_lines(self._report, self._folded)
        self._coming = (Line(key, value, _guess(value)) for key, value in lines)
        self._come = list(islice(self._coming, None if whole else AT_ONCE))
        if len(self._come) < AT_ONCE or whole or not self.column.lines:
            self.column.set_lines(self._come)
        if len(self._come) == AT_ONCE and not whole:
            self._soon.start()

    def _show_more_lines(self) -> None:
        if self._coming is None:
            return
        more = list(islice(self._coming, SLICE))
        self._come += more
        if len(more) == SLICE:
            self._soon.start()
        else:
            self._coming = None
            self.column.set_lines(self._come)

    def _made(self, line: Line) -> Row:
        value, theme = line.value, self._theme
        if isinstance(value, Intro):
            return IntroRow(value, theme)
        if isinstance(value, Heading):
            heading = HeadingRow(value, theme)
            heading.toggled.connect(self._toggle)
            return heading
        if isinstance(value, Decision):
            card = DecisionRow(value, theme)
            card.attach_wanted.connect(self.attach_wanted)
            card.keep_wanted.connect(self.keep_wanted)
            card.deletion_wanted.connect(self.deletion_wanted)
            card.place_chosen.connect(self.place_chosen)
            card.by_hand_wanted.connect(self.by_hand_wanted)
            return card
        assert isinstance(value, ChangedQuestion)
        row = QuestionRow(value, self._known.get(line.key), theme)
        row.chosen.connect(self._choose)
        return row

    def _back_or_forth(self) -> None:
        (self.move_wanted if self._report.held else self.step_back_wanted).emit()

    def _toggle(self, section: str) -> None:
        self._folded ^= {Section(section)}
        self._show_lines()
        self._compare()

    def _choose(self, changed: ChangedQuestion) -> None:
        if changed.question:
            self.question_chosen.emit(changed.question)

    def _compare(self) -> None:
        """Ask for what became of the words in sight."""
        wanted = [
            one.value
            for one in self.column.in_sight()
            if isinstance(one.value, ChangedQuestion)
            and one.value.section is Section.EDITED
            and one.key not in self._known
        ]
        if wanted:
            self.comparison_wanted.emit(wanted)


class _Bar(QWidget):
    """The page's name and what can be done with it as a whole, as above the other panes."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.name = QLabel(self.tr("What changed"))
        self.back = FlatButton(self)
        self.back.setObjectName("step-back")
        self.back.hide()
        self.close_button = QToolButton()
        self.close_button.setObjectName("close-changes")
        self.close_button.setAutoRaise(True)
        self.close_button.setIconSize(QSize(16, 16))
        words = self.tr("Back to the course")
        keys = QKeySequence(Qt.Key.Key_Escape).toString(QKeySequence.SequenceFormat.NativeText)
        self.close_button.setAccessibleName(words)
        self.close_button.setToolTip(f"{words} ({keys})")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.back)
        row.addWidget(self.close_button)

    def offer(self, *, back: bool, again: bool) -> None:
        """Offer the step back, or to do again what was taken back."""
        if again:
            words = self.tr("Move marks along again")
            tip = self.tr(
                "Notes, highlights, bookmarks and tags go to what their questions have become."
            )
        else:
            words = self.tr("Put marks back as before")
            tip = self.tr(
                "Notes, highlights, bookmarks and tags go back to where they were before."
            )
        self.back.setText(words)
        self.back.setAccessibleName(words)
        self.back.setToolTip(tip)
        self.back.setVisible(back or again)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedHeight(theme.size("pane-header"))
        self.name.setFont(theme.font("font-ui", bold=True))
        self.back.set_look(theme, text="link", size="font-ui")
        self.close_button.setIcon(icon("close", theme))
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        line = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, self._theme.colour("border"))


def _guess(value: object) -> int:
    if isinstance(value, ChangedQuestion):
        return _EDITED if value.section is Section.EDITED else _PLAIN
    return _GUESSES[type(value)]
