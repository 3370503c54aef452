"""The file beside a picture that says what its elements lead to.

docs/for-authors.md describes it.  Anybody may have written it, so it is read within bounds,
and what makes no sense is left out and told.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.diagrams.located import BadJson, Node, read
from msp_desktop.course.diagrams.model import Box, Fault, Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 1
LARGEST = 1 << 20
"""Bytes of a sidecar."""

MOST_ENTRIES = 5000
"""How many elements, and how many pins, are read."""

MOST_QUESTIONS = 1000
"""How many questions one of them may lead to."""

MOST_FLAWS = 200
"""How many things are told about one sidecar."""

LONGEST_TEXT = 20_000
"""Characters of an id, a label, a question's name or a note; what is longer is cut."""


class Link(NamedTuple):
    """A question's name as it is written, and its line."""

    name: str
    line: int


class Entry(NamedTuple):
    """What a sidecar says of one element (``box`` is None) or pin."""

    id: str
    label: str
    note: str
    links: tuple[Link, ...]
    box: Box | None
    line: int


class Sidecar(NamedTuple):
    """A sidecar's content, and what is wrong with it.  ``order`` are ids to be walked first."""

    elements: tuple[Entry, ...] = ()
    pins: tuple[Entry, ...] = ()
    order: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()


def read_sidecar(file: Path, path: str) -> Sidecar:
    """Read a sidecar; ``path`` is its own from the course's root, to be told in flaws."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        if len(data) > LARGEST:
            return _refused(Fault.TOO_LARGE, path, 1, f"larger than {LARGEST >> 20} MiB")
        return sidecar(data.decode("utf-8-sig"), path)
    except UnicodeDecodeError:
        return _refused(Fault.UNREADABLE, path, 1, "not in UTF-8")
    except OSError as error:
        return _refused(Fault.UNREADABLE, path, 1, error.strerror or str(error))


def sidecar(text: str, path: str) -> Sidecar:
    """Return what a sidecar's text says."""
    try:
        root = read(text)
    except BadJson as error:
        fault = Fault.TOO_LARGE if error.too_much else Fault.MALFORMED
        return _refused(fault, path, error.line, error.reason)
    if not isinstance(root.value, dict):
        return _refused(Fault.SHAPE, path, root.line, "the file must hold an object")
    version = root.value.get("version")
    if version is None or not _is_number(version):
        line = version.line if version else root.line
        return _refused(Fault.SHAPE, path, line, f"“version” must be {VERSION}")
    if version.value != VERSION:
        return _refused(Fault.NEWER, path, version.line, f"{version.value:g}")
    reader = _Reader(path)
    elements = tuple(reader.elements(root.value.get("elements")))
    pins = tuple(reader.pins(root.value.get("pins")))
    order = tuple(link.name for link in reader.names(root.value.get("order"), "order", ""))
    return Sidecar(elements, pins, order, tuple(reader.flaws[:MOST_FLAWS]))


def _refused(fault: Fault, path: str, line: int, reason: str) -> Sidecar:
    return Sidecar(flaws=(Flaw(fault, path, line, reason),))


def _is_number(node: Node) -> bool:
    return isinstance(node.value, float)


