"""The commands that take things elsewhere or bring them back; few sessions need what they do."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from msp_desktop.ui.study import Study
    from msp_desktop.ui.views.message import MessageBar
    from msp_desktop.ui.views.reader.pane import ReaderPane
    from msp_desktop.ui.windows.commands import Commands
    from msp_desktop.ui.windows.taking import Taking


class Carrying(QObject):
    """Has what takes things elsewhere made when it is first asked for.

    ``settled`` has what is being typed put on disk; ``data`` is the folder with the notebook.
    """

    def __init__(
        self,
        study: Study,
        reader: ReaderPane,
        messages: MessageBar,
        commands: Commands,
        data: Path,
        settled: Callable[[], None],
        window: QWidget,
    ) -> None:
        from msp_desktop.ui.windows.commands import TAKING

        super().__init__(window)
        self._study = study
        self._reader = reader
        self._messages = messages
        self._data = data
        self._settled = settled
        self._window = window
        commands.connect_to({name: partial(self._take, name) for name in TAKING})

    def look_into(self, capsule: Path) -> None:
        """Look into a study capsule and ask whether to import it."""
        self._taking.look_into(capsule)

    @cached_property
    def _taking(self) -> Taking:
        from msp_desktop.paths import Paths
        from msp_desktop.ui.windows.taking import Taking

        # What is there lies all in the folder of the data.
        paths = Paths(*[self._data] * 4)
        return Taking(self._study, self._messages, paths, self._settled, self._window)

    def _take(self, name: str) -> None:
        self._taking.do(name, self._reader.reader.current_question)
