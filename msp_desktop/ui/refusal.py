"""Why the program does not start, in one line and in the user's language.

Nothing of Qt is imported until there is something to say, and where not even its core can be, the
line is in English.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from msp_desktop.running.manner import BROKEN, NO_FOLDER, NO_WINDOW
from msp_desktop.ui.languages import spoken

if TYPE_CHECKING:
    from msp_desktop.running.manner import Refusal

_LIBRARY = re.compile(r"^(?:.*/)?([^\s/:]+\.so[.\d]*): (?:cannot open|file too short|invalid ELF)")

_STATUSES = {"no-home": NO_FOLDER, "no-folder": NO_FOLDER, "not-portable": NO_FOLDER}

_LAUNCHED = ("DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN", "GIO_LAUNCHED_DESKTOP_FILE")


def refuse(refusal: Refusal, detail: str = "") -> int:
    """Say why the program does not start and return its exit status.

    ``detail`` is the folder, screen or library.  Where a desktop has started the program, a window
    says it, too, as nobody looks at the error output then.
    """
    words = _words(refusal, detail)
    say(words)
    status = BROKEN if refusal == "broken" else _STATUSES.get(refusal, NO_WINDOW)
    if status == NO_FOLDER and any(os.environ.get(name) for name in _LAUNCHED):
        _show(words)
    return status


def say(words: str) -> None:
    """Print a line to the error output, whatever it can hold."""
    if sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison]
        print(f"msp-desktop: {words}", file=sys.stderr, flush=True)  # noqa: T201


def missing_library(message: str) -> str:
    """Return which library the loader did not find, "" where its message is of something else."""
    found = _LIBRARY.match(message)
    return found[1] if found else ""


def package_of(library: str) -> str:
    """Return what Debian and Ubuntu call the package of a library, by their rule for names."""
    name, _, version = library.partition(".so")
    version = version.strip(".").partition(".")[0]
    if name.startswith(("libglib-2.0", "libgthread-2.0", "libgobject-2.0", "libgio-2.0")):
        return "libglib2.0-0"
    name = name.lower().replace("_", "-")
    return f"{name}-{version}" if name[-1:].isdigit() else f"{name}{version}"


def usage_words(message: str) -> str:
    """Return what argparse says of wrong arguments in the user's language."""
    translate = _translate
    for pattern, words in (
        (
            r"unrecognized arguments: (?P<given>.*)",
            translate("Refusal", "{given} is not understood here."),
        ),
        (
            r"argument (?P<option>\S+): invalid choice: '?(?P<given>.*?)'?"
            r" \(choose from (?P<list>.*)\)",
            translate("Refusal", "{option} cannot be {given}. It may be: {list}"),
        ),
        (
            r"argument (?P<option>\S+): expected one argument",
            translate("Refusal", "What {option} is to be is missing."),
        ),
        (
            r"argument (?P<option>\S+): invalid \S+ value: ''",
            translate("Refusal", "What {option} is to be is empty."),
        ),
        (
            r"argument (?P<option>\S+): not allowed with argument (?P<other>.*)",
            translate("Refusal", "{option} and {other} exclude each other."),
        ),
        (
            r"argument (?P<option>\S+): ignored explicit argument '?(?P<given>.*?)'?",
            translate("Refusal", "{option} takes no value."),
        ),
        (
            r"ambiguous option: (?P<option>\S+) could match (?P<list>.*)",
            translate("Refusal", "{option} may mean several options: {list}"),
        ),
    ):
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(**found.groupdict())
    return message


def _words(refusal: Refusal, detail: str) -> str:
    translate = _translate
    match refusal:
        case "no-home":
            words = translate(
                "Refusal",
                "There is no home folder to keep notes in: HOME is not set, and the system names"
                " none. Set HOME, or name a folder with --data-dir.",
            )
        case "no-folder":
            words = translate(
                "Refusal", "{detail} cannot be the data folder: there is a file in its place."
            )
        case "not-portable":
            words = translate(
                "Refusal",
                "You may not write to {detail}, so nothing can be kept beside the program. Move the"
                " program to a folder of yours, or name another folder with --data-dir.",
            )
        case "no-library":
            words = translate(
                "Refusal",
                "This machine lacks the library {detail} (on Debian and Ubuntu it is in the package"
                " {package}).",
            )
        case "no-screen" if not detail:
            words = translate(
                "Refusal",
                "There is no screen for a window: neither DISPLAY nor WAYLAND_DISPLAY is set."
                " outline, check, render and notebook do without one.",
            )
        case "no-screen":
            words = translate("Refusal", "The screen {detail} cannot be reached.")
        case "no-platform":
            words = translate("Refusal", "Qt cannot show a window here: {detail}")
        case "broken" if not detail:
            words = translate(
                "Refusal",
                "The program met an error of its own and could not start. msp-desktop --safe-mode"
                " --verbose may help, and says more.",
            )
        case "broken":
            words = translate(
                "Refusal",
                "The program met an error of its own and could not start. Details are in {detail};"
                " msp-desktop --safe-mode may help.",
            )
    return words.format(detail=detail, package=package_of(detail))


def _translate(context: str, text: str) -> str:
    """Return a text in the user's language; there need be no application."""
    language = spoken()
    if language == "en":
        return text
    try:
        from PySide6.QtCore import QTranslator

        from msp_desktop.paths import resources

        translator = QTranslator()
        if not translator.load(f"msp-desktop_{language}", str(resources() / "translations")):
            return text
    except (ImportError, OSError):
        return text
    return translator.translate(context, text) or text


def _show(words: str) -> None:
    try:
        from msp_desktop.ui.platform import application
    except ImportError:
        return
    from PySide6.QtWidgets import QMessageBox

    program = application([])
    box = QMessageBox(QMessageBox.Icon.Critical, "MSP Desktop", words)
    box.exec()
    program.quit()
