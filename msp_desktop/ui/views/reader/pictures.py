"""Pictures inside a page: placeholders at once, the pictures themselves from another thread."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, QSize, QSizeF, Qt, QThreadPool, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QPainter,
    QPainterPath,
    QPen,
    QPyTextObject,
    QTextFormat,
)

from msp_desktop.course.pictures import REMOTE, address_of, path_of
from msp_desktop.ui.views.reader.formats import CELL_PADDING, Property

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QColor, QTextDocument

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.reader.formats import Formats

PICTURE_TYPE = QTextFormat.ObjectTypes.UserObject + 1
MOST_BYTES = 96 * 1024 * 1024
LARGEST_SIZED_SVG = 1024 * 1024
_UNKNOWN = QSizeF(480, 270)
_CARD_HEIGHT = 62
_LEAST = 16.0
_BORDERS = 6.0
_WORDS_SHARE = 0.7
CORNER = 8
"""Radius of a picture's corners on the theme's paper, in device pixels."""


class _Post(QObject):
    """Carries a drawn picture from the thread that drew it."""

    drawn = Signal(str, object)


class PictureStore(QObject):
    """The pictures of one page, read off the interface's thread and kept within bounds.

    Signals: ``changed()`` when a picture has come that the page should draw; ``lost(source)`` when
    one turns out not to be shown, whose place was kept in its size.
    """

    changed = Signal()
    lost = Signal(str)

    def __init__(
        self, find: Callable[[str], Path | None], theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._theme = theme
        self._sizes: dict[str, QSizeF | None] = {}
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._asked: dict[str, QSize] = {}
        self._post = _Post()
        self._post.drawn.connect(self._arrived)

    def size(self, source: str) -> QSizeF | None:
        """Return a picture's own size in pixels; None where there is no picture to show."""
        if source not in self._sizes:
            file = self._file(source)
            self._sizes[source] = None if file is None else _size(file)
        return self._sizes[source]

    def is_there(self, source: str) -> bool:
        """Whether there is a file at all; one that is no picture can be asked what it is."""
        return self._file(source) is not None

    def _file(self, source: str) -> Path | None:
        path = path_of(source)
        return None if path is None else self._find(path)

    def image(self, source: str, full: QSize) -> QImage | None:
        """Return a picture in device pixels, or None until it has been read (then ``changed``)."""
        kept = self._images.get(source)
        if kept is not None:
            self._images.move_to_end(source)
        if self._asked.get(source) != full:
            self._asked[source] = full
            self._ask(source, full)
        return kept

    def _ask(self, source: str, full: QSize) -> None:
        file = self._file(source)
        if file is None:
            return
        post, theme = self._post, self._theme

        def draw() -> None:
            from msp_desktop.ui.views.diagram.picture import PictureError, read_picture
            from msp_desktop.ui.views.diagram.portraits import complete
            from msp_desktop.ui.views.diagram.surface import paper_for

            try:
                picture = read_picture(file, dark=theme.dark)
                drawn = complete(picture, full)
                paper = paper_for(picture, theme)
                if paper is not None:
                    drawn = _on_paper(drawn, paper)
            except PictureError:
                drawn = None
            post.drawn.emit(source, drawn)

        QThreadPool.globalInstance().start(draw)

    def _arrived(self, source: str, image: QImage | None) -> None:
        if image is None:
            self._sizes[source] = None
            self.lost.emit(source)
        else:
            self._images[source] = image
            while len(self._images) > 1 and self._bytes() > MOST_BYTES:
                gone, _ = self._images.popitem(last=False)
                self._asked.pop(gone, None)
        self.changed.emit()

    def _bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._images.values())


