"""Tries a package in a minimal Debian 12: ``packaging/try_package.py DEB [COURSE]``, as root.

A root is made that has nothing but Debian's base, the package and what it depends on. The screen
(Xvfb) and the hands (xdotool) stay outside; what they share is the screen's socket. All of it runs
without any network.

1. With ``--older DEB`` that one is installed, the course opened and a note written; then the
   package is installed over it.
2. The program is started with the command line that a double click makes of the desktop entry. A
   note is written, the program killed and started again with the note in place. Every socket that
   it opens is looked at.
3. What ``smoke.py`` asks is asked of the installed program.
4. The package is removed and purged. The notebook is as it was, and nothing else is left.
5. With ``--single FILE`` the file that starts itself is started in what is then a root without the
   package, but with the libraries: by a user, and where nothing can be kept.

``--root FOLDER`` keeps the root; ``--pictures FOLDER`` keeps pictures of the screen (import of
ImageMagick).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import smoke
from screen import virtual_screen
from smoke import Failed, wait_for

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

SUITE = "bookworm"
NEEDED = ("debootstrap", "Xvfb", "xdotool", "strace", "unshare", "chroot")
COURSE = Path(__file__).resolve().parent.parent / "resources/course/ko"
HOME = "/home/trial"
NOTEBOOK = f"{HOME}/.local/share/msp-desktop/notebook.sqlite3"
PROGRAM = "/usr/lib/msp-desktop/msp-desktop"
ENTRY = "usr/share/applications/msp-desktop.desktop"
APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
SHORTCUTS = {"en_US": "Keyboard shortcuts", "ko_KR": "단축키"}
"""What the window is called that F1 opens."""


class Desk(NamedTuple):
    """A root, and the screen that a user in it sits before."""

    root: Path
    display: str
    pictures: Path | None

    def admin(self, *command: str) -> None:
        """Do something as root, with the network. Raises Failed."""
        done = subprocess.run(
            ["chroot", str(self.root), *command],
            env={"PATH": PATH, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Failed(f"{' '.join(command)}: {done.stderr}")

    def user(self, *command: str) -> list[str]:
        """Return the command that does something as the user, without any network."""
        lead = ["unshare", "--net", "chroot", "--userspec=trial:trial", str(self.root)]
        return [*lead, *command]

    def surroundings(self, language: str = "en_US") -> dict[str, str]:
        """Return what the user's programs find."""
        return {"PATH": PATH, "HOME": HOME, "DISPLAY": self.display, "LANG": f"{language}.UTF-8"}

    def hands(self, *words: str) -> str:
        """Do something with mouse and keys, and return what that says."""
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self.display, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    def picture(self, name: str) -> None:
        """Keep a picture of the screen, if somebody wants it."""
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            words = ["import", "-window", "root", str(self.pictures / f"{name}.png")]
            environment = {**os.environ, "DISPLAY": self.display}
            subprocess.run(words, env=environment, check=True)

    def kept(self, course: str) -> str:
        """Return all notes of a course, as the installed program exports them."""
        done = subprocess.run(
            self.user("msp-desktop", "notebook", "export", course),
            env=self.surroundings(),
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    def digest(self) -> str:
        """Return a digest of the notebook and of what belongs to it."""
        folder = (self.root / NOTEBOOK[1:]).parent
        files = sorted(path for path in folder.glob("notebook.sqlite3*") if path.stat().st_size)
        return " ".join(
            f"{path.name}:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files
        )


def main() -> int:
    """Try the package; return 0 where all went well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("course", type=Path, nargs="?", default=COURSE)
    parser.add_argument("--older", type=Path, metavar="DEB", help="install this one before")
    parser.add_argument("--single", type=Path, metavar="FILE", help="try this one as well")
    parser.add_argument("--root", type=Path, help="keep the root in this folder")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="keep pictures here")
    options = parser.parse_args()
    lacking = [tool for tool in NEEDED if shutil.which(tool) is None]
    if os.geteuid() != 0 or lacking:
        print(f"This takes root{''.join(f', {one}' for one in lacking)}.", file=sys.stderr)
        return 2
    try:
        with virtual_screen() as screen, _root(options.root) as root:
            desk = Desk(root, screen["DISPLAY"], options.pictures)
            for what in _trial(desk, options):
                print(f"ok      {what}", flush=True)
    except (Failed, subprocess.CalledProcessError) as failure:
        print(f"FAILED  {failure}", flush=True)
        return 1
    return 0


def _trial(desk: Desk, options: argparse.Namespace) -> Iterator[str]:
    course = _lay_out(desk, options.course)
    before = _files(desk.root)
    first, second = "written with the older version", "written before the kill"
    if options.older is not None:
        yield f"installed {_install(desk, options.older)}"
        with _opened(desk, course) as window:
            _write(desk, window, course, first)
            _close(desk, window)
        yield "opened, a note written, closed"
        kept = desk.digest()
        yield f"upgraded to {_install(desk, options.package)}"
        _must(desk.digest() == kept, "upgrading touched the notebook")
        _must(first in desk.kept(course), "the older version's note is not read")
        yield "the older version's notebook is as it was, and read"
    else:
        yield f"installed {_install(desk, options.package)}"
    trace = Path(tempfile.mkdtemp(prefix="msp-desktop-trace-"))
    with _opened(desk, course, trace) as window:
        desk.picture("opened")
        _write(desk, window, course, second)
        desk.picture("written")
        _kill(desk)
    with _opened(desk, course, trace, language="ko_KR") as window:
        _must(second in desk.kept(course), "the note is gone after the kill")
        _must(options.older is None or first in desk.kept(course), "the first note is gone")
        _told_keys(desk, window, "ko_KR")
        desk.picture("again")
        _close(desk, window)
    yield "opened by a double click, a note written, killed, opened again with it; in Korean"
    yield f"sockets: {', '.join(_sockets(trace))}"
    shutil.rmtree(trace)
    yield from _smoke(desk, course)
    kept = desk.digest()
    desk.admin(*APT, "remove", "msp-desktop")
    _must(desk.digest() == kept, "removing touched the notebook")
    # There is nothing left to purge then, apt says, so it is purged out of its place.
    _install(desk, options.package)
    desk.admin(*APT, "purge", "msp-desktop")
    _must(desk.digest() == kept, "purging touched the notebook")
    left = sorted(name for name in _files(desk.root) - before if "msp-desktop" in name)
    _must(not left, f"left behind: {left}")
    yield "removed and purged; the notebook is as it was, and nothing else is left"
    if options.single is not None:
        yield from _single(desk, course, options.single)


def _lay_out(desk: Desk, course: Path) -> str:
    """Give the root a user, and the course as a user's file; return how the user calls it."""
    if "trial:" not in (desk.root / "etc/passwd").read_text("utf-8"):
        desk.admin("useradd", "--create-home", "trial")
    folder = desk.root / HOME[1:] / "과정 폴더"
    if folder.exists():
        shutil.rmtree(folder)
    if course.is_dir():
        shutil.copytree(course, folder)
        course = folder
    else:
        folder.mkdir()
        course = Path(shutil.copy(course, folder))
    inside = f"/{course.relative_to(desk.root).as_posix()}"
    desk.admin("chown", "-R", "trial:trial", HOME)
    return inside


def _install(desk: Desk, package: Path) -> str:
    """Install a package as a user would, and return the version that the program says."""
    shutil.copy(package, desk.root / "srv" / package.name)
    desk.admin(*APT, "--no-install-recommends", "install", f"/srv/{package.name}")
    done = subprocess.run(
        desk.user("msp-desktop", "--version"),
        env=desk.surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    version = done.stdout.split()[-1]
    _must(f"_{version}_" in package.name, f"{package.name} says that it is {version}")
    return version


def double_click(entry: str, course: str) -> list[str]:
    """Return the command line that a desktop makes of an entry for a file."""
    found = re.search(r"^Exec=(.+)$", entry, re.MULTILINE)
    assert found is not None
    return [course if word in ("%f", "%u", "%F", "%U") else word for word in shlex.split(found[1])]


@contextmanager
def _opened(
    desk: Desk, course: str, trace: Path | None = None, language: str = "en_US"
) -> Generator[str]:
    """Start the program with a course, and give its window's number."""
    command = double_click((desk.root / ENTRY).read_text("utf-8"), course)
    lead: list[str] = []
    if trace is not None:
        into = trace / f"trace-{len(list(trace.iterdir()))}"
        lead = ["strace", "-f", "-qq", "-s", "200", "-e", "trace=socket,connect,bind"]
        lead += ["-o", str(into)]
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            [*lead, *desk.user(*command)], env=desk.surroundings(language), stderr=said
        )
        try:
            found: list[str] = []

            def shown() -> bool:
                search = ("search", "--onlyvisible", "--class", "msp-desktop")
                found[:] = desk.hands(*search).split()
                return bool(found)

            wait_for("a window", shown, running)
            # Its title names the course when that is open.
            wait_for(
                "the course in the window's title",
                lambda: len(desk.hands("getwindowname", found[0])) > len("MSP Desktop"),
                running,
            )
            yield found[0]
        finally:
            _kill(desk)
            running.wait()
            said.seek(0)
            told = said.read().decode("utf-8", "replace")
            _must("Traceback" not in told, f"the program has a bug: {told}")


def _write(desk: Desk, window: str, course: str, note: str) -> None:
    desk.hands("windowfocus", "--sync", window)
    desk.hands("key", "ctrl+m")

    def written() -> bool:
        return note in desk.kept(course)

    # The pane opens with a movement; what is typed before it has the focus is lost.
    desk.hands("sleep", "2", "type", "--delay", "30", f"{note}\n")
    wait_for("the typed note in the notebook", written)


def _close(desk: Desk, window: str) -> None:
    desk.hands("windowfocus", "--sync", window)
    desk.hands("key", "ctrl+q")
    wait_for("the program's end", lambda: not _running(desk))


def _told_keys(desk: Desk, window: str, language: str) -> None:
    """Look whether a window that F1 opens is called what it is in a language."""
    desk.hands("windowfocus", "--sync", window)
    desk.hands("key", "F1")
    name = SHORTCUTS[language]
    wait_for(f"“{name}”", lambda: bool(desk.hands("search", "--onlyvisible", "--name", name)))
    desk.picture(f"keys-{language}")
    desk.hands("key", "Escape")


def _running(desk: Desk) -> list[int]:
    """Return the processes of the installed program."""
    found: list[int] = []
    for link in Path("/proc").glob("[0-9]*/exe"):
        try:
            if str(link.readlink()) in (PROGRAM, f"{desk.root}{PROGRAM}"):
                found.append(int(link.parent.name))
        except OSError:
            # It has ended, or is none of ours.
            continue
    return found


def _kill(desk: Desk) -> None:
    for number in _running(desk):
        try:
            os.kill(number, 9)
        except ProcessLookupError:
            continue
    wait_for("the program's end", lambda: not _running(desk))


def _sockets(folder: Path) -> list[str]:
    """Return what a trace says was spoken to. Raises Failed where that is not on this machine."""
    text = "".join(path.read_text("utf-8", "replace") for path in sorted(folder.iterdir()))
    families = set(re.findall(r"socket\((AF_\w+)", text))
    _must(families <= {"AF_UNIX"}, f"sockets of other families: {families - {'AF_UNIX'}}")
    places = set(re.findall(r'(?:connect|bind)\([^)]*sun_path=(@?"[^"]*")', text))
    return sorted(re.sub(r"\d+", "N", place) for place in places)


def _smoke(desk: Desk, course: str) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="smoke-", dir=desk.root / HOME[1:]))
    shutil.chown(folder, *_owner(desk))
    inside = f"/{folder.relative_to(desk.root).as_posix()}"
    command = tuple(desk.user("msp-desktop"))
    trial = smoke.Trial(command, course, folder, inside, desk.surroundings())
    for part in (smoke.windowless, smoke.window, smoke.notebook):
        yield from part(trial)
    shutil.rmtree(folder)


