"""Where on a picture of the page it was clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor

from msp_desktop.ui.views.reader.pictures import PICTURE_TYPE

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine
    from PySide6.QtWidgets import QTextBrowser


class PictureSpots(QObject):
    """Watches a page for clicks on its pictures."""

    def __init__(self, view: QTextBrowser) -> None:
        super().__init__(view)
        self._view = view
        self._at: QPointF | None = None
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    def taken(self) -> QPointF | None:
        """Return where the picture was clicked, as fractions of it; None for one opened by key."""
        at, self._at = self._at, None
        return at

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a click, and forget it at a key."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and kind is QEvent.Type.MouseButtonRelease:
            self._at = self._spot(event.position())
        elif kind is QEvent.Type.KeyPress:
            self._at = None
        return False

    def _spot(self, at: QPointF) -> QPointF | None:
        view = self._view
        document = view.document()
        spot = at + QPointF(view.horizontalScrollBar().value(), view.verticalScrollBar().value())
        layout = document.documentLayout()
        place = layout.hitTest(spot, Qt.HitTestAccuracy.FuzzyHit)
        block = document.findBlock(place)
        lines = block.layout()
        corner = layout.blockBoundingRect(block).topLeft()
        # The hit may be at either side of the picture.
        for character in (place - block.position() - 1, place - block.position()):
            size = _size(document, block, character)
            if size is None:
                continue
            line = lines.lineForTextPosition(character)
            left = _left(line, character)
            top = corner.y() + line.y() + line.ascent() - size.height()
            x = (spot.x() - corner.x() - left) / size.width()
            y = (spot.y() - top) / size.height()
            if 0 <= x <= 1 and 0 <= y <= 1:
                return QPointF(x, y)
        return None


def _left(line: QTextLine, character: int) -> float:
    # The stubs call it an object: it is where the cursor is, and its character.
    found: Any = line.cursorToX(character)
    return float(found[0])


def _size(document: QTextDocument, block: QTextBlock, character: int) -> QSizeF | None:
    """Return how large the picture at a place of a block is; None where there is none."""
    if not 0 <= character < block.length() - 1:
        return None
    cursor = QTextCursor(document)
    cursor.setPosition(block.position() + character + 1)
    look = cursor.charFormat()
    if look.objectType() != PICTURE_TYPE:
        return None
    handler = document.documentLayout().handlerForObject(PICTURE_TYPE)
    size = handler.intrinsicSize(document, block.position() + character, look)
    return size if size.width() > 0 and size.height() > 0 else None
