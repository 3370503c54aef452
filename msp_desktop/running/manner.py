"""How one program runs: what it was told at its start, and what it does for others and its user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from msp_desktop.running.crashes import CrashFile
    from msp_desktop.running.log import Log
    from msp_desktop.running.single import Single

FAILED = 1
"""Exit status where what was asked for could not be done."""

MISUSED = 2
"""Exit status for wrong arguments."""

NO_WINDOW = 3
"""Exit status where no window can be shown: there is no screen, or a library is missing."""

NO_FOLDER = 4
"""Exit status where the folder for the data cannot be used."""

BROKEN = 70
"""Exit status after an error of the program's own."""


Refusal: TypeAlias = Literal[
    "no-home", "no-folder", "not-portable", "no-library", "no-screen", "no-platform", "broken"
]
"""Why the program does not start."""


class Manner(NamedTuple):
    """How a program runs.

    ``safe`` leaves out all that the window could do without.  ``single`` is None for a program
    that others hand nothing to; ``crashes`` where a hard crash leaves no word.
    """

    log: Log
    safe: bool = False
    single: Single | None = None
    crashes: CrashFile | None = None
