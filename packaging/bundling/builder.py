"""``packaging/dev.py package``: from a commit to the files that people install.

What is built is the last commit, taken out afresh; ``--as-is`` builds the files as they lie in the
checkout. Everything that the build makes is below ``build/package/``, what comes out is in
``dist/``. Nothing that it depends on is taken from the development environment. Here is what all
systems have in common; ``linux``, ``windows`` and ``macos`` make of the bundle what is installed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from bundling import sbom
from environment import ROOT
from machine import SetUpError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from msp_desktop.licences import Inside

WORK = ROOT / "build" / "package"
RESULTS = ROOT / "dist"


class Build(NamedTuple):
    """One run: where the source is, the build's Python, the moment that all files carry."""

    source: Path
    python: Path
    version: str
    epoch: int
    maintainer: str
    """Who answers for the packages, with an address."""

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


class Bundle(NamedTuple):
    """What PyInstaller made: a folder, or an application on macOS, and what is inside."""

    folder: Path
    inside: Inside


def package(*, as_is: bool) -> None:
    """Build all packages for this system and say where they are.

    Raises SetUpError where something is missing or a step fails.
    """
    if sys.platform == "win32":
        from bundling import windows as of_system
    elif sys.platform == "darwin":
        from bundling import macos as of_system
    else:
        from bundling import linux as of_system
    require_tools(of_system.TOOLS)
    WORK.mkdir(parents=True, exist_ok=True)
    source = ROOT if as_is else _take_out(WORK / "source")
    build = Build(source, _environment(source), _version(source), _epoch(), _maintainer())
    bundle = _bundle(build)
    RESULTS.mkdir(exist_ok=True)
    made = of_system.packages(build, bundle, RESULTS)
    bill = RESULTS / f"msp-desktop-{build.version}-{of_system.name()}.cdx.json"
    bill.write_text(_bill(build, bundle.inside), encoding="utf-8", newline="\n")
    made.append(bill)
    made.append(write_sums(RESULTS / f"SHA256SUMS-{of_system.name()}", made))
    for path in made:
        print(f"{path.stat().st_size / 1e6:8.1f} MB  {path.relative_to(ROOT)}")
    installed = sum(one.lstat().st_size for one in bundle.folder.rglob("*") if not one.is_dir())
    print(f"{installed / 1e6:8.1f} MB  installed")


def write_sums(target: Path, files: Iterable[Path]) -> Path:
    """Write the SHA-256 sums of files as ``sha256sum --check`` reads them."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(files)
    ]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def pinned(requirements: Path) -> dict[str, str]:
    """Return the versions that a file of requirements asks for, by distribution."""
    lines = (line.strip() for line in requirements.read_text("utf-8").splitlines())
    asked = (line.partition(";")[0] for line in lines if line and not line.startswith("#"))
    pairs = (one.strip().split("==") for one in asked)
    return {pair[0]: pair[1] for pair in pairs}


def require_tools(tools: dict[str, str]) -> None:
    """Raise SetUpError where programs are missing, with what has them."""
    lacking = sorted({need for tool, need in tools.items() if shutil.which(tool) is None})
    if lacking:
        raise SetUpError(f"Building needs more programs: {', '.join(lacking)}")


def _take_out(folder: Path) -> Path:
    """Write the last commit into a folder, so that nothing else can get in."""
    done = subprocess.run(
        # Files are built as they are kept, whatever ends their lines in a checkout on Windows.
        ["git", "-c", "core.autocrlf=false", "archive", "--format=tar", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise SetUpError(f"git cannot take the commit out: {done.stderr.decode().strip()}")
    fresh(folder)
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
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    requirements = source / "packaging" / "bundling" / "requirements.txt"
    wanted = f"{sys.version}\n{requirements.read_text('utf-8')}"
    stamp = folder / ".set-up"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    if folder.exists():
        shutil.rmtree(folder)
    print("Making the environment of the build", file=sys.stderr, flush=True)
    run([sys.executable, "-m", "venv", str(folder)], "Python could not make an environment")
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    exactly = ["--no-deps", "--only-binary", ":all:", "--report", str(WORK / "installed.json")]
    # setuptools is there already in some versions of Python.
    run([*pip, *exactly, "--ignore-installed", "-r", str(requirements)], "pip failed")
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


def site(python: Path) -> Path:
    """Return the folder of packages of the build's environment."""
    root = python.parent.parent
    if os.name == "nt":
        return root / "Lib" / "site-packages"
    (found,) = (root / "lib").glob("python3*/site-packages")
    return found


def bundled_licences() -> Path:
    """Return the folder where the recipe writes what is inside."""
    return WORK / "work" / "msp-desktop" / "licences"


def _bundle(build: Build) -> Bundle:
    print("Putting the bundle together", file=sys.stderr, flush=True)
    spec = build.source / "packaging" / "msp-desktop.spec"
    out = ["--distpath", str(fresh(WORK / "bundle")), "--workpath", str(fresh(WORK / "work"))]
    words = ["-P", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *out, str(spec)]
    call(build, [str(build.python), *words])
    from msp_desktop.licences import read

    inside = read(bundled_licences())
    made = "MSP Desktop.app" if sys.platform == "darwin" else "msp-desktop"
    return Bundle(WORK / "bundle" / made, inside)


def _bill(build: Build, inside: Inside) -> str:
    from importlib.metadata import distributions

    from msp_desktop.licences import bills

    listed = distributions(path=[str(site(build.python))])
    parts = [part for one in bills(listed) for part in one.get("components", ())]
    requirements = build.source / "packaging" / "bundling" / "requirements.txt"
    moment = datetime.fromtimestamp(build.epoch, UTC)
    return sbom.bill(inside, _digests(pinned(requirements)), parts, moment)


def _maintainer() -> str:
    """Return who answers for the packages: Debian's variables, or who made the commit."""
    name = os.environ.get("DEBFULLNAME") or _authors()
    shown = ["git", "log", "-1", "--format=%ae"]
    address = (
        os.environ.get("DEBEMAIL")
        or subprocess.run(
            shown, cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.strip()
    )
    return f"{name} <{address}>"


def _authors() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return ", ".join(one["name"] for one in project["authors"])


def script(build: Build, name: str) -> str:
    """Return the path of a script of ours, in the source that is built."""
    return str(build.source / "packaging" / "bundling" / name)


def fresh(folder: Path) -> Path:
    """Return a folder, made anew."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def call(build: Build, command: list[str]) -> None:
    """Run a command in the source and the surroundings of the build. Raises SetUpError."""
    done = subprocess.run(command, cwd=build.source, env=build.environment, check=False)
    if done.returncode != 0:
        raise SetUpError("The build stopped; what it said is above.")


def run(command: list[str], failure: str) -> None:
    """Run a command. Raises SetUpError with the failure."""
    if subprocess.run(command, stdout=sys.stderr, check=False, cwd=ROOT).returncode != 0:
        raise SetUpError(f"{failure}; what it said is above.")
