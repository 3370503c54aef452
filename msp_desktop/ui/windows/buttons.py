"""The buttons at a dialog's end."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox


def standard_buttons(kinds: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """Return standard buttons with their words alone.

    The pictures that a desktop puts on them are drawn for its look, and a black cross is not seen
    in a dark window.
    """
    box = QDialogButtonBox(kinds)
    for button in box.buttons():
        button.setIcon(QIcon())
    return box
