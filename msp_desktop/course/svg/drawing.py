"""How much an SVG asks to be drawn once its references are followed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msp_desktop.course.svg.unsafe import Unsafe, UnsafePicture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_DRAWN = 1_000_000
"""Elements after every reference is followed: a short file can ask for billions."""
DEEPEST = 200
"""Nesting of elements, the references between them followed: renderers recurse."""


@dataclass(slots=True, eq=False)
class _Part:
    """A stretch of the drawing that can be referred to: an element with an id, up to the next."""

    depth: int
    elements: int = 0
    deepest: int = 0
    uses: list[tuple[_Part | str, int]] = field(default_factory=list["tuple[_Part | str, int]"])
    """Parts inside, and ids referred to, each with its depth below this part's own element."""


@dataclass(slots=True, eq=False)
class _Visit:
    """A part that is being added up."""

    part: _Part
    ahead: Iterator[tuple[_Part | str, int]]
    offset: int  # its depth below the part that led here
    elements: int
    deepest: int

    @classmethod
    def of(cls, part: _Part, offset: int) -> _Visit:
        return cls(part, iter(part.uses), offset, part.elements, part.deepest)

    def add(self, elements: int, deepest: int) -> None:
        self.elements += elements
        self.deepest = max(self.deepest, deepest)
        if self.elements > MOST_DRAWN:
            raise UnsafePicture(Unsafe.TOO_MANY, f"asks for more than {MOST_DRAWN:,} shapes")
        if self.deepest > DEEPEST:
            raise UnsafePicture(Unsafe.TOO_DEEP, f"nested more than {DEEPEST} deep")


class Drawing:
    """What the file asks to be drawn once references are followed."""

    def __init__(self) -> None:
        self._root = _Part(0)
        self._open = [self._root]
        self._ids: dict[str, _Part] = {}

    def start(self, depth: int, name: str | None, targets: Sequence[str] = ()) -> None:
        """Note an element at a depth, with its id and the ids it refers to."""
        part = self._open[-1]
        if name is not None:
            inner = _Part(depth)
            part.uses.append((inner, depth - part.depth))
            self._ids.setdefault(name, inner)
            self._open.append(inner)
            part = inner
        part.elements += 1
        below = depth - part.depth
        if below > part.deepest:
            part.deepest = below
        if targets:
            part.uses += [(target, below + 1) for target in targets]

    def end(self, depth: int) -> None:
        """Note that the element at a depth ends."""
        if self._open[-1].depth == depth:
            self._open.pop()

    def check(self) -> None:
        """Raise UnsafePicture for a drawing without end, or one too large or too deep."""
        # Depth first without recursion: the file decides how deep it goes.
        entered = {self._root}
        sums: dict[_Part, tuple[int, int]] = {}
        path = [_Visit.of(self._root, 0)]
        while path:
            visit = path[-1]
            for target, offset in visit.ahead:
                inner = self._ids.get(target) if isinstance(target, str) else target
                if inner is None:
                    continue
                if inner in sums:
                    elements, deepest = sums[inner]
                    visit.add(elements, deepest + offset)
                elif inner in entered:
                    raise UnsafePicture(Unsafe.RECURSIVE, "a part of it is drawn inside itself")
                else:
                    entered.add(inner)
                    path.append(_Visit.of(inner, offset))
                    break
            else:
                path.pop()
                sums[visit.part] = visit.elements, visit.deepest
                if path:
                    path[-1].add(visit.elements, visit.deepest + visit.offset)
