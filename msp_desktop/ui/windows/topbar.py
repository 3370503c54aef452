"""The row at the top of the window: menu, course, back and forward, search, look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from msp_desktop.ui.icons import icon
from msp_desktop.ui.views.flat import CutLabel, FlatButton

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QPaintEvent

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.windows.commands import Commands


class TopBar(QWidget):
    """The window's tool bar; ``search`` stands in its middle."""

    def __init__(self, commands: Commands, search: QWidget, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icons: list[tuple[QToolButton, str]] = []
        self._commands = commands
        self.title = CutLabel()
        self.title.setObjectName("course-title")
        self.menu_button = self._button("menu", None, self.tr("Menu"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.menu_button)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.menu_button.setMenu(self._menu)
        self.look_button = self._button("theme", None, self.tr("Light or dark"))
        left = QHBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(6)
        left.addWidget(self.menu_button)
        left.addWidget(self.title)
        left.addWidget(self._button("back", commands["back"]))
        left.addWidget(self._button("forward", commands["forward"]))
        left.addStretch(1)
        self._news: FlatButton | None = None
        self._right = right = QHBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addStretch(1)
        right.addWidget(self._button("star", commands["bookmark"]))
        right.addWidget(self._button("find", commands["find"]))
        right.addWidget(self._pane_button())
        right.addWidget(self.look_button)
        search.setMaximumWidth(420)
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        row.addLayout(left, 3)
        row.addWidget(search, 4)
        row.addLayout(right, 3)
        self.set_theme(theme)

    @property
    def is_dark(self) -> bool:
        """Whether the look is dark now."""
        return self._theme.dark

    def set_course(self, title: str) -> None:
        """Show the name of the open course."""
        self.title.setText(title)
        self.title.setToolTip(title)

    def show_news(self, words: str) -> None:
        """Show the sign that the course has changed, and say how; "" for no sign."""
        if self._news is None and words:
            self._news = FlatButton(raised=True)
            self._news.setObjectName("news-sign")
            action = self._commands["changes"]
            self._news.setText(action.text())
            self._news.clicked.connect(action.trigger)
            self._dress_news(self._news)
            # Behind the stretch, before the buttons.
            self._right.insertWidget(1, self._news, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._news is not None:
            self._news.setVisible(bool(words))
            self._news.setToolTip(words)
            self._news.setAccessibleName(self._news.text())
            self._news.setAccessibleDescription(words)

    def _dress_news(self, button: FlatButton) -> None:
        button.set_look(self._theme, text="accent", size="font-small", bold=True)

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        self.setFixedHeight(theme.size("top-bar") + 1)
        self.title.setFont(theme.font("font-body", bold=True))
        for button, name in self._icons:
            button.setIcon(icon(name, theme))
        if self._news is not None:
            self._dress_news(self._news)
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        line = self.rect().bottom()
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(QPoint(0, line), QPoint(self.width(), line))

    def _fill_menu(self) -> None:
        """Fill the menu when it is first wanted: the first picture does without it."""
        if self._menu.isEmpty():
            self._commands.fill(self._menu)

    def open_menu(self) -> None:
        """Open the menu from the keyboard."""
        self.menu_button.showMenu()

    def _pane_button(self) -> QToolButton:
        button = self._button("panes", None, self.tr("Panes"))
        menu = QMenu(button)
        for name in ("contents", "diagram", "notes"):
            menu.addAction(self._commands[f"show-{name}"])
        menu.addSeparator()
        for name in ("contents", "diagram", "notes"):
            menu.addAction(self._commands[f"float-{name}"])
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _button(self, icon_name: str, action: QAction | None, name: str = "") -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action is not None:
            name = action.text()
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            button.setEnabled(action.isEnabled())
            keys = action.shortcuts()
            tip = (
                f"{name} ({keys[0].toString(keys[0].SequenceFormat.NativeText)})" if keys else name
            )
        else:
            tip = name
        button.setAccessibleName(name)
        button.setToolTip(tip)
        self._icons.append((button, icon_name))
        return button
