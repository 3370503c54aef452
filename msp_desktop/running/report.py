"""The diagnostic report: a text about the program and the machine, without a word of the user's.

It is in English, as whoever mends the program reads it.  Paths have ``~`` for the home folder, and
nothing names a course or quotes a note.
"""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msp_desktop import __version__
from msp_desktop.running import crashes
from msp_desktop.running.log import tail
from msp_desktop.running.redacted import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from msp_desktop.paths import Paths

MOST_LOG = 64 * 1024
"""Bytes of the log, from its end, that go into a report."""

Section: TypeAlias = "tuple[str, list[str]]"
"""A heading, and the lines below it."""

_LOCALE = ("LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG")
_DESKTOP = (
    *("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM", "QT_QPA_PLATFORMTHEME"),
    *("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE"),
)


def written(sections: Iterable[Section], now: datetime) -> str:
    """Return a report as text."""
    parts = [f"MSP Desktop {__version__}: diagnostic report\n{now:%Y-%m-%d %H:%M:%S %Z}\n"]
    for title, lines in sections:
        below = [f"  {plain(line)}" for text in lines for line in text.splitlines() or [""]]
        parts.append("\n".join([title, *(below or ["  nothing"])]) + "\n")
    return "\n".join(parts)


def system() -> Section:
    """Return what the machine is."""
    lines = [f"system: {_distribution() or platform.system()}", f"kernel: {platform.release()}"]
    lines += [f"machine: {platform.machine()}, {os.cpu_count()} processors"]
    with suppress(AttributeError, ValueError, OSError):
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        lines.append(f"memory: {_size(pages)}")
    lines += [f"{name}={os.environ[name]}" for name in (*_DESKTOP, *_LOCALE) if name in os.environ]
    lines.append(f"encoding of files' names: {sys.getfilesystemencoding()}")
    return "System", lines


def folders(paths: Paths) -> Section:
    """Return where things are kept, and whether they can be."""
    lines = [f"portable: {_yes(paths.portable)}"]
    for name, folder in zip(("data", "config", "cache", "log"), paths, strict=True):
        said = [str(folder)]
        if not os.path.lexists(folder):
            said.append("is not there")
        elif not stat.S_ISDIR(folder.lstat().st_mode):
            said.append("is no folder of its own")
        else:
            said.append(f"{_size(_weight(folder))}")
            if not os.access(folder, os.W_OK):
                said.append("cannot be written")
            with suppress(OSError):
                said.append(f"{_size(shutil.disk_usage(folder).free)} free")
        lines.append(f"{name}: {', '.join(said)}")
    return "Folders", lines


def notebook(paths: Paths, now: datetime) -> Section:
    """Return how the notebook is: its format, sizes, numbers, and what is wrong with it.

    All of it is read, which takes a while.
    """
    from msp_desktop.notebook.backup import named_backups
    from msp_desktop.notebook.errors import NotebookError
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.notebook.schema import STEPS

    lines: list[str] = [f"format that this version writes: {len(STEPS)}"]
    for file in (paths.notebook, Path(f"{paths.notebook}-wal")):
        with suppress(OSError):
            lines.append(f"{file.name}: {_size(file.stat().st_size)}")
    try:
        with Notebook.open_read_only(paths.notebook) as opened:
            findings = opened.check()
            lines.append(f"format: {opened.version}")
            lines += [f"{kind}: {number}" for kind, number in opened.counts()._asdict().items()]
            lines.append(f"damaged places: {len(findings)}")
    except NotebookError as error:
        lines.append(f"cannot be read: {type(error).__name__}")
    with suppress(OSError):
        made = sorted(moment for moment, _ in named_backups(paths.backups))
        lines.append(f"backups: {len(made)}")
        if made:
            lines.append(f"newest backup: {(now - made[-1]).total_seconds() / 3600:.1f} hours ago")
    return "Notebook", lines


def logged(paths: Paths) -> list[Section]:
    """Return what the log says, and the last crashes."""
    found = [*crashes.unheard(paths.log), *crashes.told_of(paths.log)][: crashes.MOST_KEPT]
    hard = [f"{file.name}\n{crashes.text(file)}" for file in found]
    return [("Crashes", hard), ("Log", tail(paths.log, MOST_LOG).splitlines())]


def parts() -> Section:
    """Return what the program consists of, with versions."""
    from msp_desktop.licences import inside

    try:
        found = inside().parts
    except (OSError, ValueError) as error:
        return "Parts", [f"cannot be read: {type(error).__name__}"]
    return "Parts", [f"{one.name} {one.version}".rstrip() for one in found if one.version]


def _distribution() -> str:
    with suppress(OSError):
        return platform.freedesktop_os_release().get("PRETTY_NAME", "")
    return ""


def _weight(folder: Path) -> int:
    """Return how many bytes there are in a folder."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += Path(place, name).lstat().st_size
    return total


def _size(number: float) -> str:
    """Return a number of bytes as people read it."""
    if number < 1024:
        return f"{number:g} bytes"
    power = min(3, (int(number).bit_length() - 1) // 10)
    return f"{number / 1024**power:.1f} {('KB', 'MB', 'GB')[power - 1]}"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