class PictureObject(QPyTextObject):
    """Draws a page's pictures, and in the place of a missing one a card that says so."""

    def __init__(self, store: PictureStore, formats: Formats, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._formats = formats
        self.column = 600.0
        """Width of the text column in pixels; no picture is wider."""

    def intrinsicSize(
        self, doc: QTextDocument, posInDocument: int, format: QTextFormat, /
    ) -> QSizeF:
        size = self._store.size(str(format.property(Property.PICTURE)))
        room = self._room(format)
        if size is None:
            return QSizeF(room, self._formats.pixels(_CARD_HEIGHT))
        size = size * self._formats.zoom
        return size * min(1.0, room / max(size.width(), 1))

    def _room(self, format: QTextFormat) -> float:
        """Return how wide a picture may be where it stands."""
        room = self.column - float(format.property(Property.INSET) or 0)
        share = format.property(Property.SHARE)
        if share:
            room = room * float(share) - self._formats.pixels(2 * CELL_PADDING) - _BORDERS
        return max(room, _LEAST)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
        /,
    ) -> None:
        source = str(format.property(Property.PICTURE))
        rect = QRectF(rect)
        if self._store.size(source) is None:
            self._draw_missing(painter, rect, source, str(format.property(Property.ALT) or ""))
            return
        ratio = painter.device().devicePixelRatio()
        image = self._store.image(source, (rect.size() * ratio).toSize())
        if image is None:
            painter.fillRect(rect, self._formats.theme.colour("panel"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, image)

    def _draw_missing(self, painter: QPainter, rect: QRectF, source: str, alt: str) -> None:
        theme = self._formats.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("panel"))
        radius = theme.size("radius")
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        inner = rect.adjusted(16, 9, -16, -9)
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, inner.height() / 2)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(self._formats.font("font-ui"))
        painter.setPen(theme.colour("text"))
        words = self._missing_words(source)
        wide = painter.fontMetrics().horizontalAdvance(words) < inner.width() * _WORDS_SHARE
        if not wide:
            width = int(inner.width())
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(upper, left, words)
        painter.setPen(theme.colour("muted"))
        name = address_of(source) + (f" — {alt}" if alt else "")
        shown = painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideMiddle, int(lower.width() * 0.75)
        )
        painter.drawText(lower, left, shown)
        # In a table's cell there may be no room to say that it can be looked for, by a click too.
        action = self._action(source)
        if wide and action:
            painter.setPen(theme.colour("accent"))
            painter.drawText(upper, right, action)
        painter.restore()

    def _missing_words(self, source: str) -> str:
        if source.startswith(REMOTE):
            return self.tr("This picture is on the network and is not loaded")
        if path_of(source) is None:
            return self.tr("This picture is outside the course folder")
        if self._store.is_there(source):
            return self.tr("This picture cannot be shown")
        return self.tr("This picture is missing")

    def _action(self, source: str) -> str:
        """Say what a click on the card of a missing picture does, "" where it does nothing."""
        if source.startswith(REMOTE):
            return self.tr("Open in browser")
        if path_of(source) is None:
            return ""
        return self.tr("Show why") if self._store.is_there(source) else self.tr("Locate…")


def link_of(source: str, *, shown: bool) -> str:
    """Return where a click on a picture leads: the diagram pane, a browser or a search for it."""
    if source.startswith(REMOTE):
        return address_of(source)
    path = path_of(source)
    if path is None:
        return ""
    # A URL by the time that it is clicked: what means something there is to come back as itself.
    quoted = bytes(QUrl.toPercentEncoding(path, b"/").data()).decode()
    return ("picture:" if shown else "locate:") + quoted


def _size(file: Path) -> QSizeF | None:
    """Return a picture's size from its first bytes; a guess where they do not tell.

    None for one that is known not to be shown.
    """
    if file.suffix.lower() == ".svg":
        from msp_desktop.course import svg

        try:
            if file.stat().st_size <= LARGEST_SIZED_SVG:
                return QSizeF(*svg.size(svg.safe(file.read_bytes())))
        except svg.UnsafePicture:
            return None
        except OSError:
            pass
        return _UNKNOWN
    size = QImageReader(str(file)).size()
    return QSizeF(size) if not size.isEmpty() else _UNKNOWN


def _on_paper(image: QImage, paper: QColor) -> QImage:
    """Return a picture that was made for white paper on paper of the theme, corners rounded."""
    made = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    corners = QPainterPath()
    corners.addRoundedRect(QRectF(made.rect()), CORNER, CORNER)
    painter.setClipPath(corners)
    painter.fillRect(made.rect(), paper)
    # Multiplied, its own white takes the paper's tone; transparent parts leave the paper alone.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.drawImage(0, 0, image)
    painter.end()
    return made
