"""Footnotes once a text is read: numbered in the order of reading, shown where they are asked for.

A whole text has its notes at its end, as on GitHub.  Who shows a part of a text alone asks
:meth:`Notes.of` for the notes of that part.
"""

from __future__ import annotations

from collections import deque
from copy import deepcopy
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

from msp_desktop.course.dialect.blocks.footnote import SECTION
from msp_desktop.course.dialect.characters import address
from msp_desktop.course.dialect.inline.footnote import NOTE_REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_REPEATED = 2_000_000
"""How many characters of notes may be written out again: each of thousands of questions may refer
to the same long note, and what comes of a text must not grow with their product."""

_BACK = "\u21a9"


class Notes:
    """A text's notes, numbered by their first references; one without any is dropped."""

    def __init__(self, root: Element, definitions: Iterable[Element]) -> None:
        self._definitions = {note.get("id", ""): note for note in definitions}
        self._numbers: dict[str, int] = {}
        self._number(root)
        self._sizes = {anchor: _size(self._definitions[anchor]) for anchor in self._numbers}
        self._shown: dict[str, str] = {}
        self._parts = 0
        self._repeated = 0

    def _number(self, root: Element) -> None:
        """Give notes numbers and references names, those in notes behind those in the text."""
        uses: dict[str, int] = {}
        todo = deque(_references([root]))
        while todo:
            link = todo.popleft()
            anchor = link.get(NOTE_REFERENCE, "")
            if anchor not in self._numbers:
                self._numbers[anchor] = len(self._numbers) + 1
                todo.extend(_references([self._definitions[anchor]]))
            count = uses[anchor] = uses.get(anchor, 0) + 1
            link.set("id", f"fnref-{_label(anchor)}" + (f"-{count}" if count > 1 else ""))
            link.set("href", _target(anchor))
            link.text = str(self._numbers[anchor])

    @property
    def definitions(self) -> Iterable[Element]:
        """The notes that something refers to, each an element with blocks in it, as they are read.

        Who changes blocks of the text changes these too, before asking for parts.
        """
        return [self._definitions[anchor] for anchor in self._numbers]

    def of(self, elements: Iterable[Element]) -> Element | None:
        """Return a section with the notes that elements refer to, None where they refer to none.

        The notes are copies with links back to these elements only, whose references lead to them;
        names that several parts would have in common get the part's number.  Where a note has been
        written out too often, references lead to where it stands first.
        """
        links = deque(_references(elements))
        if not links:
            return None
        self._parts += 1
        part = str(self._parts) if self._parts > 1 else ""
        copies: dict[str, Element] = {}
        uses: dict[str, list[Element]] = {}
        while links:
            link = links.popleft()
            anchor = link.get(NOTE_REFERENCE, "")
            if anchor not in copies and self._may_show(anchor):
                copies[anchor] = self._copy(anchor, part)
                links.extend(_references([copies[anchor]]))
                self._shown.setdefault(anchor, f"fn{part}-{_label(anchor)}")
            if anchor in copies:
                uses.setdefault(anchor, []).append(link)
                link.set("href", _target(f"fn{part}-{_label(anchor)}"))
            else:
                link.set("href", _target(self._shown[anchor]))
        for anchor, note in copies.items():
            _lead_back(note, self._numbers[anchor], uses[anchor])
        return self._section(copies) if copies else None

    def _may_show(self, anchor: str) -> bool:
        """Whether a note may be written out, once more if it has been."""
        if anchor in self._shown:
            if self._repeated + self._sizes[anchor] > _MOST_REPEATED:
                return False
            self._repeated += self._sizes[anchor]
        return True

    def _copy(self, anchor: str, part: str) -> Element:
        note = deepcopy(self._definitions[anchor])
        note.set("id", f"fn{part}-{_label(anchor)}")
        for link in _references([note]):
            link.set("id", f"fnref{part}-{_label(link.get('id', ''))}")
        return note

    def _section(self, copies: dict[str, Element]) -> Element:
        section = Element(SECTION, {"class": "footnotes", "data-footnotes": ""})
        shown = SubElement(section, "ol")
        before = 0
        for anchor, note in copies.items():
            number = self._numbers[anchor]
            if number != before + 1:
                note.set("value", str(number))
            shown.append(note)
            before = number
        return section


class NoteSection(Treeprocessor):
    """Puts the notes at the end of a text."""

    def run(self, root: Element) -> None:
        """Put a section in the place of the definitions."""
        notes = self.numbered(root)
        section = notes.of([root]) if notes else None
        if section is not None:
            root.append(section)

    def numbered(self, root: Element) -> Notes | None:
        """Take the definitions, which are the root's last child, and number what refers to them."""
        if not len(root) or root[-1].tag != SECTION:
            return None
        definitions = root[-1]
        root.remove(definitions)
        return Notes(root, definitions)


def _references(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield the links in elements that refer to notes, in the order of reading."""
    for element in elements:
        yield from (link for link in element.iter("a") if link.get(NOTE_REFERENCE) is not None)


def _target(name: str) -> str:
    """Return the address of what has a name."""
    return "#" + address(name.replace("%", "%25"))


def _label(name: str) -> str:
    """Return the label in a note's or a reference's name."""
    return name.partition("-")[2]


def _size(note: Element) -> int:
    """Return about how many characters a note is when it is written out."""
    return sum(50 + len(one.text or "") + len(one.tail or "") for one in note.iter())


def _lead_back(note: Element, number: int, uses: list[Element]) -> None:
    """Put links to a note's references behind its last paragraph."""
    place = note[-1] if len(note) and note[-1].tag == "p" else SubElement(note, "p")
    for count, use in enumerate(uses, start=1):
        if len(place):
            place[-1].tail = (place[-1].tail or "") + " "
        elif place.text:
            place.text += " "
        name = f"{number}-{count}" if count > 1 else str(number)
        link = SubElement(
            place,
            "a",
            {
                "href": _target(use.get("id", "")),
                "class": "footnote-backref",
                "data-footnote-backref": "",
                "data-footnote-backref-idx": name,
                "aria-label": f"Back to reference {name}",
            },
        )
        link.text = _BACK
        if count > 1:
            SubElement(link, "sup", {"class": "footnote-ref"}).text = str(count)