def _owner(desk: Desk) -> tuple[int, int]:
    home = (desk.root / HOME[1:]).stat()
    return home.st_uid, home.st_gid


def _single(desk: Desk, course: str, file: Path) -> Iterator[str]:
    """Start the file that starts itself, where it may keep what it unpacks and where it may not."""
    name = f"{HOME}/program.run"
    shutil.copy(file, desk.root / name[1:])
    (desk.root / name[1:]).chmod(0o755)
    command = desk.user(name, "outline", course)
    for home in (HOME, "/nowhere"):
        for _ in range(2):
            environment = {**desk.surroundings(), "HOME": home}
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=True
            )
            _must(bool(done.stdout.strip()), "the single file printed nothing")
        kept = list((desk.root / HOME[1:] / ".cache/msp-desktop-run").glob("[0-9]*/msp-desktop"))
        _must(len(kept) == 1, "the single file did not keep what it unpacked")
    _must(not any((desk.root / "tmp").glob("msp-desktop.*")), "the single file left something")
    yield "the single file: unpacked once, started again, and where nothing can be kept"
    folder = Path(tempfile.mkdtemp(prefix="smoke-", dir=desk.root / HOME[1:]))
    shutil.chown(folder, *_owner(desk))
    inside = f"/{folder.relative_to(desk.root).as_posix()}"
    trial = smoke.Trial(tuple(desk.user(name)), course, folder, inside, desk.surroundings())
    for part in (smoke.windowless, smoke.window, smoke.notebook):
        for what in part(trial):
            yield f"the single file: {what}"


