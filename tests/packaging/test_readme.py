"""What the README says is so: its commands, paths, links, keys, words and examples."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QWidget

import dev
import shots
from msp_desktop import cli, cli_notebook, cli_window
from msp_desktop.paths import Paths
from msp_desktop.ui.windows.commands import Commands
from screen import virtual_screen

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(language, text=README):
    """Return the fenced blocks in a language; a fence may be longer than three backticks."""
    return [
        match[2] for match in re.finditer(rf"^(`{{3,}}){language}\n(.*?)^\1$", text, re.M | re.S)
    ]


def commands(text):
    """Return the commands of a text's shell blocks as words, comments left out."""
    lines = [line for block in blocks("sh", text) for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line]


MSP_DESKTOP = [words[1:] for words in commands(README) if words[0] == "msp-desktop"]
ABOUT_THE_NOTEBOOK = [words for words in MSP_DESKTOP if words and words[0] == cli.NOTEBOOK]
WINDOWLESS = [
    words
    for words in MSP_DESKTOP
    if words and words[0] in dev.WINDOWLESS and words not in ABOUT_THE_NOTEBOOK
]


@pytest.fixture
def example(tmp_path):
    """The README's course in a folder of its own, as a reader would save it."""
    (course,) = blocks("markdown")
    (tmp_path / "first-steps.md").write_text(course, "utf-8")
    return tmp_path


def run(words, folder):
    return subprocess.run(
        [sys.executable, "-P", "-m", "msp_desktop", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("words", WINDOWLESS, ids=" ".join)
def test_a_command_without_a_window_works_as_written(words, example):
    done = run(words, example)
    # The example is saved without its picture.
    assert done.returncode == (words[0] == "check"), done.stderr
    assert done.stdout.strip()


def test_commands_with_a_window_are_understood():
    shown = [words for words in MSP_DESKTOP if words not in [*WINDOWLESS, *ABOUT_THE_NOTEBOOK]]
    assert ["--data-dir", "my-study"] in shown
    for words in shown:
        cli_window.window_parser().parse_args(words)


def test_commands_about_the_notebook_are_understood():
    assert ABOUT_THE_NOTEBOOK
    for words in ABOUT_THE_NOTEBOOK:
        cli_notebook._parser().parse_args(words[1:])


def test_the_example_course_gives_the_outline_that_is_shown(example):
    (shown,) = blocks("json")
    done = run(["outline", "first-steps.md", "--json"], example)
    assert json.loads(shown) == json.loads(done.stdout)


def test_the_example_question_is_one_of_the_example_course(example):
    (wanted,) = [words[-1] for words in MSP_DESKTOP if "--question" in words]
    assert "overwrites a file" in run(["render", ".", "--question", wanted], example).stdout


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_guide_names_commands_of_dev_that_there_are(guide):
    text = guide.read_text("utf-8")
    named = re.findall(r"python3 (\S+\.py)(?: ([a-z]+))?", text)
    for script, command in named:
        assert (ROOT / script).is_file()
        assert not command or command in dev.COMMANDS


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_guides_links_and_pictures_lead_somewhere(guide):
    text = re.sub(r"^(`{3,}).*?^\1$", "", guide.read_text("utf-8"), flags=re.M | re.S)
    targets = re.findall(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"", text)
    local = [one or other for one, other in targets if "://" not in one + other]
    for target in local:
        assert (guide.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_files_of_the_checkout_that_a_guide_names_are_there(guide):
    named = re.findall(
        r"`((?:docs|msp_desktop|packaging|resources|tests)/[^`*\s]*)`", guide.read_text("utf-8")
    )
    for path in named:
        assert (ROOT / path).exists(), path


def test_the_pictures_are_those_that_are_made():
    shown = set(re.findall(r"docs/pictures/([\w-]+\.png)", README))
    assert shown <= {shot.file for shot in shots.SHOTS}
    for shot in shots.SHOTS:
        file = shots.FOLDER / shot.file
        assert file.stat().st_size <= shots.MOST_BYTES
        assert QImage(str(file)).size().toTuple() == shot.size


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X is Linux's")
def test_a_picture_is_made_with_the_real_program(tmp_path, monkeypatch):
    shot = next(one for one in shots.SHOTS if one.scene == "searching")
    with virtual_screen() as surroundings:
        for name in ("DISPLAY", "XDG_RUNTIME_DIR"):
            monkeypatch.setenv(name, surroundings[name])
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        monkeypatch.setattr(shots, "SHOTS", (shot,))
        monkeypatch.setattr(shots, "FOLDER", tmp_path)
        assert shots.main(Path(sys.executable)) == 0
    assert QImage(str(tmp_path / shot.file)).size().toTuple() == shot.size


def test_the_keys_are_the_programs(qtbot):
    table = dict(re.findall(r"^\| ([^|]+) \| ((?:`[^|]+`(?:, )?)+) \|$", README, re.M))
    window = QWidget()
    qtbot.addWidget(window)
    keys = {
        action.text(): ", ".join(
            f"`{keys.toString()}`" for keys in action.shortcuts() if on_keyboard(keys)
        )
        for action in Commands(window).findChildren(QAction)
        if action.shortcuts()
    }
    assert table == keys


def on_keyboard(keys):
    """Whether a shortcut can be pressed on any keyboard: few have a key called Open or Find."""
    return keys[0].key() < Qt.Key.Key_Back


def test_the_words_of_the_window_are_the_programs():
    tree = ElementTree.parse(ROOT / "resources" / "translations" / "msp-desktop_ko.ts")
    words = {source.text for source in tree.iter("source")}
    quoted = set(re.findall(r"“([^”]+)”", README))
    # Said by dev.py and by the window's bar in front of the reason.
    quoted -= {"There is no screen", "Nothing is being saved."}
    assert quoted
    assert quoted <= words
    assert "There is no screen" in dev.NO_SCREEN
    assert any(word.startswith("Nothing is being saved.") for word in words)


@pytest.mark.parametrize(
    ("system", "row"),
    [("linux", "Linux"), ("win32", "Windows"), ("darwin", "macOS")],
)
def test_data_is_where_the_readme_says(system, row, monkeypatch):
    import appdirs

    # A path must be absolute by the rules of the system that the test runs on.
    local = rf"{Path('/').absolute()}Users\me\AppData\Local"
    monkeypatch.setattr(appdirs, "system", system)
    monkeypatch.setattr(appdirs, "_get_win_folder", lambda _name: local, raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    paths = Paths.of_system()
    (cells,) = re.findall(rf"^\| {row} \| (.+) \|$", README, re.M)
    data, settings, rest = cells.split(" | ")
    assert data == f"`{written(paths.notebook.parent)}`" == f"`{written(paths.backups.parent)}`"
    assert settings == f"`{written(paths.config)}`"
    assert f"`{written(paths.cache)}`" in rest
    # On Linux the log's folder lies in the cache's.
    assert written(paths.log) in (README if system == "linux" else rest)


def written(path):
    """Return a path as the README writes it."""
    text = str(path).replace(str(Path.home()), "~")
    if "AppData" in text:
        return re.sub(r".*\bAppData\\Local", "%LOCALAPPDATA%", text).replace("/", "\\")
    return text
