"""A pane on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from side_course import sample

from msp_desktop.ui.views.side import SidePane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from msp_desktop.ui.theme import Theme


@pytest.fixture
def english() -> Iterator[None]:
    """Numbers and dates as in English, whatever the machine's language."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def pane(qtbot: QtBot, light: Theme, english: None) -> SidePane:
    """The pane with the sample course, as wide as it likes to be, and active."""
    # Where the style takes its look from the system, a test would too.
    QApplication.setStyle("Fusion")
    widget = SidePane(light)
    qtbot.addWidget(widget)
    widget.resize(272, 500)
    widget.set_course(sample())
    with qtbot.waitActive(widget):
        widget.show()
    return widget
