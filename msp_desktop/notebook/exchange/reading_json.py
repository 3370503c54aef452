"""JSON from somebody else, read so that whatever is wrong with it is a ValueError."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from msp_desktop.notebook.stored import time_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_LARGEST_NUMBER = 2**53
_LONGEST_NAME = 5_000
"""More than any system's longest path: a note on a picture is known by that."""


class Fields:
    """An object of JSON from somebody else; each method raises ValueError for what is no such.

    Whatever is wrong is one error: nobody but its maker could do anything about it.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ValueError("not an object")
        self._value: dict[str, Any] = value

    def get(self, name: str) -> object:
        """Return anything, None where there is nothing."""
        return self._value.get(name)

    def text(self, name: str) -> str:
        """Return a text that can be stored."""
        return a_text(self._value.get(name))

    def time(self, name: str) -> datetime:
        """Return a time in UTC."""
        return time_of(self.text(name))

    def number(self, name: str) -> int:
        """Return a whole number from 0 on."""
        value = self._value.get(name)
        if type(value) is not int or not 0 <= value < _LARGEST_NUMBER:
            raise ValueError(f"{name} is no number")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self._value.get(name)
        if not isinstance(value, bool):
            raise ValueError(f"{name} is neither true nor false")
        return value

    def list(self, name: str) -> list[object]:
        """Return an array."""
        value = self._value.get(name)
        if not isinstance(value, list):
            raise ValueError(f"{name} is no list")
        return value  # pyright: ignore[reportUnknownVariableType]

    def inside(self, name: str) -> Fields:
        """Return an object inside this one."""
        return Fields(self._value.get(name))

    def each(self, name: str) -> list[Fields]:
        """Return the objects of an array."""
        return [Fields(one) for one in self.list(name)]

    def items(self) -> list[tuple[str, Fields]]:
        """Return names and the objects that they name."""
        return [(a_text(name), Fields(value)) for name, value in self._value.items()]


def read_object(data: bytes, largest: int, most_values: int) -> Fields:
    """Return an object of JSON that is neither too large nor too deep; ValueError for others."""
    if len(data) > largest or data.count(b"{") + data.count(b"[") > most_values:
        raise ValueError("too large")
    try:
        return Fields(json.loads(data.decode(), parse_constant=_no_number))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def a_text(value: object) -> str:
    """Return a text that can be stored; ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError("not a text")
    # Half a surrogate pair raises an error that is a ValueError.
    value.encode()
    return value


def a_name(value: object) -> str:
    """Return what something is known by."""
    name = a_text(value)
    if not 0 < len(name) <= _LONGEST_NAME or "\n" in name or "\0" in name:
        raise ValueError("not a name")
    return name


def no_twins(names: Iterable[object]) -> None:
    """Raise ValueError where something has the same name as another."""
    listed = list(names)
    if len(set(listed)) != len(listed):
        raise ValueError("something is there twice")
