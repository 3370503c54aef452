"""The menu that says what a course's questions are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup

from msp_desktop.course.reading import Reading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from msp_desktop.ui.study import Study


def fill_readings(menu: QMenu, study: Study) -> None:
    """Fill a menu with what the questions of the open course may be; the choice is kept for it."""
    menu.clear()
    group = QActionGroup(menu)
    for reading, name in _names().items():
        action = menu.addAction(name)
        action.setCheckable(True)
        action.setChecked(reading is study.opener.reading)
        action.setEnabled(study.course is not None)
        action.triggered.connect(lambda _=False, reading=reading: study.opener.set_reading(reading))
        group.addAction(action)
        if reading is Reading.AUTOMATIC:
            menu.addSeparator()


def _names() -> dict[Reading, str]:
    translate = QCoreApplication.translate
    return {
        Reading.AUTOMATIC: translate("Readings", "Found by themselves"),
        Reading.LIST_ITEMS: translate("Readings", "List items"),
        Reading.HEADINGS: translate("Readings", "Headings"),
        Reading.DETAILS: translate("Readings", "Folds (<details>)"),
        Reading.PREFIXES: translate("Readings", "Lines that begin with Q. and A."),
        Reading.BOLD: translate("Readings", "Bold lines"),
        Reading.TABLES: translate("Readings", "Rows of tables"),
        Reading.NONE: translate("Readings", "None: everything is to be read"),
    }
