"""A picture on a page, of a PDF or of a printer; all of it off the interface's thread."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QIODevice,
    QMarginsF,
    QRectF,
    QSaveFile,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from msp_desktop.ui.views.diagram.forms import Fault, PictureError
from msp_desktop.ui.views.diagram.portraits import portrait
from msp_desktop.ui.views.diagram.vector import VectorPicture

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QColor
    from PySide6.QtPrintSupport import QPrinter

    from msp_desktop.ui.views.diagram.forms import Picture

POINTS = 0.75
"""Points of a page for each pixel or unit of a picture."""

LONGEST_PAGE = 14_400.0
"""The longest side of a page that readers of PDF accept, in points."""

_EXACT = QPageSize.SizeMatchPolicy.ExactMatch


class GivenUpError(Exception):
    """The user does not want it any more."""


class Effort:
    """Something that takes long: how far it has come, and whether it is still wanted."""

    def __init__(self) -> None:
        self.share = 0.0
        self._given_up = Event()

    def give_up(self) -> None:
        """Have it end soon; called on any thread."""
        self._given_up.set()

    def come_to(self, share: float) -> None:
        """Say how much has been done, from 0 to 1.  Raises GivenUpError."""
        self.share = share
        self.go_on()

    def go_on(self) -> None:
        """Raise GivenUpError where it is not wanted any more."""
        if self._given_up.is_set():
            raise GivenUpError


def as_pdf(picture: Picture, ground: QColor, path: Path, effort: Effort) -> str:
    """Write a page of the picture's size: an SVG in lines, a raster in its pixels.

    Return the system's refusal, or "".  The file is there whole or not at all.  Raises PictureError
    and GivenUpError.
    """
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return file.errorString()
    size = picture.size * POINTS
    longest = max(size.width(), size.height())
    size *= min(1.0, LONGEST_PAGE / longest) if longest > LONGEST_PAGE else 1.0
    writer = QPdfWriter(file)
    writer.setCreator("MSP Desktop")
    writer.setTitle(path.stem)
    page = QPageSize(size.expandedTo(QSizeF(3, 3)), QPageSize.Unit.Point, "", _EXACT)
    none = QMarginsF(0, 0, 0, 0)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, none))
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        _draw(painter, picture, ground, QRectF(painter.viewport()), effort)
    except (PictureError, GivenUpError):
        file.cancelWriting()
        raise
    finally:
        painter.end()
    return "" if file.commit() else file.errorString()


def on_paper(printer: QPrinter, picture: Picture, ground: QColor, effort: Effort) -> str:
    """Print the picture as large as the page allows; return why that cannot be, or "".

    Raises PictureError and GivenUpError; then nothing is printed.
    """
    painter = QPainter()
    if not painter.begin(printer):
        return QCoreApplication.translate("Taking", "The printer does not answer.")
    page = QRectF(painter.viewport())
    fitted = picture.size.scaled(page.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(page.topLeft(), fitted)
    place.moveCenter(page.center())
    try:
        _draw(painter, picture, ground, place, effort)
    except (PictureError, GivenUpError):
        printer.abort()
        raise
    finally:
        painter.end()
    return ""


def _draw(
    painter: QPainter, picture: Picture, ground: QColor, place: QRectF, effort: Effort
) -> None:
    vector = picture.original()
    if isinstance(vector, VectorPicture):
        _draw_svg(painter, vector, place, effort)
        return
    image = portrait(picture, ground, effort.go_on)
    effort.come_to(0.5)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)


def _draw_svg(painter: QPainter, picture: VectorPicture, place: QRectF, effort: Effort) -> None:
    """Draw an SVG in lines, as it looks on white paper."""
    # Nothing else needs that library.
    from PySide6.QtSvg import QSvgRenderer

    documents = picture.in_theme(dark=False).documents
    for number, document in enumerate(documents):
        effort.come_to(number / len(documents))
        renderer = QSvgRenderer()
        renderer.setAnimationEnabled(False)
        if not renderer.load(document):
            raise PictureError(Fault.DAMAGED)
        renderer.render(painter, place)
