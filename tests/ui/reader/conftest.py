"""A pane that shows a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from msp_desktop.ui.history import Spot
from msp_desktop.ui.views.reader.pane import ReaderPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from msp_desktop.course.model import Course
    from msp_desktop.ui.theme import Theme


@pytest.fixture
def shown(qtbot: QtBot, light: Theme) -> Callable[[Course], ReaderPane]:
    def show(course: Course) -> ReaderPane:
        pane = ReaderPane(light, 1.0)
        qtbot.addWidget(pane)
        pane.resize(700, 600)
        pane.show()
        qtbot.waitExposed(pane)
        pane.show_course(course, lambda _path: None)
        pane.go_to(Spot(course.chapters[0].id))
        return pane

    return show
