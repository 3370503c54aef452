"""What stands beside a picture: the overview, the row of all, remarks, what plays it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.canvas import DiagramCanvas
    from msp_desktop.ui.views.diagram.forms import Picture
    from msp_desktop.ui.views.diagram.inset import Inset
    from msp_desktop.ui.views.diagram.pane import DiagramEntry
    from msp_desktop.ui.views.diagram.playing import Player
    from msp_desktop.ui.views.diagram.remarks import Remarks
    from msp_desktop.ui.views.diagram.shelf import Shelf
    from msp_desktop.ui.views.diagram.strip import Strip


class Beside(QObject):
    """Makes each of these when it is first needed: most pictures need none.

    Signals: ``strip_changed()`` when the row is to be filled anew, ``chosen(str)`` with the
    ``shown_path`` of a picture picked in it, ``arranged()`` when the user shows or hides something.
    """

    strip_changed = Signal()
    chosen = Signal(str)
    arranged = Signal()

    def __init__(
        self, pane: QWidget, canvas: DiagramCanvas, column: QVBoxLayout, theme: Theme
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._canvas = canvas
        self._column = column
        self._theme = theme
        self._shelf: Shelf | None = None
        self._inset_wanted = True
        canvas.painted_anew.connect(self._follow)

    def set_theme(self, theme: Theme) -> None:
        """Take another look."""
        self._theme = theme
        if "_inset" in self.__dict__:
            self._inset.set_theme(theme)
        if "strip" in self.__dict__:
            self.strip.set_theme(theme)
        if "_remarks" in self.__dict__:
            self._remarks.set_theme(theme)

    @property
    def shelf(self) -> Shelf | None:
        """Where drawings are kept."""
        return self._shelf

    @shelf.setter
    def shelf(self, shelf: Shelf | None) -> None:
        self._shelf = shelf
        if "strip" in self.__dict__:
            self.strip.thumbnails.shelf = shelf

    def show_picture(self, picture: Picture | None) -> None:
        """Say what there is to say of a picture, and play it if it moves.

        Where the system asks for less motion, it waits to be asked.
        """
        if picture is not None and picture.told.remarks:
            self._remarks.tell(picture.told.remarks, picture.told.kind)
        elif "_remarks" in self.__dict__:
            self._remarks.hide()
        if picture is None and "player" not in self.__dict__:
            return
        from msp_desktop.ui.views.diagram.raster import MovingPicture

        moving = picture if isinstance(picture, MovingPicture) else None
        if moving is not None or "player" in self.__dict__:
            self.player.load(moving, play=self._canvas.smooth())

    def _follow(self) -> None:
        """Make the overview when the picture is larger than its pane for the first time."""
        if self._inset_wanted and "_inset" not in self.__dict__ and self._canvas.movable():
            self._inset.set_wanted(True)

    def mark(self, entry: DiagramEntry | None) -> None:
        """Mark in the row what is shown."""
        if "strip" in self.__dict__:
            self.strip.show_current(entry.shown_path if entry else "")

    def fill_strip(self, pictures: Sequence[DiagramEntry], shown: DiagramEntry | None) -> None:
        """Put all pictures of the course into the row."""
        from msp_desktop.ui.views.diagram.strip import Place

        self.strip.set_places([Place(one.shown_path, one.title, one.find) for one in pictures])
        self.mark(shown)

    @property
    def can_play(self) -> bool:
        """Whether the picture moves."""
        return "player" in self.__dict__ and self.player.can_play

    @cached_property
    def player(self) -> Player:
        """What plays a picture that moves."""
        from msp_desktop.ui.views.diagram.playing import Player

        return Player(self._canvas)

    @property
    def strip_shown(self) -> bool:
        """Whether the row of all pictures is shown."""
        return "strip" in self.__dict__ and not self.strip.isHidden()

    def show_strip(self, shown: bool) -> None:
        """Show or hide the row of all pictures of the course."""
        if shown != self.strip_shown:
            self.strip.setVisible(shown)
            self.strip_changed.emit()
            self.arranged.emit()

    @property
    def inset_shown(self) -> bool:
        """Whether the overview is shown where the picture is larger than the pane."""
        return self._inset_wanted

    def show_inset(self, shown: bool) -> None:
        """Show or hide the overview."""
        if shown != self._inset_wanted:
            self._inset_wanted = shown
            if shown or "_inset" in self.__dict__:
                self._inset.set_wanted(shown)
            self.arranged.emit()

    @cached_property
    def strip(self) -> Strip:
        """The row of all pictures."""
        from msp_desktop.ui.views.diagram.strip import Strip

        strip = Strip(self._theme, self._pane)
        strip.thumbnails.shelf = self._shelf
        strip.chosen.connect(self.chosen)
        strip.hide()
        self._column.addWidget(strip)
        return strip

    @cached_property
    def _inset(self) -> Inset:
        from msp_desktop.ui.views.diagram.inset import Inset

        return Inset(self._canvas, self._theme)

    @cached_property
    def _remarks(self) -> Remarks:
        from msp_desktop.ui.views.diagram.remarks import Remarks

        remarks = Remarks(self._theme, self._pane)
        # Below the header.
        self._column.insertWidget(1, remarks)
        return remarks
