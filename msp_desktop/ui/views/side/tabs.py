"""The flat tabs at the top of the side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QHoverEvent, QIcon, QPainter, QPen
from PySide6.QtWidgets import QTabBar, QToolTip, QWidget

from msp_desktop.ui.icons import icon
from msp_desktop.ui.views.side.rows import KEYS_LEAD

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from msp_desktop.ui.theme import Theme

BESIDE = 10
CLOSE = 5
"""What is free left and right of a tab's text, and where there is little room."""

ICON = 20
ABOVE = 4
GAP = 2
"""What is free between two tabs."""

_RING = 1.5


class _Form(NamedTuple):
    """How the tabs are shown: with how much beside their texts, and with what of these."""

    beside: int
    counts: bool = True
    names: bool = True


_FORMS = (
    *(_Form(BESIDE), _Form(CLOSE), _Form(BESIDE, counts=False), _Form(CLOSE, counts=False)),
    _Form(CLOSE, counts=False, names=False),
)
"""From the widest to the narrowest.  Without names only the chosen tab has its own, the others have
their icons."""


class Tabs(QTabBar):
    """Tabs without a frame; the chosen one is a card on the panel.

    In a narrow pane they come closer, then lose their counts, then those that are not chosen become
    icons; what is said of them to screen readers and in tips stays whole.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys_lead = False
        self._hovered = -1
        self._names: list[tuple[str, str]] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Another tab has its name now.
        self.currentChanged.connect(lambda _index: self.setElideMode(self.elideMode()))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and font."""
        self._theme = theme
        self.setFont(theme.font("font-ui"))
        self.updateGeometry()

    def add(self, icon: str) -> None:
        """Append a tab with an icon for where there is no room for more."""
        self._names.append((icon, ""))
        self.addTab("")

    def name(self, index: int, name: str, text: str) -> None:
        """Say what a tab is called, and its whole text with the count behind that."""
        self._names[index] = (self._names[index][0], name)
        self.setTabText(index, text)

    def shown_text(self, index: int) -> str:
        """Return what a tab shows where it has room for it, "" for an icon."""
        return self._shown(index, self._form())

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._across(index, self._form()), self.fontMetrics().height() + 2 * ABOVE)

    def minimumTabSizeHint(self, index: int) -> QSize:
        hint = self.tabSizeHint(index)
        least = self.fontMetrics().horizontalAdvance(f"{self.tabText(index)[:1]}…")
        return QSize(min(hint.width(), max(least, ICON) + 2 * CLOSE + GAP), hint.height())

    def _form(self) -> _Form:
        """Return the widest form that the bar has room for."""
        for form in _FORMS:
            if sum(self._across(index, form) for index in range(self.count())) <= self.width():
                return form
        return _FORMS[-1]

    def _shown(self, index: int, form: _Form) -> str:
        if not form.names and index != self.currentIndex():
            return ""
        return self.tabText(index) if form.counts else self._names[index][1]

    def _across(self, index: int, form: _Form) -> int:
        """Return how wide a tab is in a form, in pixels."""
        text = self._shown(index, form)
        content = self.fontMetrics().horizontalAdvance(text) if text else ICON
        return content + 2 * form.beside + GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index, hovered=index == self._hovered)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            left = event.type() == QEvent.Type.HoverLeave
            self._hovered = -1 if left else self.tabAt(event.position().toPoint())
            self.update()
        if isinstance(event, QHelpEvent):
            index = self.tabAt(event.pos())
            whole = self.tabText(index) if index >= 0 else ""
            QToolTip.showText(
                event.globalPos(), "" if self.shown_text(index) == whole else whole, self
            )
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._lead(keys=True)
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._lead(keys=False)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._lead(keys=event.reason() in KEYS_LEAD)
        super().focusInEvent(event)

    def _lead(self, *, keys: bool) -> None:
        self._keys_lead = keys
        self.update()

    def _paint_tab(self, painter: QPainter, index: int, *, hovered: bool) -> None:
        rect = self.tabRect(index).adjusted(0, 0, -GAP, 0)
        card = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = self._theme.size("radius") * 0.75
        chosen = index == self.currentIndex()
        if chosen or hovered:
            painter.setPen(
                QPen(self._theme.colour("border"), 1) if chosen else QPen(Qt.PenStyle.NoPen)
            )
            painter.setBrush(self._theme.colour("paper" if chosen else "hover"))
            painter.drawRoundedRect(card, radius, radius)
        if chosen and self.hasFocus() and self._keys_lead:
            painter.setPen(QPen(self._theme.colour("focus"), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = _RING / 2
            ring = QRectF(rect).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ring, radius, radius)
        painter.setPen(self._theme.colour("text" if chosen else "muted"))
        form = self._form()
        text = self._shown(index, form)
        if not text:
            mode = QIcon.Mode.Active if hovered else QIcon.Mode.Normal
            icon(self._names[index][0], self._theme).paint(painter, rect, mode=mode)
            return
        # A pixel of tolerance: rounding must not cut a text that has its room.
        room = rect.width() - 2 * form.beside + 1
        text = self.fontMetrics().elidedText(text, self.elideMode(), room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
