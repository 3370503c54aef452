"""The man page, msp-desktop(1)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bundling.commands import Argument, Command

FILES = (
    ("~/.local/share/msp-desktop/notebook.sqlite3", "Everything that was written."),
    ("~/.local/share/msp-desktop/backups/", "The notebook's backups."),
    ("~/.config/msp-desktop/settings.ini", "The window's settings."),
    ("~/.cache/msp-desktop/", "What can be made again."),
    ("~/.cache/msp-desktop/log/", "The log, without a word of notes or courses."),
)

STATUSES = {
    "0": "Success; also where another window of the same user has opened the course.",
    "1": "A failure: what was asked for could not be done.",
    "2": "Wrong arguments.",
    "3": "No window can be shown: there is no screen, or a library is missing.",
    "4": "The folder for the data cannot be used.",
    "70": "An error of the program itself.",
}


def manual(commands: Iterable[Command], version: str, now: datetime) -> str:
    """Return the page in man's macros; ``now`` is the date that it shows."""
    window, *others = commands
    day = f"{now.astimezone(UTC):%Y-%m-%d}"
    lines = [
        f'.TH MSP\\-DESKTOP 1 "{day}" "msp-desktop {version}" "User Commands"',
        ".SH NAME",
        "msp\\-desktop \\- read courses of questions and answers, and take notes",
        ".SH SYNOPSIS",
        *_synopsis(window),
        *(line for command in others for line in (".br", *_synopsis(command))),
        ".SH DESCRIPTION",
        "MSP Desktop opens a course of questions and answers (a Markdown file, a folder or a zip)"
        " in a window, with its pictures and a notebook beside the text. It needs no network.",
        "The commands below do without a window.",
        ".SH OPTIONS",
        *_arguments(window),
        ".SH COMMANDS",
        *(line for command in others for line in _section(command)),
        ".SH FILES",
        *(line for path, said in FILES for line in (".TP", f".I {_text(path)}", _text(said))),
        ".PP",
        "With the option \\fB\\-\\-portable\\fR, or with a file called portable beside the program,"
        " all of these lie beside the program, in msp\\-desktop\\-data.",
        ".SH EXIT STATUS",
        *(line for number, said in STATUSES.items() for line in (".TP", number, _text(said))),
        ".PP",
        "The commands called check return 1 where they find something, and 2 where they cannot"
        " look.",
    ]
    return "\n".join(lines) + "\n"


def _synopsis(command: Command) -> Iterator[str]:
    words = " ".join(("msp-desktop", *command.words))
    yield f".B {_text(words)}"
    if any("--help" not in option.names for option in command.options()):
        yield "[\\fIOPTION\\fR]..."
    for place in command.places():
        name = f"\\fI{_text(place.value)}\\fR"
        yield name if place.required else f"[{name}]"


def _section(command: Command) -> Iterator[str]:
    yield f".SS {_text(' '.join(command.words))}"
    said = command.description or f"{command.help[:1].upper()}{command.help[1:]}."
    yield _text(said)
    if command.epilog:
        yield ".PP"
        yield _text(command.epilog)
    yield from _arguments(command)


def _arguments(command: Command) -> Iterator[str]:
    for argument in command.arguments:
        yield ".TP"
        yield _head(argument)
        yield _text(argument.help)


def _head(argument: Argument) -> str:
    value = f"\\fI{_text(argument.value)}\\fR"
    if not argument.names:
        return value
    names = ", ".join(f"\\fB{_text(name)}\\fR" for name in argument.names)
    return f"{names} {value}" if argument.value else names


def _text(text: str) -> str:
    """Return text with what man would take for its own written so that it does not."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
