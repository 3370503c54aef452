"""Folded text: ``<details>`` in safe HTML, whose content is seen when its summary is clicked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from msp_desktop.ui.views.reader.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

_ON_THE_LINE = frozenset(("br", "img", "input"))


class Folds:
    """Which of a course's folds were opened or closed, for as long as the course is open.

    A fold is named by its piece's key and its number in it, from 0, the inner ones included.
    """

    def __init__(self) -> None:
        self._turned: dict[tuple[str, int], bool] = {}

    def is_open(self, key: str, number: int, *, default: bool) -> bool:
        """Return whether a fold is open; ``default`` is what its author says."""
        return self._turned.get((key, number), default)

    def kept(self) -> Folds:
        """Return them as they are now, whatever is opened or closed later."""
        made = Folds()
        made._turned = dict(self._turned)
        return made

    def turn(self, key: str, number: int, *, opened: bool) -> None:
        """Open or close a fold."""
        self._turned[key, number] = opened


class _State(Enum):
    NEW = auto()
    SUMMARY = auto()
    CONTENT = auto()


class FoldWriter(Protocol):
    """Who writes what a :class:`FoldReader` finds."""

    def begin_summary(self, number: int, *, shown: bool) -> None:
        """Begin a fold with the line of its summary."""
        ...

    def word_summary(self, words: str) -> None:
        """Write a summary for which the author has no words."""
        ...

    def end_summary(self) -> None:
        """End the summary; the fold's content follows, if it is shown."""
        ...

    def resume_fold(self) -> None:
        """Go on with a fold that has its summary in the part above."""
        ...

    def end_fold(self) -> None:
        """End the fold."""
        ...


@dataclass(slots=True)
class _Open:
    """A ``details`` that is being read."""

    number: int
    shown: bool
    answer: bool
    state: _State = _State.NEW
    wordless: bool = True
    hidden: int = 0


class FoldReader:
    """Follows the ``details`` among the tags of one piece, from number ``first`` on.

    ``is_open`` tells of a number and its author's wish whether a fold is open; ``inline`` are the
    elements that may stand in a summary.
    """

    def __init__(
        self,
        writer: FoldWriter,
        is_open: Callable[[int, bool], bool],
        inline: Container[str],
        first: int = 0,
    ) -> None:
        self._writer = writer
        self._is_open = is_open
        self._inline = inline
        self._next = first
        self._open: list[_Open] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def enter(self, values: Mapping[str, str]) -> None:
        """Begin a ``details`` with its attributes."""
        if "data-continued" in values:
            # Only what is open is cut.
            self._writer.resume_fold()
            self._open.append(_Open(int(values["data-fold"]), True, False, _State.CONTENT))
            return
        number = self._next
        self._next += 1
        shown = self._is_open(number, "open" in values)
        self._open.append(_Open(number, shown, "answer" in values.get("class", "").split()))

    def takes(self, piece: Tag | str) -> bool:
        """Take a piece of the HTML if it is not for the writer to write as it stands."""
        fold = self._open[-1]
        if fold.state is _State.NEW:
            if isinstance(piece, str) and not piece.strip():
                return True
            self._writer.begin_summary(fold.number, shown=fold.shown)
            fold.state = _State.SUMMARY
            if isinstance(piece, Tag) and piece.name == "summary" and not piece.closing:
                return True
            self._finish_summary(fold)
        elif fold.state is _State.SUMMARY:
            return self._in_summary(fold, piece)
        if isinstance(piece, Tag) and piece.closing and piece.name == "details":
            if fold.hidden:
                fold.hidden -= 1
            else:
                self._open.pop()
                self._writer.end_fold()
            return True
        if fold.shown:
            return False
        if isinstance(piece, Tag) and piece.name == "details":
            # It is counted, so that a number means the same whatever is open.
            fold.hidden += 1
            self._next += 1
        return True

    def _in_summary(self, fold: _Open, piece: Tag | str) -> bool:
        """Leave words to be written, on one line whatever elements hold them."""
        if isinstance(piece, str):
            if fold.wordless and not piece.strip():
                return True
            fold.wordless = False
            return False
        if piece.name == "summary" and piece.closing:
            self._finish_summary(fold)
            return True
        fold.wordless = fold.wordless and piece.name not in _ON_THE_LINE
        return piece.name not in self._inline and piece.name not in _ON_THE_LINE

    def _finish_summary(self, fold: _Open) -> None:
        if fold.wordless:
            self._writer.word_summary(_words(answer=fold.answer, shown=fold.shown))
        self._writer.end_summary()
        fold.state = _State.CONTENT


def _words(*, answer: bool, shown: bool) -> str:
    if not answer:
        return QCoreApplication.translate("Page", "Details")
    if shown:
        return QCoreApplication.translate("Page", "Hide the answer")
    return QCoreApplication.translate("Page", "Show the answer")
