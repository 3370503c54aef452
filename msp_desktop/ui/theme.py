"""Colours, sizes and fonts by role, read from the theme files in ``resources/themes``.

A view asks for ``theme.colour("muted")`` and never names a colour itself, so light and dark differ
in one file each.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QFont, QPalette

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Theme(NamedTuple):
    """One look of the program.

    ``colours`` and ``sizes`` go by role; sizes are device-independent pixels, except
    ``line-height``, which is per cent.  ``zoom`` multiplies the reader's sizes only.
    """

    dark: bool
    colours: Mapping[str, QColor]
    sizes: Mapping[str, int]
    families: Mapping[str, list[str]]

    @classmethod
    def load(cls, folder: Path, *, dark: bool) -> Theme:
        """Read a theme from its folder; a missing or wrong file is a broken installation."""
        base = json.loads((folder / "base.json").read_text("utf-8"))
        colours = json.loads((folder / ("dark.json" if dark else "light.json")).read_text("utf-8"))
        return cls(
            dark=dark,
            colours={role: QColor(value) for role, value in colours.items()},
            sizes=base["sizes"],
            families=base["fonts"],
        )

    def colour(self, role: str) -> QColor:
        """Return the colour of a role; KeyError where the theme has no such role."""
        return self.colours[role]

    def size(self, role: str) -> int:
        """Return a size in device-independent pixels; KeyError where there is no such role."""
        return self.sizes[role]

    def font(self, role: str = "font-ui", *, family: str = "text", bold: bool = False) -> QFont:
        """Return a font of the interface by the role of its size."""
        font = QFont(self.families[family])
        font.setPixelSize(self.sizes[role])
        font.setBold(bold)
        return font

    def palette(self) -> QPalette:
        """Return the palette that standard widgets are painted with."""
        palette = QPalette()
        group = QPalette.ColorGroup
        roles = QPalette.ColorRole
        for role, name in (
            (roles.Window, "panel"),
            (roles.WindowText, "text"),
            (roles.Base, "paper"),
            (roles.AlternateBase, "panel"),
            (roles.Text, "text"),
            (roles.PlaceholderText, "faint"),
            (roles.Button, "panel"),
            (roles.ButtonText, "text"),
            (roles.BrightText, "error"),
            (roles.Highlight, "selection"),
            (roles.HighlightedText, "text"),
            (roles.Accent, "accent"),
            (roles.Link, "link"),
            (roles.LinkVisited, "link"),
            (roles.ToolTipBase, "paper"),
            (roles.ToolTipText, "text"),
            (roles.Light, "paper"),
            (roles.Midlight, "hover"),
            (roles.Mid, "border"),
            (roles.Dark, "faint"),
            (roles.Shadow, "border"),
        ):
            palette.setColor(role, self.colour(name))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(group.Disabled, role, self.colour("faint"))
        return palette
