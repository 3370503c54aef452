"""The field at the top of the window in which everything in the course is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from msp_desktop.ui.views.search.box import LineBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMoveEvent, QResizeEvent

    from msp_desktop.search.index import Index
    from msp_desktop.search.query import Hit
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.search.finder import Finder
    from msp_desktop.ui.views.search.popup import HitPopup

SHORTCUT = "Ctrl+K"
"""The keys that the field shows; the window makes them call :meth:`SearchField.begin`."""


class SearchField(LineBox):
    """A line to type in with a list of hits below it.

    The list, and all that searches, is made when the first letter is typed.

    Signals: ``chosen(Hit)``; ``closed()`` when the list has closed without a choice, because of
    Escape or because the focus went elsewhere.  By then the focus is where it shall be.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._finder: Finder | None = None
        self._popup: HitPopup | None = None
        super().__init__(theme, QKeySequence(SHORTCUT), parent)
        self._provider: Callable[[], Index] | None = None
        self._before: QWidget | None = None
        # The text whose hits the open list shows, and whether Enter waits for newer ones.
        self._answered: str | None = None
        self._choosing = False
        self.line.typed.connect(self._typed)
        self.line.pressed.connect(self._pressed)
        self.line.entered.connect(self._resume)
        self.line.left.connect(self._left)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)

    def set_source(self, provider: Callable[[], Index] | None) -> None:
        """Search what ``provider`` returns, which is asked for at the first search; None: nothing.

        The provider is called on this thread and should cost nothing: an index reads its course
        when it is first searched, which is on another thread.
        """
        self._provider = provider
        if provider is None:
            self._close()
        elif self._finder is not None:
            self._finder.set_provider(provider)
            self._search_again()

    def invalidate(self) -> None:
        """Ask for the index anew at the next search: the notes or the course have changed."""
        if self._finder is not None:
            self._finder.invalidate()
            self._search_again()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        if self._popup is not None:
            self._popup.set_theme(theme)
            self._place()

    def begin(self) -> None:
        """Put the cursor into the field, with all that it holds selected, and show its hits."""
        # A window that is not the active one changes its focus without telling the application.
        before = self.window().focusWidget()
        if before and before is not self.line:
            self._before = before
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._resume()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place()

    def moveEvent(self, event: QMoveEvent, /) -> None:
        super().moveEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follow the window while the list is open."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._close()
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._choosing = False
        if not text.strip():
            self._close()
        elif self._provider is not None:
            self._made_finder().find(text)

    def _pressed(self, key: Qt.Key) -> None:
        if key == Qt.Key.Key_Escape:
            self._close()
            self._give_focus_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif self._popup is None or not self._is_open():
            self._resume()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._popup.move_by(1 if key == Qt.Key.Key_Down else -1)
        else:
            self._popup.move_by_pages(1 if key == Qt.Key.Key_PageDown else -1)

    def _choose(self) -> None:
        """Choose the current hit, once the hits of what was typed last are there."""
        if self._popup is not None and self._answered == self.line.seen:
            self._popup.choose()
        else:
            self._choosing = self._resume()

    def _resume(self) -> bool:
        """Search for what the field holds without a pause, where there is anything to search."""
        text = self.line.seen
        if not text.strip() or self._provider is None:
            return False
        self._made_finder().find_now(text)
        return True

    def _left(self) -> None:
        self.update()
        self._close()

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self.line:
            self.update()
            self._before = before or self._before

    def _reading(self, done: int, chapters: int) -> None:
        """Say how far reading is for the first search; hits of another query are none of this."""
        if not self.line.hasFocus():
            return
        popup = self._made_popup()
        popup.show_reading(done, chapters)
        self._answered = None
        self._open(popup)

    def _found(self, text: str, hits: tuple[Hit, ...]) -> None:
        if not self.line.hasFocus():
            return
        popup = self._made_popup()
        popup.show_hits(text, hits)
        self._answered = text
        self._open(popup)
        if self._choosing:
            self._choosing = False
            popup.choose()

    def _open(self, popup: HitPopup) -> None:
        self._place()
        if not self._is_open():
            popup.show()
            popup.host.installEventFilter(self)

    def _chosen(self, hit: Hit) -> None:
        self._hide()
        self._give_focus_back()
        self.chosen.emit(hit)

    def _close(self) -> None:
        was_open = self._is_open()
        self._hide()
        if was_open:
            self.closed.emit()

    def _hide(self) -> None:
        self._choosing = False
        self._answered = None
        if self._finder is not None:
            self._finder.stop()
        if self._popup is not None:
            self._popup.hide()
            self._popup.host.removeEventFilter(self)
        self.line.setAccessibleDescription("")

    def _give_focus_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.line.clearFocus()

    def _search_again(self) -> None:
        if self._is_open():
            self._resume()

    def _is_open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def _place(self) -> None:
        if self._popup is not None:
            corner = self.mapTo(self._popup.host, QPoint())
            self._popup.place(QRect(corner, self.size()))

    def _made_finder(self) -> Finder:
        if self._finder is None:
            from msp_desktop.ui.views.search.finder import Finder

            assert self._provider is not None
            self._finder = Finder(self._provider, self)
            self._finder.found.connect(self._found)
            self._finder.reading.connect(self._reading)
        return self._finder

    def _made_popup(self) -> HitPopup:
        """Return the list, as a part of the window that the field is in just now."""
        if self._popup is None:
            from msp_desktop.ui.views.search.popup import HitPopup

            self._popup = HitPopup(self._theme, self.window())
            self._popup.chosen.connect(self._chosen)
            self._popup.moved.connect(self.line.setAccessibleDescription)
            self._popup.cancelled.connect(self._close)
        elif self._popup.host is not self.window():
            self._popup.setParent(self.window())
        return self._popup
