"""What stands where the picture would be: an empty state, a reason, or patience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from msp_desktop.ui.views.diagram.forms import Fault
from msp_desktop.ui.views.flat import CutLabel, FlatButton

if TYPE_CHECKING:
    from msp_desktop.ui.theme import Theme
    from msp_desktop.ui.views.diagram.forms import PictureError

BROADEST = 300
"""How broad the text gets, in device-independent pixels."""


class Notice(QWidget):
    """A heading, a sentence or two, the picture's place, and what can be done.

    Signal: ``locate()`` when the user wants to show where the picture is.
    """

    locate = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._body = QLabel(self), QLabel(self)
        for label in (self._heading, self._body):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMaximumWidth(BROADEST)
        self._place = CutLabel(Qt.TextElideMode.ElideMiddle, self)
        self._place.setMaximumWidth(BROADEST)
        self._locate = FlatButton(self, raised=True)
        self._locate.setText(self.tr("Locate…"))
        self._locate.setToolTip(self.tr("Choose the file of the picture"))
        self._locate.clicked.connect(self.locate)

        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        for widget in (self._heading, self._body, self._place):
            column.addWidget(widget)
        column.addWidget(self._locate, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(3)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours and fonts."""
        self._heading.setFont(theme.font(bold=True))
        for label, family in ((self._body, "text"), (self._place, "code")):
            label.setFont(theme.font("font-small", family=family))
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("muted"))
        self._body.setPalette(palette)
        self._locate.set_look(theme, text="accent", size="font-ui")

    def show_nothing(self) -> None:
        """Say that the course has no diagram, and how one comes to be here."""
        self._say(
            self.tr("This course has no diagram."),
            self.tr("A picture under a heading that ends in “Summary” appears here."),
        )

    def show_loading(self) -> None:
        """Say that the picture is being read."""
        self._say(self.tr("Loading the picture…"), "")

    def show_error(self, error: PictureError, place: str) -> None:
        """Say why the picture at ``place`` cannot be shown, and what to do about it."""
        heading, body = self._reason(error)
        elsewhere = error.fault in (Fault.MISSING, Fault.OUTSIDE)
        self._say(heading, body, place=place, locate=elsewhere)

    def _reason(self, error: PictureError) -> tuple[str, str]:
        if error.fault is Fault.MISSING:
            return self.tr("The picture is missing."), self.tr("It should be here:")
        if error.fault is Fault.OUTSIDE:
            return (
                self.tr("The picture is outside the course folder."),
                self.tr("Only a link to it is here. Put the picture itself in its place:"),
            )
        if error.fault is Fault.UNREADABLE:
            says = self.tr("The system says: {reason}").format(reason=error.detail)
            return self.tr("The picture cannot be read."), says
        if error.fault is Fault.EMPTY:
            return self.tr("The picture's file is empty."), self.tr("Save it there again.")
        if error.fault is Fault.NO_SIZE:
            return (
                self.tr("The picture has no size."),
                self.tr("It says that it is nothing wide or high. Save it again with a size."),
            )
        if error.fault is Fault.NOT_A_PICTURE:
            return (
                self.tr("This file is not a picture."),
                self.tr("SVG, PNG, JPEG, GIF and WebP pictures can be shown, whatever their name."),
            )
        if error.fault is Fault.TOO_LARGE:
            says = self.tr("Its size is {size}. Save a smaller copy in its place.")
            return self.tr("The picture is too large."), says.format(size=error.detail)
        if error.fault is Fault.UNSAFE:
            return (
                self.tr("The picture is not safe to show."),
                self.tr("It repeats itself without end or hides what it holds. Save a plain SVG."),
            )
        return (
            self.tr("The picture is damaged."),
            self.tr("Its file is incomplete or contradicts itself. Save or copy it again."),
        )

    def _say(self, heading: str, body: str, *, place: str = "", locate: bool = False) -> None:
        self._heading.setText(heading)
        self._body.setText(body)
        self._body.setVisible(bool(body))
        self._place.setText(place)
        self._place.setToolTip(place)
        self._place.setVisible(bool(place))
        self._locate.setVisible(locate)
