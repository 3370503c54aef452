"""A window to search in, on the screen, with the field begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from search_desk import SearchDesk, commit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot
    from search_desk import TypeIn

    from msp_desktop.course.model import Course
    from msp_desktop.ui.theme import Theme


@pytest.fixture
def desk(qtbot: QtBot, light: Theme, small_course: Course) -> SearchDesk:
    made = SearchDesk(light, small_course)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.page.setFocus()
    made.field.begin()
    return made


@pytest.fixture
def typed(qtbot: QtBot, desk: SearchDesk) -> TypeIn:
    """Type a text in one go, and wait until the list shows what is expected."""

    def type_in(text: str, titles: list[str]) -> None:
        commit(desk.line, text)
        qtbot.waitUntil(lambda: desk.titles() == titles)

    return type_in
