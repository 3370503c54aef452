"""The menus of the page: of a picture, and of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from msp_desktop.course.illustrations import picture_of_subject

if TYPE_CHECKING:
    from msp_desktop.ui.views.reader.view import Reader


def picture_menu(reader: Reader, event: QContextMenuEvent) -> QMenu | None:
    """Return what can be done with the picture that a menu is asked for, None for none."""
    marks = reader.marker.marks
    if event.reason() is QContextMenuEvent.Reason.Keyboard:
        subject = marks.focused_picture()
    else:
        subject = marks.picture_at(QPointF(event.pos()))
    path = picture_of_subject(subject)
    if path is None:
        return None
    translate = QCoreApplication.translate
    menu = QMenu(reader)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    noted = subject in marks.notes
    words = (
        translate("Reader", "Edit the note on this picture")
        if noted
        else translate("Reader", "Write a note on this picture")
    )
    menu.addAction(words, lambda: reader.picture_note_wanted.emit(path)).setObjectName("note")
    if noted:
        words = translate("Reader", "Remove the note on this picture")
        remove = menu.addAction(words, lambda: reader.picture_note_unwanted.emit(path))
        remove.setObjectName("remove-note")
    menu.addSeparator()
    words = translate("Reader", "Show in the diagram pane")
    show = menu.addAction(words, lambda: reader.link_activated.emit(f"picture:{path}"))
    show.setObjectName("show")
    return menu


def text_menu(reader: Reader, event: QContextMenuEvent) -> QMenu:
    """Return what can be done with the text, and with the question there."""
    across, down = reader.horizontalScrollBar().value(), reader.verticalScrollBar().value()
    menu = reader.createStandardContextMenu(event.pos() + QPoint(across, down))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
    piece = None if keyboard else reader.question_at(QPointF(event.pos()))
    question = reader.question_id(piece) or reader.current_question
    if question:
        words = (
            QCoreApplication.translate("Reader", "Edit the note on this question")
            if question in reader.marker.marks.notes
            else QCoreApplication.translate("Reader", "Write a note on this question")
        )
        menu.addSeparator()
        note = menu.addAction(words, lambda: reader.marker.note_wanted.emit(question))
        note.setObjectName("note")
    reader.menu_wanted.emit(menu, question)
    return menu
