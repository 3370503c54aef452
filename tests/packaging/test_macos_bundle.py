"""What the application on macOS says of itself, by the rules that plutil and Finder have."""

import plistlib
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from bundling import contents, icons, macos
from msp_desktop.notebook.exchange import CAPSULE


def is_identifier(name):
    """Whether a name is one of a kind of files or of a program: words joined with dots."""
    return re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", name) is not None


@pytest.fixture
def told():
    made = macos.information("1.2.3", CAPSULE, ("program.icns", "capsule.icns"))
    # As the system reads it: what cannot be written as a property list fails here.
    return plistlib.loads(plistlib.dumps(made))


def test_it_has_name_version_and_languages(told):
    assert told["CFBundleShortVersionString"] == told["CFBundleVersion"] == "1.2.3"
    assert re.fullmatch(r"\d+(\.\d+){0,2}", told["CFBundleVersion"])
    assert is_identifier(told["CFBundleIdentifier"])
    assert told["CFBundleLocalizations"] == ["ko", "en"]
    assert told["CFBundleDevelopmentRegion"] in told["CFBundleLocalizations"]
    assert told["CFBundleExecutable"] == "msp-desktop"
    assert told["NSHighResolutionCapable"] is True


def test_it_opens_markdown_folders_zips_and_capsules(told):
    kinds = {
        kind: one for one in told["CFBundleDocumentTypes"] for kind in one["LSItemContentTypes"]
    }
    assert set(kinds) == {
        "net.daringfireball.markdown",
        "public.folder",
        "public.zip-archive",
        macos.CAPSULE_IDENTIFIER,
    }
    assert {one["LSHandlerRank"] for one in kinds.values()} <= {"Owner", "Default", "Alternate"}
    # Markdown has programs of its own; capsules are ours.
    assert kinds["net.daringfireball.markdown"]["LSHandlerRank"] == "Alternate"
    assert kinds[macos.CAPSULE_IDENTIFIER]["LSHandlerRank"] == "Owner"


def test_each_kind_of_ours_is_declared_and_told_by_its_ending(told):
    declared = {
        one["UTTypeIdentifier"]: one
        for key in ("UTExportedTypeDeclarations", "UTImportedTypeDeclarations")
        for one in told[key]
    }
    opened = {kind for one in told["CFBundleDocumentTypes"] for kind in one["LSItemContentTypes"]}
    assert {kind for kind in opened if not kind.startswith("public.")} == set(declared)
    capsule = declared[macos.CAPSULE_IDENTIFIER]
    assert capsule["UTTypeTagSpecification"]["public.filename-extension"] == [CAPSULE[1:]]
    assert all(is_identifier(name) for name in declared)
    for one in declared.values():
        assert all(kind.startswith("public.") for kind in one["UTTypeConformsTo"])


def test_the_oldest_system_is_that_of_the_libraries(told):
    assert told["LSMinimumSystemVersion"] == macos.OLDEST
    requirements = Path(contents.__file__).with_name("requirements.txt").read_text("utf-8")
    # Another version of Qt may need another system: look at the names of its wheels.
    assert "PySide6_Essentials==6.11." in requirements


def test_the_entitlements_are_a_property_list_of_known_rights():
    path = Path(contents.__file__).parent.parent / "macos.entitlements"
    rights = plistlib.loads(path.read_bytes())
    assert rights == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
        "com.apple.security.cs.disable-library-validation": True,
    }


def test_the_disk_image_is_made_of_a_folder():
    command = macos.image_command(Path("/stage"), Path("/out/msp.dmg"))
    assert command[:2] == ["hdiutil", "create"]
    assert command[command.index("-srcfolder") + 1] == "/stage"
    assert command[-1] == "/out/msp.dmg"


def test_icons_have_every_element_with_its_picture(qapp, tmp_path):
    from PySide6.QtGui import QImage

    icons.main(tmp_path)
    data = (tmp_path / "program.icns").read_bytes()
    kind, length = struct.unpack(">4sI", data[:8])
    assert (kind, length) == (b"icns", len(data))
    found = {}
    place = 8
    while place < len(data):
        kind, length = struct.unpack_from(">4sI", data, place)
        found[kind] = QImage.fromData(data[place + 8 : place + length], "PNG").width()
        place += length
    assert place == len(data)
    assert found == icons.ICNS_KINDS


@pytest.mark.skipif(shutil.which("icns2png") is None, reason="icnsutils is not installed")
def test_another_program_reads_the_icons(qapp, tmp_path):
    icons.main(tmp_path)
    done = subprocess.run(
        ["icns2png", "-x", "-o", tmp_path, "-s", "512x512", tmp_path / "capsule.icns"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert (tmp_path / "capsule_512x512x32.png").exists()
