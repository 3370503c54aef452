"""The window's dialogs: opening, locating, what to do when something cannot be saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from msp_desktop.course.source import ENDINGS, ZIP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QMenu, QWidget

    from msp_desktop.notebook.model import CourseRecord
    from msp_desktop.ui.saving.writes import Unsaved

MOST_RECENT = 12


def open_file(window: QWidget, use: Callable[[Path], None]) -> None:
    """Ask for a Markdown file or a zip."""
    translate = QCoreApplication.translate
    dialog = _file_dialog(window, translate("Dialogs", "Open a course"), use)
    patterns = " ".join(f"*{ending}" for ending in (*ENDINGS, ZIP))
    dialog.setNameFilters(
        [
            translate("Dialogs", "Courses ({patterns})").format(patterns=patterns),
            translate("Dialogs", "All files (*)"),
        ]
    )
    dialog.open()


def open_folder(window: QWidget, use: Callable[[Path], None]) -> None:
    """Ask for a folder of Markdown files."""
    title = QCoreApplication.translate("Dialogs", "Open a course folder")
    dialog = _file_dialog(window, title, use)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()


def locate_picture(window: QWidget, folder: Path, path: str, use: Callable[[Path], None]) -> None:
    """Ask where a missing picture is."""
    translate = QCoreApplication.translate
    title = translate("Dialogs", "Where is {picture}?").format(picture=path)
    dialog = _file_dialog(window, title, use)
    dialog.setDirectory(str(folder))
    dialog.setNameFilters(
        [
            translate("Dialogs", "Pictures ({patterns})").format(
                patterns="*.svg *.png *.jpg *.jpeg *.gif *.webp"
            ),
            translate("Dialogs", "All files (*)"),
        ]
    )
    dialog.open()


def _file_dialog(window: QWidget, title: str, use: Callable[[Path], None]) -> QFileDialog:
    dialog = QFileDialog(window, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: use(Path(name)))
    return dialog


def fill_recent(menu: QMenu, records: Iterable[CourseRecord], use: Callable[[Path], None]) -> None:
    """Fill a menu with the courses that were opened last."""
    menu.clear()
    for record in list(records)[:MOST_RECENT]:
        action = menu.addAction(record.title.replace("&", "&&") or record.path.name)
        action.setToolTip(str(record.path))
        action.triggered.connect(lambda _checked=False, path=record.path: use(path))
    if menu.isEmpty():
        words = QCoreApplication.translate("Dialogs", "No course has been opened yet")
        menu.addAction(words).setEnabled(False)
    menu.setToolTipsVisible(True)


def show_keys(window: QWidget, keys: list[tuple[str, str]]) -> None:
    """Show which keys do what."""
    title = QCoreApplication.translate("Dialogs", "Keyboard shortcuts")
    rows = "".join(
        f"<tr><td style='padding: 2px 24px 2px 0'>{name}</td><td><b>{key}</b></td></tr>"
        for name, key in keys
    )
    _box(window, title, f"<table>{rows}</table>").open()


def close_all_the_same(window: QWidget | None, unsaved: Iterable[Unsaved]) -> bool:
    """Ask what to do with words that cannot be saved; return whether to close without them.

    Of where reading stopped alone nobody is asked: it waits where a large course has just changed.
    """
    from msp_desktop.ui.saving.writes import PlaceWrite

    unsaved = tuple(write for write in unsaved if not isinstance(write, PlaceWrite))
    if not unsaved:
        return True
    translate = QCoreApplication.translate
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(translate("Dialogs", "Your last changes are not on disk yet."))
    box.setInformativeText(
        translate(
            "Dialogs",
            "They are kept while this window is open. Leave it open until they can be saved, or"
            " copy your notes and paste them somewhere else.",
        )
    )
    stay = box.addButton(
        translate("Dialogs", "Keep the window open"), QMessageBox.ButtonRole.RejectRole
    )
    leave = box.addButton(
        translate("Dialogs", "Copy the notes and close"), QMessageBox.ButtonRole.DestructiveRole
    )
    box.setDefaultButton(stay)
    box.exec()
    if box.clickedButton() is not leave:
        return False
    copy_notes(unsaved)
    return True


def copy_notes(unsaved: Iterable[Unsaved]) -> bool:
    """Put the texts that cannot be saved on the clipboard; return whether there are any."""
    from PySide6.QtGui import QGuiApplication

    from msp_desktop.ui.saving.writes import NoteWrite

    texts = [
        f"# {write.wording.question}\n\n{write.text}"
        for write in unsaved
        if isinstance(write, NoteWrite)
    ]
    if texts:
        QGuiApplication.clipboard().setText("\n\n".join(texts))
    return bool(texts)


def _box(window: QWidget, title: str, html: str) -> QMessageBox:
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(html)
    return box
