"""What can be done with a pin: the questions that it leads to, and its part of the menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from msp_desktop.course.diagrams.model import Box
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.ui.views.diagram.links import Links


class PinDoings(NamedTuple):
    """What pins cannot do by themselves; pins go by their ids.

    ``add`` puts one there and returns its id, ``place`` has it be elsewhere, ``chosen`` hears which
    one was chosen ("" for none), ``edit`` and ``remove`` are what they say, ``open`` goes to a
    question, ``title`` says what a question or a pin is called, ``links`` returns the linked
    elements that are walked before the pins.
    """

    add: Callable[[Box], str]
    place: Callable[[str, Box], object]
    chosen: Callable[[str], object]
    edit: Callable[[str], object]
    remove: Callable[[str], object]
    open: Callable[[str], object]
    title: Callable[[str], str]
    links: Callable[[], Links | None]


def choose(over: QWidget, pin: Pin, at: QPoint, doings: PinDoings) -> None:
    """Let the user choose among the questions that a pin leads to."""
    menu = QMenu(over)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _fill_questions(menu, pin, doings)
    menu.popup(at)


def fill(menu: QMenu, pin: Pin, doings: PinDoings) -> None:
    """Offer what can be done with a pin."""
    _fill_questions(menu, pin, doings)
    translate = QCoreApplication.translate
    edit = menu.addAction(translate("Pins", "Edit this pin…"), lambda: doings.edit(pin.id))
    edit.setObjectName("edit-pin")
    remove = menu.addAction(translate("Pins", "Remove this pin"), lambda: doings.remove(pin.id))
    remove.setObjectName("remove-pin")
    menu.addSeparator()


def _fill_questions(menu: QMenu, pin: Pin, doings: PinDoings) -> None:
    for question in pin.questions:
        title = doings.title(question)
        if title:
            go = partial(doings.open, question)
            menu.addAction(title.replace("&", "&&")).triggered.connect(lambda _, go=go: go())
