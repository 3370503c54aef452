"""The questions of an element as a list to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from msp_desktop.ui.views.diagram.links import titles_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from msp_desktop.course.diagrams import Element
    from msp_desktop.ui.views.diagram.links import Doings, Links

WIDEST = 460
"""How wide a title may be, in device-independent pixels."""

MOST = 200
"""How many questions are listed; a heading of a long course may have thousands."""

MOST_BESIDE = 6
"""How many questions stand in the picture's own menu, which has other things to say."""


def choose(parent: QWidget, one: Element, at: QPoint, doings: Doings) -> QMenu | None:
    """Open a list of an element's questions at a point of the screen; None if there is none."""
    asked = titles_of(one.questions[:MOST], doings)
    if not asked:
        return None
    menu = QMenu(parent)
    menu.setObjectName("linked-questions")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(one.label)
    _list(menu, asked, doings)
    if len(one.questions) > MOST:
        more = QCoreApplication.translate("Links", "and {count} more")
        menu.addAction(more.format(count=len(one.questions) - MOST)).setEnabled(False)
    # So that Enter chooses, as it has opened the list.
    menu.setActiveAction(menu.actions()[0])
    menu.popup(at)
    return menu


def fill(menu: QMenu, links: Links, one: Element | None, doings: Doings) -> None:
    """Add an element's questions to the menu of its picture, and the way to the next element."""
    translate = QCoreApplication.translate
    if one is not None and one.questions:
        if len(one.questions) <= MOST_BESIDE:
            _list(menu, titles_of(one.questions, doings), doings)
        else:
            inside = menu.addMenu(translate("Links", "Questions"))
            _list(inside, titles_of(one.questions[:MOST], doings), doings)
        menu.addSeparator()
    _step(menu, translate("Links", "Next place with questions"), "N", partial(links.step, 1))
    _step(menu, translate("Links", "Previous place with questions"), "P", partial(links.step, -1))
    menu.addSeparator()


def _list(menu: QMenu, asked: Sequence[tuple[str, str]], doings: Doings) -> None:
    metrics = menu.fontMetrics()
    for question, title in asked:
        cut = metrics.elidedText(title, Qt.TextElideMode.ElideRight, WIDEST)
        action = menu.addAction(cut.replace("&", "&&"))
        action.setData(question)
        if cut != title:
            action.setToolTip(title)
        action.triggered.connect(partial(_open, doings, question))


def _open(doings: Doings, question: str, _checked: bool = False) -> None:
    doings.open(question)


def _step(menu: QMenu, text: str, key: str, go: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    # Only to be read: the keys work while the picture has the focus.
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setShortcutVisibleInContextMenu(True)
    action.triggered.connect(lambda _=False: go())
    return action
