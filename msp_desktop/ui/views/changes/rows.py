"""The rows of the page: what it is about, a section's heading, a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout

from msp_desktop.ui.models.changes import Section
from msp_desktop.ui.models.differences import cut, differences
from msp_desktop.ui.views.changes.column import Row
from msp_desktop.ui.views.changes.pad import INSET, Pad
from msp_desktop.ui.views.changes.paragraph import Paragraph, difference_spans, dress
from msp_desktop.ui.views.changes.words import (
    intro_words,
    read_out,
    section_words,
    unworded,
    where_words,
)
from msp_desktop.ui.views.flat import FlatButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.models.changes import ChangedQuestion, Heading, Intro
    from msp_desktop.ui.models.differences import Piece
    from msp_desktop.ui.theme import Theme

ABOVE = 8
GAP = 3
HEADING_ABOVE = 18

MOST = 1_200
"""Characters of changed words that a row shows at first; more of them when asked."""

MORE = 5_000

LONGEST = 400
"""Characters of a title that are shown."""


class IntroRow(Row):
    """What the page compares, how much changed, and how much went along."""

    def __init__(self, intro: Intro, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 4, INSET, 6)
        column.setSpacing(6)
        above, title, below = intro_words(intro.report, intro.counts)
        for text, role, size, bold in (
            (above, "muted", "font-ui", False),
            (title, "text", "font-question", True),
            (below, "muted", "font-ui", False),
        ):
            if text:
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                dress(label, theme, role, size, bold=bold)
                column.addWidget(label)

    def height_for(self, width: int) -> int:
        """Return how high it is at a width."""
        layout = self.layout()
        assert layout is not None
        return layout.heightForWidth(width)


class HeadingRow(Row):
    """A section's heading; it opens and closes the section.

    Signals: ``toggled(section)``.
    """

    toggled = Signal(str)

    def __init__(self, heading: Heading, theme: Theme) -> None:
        super().__init__()
        self.button = _Toggle(section_words(heading), theme, is_open=heading.open)
        self.button.setParent(self)
        self.button.setObjectName(f"section-{heading.section}")
        self.button.clicked.connect(lambda: self.toggled.emit(heading.section))

    def height_for(self, width: int) -> int:
        """Return how high it is at a width."""
        return HEADING_ABOVE + self.button.sizeHint().height() + GAP

    def stops(self) -> Sequence[QWidget]:
        """Return what the keyboard stops at."""
        return (self.button,)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        high = self.height() - HEADING_ABOVE - GAP
        self.button.setGeometry(0, HEADING_ABOVE, self.width(), max(0, high))


class QuestionRow(Row):
    """A question and what became of its words; it is gone to by a click or with Enter.

    Signals: ``chosen(ChangedQuestion)``.
    """

    chosen = Signal(object)

    def __init__(
        self, changed: ChangedQuestion, pieces: tuple[Piece, ...] | None, theme: Theme
    ) -> None:
        """``pieces`` is what became of its words, None where nobody knows yet."""
        super().__init__()
        self._theme = theme
        self._changed = changed
        self._pieces = pieces
        self._most = MOST
        self.button = _Place(theme, leads=bool(self._changed.question))
        self.button.setParent(self)
        self.button.setObjectName(changed.key)
        self.button.clicked.connect(lambda: self.chosen.emit(self._changed))
        self.more: FlatButton | None = None
        self._word()

    def set_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show what became of its words; it may be of another height then."""
        self._pieces = pieces
        self._word()

    def height_for(self, width: int) -> int:
        """Return how high it is at a width."""
        more = self.more.sizeHint().height() if self.more is not None else 0
        return self.button.height_for(width) + more + GAP

    def stops(self) -> Sequence[QWidget]:
        """Return what the keyboard stops at."""
        return (self.button,) if self.more is None else (self.button, self.more)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        high = self.button.height_for(self.width())
        self.button.setGeometry(0, 0, self.width(), high)
        if self.more is not None:
            size = self.more.sizeHint()
            self.more.setGeometry(INSET - 6, high - 2, size.width(), size.height())

    def _show_more(self) -> None:
        self._most += MORE
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._word()
        self.grown.emit()

    def _word(self) -> None:
        changed, theme = self._changed, self._theme
        bold, text = theme.font("font-body", bold=True), theme.colour("text")
        if changed.former_title and changed.former_title != changed.title:
            pieces = differences(changed.former_title[:LONGEST], changed.title[:LONGEST])
            words = [Paragraph(bold, text, difference_spans(pieces, theme))]
        else:
            words = [Paragraph(bold, text, [(changed.title[:LONGEST], None)])]
        small, muted = theme.font("font-small"), theme.colour("muted")
        words.append(Paragraph(small, muted, [(where_words(changed), None)]))
        shown, beyond = cut(self._pieces or (), self._most)
        font = theme.font("font-ui")
        if shown:
            words.append(Paragraph(font, text, difference_spans(shown, theme)))
        elif changed.section is Section.EDITED:
            said = self.tr("Comparing…") if self._pieces is None else unworded(changed)
            words.append(Paragraph(font, theme.colour("faint"), [(said, None)]))
        self._offer_more(offered=beyond > 0)
        self.button.set_words(words, changed.title, read_out(changed, shown))

    def _offer_more(self, *, offered: bool) -> None:
        if not offered:
            if self.more is not None:
                self.more.deleteLater()
                self.more.hide()
                self.more = None
            return
        if self.more is None:
            self.more = FlatButton(self)
            self.more.set_look(self._theme, text="link", size="font-small")
            self.more.setText(self.tr("Show more"))
            name = self.tr("Show more of “{title}”").format(title=self._changed.title)
            self.more.setAccessibleName(name)
            self.more.clicked.connect(self._show_more)
            self.setTabOrder(self.button, self.more)
            self.more.show()


class _Place(Pad):
    """Paints words below each other; leads to a question where there is one."""

    def __init__(self, theme: Theme, *, leads: bool) -> None:
        super().__init__(theme, leads=leads)
        self._words: Sequence[Paragraph] = ()

    def set_words(self, words: Sequence[Paragraph], name: str, description: str) -> None:
        self._words = words
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.update()

    def height_for(self, width: int) -> int:
        room = width - 2 * INSET
        return 2 * ABOVE + sum(one.height(room) + GAP for one in self._words) - GAP

    def paint_words(self, painter: QPainter) -> None:
        top = ABOVE
        for one in self._words:
            high = one.height(self.width() - 2 * INSET)
            one.paint(painter, INSET, top)
            top += high + GAP


class _Toggle(Pad):
    """A heading with an arrow that says whether its section is open."""

    def __init__(self, words: str, theme: Theme, *, is_open: bool) -> None:
        super().__init__(theme)
        self.setText(words)
        self.setFont(theme.font("font-heading", bold=True))
        self._arrow = "▾" if is_open else "▸"
        state = (
            QCoreApplication.translate("Changes", "{section}, open")
            if is_open
            else QCoreApplication.translate("Changes", "{section}, closed")
        )
        self.setAccessibleName(state.format(section=words))

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + 2 * ABOVE)

    def paint_words(self, painter: QPainter) -> None:
        inside = self.rect().adjusted(INSET, 0, -INSET, 0)
        painter.setFont(self.font())
        painter.setPen(self.theme.colour("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, flags, self._arrow)
        painter.setPen(self.theme.colour("text"))
        wide = self.fontMetrics().horizontalAdvance("▾ ")
        painter.drawText(inside.adjusted(wide, 0, 0, 0), flags, self.text())
