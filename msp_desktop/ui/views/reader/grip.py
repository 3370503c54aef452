"""What stays where it is on the screen when a page is laid out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from msp_desktop.ui.views.reader.places import Places


class Grip(NamedTuple):
    """What stands at the top of the view.

    ``piece`` is the last one of the page that begins above it, or the first; ``offset`` is how much
    of it is out of sight, as a share of it.  ``held`` is the question that is current because it
    was jumped to, "" where scrolling decides.
    """

    piece: int
    offset: float
    held: str


def gripped(places: Places, top: float, held: str) -> Grip:
    """Return the grip of a page whose ``top`` pixels are out of sight."""
    piece = places.piece_above(top)
    return Grip(piece, places.share(piece, top), held)
