"""Text formats of the reader by role, for one theme and one zoom."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextFrameFormat,
)

from msp_desktop.course.links import REFUSED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.ui.theme import Theme


CARD_PADDING = 9
ALERT_PADDING = 11
CELL_PADDING = 7
TEXT_INSET = 6
COPY_ROOM = 64
"""Unzoomed pixels around a card's blocks, beside them, and beside a caption for its button."""

SIGN_ROOM = 22
"""Unzoomed pixels before an alert's title, for its sign."""

FOLD = "fold:"
"""What the links that open and close folded text begin with: they look like text."""


class Property(IntEnum):
    """Our own properties of text formats."""

    CARD = QTextFormat.Property.UserProperty + 1
    """On a frame: its :class:`Card`."""
    LABEL = QTextFormat.Property.UserProperty + 2
    """On a code card: what its header says where the course gives no caption."""
    CHIP = QTextFormat.Property.UserProperty + 3
    """On a stretch of text: inline code, drawn on a rounded ground."""
    PICTURE = QTextFormat.Property.UserProperty + 4
    """On a picture: the safe source of its ``img``."""
    ALT = QTextFormat.Property.UserProperty + 5
    """On a picture: what its author says it shows."""
    CAPTION = QTextFormat.Property.UserProperty + 6
    """On a block: it is the caption of the code card around it."""
    SHARE = QTextFormat.Property.UserProperty + 7
    """On a picture in a table: which part of the table's width its column may take."""
    INSET = QTextFormat.Property.UserProperty + 8
    """On a picture: how many zoomed pixels of the page's width are taken beside it."""
    CUT = QTextFormat.Property.UserProperty + 9
    """On a frame: 1 where its card is cut above, 2 where below, 3 where both."""


class Card(StrEnum):
    """What the view paints behind a frame."""

    CODE = "code"
    QUOTE = "quote"
    BOX = "box"
    NOTE = "note"
    TIP = "tip"
    IMPORTANT = "important"
    WARNING = "warning"
    CAUTION = "caution"


ALERTS = frozenset((Card.NOTE, Card.TIP, Card.IMPORTANT, Card.WARNING, Card.CAUTION))
"""The cards that stand out from an answer (see :mod:`.alerts`)."""


class Cut(NamedTuple):
    """Where a card is cut: whether it began in the stretch above, and goes on in the one below."""

    above: bool = False
    below: bool = False

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Cut:
        """Return where an element is cut that has these attributes (see :mod:`.cutting`)."""
        return cls("data-continued" in values, "data-goes-on" in values)


UNCUT = Cut()


class Style(NamedTuple):
    """How a stretch of text looks, by role."""

    size: str = "font-body"
    colour: str = "text"
    bold: bool = False
    italic: bool = False
    code: bool = False
    chip: bool = False
    struck: bool = False
    underlined: bool = False
    marked: bool = False
    raised: int = 0
    unseen: bool = False
    link: str = ""
    drawn: str = ""
    """Of a formula's source among text: "formula", or "display" for one set large."""


# Pygments' short token classes by the role of their colour; the rest is plain text.
_TOKENS = {
    "code-comment": ("c", "ch", "cm", "cp", "cpf", "c1", "cs"),
    "code-keyword": ("k", "kc", "kd", "kn", "kp", "kr", "kt", "ow", "nt"),
    "code-string": ("s", "sa", "sb", "sc", "dl", "sd", "s2", "se", "sh", "si", "sx", "s1", "ss"),
    "code-name": ("nb", "nc", "nf", "nd", "nn", "fm", "na", "bp"),
    "code-number": ("m", "mb", "mf", "mh", "mi", "mo", "il", "l", "ld"),
    "code-prompt": ("gp",),
    "code-output": ("go", "gr", "gt"),
}
TOKEN_ROLES = {name: role for role, names in _TOKENS.items() for name in names}


