"""How much of everything there is, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

if TYPE_CHECKING:
    from msp_desktop.notebook.numbers import Numbers


def amounts(numbers: Numbers) -> str:
    """Return how many of each kind there are, those that there are none of left out."""
    translate, locale = QCoreApplication.translate, QLocale()
    kinds = (
        (numbers.courses, translate("Amounts", "courses {number}")),
        (numbers.notes, translate("Amounts", "notes {number}")),
        (numbers.highlights, translate("Amounts", "highlights {number}")),
        (numbers.bookmarks, translate("Amounts", "bookmarks {number}")),
        (numbers.tags, translate("Amounts", "tags {number}")),
        (numbers.pins, translate("Amounts", "pins {number}")),
        (numbers.reviews, translate("Amounts", "reviews {number}")),
    )
    said = [words.format(number=locale.toString(number)) for number, words in kinds if number]
    return ", ".join(said) or translate("Amounts", "nothing")
