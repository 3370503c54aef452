"""The commands about the notebook, which need no window."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msp_desktop.cli_data import add_data, paths_of
from msp_desktop.cli_upkeep import add_commands
from msp_desktop.cli_words import counted, export_words, failure, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msp_desktop.course.model import Course
    from msp_desktop.notebook.exchange.collected import Collected
    from msp_desktop.notebook.exchange.portion import Outcome

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
    except Failure as error:
        return _fail(str(error))
    except (CourseError, NotebookError) as error:
        return _fail(failure(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="msp-desktop notebook", description=say("What you wrote, without a window.")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_export(commands)
    _add_import(commands)
    add_commands(commands)
    return parser


def _add_export(commands: Any) -> None:
    export = commands.add_parser(
        "export",
        help=say("take what is written in a course elsewhere"),
        description=say(
            "Write what is written in a course as Markdown (md), W3C Web Annotations (jsonld) or a"
            " table (csv), or its questions as an Anki deck (anki: a text file to be imported) or a"
            " study sheet (html)."
        ),
    )
    export.set_defaults(run=_export)
    export.add_argument("course", type=Path, help=say("a Markdown file, a folder or a zip"))
    export.add_argument("--format", choices=FORMATS, default="md", help=say("default: %(default)s"))
    export.add_argument(
        "--capsule",
        type=Path,
        metavar="FILE",
        help=say(
            "write the course and all that is written in it into one file, to be imported elsewhere"
        ),
    )
    export.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help=say("write it there instead of printing it"),
    )
    export.add_argument(
        "--questions",
        choices=WHICH,
        default=WHICH[0],
        help=say("which ones go into anki and html (default: %(default)s)"),
    )
    export.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help=say("only questions tagged so")
    )
    add_data(export)


def _add_import(commands: Any) -> None:
    bring = commands.add_parser(
        "import",
        help=say("bring a study capsule into the notebook"),
        description=say(
            "Bring a study capsule into the notebook. What is there is backed up first and merged"
            " with what comes; nothing of either is lost."
        ),
    )
    bring.set_defaults(run=_import)
    bring.add_argument("capsule", type=Path, help=say("a file that export --capsule wrote"))
    bring.add_argument(
        "--course-to",
        type=Path,
        metavar="FOLDER",
        help=say(
            "put its course into a folder below this one; without it, into the course that is known"
            " already"
        ),
    )
    add_data(bring)


def _export(options: argparse.Namespace) -> int:
    if options.capsule is not None:
        return _export_capsule(options)
    course, collected = _collected(options)
    now = datetime.now(UTC)
    if not collected.entries and options.format not in ("anki", "html"):
        _tell(say("nothing is written in {course} yet", course=course.source))
    data = _exported(options, collected, now)
    if options.output is None:
        return _print(data)
    _save(options.output, data)
    return 0


def _export_capsule(options: argparse.Namespace) -> int:
    from msp_desktop import __version__
    from msp_desktop.course.loader import load_course
    from msp_desktop.notebook.exchange.capsule import write_capsule
    from msp_desktop.notebook.notebook import Notebook

    course, now = load_course(options.course), datetime.now(UTC)
    with Notebook.open_read_only(paths_of(options).notebook) as notebook:
        portion = notebook.portions.of(course, notebook.recognised(course, now=now))
    program = f"MSP Desktop {__version__}"
    try:
        packed = write_capsule(course, portion, options.capsule, program=program, now=now)
    except OSError as error:
        raise _unwritten(options.capsule, error) from error
    for name in packed.left_out:
        _tell(say("left out {name}: it cannot be read or taken along", name=name))
    files = counted(packed.files, "files")
    said = say(
        "{path}: {files} of the course and what is written in it", path=packed.path, files=files
    )
    return _print(f"{said}\n".encode("utf-8", "backslashreplace"))


def _import(options: argparse.Namespace) -> int:
    from msp_desktop.notebook.exchange.bringing import FolderWanted, bring_in, look_into
    from msp_desktop.notebook.exchange.unpacking import CapsuleRefused
    from msp_desktop.notebook.notebook import Notebook

    paths, now = paths_of(options), datetime.now(UTC)
    try:
        if not paths.notebook.exists():
            # A capsule that is refused is to leave nothing behind, an empty notebook neither.
            with Notebook.absent(paths.notebook) as nothing:
                title = look_into(options.capsule, nothing).title
            if options.course_to is None:
                raise FolderWanted(options.capsule, title)
        with Notebook.open(paths.notebook, now=now, backups=paths.backups) as notebook:
            outcome = bring_in(
                options.capsule,
                notebook,
                backups=paths.backups,
                folder=options.course_to,
                now=now,
            )
    except CapsuleRefused as error:
        raise Failure(say("{error}; nothing was changed", error=failure(error))) from error
    except FolderWanted as error:
        raise Failure(say("{error} with --course-to FOLDER", error=failure(error))) from error
    except OSError as error:
        raise Failure(f"{error.filename or options.capsule}: {error.strerror}") from error
    return _print("\n".join(_told(outcome)).encode("utf-8", "backslashreplace") + b"\n")


def _told(outcome: Outcome) -> Iterator[str]:
    """Yield what an import did, a line each."""
    yield f"{outcome.record.title}: {outcome.record.path}"
    if not outcome:
        yield say("nothing new: everything in it is here already")
    for words, items in (
        (say("added"), outcome.added),
        (say("changed"), outcome.changed),
        (say("merged"), outcome.merged),
        (say("in conflict, both versions kept"), outcome.conflicts),
    ):
        for one in items:
            yield f"{words}: {say(one.kind)} {one.title}"


def _collected(options: argparse.Namespace) -> tuple[Course, Collected]:
    """Open a course and read what is written in it."""
    from msp_desktop.course.loader import load_course
    from msp_desktop.notebook.exchange.collecting import collect
    from msp_desktop.notebook.notebook import Notebook

    course = load_course(options.course)
    path = paths_of(options).notebook
    # Questions can be had without a notebook.
    without = options.format in ("anki", "html") and not path.exists()
    with Notebook.absent(path) if without else Notebook.open_read_only(path) as notebook:
        record = notebook.recognised(course, now=datetime.now(UTC))
        return course, collect(notebook, course, record.id)


def _exported(options: argparse.Namespace, collected: Collected, now: datetime) -> bytes:
    if options.format == "csv":
        from msp_desktop.notebook.exchange.table import table

        return table(collected, export_words())
    if options.format == "jsonld":
        from msp_desktop import __version__
        from msp_desktop.notebook.exchange.jsonld import web_annotations

        program = f"MSP Desktop {__version__}"
        return web_annotations(collected, program=program, now=now).encode()
    if options.format in ("anki", "html"):
        return _questions(options, collected, now)
    from msp_desktop.notebook.exchange.markdown import markdown

    folder = options.output.parent if options.output else Path.cwd()
    return markdown(collected, folder, export_words(), now=now).encode("utf-8", "backslashreplace")


def _questions(options: argparse.Namespace, collected: Collected, now: datetime) -> bytes:
    """Return chosen questions as cards or as a sheet."""
    from msp_desktop.notebook.exchange.choosing import Choice, Which

    which = Which.TAGGED if options.tag else Which(options.questions)
    choice = Choice(which, tags=frozenset(options.tag))
    if options.format == "anki":
        from msp_desktop.notebook.exchange.anki import anki

        return anki(collected, choice, export_words()).encode("utf-8", "replace")
    from msp_desktop.notebook.exchange.sheet import sheet

    return sheet(collected, choice, export_words(), now=now).encode("utf-8", "replace")


def _save(target: Path, data: bytes) -> None:
    from msp_desktop.notebook.exchange.saved import save

    try:
        save(target, data)
    except OSError as error:
        raise _unwritten(target, error) from error


def _print(data: bytes) -> int:
    from msp_desktop.cli import print_bytes

    return print_bytes(data)


def _unwritten(target: Path, error: OSError) -> Failure:
    return Failure(say("cannot write {path}: {reason}", path=target, reason=error.strerror))


def _tell(message: str) -> None:
    print(f"msp-desktop: {message}", file=sys.stderr)


def _fail(message: str) -> int:
    _tell(message)
    return 1
