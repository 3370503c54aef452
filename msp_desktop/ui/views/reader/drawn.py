"""Formulas and diagrams on a page: where each has its source as text, and its drawing beside it.

The source is always in the document, so that it is found, copied and read out; where there is a
drawing, it takes no room.  The object behind it draws, and has no size as long as there is nothing.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
)

from msp_desktop.course.drawing.model import EM, Drawing, Fault, Kind, Outcome, Undrawn, Wanted
from msp_desktop.ui.views.reader.drawings import Shown
from msp_desktop.ui.views.reader.formats import TEXT_INSET

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QTextDocument

    from msp_desktop.ui.views.reader.drawings import Drawings
    from msp_desktop.ui.views.reader.formats import Cut, Formats, Style

DRAWN_TYPE = QTextFormat.ObjectTypes.UserObject + 2
_LINE_SEPARATOR = "\u2028"
LINK = "drawing:"
"""What the link of a diagram's drawing begins with; its file follows."""
_ROOM_BELOW = 0.42
"""How far a formula may reach below the baseline without its line being higher, in its size."""
_LETTERS = 1.06
"""How much larger a formula's letters are than those around it, which have a larger x-height."""


class _Property(IntEnum):
    """Properties of the text formats here."""

    KIND = QTextFormat.Property.UserProperty + 20
    SOURCE = QTextFormat.Property.UserProperty + 21
    TAKEN = QTextFormat.Property.UserProperty + 22
    """Pixels of the column that its drawing may not have."""


class Placement(NamedTuple):
    """How a drawing stands in its line: its size, and what is above and below the baseline."""

    width: float
    height: float
    depth: float
    ascent: float
    descent: float


