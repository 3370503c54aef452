"""The process that draws: it alone loads the libraries, and may be ended at any time.

One line in, one line out, both JSON: first the look, then each source and what came of it.  A
library that hangs, that fills the memory or that takes its process with it harms nobody else.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from msp_desktop.course.drawing.look import Look, Palette
from msp_desktop.course.drawing.model import CannotDraw, Fault, Kind, Outcome, Undrawn, Wanted

if TYPE_CHECKING:
    from typing import BinaryIO

MOST_MEMORY = 2 << 30
"""Bytes of address space, where the system can bound it."""


def serve() -> int:
    """Draw until nobody asks any more; return the exit status."""
    _bound()
    # Not sys.stdin and sys.stdout: a program without a console has none, but has the pipes.
    with open(0, "rb", closefd=False) as asked, open(1, "wb", closefd=False) as told:
        return _serve(asked, told)


def _serve(asked: BinaryIO, told: BinaryIO) -> int:
    first = asked.readline()
    if not first:
        return 0
    look = look_from(json.loads(first))
    for line in asked:
        kind, source = json.loads(line)
        told.write(json.dumps(_plain(draw(Wanted(Kind(kind), source), look))).encode() + b"\n")
        told.flush()
    return 0


def draw(wanted: Wanted, look: Look) -> Outcome:
    """Return the drawing of a source, or why there is none, in this process."""
    try:
        if wanted.kind is Kind.MERMAID:
            from msp_desktop.course.drawing.mermaid import draw_mermaid

            return draw_mermaid(wanted.source, look)
        from msp_desktop.course.drawing.formula import draw_formula

        return draw_formula(wanted.source, look, display=wanted.kind is Kind.DISPLAY)
    except CannotDraw as error:
        return error.undrawn
    except (MemoryError, RecursionError) as error:
        return Undrawn(Fault.TOO_LARGE, type(error).__name__)


def look_from(values: list[Any]) -> Look:
    """Return a look from its JSON."""
    families, light, dark = values
    return Look(tuple(families), _palette(light), _palette(dark))


def _palette(values: list[Any]) -> Palette:
    *roles, series = values
    return Palette(*roles, series=tuple(series))


def _plain(outcome: Outcome) -> list[Any]:
    return [isinstance(outcome, Undrawn), *outcome]


def _bound() -> None:
    """Take no more than a share of the machine, as far as the system can be told so."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(5)
    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        if hard == resource.RLIM_INFINITY or most <= hard:
            try:
                resource.setrlimit(limit, (most, hard))
            except (OSError, ValueError):
                # Some systems know a limit and do not let it be set.
                continue
