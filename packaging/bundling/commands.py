"""What can be asked on the command line, read from the program's own parsers.

The man page and the shells' completion are made of this, so they cannot say anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator


class Argument(NamedTuple):
    """An option (``names`` begin with a dash) or, without names, a thing to be given."""

    names: tuple[str, ...]
    value: str
    """What stands for its value in the help; empty where it takes none."""
    help: str
    choices: tuple[str, ...]
    folder: bool
    required: bool


class Command(NamedTuple):
    """What one parser takes; ``words`` are the words that lead to it."""

    words: tuple[str, ...]
    help: str
    """In a few words, for a list."""
    description: str
    epilog: str
    arguments: tuple[Argument, ...]

    def options(self) -> Iterator[Argument]:
        """Yield the arguments that begin with a dash."""
        return (argument for argument in self.arguments if argument.names)

    def places(self) -> Iterator[Argument]:
        """Yield the arguments that are told by their place."""
        return (argument for argument in self.arguments if not argument.names)


def commands() -> list[Command]:
    """Return all commands, the one that opens a window first.

    What only the program says to itself is not among them: no parser knows it.
    """
    from msp_desktop import cli, cli_notebook
    from msp_desktop.cli_window import window_parser

    window = window_parser()
    plain = cli._command_parser()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    notebook = cli_notebook._parser()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return [
        _command((), "", window),
        *_below((), plain),
        *_below((cli.NOTEBOOK,), notebook),
    ]


def _below(words: tuple[str, ...], parser: argparse.ArgumentParser) -> Iterator[Command]:
    for action in _actions(parser):
        below: object = action.choices
        if isinstance(below, dict):
            helps = {one.dest: one.help or "" for one in cast("Any", action)._choices_actions}  # noqa: SLF001
            for name, sub in cast("dict[str, Any]", below).items():
                yield _command((*words, name), helps.get(name, ""), sub)


def _command(words: tuple[str, ...], said: str, parser: argparse.ArgumentParser) -> Command:
    arguments = tuple(_argument(action) for action in _actions(parser))
    return Command(words, said, parser.description or "", parser.epilog or "", arguments)


def _argument(action: argparse.Action) -> Argument:
    takes = action.nargs != 0
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    choices = tuple(str(getattr(one, "value", one)) for one in _choices(action))
    return Argument(
        tuple(action.option_strings),
        (metavar if not choices or action.metavar else "|".join(choices)) if takes else "",
        _help(action),
        choices,
        metavar == "FOLDER",
        action.nargs not in ("?", "*") and not action.option_strings,
    )


def _choices(action: argparse.Action) -> list[object]:
    return list(cast("Iterable[object]", action.choices or ()))


def _help(action: argparse.Action) -> str:
    default = getattr(action.default, "value", action.default)
    return (action.help or "").replace("%(default)s", str(default))


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
