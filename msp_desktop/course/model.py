"""The plain values a course is made of.

A :class:`Course` is immutable: a file edited outside becomes a new value.  Line numbers count
from 1 and are those of the source file; a span includes both its ends.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
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

    BAD_BYTE = "bad-byte"
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


def characters(blocks: Sequence[Block]) -> int:
    """Return how much HTML blocks hold, without loading those that lie on disk."""
    known: int | None = getattr(blocks, "characters", None)
    return sum(len(block.html) for block in blocks) if known is None else known


def ids_of(questions: Sequence[Question]) -> Sequence[str]:
    """Return the ids of questions, without loading those that lie on disk."""
    known: Sequence[str] | None = getattr(questions, "ids", None)
    return [question.id for question in questions] if known is None else known


class Question(NamedTuple):
    """A question with everything said in reply.

    ``id`` is made from the wording (see :mod:`msp_desktop.course.identity`), so it survives edits
    elsewhere in the file.  ``title`` is plain text, ``title_html`` the same as safe inline HTML.
    ``answer`` of a course from the cache is read from disk when it is looked into, and not kept:
    its length and its :func:`characters` cost nothing.  ``undecided`` says that it is nothing but
    options to choose from, none of which is said to be right.
    """

    id: str
    title: str
    title_html: str
    lines: Lines
    answer: Sequence[Block]
    undecided: bool = False

    @property
    def answered(self) -> bool:
        """Whether anything was said in reply."""
        return len(self.answer) > 0 and not self.undecided


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
    blocks: Sequence[Block]


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
    intro: Sequence[Block]
    questions: Sequence[Question]
    diagrams: tuple[Diagram, ...]


class Picture(NamedTuple):
    """A picture that the course's text shows, wherever it stands.

    ``path`` is the safe source of its ``img`` (see :mod:`msp_desktop.course.pictures`); ``file``
    and ``line`` say where the text asks for it.
    """

    path: str
    file: str
    line: int


class Anchor(NamedTuple):
    """A name by which links lead to a line of a file (see :mod:`msp_desktop.course.anchors`)."""

    file: str
    name: str
    line: int


class Folder(NamedTuple):
    """A folder of a course's files: its path relative to the course's root, and what to call it."""

    path: str
    title: str


class ParsedFile(NamedTuple):
    """What one Markdown file holds, before it is put beside the others of its course.

    ``title`` is "" where it has no heading of its own; ids are unique within the file only.
    ``listed`` are the paths that a README lists (see :mod:`msp_desktop.course.guide`).
    """

    title: str
    preface: Sequence[Block]
    chapters: tuple[Chapter, ...]
    pictures: Sequence[Picture]
    anchors: Sequence[Anchor] = ()
    listed: tuple[str, ...] = ()


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


class _Edition(NamedTuple):
    source: Path
    root: Path
    title: str
    preface: Sequence[Block]
    chapters: tuple[Chapter, ...]
    pictures: Sequence[Picture]
    problems: tuple[Problem, ...]
    digest: str
    files: tuple[str, ...] = ()
    folders: tuple[Folder, ...] = ()
    anchors: Sequence[Anchor] = ()


class Course(_Edition):
    """A course as it stood when it was opened: one edition.

    ``root`` is the folder that pictures are found in and that nothing may lead out of; ``source``
    is what was opened, a file, a folder or a zip.  ``digest`` is made from the Markdown alone.
    ``files`` are its Markdown files and ``folders`` those around them, in reading order;
    ``anchors`` are the names that links may lead to.  What is looked up often is computed once.
    """

    @cached_property
    def question_ids(self) -> tuple[str, ...]:
        """Every question's id in reading order, without reading more of them."""
        return tuple([name for chapter in self.chapters for name in ids_of(chapter.questions)])

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in reading order: all are read, and none is held."""
        return tuple([question for chapter in self.chapters for question in chapter.questions])

    @cached_property
    def diagrams(self) -> tuple[Diagram, ...]:
        """Every diagram in reading order."""
        return tuple(diagram for chapter in self.chapters for diagram in chapter.diagrams)

    @cached_property
    def picture_sources(self) -> tuple[str, ...]:
        """The safe sources of all pictures, each once (see :mod:`msp_desktop.course.pictures`)."""
        return tuple(dict.fromkeys([picture.path for picture in self.pictures]))

    def chapter(self, chapter_id: str) -> Chapter | None:
        """Return a chapter by its id, or None where the course has no such one."""
        return self._chapters.get(chapter_id)

    def chapter_of(self, question_id: str) -> Chapter | None:
        """Return the chapter that holds a question, or None where the course has no such one."""
        found = self._asked.get(question_id)
        return found[0] if found else None

    def place_of(self, question_id: str) -> tuple[Chapter, int] | None:
        """Return the chapter that holds a question and its place there, counted from 0."""
        return self._asked.get(question_id)

    def question(self, question_id: str) -> Question | None:
        """Return a question by its id, or None where the course has no such one."""
        found = self._asked.get(question_id)
        return found[0].questions[found[1]] if found else None

    @cached_property
    def _chapters(self) -> dict[str, Chapter]:
        return {chapter.id: chapter for chapter in self.chapters}

    @cached_property
    def _asked(self) -> dict[str, tuple[Chapter, int]]:
        return {
            name: (chapter, place)
            for chapter in self.chapters
            for place, name in enumerate(ids_of(chapter.questions))
        }
