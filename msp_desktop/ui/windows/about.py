"""What the program is: its version, its parts, and the licences of all of them with their texts."""

from __future__ import annotations

import platform
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

import PySide6
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from msp_desktop import __version__
from msp_desktop.paths import resources
from msp_desktop.ui.windows.buttons import standard_buttons
from msp_desktop.ui.windows.copyable import fixed_text, words
from msp_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from msp_desktop.licences import Inside, Part

SIZE = QSize(960, 620)
ICON = 64
TITLE = 1.4
"""How much larger than other words the program's name is."""

LIST_WIDTH = 250
LARGEST_TEXT = 512 * 1024
"""Characters of a licence that are shown."""


class _Entry(NamedTuple):
    """A line of the list, and what is shown for it."""

    name: str
    text: str


class AboutDialog(QDialog):
    """Tells what the program is and consists of."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About MSP Desktop"))
        self.resize(SIZE)
        self._entries: list[_Entry] = []
        self._worker = Worker(self)
        self.versions = (
            f"MSP Desktop {__version__}\n"
            f"Python {platform.python_version()} · Qt {qVersion()} · PySide {PySide6.__version__}"
            f" · SQLite {sqlite3.sqlite_version}"
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Parts of the program"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = fixed_text(self.tr("Licence"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.list.currentRowChanged.connect(self._show)
        self._lay_out()
        self.list.addItem(self.tr("Reading…"))
        # What is installed is asked for its texts, which are many small files.
        self._worker.submit(_read, self._take)

    def _lay_out(self) -> None:
        picture = QLabel()
        icon = QIcon(str(resources() / "icons" / "msp-desktop.svg"))
        picture.setPixmap(icon.pixmap(QSize(ICON, ICON), self.devicePixelRatio()))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        name, _, versions = self.versions.partition("\n")
        title = words(name)
        font = title.font()
        font.setBold(True)
        font.setPixelSize(round(QFontInfo(font).pixelSize() * TITLE))
        title.setFont(font)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        for part in (
            title,
            words(versions),
            words(
                self.tr(
                    "A study app for courses of questions and answers. It works offline, and"
                    " everything you write stays in one file on this computer."
                )
            ),
        ):
            beside.addWidget(part)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture)
        head.addLayout(beside, 1)
        caption = words(
            self.tr(
                "It is free software under the MIT licence. Inside are also the parts below, each"
                " under a licence of its own; choose one to read it, and where its source is."
            )
        )
        caption.setBuddy(self.list)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([LIST_WIDTH, SIZE.width() - LIST_WIDTH])
        buttons = standard_buttons(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(
            self.tr("Copy the versions"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(caption)
        column.addWidget(split, 1)
        column.addWidget(buttons)
        self.list.setFocus()

    def _take(self, found: Inside | None) -> None:
        self.list.clear()
        if found is None:
            self.text.setPlainText(
                self.tr("The list of parts cannot be read: the installation is damaged.")
            )
            return
        self._entries = [self._entry(one, found) for one in found.parts]
        if found.compiled:
            text = "\n".join(f"{one.name} {one.version}: {one.licence}" for one in found.compiled)
            within = self.tr("Libraries inside mmdr and nh3")
            self._entries.append(_Entry(within, f"{within}\nhttps://crates.io/\n\n{text}\n"))
        self.list.addItems([one.name for one in self._entries])
        self.list.setCurrentRow(0)

    def _entry(self, part: Part, found: Inside) -> _Entry:
        from msp_desktop.licences import NOTICE

        name = f"{part.name} {part.version}".rstrip()
        lines = [name, self.tr("Licence: {licence}").format(licence=part.licence)]
        lines.append(f"© {part.holder}")
        if part.source:
            lines.append(self.tr("Source: {address}").format(address=part.source))
        texts = [text for path in part.texts if (text := _text_of(path))]
        if part is not found.parts[0] and "LGPL" in part.licence:
            # Its first paragraph leads over to a list, which is beside it here.
            texts.insert(0, " ".join(NOTICE.partition("\n\n")[2].split()))
        rule = "\n\n" + "─" * 40 + "\n\n"
        return _Entry(name, "\n".join(lines) + "".join(rule + one for one in texts) + "\n")

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            self.text.setPlainText(self._entries[row].text)

    def _copy(self) -> None:
        parts = "\n".join(one.name for one in self._entries[1:])
        QGuiApplication.clipboard().setText(f"{self.versions}\n{parts}\n")
        self.copy.setText(self.tr("Copied"))


def _read() -> Inside | None:
    from msp_desktop.licences import inside

    try:
        return inside()
    except (OSError, ValueError):
        return None


def _text_of(path: object) -> str:
    try:
        with open(str(path), encoding="utf-8", errors="replace") as file:  # noqa: PTH123
            return file.read(LARGEST_TEXT).strip("\n")
    except OSError:
        return ""
