"""Starting the window: options, folders, whether another window is there already, what is lacking.

All of this comes before Qt, so that a start which only hands its course over takes a moment, and
one that cannot show a window says so in a line.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from msp_desktop import __version__
from msp_desktop.paths import PORTABLE_FOLDER, PORTABLE_MARK, NoHome, Paths
from msp_desktop.running.log import LEVELS, Log
from msp_desktop.running.manner import MISUSED, Manner
from msp_desktop.running.single import (
    Errand,
    Single,
    screen_of_environment,
    token_of_environment,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.running.crashes import CrashFile
    from msp_desktop.running.manner import Refusal

STATUSES = (
    "Exit status: 0 on success, 1 for a failure, 2 for wrong arguments, 3 where no window can be"
    " shown (no screen, or a library is missing), 4 where the folder for the data cannot be used,"
    " 70 after an error of the program's own."
)


class WindowParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in the user's language."""

    def error(self, message: str) -> NoReturn:
        """Say it below the usage, and exit with 2."""
        from msp_desktop.ui.refusal import usage_words

        self.print_usage(sys.stderr)
        print(f"{self.prog}: {usage_words(message)}", file=sys.stderr)
        sys.exit(MISUSED)


def window_parser() -> argparse.ArgumentParser:
    """Return the parser of what opens a window."""
    parser = WindowParser(
        prog="msp-desktop",
        description="A study app for courses of questions and answers.",
        epilog="Without a window: msp-desktop outline PATH [--json], msp-desktop render PATH"
        " [--question ID], msp-desktop check PATH [--json], msp-desktop notebook COMMAND; each has"
        f" its own --help. {STATUSES}",
    )
    parser.add_argument(
        "path",
        nargs="?",
        type=named_path,
        help="a Markdown file, a folder, a zip or a study capsule",
    )
    parser.add_argument(
        "--new-window",
        action="store_true",
        help="open a window of its own, though one is there already",
    )
    place: Any = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--data-dir",
        type=named_path,
        metavar="FOLDER",
        help="keep notebook, settings, cache and log here",
    )
    place.add_argument(
        "--portable",
        action="store_true",
        help=f"keep them beside the program, in {PORTABLE_FOLDER}; an empty file called"
        f" {PORTABLE_MARK} beside it does the same",
    )
    parser.add_argument(
        "--safe-mode",
        action="store_true",
        help="start with default settings and without caches, formulas and diagrams' links, for"
        " when something keeps the program from working",
    )
    parser.add_argument("--log-level", choices=LEVELS, default="info", help="default: %(default)s")
    parser.add_argument(
        "--verbose", action="store_true", help="log everything, on the error output as well"
    )
    parser.add_argument("--version", action="version", version=f"msp-desktop {__version__}")
    return parser


def named_path(text: str) -> Path:
    """Return the path of a name; raise ValueError for an empty one, which would be this folder."""
    if not text:
        raise ValueError
    return Path(text)


def start(options: argparse.Namespace) -> int:
    """Open the window, or have the one that is there open the course; return the exit status."""
    path: Path | None = options.path
    try:
        paths = Paths.chosen(options.data_dir, portable=options.portable)
    except NoHome:
        return _refuse("no-home")
    if paths.whole is not None and (refusal := _unusable(paths)) is not None:
        return _refuse(refusal, str(paths.whole))
    log = Log(paths.log, "debug" if options.verbose else options.log_level, echo=options.verbose)
    single = None if options.safe_mode else Single(paths.instance, screen_of_environment())
    if single is not None and not single.claim() and not options.new_window:
        errand = Errand(path.absolute() if path is not None else None, token_of_environment())
        if single.hand_over(errand):
            return 0
        log.warning("another-window-did-not-answer")
    manner = Manner(log, options.safe_mode, single, _crash_file(paths))
    return _with_libraries(lambda: _run(paths, path, manner))


def _unusable(paths: Paths) -> Refusal | None:
    """Return why the one folder for everything cannot be used.

    One that cannot be written can still be read: the window says so.  But nothing of a portable
    copy can be kept there then, which is what it was to do.
    """
    folder = paths.whole
    assert folder is not None
    nearest = next((one for one in (folder, *folder.parents) if os.path.lexists(one)), folder)
    if not nearest.is_dir():
        return "no-folder"
    if not paths.portable:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return "not-portable"
    return None if os.access(folder, os.W_OK | os.X_OK) else "not-portable"


def _crash_file(paths: Paths) -> CrashFile:
    from msp_desktop.running.crashes import CrashFile

    return CrashFile(paths.log, time.time_ns())


def _run(paths: Paths, path: Path | None, manner: Manner) -> int:
    from msp_desktop.ui import ahead

    # What the cache holds is left out in safe mode, and so is what would be put there.
    begun = None if manner.safe else ahead.start(path, paths)
    from msp_desktop.ui.features import leave_out

    leave_out()
    from msp_desktop.ui.app import run

    return run(paths, path, begun, manner)


def _with_libraries(work: Callable[[], int]) -> int:
    """Do what needs Qt; where a library is missing for it, say which."""
    try:
        return work()
    except ImportError as error:
        from msp_desktop.ui.refusal import missing_library

        library = missing_library(str(error))
        if not library:
            raise
        return _refuse("no-library", library)


def _refuse(refusal: Refusal, detail: str = "") -> int:
    from msp_desktop.ui.refusal import refuse

    return refuse(refusal, detail)