class DrawnObject(QPyTextObject):
    """Draws a page's formulas and diagrams, and says why one is not drawn."""

    def __init__(
        self,
        drawings: Drawings,
        formats: Formats,
        column: Callable[[], float],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._drawings = drawings
        self._formats = formats
        self._column = column

    @staticmethod
    def formula(kind: str, text: str) -> Wanted:
        """Return what is wanted of a formula's source as it stands in the document."""
        source = text.replace(_LINE_SEPARATOR, "\n")
        return Wanted(Kind.FORMULA if kind == "formula" else Kind.DISPLAY, source)

    @staticmethod
    def diagram(text: str) -> Wanted:
        """Return what is wanted of a diagram's source."""
        return Wanted(Kind.MERMAID, text)

    def is_drawn(self, wanted: Wanted) -> bool:
        """Return whether there is a drawing; if nobody knows yet, one is asked for."""
        return isinstance(self._drawings.outcome(wanted), Drawing)

    def centred(self, indent: int) -> QTextBlockFormat:
        """Return the format of a formula that stands by itself."""
        made = self._formats.block(above=2, below=9, indent=indent)
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return made

    def in_card(self, cut: Cut) -> QTextBlockFormat:
        """Return the format of a diagram in its card."""
        made = self._formats.code(cut)
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return made

    def below_source(self, wanted: Wanted) -> QTextBlockFormat:
        """Return the format of the line below a diagram's source that is not drawn."""
        if not _says_why(self._drawings.outcome(wanted)):
            return self._formats.spacer()
        made = self._formats.block(above=6, size="font-small")
        made.setLeftMargin(self._formats.pixels(TEXT_INSET))
        return made

    def object_format(self, wanted: Wanted, style: Style, taken: float) -> QTextCharFormat:
        """Return the format of the character that draws; ``taken`` pixels of the column are gone.

        A diagram's is a link to its drawing.
        """
        outcome = self._drawings.outcome(wanted)
        plain = style._replace(code=False, chip=False)
        if wanted.kind is Kind.MERMAID and isinstance(outcome, Drawing):
            address = QUrl.fromLocalFile(str(self._drawings.file(wanted))).path()
            plain = plain._replace(link=LINK + address)
        made = QTextFormat(self._formats.text(plain)).toCharFormat()
        made.setObjectType(DRAWN_TYPE)
        made.setProperty(_Property.KIND, str(wanted.kind))
        made.setProperty(_Property.SOURCE, wanted.source)
        made.setProperty(_Property.TAKEN, taken)
        if isinstance(outcome, Drawing) and wanted.kind is not Kind.MERMAID:
            made.setToolTip(wanted.source)
            placed = self._placed(outcome, made)
            if placed.descent:
                # Qt knows two ways to stand in a line: on it, and half below the letters' middle.
                made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        return made

    def source_format(self, wanted: Wanted, style: Style) -> QTextCharFormat:
        """Return the format of a formula's source."""
        outcome = self._drawings.outcome(wanted)
        if isinstance(outcome, Drawing):
            made = QTextCharFormat()
            made.setFontPointSize(0.1)
            made.setForeground(Qt.GlobalColor.transparent)
            return made
        made = QTextCharFormat(self._formats.text(style))
        if isinstance(outcome, Undrawn) and outcome.fault is not Fault.ABSENT:
            made.setToolTip(words(outcome))
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            made.setUnderlineColor(self._formats.theme.colour("warning"))
        return made

    # What Qt calls

    def intrinsicSize(
        self, doc: QTextDocument, posInDocument: int, format: QTextFormat, /
    ) -> QSizeF:
        wanted = _wanted(format)
        outcome = self._drawings.outcome(wanted)
        if isinstance(outcome, Drawing):
            placed = self._placed(outcome, format.toCharFormat())
            return QSizeF(placed.width, placed.ascent + placed.descent)
        if wanted.kind is Kind.MERMAID and _says_why(outcome):
            return QSizeF(self._room(format), self._formats.px("font-small") * 1.5)
        return QSizeF(0, 0)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
        /,
    ) -> None:
        wanted, made, rect = _wanted(format), format.toCharFormat(), QRectF(rect)
        outcome = self._drawings.outcome(wanted)
        if isinstance(outcome, Drawing):
            self._draw(painter, rect, wanted, outcome, made)
        elif isinstance(outcome, Undrawn) and wanted.kind is Kind.MERMAID and _says_why(outcome):
            painter.setFont(self._formats.font("font-small"))
            painter.setPen(self._formats.theme.colour("muted"))
            said = painter.fontMetrics().elidedText(
                words(outcome), Qt.TextElideMode.ElideRight, int(rect.width())
            )
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, said)

    def _draw(
        self,
        painter: QPainter,
        rect: QRectF,
        wanted: Wanted,
        drawing: Drawing,
        made: QTextCharFormat,
    ) -> None:
        placed = self._placed(drawing, made)
        baseline = rect.top() + placed.ascent
        top = baseline - (placed.height - placed.depth)
        ratio = painter.device().devicePixelRatio()
        # On whole pixels of the screen, as letters are.
        left, top = round(rect.left() * ratio) / ratio, round(top * ratio) / ratio
        full = (QSizeF(placed.width, placed.height) * ratio).toSize()
        shown = Shown(
            wanted,
            max(1, full.width()),
            max(1, full.height()),
            made.foreground().color().name(),
            self._formats.theme.dark,
        )
        image = self._drawings.image(shown)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(left, top, shown.width / ratio, shown.height / ratio), image)

    def _room(self, made: QTextFormat) -> float:
        """Return how wide what is drawn may be, in pixels."""
        return max(self._column() - float(made.property(_Property.TAKEN) or 0), 40.0)

    def _placed(self, drawing: Drawing, made: QTextCharFormat) -> Placement:
        """Return how a drawing stands in its line."""
        room = self._room(made)
        if made.property(_Property.KIND) == Kind.MERMAID:
            scale = self._formats.px("font-ui") / EM
            scale *= min(1.0, room / max(drawing.width * scale, 1.0))
            height = drawing.height * scale
            return Placement(drawing.width * scale, height, 0.0, height, 0.0)
        size = float(made.property(QTextFormat.Property.FontPixelSize) or EM)
        scale = size * _LETTERS / EM
        scale *= min(1.0, room / max(drawing.width * scale, 1.0))
        width, height, depth = (
            one * scale for one in (drawing.width, drawing.height, drawing.depth)
        )
        ascent = max(height - depth, 0.0)
        if depth <= _ROOM_BELOW * size:
            return Placement(width, height, depth, ascent, 0.0)
        # As Qt places what is aligned in the middle; both sides must have the room they need.
        middle = QFontMetrics(made.font()).xHeight() / 2
        whole = max(2 * ascent - middle, 2 * depth + middle)
        return Placement(width, height, depth, (whole + middle) / 2, (whole - middle) / 2)


def words(outcome: Undrawn) -> str:
    """Return in words why a source is not drawn."""
    said = {
        Fault.ABSENT: QCoreApplication.translate("Drawn", "Drawings are not installed"),
        Fault.TOO_LONG: QCoreApplication.translate("Drawn", "Not drawn: too long"),
        Fault.TOO_DEEP: QCoreApplication.translate("Drawn", "Not drawn: nested too deeply"),
        Fault.TOO_LARGE: QCoreApplication.translate("Drawn", "Not drawn: too large"),
        Fault.TOO_SLOW: QCoreApplication.translate("Drawn", "Not drawn: it took too long"),
        Fault.BROKEN: QCoreApplication.translate("Drawn", "Not drawn"),
        Fault.NOT_UNDERSTOOD: QCoreApplication.translate("Drawn", "Not drawn: not understood"),
    }[outcome.fault]
    return f"{said} — {outcome.detail}" if outcome.detail else said


def _says_why(outcome: Outcome | None) -> bool:
    return isinstance(outcome, Undrawn) and outcome.fault is not Fault.ABSENT


def _wanted(format: QTextFormat) -> Wanted:
    kind, source = format.property(_Property.KIND), format.property(_Property.SOURCE)
    return Wanted(Kind(str(kind)), str(source))
