"""Words of Qt's own dialogs that Qt's Korean translation lacks, for ours to have them.

The program does not import this: lupdate reads it, and Qt looks words up in every translation that
is installed, whichever context they are from.
"""

from PySide6.QtCore import QT_TRANSLATE_NOOP

LACKING = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
)
