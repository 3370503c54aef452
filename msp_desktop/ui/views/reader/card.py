"""The note of a highlight, on a card over the page that it does not move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPalette, QTextDocument
from PySide6.QtWidgets import QFrame

from msp_desktop.ui.views.framed import paint_frame

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme

WIDEST = 380
HIGHEST = 240
ROOM = 10
GAP = 12
"""Pixels: the card's bounds, what is free inside it, and between it and the highlight."""

MOST = 4000
"""Characters of a note that a card shows; the notes pane has all of it."""


class _Text(QTextDocument):
    """Markdown that loads nothing: a note's pictures are words here."""

    def loadResource(self, type: int, name: object, /) -> object:
        return None


class NoteCard(QFrame):
    """Shows a note's Markdown below a place in the reader, or above it; clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme: Theme | None = None
        self._document = _Text(self)
        self._shown = ""
        self.setObjectName("note-card")
        self.hide()

    @property
    def text(self) -> str:
        """The note's words as they are shown."""
        return self._document.toPlainText()

    def show_note(self, text: str, theme: Theme, around: QRectF, beside: QRect | None) -> None:
        """Show a note at a place of the parent; ``beside`` is what it must leave free."""
        parent = self.parentWidget()
        assert parent is not None
        self._theme = theme
        width = min(WIDEST, parent.width() - 2 * GAP)
        self._document.setDefaultFont(theme.font())
        self._document.setDocumentMargin(0)
        if text != self._shown:
            self._shown = text
            self._document.setMarkdown(text[:MOST])
        self._document.setTextWidth(width - 2 * ROOM)
        used = min(width, round(self._document.idealWidth()) + 2 * ROOM + 2)
        height = min(HIGHEST, round(self._document.size().height()) + 2 * ROOM)
        left = max(GAP, min(round(around.left()), parent.width() - used - GAP))
        top = round(around.bottom()) + GAP
        if beside is not None and beside.top() >= around.bottom():
            top = beside.bottom() + GAP
        if top + height > parent.height() - 4:
            above = min(around.top(), beside.top() if beside is not None else around.top())
            top = round(above) - GAP - height
        self.setGeometry(left, max(4, top), used, height)
        self.setAccessibleName(self.tr("Note"))
        self.setAccessibleDescription(self.text)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self._theme is None:
            return
        painter = paint_frame(self, self._theme, "panel")
        painter.setClipRect(self.rect().adjusted(ROOM, ROOM, -ROOM, -ROOM))
        painter.translate(ROOM, ROOM)
        look = self._document.documentLayout().PaintContext()
        look.palette = self.palette()  # pyright: ignore[reportAttributeAccessIssue]
        look.palette.setColor(QPalette.ColorRole.Text, self._theme.colour("text"))  # pyright: ignore
        self._document.documentLayout().draw(painter, look)
