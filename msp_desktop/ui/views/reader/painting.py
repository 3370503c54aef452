"""Draws what a text document cannot: cards behind frames, chips behind inline code, marks."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextCursor, QTextFormat

from msp_desktop.ui.icons import star_path
from msp_desktop.ui.views.reader.formats import (
    ALERT_PADDING,
    ALERTS,
    CARD_PADDING,
    TEXT_INSET,
    Card,
    Cut,
)
from msp_desktop.ui.views.reader.lines import lined_rects, text_rects, x_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from msp_desktop.ui.views.reader.marks import PlacedFrame
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.places import Places

BAR_GAP = 21.0
BAR_WIDTH = 3.0
BULLET = 5.0
TRIANGLE = 9.0
BOX = 12.0
LETTER = 17.0
SIGN = 14.0
"""Unzoomed sides of a task's box, a choice's letter and an alert's sign."""
SQUARE_FROM = 3
"""Depth of a list from which its bullets are squares."""
SEAM = 2.0
"""Pixels between the parts of a card that is cut: a document keeps a line between two frames."""
CHIP_HEIGHT = 1.5
CHIP_MIDDLE = 0.38
"""A chip's height, and how far its middle is above the letters' base, in sizes of its text."""


class PagePainter:
    """Paints behind a page's text, in document coordinates."""

    def __init__(self, page: Page, places: Places) -> None:
        self._page = page
        self._places = places
        self._theme = page.formats.theme

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        current: int | None,
        starred: Collection[str],
        hovered: int | None,
    ) -> None:
        """Paint everything behind the text within an area.

        ``current`` and ``hovered`` are pieces of the page.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for _, placed in self._places.visible_frames(area):
            self._paint_card(painter, placed)
        self._paint_chips(painter, area)
        self._paint_bullets(painter, area)
        self._paint_boxes(painter, area)
        self._paint_folds(painter, area)
        if current is not None:
            self._paint_bar(painter, current)
        self._paint_stars(painter, area, starred, hovered)

    def _paint_card(self, painter: QPainter, placed: PlacedFrame) -> None:
        rect = self._places.frame_rect(placed.frame)
        theme = self._theme
        if placed.card in ALERTS:
            self._paint_alert(painter, placed, rect)
            return
        if placed.card is Card.QUOTE:
            bar = QRectF(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, theme.colour("quote-bar"))
            return
        radius = theme.size("radius")
        painter.setPen(QPen(theme.colour("code-border"), 1))
        painter.setBrush(theme.colour("code-card"))
        # A little more below than the text asks for, as much as the header leaves above it.
        rect = rect.adjusted(0.5, 0.5, -0.5, self._page.formats.pixels(4) - 0.5)
        if any(placed.cut):
            self._paint_part(painter, rect, placed.cut, radius)
        else:
            painter.drawRoundedRect(rect, radius, radius)
        if placed.card is Card.CODE and not placed.cut.above:
            self._paint_header(painter, placed, rect)

    def _paint_alert(self, painter: QPainter, placed: PlacedFrame, rect: QRectF) -> None:
        from msp_desktop.ui.views.reader.alerts import paint_ground, paint_sign

        paint_ground(painter, rect, placed.card, placed.cut, self._theme)
        if placed.cut.above:
            return
        formats = self._page.formats
        title = placed.frame.firstPosition()
        line = self._page.document.findBlock(title).layout().lineAt(0)
        if line.isValid():
            top = self._places.block_rect(title).top() + line.y()
            side = formats.pixels(SIGN)
            middle = top + line.ascent() - formats.px("font-body") * 0.36
            left = rect.left() + formats.pixels(ALERT_PADDING)
            sign = QRectF(left, middle - side / 2, side, side)
            paint_sign(painter, sign, placed.card, self._theme)

    def _paint_part(self, painter: QPainter, rect: QRectF, cut: Cut, radius: float) -> None:
        """Paint a part of a card: it has no edge where it is cut."""
        painter.save()
        above, below = SEAM if cut.above else 0, SEAM if cut.below else 0
        painter.setClipRect(rect.adjusted(-1, -above if above else -1, 1, below if below else 1))
        painter.drawRoundedRect(
            rect.adjusted(0, -above and -above - 2 * radius, 0, below and below + 2 * radius),
            radius,
            radius,
        )
        painter.restore()

    def _paint_header(self, painter: QPainter, placed: PlacedFrame, rect: QRectF) -> None:
        bottom = rect.top() + self._places.header_height(placed)
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if placed.label:
            painter.setFont(self._page.formats.font("font-small"))
            painter.setPen(self._theme.colour("muted"))
            padding = self._page.formats.pixels(CARD_PADDING + TEXT_INSET)
            header = QRectF(rect.left() + padding, rect.top(), rect.width(), bottom - rect.top())
            painter.drawText(header, Qt.AlignmentFlag.AlignVCenter, placed.label)

    def _paint_chips(self, painter: QPainter, area: QRectF) -> None:
        first, last = self._places.visible(area)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("code-card"))
        for written in self._page.roll.written_between(first, last):
            chips, begin = written.marks.chips, written.position
            for index in range(max(0, bisect_left(chips, (first - begin, 0)) - 1), len(chips)):
                if chips[index][0] + begin > last:
                    break
                self._paint_chip(painter, chips[index][0] + begin, chips[index][1] + begin)

    def _paint_chip(self, painter: QPainter, first: int, last: int) -> None:
        document = self._page.document
        format_at = QTextCursor(document)
        format_at.setPosition(first + 1)
        size = format_at.charFormat().property(QTextFormat.Property.FontPixelSize)
        for rect, base in lined_rects(document, first, last):
            middle = base - size * CHIP_MIDDLE
            height = size * CHIP_HEIGHT
            chip = QRectF(rect.left() - 2, middle - height / 2, rect.width() + 4, height)
            painter.drawRoundedRect(chip, 4, 4)

    def _paint_bullets(self, painter: QPainter, area: QRectF) -> None:
        first, last = self._places.visible(area)
        for written in self._page.roll.written_between(first, last):
            items, begin = written.marks.items, written.position
            for index in range(bisect_left(items, (first - begin, 0, "")), len(items)):
                position, depth, number = items[index]
                if position + begin > last or not self._paint_bullet(
                    painter, area, position + begin, depth, number
                ):
                    break

    def _paint_bullet(
        self, painter: QPainter, area: QRectF, position: int, depth: int, number: str
    ) -> bool:
        """Paint a list item's bullet or number; return whether it is within the area."""
        formats = self._page.formats
        # The rectangle first: it has the block laid out, and one that is not has no line.
        origin = self._places.block_rect(position).topLeft()
        block = self._page.document.findBlock(position)
        line = block.layout().lineAt(0)
        if not line.isValid() or origin.y() > area.bottom():
            # A page that is not laid out yet may have said that all of it is in the area.
            return False
        left = origin.x() + x_of(line.cursorToX(0))
        base = origin.y() + line.y() + line.ascent()
        font = formats.font()
        font.setPixelSize(int(block.charFormat().property(QTextFormat.Property.FontPixelSize)))
        middle = base - font.pixelSize() * 0.35
        if number.isalpha():
            self._paint_letter(painter, QPointF(left - formats.pixels(13), middle), number)
            return True
        painter.setPen(self._theme.colour("muted"))
        if number:
            painter.setFont(font)
            width = painter.fontMetrics().horizontalAdvance(number)
            painter.drawText(QPointF(left - formats.pixels(7) - width, base), number)
            return True
        size = formats.pixels(BULLET)
        dot = QRectF(left - formats.pixels(14), middle - size / 2, size, size)
        if depth == 1:
            painter.setBrush(self._theme.colour("text"))
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot) if depth < SQUARE_FROM else painter.drawRect(dot)
        return True

    def _paint_letter(self, painter: QPainter, middle: QPointF, letter: str) -> None:
        """Paint the letter of a choice on a chip."""
        theme, side = self._theme, self._page.formats.pixels(LETTER)
        chip = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        painter.setPen(QPen(theme.colour("code-border"), 1))
        painter.setBrush(theme.colour("code-card"))
        painter.drawRoundedRect(chip, side / 4, side / 4)
        painter.setFont(self._page.formats.font("font-small"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, letter)

    def _paint_boxes(self, painter: QPainter, area: QRectF) -> None:
        """Paint the boxes of tasks, ticked or not."""
        first, last = self._places.visible(area)
        for written in self._page.roll.written_between(first, last):
            for position, ticked in written.marks.boxes:
                at = written.position + position
                if first <= at <= last:
                    self._paint_box(painter, at, ticked=ticked)

    def _paint_box(self, painter: QPainter, at: int, *, ticked: bool) -> None:
        theme, formats = self._theme, self._page.formats
        place = next(text_rects(self._page.document, at, at + 1), None)
        if place is None:
            return
        side = formats.pixels(BOX)
        middle = place.bottom() - formats.px("font-body") * CHIP_MIDDLE
        box = QRectF(round(place.left()) + 0.5, round(middle - side / 2) + 0.5, side, side)
        painter.setPen(QPen(theme.colour("accent" if ticked else "faint"), 1.2))
        painter.setBrush(theme.colour("accent" if ticked else "paper"))
        painter.drawRoundedRect(box, side / 5, side / 5)
        if ticked:
            painter.setPen(
                QPen(
                    theme.colour("on-accent"),
                    side / 7,
                    Qt.PenStyle.SolidLine,
                    Qt.PenCapStyle.RoundCap,
                    Qt.PenJoinStyle.RoundJoin,
                )
            )
            corner = box.topLeft()
            points = ((0.24, 0.52), (0.43, 0.72), (0.78, 0.3))
            painter.drawPolyline([corner + QPointF(x * side, y * side) for x, y in points])

    def _paint_folds(self, painter: QPainter, area: QRectF) -> None:
        """Paint the triangles before summaries: to the right what is folded, down what is shown."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("muted"))
        for written in self._places.written(area):
            for fold in written.marks.folds:
                at = written.position + fold.position
                origin = self._places.block_rect(at).topLeft()
                line = self._page.document.findBlock(at).layout().lineAt(0)
                if not line.isValid():
                    break
                self._paint_triangle(
                    painter,
                    origin.x() + x_of(line.cursorToX(0)),
                    origin.y() + line.y() + line.ascent(),
                    shown=fold.shown,
                )

    def _paint_triangle(self, painter: QPainter, left: float, base: float, *, shown: bool) -> None:
        formats = self._page.formats
        half = formats.pixels(TRIANGLE) / 2
        middle = QPointF(left - formats.pixels(11), base - formats.px("font-body") * 0.35)
        long, short = half, half * 0.6
        corners = (
            (QPointF(-long, -short), QPointF(long, -short), QPointF(0, short + 1))
            if shown
            else (QPointF(-short, -long), QPointF(-short, long), QPointF(short + 1, 0))
        )
        painter.drawPolygon([middle + corner for corner in corners])

    def _paint_bar(self, painter: QPainter, current: int) -> None:
        rect = self._places.piece_rect(current)
        bar = QRectF(rect.left() - BAR_GAP, rect.top() - 6, BAR_WIDTH, rect.height() + 12)
        painter.fillRect(bar, self._theme.colour("accent"))

    def _paint_stars(
        self, painter: QPainter, area: QRectF, starred: Collection[str], hovered: int | None
    ) -> None:
        for written in self._places.written(area):
            if self._page.roll.stretches[written.stretch].part:
                continue
            for placed in written.marks.pieces:
                question = self._page.pieces.question(placed.piece)
                if question is None:
                    continue
                marked = question.id in starred
                if not (marked or placed.piece == hovered):
                    continue
                path = star_path(self._places.star_rect(placed.piece))
                if marked:
                    painter.fillPath(path, self._theme.colour("star"))
                else:
                    painter.strokePath(path, QPen(self._theme.colour("faint"), 1.2))
