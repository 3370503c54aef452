"""What dialogs show to be read, selected and copied: words, and texts in a fixed font."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QPlainTextEdit


def words(text: str = "") -> QLabel:
    """Return a label that wraps its words and lets them be selected."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def fixed_text(name: str, text: str = "") -> QPlainTextEdit:
    """Return a text that is only read, in a fixed font; Tab leaves it, ``name`` is read out."""
    shown = QPlainTextEdit(text)
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    shown.setAccessibleName(name)
    return shown