def _files(root: Path) -> set[str]:
    """Return all files of a root, but for what users and packages' caches have."""
    apart = ("home", "proc", "dev", "tmp", "var/cache", "var/log", "var/lib", "srv", "run")
    skipped = {str(root / name) for name in apart}
    found: set[str] = set()
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if f"{folder}/{name}" not in skipped]
        found.update(f"{folder}/{name}"[len(str(root)) :] for name in (*files, *folders))
    return found


@contextmanager
def _root(kept: Path | None) -> Generator[Path]:
    """Give a minimal Debian, with what it needs of the kernel, and the screen's sockets."""
    folder = kept or Path(tempfile.mkdtemp(prefix="msp-desktop-root-"))
    # A temporary folder is its owner's alone; a user of the root is to enter it.
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    if not (folder / "etc/debian_version").exists():
        print(f"making a minimal Debian in {folder}", flush=True)
        make = ["debootstrap", "--variant=minbase", SUITE, str(folder)]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    resolver = Path("/etc/resolv.conf")
    if resolver.exists():
        shutil.copy(resolver, folder / "etc/resolv.conf")
    mounts = [
        (["-t", "proc", "proc"], "proc"),
        (["-t", "devpts", "devpts"], "dev/pts"),
        (["-t", "tmpfs", "tmpfs"], "dev/shm"),
        (["--bind", "/tmp/.X11-unix"], "tmp/.X11-unix"),  # noqa: S108  (where X has them)
    ]
    done: list[Path] = []
    try:
        for what, place in mounts:
            (folder / place).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", *what, str(folder / place)], check=True)
            done.append(folder / place)
        yield folder
    finally:
        for place in reversed(done):
            subprocess.run(["umount", "--lazy", str(place)], check=False)
        if kept is None:
            shutil.rmtree(folder)


def _must(so: bool, otherwise: str) -> None:
    if not so:
        raise Failed(otherwise)


if __name__ == "__main__":
    sys.exit(main())
