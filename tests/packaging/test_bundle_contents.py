import json
import re
import sys
from pathlib import Path

import pytest
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name
from pygments.lexers import get_all_lexers

import environment
import machine
from bundling import builder, contents, debian, elf, system, unicode_data
from msp_desktop import licences

REQUIREMENTS = Path(contents.__file__).with_name("requirements.txt")

# What the build needs and the packages do not have inside.
BUILD_ONLY = {"altgraph", "deflate", "packaging", "pyinstaller-hooks-contrib", "setuptools"}
BUILD_ONLY |= {"macholib", "pefile", "pywin32-ctypes"}


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", True),
        ("PySide6/Qt/plugins/imageformats/libqtiff.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/translations/qtbase_ko.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", False),
        ("python3.11/lib-dynload/_sqlite3.cpython-311-x86_64-linux-gnu.so", True),
        ("resources/translations/msp-desktop_ko.qm", True),
        ("resources/translations/msp-desktop_ko.ts", False),
        ("resources/licences/parts.json", False),
        ("licences/parts.json", True),
        ("python3.11/lib-dynload/_uuid.cpython-311-x86_64-linux-gnu.so", False),
        ("latex2mathml-3.81.1.dist-info/METADATA", True),
        ("nh3-0.3.8.dist-info/METADATA", False),
        # As they are called on Windows
        ("_sqlite3.pyd", True),
        ("_ssl.pyd", False),
        ("VCRUNTIME140_1.dll", True),
        ("PySide6/MSVCP140.dll", True),
        ("PySide6/Qt6Widgets.dll", True),
        ("PySide6/QtWidgets.pyd", True),
        ("PySide6/Qt6Network.dll", False),
        ("PySide6/QtNetwork.pyd", False),
        ("PySide6/opengl32sw.dll", False),
        ("PySide6/pyside6.abi3.dll", True),
        ("shiboken6\\shiboken6.abi3.dll", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/platforms/qdirect2d.dll", False),
        ("PySide6/plugins/styles/qmodernwindowsstyle.dll", True),
        ("PySide6/plugins/imageformats/qwebp.dll", True),
        ("PySide6/plugins/imageformats/qtiff.dll", False),
        ("PySide6/plugins/tls/qschannelbackend.dll", False),
        ("PySide6/translations/qtbase_ko.qm", True),
        # and on macOS
        ("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", True),
        ("PySide6/Qt/lib/QtCore.framework/Versions/A/Resources/Info.plist", True),
        ("PySide6/Qt/lib/QtNetwork.framework/Versions/A/QtNetwork", False),
        ("PySide6/libpyside6.abi3.6.11.dylib", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/styles/libqmacstyle.dylib", True),
        ("PySide6/Qt/plugins/imageformats/libqmacheif.dylib", False),
        ("PySide6/Qt/plugins/tls/libqsecuretransportbackend.dylib", False),
        ("PySide6/QtGui.abi3.so", True),
        ("capsule.icns", True),
    ],
)
def test_the_list_decides_on_each_file(path, kept):
    assert contents.decide(path).kept is kept


def test_what_the_list_does_not_know_stops_the_build():
    with pytest.raises(contents.Undecided, match="libnew"):
        contents.split(["PySide6/Qt/lib/libnew.so.1", "base_library.zip"])
    # A library of the system is the machine's affair, unless the list wants it inside.
    found = ["libgtk-3.so.0", "libbz2.so.1.0"]
    assert contents.split(found, found) == {"libbz2.so.1.0"}


def test_no_rule_is_hidden_behind_another_or_without_a_reason():
    patterns = [rule.pattern for rule in contents.RULES]
    assert len(patterns) == len(set(patterns))
    assert all(rule.why for rule in contents.RULES)
    assert all(contents.DISTRIBUTIONS.values())
    assert all(contents.MODULES_LEFT_OUT.values())


def test_modules_of_unknown_packages_and_left_out_ones_are_told():
    names = ["json.decoder", "msp_desktop.cli", "requests", "http.server", "ssl", "http.client"]
    assert contents.foreign(names, sys.stdlib_module_names) == ["http.server", "requests", "ssl"]


