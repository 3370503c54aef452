"""The row above the picture: its title, and how large it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from msp_desktop.ui.icons import SIDE, icon
from msp_desktop.ui.views.flat import ABOVE, BESIDE, CutLabel, FlatButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from msp_desktop.ui.theme import Theme

MARGIN = 12
"""What is free left and right of the row, in device-independent pixels."""

ROOMY = 340
"""How broad the row must be to have all of its buttons."""

MOST_CHOICES = 50
"""How many diagrams the menu of them lists."""


class _DrawnButton(FlatButton):
    """A button with a drawing instead of words."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._picture = QIcon()

    def take_look(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.set_look(theme, text="muted", size="font-small")
        self._picture = icon(self._name, theme)

    def sizeHint(self) -> QSize:
        """Return the drawing's size and the room around it."""
        return QSize(SIDE + ABOVE, SIDE + ABOVE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the focus ring, and the drawing."""
        super().paintEvent(event)
        mode = QIcon.Mode.Active if self.underMouse() else QIcon.Mode.Normal
        place = QRect(0, 0, SIDE, SIDE)
        place.moveCenter(self.rect().center())
        self._picture.paint(QPainter(self), place, Qt.AlignmentFlag.AlignCenter, mode)


class DiagramHeader(QWidget):
    """Title left, zoom right.

    Signals: ``closer()``, ``further()``, ``fit()``, ``fit_width()``, ``zoom(float)`` for what the
    user asks of the canvas; ``chosen(int)`` for a diagram picked by its place in the list;
    ``full_screen_wanted()``; ``pin_wanted()``; ``recall_wanted()``;
    ``menu_wanted(QMenu)`` for its menu to be filled.
    """

    closer = Signal()
    further = Signal()
    fit = Signal()
    fit_width = Signal()
    zoom = Signal(float)
    chosen = Signal(int)
    full_screen_wanted = Signal()
    pin_wanted = Signal()
    recall_wanted = Signal()
    menu_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = CutLabel(parent=self)
        self._title.setContentsMargins(BESIDE, 0, BESIDE, 0)
        self._choice = FlatButton(self, choice=True)
        self._choice.setToolTip(self.tr("Choose another diagram"))
        self._choices = QMenu(self)
        self._choice.setMenu(self._choices)
        self._further = self._button("−", self.tr("Zoom out"), self.further)
        self._percent = self._button("", self.tr("Zoom"), None)
        self._percent.setMenu(self._zoom_menu())
        self._closer = self._button("+", self.tr("Zoom in"), self.closer)
        self._fit = self._button(self.tr("Fit"), self.tr("Show the whole picture"), self.fit)

        self._pin = self._drawn("pin", self.tr("Add a pin to the picture"))
        self._pin.clicked.connect(self.pin_wanted)
        self._cover = self._drawn("cover", self.tr("Cover and recall"))
        self._cover.clicked.connect(self.recall_wanted)
        self._full = self._drawn("full", self.tr("Full screen"))
        self._full.clicked.connect(self.full_screen_wanted)
        self._more = self._drawn("more", self.tr("More about this picture"))
        self._more.clicked.connect(self._open_menu)

        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN - BESIDE, 0, MARGIN - BESIDE, 0)
        row.setSpacing(0)
        row.addWidget(self._title, 1)
        row.addWidget(self._choice)
        row.addStretch(0)
        for button in (self._further, self._percent, self._closer, self._fit):
            row.addWidget(button)
        row.addWidget(self._pin)
        row.addWidget(self._cover)
        row.addWidget(self._full)
        row.addWidget(self._more)
        self.show_titles([], -1, "")
        self.show_zoom(None)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours, fonts and height."""
        self._theme = theme
        self.setFixedHeight(theme.size("pane-header"))
        self._title.setFont(theme.font(bold=True))
        self._choice.set_look(theme, text="text", size="font-ui", bold=True)
        for button in (self._further, self._percent, self._closer, self._fit):
            button.set_look(theme, text="muted", size="font-small")
        for button in (self._pin, self._cover, self._full, self._more):
            button.take_look(theme)
        # The buttons beside it must not move under the pointer that presses them.
        widest = self.tr("{percent} %").format(percent=400)
        across = self._percent.fontMetrics().horizontalAdvance(widest)
        self._percent.setMinimumWidth(across + 2 * BESIDE)
        self.update()

    def show_titles(self, titles: Sequence[str], current: int, shown: str) -> None:
        """Show the title of the picture, as a choice where there are others to go to.

        ``current`` is the place of the shown picture among the ``titles``, or -1 for another one.
        """
        choice = len(titles) > (1 if current >= 0 else 0)
        self._title.setText(shown)
        self._title.setToolTip(shown)
        self._title.setVisible(not choice)
        self._choice.setVisible(choice)
        self._choice.setText(shown)
        self._choices.clear()
        group = QActionGroup(self._choices)
        # Of a library's diagrams, those around the shown one; nobody reads a menu of thousands.
        first = max(0, min(current - MOST_CHOICES // 2, len(titles) - MOST_CHOICES))
        for index, title in enumerate(titles[first : first + MOST_CHOICES], start=first):
            action = QAction(title.replace("&", "&&"), self._choices, checkable=True)
            action.setChecked(index == current)
            action.triggered.connect(lambda _=False, index=index: self.chosen.emit(index))
            group.addAction(action)
            self._choices.addAction(action)

    def show_zoom(self, zoom: float | None) -> None:
        """Show the zoom, or with None that there is nothing to zoom."""
        percent = round((1.0 if zoom is None else zoom) * 100)
        self._percent.setText(self.tr("{percent} %").format(percent=percent))
        zooming = (self._further, self._percent, self._closer, self._fit)
        for button in (*zooming, self._pin, self._cover):
            button.setEnabled(zoom is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title its room: in a narrow pane the menu and the keys do for two buttons."""
        for button in (self._pin, self._cover):
            button.setVisible(self.width() >= ROOMY)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line below the row."""
        painter = QPainter(self)
        line = self.rect().bottom()
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(QPoint(0, line), QPoint(self.width(), line))

    def _button(self, text: str, says: str, signal: SignalInstance | None) -> FlatButton:
        button = FlatButton(self)
        button.setText(text)
        button.setToolTip(says)
        button.setAccessibleName(says)
        if signal is not None:
            button.clicked.connect(signal)
        return button

    def _drawn(self, name: str, says: str) -> _DrawnButton:
        button = _DrawnButton(name, self)
        button.setToolTip(says)
        button.setAccessibleName(says)
        return button

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted.emit(menu)
        corner = self._more.mapToGlobal(self._more.rect().bottomRight())
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Fit"), self.fit.emit)
        menu.addAction(self.tr("Fit width"), self.fit_width.emit)
        menu.addSeparator()
        menu.addAction(self.tr("100 %"), lambda: self.zoom.emit(1.0))
        menu.addAction(self.tr("200 %"), lambda: self.zoom.emit(2.0))
        return menu
