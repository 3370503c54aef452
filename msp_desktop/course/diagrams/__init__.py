"""What a picture and the answers have to do with each other: elements of it that lead to questions.

A map comes from a sidecar file beside the picture, from links in the SVG itself, or both.
:class:`Maps` makes it when it is asked for; :class:`HitIndex` tells what is at a point of it;
:func:`save` writes a sidecar for its author.  May be imported by ``course.check`` and by whoever
may import ``course``; knows no Qt.
"""

from msp_desktop.course.diagrams.hits import HitIndex
from msp_desktop.course.diagrams.maps import Maps
from msp_desktop.course.diagrams.model import (
    Box,
    DiagramMap,
    Element,
    Fault,
    Flaw,
    Kind,
    Part,
)
from msp_desktop.course.diagrams.writing import Edit, Pin, SidecarError, save
from msp_desktop.course.pictures import sidecar_of

__all__ = [
    "Box",
    "DiagramMap",
    "Edit",
    "Element",
    "Fault",
    "Flaw",
    "HitIndex",
    "Kind",
    "Maps",
    "Part",
    "Pin",
    "SidecarError",
    "save",
    "sidecar_of",
]
