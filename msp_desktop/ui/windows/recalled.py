"""Past reviews: which questions were recalled, when, and how that went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from msp_desktop.notebook.model import Changes
    from msp_desktop.review.history import Past
    from msp_desktop.ui.pinning import Pinning
    from msp_desktop.ui.study import Study
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.reader.pane import ReaderPane
    from msp_desktop.ui.windows.commands import Commands
    from msp_desktop.ui.windows.recalled_dialog import RecalledDialog
    from msp_desktop.ui.windows.walk import Walk


class Recalled(QObject):
    """Shows the reviews of the open course in a list, and a question's in the page's menu."""

    def __init__(
        self,
        study: Study,
        pinning: Pinning,
        reader: ReaderPane,
        walk: Walk,
        commands: Commands,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._study = study
        self._pinning = pinning
        self._walk = walk
        self._theme = theme
        self._window = window
        self.dialog: RecalledDialog | None = None
        reader.reader.menu_wanted.connect(self._fill)
        study.committed.connect(self._committed)
        study.opened.connect(lambda _: self._refresh())
        pinning.reviewed.connect(self._refresh)
        commands.connect_to({"recalled": self.show})

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        if self.dialog is not None:
            self.dialog.set_theme(theme)

    def show(self, question: str = "") -> None:
        """Show the list, at a question, or else at the one being read."""
        from msp_desktop.ui.windows.recalled_dialog import RecalledDialog

        if self.dialog is None:
            self.dialog = RecalledDialog(self._theme, self._window)
            self.dialog.chosen.connect(self._walk.question)
            self.dialog.finished.connect(self._closed)
        self._refresh()
        self.dialog.show_question(question or self._walk.here)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _past(self) -> dict[str, Past]:
        """Return what is known of each question, in reading order, those that have gone last."""
        past, course = self._pinning.past(), self._study.course
        if course is None:
            return {}
        ordered = [one.id for one in course.questions if one.id in past]
        return {one: past[one] for one in (*ordered, *(past.keys() - set(ordered)))}

    def _refresh(self) -> None:
        if self.dialog is None:
            return
        past = self._past()
        titles = {one: self._study.wording(one).question for one in past}
        self.dialog.show_past(past, titles)

    def _committed(self, changes: Changes | None) -> None:
        if changes is None or changes.reviews:
            self._refresh()

    def _closed(self) -> None:
        self.dialog = None

    def _fill(self, menu: QMenu, question: str) -> None:
        """Put when a question was recalled last into the page's menu."""
        past = self._pinning.past().get(question) if question else None
        if past is None:
            return
        from msp_desktop.ui.windows.recalled_dialog import summary

        item = menu.addAction(summary(past))
        item.setObjectName("recalled")
        item.triggered.connect(lambda _=False: self.show(question))
