import shutil
import subprocess
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest

import msp_desktop
from bundling import alongside, commands, completion, desktop, sbom
from msp_desktop.cli import COMMANDS, HELPER, PAINTER
from msp_desktop.licences import Inside, Part
from msp_desktop.notebook.exchange import CAPSULE

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def texts():
    return alongside.texts(NOW)


@pytest.fixture(scope="module")
def known():
    return commands.commands()


def with_tool(name):
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, **more)


def test_commands_are_those_of_the_program(known):
    words = [one.words for one in known]
    assert words[0] == ()
    assert {(name,) for name in COMMANDS} <= set(words)
    assert ("notebook", "export") in words
    (form,) = [
        one
        for one in known[words.index(("notebook", "export"))].options()
        if "--format" in one.names
    ]
    assert form.choices == ("md", "jsonld", "csv", "anki", "html")
    assert form.help == "default: md"


def test_the_manual_has_every_command_and_option(texts, known):
    page = texts["man/man1/msp-desktop.1"]
    for command in known:
        assert ".SS " + " ".join(command.words).replace("-", "\\-") in page or not command.words
        for option in command.options():
            assert all(
                f"\\fB{name.replace('-', chr(92) + '-')}\\fR" in page for name in option.names
            )
    assert HELPER.replace("-", "\\-") not in page
    assert PAINTER.replace("-", "\\-") not in page
    assert msp_desktop.__version__ in page
    assert "2026-03-04" in page


@with_tool("groff")
def test_man_can_read_the_manual(texts):
    done = run("groff", "-man", "-Tutf8", "-ww", "-z", input=texts["man/man1/msp-desktop.1"])
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("msp-desktop out", ["outline"]),
        ("msp-desktop notebook re", ["restore"]),
        ("msp-desktop notebook export --format ", ["md", "jsonld", "csv", "anki", "html"]),
        ("msp-desktop check --j", ["--json"]),
        ("msp-desktop --vers", ["--version"]),
    ],
)
@with_tool("bash")
def test_bash_completes(texts, tmp_path, line, offered):
    script = tmp_path / "completion"
    script.write_text(texts["bash-completion/completions/msp-desktop"], encoding="utf-8")
    ask = f"""
    compopt() {{ :; }}
    source {script}
    read -ra COMP_WORDS <<< '{line}'
    [[ '{line}' == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
    _msp_desktop
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = run("bash", "-c", ask, cwd=tmp_path)
    assert done.stderr == ""
    assert [word for word in done.stdout.split("\n") if word] == offered


@with_tool("zsh")
def test_zsh_can_read_its_completion(texts):
    done = run("zsh", "-n", input=texts["zsh/vendor-completions/_msp-desktop"])
    assert (done.returncode, done.stderr) == (0, "")


@with_tool("fish")
def test_fish_can_read_its_completion(texts):
    done = run("fish", "-n", input=texts["fish/vendor_completions.d/msp-desktop.fish"])
    assert (done.returncode, done.stderr) == (0, "")


def test_every_shell_knows_every_option(known):
    for shell in (completion.bash, completion.zsh):
        text = shell(known)
        assert all(
            name in text for one in known for option in one.options() for name in option.names
        )
    text = completion.fish(known)
    assert "-l data-dir -x -a '(__fish_complete_directories)'" in text


def test_the_entry_opens_what_the_kinds_of_files_name(texts):
    first, *actions = texts["applications/msp-desktop.desktop"].split("\n\n")
    entry = dict(line.split("=", 1) for line in first.splitlines()[1:])
    assert entry["Actions"].split(";")[:-1] == [
        one.splitlines()[0].removeprefix("[Desktop Action ").rstrip("]") for one in actions
    ]
    assert entry["Exec"] == "msp-desktop %f"
    assert entry["MimeType"].split(";")[:-1] == list(desktop.TYPES)
    tree = ET.fromstring(texts["mime/packages/msp-desktop.xml"])
    glob = tree.find(".//{*}glob")
    assert glob.get("pattern") == f"*{CAPSULE}"
    assert tree.find("{*}mime-type").get("type") in desktop.TYPES


@with_tool("desktop-file-validate")
def test_the_entry_is_valid(texts, tmp_path):
    path = tmp_path / "msp-desktop.desktop"
    path.write_text(texts["applications/msp-desktop.desktop"], encoding="utf-8")
    done = run("desktop-file-validate", path)
    assert (done.returncode, done.stdout) == (0, "")


@with_tool("appstreamcli")
def test_the_description_is_valid(texts, tmp_path):
    place = f"metainfo/{desktop.COMPONENT}.metainfo.xml"
    path = tmp_path / f"{desktop.COMPONENT}.metainfo.xml"
    path.write_text(texts[place], encoding="utf-8")
    done = run("appstreamcli", "validate", "--no-net", "--pedantic", path)
    # Something may be said for information; it counts what is wrong.
    assert done.returncode == 0, done.stdout
    assert "warnings" not in done.stdout


@with_tool("update-mime-database")
def test_the_kinds_of_files_are_known_to_the_system(texts, tmp_path):
    packages = tmp_path / "packages"
    packages.mkdir()
    (packages / "msp-desktop.xml").write_text(texts["mime/packages/msp-desktop.xml"], "utf-8")
    assert run("update-mime-database", tmp_path).returncode == 0
    assert f"{desktop.CAPSULE_TYPE}:*{CAPSULE}" in (tmp_path / "globs").read_text("utf-8")
    assert f"{desktop.CAPSULE_TYPE} application/zip" in (tmp_path / "subclasses").read_text("utf-8")


def test_the_description_has_version_and_date(texts):
    tree = ET.fromstring(texts[f"metainfo/{desktop.COMPONENT}.metainfo.xml"])
    assert tree.find("releases/release").attrib == {
        "version": msp_desktop.__version__,
        "date": "2026-03-04",
    }
    assert tree.find("launchable").text == "msp-desktop.desktop"


def test_icons_are_drawn_in_every_size(qapp, tmp_path):
    from PySide6.QtGui import QImage

    desktop.write_icons(alongside.ROOT / "resources/icons", tmp_path)
    for size in desktop.SIZES:
        image = QImage(str(tmp_path / f"icons/hicolor/{size}x{size}/apps/msp-desktop.png"))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(0, 0).alpha() == 0
        assert image.pixelColor(size // 2, size // 10 + 1).alpha() > 0
    assert (tmp_path / "icons/hicolor/scalable/apps/msp-desktop.svg").exists()


def test_the_bill_of_materials_is_the_same_each_time_and_names_no_part_twice():
    part = {"type": "library", "name": "serde", "version": "1", "description": "long"}
    own = Part("MSP Desktop", "1.0", "MIT", "we", "", (), "")
    nh3 = Part("nh3", "0.3", "MIT", "messense", "https://github.com/messense/nh3", (), "nh3")
    inside = Inside((own, nh3), ())
    made = [sbom.bill(inside, {"nh3": "ab"}, [part, part], NOW) for _ in range(2)]
    assert made[0] == made[1]
    import json

    components = json.loads(made[0])["components"]
    names = [one["name"] for one in components]
    assert names.count("serde") == 1
    (found,) = [one for one in components if one["name"] == "nh3"]
    assert found["purl"] == "pkg:pypi/nh3@0.3"
    assert found["hashes"] == [{"alg": "SHA-256", "content": "ab"}]
