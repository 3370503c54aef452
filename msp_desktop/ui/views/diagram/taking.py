"""Taking a picture elsewhere: to the clipboard, into a file, onto paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout

from msp_desktop.ui.views.diagram.forms import PictureError
from msp_desktop.ui.views.diagram.pages import Effort, GivenUpError, as_pdf, on_paper
from msp_desktop.ui.views.diagram.portraits import portrait
from msp_desktop.ui.views.diagram.progress import Progress
from msp_desktop.ui.views.diagram.surface import paper_for
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.forms import Picture

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
        words = self.tr("Copying the picture…")
        self._with(_same, QGuiApplication.clipboard().setImage, words)

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
        saving = self.tr("Saving the picture…")
        kind = path.suffix.lower().removeprefix(".")
        if kind == self._own_ending():
            self._work(partial(_copied, self._path, path), self._written, saving)
        elif kind == "pdf":
            job = partial(as_pdf, self._picture, self._ground, path)
            self._work(job, self._written, saving)
        else:
            self._with(partial(_as_png, path), self._written, saving)

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
        job = partial(on_paper, printer, self._picture, self._ground)
        self._work(job, self._printed, self.tr("Printing the picture…"))

    def _printed(self, refusal: str) -> None:
        if refusal:
            self._tell(self.tr("The picture could not be printed."), refusal)

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
            self._tell(self.tr("The picture could not be saved."), refusal)

    def _tell(self, heading: str, refusal: str) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Warning, heading, heading, parent=self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setInformativeText(refusal)
        box.open()

    def _with(
        self, work: Callable[[QImage], object], receive: Callable[..., object], words: str
    ) -> None:
        self._work(partial(_portrayed, self._picture, self._ground, work), receive, words)

    def _work(
        self, job: Callable[[Effort], object], receive: Callable[..., object], words: str
    ) -> None:
        """Run a job off this thread; if it takes long, show ``words`` and a way to stop it."""
        worker = Worker(self)
        self._busy = True
        effort = Effort()
        progress = Progress(words, effort, self._window)
        # Nobody waits for it when the window has gone.
        self.destroyed.connect(effort.give_up)

        def received(outcome: object) -> None:
            progress.end()
            self.deleteLater()
            if isinstance(outcome, PictureError):
                self._fail(outcome)
            elif not isinstance(outcome, GivenUpError):
                receive(outcome)

        worker.submit(partial(_done, job, effort), received)


def _done(job: Callable[[Effort], object], effort: Effort) -> object:
    try:
        return job(effort)
    except (PictureError, GivenUpError) as error:
        return error


def _portrayed(
    picture: Picture, ground: QColor, work: Callable[[QImage], object], effort: Effort
) -> object:
    image = portrait(picture, ground, effort.go_on)
    effort.come_to(0.5)
    return work(image)


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


def _copied(source: Path, path: Path, effort: Effort) -> str:
    """Write the picture's own file, wholly or not at all; return the system's refusal."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return file.errorString()
    try:
        with source.open("rb") as own:
            while data := own.read(COPIED):
                effort.go_on()
                if file.write(data) != len(data):
                    return file.errorString()
    except OSError as error:
        return error.strerror or str(error)
    return "" if file.commit() else file.errorString()
