"""Completion as a person meets it: keys are typed into real shells."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from bundling import alongside

if sys.platform == "win32":
    pytest.skip("the shells of other systems", allow_module_level=True)

TEXTS = alongside.texts(datetime(2026, 3, 4, 12, tzinfo=UTC))
# What is typed, and what the line is after Tab.
LINES = [
    ("msp-desktop outl", "msp-desktop outline "),
    ("msp-desktop noteb", "msp-desktop notebook "),
    ("msp-desktop notebook rest", "msp-desktop notebook restore "),
    ("msp-desktop notebook export --format j", "msp-desktop notebook export --format jsonld "),
    ("msp-desktop check --js", "msp-desktop check --json "),
    ("msp-desktop --data-dir my-fo", "msp-desktop --data-dir my-folder/"),
    ("msp-desktop my-cou", "msp-desktop my-course.md "),
]


class Terminal:
    """A shell that somebody types into."""

    def __init__(self, command, folder):
        self.shown = ""
        self.number, self.file = pty.fork()
        if self.number == 0:
            os.chdir(folder)
            environment = {"PATH": os.environ["PATH"], "TERM": "dumb", "HOME": str(folder)}
            environment["LC_ALL"] = "C.UTF-8"
            os.execvpe(command[0], command, environment)

    def type(self, text):
        os.write(self.file, text.encode())

    def wait_for(self, text):
        """Read until a text is shown, as a person sees it."""
        end = time.monotonic() + 60
        while text not in self.plain():
            assert time.monotonic() < end, f"{text!r} is not in {self.plain()!r}"
            if select.select([self.file], [], [], 1)[0]:
                self.shown += os.read(self.file, 4096).decode("utf-8", "replace")

    def plain(self):
        """Return what is shown, without what moves the cursor."""
        text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.shown)
        return re.sub(r"[\a\r]", "", text)

    def close(self):
        os.close(self.file)
        os.kill(self.number, 9)
        os.waitpid(self.number, 0)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "my-folder").mkdir()
    (tmp_path / "my-course.md").touch()
    for place, text in TEXTS.items():
        if "completion" in place:
            target = tmp_path / ".shells" / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return tmp_path


def typed(terminal, ready):
    try:
        terminal.type(ready)
        terminal.wait_for("@READY@")
        for line, wanted in LINES:
            terminal.shown = ""
            terminal.type(f"{line}\t")
            terminal.wait_for(wanted)
            # An empty line again
            terminal.type("\x15")
    finally:
        terminal.close()


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_completes_what_is_typed(folder):
    place = folder / ".shells" / "zsh" / "vendor-completions"
    typed(
        Terminal(["zsh", "-f", "-i"], folder),
        f"PS1=; fpath=({place} $fpath); autoload -Uz compinit; compinit -u -D;"
        " print -r -- @READY''@\n",
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_what_is_typed(folder):
    script = folder / ".shells" / "bash-completion" / "completions" / "msp-desktop"
    typed(
        Terminal(["bash", "--norc", "--noprofile", "-i"], folder),
        f"PS1=; bind 'set bell-style none'; source {script}; echo @READY''@\n",
    )


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(("line", "wanted"), LINES)
def test_fish_offers_what_completes_the_line(folder, line, wanted):
    script = folder / ".shells" / "fish" / "vendor_completions.d" / "msp-desktop.fish"
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"],
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"},
    )
    assert done.stderr == ""
    offered = [one.split("\t")[0] for one in done.stdout.splitlines()]
    assert offered == [wanted.split()[-1]]


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_mandoc_has_nothing_to_say_of_the_manual(tmp_path):
    page = tmp_path / "msp-desktop.1"
    page.write_text(TEXTS["man/man1/msp-desktop.1"], encoding="utf-8")
    done = subprocess.run(
        ["mandoc", "-Tlint", "-W", "warning", page], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_has_nothing_to_warn_of(tmp_path):
    page = tmp_path / "msp-desktop.1"
    page.write_text(TEXTS["man/man1/msp-desktop.1"], encoding="utf-8")
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page],
        capture_output=True,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "80"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
