"""The maps of a course's pictures, made when one is asked for."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msp_desktop.course.diagrams.asked import Questions
from msp_desktop.course.diagrams.model import DiagramMap, Element, Fault, Flaw, Kind
from msp_desktop.course.diagrams.order import in_reading_order
from msp_desktop.course.diagrams.sidecar import Sidecar, read_sidecar
from msp_desktop.course.model import ids_of
from msp_desktop.course.pictures import locate, sidecar_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from msp_desktop.course.diagrams.asked import Around, Asked
    from msp_desktop.course.diagrams.parts import Parts
    from msp_desktop.course.diagrams.sidecar import Entry
    from msp_desktop.course.model import Chapter, Course

SVG = ".svg"
_NOTHING = Sidecar()


class Maps:
    """The maps of a course; made once for each edition.

    Each call reads what is on disk now, and so belongs on a worker's thread where the picture is a
    large SVG.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        self._questions = Questions(course)

    def of(self, path: str, file: Path | None = None) -> DiagramMap:
        """Return a picture's map, by its path from the course's root.

        ``file`` is where the picture is, if the user has said that it is elsewhere; its map is
        still the one in the course.
        """
        told = _NOTHING
        beside = locate(self._course.root, sidecar_of(path))
        if beside is not None:
            told = read_sidecar(beside, sidecar_of(path))
        wanted = {one.id for one in told.elements}
        parts, flaws = self._parts(path, file, wanted, only_links=beside is None)
        if beside is None and not (parts and parts.anchors):
            # Nobody has made a map of it, so it is the viewer that says what is wrong with it.
            return DiagramMap(path, ())
        builder = _Builder(path, parts, self._questions, self._questions.around(path))
        builder.flaws += (*told.flaws, *flaws)
        builder.add_entries(told.elements)
        builder.add_pins(told.pins)
        builder.add_anchors()
        elements = in_reading_order(builder.elements(), told.order)
        asked = {question for one in elements for question in one.questions}
        unlinked = tuple(one for one in self._meant(path, asked) if one not in asked)
        return DiagramMap(path, elements, tuple(builder.flaws), unlinked, exists=True)

    def parts(self, path: str, file: Path | None = None) -> Parts | None:
        """Return all that could be linked to in an SVG; None where it is none, or cannot be read.

        For who links an element anew.
        """
        return self._parts(path, file, None)[0]

    def name_of(self, question: str) -> str:
        """Return a name for a question that a sidecar can have: its title, if that is enough."""
        found = self._course.question(question)
        return self._questions.name_of(question, found.title) if found else question

    def _parts(
        self, path: str, file: Path | None, wanted: set[str] | None, *, only_links: bool = False
    ) -> tuple[Parts | None, tuple[Flaw, ...]]:
        file = file or locate(self._course.root, path)
        if file is None or PurePosixPath(path).suffix.lower() != SVG:
            return None, ()
        from msp_desktop.course.diagrams.parts import may_link, parts_of
        from msp_desktop.course.svg.safety import MOST_BYTES
        from msp_desktop.course.svg.unsafe import UnsafePicture

        try:
            with file.open("rb") as opened:
                data = opened.read(MOST_BYTES + 1)
            if only_links and not may_link(data):
                return None, ()
            return parts_of(data, wanted), ()
        except UnsafePicture as error:
            return None, (Flaw(Fault.BAD_PICTURE, path, 1, error.reason),)
        except OSError as error:
            return None, (Flaw(Fault.BAD_PICTURE, path, 1, error.strerror or str(error)),)

    def _meant(self, path: str, asked: Iterable[str]) -> list[str]:
        """Return the questions that a picture should have.

        They are those of the chapter that it is a diagram of; where that asks nothing itself, those
        of the chapters that any of its elements leads to.
        """
        around = set(self._questions.around(path).chapters)
        own = [one for one in self._course.chapters if one.id in around]
        if own and not any(map(_asks, own)):
            led = (self._course.chapter_of(question) for question in asked)
            led_to = {one.id for one in led if one is not None}
            own = [one for one in self._course.chapters if one.id in led_to]
        return [question for chapter in own for question in ids_of(chapter.questions)]


def _asks(chapter: Chapter) -> bool:
    return len(chapter.questions) > 0


class _Builder:
    """Puts the elements of one map together and notes what is wrong with them."""

    def __init__(
        self, path: str, parts: Parts | None, questions: Questions, around: Around
    ) -> None:
        self._path = path
        self._parts = {one.id: one for one in parts.parts} if parts else {}
        self._anchors = parts.anchors if parts else ()
        self._is_read = parts is not None or PurePosixPath(path).suffix.lower() != SVG
        self._questions = questions
        self._around = around
        self._found: dict[str, Element] = {}
        self.flaws: list[Flaw] = []

    def add_entries(self, entries: Iterable[Entry]) -> None:
        """Add what the sidecar says of the SVG's elements."""
        file = sidecar_of(self._path)
        for one in entries:
            name = unicodedata.normalize("NFC", one.id)
            part = self._parts.get(name)
            if part is None and self._is_read:
                self.flaws.append(Flaw(Fault.NO_ELEMENT, file, one.line, one.id, one.id))
            asked = self._asked(one, file)
            if part is not None:
                label = one.label or part.label or name
                self._add(Element(name, label, part.box, asked, Kind.PART, one.note, one.line))

    def add_pins(self, entries: Iterable[Entry]) -> None:
        """Add the sidecar's pins."""
        file = sidecar_of(self._path)
        for one in entries:
            asked = self._asked(one, file)
            name = one.id
            while name in self._found:
                name += "'"
            self._add(Element(name, one.label, one.box, asked, Kind.PIN, one.note, one.line))

    def add_anchors(self) -> None:
        """Add the links that the SVG has of its own."""
        for one in self._anchors:
            asked = self._questions.linked(one.name, self._around)
            if not asked.questions:
                if one.name in self._parts and not asked.between:
                    # It leads to a part of the picture.
                    continue
                self._flaw(asked, self._path, one.line, f"#{one.name}", one.id)
            part = self._parts.get(one.id)
            kind, box = (Kind.PART, part.box) if part else (one.kind, one.box)
            label = (part.label if part else "") or one.label or one.id
            self._add(Element(one.id, label, box or one.box, asked.questions, kind, "", one.line))

    def elements(self) -> list[Element]:
        """Return those that lead to anything."""
        return [one for one in self._found.values() if one.questions or one.note]

    def _add(self, element: Element) -> None:
        there = self._found.get(element.id)
        if there is not None:
            questions = tuple(dict.fromkeys((*there.questions, *element.questions)))
            element = there._replace(questions=questions)
        self._found[element.id] = element

    def _asked(self, entry: Entry, file: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for link in entry.links:
            asked = self._questions.named(link.name, self._around)
            if not asked.questions:
                self._flaw(asked, file, link.line, link.name, entry.id)
            found |= dict.fromkeys(asked.questions)
        return tuple(found)

    def _flaw(self, asked: Asked, file: str, line: int, subject: str, element: str) -> None:
        fault = Fault.AMBIGUOUS if asked.between else Fault.NO_QUESTION
        self.flaws.append(Flaw(fault, file, line, subject, element, asked.between))
