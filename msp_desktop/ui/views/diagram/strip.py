"""All pictures of a course in a row, small, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from msp_desktop.ui.views.diagram.thumbnails import Thumbnails

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent

    from msp_desktop.ui.theme import Theme

WIDTH = 92
PICTURE = 50
"""Width of a place in the row, and height of the picture in it, in device-independent pixels."""

AROUND = 5
"""What is free around a picture."""

Index = QModelIndex | QPersistentModelIndex


class Place(NamedTuple):
    """A picture of the row: its ``name`` tells it from all others."""

    name: str
    title: str
    find: Callable[[], Path]


class _Places(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.places: tuple[Place, ...] = ()

    def take(self, places: Sequence[Place]) -> None:
        self.beginResetModel()
        self.places = tuple(places)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = 0, /) -> object:
        roles = Qt.ItemDataRole
        shown = (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole)
        return self.places[index.row()].title if role in shown else None


class _Painter(QStyledItemDelegate):
    def __init__(self, strip: Strip, theme: Theme) -> None:
        super().__init__(strip)
        self.strip = strip
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(WIDTH, self.strip.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        theme, place = self.theme, self.strip.places()[index.row()]
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        box = QRectF(rect).adjusted(2, 2, -2, -2)
        current = place.name == self.strip.current
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("selected" if current else "hover"))
            painter.drawRoundedRect(box, theme.size("radius") / 2, theme.size("radius") / 2)
        room = QRectF(box.x() + AROUND, box.y() + AROUND, box.width() - 2 * AROUND, PICTURE)
        self._paint_picture(painter, place, room)
        text = QRectF(room.x(), room.bottom() + 2, room.width(), box.bottom() - room.bottom() - 4)
        painter.setFont(theme.font("font-small"))
        painter.setPen(theme.colour("text" if current else "muted"))
        cut = painter.fontMetrics().elidedText(
            place.title, Qt.TextElideMode.ElideMiddle, int(text.width())
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, cut)
        if state & QStyle.StateFlag.State_HasFocus and self.strip.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(box, theme.size("radius") / 2, theme.size("radius") / 2)
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: Place, room: QRectF) -> None:
        ratio = self.strip.devicePixelRatioF()
        thumbnail = self.strip.thumbnails.get(
            place.name, place.find, (room.size() * ratio).toSize()
        )
        if thumbnail is None:
            painter.setPen(QPen(self.theme.colour("border"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(12, 4, -12, -4), 4, 4)
            return
        size = QSizeF(thumbnail.size()) / ratio
        spot = QRectF(room.center().x() - size.width() / 2, 0, size.width(), size.height())
        spot.moveTop(room.center().y() - size.height() / 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(spot, thumbnail, QRectF(thumbnail.rect()))


class Strip(QListView):
    """The row.  A click or Enter chooses; the arrows, Home and End walk.

    Signal: ``chosen(str)`` with a picture's name.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = ""
        self.thumbnails = Thumbnails(theme, self)
        self._places = _Places(self)
        self._painter = _Painter(self, theme)
        self.setModel(self._places)
        self.setItemDelegate(self._painter)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # What is cut at the edge says that there is more; the wheel and the arrows go there.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Pictures of the course"))
        self.thumbnails.changed.connect(lambda _: self.viewport().update())
        self.clicked.connect(self._choose)
        self.set_theme(theme)

    def places(self) -> tuple[Place, ...]:
        """Return what is in the row."""
        return self._places.places

    def set_places(self, places: Sequence[Place]) -> None:
        """Put pictures into the row."""
        self.thumbnails.forget()
        self._places.take(places)
        self.show_current(self.current)

    def show_current(self, name: str) -> None:
        """Mark the picture that is shown, and have it in sight."""
        self.current = name
        for row, place in enumerate(self._places.places):
            if place.name == name:
                index = self._places.index(row)
                self.setCurrentIndex(index)
                self.scrollTo(index)
        self.viewport().update()

    def row_height(self) -> int:
        """Return how high a picture and its title are together."""
        return PICTURE + 2 * AROUND + self.fontMetrics().height() + 4

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._painter.theme = theme
        self.thumbnails.set_theme(theme)
        palette = QPalette(theme.palette())
        palette.setColor(QPalette.ColorRole.Base, theme.colour("panel"))
        self.setPalette(palette)
        self.setFont(theme.font("font-small"))
        self.setFixedHeight(self.row_height())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Choose by Enter or the space bar; walk by the others."""
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint the row, and the line above it."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(self._painter.theme.colour("border"))
        painter.drawLine(0, 0, self.viewport().width(), 0)

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """Scroll along the row with a wheel that turns the other way, too."""
        by = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (by.x() or by.y()))
        event.accept()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._places.places[index.row()].name)
