"""The interface's translations: brought up to date from the source, compiled, and checked.

The source language is English. The Korean file holds every string of the interface, the English
one only those with plural forms. Both, and what lrelease makes of them, are committed: a checkout
and a wheel need no Qt tools.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from environment import PROGRAMS, ROOT
from machine import SetUpError

FOLDER = Path("resources", "translations")
SOURCES = "msp_desktop/ui/**/*.py"
# Which strings each language's file holds, as lupdate's options say it. Places in the source are
# left out: they would change with every line that is written above a string.
OPTIONS = {
    "ko": ["-target-language", "ko"],
    "en": ["-target-language", "en", "-pluralonly"],
}
COMMON = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
PLACEHOLDER = re.compile(r"%L?\d+|\{\w*\}")


@dataclass(frozen=True, slots=True)
class Key:
    """What tells one string of the interface from all others."""

    context: str
    source: str
    comment: str
    plural: bool

    def __str__(self) -> str:
        """Return the string as a message of the check names it."""
        note = f" ({self.comment})" if self.comment else ""
        return f"{self.context}: “{self.source}”{note}"


@dataclass(frozen=True, slots=True)
class Translation:
    """The forms of one translated string: one, or as many as the language's plural has."""

    forms: tuple[str, ...]
    finished: bool


def update(root: Path = ROOT) -> None:
    """Write the strings of the source into the translation files, and compile these."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    for language in OPTIONS:
        file = _file(root, language)
        _lupdate(root, language, file)
        # In place of the old one, not into it: a running program has that mapped into its memory.
        fresh = file.with_suffix(".qm.new")
        _lrelease(file, fresh)
        fresh.replace(file.with_suffix(".qm"))


def problems(root: Path = ROOT) -> list[str]:
    """Return what is wrong with the translations, one line each; empty when all is well."""
    found: list[str] = []
    with tempfile.TemporaryDirectory(prefix="msp-desktop-") as folder:
        for language in OPTIONS:
            file, fresh = _file(root, language), Path(folder) / f"{language}.ts"
            if file.exists():
                shutil.copyfile(file, fresh)
            _lupdate(root, language, fresh)
            held, wanted = _read(file), _read(fresh)
            found += [f"{file.name}: not there yet: {key}" for key in wanted if key not in held]
            found += [f"{file.name}: no longer used: {key}" for key in held if key not in wanted]
            found += _unfinished(file.name, held)
            found += _stale(file, Path(folder) / f"{language}.qm")
    if found:
        found.append("“python3 packaging/dev.py translations” brings the files up to date.")
    return found


def _file(root: Path, language: str) -> Path:
    return root / FOLDER / f"msp-desktop_{language}.ts"


def _unfinished(name: str, held: dict[Key, Translation]) -> list[str]:
    found: list[str] = []
    for key, translation in held.items():
        if not translation.finished or not all(form.strip() for form in translation.forms):
            found.append(f"{name}: not translated: {key}")
            continue
        markers = sorted(PLACEHOLDER.findall(key.source))
        if any(sorted(PLACEHOLDER.findall(form)) != markers for form in translation.forms):
            found.append(f"{name}: other placeholders than in English: {key}")
    return found


def _stale(file: Path, fresh: Path) -> list[str]:
    if not file.exists():
        return []
    compiled = file.with_suffix(".qm")
    _lrelease(file, fresh)
    if compiled.exists() and compiled.read_bytes() == fresh.read_bytes():
        return []
    return [f"{compiled.name}: not what lrelease makes of {file.name}"]


def _read(file: Path) -> dict[Key, Translation]:
    """Return the strings of a translation file; none where there is no file."""
    if not file.exists():
        return {}
    messages: dict[Key, Translation] = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314  (our own file)
        for message in context.iter("message"):
            key = Key(
                context.findtext("name", ""),
                message.findtext("source", ""),
                message.findtext("comment", ""),
                message.get("numerus") == "yes",
            )
            messages[key] = _translation(message)
    return messages


def _translation(message: ET.Element) -> Translation:
    element = message.find("translation")
    if element is None:
        return Translation((), finished=False)
    plural = [form.text or "" for form in element.iter("numerusform")]
    forms = tuple(plural) if plural else (element.text or "",)
    return Translation(forms, finished=element.get("type") is None)


def _lupdate(root: Path, language: str, file: Path) -> None:
    sources = [str(path) for path in sorted(root.glob(SOURCES))]
    _call("pyside6-lupdate", *sources, *COMMON, *OPTIONS[language], "-ts", str(file))


def _lrelease(file: Path, compiled: Path) -> None:
    _call("pyside6-lrelease", "-silent", str(file), "-qm", str(compiled))


def _call(tool: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(PROGRAMS / tool), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise SetUpError(f"{tool} failed:\n{done.stdout}")
