"""Draws what a text document cannot: cards behind frames, chips behind inline code, marks."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextCursor, QTextFormat

from msp_desktop.ui.icons import star_path
from msp_desktop.ui.views.reader.formats import CARD_PADDING, TEXT_INSET, Card

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from PySide6.QtGui import QTextDocument, QTextFrame

    from msp_desktop.ui.views.reader.page import Page, Placed, PlacedFrame

STAR = 16.0
BAR_GAP = 21.0
BAR_WIDTH = 3.0
BULLET = 5.0
SQUARE_FROM = 3
"""Depth of a list from which its bullets are squares."""
CHIP_HEIGHT = 1.5
CHIP_MIDDLE = 0.72
"""A chip's height, and how far its middle is above the line's end, in sizes of its text."""


class PagePainter:
    """Knows where things of a page are, in document coordinates, and paints behind its text."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._layout = page.document.documentLayout()
        self._theme = page.formats.theme

    def visible(self, area: QRectF) -> tuple[int, int]:
        """Return the positions of the first and the last character within an area."""
        hit = Qt.HitTestAccuracy.FuzzyHit
        # The lower end first: before the page is laid out that far, no hit can be trusted.
        last = self._layout.hitTest(area.bottomRight(), hit)
        first = 0
        if area.top() > self._page.document.rootFrame().frameFormat().topMargin():
            # Above the text, what is not laid out yet would be hit: it still lies up there.
            first = max(self._layout.hitTest(area.topLeft(), hit), 0)
        return first, last if last >= first else self._page.document.characterCount()

    def frame_rect(self, frame: QTextFrame) -> QRectF:
        """Return where a frame's card is: the frame without its margins."""
        rect = self._layout.frameBoundingRect(frame)
        made = frame.frameFormat()
        return rect.adjusted(
            made.leftMargin(), made.topMargin(), -made.rightMargin(), -made.bottomMargin()
        )

    def question_rect(self, placed: Placed) -> QRectF:
        """Return where a question with its answer is, as wide as the column."""
        document = self._page.document
        top = self._layout.blockBoundingRect(document.findBlock(placed.first))
        bottom = self._layout.blockBoundingRect(document.findBlock(placed.last))
        column = self.column()
        return QRectF(column.left(), top.top(), column.width(), bottom.bottom() - top.top())

    def star_rect(self, placed: Placed) -> QRectF:
        """Return where a question's star is, at the right of its heading."""
        block = self._page.document.findBlock(placed.first)
        rect = self._layout.blockBoundingRect(block)
        line = block.layout().lineAt(0)
        size = STAR * self._page.formats.zoom
        middle = rect.top() + line.y() + line.height() / 2
        return QRectF(self.column().right() - size, middle - size / 2, size, size)

    def column(self) -> QRectF:
        """Return the text column; its height is 0."""
        made = self._page.document.rootFrame().frameFormat()
        # Not the document's size: to tell its height, all of it would be laid out.
        width = self._page.document.textWidth()
        return QRectF(made.leftMargin(), 0, width - made.leftMargin() - made.rightMargin(), 0)

    def visible_frames(self, area: QRectF) -> Iterator[PlacedFrame]:
        """Yield the frames that reach into an area."""
        first, last = self.visible(area)
        for placed in self._page.frames:
            if placed.first > last:
                break
            if placed.last >= first:
                yield placed

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        current: Placed | None,
        starred: Collection[str],
        hovered: str,
    ) -> None:
        """Paint everything behind the text within an area."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for placed in self.visible_frames(area):
            self._paint_card(painter, placed)
        self._paint_chips(painter, area)
        self._paint_bullets(painter, area)
        if current is not None:
            self._paint_bar(painter, current)
        self._paint_stars(painter, area, starred, hovered)

    def _paint_card(self, painter: QPainter, placed: PlacedFrame) -> None:
        rect = self.frame_rect(placed.frame)
        theme = self._theme
        if placed.card is Card.QUOTE:
            bar = QRectF(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, theme.colour("quote-bar"))
            return
        radius = theme.size("radius")
        painter.setPen(QPen(theme.colour("code-border"), 1))
        painter.setBrush(theme.colour("code-card"))
        # A little more below than the text asks for, as much as the header leaves above it.
        rect = rect.adjusted(0.5, 0.5, -0.5, self._page.formats.pixels(4) - 0.5)
        painter.drawRoundedRect(rect, radius, radius)
        if placed.card is Card.CODE:
            self._paint_header(painter, placed, rect)

    def _paint_header(self, painter: QPainter, placed: PlacedFrame, rect: QRectF) -> None:
        bottom = rect.top() + self.header_height(placed)
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if placed.label:
            painter.setFont(self._page.formats.font("font-small"))
            painter.setPen(self._theme.colour("muted"))
            padding = self._page.formats.pixels(CARD_PADDING + TEXT_INSET)
            header = QRectF(rect.left() + padding, rect.top(), rect.width(), bottom - rect.top())
            painter.drawText(header, Qt.AlignmentFlag.AlignVCenter, placed.label)

    def header_height(self, placed: PlacedFrame) -> float:
        """Return the height of a code card's header: more than one line's where a caption wraps."""
        height = self._page.formats.header_height
        if not placed.label:
            caption = self._layout.blockBoundingRect(self._page.document.findBlock(placed.first))
            below = self._page.formats.pixels(CARD_PADDING)
            height = max(height, caption.bottom() + below - self.frame_rect(placed.frame).top())
        return height

    def _paint_chips(self, painter: QPainter, area: QRectF) -> None:
        first, last = self.visible(area)
        chips = self._page.chips
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("code-card"))
        document = self._page.document
        for index in range(max(0, bisect_left(chips, (first, 0)) - 1), len(chips)):
            if chips[index][0] > last:
                break
            format_at = QTextCursor(document)
            format_at.setPosition(chips[index][0] + 1)
            size = format_at.charFormat().property(QTextFormat.Property.FontPixelSize)
            for rect in text_rects(document, *chips[index]):
                middle = rect.bottom() - size * CHIP_MIDDLE
                height = size * CHIP_HEIGHT
                chip = QRectF(rect.left() - 2, middle - height / 2, rect.width() + 4, height)
                painter.drawRoundedRect(chip, 4, 4)

    def _paint_bullets(self, painter: QPainter, area: QRectF) -> None:
        first, last = self.visible(area)
        items = self._page.items
        formats = self._page.formats
        painter.setFont(formats.font())
        for index in range(bisect_left(items, (first, 0, "")), len(items)):
            position, depth, number = items[index]
            if position > last:
                break
            block = self._page.document.findBlock(position)
            # The rectangle first: it has the block laid out, and one that is not has no line.
            origin = self._layout.blockBoundingRect(block).topLeft()
            line = block.layout().lineAt(0)
            if not line.isValid() or origin.y() > area.bottom():
                # A page that is not laid out yet may have said that all of it is in the area.
                break
            left = origin.x() + _x(line.cursorToX(0))
            base = origin.y() + line.y() + line.ascent()
            painter.setPen(self._theme.colour("muted"))
            if number:
                box = QRectF(left - 60, base - 40, 60 - formats.pixels(7), 80)
                width = painter.fontMetrics().horizontalAdvance(number)
                painter.drawText(QPointF(box.right() - width, base), number)
                continue
            size = formats.pixels(BULLET)
            middle = base - formats.px("font-body") * 0.35
            dot = QRectF(left - formats.pixels(14), middle - size / 2, size, size)
            if depth == 1:
                painter.setBrush(self._theme.colour("text"))
                painter.setPen(Qt.PenStyle.NoPen)
            else:
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(dot) if depth < SQUARE_FROM else painter.drawRect(dot)

    def _paint_bar(self, painter: QPainter, current: Placed) -> None:
        rect = self.question_rect(current)
        bar = QRectF(rect.left() - BAR_GAP, rect.top() - 6, BAR_WIDTH, rect.height() + 12)
        painter.fillRect(bar, self._theme.colour("accent"))

    def _paint_stars(
        self, painter: QPainter, area: QRectF, starred: Collection[str], hovered: str
    ) -> None:
        first, last = self.visible(area)
        for placed in self._page.questions:
            if placed.first > last:
                break
            if placed.last < first or not (placed.id in starred or placed.id == hovered):
                continue
            path = star_path(self.star_rect(placed))
            if placed.id in starred:
                painter.fillPath(path, self._theme.colour("star"))
            else:
                painter.strokePath(path, QPen(self._theme.colour("faint"), 1.2))


def text_rects(document: QTextDocument, first: int, last: int) -> Iterator[QRectF]:
    """Yield the rectangles of a stretch of text within one block, one a line."""
    block = document.findBlock(first)
    origin = document.documentLayout().blockBoundingRect(block).topLeft()
    layout = block.layout()
    start, end = first - block.position(), last - block.position()
    position = start
    while position < end:
        line = layout.lineForTextPosition(position)
        if not line.isValid():
            return
        stop = min(end, line.textStart() + line.textLength())
        left = _x(line.cursorToX(position))
        right = _x(line.cursorToX(stop))
        yield QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.height())
        position = max(stop, position + 1)


def _x(result: object) -> float:
    """Return the x of ``QTextLine.cursorToX``, which gives the position back beside it."""
    return float(result[0]) if isinstance(result, (tuple, list)) else float(result)  # pyright: ignore[reportArgumentType]
