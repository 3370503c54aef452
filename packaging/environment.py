"""The project's own Python environment, ``.venv`` in the checkout: made once, known by its stamp.

The stamp holds everything that the environment was made from. It is written last, so that an
environment whose making was interrupted is told from a whole one and made anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from machine import SetUpError

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".set-up"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
UNFINISHED = "unfinished\n"
GROUP = "dev"


def requirements(project: dict[str, Any], group: str) -> list[str]:
    """Return a dependency group of a read pyproject.toml, the groups it includes followed.

    Written out here because only new versions of pip know groups.
    """
    found: list[str] = []
    for entry in project["dependency-groups"][group]:
        if isinstance(entry, str):
            found.append(entry)
        else:
            found += requirements(project, entry["include-group"])
    return found


def stamp(project: dict[str, Any], checkout: Path) -> str:
    """Return the text that an environment made from this project, place and Python carries.

    The first two lines say what a whole new environment is needed for when it changes; the others
    what another installation into the same one is enough for.
    """
    table = project["project"]
    made_from = {
        "build": project.get("build-system", {}),
        "dependencies": table.get("dependencies", []),
        "extras": table.get("optional-dependencies", {}),
        "scripts": {**table.get("scripts", {}), **table.get("gui-scripts", {})},
        "group": requirements(project, GROUP),
    }
    lines = [f"python {sys.version_info.major}.{sys.version_info.minor}", f"checkout {checkout}"]
    return "\n".join([*lines, *(f"{name} {value}" for name, value in made_from.items()), ""])


def is_set_up() -> bool:
    """Tell whether the environment is whole and up to date."""
    return PYTHON.exists() and _stamp_on_disk() == stamp(_project(), ROOT)


def set_up() -> None:
    """Make the environment, or bring it up to date.

    Raises SetUpError where Python's venv or pip fails; what they said is on standard error.
    """
    project = _project()
    wanted, found = stamp(project, ROOT), _stamp_on_disk()
    if not _reusable(found, wanted):
        _make()
    STAMP.write_text(UNFINISHED, encoding="utf-8")
    print("Installing the project's Python packages into .venv", file=sys.stderr, flush=True)
    # No cache: it would lie in the user's home, and nothing is written outside the checkout.
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-cache-dir"]
    quiet = ["--quiet", "--no-warn-script-location"]
    extras = ",".join(project["project"].get("optional-dependencies", {}))
    program = f"{ROOT}[{extras}]" if extras else str(ROOT)
    packages = ["--editable", program, *requirements(project, GROUP)]
    _call([*pip, *quiet, *packages], "pip could not install the project's packages")
    compile_program()
    STAMP.write_text(wanted, encoding="utf-8")


def compile_program() -> None:
    """Bring the program's bytecode up to date, as an installation does.

    Where Python is told not to write any, each start would compile all modules again.
    """
    import compileall

    compileall.compile_dir(ROOT / "msp_desktop", quiet=2)


def _project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def _stamp_on_disk() -> str:
    try:
        return STAMP.read_text(encoding="utf-8")
    except OSError:
        return ""


def _reusable(found: str, wanted: str) -> bool:
    """Tell whether packages can be installed into the environment that is there.

    One without a stamp was made by a person's own hands: it is used where it works.
    """
    if not PYTHON.exists() or found == UNFINISHED:
        return False
    if found:
        return found.splitlines()[:2] == wanted.splitlines()[:2]
    version = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    probe = subprocess.run([str(PYTHON), "-c", version], capture_output=True, check=False)
    return probe.returncode == 0


def _make() -> None:
    print("Making the Python environment .venv", file=sys.stderr, flush=True)
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    STAMP.write_text(UNFINISHED, encoding="utf-8")
    _call([_outer_python(), "-m", "venv", str(VENV)], "Python could not make the environment .venv")


def _outer_python() -> str:
    """Return the Python outside of any environment: the one that runs may be about to go."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    base = Path(sys.base_prefix)
    if os.name == "nt":
        return str(base / "python.exe")
    return str(base / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")


def _call(command: list[str], failure: str) -> None:
    # Standard output belongs to the program that is started afterwards.
    done = subprocess.run(command, stdout=sys.stderr, check=False, cwd=ROOT)
    if done.returncode != 0:
        raise SetUpError(f"{failure}; what it said is above.")
