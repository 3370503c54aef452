"""The copy buttons of the code cards that are in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from msp_desktop.ui.views.flat import FlatButton

if TYPE_CHECKING:
    from msp_desktop.ui.views.reader.marks import CodeCard
    from msp_desktop.ui.views.reader.page import Page
    from msp_desktop.ui.views.reader.places import Places
    from msp_desktop.ui.views.reader.stretches import Stretch
    from msp_desktop.ui.views.reader.view import Reader

SHOWN_FOR = 1500
"""Milliseconds for which a button says that it has copied."""


class CopyButtons(QObject):
    """Real buttons, reachable by keyboard and screen reader; only as many as are in sight."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self._page: Page | None = None
        self._places: Places | None = None
        self._buttons: list[FlatButton] = []
        self._cards: dict[FlatButton, tuple[Stretch, CodeCard]] = {}

    def show_page(self, page: Page, places: Places) -> None:
        """Serve another page."""
        self._page, self._places = page, places

    def arrange(self) -> None:
        """Put a button on each code card in sight."""
        if self._page is None or self._places is None:
            return
        area = self._reader.area()
        used = 0
        for written, placed in self._places.visible_frames(area):
            card = next((one for one in written.marks.cards if one.frame is placed.frame), None)
            if card is None or card.cut.above:
                continue
            rect = self._places.frame_rect(placed.frame).translated(0, -area.top())
            button = self._button(used)
            used += 1
            shown = (self._page.roll.stretches[written.stretch], card)
            if self._cards.get(button) != shown:
                self._cards[button] = shown
                button.setText(self.tr("Copy"))
            button.set_look(self._page.formats.theme, text="muted", size="font-small")
            button.setFont(self._page.formats.font("font-small"))
            size = button.sizeHint()
            header = self._page.formats.header_height
            button.setGeometry(
                round(rect.right() - size.width() - 4),
                round(rect.top() + (header - size.height()) / 2),
                size.width(),
                size.height(),
            )
            button.show()
        for button in self._buttons[used:]:
            button.hide()

    def _button(self, index: int) -> FlatButton:
        while len(self._buttons) <= index:
            button = FlatButton(self._reader.viewport())
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setText(self.tr("Copy"))
            button.setAccessibleName(self.tr("Copy code"))
            button.setObjectName("copy-code")
            button.clicked.connect(self._copy)
            self._buttons.append(button)
        return self._buttons[index]

    def _copy(self) -> None:
        button = self.sender()
        if not isinstance(button, FlatButton) or self._page is None:
            return
        text = self._page.roll.code_from(*self._cards[button])
        QGuiApplication.clipboard().setText(text.rstrip("\n"))
        button.setText(self.tr("Copied"))
        self.arrange()
        QTimer.singleShot(SHOWN_FOR, button, self._say_copy)

    def _say_copy(self) -> None:
        for button in self._buttons:
            button.setText(self.tr("Copy"))
        self.arrange()
