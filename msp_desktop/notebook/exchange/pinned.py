"""A pin as it goes out: with what is written on it, and where it is in the words of others."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from msp_desktop.notebook.model import Note
    from msp_desktop.notebook.pins import Pin


class Pinned(NamedTuple):
    """A pin with the note and the tags on it, and the titles of the questions it leads to."""

    pin: Pin
    note: Note | None
    tags: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where it is on its picture, in percent: left, top, and its size where it has one."""
        left, top, width, height = (f"{one} %" for one in self._percents)
        return f"{left}, {top}" if self.pin.box.is_point else f"{left}, {top}, {width} × {height}"

    @property
    def fragment(self) -> str:
        """Where it is, after the Media Fragments URI 1.0 (4.2.2), whose numbers are whole.

        It is the least rectangle that holds the pin; a point is in one of one percent.
        """
        box = self.pin.box
        left, top = (min(floor(round(100 * one, 4)), 99) for one in (box.x, box.y))
        right, bottom = (ceil(round(100 * one, 4)) for one in (box.right, box.bottom))
        return f"xywh=percent:{left},{top},{max(right - left, 1)},{max(bottom - top, 1)}"

    @property
    def shape(self) -> str:
        """Where it is exactly, as an SVG laid over the whole picture; a point is a circle's middle.

        It is what the Web Annotation Data Model (4.2.7) wants: one shape, in numbers that count
        from the SVG's own size, which stands for the picture's.
        """
        left, top, width, height = self._percents
        one = f'<rect x="{left}" y="{top}" width="{width}" height="{height}"/>'
        if self.pin.box.is_point:
            one = f'<circle cx="{left}" cy="{top}" r="0.5"/>'
        size = 'width="100" height="100" viewBox="0 0 100 100" preserveAspectRatio="none"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{one}</svg>'

    @property
    def _percents(self) -> list[str]:
        return [f"{100 * one:.4f}".rstrip("0").rstrip(".") for one in self.pin.box]
