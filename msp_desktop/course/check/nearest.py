"""The existing name that is most like one that does not exist."""

from __future__ import annotations

import posixpath
import unicodedata
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 80
_MOST_NAMES = 500
_MOST_COMPARISONS = 20_000
"""Bounds: one comparison takes up to a tenth of a millisecond, and a hint is only a hint."""


class Nearest:
    """Compares names; when it has compared enough it knows none any more."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str | None] = {}
        self._left = _MOST_COMPARISONS

    def of(self, name: str, names: Iterable[str], group: str) -> str | None:
        """Return the name that is most like another, None where none is; ``group`` says whose."""
        if (group, name) not in self._known:
            most = min(_MOST_NAMES, self._left)
            choice = {_letters(one): one for one in islice(names, most)}
            self._left -= len(choice)
            close = get_close_matches(_letters(name), choice, n=1, cutoff=0.65)
            self._known[group, name] = choice[close[0]] if close else None
        return self._known[group, name]


def _letters(name: str) -> str:
    """Return what is compared: Hangul by its letters, as a syllable is seldom wrong as a whole."""
    return unicodedata.normalize("NFD", name[:_LONGEST]).casefold()


class Paths:
    """The paths of existing files, to be asked for one like another."""

    def __init__(self, paths: Iterable[str], nearest: Nearest, group: str) -> None:
        self._nearest = nearest
        self._group = group
        self._names: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._beside: dict[str, dict[str, str]] = {}
        for path in paths:
            folder, name = posixpath.split(path)
            # Endings are alike in all of them.
            stem = posixpath.splitext(name)[0]
            self._names.setdefault(name.casefold(), path)
            self._stems.setdefault(stem, path)
            self._beside.setdefault(folder, {}).setdefault(stem, path)

    def like(self, path: str) -> str | None:
        """Return a path with the same name in any folder, or the one of the most similar name."""
        folder, name = posixpath.split(path)
        same = self._names.get(name.casefold())
        if same is not None:
            return same
        stem = posixpath.splitext(name)[0]
        beside = self._beside.get(folder, {})
        close = self._nearest.of(stem, beside, f"{self._group} in {folder}")
        if close is not None:
            return beside[close]
        close = self._nearest.of(stem, self._stems, self._group)
        return self._stems[close] if close is not None else None


def from_file(path: str, file: str) -> str:
    """Return the address of a path as a link in a file has it; both are from the course's root."""
    return posixpath.relpath(path, posixpath.dirname(file) or ".")
