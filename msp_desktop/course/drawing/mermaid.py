"""Mermaid's diagrams, by mmdr: Rust, no browser, no network.

It holds two ports.  The one that is truer to Mermaid is asked first; it stumbles over some text
that is not Latin, and then the other is worth more than none.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from msp_desktop.course.drawing.mending import mend
from msp_desktop.course.drawing.model import CannotDraw, Drawing, Fault
from msp_desktop.course.drawing.names import with_latin_names
from msp_desktop.course.drawing.plain import plain, tree
from msp_desktop.course.drawing.settings import settings
from msp_desktop.course.svg import UnsafePicture, safe

if TYPE_CHECKING:
    from msp_desktop.course.drawing.look import Look

LONGEST = 20_000
"""Characters of source."""
LARGEST = 2 * 1024 * 1024
"""Characters of SVG, as the library writes it and as it is kept."""

_PORTS = ("merman", "mermaid-rs-renderer")
_UNREAD = "Unexpected character"
"""What the first port says of letters that it does not know."""
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
# Where a click would lead: a drawing has no links, and the library misplaces a linked label.
_CLICK = re.compile(r"^[ \t]*click[ \t].*$", re.MULTILINE)
_SAID = re.compile(r'(?:message|error): "((?:[^"\\]|\\.)*)"|Diagram parse error \([\w-]+\): (.*)')


def draw_mermaid(source: str, look: Look) -> Drawing:
    """Return the drawing of a diagram.  Raises CannotDraw."""
    if len(source) > LONGEST:
        raise CannotDraw(Fault.TOO_LONG)
    svg = _drawn(with_latin_names(_CLICK.sub("", source)), look)
    if len(svg) > LARGEST:
        raise CannotDraw(Fault.TOO_LARGE)
    try:
        root = tree(safe(svg.encode("utf-8", "replace")))
        mend(root, look)
        made = plain(root, look)
    except UnsafePicture as error:
        raise CannotDraw(Fault.TOO_LARGE, error.reason) from error
    except ValueError as error:
        raise CannotDraw(Fault.BROKEN, str(error)) from error
    if len(made.svg) > LARGEST:
        raise CannotDraw(Fault.TOO_LARGE)
    return Drawing(made.svg, made.width, made.height, 0.0)


def _drawn(source: str, look: Look) -> str:
    try:
        import mmdr
    except ImportError as error:
        raise CannotDraw(Fault.ABSENT) from error
    dressed = _dressed(source, look)
    said = ""
    for port in _PORTS:
        try:
            return mmdr.render(dressed, backend=port).svg()  # pyright: ignore[reportUnknownMemberType]
        except ValueError as error:
            if _UNREAD in str(error) and not source.isascii() and port == _PORTS[0]:
                continue
            # It was read and refused; the other port would draw whatever it took it for.
            raise CannotDraw(Fault.NOT_UNDERSTOOD, _words(str(error))) from error
        except BaseException as error:
            # Rust's panics are no Exceptions.
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            said = type(error).__name__
    raise CannotDraw(Fault.BROKEN, said)


def _words(error: str) -> str:
    """Return what an error says, on one line and without the parser's own names."""
    line = " ".join(error.split())
    while (found := _SAID.search(line)) is not None and (found[1] or found[2]):
        line = found[1] or found[2]
    return line[:160]


def _dressed(source: str, look: Look) -> str:
    """Return a source with the look's colours said first, so that the author's own follow them."""
    front = _FRONT_MATTER.match(source)
    start = front.end() if front else 0
    return f"{source[:start]}%%{{init: {json.dumps(settings(look))}}}%%\n{source[start:]}"
