"""SVG pictures of a course: made safe, measured, and fitted to what Qt's renderer understands.

``QSvgRenderer`` reads SVG Tiny 1.2 with class selectors.  It knows no media queries, takes a list
of font families for one strange name and stretches the ``viewBox``, so :func:`themed`,
:func:`with_fonts` and :func:`framed` settle these beforehand.  Everything here takes time and
memory linear in the picture, and needs no Qt.
"""

from msp_desktop.course.svg.fonts import with_fonts
from msp_desktop.course.svg.framing import framed
from msp_desktop.course.svg.measure import DEFAULT_SIZE, is_sizeless, size
from msp_desktop.course.svg.safety import Removed, Unsafe, UnsafePicture, safe
from msp_desktop.course.svg.splitting import split
from msp_desktop.course.svg.themes import has_dark_theme, themed

__all__ = [
    "DEFAULT_SIZE",
    "Removed",
    "Unsafe",
    "UnsafePicture",
    "framed",
    "has_dark_theme",
    "is_sizeless",
    "safe",
    "size",
    "split",
    "themed",
    "with_fonts",
]
