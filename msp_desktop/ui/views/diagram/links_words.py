"""What is said of the linked elements of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from msp_desktop.course.diagrams import Element
    from msp_desktop.ui.views.diagram.linked import Linked


def count_of(one: Element) -> str:
    """Return how many questions an element leads to, "" for none."""
    translate, count = QCoreApplication.translate, len(one.questions)
    if count <= 1:
        return translate("Links", "1 question") if count else ""
    return translate("Links", "{count} questions").format(count=count)


def spoken(one: Element | None, linked: Linked) -> str:
    """Return what a screen reader says of an element, or of the picture where None is current."""
    translate = QCoreApplication.translate
    count = len(linked.elements)
    if one is not None:
        place = translate("Links", "{place} of {count}").format(
            place=linked.elements.index(one) + 1, count=count
        )
        return ", ".join(filter(None, (one.label, count_of(one), one.note, place)))
    if not count:
        return ""
    words = translate(
        "Links", "{count} places lead to questions: N and P go through them, Enter opens"
    )
    return words.format(count=count)
