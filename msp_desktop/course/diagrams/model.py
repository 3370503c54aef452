"""The values a map of a picture is made of: elements, what they lead to, and what is wrong."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle as fractions of the picture: its left top corner, its width and its height.

    So a re-exported, larger picture keeps it.  A point is a box without width and height.
    """

    x: float
    y: float
    width: float = 0.0
    height: float = 0.0

    @property
    def is_point(self) -> bool:
        """Whether it has no inside."""
        return self.width <= 0 and self.height <= 0

    @property
    def area(self) -> float:
        """The share of the picture that it takes."""
        return self.width * self.height

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def holds(self, other: Box) -> bool:
        """Whether another one lies inside it, edges included."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def joined(self, other: Box) -> Box:
        """Return the smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        right, bottom = max(self.right, other.right), max(self.bottom, other.bottom)
        return Box(x, y, right - x, bottom - y)


class Kind(StrEnum):
    """What an element of a map is in its picture."""

    PART = "part"  # an element of an SVG, known by its id
    LINK = "link"  # an ``a`` of an SVG that has no id
    PIN = "pin"  # a point or rectangle that somebody put on the picture


class Element(NamedTuple):
    """A place of a picture that leads to questions.

    ``id`` is unique in its map; for a part it is the one in the SVG.  ``box`` is None where the
    picture does not tell (the part draws nothing, or lies outside).  ``questions`` are ids, each
    once, in the order in which their author names them.  ``line`` is that of the file in which the
    link is written.
    """

    id: str
    label: str
    box: Box | None
    questions: tuple[str, ...]
    kind: Kind = Kind.PART
    note: str = ""
    line: int = 0


class Part(NamedTuple):
    """An element of an SVG that has an id, whether anything is linked to it or not.

    ``label`` is what its author calls it (its ``title`` or label, or else its words) and may be "".
    """

    id: str
    label: str
    box: Box | None
    line: int


class Fault(StrEnum):
    """What can be wrong with a map whose picture is shown all the same."""

    UNREADABLE = "unreadable"  # the sidecar cannot be read, or is no text
    TOO_LARGE = "too-large"  # it has more bytes, levels or entries than are read
    MALFORMED = "malformed"  # it is no JSON
    NEWER = "newer"  # it is of a version to come
    SHAPE = "shape"  # a value is not of the kind that is meant to stand there
    OUTSIDE = "outside"  # a pin lies outside the picture
    NO_ELEMENT = "no-element"  # the picture has no element of that id
    NO_QUESTION = "no-question"  # the course has no such question
    AMBIGUOUS = "ambiguous"  # the course asks that in several places
    BAD_PICTURE = "bad-picture"  # the SVG itself cannot be read


class Flaw(NamedTuple):
    """Something about a map that its author should know.

    ``file`` is from the course's root: the sidecar, or the picture for links of its own.
    ``subject`` is what it is about: the name of an element or a question as it is written, or
    words on what was expected.  ``element`` is the id of the element concerned, "" for none;
    ``instead`` are names that can be written there.
    """

    fault: Fault
    file: str
    line: int
    subject: str
    element: str = ""
    instead: tuple[str, ...] = ()


class _Content(NamedTuple):
    path: str
    elements: tuple[Element, ...]
    flaws: tuple[Flaw, ...] = ()
    unlinked: tuple[str, ...] = ()
    exists: bool = False


class DiagramMap(_Content):
    """What a picture of a course leads to.

    ``path`` is the picture's, from the course's root.  ``elements`` are those that lead to at least
    one question or have a note, in reading order.  ``unlinked`` are the ids of the questions that
    the picture should have and has not.  ``exists`` says whether anybody has made a map: a sidecar,
    or links in the SVG.
    """

    def element(self, name: str) -> Element | None:
        """Return an element by its id."""
        return self._by_id.get(name)

    def elements_of(self, question: str) -> tuple[Element, ...]:
        """Return the elements that lead to a question, in reading order."""
        return self._by_question.get(question, ())

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The ids of all questions that are on some element, in reading order of the elements."""
        return tuple(self._by_question)

    @cached_property
    def _by_id(self) -> dict[str, Element]:
        return {one.id: one for one in self.elements}

    @cached_property
    def _by_question(self) -> dict[str, tuple[Element, ...]]:
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            for question in element.questions:
                found.setdefault(question, []).append(element)
        return {question: tuple(elements) for question, elements in found.items()}
