"""What can be done with a picture: the menu, and the keys that the canvas does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from msp_desktop.ui.views.diagram.pane import DiagramPane

_NONE = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def fill(menu: QMenu, pane: DiagramPane) -> None:
    """Add all that can be done to a menu."""
    translate = QCoreApplication.translate
    there = pane.canvas.picture is not None
    _add(menu, translate("DiagramPane", "Copy picture"), pane.copy_picture, there)
    _add(menu, translate("DiagramPane", "Save picture as…"), pane.save_picture, there)
    _add(menu, translate("DiagramPane", "Print picture…"), pane.print_picture, there)
    menu.addSeparator()
    _add(menu, translate("DiagramPane", "Fit"), pane.canvas.fit, there, "0")
    _add(menu, translate("DiagramPane", "Fit width"), pane.canvas.fit_width, there, "2")
    _add(menu, translate("DiagramPane", "100 %"), lambda: pane.canvas.zoom_to(1.0), there, "1")
    menu.addSeparator()
    if pane.beside.can_play:
        playing = pane.beside.player.playing
        stop, play = (
            translate("DiagramPane", "Stop the animation"),
            translate("DiagramPane", "Play the animation"),
        )
        _add(menu, stop if playing else play, pane.beside.player.toggle, there, "Space")
    overview = _add(menu, translate("DiagramPane", "Overview of large pictures"), None, True)
    overview.setCheckable(True)
    overview.setChecked(pane.beside.inset_shown)
    overview.toggled.connect(pane.beside.show_inset)
    strip = _add(menu, translate("DiagramPane", "Pictures of the course"), None, True, "S")
    strip.setCheckable(True)
    strip.setChecked(pane.beside.strip_shown)
    strip.toggled.connect(pane.beside.show_strip)
    menu.addSeparator()
    _add(menu, translate("DiagramPane", "Full screen"), pane.full_screen_wanted.emit, True, "F")
    _add(menu, translate("DiagramPane", "In its own window"), pane.floating_wanted.emit, True)


def do_key(pane: DiagramPane, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    """Do what a key says; return whether it says anything."""
    if modifiers not in (_NONE, _KEYPAD):
        return False
    keys = Qt.Key
    doings: dict[Qt.Key, Callable[[], object]] = {
        keys.Key_F: pane.full_screen_wanted.emit,
        keys.Key_S: lambda: pane.beside.show_strip(not pane.beside.strip_shown),
        keys.Key_PageDown: lambda: pane.step(1),
        keys.Key_PageUp: lambda: pane.step(-1),
    }
    if pane.beside.can_play:
        doings[keys.Key_Space] = pane.beside.player.toggle
    doing = doings.get(key)
    if doing is not None:
        doing()
    return doing is not None


def _add(
    menu: QMenu, text: str, doing: Callable[[], object] | None, enabled: bool, key: str = ""
) -> QAction:
    action = QAction(text, menu)
    if key:
        # Only to be read: the keys work while the picture has the focus.
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
    if doing is not None:
        action.triggered.connect(lambda _=False: doing())
    action.setEnabled(enabled)
    menu.addAction(action)
    return action