def test_nothing_that_the_program_imports_is_left_out():
    for path in (environment.ROOT / "msp_desktop").rglob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            words = line.split()
            if words[:1] in (["from"], ["import"]) and len(words) > 1:
                assert words[1] not in contents.MODULES_LEFT_OUT, f"{path.name}: {line.strip()}"


def test_every_lexer_goes_along():
    assert any("pygments.lexers".startswith(whole) for whole in contents.WHOLE)
    assert len(list(get_all_lexers(plugins=False))) > 400


def test_pinned_versions_are_those_that_the_project_allows():
    pinned = {canonicalize_name(k): v for k, v in builder.pinned(REQUIREMENTS).items()}
    project = environment._project()["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["drawings"]]
    for one in map(Requirement, wanted):
        assert one.specifier.contains(pinned[canonicalize_name(one.name)]), one


def test_everything_pinned_has_a_licence_that_is_listed():
    table = json.loads(
        (environment.ROOT / "resources/licences" / licences.TABLE).read_text("utf-8")
    )
    listed = {row["distribution"] for row in table} - {""}
    assert listed | BUILD_ONLY == set(builder.pinned(REQUIREMENTS))
    assert {row["within"] for row in table} - {""} <= listed


def test_the_package_says_whose_everything_is():
    text = debian.copyright_text(licences.inside())
    for part in licences.inside().parts:
        assert part.licence == "MIT" or part.name in text
    named = set(re.findall(r"^License: (\S+)$", text, re.MULTILINE))
    # Each licence that is named stands in a paragraph of its own, with its text or where it is.
    for name in named:
        assert re.search(rf"^License: {re.escape(name)}\n ", text, re.MULTILINE), name
    assert "Permission is hereby granted" in text
    assert text.count("Copyright (c)") == 0


def test_the_package_depends_on_what_its_files_ask_for():
    asked = elf.Needs(
        frozenset({"libc.so.6", "libm.so.6", "libstdc++.so.6", "libEGL.so.1"}),
        frozenset({"GLIBC_2.9", "GLIBC_2.34", "GLIBC_2.2.5", "GLIBCXX_3.4.29", "GCC_3.0"}),
    )
    control = debian.control_text(asked, "1.2", "amd64", "We <we@home.net>", 2049)
    assert "Depends: libc6 (>= 2.34), libegl1, libstdc++6 (>= 11)\n" in control
    assert "Installed-Size: 3\n" in control
    assert "Maintainer: We <we@home.net>\n" in control
    assert f"Recommends: {machine.FONT_PACKAGE}" in control


def test_libraries_of_the_machine_are_those_that_setting_up_looks_for():
    assert machine.LIBRARIES.items() <= system.LIBRARIES.items()
    assert not set(system.OPTIONAL) & set(system.LIBRARIES)


def _common(names):
    header = bytearray(32)
    header[0:2] = (32).to_bytes(2, "little")
    header[2:4] = b"\xda\x27"
    header[12:16] = b"CmnD"
    return unicode_data.common(bytes(header), {f"icudt73l/{n}": n.encode() * 5 for n in names})


def test_icu_keeps_what_our_languages_and_its_root_need():
    kept = ["coll/ko.res", "coll/root.res", "coll/ucadata.icu", "cnvalias.icu", "ibm-949.cnv"]
    kept += ["coll/res_index.res", "zone/en_GB.res", "locales/pool.res", "supplementalData.res"]
    left = [
        "coll/de.res",
        "locales/zh_Hant.res",
        "af.res",
        "brkitr/thaidict.dict",
        "translit/x.res",
    ]
    found = unicode_data.items(unicode_data.trimmed(_common([*kept, *left])))
    # The table is searched by halves, so it must be sorted.
    assert list(found) == sorted(f"icudt73l/{name}" for name in kept)
    assert all(found[f"icudt73l/{name}"].startswith(name.encode() * 5) for name in kept)


def test_icu_data_that_is_none_is_refused():
    with pytest.raises(unicode_data.NotData):
        unicode_data.items(b"\0" * 64)
