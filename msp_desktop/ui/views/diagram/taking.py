"""Taking a picture elsewhere: to the clipboard, into a file, onto paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QMarginsF, QObject, QRectF, QSaveFile, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from msp_desktop.ui.views.diagram.forms import PictureError
from msp_desktop.ui.views.diagram.portraits import portrait
from msp_desktop.ui.views.diagram.surface import paper_for
from msp_desktop.ui.views.diagram.vector import VectorPicture
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.forms import Picture

POINTS = 0.75
"""Points of a page for each pixel or unit of a picture."""

LONGEST_PAGE = 14_400.0
"""The longest side of a page that readers of PDF accept, in points."""

_EXACT = QPageSize.SizeMatchPolicy.ExactMatch

COPIED = 1 << 20
"""Bytes of a file that are copied at a time."""


class Taking(QObject):
    """Takes one picture elsewhere; what takes long is done off the interface's thread."""

    def __init__(
        self,
        picture: Picture,
        path: Path,
        theme: Theme,
        fail: Callable[[PictureError], None],
        parent: QWidget,
    ) -> None:
        """``path`` is the picture's own file; ``fail`` hears that it turned out damaged."""
        super().__init__(parent)
        self._picture = picture
        self._path = path
        self._ground = paper_for(picture, theme) or theme.colour("paper")
        self._fail = fail
        self._window = parent
        self._busy = False

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        self._with(_same, QGuiApplication.clipboard().setImage)

    def save(self) -> None:
        """Ask for a file and save the picture there, in the form that its ending says."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, self.tr("Save picture as"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = self._filters()
        dialog.setNameFilters(list(filters))
        endings = list(filters.values())
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(filters[name]))
        dialog.setDefaultSuffix(endings[0])
        dialog.selectFile(f"{self._path.stem}.{endings[0]}")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.rejected.connect(self._given_up)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save to a file: its own bytes where the ending is its own, else PDF or PNG."""
        kind = path.suffix.lower().removeprefix(".")
        if kind == self._own_ending():
            self._work(partial(_copied, self._path, path), self._written)
        elif kind == "pdf":
            self._work(partial(_as_pdf, self._picture, self._ground, path), self._written)
        else:
            self._with(partial(_as_png, path), self._written)

    def print(self) -> None:
        """Ask how to print and do so, the whole picture on one page."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._path.stem)
        size = self._picture.size
        landscape = size.width() > size.height()
        orientation = QPageLayout.Orientation
        printer.setPageOrientation(orientation.Landscape if landscape else orientation.Portrait)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Print picture"))
        dialog.accepted.connect(lambda: self._print(printer))
        dialog.rejected.connect(self._given_up)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _print(self, printer: QPrinter) -> None:
        vector = self._picture.original()
        if isinstance(vector, VectorPicture):
            self._put(printer, None, vector)
        else:
            self._with(_same, lambda image: self._put(printer, image, None))

    def _put(self, printer: QPrinter, image: QImage | None, vector: VectorPicture | None) -> None:
        painter = QPainter()
        if not painter.begin(printer):
            self._written(self.tr("The printer does not answer."))
            return
        page = QRectF(painter.viewport())
        fitted = self._picture.size.scaled(page.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(page.topLeft(), fitted)
        place.moveCenter(page.center())
        if vector is not None:
            _draw_svg(painter, vector, place)
        elif image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
        painter.end()
        self.deleteLater()

    def _given_up(self) -> None:
        if not self._busy:
            self.deleteLater()

    def _filters(self) -> dict[str, str]:
        """Return what may be chosen, with its ending."""
        own = self._own_ending()
        filters = {self.tr("PNG picture (*.png)"): "png"}
        if own != "png":
            words = self.tr("{kind} picture, as it is (*.{ending})")
            filters[words.format(kind=self._picture.told.kind, ending=own)] = own
        return filters | {self.tr("PDF document (*.pdf)"): "pdf"}

    def _own_ending(self) -> str:
        kind = self._picture.told.kind.lower()
        return "jpg" if kind == "jpeg" else kind

    def _written(self, refusal: str) -> None:
        if refusal:
            from PySide6.QtWidgets import QMessageBox

            heading = self.tr("The picture could not be saved.")
            box = QMessageBox(QMessageBox.Icon.Warning, heading, heading, parent=self._window)
            box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box.setInformativeText(refusal)
            box.open()

    def _with(self, work: Callable[[QImage], object], receive: Callable[..., object]) -> None:
        self._work(partial(_portrayed, self._picture, self._ground, work), receive)

    def _work(self, job: Callable[[], object], receive: Callable[..., object]) -> None:
        worker = Worker(self)
        self._busy = True

        def received(outcome: object) -> None:
            self.deleteLater()
            if isinstance(outcome, PictureError):
                self._fail(outcome)
            else:
                receive(outcome)

        worker.submit(job, received)


def _portrayed(picture: Picture, ground: QColor, work: Callable[[QImage], object]) -> object:
    try:
        return work(portrait(picture, ground))
    except PictureError as error:
        return error


def _same(image: QImage) -> QImage:
    return image


def _as_png(path: Path, image: QImage) -> str:
    """Write the picture as PNG, wholly or not at all; return the system's refusal, or nothing."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return file.errorString()
    if not image.save(file, "PNG") or not file.commit():  # pyright: ignore[reportCallIssue, reportArgumentType]
        return file.errorString()
    return ""


def _copied(source: Path, path: Path) -> str:
    """Write the picture's own file, wholly or not at all; return the system's refusal."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return file.errorString()
    try:
        with source.open("rb") as own:
            while data := own.read(COPIED):
                if file.write(data) != len(data):
                    return file.errorString()
    except OSError as error:
        return error.strerror or str(error)
    return "" if file.commit() else file.errorString()


def _as_pdf(picture: Picture, ground: QColor, path: Path) -> str | PictureError:
    """Write a page of the picture's size: an SVG in lines, a raster in its pixels."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return file.errorString()
    size = picture.size * POINTS
    longest = max(size.width(), size.height())
    size *= min(1.0, LONGEST_PAGE / longest) if longest > LONGEST_PAGE else 1.0
    try:
        vector = picture.original()
        image = None if isinstance(vector, VectorPicture) else portrait(picture, ground)
    except PictureError as error:
        return error
    writer = QPdfWriter(file)
    writer.setCreator("MSP Desktop")
    writer.setTitle(path.stem)
    page = QPageSize(size.expandedTo(QSizeF(3, 3)), QPageSize.Unit.Point, "", _EXACT)
    none = QMarginsF(0, 0, 0, 0)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, none))
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    place = QRectF(painter.viewport())
    if isinstance(vector, VectorPicture):
        _draw_svg(painter, vector, place)
    elif image is not None:
        painter.drawImage(place, image)
    painter.end()
    return "" if file.commit() else file.errorString()


def _draw_svg(painter: QPainter, picture: VectorPicture, place: QRectF) -> None:
    """Draw an SVG in lines, as it looks on white paper."""
    # Nothing else needs that library.
    from PySide6.QtSvg import QSvgRenderer

    for document in picture.in_theme(dark=False).documents:
        QSvgRenderer(document).render(painter, place)
