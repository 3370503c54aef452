"""Where the packaged program begins: ``msp_desktop`` with what only a bundle needs."""

import os
import sys


def _give_back_libraries() -> None:
    """Let programs that are started from here (a browser) have their own libraries.

    The starter leads the loader to the bundle's libraries, which is done when this runs. What is
    started next would take its Qt from there. The program itself, started once more, does it anew.
    """
    former = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if former:
        os.environ["LD_LIBRARY_PATH"] = former
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


def _main() -> int:
    if sys.platform.startswith("linux"):
        _give_back_libraries()
    from msp_desktop.cli import main

    try:
        return main()
    except ImportError as error:
        # A library of the machine, as the loader names it; anything else is a bug.
        library, _, what = str(error).partition(": ")
        if ".so" not in library or "cannot open shared object" not in what:
            raise
        print(f"msp-desktop: this machine lacks the library {library}", file=sys.stderr)
        return 1


sys.exit(_main())
