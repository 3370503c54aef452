"""The row of filters above the notes: by colour, by tag, and only this chapter's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from msp_desktop.notebook.model import Colour
from msp_desktop.ui.models.mark_rows import Sieve
from msp_desktop.ui.views.dots import ColourDot
from msp_desktop.ui.views.flat import FlatButton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msp_desktop.ui.models.mark_rows import MarkRow
    from msp_desktop.ui.theme import Theme

MARGIN = 6
WIDEST = 110
"""How wide a chosen tag may be before it is cut, in device-independent pixels."""


class FilterRow(QWidget):
    """Offers what there is to filter by.

    Signals: ``changed()`` when something else was chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour, self._tag = "", ""
        self._tags: list[str] = []
        self.dots = [ColourDot(colour, self) for colour in Colour]
        self.tags = FlatButton(self, choice=True)
        self.chapter = FlatButton(self)
        self.chapter.setCheckable(True)
        self.chapter.toggled.connect(self._toggled)
        self._menu = QMenu(self.tags)
        self.tags.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, MARGIN)
        row.setSpacing(0)
        for dot in self.dots:
            dot.clicked.connect(lambda _=False, dot=dot: self._choose_colour(dot.colour.value))
            row.addWidget(dot)
        row.addWidget(self.tags)
        row.addStretch(1)
        row.addWidget(self.chapter)
        self.set_theme(theme)
        self._word()

    def sieve(self, text: str, chapter: str) -> Sieve:
        """Return what is chosen, with a text; ``chapter`` is the one being read."""
        here = chapter if self.chapter.isChecked() else None
        return Sieve(text, self._colour, self._tag, here)

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return bool(self._colour or self._tag or self.chapter.isChecked())

    def offer(self, rows: Iterable[MarkRow]) -> None:
        """Offer the colours and tags that rows have."""
        rows = tuple(rows)
        colours = {row.colour for row in rows} | {self._colour}
        for dot in self.dots:
            dot.setVisible(dot.colour.value in colours)
        tags = {tag for row in rows for tag in row.tags} | {self._tag}
        self._tags = sorted(tags - {""})
        self.tags.setVisible(bool(self._tags))
        self.chapter.setVisible(self.chapter.isChecked() or len({r.chapter_id for r in rows}) > 1)
        self._fill()

    def clear(self) -> None:
        """Leave nothing out."""
        self._colour, self._tag = "", ""
        self.chapter.setChecked(False)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        for dot in self.dots:
            dot.set_theme(theme)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def _choose_colour(self, colour: str) -> None:
        self._colour = "" if self._colour == colour else colour
        self._show()
        self.changed.emit()

    def _choose_tag(self, tag: str) -> None:
        self._tag = tag
        self._show()
        self.changed.emit()

    def _toggled(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for dot in self.dots:
            dot.set_chosen(chosen=dot.colour.value == self._colour)
        self.tags.set_look(self._theme, text="accent" if self._tag else "muted", size="font-small")
        self.chapter.set_look(
            self._theme,
            text="accent" if self.chapter.isChecked() else "muted",
            size="font-small",
            bold=self.chapter.isChecked(),
        )
        self.tags.setText(f"#{self._tag}" if self._tag else self.tr("Tag"))
        self.tags.setAccessibleName(self.tr("Filter by tag"))
        # A pixel of tolerance: rounding must not cut a word that has its room.
        self.tags.setMinimumWidth(min(self.tags.sizeHint().width() + 2, WIDEST))

    def _fill(self) -> None:
        self._menu.clear()
        group = QActionGroup(self._menu)
        for tag in ("", *self._tags):
            action = self._menu.addAction(f"#{tag}" if tag else self.tr("All tags"))
            action.setCheckable(True)
            action.setChecked(tag == self._tag)
            action.triggered.connect(lambda _=False, tag=tag: self._choose_tag(tag))
            group.addAction(action)

    def _word(self) -> None:
        self.chapter.setText(self.tr("This chapter"))
        self.chapter.setAccessibleName(self.tr("Only this chapter"))
        for dot in self.dots:
            dot.word()
        self._show()
        self._fill()
