import json
import sys

from msp_desktop import __version__, licences


def test_everything_installed_is_told_with_its_version_licence_and_texts():
    found = licences.inside()
    own, *others = found.parts
    assert (own.name, own.version, own.licence) == ("MSP Desktop", __version__, "MIT")
    named = {part.distribution: part for part in others}
    qt = named["PySide6_Essentials"]
    assert qt.version.startswith("6.")
    assert qt.licence == "LGPL-3.0-only"
    assert qt.source.startswith("https://download.qt.io/")
    assert {text.name for text in qt.texts} == {"LGPL-3.0.txt", "GPL-3.0.txt"}
    assert "Redistribution" in "".join(text.read_text() for text in named["Markdown"].texts)
    for part in found.parts:
        assert part.licence
        assert part.holder
        assert part.texts or part.name == "unimathsymbols.txt"
        assert all(text.stat().st_size for text in part.texts)


def test_a_bundle_says_what_it_was_built_of(tmp_path, monkeypatch):
    site = next(path for path in map(licences.Path, sys.path) if path.name == "site-packages")
    written = licences.write(tmp_path / "licences", site)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    read = licences.inside()
    assert read == written
    assert {one.name for one in licences.inside().compiled} >= {"ammonia"}
    assert all(text.parent == tmp_path / "licences" for part in read.parts for text in part.texts)
    table = json.loads((tmp_path / "licences" / licences.TABLE).read_text("utf-8"))
    assert str(site) not in json.dumps(table)


def test_the_list_is_readable_as_text():
    text = licences.notice(licences.inside())
    assert text.startswith(f"MSP Desktop {__version__}\n")
    assert "GNU Lesser General Public License, version 3" in text
    assert "  BSD-3-Clause; © The Python Markdown Project" in text


def test_what_is_not_installed_is_not_told(tmp_path):
    names = [part.name for part in licences._installed(tmp_path).parts]
    assert "Python" in names
    assert "ziamath" not in names
    assert "STIX Two Math (font)" not in names
