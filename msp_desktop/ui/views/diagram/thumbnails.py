"""Small pictures of pictures: read when they are to be seen, off the interface's thread."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from msp_desktop.ui.views.diagram.forms import PictureError
from msp_desktop.ui.views.diagram.picture import read_picture
from msp_desktop.ui.views.diagram.portraits import complete
from msp_desktop.ui.views.diagram.rendering import laid_on
from msp_desktop.ui.views.diagram.surface import paper_for
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.shelf import Shelf

MOST = 120
"""How many are kept."""


class Thumbnails(QObject):
    """Reads and keeps thumbnails by name.

    Signal: ``changed(str)`` when the one of a name is there, or turned out not to be.
    """

    changed = Signal(str)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._worker = Worker(self)
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._wanted: OrderedDict[str, tuple[Callable[[], Path], QSize]] = OrderedDict()
        self.shelf: Shelf | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take another look, in which all are read again."""
        self._theme = theme
        self.forget()

    def forget(self) -> None:
        """Forget all: they are of other pictures now."""
        self._worker.drop()
        self._kept.clear()
        self._wanted.clear()

    def get(self, name: str, find: Callable[[], Path], size: QSize) -> QPixmap | None:
        """Return the thumbnail that fits into a size; None until it is there, or for ever.

        What was asked for last is read first: it is what is in sight.
        """
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        self._wanted[name] = (find, size)
        self._wanted.move_to_end(name)
        while len(self._wanted) > MOST:
            self._wanted.popitem(last=False)
        self._read_next()
        return None

    def _read_next(self) -> None:
        if self._worker.idle and self._wanted:
            name, (find, size) = self._wanted.popitem()
            read = partial(_read, self.shelf, find, size, self._theme)
            self._worker.submit(read, partial(self._arrived, name))

    def _arrived(self, name: str, image: QImage | None) -> None:
        self._kept[name] = None if image is None else QPixmap.fromImage(image)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        self.changed.emit(name)
        self._read_next()


def _read(
    shelf: Shelf | None, find: Callable[[], Path], size: QSize, theme: Theme
) -> QImage | None:
    path = find()
    try:
        if shelf is None:
            picture = read_picture(path, dark=theme.dark)
        else:
            picture = shelf.open(path, dark=theme.dark)
        own = picture.size
        fitted = own.scaled(QSizeF(size), Qt.AspectRatioMode.KeepAspectRatio)
        if not picture.sharp and own.width() < fitted.width():
            fitted = own
        image = complete(picture, fitted.toSize().expandedTo(QSize(1, 1)))
        paper = paper_for(picture, theme)
    except PictureError:
        return None
    return image if paper is None else laid_on(image, paper)
