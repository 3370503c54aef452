"""What a page is made of, piece by piece: its title, its questions, its diagrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.model import Block, BlockKind, characters, ids_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msp_desktop.course.model import Chapter, Course, Diagram, Question

HEADING = 200
"""What a heading of the page weighs, in characters of HTML."""

CHAPTER = "chapter:"
"""What the link to another chapter begins with; its id follows, percent-encoded."""


class Pieces:
    """The pieces of a chapter, or of the course's preface where ``chapter`` is None.

    Piece 0 is the title with what stands before the first question; questions and diagrams follow.
    """

    def __init__(self, course: Course, chapter: Chapter | None) -> None:
        self._course = course
        self._chapter = chapter
        self.questions: Sequence[Question] = chapter.questions if chapter else ()
        self.diagrams: Sequence[Diagram] = chapter.diagrams if chapter else ()
        self._numbers: dict[str, int] | None = None
        self._below: Sequence[Block] | None = None

    def __len__(self) -> int:
        return 1 + len(self.questions) + len(self.diagrams)

    @property
    def title(self) -> str:
        """The page's title."""
        chapter = self._chapter
        return (chapter.title if chapter else "") or self._course.title

    @property
    def trail(self) -> str:
        """Where the page stands in the course; "" for the preface."""
        if self._chapter is None:
            return ""
        return " › ".join(filter(None, (self._course.title, self._chapter.title)))

    def weight(self, piece: int) -> int:
        """Return how much HTML a piece has, without reading any answer."""
        return HEADING + characters(self.blocks(piece))

    def weights(self) -> Iterator[int]:
        """Yield the weights of all pieces."""
        yield self.weight(0)
        for question in self.questions:
            yield HEADING + characters(question.answer)
        for diagram in self.diagrams:
            yield HEADING + characters(diagram.blocks)

    def blocks(self, piece: int) -> Sequence[Block]:
        """Return what stands under a piece's heading."""
        if piece == 0:
            return self._begin(self._chapter) if self._chapter else self._course.preface
        question = self.question(piece)
        return question.answer if question else self._diagram(piece).blocks

    def question(self, piece: int) -> Question | None:
        """Return the question that a piece is, None for one that is none."""
        return self.questions[piece - 1] if 0 < piece <= len(self.questions) else None

    def heading(self, piece: int) -> str:
        """Return the safe inline HTML of a question's or a diagram's heading."""
        question = self.question(piece)
        return question.title_html if question else _escaped(self._diagram(piece).title)

    def key(self, piece: int) -> str:
        """Return what a piece is called as long as the course is open."""
        question = self.question(piece)
        chapter = self._chapter.id if self._chapter else ""
        return question.id if question else f"{chapter}/{piece}"

    def with_anchor(self, name: str, first: int | None = None) -> int | None:
        """Return the piece in which something has a name, None where nothing has.

        Piece ``first`` is looked through before the others.
        """
        return self._with(f'id="{_quoted(name)}"', first)

    def with_picture(self, source: str, first: int | None = None) -> int | None:
        """Return the piece that shows the picture of a safe source, as with anchors."""
        return self._with(f'src="{_quoted(source)}"', first)

    def _with(self, wanted: str, first: int | None) -> int | None:
        before = () if first is None else (first,)
        for piece in (*before, *range(len(self))):
            if any(wanted in block.html for block in self.blocks(piece)):
                return piece
        return None

    def of_question(self, question: str) -> int | None:
        """Return which piece a question is, None where the page has no such one."""
        if self._numbers is None:
            ids = ids_of(self.questions)
            self._numbers = {name: piece for piece, name in enumerate(ids, start=1)}
        return self._numbers.get(question)

    def _begin(self, chapter: Chapter) -> Sequence[Block]:
        """Return what stands below a chapter's title: where nothing does, what is in it."""
        if chapter.intro or self.questions or self.diagrams:
            return chapter.intro
        if self._below is None:
            self._below = tuple(_contents(self._course, chapter))
        return self._below

    def _diagram(self, piece: int) -> Diagram:
        return self.diagrams[piece - 1 - len(self.questions)]


def _contents(course: Course, chapter: Chapter) -> Iterator[Block]:
    """Yield a list of links to the chapters next below one, if there are any."""
    from itertools import islice

    from msp_desktop.course.pictures import quoted

    items: list[str] = []
    level = 7
    here = next(at for at, one in enumerate(course.chapters) if one.id == chapter.id)
    for one in islice(course.chapters, here + 1, None):
        if one.level <= chapter.level or one.file != chapter.file:
            break
        if one.level <= level:
            level = one.level
            if one.title:
                link = CHAPTER + quoted(one.id, safe="")
                items.append(f'<li><a href="{link}">{_escaped(one.title)}</a></li>')
    if items:
        html = "<ul>\n" + "\n".join(items) + "\n</ul>"
        yield Block(BlockKind.LIST, html, chapter.lines)


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


def _escaped(text: str) -> str:
    """Return plain text as HTML; the standard library's way loads a table of names."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
