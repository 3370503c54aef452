"""Writing a sidecar: an author's pins and links put beside the picture.

What is on disk at that moment is changed, so that what somebody else has written there meanwhile
stays, as does every key that this program does not know.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from msp_desktop.course.diagrams.located import BadJson, read
from msp_desktop.course.diagrams.sidecar import LARGEST, VERSION
from msp_desktop.course.pictures import sidecar_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from msp_desktop.course.diagrams.model import Box

_DIGITS = 5
"""Decimals of a fraction: a hundredth of a pixel of a picture that is a thousand wide."""


class Pin(NamedTuple):
    """A pin as its author saves it; ``questions`` are names (see :meth:`.Maps.name_of`)."""

    id: str
    box: Box
    label: str = ""
    questions: tuple[str, ...] = ()
    note: str = ""


class Edit(NamedTuple):
    """What is to become of a sidecar.

    ``pins`` are put in, or take the place of those with their ids; ``removed`` are ids of pins that
    go.  ``links`` are the names of the questions of each of the SVG's elements; an empty list takes
    its link away.
    """

    pins: Sequence[Pin] = ()
    removed: Sequence[str] = ()
    links: Mapping[str, Sequence[str]] = MappingProxyType({})


class SidecarError(Exception):
    """A sidecar that is not written: what is there cannot be kept, or the disk refuses.

    ``reason`` says why in words, ``line`` where, 0 for nowhere.
    """

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line


def save(picture: Path, edit: Edit) -> Path:
    """Write an edit into a picture's sidecar and return where that is.

    It is whole on disk when this returns, or as it was.  Raises SidecarError.
    """
    path = Path(sidecar_of(str(picture)))
    values = _changed(_there(path), edit, path)
    try:
        text = json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    except ValueError as error:
        # What is there holds a number that is larger than numbers are.
        raise SidecarError(path, str(error)) from error
    data = text.encode("utf-8", "replace")
    if len(data) > LARGEST:
        raise SidecarError(path, f"larger than {LARGEST >> 20} MiB")
    try:
        _put(path, data)
    except OSError as error:
        raise SidecarError(path, error.strerror or str(error)) from error
    return path


def _there(path: Path) -> dict[str, Any]:
    """Return what is in a sidecar.  Raises SidecarError where not all of it could be kept."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return {"version": VERSION}
    except OSError as error:
        raise SidecarError(path, error.strerror or str(error)) from error
    if len(data) > LARGEST:
        raise SidecarError(path, f"larger than {LARGEST >> 20} MiB")
    try:
        text = data.decode("utf-8-sig")
        # That reader is bounded in depth, and knows where a fault is.
        read(text)
        values: Any = json.loads(text)
    except BadJson as error:
        raise SidecarError(path, error.reason, error.line) from error
    except ValueError as error:
        reason = "not in UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise SidecarError(path, reason) from error
    if not isinstance(values, dict):
        raise SidecarError(path, "the file must hold an object", 1)
    found = cast("dict[str, Any]", values)
    if found.setdefault("version", VERSION) != VERSION:
        raise SidecarError(path, f"written in version {found['version']} of the format")
    return found


def _changed(values: dict[str, Any], edit: Edit, path: Path) -> dict[str, Any]:
    """Return a sidecar's values with an edit made.  Raises SidecarError."""
    pins, elements = values.get("pins", []), values.get("elements", {})
    if not isinstance(pins, list) or not isinstance(elements, dict):
        raise SidecarError(path, "“pins” must be a list, and “elements” an object")
    new = {pin.id: pin for pin in edit.pins}
    kept: list[Any] = []
    for number, one in enumerate(cast("list[Any]", pins), 1):
        there = cast("dict[str, Any]", one) if isinstance(one, dict) else None
        name = str(there.get("id") or f"pin-{number}") if there is not None else ""
        if there is None or (name not in new and name not in edit.removed):
            kept.append(one if there is None else {"id": name, **there})
        elif name in new:
            kept.append(_pin(new.pop(name), there))
    kept += (_pin(one, {}) for one in new.values())
    links = cast("dict[str, Any]", elements)
    for name, questions in edit.links.items():
        _link(links, name, list(questions))
    changed = {**values, "elements": links, "pins": kept}
    return {key: one for key, one in changed.items() if one or key in values}


def _pin(pin: Pin, there: dict[str, Any]) -> dict[str, Any]:
    """Return a pin's values, with what is there beside them."""
    x, y, width, height = (round(one, _DIGITS) for one in pin.box)
    size = {} if pin.box.is_point else {"w": width, "h": height}
    words = {"label": pin.label, "questions": list(pin.questions), "note": pin.note}
    ours = {"id", "x", "y", "w", "h", *words}
    others = {key: one for key, one in there.items() if key not in ours}
    said = {key: one for key, one in words.items() if one}
    return {"id": pin.id, "x": x, "y": y, **size, **said, **others}


def _link(links: dict[str, Any], name: str, questions: list[str]) -> None:
    """Set what an element leads to, beside what else is said of it."""
    there = links.get(name)
    others = cast("dict[str, Any]", there) if isinstance(there, dict) else {}
    others = {key: one for key, one in others.items() if key != "questions"}
    if others:
        links[name] = {**others, "questions": questions} if questions else others
    elif questions:
        links[name] = questions
    else:
        links.pop(name, None)


def _put(path: Path, data: bytes) -> None:
    """Put a file in its place when all of it is on disk.  Raises OSError."""
    handle, name = tempfile.mkstemp(".tmp", ".links-", path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(_rights(path))
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    with suppress(OSError):
        # So that the new name outlives a power cut, too; not every system can.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _rights(path: Path) -> int:
    """Return who may read and write the file that is there, or any new one of the user's."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
