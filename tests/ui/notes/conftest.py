"""A window's notes on a real notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot
    from writing_desk import Desk

    from msp_desktop.ui.theme import Theme


@pytest.fixture
def open_window(desk: Desk, light: Theme, qtbot: QtBot) -> Iterator[Callable[[], Workplace]]:
    """Open windows on the notebook; they are closed in the end."""
    opened: list[Workplace] = []

    def make() -> Workplace:
        workplace = Workplace(desk.path, light)
        qtbot.addWidget(workplace.pane)
        workplace.pane.resize(420, 280)
        with qtbot.waitExposed(workplace.pane):
            workplace.pane.show()
        opened.append(workplace)
        return workplace

    yield make
    for workplace in opened:
        workplace.close()


@pytest.fixture
def window(open_window: Callable[[], Workplace]) -> Workplace:
    return open_window()
