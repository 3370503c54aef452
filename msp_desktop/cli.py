"""The command line: what needs no window is done here, anything else starts the window."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("check", "outline", "render")

NOTEBOOK = "notebook"
"""What stands before the commands about what the user wrote (see :mod:`.cli_notebook`)."""

HELPER = "parse-files"
"""What a packaged program is told by another one of its kind that has much to parse."""

PAINTER = "draw-sources"
"""What a program is told by the one with the window that has formulas and diagrams to draw."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status: 0, 1 for a failure, 2 for wrong arguments.

    ``check`` returns 1 where it finds something and 2 where it cannot look; what opens a window
    has more (see :mod:`msp_desktop.running.manner`).
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in COMMANDS:
        return _run_command(_command_parser().parse_args(words))
    if words and words[0] == NOTEBOOK:
        from msp_desktop import cli_notebook

        return cli_notebook.main(words[1:])
    if words == [HELPER]:
        from msp_desktop.course.crew import serve

        serve()
        return 0
    if words == [PAINTER]:
        from msp_desktop.course.drawing import painter

        return painter.serve()
    from msp_desktop.cli_window import start, window_parser

    return start(window_parser().parse_args(words))


def _command_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="msp-desktop")
    commands = parser.add_subparsers(dest="command", required=True)
    outline = commands.add_parser("outline", help="chapters, questions, diagrams and problems")
    outline.add_argument("path", type=Path, help="a Markdown file, a folder or a zip")
    outline.add_argument("--json", action="store_true", help="print JSON")
    render = commands.add_parser("render", help="the reader's safe HTML")
    render.add_argument("path", type=Path, help="a Markdown file, a folder or a zip")
    render.add_argument("--question", metavar="ID", help="only this question")
    _add_questions(outline)
    _add_questions(render)
    check = commands.add_parser(
        "check",
        help="what an author should look at",
        description="Look for what is missing, leads nowhere or was probably meant otherwise.",
        epilog="Exit status: 0 where nothing is found, 1 where something is, 2 where PATH cannot be"
        " opened.",
    )
    check.add_argument("path", type=Path, help="a Markdown file, a folder or a zip")
    check.add_argument("--json", action="store_true", help="print JSON")
    _add_questions(check)
    return parser


def _add_questions(command: argparse.ArgumentParser) -> None:
    """Add the option that says what a course's questions are."""
    from msp_desktop.course.shapes.reading import Reading

    command.add_argument(
        "--questions",
        type=Reading,
        choices=list(Reading),
        default=Reading.AUTOMATIC,
        help="what the questions are (default: %(default)s, found by evidence)",
    )


def _run_command(options: argparse.Namespace) -> int:
    if options.command == "check":
        return _check(options)
    from msp_desktop.course.errors import CourseError
    from msp_desktop.course.loader import load_course

    try:
        course = load_course(options.path, reading=options.questions)
    except CourseError as error:
        return _fail(str(error))
    if options.command == "outline":
        from msp_desktop.course.outline import outline, outline_text

        if not options.json:
            return _print(outline_text(course) + "\n")
        import json

        return _print(json.dumps(outline(course), ensure_ascii=False, indent=2) + "\n")

    from msp_desktop.course.page import course_html, question_html

    if options.question is None:
        return _print(course_html(course))
    for chapter in course.chapters:
        for number, question in enumerate(chapter.questions, start=1):
            if question.id == options.question:
                return _print(question_html(question, number) + "\n")
    return _fail(f"no question {options.question} in {options.path}; see msp-desktop outline")


def _check(options: argparse.Namespace) -> int:
    from msp_desktop.course.check import check
    from msp_desktop.course.check.report import report_text, report_values
    from msp_desktop.course.errors import CourseError

    try:
        report = check(options.path, options.questions)
    except CourseError as error:
        _fail(str(error))
        return 2
    if options.json:
        import json

        text = json.dumps(report_values(report), ensure_ascii=False, indent=2)
    else:
        text = report_text(report)
    if _print(text + "\n"):
        # Nobody was told anything.
        return 2
    return 1 if report.faults else 0


def _print(text: str) -> int:
    """Write text as UTF-8, whatever the terminal's encoding; a reader that left is no failure."""
    # File names may hold what UTF-8 has no place for; JSON's escapes are written the same way.
    return print_bytes(text.encode("utf-8", "backslashreplace"))


def print_bytes(data: bytes) -> int:
    """Write to the output and return the exit status; a reader that left is no failure."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _leave_output()
    except OSError as error:
        _leave_output()
        return _fail(f"cannot write: {error.strerror}")
    return 0


def _leave_output() -> None:
    """Send what is still to be written nowhere: Python would try it again at exit and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _fail(message: str) -> int:
    print(f"msp-desktop: {message}", file=sys.stderr)
    return 1
