"""The window's settings: sizes, looks and places that are pleasant to find again.

What the user wrote is never here, it is in the notebook.
"""

from __future__ import annotations

import os
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from msp_desktop.course.digest import sha256
from msp_desktop.course.reading import Reading


class Look(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Language(StrEnum):
    """The language of the interface."""

    SYSTEM = "system"
    KOREAN = "ko"
    ENGLISH = "en"


Kind = TypeVar("Kind", bound=StrEnum)

_INI = QSettings.Format.IniFormat

ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0, 2.4)


class Settings:
    """Reads and writes one ini file; a value that makes no sense is as if it were not there.

    Without a file they are the defaults, and what is changed is forgotten with the program.
    """

    def __init__(self, path: Path | None) -> None:
        self._store = _Passing() if path is None else QSettings(str(path), _INI)

    def save(self) -> None:
        """Write what has changed to disk now."""
        self._store.sync()

    def names(self) -> list[str]:
        """Return the names of what is kept."""
        return self._store.allKeys()

    @property
    def look(self) -> Look:
        """Which look the user chose."""
        return _one_of(Look, self._text("window/look"), Look.SYSTEM)

    @look.setter
    def look(self, value: Look) -> None:
        self._store.setValue("window/look", value.value)

    @property
    def language(self) -> Language:
        """Which language the user chose."""
        return _one_of(Language, self._text("window/language"), Language.SYSTEM)

    @language.setter
    def language(self, value: Language) -> None:
        self._store.setValue("window/language", value.value)

    @property
    def less_motion(self) -> bool:
        """Whether nothing is to move by itself, whatever the desktop says."""
        return self._text("window/less-motion") == "yes"

    @less_motion.setter
    def less_motion(self, value: bool) -> None:
        self._store.setValue("window/less-motion", "yes" if value else "no")

    @property
    def zoom(self) -> float:
        """How large the reader's text is, one of ZOOMS."""
        try:
            wanted = float(self._text("reader/zoom") or 1.0)
        except ValueError:
            wanted = 1.0
        if not isfinite(wanted):
            return 1.0
        return min(ZOOMS, key=lambda zoom: abs(zoom - wanted))

    @zoom.setter
    def zoom(self, value: float) -> None:
        self._store.setValue("reader/zoom", str(value))

    @property
    def last_course(self) -> str:
        """The path of the course that was open last, or "" for none or the bundled one."""
        return self._text("course/last")

    @last_course.setter
    def last_course(self, value: str) -> None:
        self._store.setValue("course/last", value)

    def located(self, course: str) -> dict[str, Path]:
        """Return the files that the user named for missing pictures of a course."""
        pairs = self.texts(f"located/{course}")
        return {path: Path(file) for path, file in zip(pairs[::2], pairs[1::2], strict=False)}

    def set_located(self, course: str, files: dict[str, Path]) -> None:
        """Keep those files."""
        self.set_texts(f"located/{course}", [str(one) for pair in files.items() for one in pair])

    def reading(self, course: Path) -> Reading:
        """Return what the user said the questions of the course at a path are."""
        return _one_of(Reading, self._text(_reading_key(course)), Reading.AUTOMATIC)

    def set_reading(self, course: Path, reading: Reading) -> None:
        """Keep what the questions of the course at a path are."""
        if reading is Reading.AUTOMATIC:
            self._store.remove(_reading_key(course))
        else:
            self._store.setValue(_reading_key(course), reading.value)

    def bytes(self, key: str) -> QByteArray:
        """Return a state that a Qt widget saved."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_bytes(self, key: str, value: QByteArray) -> None:
        """Keep a state that a Qt widget saved."""
        self._store.setValue(key, value)

    def texts(self, key: str) -> list[str]:
        """Return a list of texts."""
        value = self._store.value(key)
        if isinstance(value, str):
            return [value]
        return [str(one) for one in value] if isinstance(value, list) else []

    def set_texts(self, key: str, value: list[str]) -> None:
        """Keep a list of texts."""
        self._store.setValue(key, value)

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""


class _Passing:
    """Settings that are kept as long as the program runs."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def value(self, key: str, default: object = None) -> object:
        return self._values.get(key, default)

    def setValue(self, key: str, value: object) -> None:
        self._values[key] = value

    def remove(self, key: str) -> None:
        self._values.pop(key, None)

    def allKeys(self) -> list[str]:
        return sorted(self._values)

    def sync(self) -> None:
        pass


def _reading_key(course: Path) -> str:
    # A path is no key: what it may hold means something in one.
    return f"reading/{sha256(os.fsencode(course.absolute())).hexdigest()[:32]}"


def _one_of(kind: type[Kind], value: str, default: Kind) -> Kind:
    return next((one for one in kind if one.value == value), default)
