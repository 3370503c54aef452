"""What people on Linux install: a Debian package, an archive, and one file that starts itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bundling import archive, builder, debian, elf, single, unicode_data

if TYPE_CHECKING:
    from pathlib import Path

    from bundling.builder import Build, Bundle

TOOLS = {
    "dpkg-deb": "dpkg",
    "ld": "binutils",
    "objcopy": "binutils",
    "readelf": "binutils",
    "strip": "binutils",
}
"""Programs that the build calls, each with its Debian package."""


def name() -> str:
    """Return what the files are called after: the system and the kind of machine."""
    return f"linux-{os.uname().machine}"


def packages(build: Build, bundle: Bundle, results: Path) -> list[Path]:
    """Make all packages of a bundle, and return them."""
    share = builder.fresh(builder.WORK / "share")
    builder.call(
        build, [str(build.python), "-P", builder.script(build, "alongside.py"), str(share)]
    )
    needs = finish(bundle.folder)
    architecture = "amd64" if os.uname().machine == "x86_64" else "arm64"
    stem = f"msp-desktop-{build.version}-{name()}"
    return [
        archive.write(results / f"{stem}.tar.xz", bundle.folder, share, build.epoch),
        single.write(results / f"{stem}.run", bundle.folder, os.uname().machine, build),
        debian.write(
            results / f"msp-desktop_{build.version}_{architecture}.deb",
            bundle.folder,
            share,
            needs,
            bundle.inside,
            build.maintainer,
            build.epoch,
            builder.WORK / "deb",
        ),
    ]


def finish(bundle: Path) -> elf.Needs:
    """Strip what is inside, and return what it needs of the machine."""
    libraries = sorted(
        one for one in bundle.rglob("*.so*") if one.is_file() and not one.is_symlink()
    )
    for library in libraries:
        library.chmod(0o644)
        if library.name.startswith("libicudata.so."):
            unicode_data.trim_library(library)
            library.chmod(0o644)
        else:
            failure = f"{library.name} was not stripped"
            builder.run(["strip", "--strip-unneeded", str(library)], failure)
            elf.forget_paths(library)
    return elf.needs([bundle / "msp-desktop", *libraries])
