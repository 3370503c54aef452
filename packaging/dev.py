"""Set the project up and work on it: ``python3 packaging/dev.py COMMAND``.

    run [ARGS…]          start the program
    test [PYTEST ARGS…]  run all checks and tests
    check                run the checks only: format, lint, types, imports, translations
    shots                make the README's pictures with the real program
    translations         bring the translation files up to date with the source
    package [--as-is]    build what people install, of the last commit (or the files as they are)

Each command first makes what it needs: the machine's libraries (as root on Debian and Ubuntu;
elsewhere it says what to install) and the environment .venv in this checkout. Where all is there,
it starts at once. Nothing but Python 3.11 or newer is needed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import NoReturn

# What the program does without a window, and so without a screen.
WINDOWLESS = ("check", "notebook", "outline", "render", "--version", "--help", "-h")
NO_SCREEN = (
    "There is no screen to show the window on (DISPLAY and WAYLAND_DISPLAY are not set): start it "
    "from a desktop session, or on a virtual screen with: xvfb-run -a python3 packaging/dev.py run"
)


def prepare(*, screen: bool = False) -> None:
    """Make the machine and the environment ready; ``screen`` asks for a virtual screen too."""
    import environment
    import machine

    ready = environment.is_set_up()
    machine.ensure(screen=screen, ensurepip=not ready)
    if not ready:
        environment.set_up()


def run(arguments: list[str]) -> int:
    """Start the program in place of this one."""
    prepare()
    from environment import PYTHON, compile_program

    compile_program()
    if _needs_screen(arguments) and not _has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return 1
    # -P: a file in the folder one happens to stand in must not be taken for a module.
    command = [str(PYTHON), "-P", "-m", "msp_desktop", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def test(arguments: list[str]) -> int:
    """Run all checks, then all tests; the tests' closing line comes last."""
    prepare(screen=True)
    import checks
    from environment import PYTHON, ROOT
    from screen import virtual_screen

    passed = checks.run()
    with virtual_screen() as surroundings:
        # Qt draws to memory, which is fastest; a test that needs a real X screen has DISPLAY.
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [str(PYTHON), "-m", "pytest", *arguments]
        tests = subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode
    return tests or int(not passed)


def check(arguments: list[str]) -> int:
    """Run the checks that need no test run."""
    _take_none(arguments)
    prepare()
    import checks

    return int(not checks.run())


def shots(arguments: list[str]) -> int:
    """Make the pictures of the README on a virtual screen."""
    _take_none(arguments)
    prepare(screen=True)
    from importlib import import_module

    from environment import PYTHON
    from screen import virtual_screen

    with virtual_screen() as surroundings:
        os.environ.clear()
        os.environ.update(surroundings)
        if sys.platform.startswith("linux"):
            os.environ["QT_QPA_PLATFORM"] = "xcb"
        return import_module("shots").main(PYTHON)


def translations(arguments: list[str]) -> int:
    """Bring the translation files up to date."""
    _take_none(arguments)
    prepare()
    from translations import problems, update

    update()
    left = problems()
    print("\n".join(left) or "The translation files are complete.")
    return int(bool(left))


def package(arguments: list[str]) -> int:
    """Build the packages, in an environment of their own."""
    as_is = arguments == ["--as-is"]
    if not as_is:
        _take_none(arguments)
    from environment import ROOT

    # What is inside, and which endings capsules have, the program itself knows.
    sys.path.append(str(ROOT))
    from bundling import builder

    builder.package(as_is=as_is)
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "shots": shots,
    "translations": translations,
    "package": package,
}


def main(arguments: list[str]) -> int:
    """Carry out the command that the arguments name; return the exit status."""
    if not arguments or arguments[0] not in COMMANDS:
        asked = arguments[:1] in (["--help"], ["-h"], ["help"])
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    # A terminated run ends as an interrupted one does: with its virtual screen taken down.
    signal.signal(signal.SIGTERM, _terminated)
    from machine import SetUpError

    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _terminated(*_: object) -> NoReturn:
    sys.exit(128 + signal.SIGTERM)


def _take_none(arguments: list[str]) -> None:
    if arguments:
        raise SystemExit(f"This command takes no arguments: {' '.join(arguments)}\n{__doc__}")


def _needs_screen(arguments: list[str]) -> bool:
    return not arguments or arguments[0] not in WINDOWLESS


def _has_screen() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  (any Python may be asked to run this file)
        raise SystemExit("Python 3.11 or newer is needed: this is " + sys.version.split()[0])
    raise SystemExit(main(sys.argv[1:]))
