"""Everything that the window can be told to do: names, keys and the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from msp_desktop.notebook.model import Colour
from msp_desktop.ui.settings import Language, Look

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    _Named = tuple[str, str, tuple[str, ...]]

TAKING = ("export", "study-sheet", "export-capsule", "import-capsule")
"""The commands that take things elsewhere or bring them back."""


class Commands(QObject):
    """The window's actions by name; each is also the window's, so that its keys work anywhere."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self.recent = QMenu(self.tr("Recent courses"), window)
        self.readings = QMenu(self.tr("The questions are"), window)
        for name, text, shortcuts in (*self._of_course(), *self._of_marks(), *self._of_window()):
            self._add(name, text, shortcuts)
        for name, text, shortcut in (
            ("contents", self.tr("Contents"), "Ctrl+1"),
            ("diagram", self.tr("Diagram"), "Ctrl+2"),
            ("notes", self.tr("Notes"), "Ctrl+3"),
        ):
            self._add(f"show-{name}", text, (shortcut,)).setCheckable(True)
            floating = self.tr("{pane} in its own window").format(pane=text)
            self._add(f"float-{name}", floating, ()).setCheckable(True)
        self._choices(
            "look",
            (
                (Look.SYSTEM, self.tr("Same as the system")),
                (Look.LIGHT, self.tr("Light")),
                (Look.DARK, self.tr("Dark")),
            ),
        )
        self._choices(
            "language",
            (
                (Language.SYSTEM, self.tr("Same as the system")),
                (Language.KOREAN, "한국어"),
                (Language.ENGLISH, "English"),
            ),
        )

    def _of_course(self) -> tuple[_Named, ...]:
        return (
            ("open-file", self.tr("Open file…"), ("Ctrl+O",)),
            ("open-folder", self.tr("Open folder…"), ("Ctrl+Shift+O",)),
            ("reload", self.tr("Reload the course"), ("F5",)),
            ("changes", self.tr("What changed"), ("Ctrl+Shift+E",)),
            ("adopt", self.tr("Adopt notes from another edition…"), ()),
            ("bundled", self.tr("Open the bundled course"), ()),
            ("quit", self.tr("Quit"), ("Ctrl+Q",)),
            ("search", self.tr("Search the course"), ("Ctrl+K",)),
            ("find", self.tr("Find in this page"), ("Ctrl+F",)),
            ("find-next", self.tr("Find next"), ("F3", "Ctrl+G")),
            ("find-previous", self.tr("Find previous"), ("Shift+F3", "Ctrl+Shift+G")),
            ("back", self.tr("Back"), ("Alt+Left",)),
            ("forward", self.tr("Forward"), ("Alt+Right",)),
            ("next-question", self.tr("Next question"), ("Alt+Down", "J")),
            ("previous-question", self.tr("Previous question"), ("Alt+Up", "K")),
            ("next-chapter", self.tr("Next chapter"), ("Ctrl+PgDown",)),
            ("previous-chapter", self.tr("Previous chapter"), ("Ctrl+PgUp",)),
        )

    def _of_marks(self) -> tuple[_Named, ...]:
        return (
            ("bookmark", self.tr("Bookmark this question"), ("Ctrl+D",)),
            ("note", self.tr("Write a note on this question"), ("Ctrl+M",)),
            ("note-picture", self.tr("Write a note on the picture"), ("Ctrl+Shift+M",)),
            ("show-on-diagram", self.tr("Show on the diagram"), ("D",)),
            ("add-pin", self.tr("Add a pin to the picture"), ("Ctrl+Shift+P",)),
            ("recall", self.tr("Cover and recall"), ("Ctrl+Shift+R",)),
            ("recalled", self.tr("Past reviews…"), ()),
            ("save-pins", self.tr("Save pins as the picture's map"), ()),
            ("highlight", self.tr("Highlight what is selected"), ("H",)),
            ("highlight-yellow", self.tr("Highlight in yellow"), ("Alt+1",)),
            ("highlight-green", self.tr("Highlight in green"), ("Alt+2",)),
            ("highlight-blue", self.tr("Highlight in blue"), ("Alt+3",)),
            ("highlight-pink", self.tr("Highlight in pink"), ("Alt+4",)),
            ("highlight-purple", self.tr("Highlight in purple"), ("Alt+5",)),
            ("next-highlight", self.tr("Next highlight"), ("]",)),
            ("previous-highlight", self.tr("Previous highlight"), ("[",)),
            ("undo", self.tr("Undo"), ("Ctrl+Z",)),
            ("redo", self.tr("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
        )

    def _of_window(self) -> tuple[_Named, ...]:
        return (
            ("zoom-in", self.tr("Larger text"), ("Ctrl++", "Ctrl+=")),
            ("zoom-out", self.tr("Smaller text"), ("Ctrl+-",)),
            ("zoom-reset", self.tr("Normal text size"), ("Ctrl+0",)),
            ("less-motion", self.tr("Less motion"), ()),
            ("full-screen", self.tr("Full screen"), ("F11",)),
            ("full-diagram", self.tr("Diagram on the full screen"), ("Shift+F11",)),
            ("restore", self.tr("Restore a backup…"), ()),
            ("export", self.tr("Export notes and highlights…"), ()),
            ("study-sheet", self.tr("Study sheet…"), ()),
            ("export-capsule", self.tr("Export study capsule…"), ()),
            ("import-capsule", self.tr("Import study capsule…"), ()),
            ("data-folder", self.tr("Open the data folder"), ()),
            ("report", self.tr("Save a diagnostic report…"), ()),
            ("keys", self.tr("Keyboard shortcuts"), ("F1",)),
            ("about", self.tr("About MSP Desktop"), ()),
        )

    def __getitem__(self, name: str) -> QAction:
        """Return an action; KeyError where there is none."""
        return self._actions[name]

    def connect_to(self, slots: Mapping[str, Callable[[], object]]) -> None:
        """Connect actions to what they do."""
        for name, slot in slots.items():
            self._actions[name].triggered.connect(lambda _checked=False, slot=slot: slot())

    def show_chosen(self, look: Look, language: Language) -> None:
        """Show which look and language are chosen."""
        self._actions[f"look-{look}"].setChecked(True)
        self._actions[f"language-{language}"].setChecked(True)

    def fill(self, menu: QMenu) -> None:
        """Fill the window's one menu."""
        self._put(menu, "open-file", "open-folder")
        menu.addMenu(self.recent)
        self._put(menu, "bundled", "reload", "", "changes", "adopt", "")
        go = self._submenu(menu, self.tr("Go"))
        self._put(
            go,
            *("back", "forward", "", "next-question", "previous-question"),
            *("next-chapter", "previous-chapter", "", "search"),
            *("find", "find-next", "find-previous"),
        )
        question = self._submenu(menu, self.tr("Question"))
        self._put(question, "bookmark", "note", "note-picture", "show-on-diagram", "")
        question.addMenu(self.readings)
        picture = self._submenu(menu, self.tr("Picture"))
        self._put(picture, "recall", "recalled", "", "add-pin", "save-pins")
        edit = self._submenu(menu, self.tr("Edit"))
        self._put(edit, "undo", "redo", "", "highlight")
        colours = self._submenu(edit, self.tr("Highlight in"))
        self._put(colours, *(f"highlight-{one}" for one in Colour))
        self._put(edit, "next-highlight", "previous-highlight")
        view = self._submenu(menu, self.tr("View"))
        self._put(view, "show-contents", "show-diagram", "show-notes", "")
        self._put(view, "float-contents", "float-diagram", "float-notes", "")
        self._put(view, "zoom-in", "zoom-out", "zoom-reset", "")
        self._put(view, "full-screen", "full-diagram", "")
        look = self._submenu(view, self.tr("Light or dark"))
        self._put(look, *(f"look-{one}" for one in Look))
        language = self._submenu(view, self.tr("Language"))
        self._put(language, *(f"language-{one}" for one in Language))
        self._put(view, "less-motion")
        menu.addSeparator()
        taking = self._submenu(menu, self.tr("Take it elsewhere"))
        self._put(taking, "export", "study-sheet", "", "export-capsule", "import-capsule")
        self._put(menu, "restore", "")
        helping = self._submenu(menu, self.tr("Help"))
        self._put(helping, "keys", "", "data-folder", "report", "", "about")
        self._put(menu, "", "quit")

    def with_keys(self) -> list[tuple[str, str]]:
        """Return the names of the actions that have keys, and the keys as the system words them."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (action.text(), ", ".join(one.toString(native) for one in action.shortcuts()))
            for action in self._actions.values()
            if action.shortcuts()
        ]

    def _add(self, name: str, text: str, shortcuts: tuple[str, ...]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(one) for one in shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._window.addAction(action)
        self._actions[name] = action
        return action

    def _choices(self, name: str, choices: tuple[tuple[Look | Language, str], ...]) -> None:
        group = QActionGroup(self)
        for value, text in choices:
            action = self._add(f"{name}-{value}", text, ())
            action.setCheckable(True)
            group.addAction(action)

    def _put(self, menu: QMenu, *names: str) -> None:
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()

    def _submenu(self, menu: QMenu, title: str) -> QMenu:
        submenu = menu.addMenu(title)
        assert submenu is not None
        return submenu
