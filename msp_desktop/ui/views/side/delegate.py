"""What the rows of all lists at the side have in common: panel, focus ring, whole title as tip."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QToolTip

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QHelpEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from msp_desktop.ui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

PANEL_MARGIN = 6
"""What is free left and right of a row's panel."""

TEXT_MARGIN = 14
"""What is free right of a row's text and marks."""

_RING = 1.5


class RowDelegate(QStyledItemDelegate):
    """Paints a row's ground; those that build on it paint what it says."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ring = False
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours, fonts and sizes; the view must lay its rows out again."""
        self.theme = theme

    @abstractmethod
    def whole_text(self, index: AnyIndex, width: int) -> str:
        """Return what a row of a width has no room for as a whole, or ""."""

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Paint the panel of a row that is chosen or under the pointer, and the focus ring."""
        state = QStyle.StateFlag
        panel = QRectF(option.rect).adjusted(PANEL_MARGIN, 0.5, -PANEL_MARGIN, -0.5)
        radius = self.theme.size("radius") * 0.75
        role = ""
        if option.state & state.State_Selected:
            role = "selected"
        elif option.state & state.State_MouseOver and option.state & state.State_Enabled:
            role = "hover"
        if role:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour(role))
            painter.drawRoundedRect(panel, radius, radius)
        if self.ring and option.state & state.State_HasFocus:
            inset = _RING / 2
            painter.setPen(QPen(self.theme.colour("focus"), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(panel.adjusted(inset, inset, -inset, -inset), radius, radius)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        text = self.whole_text(index, width_of(option))
        # Rich text, because a plain tip is not wrapped; escaped, because a title is plain.
        from html import escape

        tip = f"<qt>{escape(text)}</qt>" if text else ""
        QToolTip.showText(event.globalPos(), tip, view.viewport(), option.rect)
        return True


def width_of(option: QStyleOptionViewItem) -> int:
    """Return the width of the rows of the view that an option is of."""
    view: QAbstractItemView = option.widget  # pyright: ignore[reportAssignmentType]
    return view.viewport().width()