class _Reader:
    """Reads the parts of one sidecar and notes what makes no sense."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.flaws: list[Flaw] = []

    def elements(self, node: Node | None) -> Iterator[Entry]:
        """Yield what is said of the picture's own elements."""
        entries = self._dict(node, "elements")
        for name, one in list(entries.items())[:MOST_ENTRIES]:
            inside = one.value if isinstance(one.value, dict) else {"questions": one}
            yield self._entry(_cut(name), inside, None, one.line)
        self._count(len(entries), node, "elements")

    def pins(self, node: Node | None) -> Iterator[Entry]:
        """Yield the pins whose place makes sense; those without an id are numbered."""
        entries = self._list(node, "pins", "")
        given: set[str] = set()
        for number, one in enumerate(entries[:MOST_ENTRIES], 1):
            inside = self._dict(one, "a pin")
            name = self._text(inside.get("id"), "id") or f"pin-{number}"
            box = self._box(inside, one.line, name)
            if box is None:
                continue
            while name in given:
                name += "'"
            given.add(name)
            yield self._entry(name, inside, box, one.line)
        self._count(len(entries), node, "pins")

    def names(self, node: Node | None, key: str, element: str) -> Iterator[Link]:
        """Yield the texts of a list; one that stands alone may do without the list."""
        alone = node is not None and isinstance(node.value, str)
        nodes = [node] if alone and node else self._list(node, key, element)
        for one in nodes[: MOST_ENTRIES if key == "order" else MOST_QUESTIONS]:
            if isinstance(one.value, str):
                yield Link(_cut(one.value), one.line)
            else:
                self._expected(one.line, f"“{key}” must be a list of texts", element)

    def _entry(self, name: str, inside: dict[str, Node], box: Box | None, line: int) -> Entry:
        label = self._text(inside.get("label"), "label", name)
        note = self._text(inside.get("note"), "note", name)
        links = tuple(self.names(inside.get("questions"), "questions", name))
        return Entry(name, label, note, links, box, line)

    def _box(self, inside: dict[str, Node], line: int, name: str) -> Box | None:
        numbers: dict[str, float] = {}
        for key in ("x", "y", "w", "h"):
            node = inside.get(key)
            if node is None and key in {"w", "h"}:
                numbers[key] = 0.0
            elif node is None or not isinstance(node.value, float):
                self._expected(node.line if node else line, f"“{key}” must be a number", name)
                return None
            else:
                numbers[key] = node.value
        box = _rounded(Box(numbers["x"], numbers["y"], numbers["w"], numbers["h"]))
        if box.width < 0 or box.height < 0 or not _PICTURE.holds(box):
            self.flaws.append(Flaw(Fault.OUTSIDE, self._path, line, name, name))
            return None
        return box

    def _text(self, node: Node | None, key: str, element: str = "") -> str:
        if node is None:
            return ""
        if not isinstance(node.value, str):
            self._expected(node.line, f"“{key}” must be a text", element)
            return ""
        return _cut(node.value)

    def _dict(self, node: Node | None, key: str) -> dict[str, Node]:
        if node is None or isinstance(node.value, dict):
            return node.value if node and isinstance(node.value, dict) else {}
        self._expected(node.line, f"“{key}” must be an object" if key != "a pin" else _PIN, "")
        return {}

    def _list(self, node: Node | None, key: str, element: str) -> list[Node]:
        if node is None or isinstance(node.value, list):
            return node.value if node and isinstance(node.value, list) else []
        self._expected(node.line, f"“{key}” must be a list", element)
        return []

    def _expected(self, line: int, words: str, element: str) -> None:
        self.flaws.append(Flaw(Fault.SHAPE, self._path, line, words, element))

    def _count(self, count: int, node: Node | None, key: str) -> None:
        if count > MOST_ENTRIES:
            words = f"more than {MOST_ENTRIES:,} in “{key}”"
            line = node.line if node else 1
            # Before what is wrong with each of them: not all of that is told.
            self.flaws.insert(0, Flaw(Fault.TOO_LARGE, self._path, line, words))


_PIN = "a pin must be an object"
_PICTURE = Box(0, 0, 1, 1)
_LOST = 1e-6
"""How far an edge may be beyond the picture's: computing loses that much."""


def _rounded(box: Box) -> Box:
    """Return a box with those edges inside the picture that were hardly outside."""
    x, y = (0.0 if -_LOST < one < 0 else one for one in (box.x, box.y))
    width = 1 - x if 1 < x + box.width < 1 + _LOST else box.width
    height = 1 - y if 1 < y + box.height < 1 + _LOST else box.height
    return Box(x, y, width, height)


def _cut(text: str) -> str:
    return unicodedata.normalize("NFC", text[:LONGEST_TEXT]).strip()
