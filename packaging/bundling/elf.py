"""What files in ELF need of the machine they run on."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from bundling import system

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_SEARCHED = re.compile(r"\((?:RUNPATH|RPATH)\).*\[(/[^\]]+)\]")
_VERSION = re.compile(r"Name: (\w+_[0-9.]+) ")


class Needs(NamedTuple):
    """Libraries of the machine, and the versions of symbols that are asked of them."""

    libraries: frozenset[str]
    symbols: frozenset[str]


class Unmet(Exception):
    """A file inside needs a library that is neither inside nor known to be on a desktop."""


def needs(files: Sequence[Path]) -> Needs:
    """Return what files need beside each other.

    What the plugins that Qt does without need is not asked for. Raises Unmet.
    """
    inside = {file.name for file in files}
    libraries, symbols, unmet = set[str](), set[str](), list[str]()
    for file in files:
        wanted, versions = _read(file)
        if file.name in system.OPTIONAL_PLUGINS:
            continue
        symbols |= versions
        for library in wanted - inside:
            if library in system.LIBRARIES:
                libraries.add(library)
            else:
                unmet.append(f"{file.name} needs {library}")
    if unmet:
        raise Unmet("Not in packaging/bundling/system.py:\n" + "\n".join(sorted(unmet)))
    return Needs(frozenset(libraries), frozenset(symbols))


def forget_paths(file: Path) -> None:
    """Let a library look for others beside itself where it would look in folders of this machine.

    Python's own libraries are led to the folder that Python was installed in.
    """
    data = file.read_bytes()
    said = _told(file, "--dynamic")
    for path in set(_SEARCHED.findall(said)):
        old = b"\0" + path.encode() + b"\0"
        # The longest that fits: the name must keep its room in the table of names.
        new = (b"\0" + b"$ORIGIN"[: len(path)] + b"\0").ljust(len(old), b"\0")
        data = data.replace(old, new)
    file.write_bytes(data)


def _read(file: Path) -> tuple[set[str], set[str]]:
    said = _told(file, "--dynamic", "--version-info")
    return set(_NEEDED.findall(said)), set(_VERSION.findall(said))


def _told(file: Path, *asked: str) -> str:
    command = ["readelf", *asked, "--wide", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
