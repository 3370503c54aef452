"""The commands about the notebook, which need no window."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msp_desktop.cli_upkeep import add_commands
from msp_desktop.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.exchange.collected import Collected

FORMATS = ("md", "jsonld", "csv", "anki", "html")


WHICH = ("all", "bookmarked", "tagged", "written-on")


class Failure(Exception):
    """What a command could not do, in words for the user."""


def main(words: Sequence[str]) -> int:
    """Do what is said after ``notebook``; return 0, 1 for a failure, 2 for wrong arguments.

    ``check`` returns 1 where it finds damage and 2 where it cannot look.
    """
    from msp_desktop.course.errors import CourseError
    from msp_desktop.notebook.errors import NotebookError

    options = _parser().parse_args(words)
    try:
        return options.run(options)
    except (CourseError, NotebookError, Failure) as error:
        return _fail(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="msp-desktop notebook", description="What you wrote, without a window."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    export = commands.add_parser(
        "export",
        help="take what is written in a course elsewhere",
        description="Write what is written in a course as Markdown (md), W3C Web Annotations"
        " (jsonld) or a table (csv), or its questions as an Anki deck (anki: a text file to be"
        " imported) or a study sheet (html).",
    )
    export.set_defaults(run=_export)
    export.add_argument("course", type=Path, help="a Markdown file, a folder or a zip")
    export.add_argument("--format", choices=FORMATS, default="md", help="default: %(default)s")
    export.add_argument(
        "--output", type=Path, metavar="FILE", help="write it there instead of printing it"
    )
    export.add_argument(
        "--questions",
        choices=WHICH,
        default=WHICH[0],
        help="which ones go into anki and html (default: %(default)s)",
    )
    export.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="only questions tagged so"
    )
    _add_data(export)
    add_commands(commands)
    return parser


def _add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data-dir", type=Path, metavar="FOLDER", help="where notebook, settings and cache are"
    )


def _paths(options: argparse.Namespace) -> Paths:
    return Paths.below(options.data_dir) if options.data_dir else Paths.of_system()


def _export(options: argparse.Namespace) -> int:
    course, collected = _collected(options)
    now = datetime.now(UTC)
    if not collected.entries and options.format not in ("anki", "html"):
        print(f"msp-desktop: nothing is written in {course.source} yet", file=sys.stderr)
    data = _exported(options, collected, now)
    if options.output is None:
        return _print(data)
    _save(options.output, data)
    return 0


def _collected(options: argparse.Namespace) -> tuple[Course, Collected]:
    """Open a course and read what is written in it."""
    from msp_desktop.course.loader import load_course
    from msp_desktop.notebook.exchange.collected import collect
    from msp_desktop.notebook.notebook import Notebook

    course = load_course(options.course)
    path = _paths(options).notebook
    # Questions can be had without a notebook.
    without = options.format in ("anki", "html") and not path.exists()
    with Notebook.absent(path) if without else Notebook.open_read_only(path) as notebook:
        record = notebook.recognised(course, now=datetime.now(UTC))
        return course, collect(notebook, course, record.id)


def _exported(options: argparse.Namespace, collected: Collected, now: datetime) -> bytes:
    if options.format == "csv":
        from msp_desktop.notebook.exchange.table import table

        return table(collected)
    if options.format == "jsonld":
        from msp_desktop import __version__
        from msp_desktop.notebook.exchange.jsonld import web_annotations

        program = f"MSP Desktop {__version__}"
        return web_annotations(collected, program=program, now=now).encode()
    if options.format in ("anki", "html"):
        return _questions(options, collected, now)
    from msp_desktop.notebook.exchange.markdown import markdown

    folder = options.output.parent if options.output else Path.cwd()
    return markdown(collected, folder, now=now).encode("utf-8", "backslashreplace")


def _questions(options: argparse.Namespace, collected: Collected, now: datetime) -> bytes:
    """Return chosen questions as cards or as a sheet."""
    from msp_desktop.notebook.exchange.choosing import Choice, Which

    which = Which.TAGGED if options.tag else Which(options.questions)
    choice = Choice(which, tags=frozenset(options.tag))
    if options.format == "anki":
        from msp_desktop.notebook.exchange.anki import anki

        return anki(collected, choice).encode("utf-8", "replace")
    from msp_desktop.notebook.exchange.sheet import sheet

    return sheet(collected, choice, now=now).encode("utf-8", "replace")


def _save(target: Path, data: bytes) -> None:
    from msp_desktop.notebook.exchange.saved import save

    try:
        save(target, data)
    except OSError as error:
        raise Failure(f"cannot write {target}: {error.strerror}") from error


def _print(data: bytes) -> int:
    from msp_desktop.cli import print_bytes

    return print_bytes(data)


def _fail(message: str) -> int:
    print(f"msp-desktop: {message}", file=sys.stderr)
    return 1
