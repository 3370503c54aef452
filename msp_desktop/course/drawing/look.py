"""How drawings look: the program's fonts and colours, handed on as plain values."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """The colours of one theme by role, as ``#rrggbb``.

    ``series`` are strong ones that are told apart: slices, branches, sections.
    """

    ground: str
    text: str
    line: str
    faint: str
    fill: str
    border: str
    frame: str
    frame_border: str
    note: str
    note_border: str
    alarm: str
    alarm_border: str
    series: tuple[str, ...]


class Look(NamedTuple):
    """The fonts for words, the first choice first, and the colours in both themes."""

    families: tuple[str, ...]
    light: Palette
    dark: Palette

    def counterparts(self) -> dict[str, str]:
        """Return the dark theme's colour for each colour of the light one."""
        roles = zip(self.light[:-1], self.dark[:-1], strict=True)
        found = {str(light): str(dark) for light, dark in roles}
        return dict(zip(self.light.series, self.dark.series, strict=True)) | found
