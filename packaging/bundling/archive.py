"""The relocatable archive."""

from __future__ import annotations

import io
import lzma
import tarfile
from typing import TYPE_CHECKING

from bundling import system

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

README = """MSP Desktop for Linux
=====================

Unpack this folder wherever you like and start msp-desktop in it; nothing needs to be installed.
What you write is kept in ~/.local/share/msp-desktop and stays there when this folder goes.

The folder share/ has what tells a desktop of the program. To have it in your menu, copy it:

    cp -r share/* ~/.local/share/
    ln -s "$PWD/msp-desktop" ~/.local/bin/msp-desktop

The program expects these libraries of the machine, which every desktop has:

{libraries}

and, for printing and the look of GTK, does without these where they are missing:

{optional}

For Korean letters a font is needed, such as Noto Sans CJK. On Debian and Ubuntu this installs all:

    sudo apt-get install {packages}

Licences of everything inside: _internal/licences/README.txt
"""


def readme() -> str:
    """Return what is said beside the program."""
    return README.format(
        libraries="\n".join(f"    {name}" for name in sorted(system.LIBRARIES)),
        optional="\n".join(f"    {name}" for name in sorted(system.OPTIONAL)),
        packages=" ".join(sorted({*system.LIBRARIES.values(), "fonts-noto-cjk"})),
    )


def write(target: Path, bundle: Path, share: Path, epoch: int) -> Path:
    """Write the archive: the bundle, ``share/`` and a README, sorted, with one time for all."""
    top = target.name.partition(".tar")[0]
    plain = settled(epoch, f"{top}/msp-desktop")
    with (
        lzma.open(target, "wb", preset=6) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar,
    ):
        text = readme().encode()
        entry = tarfile.TarInfo(f"{top}/README.txt")
        entry.size = len(text)
        tar.addfile(plain(entry), io.BytesIO(text))
        for folder, below in ((bundle, top), (share, f"{top}/share")):
            for path in sorted(folder.rglob("*")):
                name = f"{below}/{path.relative_to(folder).as_posix()}"
                tar.add(path, name, recursive=False, filter=plain)
    return target


def settled(epoch: int, program: str) -> Callable[[tarfile.TarInfo], tarfile.TarInfo]:
    """Return what gives each entry of an archive the same owner and time, and the usual mode.

    ``program`` is the name of the one file that can be executed.
    """

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = epoch
        executable = entry.isdir() or entry.name == program
        entry.mode = 0o755 if executable else 0o644
        return entry

    return plain
