"""A rounded box around a line to type in: beside it the keys that lead there, or a cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import QToolButton, QWidget

from msp_desktop.ui.icons import SIDE, icon
from msp_desktop.ui.views.framed import paint_frame
from msp_desktop.ui.views.search.line import TypedLine

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from msp_desktop.ui.theme import Theme

_BESIDE = 8
_KEY_PADDING = 6
_KEY_RADIUS = 4
_WIDTH = 420


class LineBox(QWidget):
    """Shows its ``line`` on paper; ``keys`` stand at the right while the line is empty."""

    def __init__(self, theme: Theme, keys: QKeySequence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = TypedLine(self)
        self.line.typed.connect(self._arrange)
        self._theme = theme
        native = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self._keys = native.replace("+", " ")
        self._clear: QToolButton | None = None
        self.setFocusProxy(self.line)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.set_theme(theme)
        self._translate()

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        self.line.setFont(theme.font())
        palette = self.line.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, theme.colour("text"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.colour("muted"))
        self.line.setPalette(palette)
        if self._clear is not None:
            self._clear.setIcon(icon("close", theme))
        self.updateGeometry()
        self._arrange()

    def sizeHint(self) -> QSize:
        height = self.line.fontMetrics().height() + 2 * self._theme.size("row-padding")
        return QSize(_WIDTH, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDTH // 3, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        edge = "focus" if self.line.hasFocus() else "border"
        painter = paint_frame(self, self._theme, "paper", edge)
        if not self.line.seen:
            self._paint_keys(painter)

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _keys_rect(self) -> QRectF:
        metrics = QFontMetricsF(self._theme.font("font-small"))
        width = metrics.horizontalAdvance(self._keys) + 2 * _KEY_PADDING
        height = metrics.height() + 2
        top = (self.height() - height) / 2
        return QRectF(self.width() - _BESIDE - width, top, width, height)

    def _paint_keys(self, painter: QPainter) -> None:
        rect = self._keys_rect()
        painter.drawRoundedRect(
            rect.toAlignedRect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _KEY_RADIUS, _KEY_RADIUS
        )
        painter.setFont(self._theme.font("font-small"))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _arrange(self) -> None:
        """Lay the line out beside what stands at the right just now."""
        is_empty = not self.line.seen
        button = self._clear if is_empty else self._made_clear()
        if button is not None:
            button.setVisible(not is_empty)
            side = self.height() - 6
            button.setGeometry(self.width() - side - 3, 3, side, side)
        right = self._keys_rect().left() if is_empty else self.width() - self.height()
        # The line keeps two pixels on either side to itself.
        left = _BESIDE
        self.line.setGeometry(QRect(left, 1, round(right) - left, self.height() - 2))
        self.update()

    def _made_clear(self) -> QToolButton:
        if self._clear is None:
            self._clear = QToolButton(self)
            self._clear.setAutoRaise(True)
            self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._clear.setCursor(Qt.CursorShape.ArrowCursor)
            self._clear.setIcon(icon("close", self._theme))
            self._clear.setIconSize(QSize(SIDE, SIDE))
            self._clear.clicked.connect(self.line.clear)
            self._clear.clicked.connect(self.line.setFocus)
            self._translate()
        return self._clear

    def _translate(self) -> None:
        self.line.setPlaceholderText(self.tr("Search questions, answers and notes"))
        self.line.setAccessibleName(self.tr("Search questions, answers and notes"))
        if self._clear is not None:
            self._clear.setAccessibleName(self.tr("Clear the search"))
            self._clear.setToolTip(self.tr("Clear the search"))
