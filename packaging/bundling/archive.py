"""The relocatable archive, and the sums of all files that are given out."""

from __future__ import annotations

import hashlib
import io
import lzma
import tarfile
from typing import TYPE_CHECKING

from bundling import system

if TYPE_CHECKING:
    from collections.abc import Iterable
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

Licences of everything inside: licences/README.txt
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
    with (
        lzma.open(target, "wb", preset=6) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar,
    ):

        def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = epoch
            executable = entry.isdir() or entry.name == f"{top}/msp-desktop"
            entry.mode = 0o755 if executable else 0o644
            return entry

        text = readme().encode()
        entry = tarfile.TarInfo(f"{top}/README.txt")
        entry.size = len(text)
        tar.addfile(plain(entry), io.BytesIO(text))
        for folder, below in ((bundle, top), (share, f"{top}/share")):
            for path in sorted(folder.rglob("*")):
                name = f"{below}/{path.relative_to(folder).as_posix()}"
                tar.add(path, name, recursive=False, filter=plain)
    return target


def write_sums(target: Path, files: Iterable[Path]) -> Path:
    """Write the SHA-256 sums of files as ``sha256sum --check`` reads them."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(files)
    ]
    target.write_text("".join(lines), encoding="utf-8")
    return target
