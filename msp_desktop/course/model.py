"""The plain values a course is made of.

A :class:`Course` is immutable: a file edited outside becomes a new value.  Line numbers count
from 1 and are those of the source file; a span includes both its ends.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class BlockKind(StrEnum):
    """What a block of an answer is, as far as the reader treats it differently."""

    TEXT = "text"
    LIST = "list"
    CODE = "code"
    PICTURE = "picture"
    QUOTE = "quote"
    TABLE = "table"
    HEADING = "heading"
    RULE = "rule"
    HTML = "html"


class ProblemKind(StrEnum):
    """What can be wrong with a course that still opens."""

    ENCODING = "encoding"
    MISSING_PICTURE = "missing-picture"
    OUTSIDE_PICTURE = "outside-picture"
    REMOTE_PICTURE = "remote-picture"
    UNREADABLE_FILE = "unreadable-file"


class Lines(NamedTuple):
    """A span of source lines, both ends included, counted from 1."""

    first: int
    last: int


class Block(NamedTuple):
    """One block of an answer or a text: safe HTML and where it came from."""

    kind: BlockKind
    html: str
    lines: Lines


class Question(NamedTuple):
    """A question with everything said in reply.

    ``id`` is made from the wording (see :mod:`msp_desktop.course.identity`), so it survives edits
    elsewhere in the file.  ``title`` is plain text, ``title_html`` the same as safe inline HTML.
    """

    id: str
    title: str
    title_html: str
    lines: Lines
    answer: tuple[Block, ...]

    @property
    def answered(self) -> bool:
        """Whether anything at all was said in reply."""
        return bool(self.answer)


class Diagram(NamedTuple):
    """A picture that sums a chapter up.

    ``path`` is relative to the course's folder, with ``/`` between its parts and escapes and
    percent signs already read; ``alt`` is what the author says it shows.  ``blocks`` is what stands
    under its heading, the picture included.
    """

    path: str
    title: str
    alt: str
    file: str
    lines: Lines
    blocks: tuple[Block, ...]


class Chapter(NamedTuple):
    """A heading with the questions under it.

    ``level`` is the heading's level, 1 to 6.  ``intro`` is what stands before the first question.
    ``file`` is the Markdown file's path relative to the course's folder.
    """

    id: str
    title: str
    title_html: str
    level: int
    file: str
    lines: Lines
    intro: tuple[Block, ...]
    questions: tuple[Question, ...]
    diagrams: tuple[Diagram, ...]


class Picture(NamedTuple):
    """A picture that the course's text shows, wherever it stands.

    ``path`` is the safe source of its ``img`` (see :mod:`msp_desktop.course.pictures`); ``file``
    and ``line`` say where the text asks for it.
    """

    path: str
    file: str
    line: int


class Problem(NamedTuple):
    """Something about a course that its author should know; the course opens all the same.

    ``message`` is English, for the command line; ``subject`` is what it is about (a picture's
    path, an encoding's name), from which the window words its own.
    """

    kind: ProblemKind
    file: str
    line: int
    message: str
    subject: str = ""


class Course(NamedTuple):
    """A course as it stood when it was opened: one edition.

    ``root`` is the folder that pictures are found in and that nothing may lead out of; ``source``
    is what was opened, a file or a folder.  ``digest`` is the SHA-256 of the Markdown in hex.
    """

    source: Path
    root: Path
    title: str
    preface: tuple[Block, ...]
    chapters: tuple[Chapter, ...]
    pictures: tuple[Picture, ...]
    problems: tuple[Problem, ...]
    digest: str

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in reading order."""
        return tuple(question for chapter in self.chapters for question in chapter.questions)

    @property
    def diagrams(self) -> tuple[Diagram, ...]:
        """Every diagram in reading order."""
        return tuple(diagram for chapter in self.chapters for diagram in chapter.diagrams)

    def chapter_of(self, question_id: str) -> Chapter | None:
        """Return the chapter that holds a question, or None where the course has no such one."""
        for chapter in self.chapters:
            if any(question.id == question_id for question in chapter.questions):
                return chapter
        return None

    def question(self, question_id: str) -> Question | None:
        """Return a question by its id, or None where the course has no such one."""
        return next((one for one in self.questions if one.id == question_id), None)
