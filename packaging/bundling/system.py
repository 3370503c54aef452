"""What the bundle expects of a Linux desktop: libraries, by the Debian package that has each.

They are part of every desktop, and better be the system's: they talk to its display, fonts and
bus, or are repaired with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import machine

if TYPE_CHECKING:
    from collections.abc import Iterable

LIBRARIES = machine.LIBRARIES | {
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libffi.so.8": "libffi8",
    "libgcc_s.so.1": "libgcc-s1",
    "liblzma.so.5": "liblzma5",
    "libsqlite3.so.0": "libsqlite3-0",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

OPTIONAL = {
    "libcups.so.2": "libcups2",
    "libgtk-3.so.0": "libgtk-3-0",
}
"""Libraries that a plugin links to which Qt does without, each with its Debian package."""

OPTIONAL_PLUGINS = ("libcupsprintersupport.so", "libqgtk3.so")
"""The plugins that Qt loads only where the machine has what they link to."""

NEWEST = {"libc6": "GLIBC", "libstdc++6": "GLIBCXX", "libgcc-s1": "GCC"}
"""Packages whose version is told by the version of the symbols that are asked for."""

GLIBCXX_SINCE = {"3.4.30": "12", "3.4.29": "11", "3.4.28": "9.3", "3.4.26": "9", "3.4.25": "8"}
"""The version of GCC that each version of libstdc++'s symbols came with (its ABI policy)."""


def packages(libraries: Iterable[str]) -> set[str]:
    """Return the Debian packages that have libraries of the system.

    Raises KeyError with a library that no package is known for.
    """
    return {LIBRARIES[library] for library in libraries}


def dependencies(libraries: Iterable[str], symbols: Iterable[str]) -> list[str]:
    """Return what a Debian package Depends on.

    ``symbols`` are the versions of symbols that the bundle's files ask for, as ``GLIBC_2.34``.
    """
    newest: dict[str, tuple[int, ...]] = {}
    for symbol in symbols:
        family, _, version = symbol.partition("_")
        if version and version[0].isdigit():
            numbers = tuple(int(part) for part in version.split("."))
            newest[family] = max(numbers, newest.get(family, ()))
    listed: list[str] = []
    for package in sorted(packages(libraries)):
        asked = newest.get(NEWEST.get(package, ""))
        if asked is None or package == "libgcc-s1":
            listed.append(package)
            continue
        version = ".".join(map(str, asked))
        if package == "libstdc++6":
            version = GLIBCXX_SINCE.get(version, "12")
        listed.append(f"{package} (>= {version})")
    return listed
