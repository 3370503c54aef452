"""What the program consists of, and under which licences.

``resources/licences/parts.json`` is the table. In a checkout or an installed wheel, versions and
texts come from the metadata of what is installed. A bundle has no metadata: it was given a table
with versions, and all texts, by whoever built it (:func:`write`).
"""

from __future__ import annotations

import json
import platform
import sys
import sysconfig
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msp_desktop import __version__
from msp_desktop.paths import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TABLE = "parts.json"
HOLDER = "The MSP Desktop authors"


class Part(NamedTuple):
    """One thing inside. ``licence`` is an SPDX expression; ``texts`` are files that exist."""

    name: str
    version: str
    """Empty where it is not known: a part of another part."""
    licence: str
    holder: str
    source: str
    """Where its source is; empty for the program itself."""
    texts: tuple[Path, ...]
    distribution: str
    """What pip calls it; empty for what comes with another."""


class Compiled(NamedTuple):
    """A library that is compiled into a part."""

    name: str
    version: str
    licence: str


class Inside(NamedTuple):
    """Everything inside: the program itself comes first."""

    parts: tuple[Part, ...]
    compiled: tuple[Compiled, ...]


def inside() -> Inside:
    """Return what this program consists of.

    Parts that are not installed, such as what draws formulas, are left out. Raises OSError or
    ValueError where the installation is damaged.
    """
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    if frozen is None:
        return _installed(None)
    return read(Path(frozen) / "licences")


def read(folder: Path) -> Inside:
    """Return what was written into a folder (:func:`write`). Raises OSError and ValueError."""
    table: dict[str, list[dict[str, Any]]] = json.loads((folder / TABLE).read_text("utf-8"))
    return Inside(
        tuple(
            Part(**one)._replace(texts=tuple(folder / text for text in one["texts"]))
            for one in table["parts"]
        ),
        tuple(Compiled(**one) for one in table["compiled"]),
    )


def notice(all_of_it: Inside) -> str:
    """Return what is to be said about all parts, as text in English, as licences are."""
    own, *others = all_of_it.parts
    lines = [f"{own.name} {own.version}\n  {own.licence}; © {own.holder}\n", NOTICE]
    for one in others:
        lines.append(f"{one.name} {one.version}".rstrip())
        lines += [f"  {one.licence}; © {one.holder}", f"  {one.source}"]
        lines += [f"  Text: {', '.join(text.name for text in one.texts)}", ""]
    if all_of_it.compiled:
        lines += ["Compiled into mmdr and nh3 (https://crates.io/):", ""]
        lines += [f"  {one.name} {one.version}: {one.licence}" for one in all_of_it.compiled]
    return "\n".join(lines) + "\n"


NOTICE = """\
Inside are also the following, each under a licence of its own.

Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They are separate
shared libraries (in packages, in the folder _internal) and can be replaced by changed versions that
fit; nothing in the program keeps you from it, and its own source is free. Packages have them
unchanged, but for debug information and for ICU's data, of which other languages' are left out.
Their source is where the list says, for the version that it names. What Qt itself contains of
others is listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html
"""


def write(folder: Path, site: Path) -> Inside:
    """Write the table, the list and all texts into a folder, for a bundle; return what it has.

    ``site`` is the folder of packages that the bundle is made of.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = _installed(site)
    parts: list[Part] = []
    for part in found.parts:
        texts: list[Path] = []
        for text in part.texts:
            # What packages call LICENSE is called after them.
            ours = text.parent == resources() / "licences"
            called = part.distribution or part.name.replace(" ", "-")
            name = text.name if ours else f"{called}.txt"
            (folder / name).write_bytes(text.read_bytes())
            texts.append(folder / name)
        parts.append(part._replace(texts=tuple(dict.fromkeys(texts))))
    table = {
        "parts": [
            {**part._asdict(), "texts": [text.name for text in part.texts]} for part in parts
        ],
        "compiled": [one._asdict() for one in found.compiled],
    }
    text = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    (folder / TABLE).write_text(text, encoding="utf-8", newline="\n")
    written = Inside(tuple(parts), found.compiled)
    (folder / "README.txt").write_text(notice(written), encoding="utf-8", newline="\n")
    return written


def _installed(site: Path | None) -> Inside:
    """Return what is installed in a folder of packages, or where this program runs."""
    listed = metadata.distributions() if site is None else metadata.distributions(path=[str(site)])
    known = {_plain(one.name): one for one in listed}
    table = resources() / "licences" / TABLE
    rows: list[dict[str, Any]] = json.loads(table.read_text("utf-8"))
    found = [_own()]
    for row in rows:
        name: str = row["distribution"]
        # What comes with another is there where the other one is.
        there = known.get(_plain(name or row["within"]))
        if there is None and (name or row["within"]):
            continue
        if sys.platform not in row.get("systems", (sys.platform,)):
            continue
        texts = [table.with_name(text) for text in row["texts"]]
        if name and there is not None:
            texts += _texts_of(there)
        elif row["name"] == "Python":
            texts += _python()
        version = platform.python_version() if row["name"] == "Python" else ""
        version = there.version if name and there is not None else version
        found.append(
            Part(
                row["name"],
                version,
                row["licence"],
                row["holder"],
                row["source"],
                tuple(texts),
                name,
            )
        )
    return Inside(tuple(found), tuple(_compiled(known.values())))


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _own() -> Part:
    texts = [Path(__file__).resolve().parent.parent / "LICENSE"]
    if not texts[0].exists():
        texts = _texts_of(metadata.distribution("msp-desktop"))
    return Part("MSP Desktop", __version__, "MIT", HOLDER, "", tuple(texts), "")


def _texts_of(one: metadata.Distribution) -> list[Path]:
    files = sorted(one.files or (), key=str)
    named = [file for file in files if file.name.upper().startswith(("LICEN", "COPYING"))]
    texts = (Path(str(file.locate())) for file in named if ".dist-info" in str(file))
    return [text for text in texts if text.is_file()]


def _python() -> list[Path]:
    """Return the text of Python's licence, wherever this Python keeps it."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    places = [
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python{version}/copyright"),
    ]
    return [place for place in places if place.is_file()][:1]


def _compiled(distributions: Iterable[metadata.Distribution]) -> Iterator[Compiled]:
    """Yield what the bills of materials of packages list, each library once, sorted."""
    found = {
        Compiled(part["name"], part.get("version", ""), licence_of(part))
        for bill in bills(distributions)
        for part in bill.get("components", ())
    }
    yield from sorted(found)


def bills(distributions: Iterable[metadata.Distribution]) -> Iterator[dict[str, Any]]:
    """Yield the bills of materials (CycloneDX) that packages bring along."""
    for one in distributions:
        for file in one.files or ():
            if ".dist-info/sboms/" in str(file).replace("\\", "/") and file.suffix == ".json":
                yield json.loads(Path(str(file.locate())).read_bytes())


def licence_of(part: Mapping[str, Any]) -> str:
    """Return the licence that a bill of materials says a part is under."""
    said = [
        entry.get("expression") or entry.get("license", {}).get("id") or "?"
        for entry in part.get("licenses", ())
    ]
    return " AND ".join(said) or "see its source"
