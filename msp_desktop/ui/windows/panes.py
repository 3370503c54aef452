"""The window's panes side by side: each can be hidden, resized and floated."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from msp_desktop.ui.settings import Settings
    from msp_desktop.ui.theme import Theme

GRIP = 5
"""Width of what can be gripped between two panes, of which one pixel is seen."""

SIDES = ("contents", "diagram", "notes")


class _Handle(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent, /) -> None:
        splitter = self.splitter()
        assert isinstance(splitter, _Splitter)
        painter = QPainter(self)
        painter.fillRect(self.rect(), splitter.theme.colour("panel"))
        line = self.rect()
        if self.orientation() == Qt.Orientation.Horizontal:
            line.setLeft(line.left() + splitter.line_at(self))
            line.setWidth(1)
            beyond = self.rect()
            if splitter.paper_left(self):
                beyond.setRight(line.left() - 1)
            else:
                beyond.setLeft(line.right() + 1)
            painter.fillRect(beyond, splitter.theme.colour("paper"))
        else:
            line.setHeight(1)
        painter.fillRect(line, splitter.theme.colour("border"))


class _Splitter(QSplitter):
    def __init__(self, orientation: Qt.Orientation, theme: Theme) -> None:
        super().__init__(orientation)
        self.theme = theme
        self.setHandleWidth(GRIP)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def paper_left(self, handle: QSplitterHandle) -> bool:
        """Whether the page is on the left of a handle, and so a panel on its right."""
        return self.indexOf(handle) > 1

    def line_at(self, handle: QSplitterHandle) -> int:
        """Where in a handle the line is: where the panel begins."""
        return GRIP - 1 if self.paper_left(handle) else 0


class _Floating(QWidget):
    """The window of a floated pane; closing it puts the pane back.

    Signals: ``closed()``, and ``small_wanted()`` for Escape on the full screen.
    """

    closed = Signal()
    small_wanted = Signal()

    def __init__(self, pane: QWidget, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(title)
        # The program's keys work here as well.
        self.addActions(parent.actions())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pane)

    def closeEvent(self, event: QCloseEvent, /) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.small_wanted.emit()
        else:
            super().keyPressEvent(event)


class Panes(QWidget):
    """Contents left, the page in the middle, diagram above notes right.

    Signals: ``arranged()`` when a pane was hidden, shown, floated or put back.
    """

    arranged = Signal()

    def __init__(
        self, panes: dict[str, QWidget], page: QWidget, theme: Theme, *, titles: dict[str, str]
    ) -> None:
        """``panes`` has a widget for each of SIDES, ``titles`` what its own window is called."""
        super().__init__()
        self._panes = panes
        self._titles = titles
        self._floating: dict[str, _Floating] = {}
        self._afloat: dict[str, QByteArray] = {}
        # Panes on the full screen, and whether each had a window of its own before.
        self._full: dict[str, bool] = {}
        self._row = _Splitter(Qt.Orientation.Horizontal, theme)
        self._right = _Splitter(Qt.Orientation.Vertical, theme)
        self._right.addWidget(panes["diagram"])
        self._right.addWidget(panes["notes"])
        self._right.setStretchFactor(0, 2)
        self._right.setStretchFactor(1, 1)
        for widget in (panes["contents"], page, self._right):
            self._row.addWidget(widget)
        # A smaller window takes from both: the page must stay wide enough to read.
        self._row.setStretchFactor(0, 0)
        self._row.setStretchFactor(1, 2)
        self._row.setStretchFactor(2, 1)
        panes["contents"].setMinimumWidth(236)
        page.setMinimumWidth(260)
        self._right.setMinimumWidth(200)
        panes["notes"].setMinimumHeight(110)
        panes["diagram"].setMinimumHeight(120)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)

    def shown(self, name: str) -> bool:
        """Return whether a pane is to be seen, in the window or beside it."""
        return not self._panes[name].isHidden()

    def floats(self, name: str) -> bool:
        """Return whether a pane has a window of its own."""
        return name in self._floating

    def show_pane(self, name: str, shown: bool) -> None:
        """Show or hide a pane."""
        if not shown and name in self._floating:
            self.float_pane(name, floating=False)
        self._panes[name].setVisible(shown)
        self._hide_empty_column()
        self.arranged.emit()

    def float_pane(self, name: str, *, floating: bool) -> None:
        """Give a pane a window of its own, or put it back."""
        pane = self._panes[name]
        if floating == (name in self._floating):
            return
        if floating:
            size = pane.size() if pane.isVisible() else pane.sizeHint()
            window = self._floating[name] = _Floating(pane, self._titles[name], self.window())
            window.closed.connect(lambda: self.float_pane(name, floating=False))
            window.small_wanted.connect(lambda: self.fill_screen(name, full=False))
            if not window.restoreGeometry(self._afloat.get(name, QByteArray())):
                window.resize(size.expandedTo(pane.minimumSize()))
            pane.show()
            window.show()
        else:
            window = self._floating.pop(name)
            if self._full.pop(name, None) is None:
                self._afloat[name] = window.saveGeometry()
            splitter, index = self._home(name)
            splitter.insertWidget(index, pane)
            pane.show()
            window.hide()
            window.deleteLater()
        self._hide_empty_column()
        self.arranged.emit()

    def full_screen(self, name: str) -> bool:
        """Return whether a pane has the full screen."""
        return name in self._full

    def fill_screen(self, name: str, *, full: bool) -> None:
        """Give a pane the full screen, or put it back where it was."""
        if full == (name in self._full):
            return
        if full:
            floated = self.floats(name)
            self.float_pane(name, floating=True)
            window = self._floating[name]
            if floated:
                self._afloat[name] = window.saveGeometry()
            self._full[name] = floated
            window.showFullScreen()
        elif self._full[name]:
            del self._full[name]
            self._floating[name].showNormal()
        else:
            self.float_pane(name, floating=False)
        self.arranged.emit()

    def windows(self) -> list[QWidget]:
        """Return the windows of floated panes."""
        return list(self._floating.values())

    def floating_name(self, window: QWidget | None) -> str:
        """Return which pane a window is, "" for none."""
        return next((name for name, one in self._floating.items() if one is window), "")

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        for splitter in (self._row, self._right):
            splitter.theme = theme
            for index in range(splitter.count()):
                splitter.handle(index).update()

    def save(self, settings: Settings) -> None:
        """Keep sizes, what is hidden and what has a window of its own; those windows close."""
        for name in list(self._full):
            self.fill_screen(name, full=False)
        settings.set_texts("panes/floating", list(self._floating))
        for name in list(self._floating):
            self.float_pane(name, floating=False)
        for name, geometry in self._afloat.items():
            settings.set_bytes(f"panes/{name}-window", geometry)
        settings.set_bytes("panes/row", self._row.saveState())
        settings.set_bytes("panes/right", self._right.saveState())
        settings.set_texts("panes/hidden", [name for name in SIDES if not self.shown(name)])

    def restore(self, settings: Settings, width: int) -> None:
        """Arrange the panes as the settings say; ``width`` is the window's."""
        state = settings.bytes("panes/row")
        if not _restored(self._row, state):
            right = min(420, max(260, width * 3 // 10))
            left = min(272, max(200, width // 4))
            self._row.setSizes([left, width - left - right, right])
        if not _restored(self._right, settings.bytes("panes/right")):
            self._right.setSizes([565, 250])
        for name in settings.texts("panes/hidden"):
            if name in self._panes:
                self._panes[name].hide()
        self._hide_empty_column()
        for name in SIDES:
            geometry = settings.bytes(f"panes/{name}-window")
            if not geometry.isEmpty():
                self._afloat[name] = geometry
        for name in settings.texts("panes/floating"):
            if name in self._panes:
                # The window comes first, and its own ones after it.
                QTimer.singleShot(0, self, partial(self.float_pane, name, floating=True))

    def _home(self, name: str) -> tuple[_Splitter, int]:
        if name == "contents":
            return self._row, 0
        return self._right, 0 if name == "diagram" else self._right.count()

    def _hide_empty_column(self) -> None:
        """Hide the right column without a pane in it, which would keep its width."""
        self._right.setVisible(
            any(self.shown(name) and not self.floats(name) for name in ("diagram", "notes"))
        )


def _restored(splitter: QSplitter, state: QByteArray) -> bool:
    return not state.isEmpty() and splitter.restoreState(state)
