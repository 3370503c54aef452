"""Quiet widgets of the panes: flat buttons, and text that is cut where there is no room.

They paint by their palette, whose roles the pane fills from the theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from msp_desktop.ui.theme import Theme

BESIDE = 6
"""What is free left and right of a button's text, in device-independent pixels."""

ABOVE = 4
"""What is free above and below it."""

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class FlatButton(QToolButton):
    """A button that is only its text until the pointer or the keyboard comes to it.

    ``choice`` marks the text with a small arrow, and cuts it where there is no room.  ``raised``
    gives it a ground also at rest, for one that stands alone.
    """

    def __init__(
        self, parent: QWidget | None = None, *, choice: bool = False, raised: bool = False
    ) -> None:
        super().__init__(parent)
        self._raised = raised
        self._arrow = " ▾" if choice else ""
        self._radius = 0
        if choice:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def set_look(self, theme: Theme, *, text: str, size: str, bold: bool = False) -> None:
        """Take the colour of the text and its size by the theme's roles."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.ButtonText, theme.colour(text))
        faint = theme.colour("faint")
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, faint)
        palette.setColor(QPalette.ColorRole.Button, theme.colour("selected"))
        palette.setColor(QPalette.ColorRole.Midlight, theme.colour("hover"))
        palette.setColor(QPalette.ColorRole.Accent, theme.colour("focus"))
        self.setPalette(palette)
        self.setFont(theme.font(size, bold=bold))
        self._radius = theme.size("radius") // 2
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the text's size and the room around it."""
        metrics = self.fontMetrics()
        across = metrics.horizontalAdvance(self.text() + self._arrow)
        room = 2 if self._raised else 1
        return QSize(across + 2 * room * BESIDE, metrics.height() + 2 * ABOVE)

    def minimumSizeHint(self) -> QSize:
        """Return room for all of the text, or for a few letters where it may be cut."""
        hint = self.sizeHint()
        if not self._arrow:
            return hint
        return QSize(min(hint.width(), _few_letters(self)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground under the pointer, the text, and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        lit = self.isEnabled() and (self.underMouse() or self.isDown())
        if lit or self._raised:
            painter.setPen(Qt.PenStyle.NoPen)
            role = QPalette.ColorRole.Midlight if lit else QPalette.ColorRole.Button
            painter.setBrush(palette.color(role))
            painter.drawRoundedRect(box, self._radius, self._radius)
        inside = self.rect().adjusted(BESIDE, 0, -BESIDE, 0)
        enabled = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(palette.color(enabled, QPalette.ColorRole.ButtonText))
        if self._arrow:
            arrow = self.fontMetrics().horizontalAdvance(self._arrow)
            used = _paint_cut(painter, inside.adjusted(0, 0, -arrow, 0), self.text())
            painter.drawText(inside.adjusted(used, 0, 0, 0), LEFT, self._arrow)
        else:
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(box, self._radius, self._radius)


class CutLabel(QLabel):
    """One line of text that ends in an ellipsis, or has one in its middle, where it is too long."""

    def __init__(
        self,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cut = cut
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters, so that a long text never widens the window."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _few_letters(self)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        _paint_cut(painter, self.contentsRect(), self.text(), self._cut)


def _few_letters(widget: QWidget) -> int:
    return 6 * widget.fontMetrics().averageCharWidth()


def _paint_cut(
    painter: QPainter,
    inside: QRect,
    text: str,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """Paint as much of the text as there is room for, and return how broad that is."""
    shown = painter.fontMetrics().elidedText(text, cut, inside.width())
    painter.drawText(inside, LEFT, shown)
    return painter.fontMetrics().horizontalAdvance(shown)
