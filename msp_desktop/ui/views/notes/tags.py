"""The line below the note for its tags, separated by commas, with those in use to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QCompleter, QLineEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.theme import Theme

    AnyIndex = QModelIndex | QPersistentModelIndex

_BETWEEN = ", "


class _LastTag(QCompleter):
    """Completes the last of several tags."""

    def __init__(self, field: QLineEdit) -> None:
        self.tags = QStringListModel(field)
        super().__init__(self.tags, field)
        self._field = field
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str, /) -> list[str]:
        return [path.rpartition(",")[2].strip().lstrip("#")]

    def pathFromIndex(self, index: AnyIndex, /) -> str:
        before, comma, _ = self._field.text().rpartition(",")
        tag = str(index.data(Qt.ItemDataRole.DisplayRole))
        return f"{before}{comma} {tag}" if comma else tag


class TagField(QLineEdit):
    """Shows the tags of one thing, and lets them be changed.

    Signals: ``chosen(list of names)`` once others were typed, when the field is left or Enter is
    pressed.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self._completer = _LastTag(self)
        self.setCompleter(self._completer)
        self.setFrame(False)
        self.setObjectName("tags")
        self.editingFinished.connect(self.commit)
        self.set_theme(theme)
        self._word()

    def show_tags(self, tags: Iterable[str], known: Sequence[str]) -> None:
        """Show tags; ``known`` are those to choose from.  What is being typed stays."""
        names = tuple(sorted(tags))
        self._completer.tags.setStringList(list(known))
        if names != self._shown and not (self.hasFocus() and self.isModified()):
            self._shown = names
            self.setText(_BETWEEN.join(names))
        elif names != self._shown:
            self._shown = names

    def commit(self) -> None:
        """Hand on what was typed."""
        names = tuple(sorted({one.strip() for one in self.text().split(",")} - {""}))
        self.setModified(False)
        if names != self._shown:
            self._shown = names
            self.chosen.emit(list(names))

    def set_theme(self, theme: Theme) -> None:
        """Take a theme's colours and fonts."""
        self._theme = theme
        palette = theme.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, theme.colour("muted"))
        self.setPalette(palette)
        self.setFont(theme.font("font-small"))
        beside = 2 * theme.size("row-padding") - 2
        self.setTextMargins(beside, 0, beside, 0)
        self.setFixedHeight(theme.size("pane-header") - 4)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        role = "focus" if self.hasFocus() else "border"
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour(role))
        painter.end()
        super().paintEvent(event)

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def _word(self) -> None:
        self.setPlaceholderText(self.tr("Tags, separated by commas"))
        self.setAccessibleName(self.tr("Tags"))
