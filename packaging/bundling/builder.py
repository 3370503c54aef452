"""``packaging/dev.py package``: from a commit to the files that people install.

What is built is the last commit, taken out afresh; ``--as-is`` builds the files as they lie in the
checkout. Everything that the build makes is below ``build/package/``, what comes out is in
``dist/``. Nothing that it depends on is taken from the development environment.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from bundling import archive, debian, elf, licences, sbom, unicode_data
from environment import ROOT
from machine import SetUpError

if TYPE_CHECKING:
    from pathlib import Path

WORK = ROOT / "build" / "package"
RESULTS = ROOT / "dist"
TOOLS = {
    "dpkg-deb": "dpkg",
    "ld": "binutils",
    "objcopy": "binutils",
    "readelf": "binutils",
    "strip": "binutils",
}
"""Programs that the build calls, each with its Debian package."""


class Build(NamedTuple):
    """One run: where the source is, the build's Python, the moment that all files carry."""

    source: Path
    python: Path
    version: str
    epoch: int

    @property
    def environment(self) -> dict[str, str]:
        """Surroundings in which the same source makes the same bytes."""
        fixed = {
            "SOURCE_DATE_EPOCH": str(self.epoch),
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        return {**os.environ, **fixed}


def package(*, as_is: bool) -> None:
    """Build all packages for this system and say where they are.

    Raises SetUpError where something is missing or a step fails.
    """
    _require_tools()
    WORK.mkdir(parents=True, exist_ok=True)
    source = ROOT if as_is else _take_out(WORK / "source")
    build = Build(source, _environment(source), _version(source), _epoch())
    bundle = _bundle(build)
    site = _site(build.python)
    versions = pinned(source / "packaging" / "bundling" / "requirements.txt")
    licences.write(bundle / "licences", site, versions, source / "LICENSE")
    share = _fresh(WORK / "share")
    _call(build, [str(build.python), "-P", _script(build, "alongside.py"), str(share)])
    needs = _finish(bundle)
    RESULTS.mkdir(exist_ok=True)
    machine = "amd64" if os.uname().machine == "x86_64" else "arm64"
    name = f"msp-desktop-{build.version}-linux-{os.uname().machine}"
    made = [
        archive.write(RESULTS / f"{name}.tar.xz", bundle, share, build.epoch),
        debian.write(
            RESULTS / f"msp-desktop_{build.version}_{machine}.deb",
            bundle,
            share,
            needs,
            build.version,
            build.epoch,
            WORK / "deb",
        ),
        RESULTS / f"{name}.cdx.json",
    ]
    parts = [part for one in licences.bills(site) for part in one.get("components", ())]
    moment = datetime.fromtimestamp(build.epoch, UTC)
    bill = sbom.bill(build.version, versions, _digests(versions), parts, moment)
    made[-1].write_text(bill, encoding="utf-8")
    made.append(archive.write_sums(RESULTS / "SHA256SUMS", made))
    for path in made:
        print(f"{path.stat().st_size / 1e6:8.1f} MB  {path.relative_to(ROOT)}")
    installed = sum(one.lstat().st_size for one in bundle.rglob("*") if not one.is_dir())
    print(f"{installed / 1e6:8.1f} MB  installed")


def pinned(requirements: Path) -> dict[str, str]:
    """Return the versions that a file of requirements asks for, by distribution."""
    lines = (line.strip() for line in requirements.read_text("utf-8").splitlines())
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs}


def _require_tools() -> None:
    if not sys.platform.startswith("linux"):
        raise SetUpError(
            "dev.py package makes the packages for Linux; docs/releasing.md has the other systems."
        )
    lacking = sorted({need for tool, need in TOOLS.items() if shutil.which(tool) is None})
    if lacking:
        raise SetUpError(f"Building needs more programs: apt-get install {' '.join(lacking)}")


def _take_out(folder: Path) -> Path:
    """Write the last commit into a folder, so that nothing else can get in."""
    done = subprocess.run(
        ["git", "archive", "--format=tar", "HEAD"], cwd=ROOT, capture_output=True, check=False
    )
    if done.returncode != 0:
        raise SetUpError(f"git cannot take the commit out: {done.stderr.decode().strip()}")
    _fresh(folder)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def _epoch() -> int:
    """Return the moment that all files carry, in seconds: that of the commit, if nobody says."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said:
        return int(said)
    shown = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(shown, cwd=ROOT, capture_output=True, check=True).stdout)


def _version(source: Path) -> str:
    """Return the program's version, from the one place that has it."""
    text = (source / "msp_desktop" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    assert found is not None
    return found[1]


def _environment(source: Path) -> Path:
    """Make the build's own environment from the pinned versions, if it is not there yet."""
    folder = WORK / "environment"
    python = folder / "bin" / "python"
    requirements = source / "packaging" / "bundling" / "requirements.txt"
    wanted = f"{sys.version}\n{requirements.read_text('utf-8')}"
    stamp = folder / ".set-up"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    if folder.exists():
        shutil.rmtree(folder)
    print("Making the environment of the build", file=sys.stderr, flush=True)
    _run([sys.executable, "-m", "venv", str(folder)], "Python could not make an environment")
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    exactly = ["--no-deps", "--only-binary", ":all:", "--report", str(WORK / "installed.json")]
    # setuptools is there already in some versions of Python.
    _run([*pip, *exactly, "--ignore-installed", "-r", str(requirements)], "pip failed")
    stamp.write_text(wanted, encoding="utf-8")
    return python


def _digests(versions: dict[str, str]) -> dict[str, str]:
    """Return the SHA-256 sums of the files that pip installed, by distribution."""
    report = json.loads((WORK / "installed.json").read_text("utf-8"))
    known = {name.lower().replace("_", "-"): name for name in versions}
    return {
        known[entry["metadata"]["name"].lower().replace("_", "-")]: entry["download_info"][
            "archive_info"
        ]["hashes"]["sha256"]
        for entry in report["install"]
    }


def _site(python: Path) -> Path:
    (site,) = (python.parent.parent / "lib").glob("python3*/site-packages")
    return site


def _bundle(build: Build) -> Path:
    print("Putting the bundle together", file=sys.stderr, flush=True)
    spec = build.source / "packaging" / "msp-desktop.spec"
    out = ["--distpath", str(WORK / "bundle"), "--workpath", str(_fresh(WORK / "work"))]
    words = ["-P", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *out, str(spec)]
    _call(build, [str(build.python), *words])
    return WORK / "bundle" / "msp-desktop"


def _finish(bundle: Path) -> elf.Needs:
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
            _run(["strip", "--strip-unneeded", str(library)], f"{library.name} was not stripped")
            elf.forget_paths(library)
    return elf.needs([bundle / "msp-desktop", *libraries])


def _script(build: Build, name: str) -> str:
    return str(build.source / "packaging" / "bundling" / name)


def _fresh(folder: Path) -> Path:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def _call(build: Build, command: list[str]) -> None:
    done = subprocess.run(command, cwd=build.source, env=build.environment, check=False)
    if done.returncode != 0:
        raise SetUpError("The build stopped; what it said is above.")


def _run(command: list[str], failure: str) -> None:
    if subprocess.run(command, stdout=sys.stderr, check=False, cwd=ROOT).returncode != 0:
        raise SetUpError(f"{failure}; what it said is above.")