class Formats:
    """Makes and keeps the formats of one page; ``zoom`` multiplies every size."""

    def __init__(self, theme: Theme, zoom: float) -> None:
        self.theme = theme
        self.zoom = zoom
        self._kept: dict[Style, QTextCharFormat] = {}

    def px(self, role: str) -> int:
        """Return a size of the theme in zoomed pixels."""
        return max(1, round(self.theme.size(role) * self.zoom))

    def pixels(self, length: float) -> float:
        """Return a length in zoomed pixels."""
        return length * self.zoom

    def font(self, role: str = "font-body", *, family: str = "text") -> QFont:
        """Return a font of the page."""
        font = QFont(self.theme.families[family])
        font.setPixelSize(self.px(role))
        return font

    def text(self, style: Style) -> QTextCharFormat:
        """Return the format of a stretch of text."""
        kept = self._kept.get(style)
        if kept is None:
            kept = self._kept[style] = self._made(style)
        return kept

    def _made(self, style: Style) -> QTextCharFormat:
        made = QTextCharFormat()
        families = self.theme.families
        if style.code:
            made.setFontFamilies([*families["code"], *families["text"]])
            made.setFontFixedPitch(True)
        size = self.px("font-code" if style.code and style.size == "font-body" else style.size)
        made.setProperty(QTextFormat.Property.FontPixelSize, size)
        made.setForeground(self.theme.colour(style.colour))
        if style.bold:
            made.setFontWeight(QFont.Weight.Bold)
        made.setFontItalic(style.italic)
        made.setFontStrikeOut(style.struck)
        made.setFontUnderline(style.underlined)
        if style.chip:
            made.setProperty(Property.CHIP, True)
        if style.marked:
            made.setBackground(self.theme.colour("mark"))
        if style.raised:
            made.setVerticalAlignment(
                QTextCharFormat.VerticalAlignment.AlignSuperScript
                if style.raised > 0
                else QTextCharFormat.VerticalAlignment.AlignSubScript
            )
        if style.link:
            made.setAnchor(True)
            made.setAnchorHref(style.link)
            if style.link.startswith(REFUSED):
                # It may be asked where it would lead, and looks as if it led nowhere.
                made.setForeground(self.theme.colour("muted"))
                made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            elif not style.link.startswith(FOLD):
                made.setForeground(self.theme.colour("link"))
        if style.unseen:
            made.setForeground(Qt.GlobalColor.transparent)
        return made

    def width(self, text: str, style: Style) -> float:
        """Return how wide a text is in a style, in zoomed pixels."""
        return QFontMetricsF(self.text(style).font()).horizontalAdvance(text)

    def block(
        self,
        *,
        above: float = 0,
        below: float = 0,
        indent: int = 0,
        tight: bool = False,
        size: str = "font-body",
    ) -> QTextBlockFormat:
        """Return the format of a paragraph; gaps in unzoomed pixels, ``size`` is its text's."""
        made = QTextBlockFormat()
        made.setTopMargin(self.pixels(above))
        made.setBottomMargin(self.pixels(below))
        made.setIndent(indent)
        if not tight:
            self._space_lines(made, size)
        return made

    def _space_lines(self, block: QTextBlockFormat, size: str) -> None:
        """Set lines apart by the size of their text: fonts differ in how much they add themselves.

        It is the least height, so that a picture in a line has its own.
        """
        height = self.px(size) * self.theme.size("line-height") / 100
        block.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)

    def caption(self, cut: Cut = UNCUT) -> QTextBlockFormat:
        """Return the format of a code card's caption, which stands in the painted header."""
        padding = CARD_PADDING if any(cut) else 0
        made = self.block(above=padding)
        self._space_lines(made, "font-small")
        made.setLeftMargin(self.pixels(TEXT_INSET + padding))
        made.setRightMargin(self.pixels(COPY_ROOM + padding))
        made.setProperty(Property.CAPTION, True)
        return made

    def code(self, cut: Cut = UNCUT) -> QTextBlockFormat:
        """Return the format of a code block's text, below the header."""
        padding = CARD_PADDING if any(cut) else 0
        made = self.block(
            above=0 if cut.above else CARD_PADDING + 9, below=0 if cut.below else padding
        )
        self._space_lines(made, "font-code")
        made.setLeftMargin(self.pixels(TEXT_INSET + padding))
        made.setRightMargin(self.pixels(TEXT_INSET + padding))
        return made

    def alert_title(self) -> QTextBlockFormat:
        """Return the format of an alert's title, which has its sign before it."""
        made = self.block(below=4)
        made.setLeftMargin(self.pixels(SIGN_ROOM))
        return made

    def spacer(self) -> QTextBlockFormat:
        """Return the format of the empty block that a document keeps between two frames."""
        made = QTextBlockFormat()
        made.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return made

    def spacer_text(self) -> QTextCharFormat:
        """Return the text format of such a block, which would set its least height."""
        made = QTextCharFormat()
        made.setProperty(QTextFormat.Property.FontPixelSize, 1)
        return made

    def card(self, card: Card, *, indent: int, cut: Cut = UNCUT) -> QTextFrameFormat:
        """Return the format of a frame with a card painted behind it."""
        made = QTextFrameFormat()
        made.setBorder(0)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        made.setProperty(Property.CARD, str(card))
        made.setLeftMargin(indent * self.indent_width)
        made.setTopMargin(0 if cut.above else self.pixels(8))
        made.setBottomMargin(0 if cut.below else self.pixels(14))
        if any(cut):
            made.setProperty(Property.CUT, cut.above + 2 * cut.below)
        # A frame's padding is the same on all sides, and code that is cut has none where it is.
        if card is not Card.CODE or not any(cut):
            padding = ALERT_PADDING if card in ALERTS else CARD_PADDING
            made.setPadding(self.pixels(padding))
        return made

    @property
    def indent_width(self) -> float:
        """Width of one list level in pixels."""
        return self.pixels(20)

    @property
    def header_height(self) -> float:
        """Height of a code card's header in pixels."""
        return self.px("font-small") * self.theme.size("line-height") / 100 + self.pixels(
            2 * CARD_PADDING - 1
        )
