"""Paints the rows of the bookmarks and the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle

from msp_desktop.ui.models.marks import decide_words
from msp_desktop.ui.views.side.delegate import TEXT_MARGIN, RowDelegate, width_of
from msp_desktop.ui.views.side.field import FilterField
from msp_desktop.ui.views.side.lettering import Lettering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from msp_desktop.ui.models.mark_rows import MarkRow
    from msp_desktop.ui.models.marks import MarksModel
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.side.delegate import AnyIndex

LEFT = 16
BAR = 3
BAR_GAP = 8
"""The bar left of a note's text, and what is free beside it."""

NOTE_GAP = 4
"""What is free above and below a note's text."""

ORIGIN_GAP = 1
"""What is free above the chapter of a row without a note's text."""

HEADING_GAP = 10
"""What is free above the heading."""


class _LabelField(FilterField):
    """Edits a label in its row; what ends the editing is not for the list below it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()


class MarksDelegate(RowDelegate):
    """Paints a title on up to two lines, a note's first lines beside a bar, and where it is from.

    What is not in the course any more is muted.
    """

    def __init__(self, model: MarksModel, theme: Theme) -> None:
        super().__init__(theme, model)
        self._model = model

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._title = Lettering(theme.font("font-ui"))
        self._small = Lettering(theme.font("font-small"))
        self._strong = Lettering(theme.font("font-small", bold=True))
        self._padding = theme.size("row-padding")

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = self._model.row_of(index)
        if not row.question:
            return QSize(0, HEADING_GAP + self._strong.pitch + self._padding)
        room = width_of(option) - LEFT - TEXT_MARGIN
        title = self._title.lines(row.headline, room - _beside(row))
        height = title * self._title.pitch + 2 * self._padding
        if row.excerpt:
            height += self._excerpt_lines(row, room) * self._title.pitch + NOTE_GAP
        if row.origin:
            height += self._small.pitch + (NOTE_GAP if row.excerpt else ORIGIN_GAP)
        return QSize(0, height)

    def whole_text(self, index: AnyIndex, width: int) -> str:
        row = self._model.row_of(index)
        room = width - LEFT - TEXT_MARGIN - _beside(row)
        return row.headline if self._title.fit(row.headline, room, room).cut else ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self._model.row_of(index)
        if row.question:
            self.paint_ground(painter, option)
            self._paint_row(painter, option, row)
        else:
            self._paint_heading(painter, option, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, row: MarkRow) -> None:
        """Paint what stands above what is not found, and that it can be decided on."""
        self.paint_ground(painter, option)
        decide = decide_words() if row.decidable else ""
        across = round(self._small.across(decide))
        top = option.rect.top() + HEADING_GAP
        room = option.rect.width() - LEFT - TEXT_MARGIN - across - BAR_GAP
        painter.setPen(self.theme.colour("muted"))
        heading = self._strong.fit(row.title, room, room, most=1)
        self._strong.draw(painter, option.rect.left() + LEFT, top, *heading.lines)
        painter.setPen(self.theme.colour("link"))
        self._small.draw(painter, option.rect.right() - TEXT_MARGIN - across, top, decide)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: MarkRow) -> None:
        left = option.rect.left() + LEFT
        top = option.rect.top() + self._padding
        room = option.rect.width() - LEFT - TEXT_MARGIN
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.setPen(
            self.theme.colour("muted" if row.missing else "accent" if chosen else "text")
        )
        beside = _beside(row)
        title = self._title.fit(row.headline, room - beside, room - beside).lines
        self._title.draw(painter, left + beside, top, *title)
        height = self._title.lines(row.headline, room - beside) * self._title.pitch
        if row.colour:
            self._paint_colour(painter, QRectF(left, top, BAR + 2, height), row)
        top += height
        if row.excerpt:
            top += NOTE_GAP
            height = self._excerpt_lines(row, room) * self._title.pitch
            self._paint_bar(painter, QRectF(left, top, BAR, height), row)
            painter.setPen(self.theme.colour("muted" if row.missing else "text"))
            self._title.draw(painter, left + BAR + BAR_GAP, top, *self._excerpt(row, room))
            top += height + NOTE_GAP
        else:
            top += ORIGIN_GAP
        if row.origin:
            painter.setPen(self.theme.colour("muted"))
            lines = self._small.fit(row.origin, room, room, most=1).lines
            self._small.draw(painter, left, top, *lines)

    def _paint_bar(self, painter: QPainter, bar: QRectF, row: MarkRow) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("quote-bar" if row.missing else "note"))
        painter.drawRoundedRect(bar.adjusted(0, 1, 0, -1), BAR / 2, BAR / 2)

    def _paint_colour(self, painter: QPainter, bar: QRectF, row: MarkRow) -> None:
        """Paint the colour of a highlight beside its words."""
        painter.save()
        painter.setPen(QPen(self.theme.colour(f"marked-{row.colour}"), 1))
        painter.setBrush(self.theme.colour(f"highlight-{row.colour}"))
        painter.drawRoundedRect(bar.adjusted(0.5, 1.5, -0.5, -1.5), BAR / 2, BAR / 2)
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        editor = _LabelField(self.theme, parent)
        editor.setPlaceholderText(self.tr("Label"))
        editor.setAccessibleName(self.tr("Label of the bookmark"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        side = LEFT - 8
        editor.setGeometry(option.rect.adjusted(side, 1, -side, 0))
        # What it stands for is not to look out below it, on however many lines that is.
        row = self._model.row_of(index)
        title = self._title.lines(row.headline, option.rect.width() - LEFT - TEXT_MARGIN)
        high = max(editor.sizeHint().height() + 8, title * self._title.pitch + self._padding)
        editor.setFixedHeight(min(option.rect.height() - 2, high))

    def _excerpt_lines(self, row: MarkRow, room: int) -> int:
        if len(row.excerpt) > 1:
            return len(row.excerpt)
        return sum(self._title.lines(line, room - BAR - BAR_GAP) for line in row.excerpt)

    def _excerpt(self, row: MarkRow, room: int) -> Iterator[str]:
        """Give a note's first lines: each on a line of its own, or a single one on up to two."""
        room -= BAR + BAR_GAP
        most = 1 if len(row.excerpt) > 1 else 2
        for line in row.excerpt:
            yield from self._title.fit(line, room, room, most).lines


def _beside(row: MarkRow) -> int:
    """Return how far a title is moved by the colour beside it."""
    return BAR + BAR_GAP if row.colour else 0
