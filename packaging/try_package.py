"""Tries a package in a minimal Debian 12: ``packaging/try_package.py DEB [COURSE]``, as root.

A root is made that has nothing but Debian's base, the package and what it depends on, beside Xvfb
and xdotool, which stand for the screen and the hands of a user. In it the package is installed with
apt and started as by a double click, without any network; a course is opened, a note is written,
the program is killed and started again with the note in place. Then it is upgraded over itself and
removed, and the notebook is looked at. ``--root FOLDER`` keeps the root for the next time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

SUITE, TOOLS = "bookworm", ("xvfb", "xdotool", "strace", "fonts-dejavu-core")
COURSE = Path(__file__).resolve().parent.parent / "resources/course/ko"
PLACE = "/srv/package.deb"
NOTE = "written before the kill"
NOTEBOOK = "/home/trial/.local/share/msp-desktop/notebook.sqlite3"

# Run inside as the user "trial", without a network. What it waits for is asked for again and again.
INSIDE = r"""
set -eu
export HOME=/home/trial DISPLAY=:7 LANG=C.UTF-8
Xvfb :7 -screen 0 1360x860x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!
trap 'kill $screen' EXIT
until xdotool getdisplaygeometry >/dev/null 2>&1; do sleep 0.2; done
kept() { msp-desktop notebook export "$COURSE" 2>/dev/null | grep -c "$NOTE" || true; }
start() {
    strace -f -qq -e trace=socket,connect -o "/home/trial/trace.$1" msp-desktop "$COURSE" \
        2>"/home/trial/said.$1" &
    for try in $(seq 300); do
        window=$(xdotool search --onlyvisible --class msp-desktop 2>/dev/null | head -1 || true)
        [ -n "$window" ] && return
        sleep 0.2
    done
    echo "no window: $(cat "/home/trial/said.$1")"; exit 1
}
start 1
sleep 3
xdotool windowfocus "$window" || true
xdotool key ctrl+m
sleep 1
xdotool type --delay 20 "$NOTE"
for try in $(seq 100); do [ "$(kept)" != 0 ] && break; sleep 0.2; done
[ "$(kept)" != 0 ] || { echo "the note was not kept"; exit 1; }
killall() { for one in $(ls /proc | grep '^[0-9]*$'); do
    [ "$(readlink /proc/$one/exe 2>/dev/null)" = /usr/lib/msp-desktop/msp-desktop ] &&
        kill -9 $one 2>/dev/null || true; done; }
killall
start 2
sleep 2
[ "$(kept)" != 0 ] || { echo "the note is gone after the kill"; exit 1; }
killall
if grep -E 'socket\(AF_INET|socket\(AF_INET6' /home/trial/trace.*; then
    echo "a socket to a network was opened"; exit 1
fi
"""


def main() -> int:
    """Try the package; return 0 where all went well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("course", type=Path, nargs="?", default=COURSE)
    parser.add_argument("--root", type=Path, help="keep the root in this folder")
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("Making a root needs root.", file=sys.stderr)
        return 2
    with _root(options.root) as root:
        shutil.copy(options.package, root / PLACE[1:])
        place = root / "srv/course"
        if place.exists():
            shutil.rmtree(place)
        if options.course.is_dir():
            shutil.copytree(options.course, place)
        else:
            place.mkdir()
            shutil.copy(options.course, place)
        apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]
        bare = ["--no-install-recommends", "install"]
        _in(root, [*apt, *bare, PLACE])
        _in(root, ["msp-desktop", "--version"])
        _in(root, [*apt, *bare, *TOOLS])
        if "trial:" not in (root / "etc/passwd").read_text("utf-8"):
            _in(root, ["useradd", "--create-home", "trial"])
        told = {"COURSE": "/srv/course", "NOTE": NOTE}
        # A network of its own has no interface that is up, not even to itself.
        _in(root, ["su", "trial", "-c", INSIDE], apart=True, environment=told)
        _say("opened, written in, killed and started again, with no network")
        before = (root / NOTEBOOK[1:]).read_bytes()
        _in(root, [*apt, "--reinstall", "install", PLACE])
        _in(root, [*apt, "purge", "msp-desktop"])
        assert (root / NOTEBOOK[1:]).read_bytes() == before, "the notebook was touched"
        assert not (root / "usr/lib/msp-desktop").exists(), "something was left behind"
        _say("upgraded and removed; the notebook is as it was")
    return 0


@contextmanager
def _root(kept: Path | None) -> Generator[Path]:
    """Give a minimal Debian, with what it needs of the kernel."""
    folder = kept or Path(tempfile.mkdtemp(prefix="msp-desktop-root-"))
    if not (folder / "etc/debian_version").exists():
        _say(f"making a minimal Debian in {folder}")
        subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(folder)], check=True)
    for name in ("apt/sources.list", "resolv.conf"):
        source = Path("/etc") / name
        if source.exists() and name == "resolv.conf":
            shutil.copy(source, folder / "etc" / name)
    mounts = [("proc", "proc"), ("devpts", "dev/pts"), ("tmpfs", "dev/shm")]
    done: list[Path] = []
    try:
        for kind, place in mounts:
            (folder / place).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "-t", kind, kind, str(folder / place)], check=True)
            done.append(folder / place)
        yield folder
    finally:
        for place in reversed(done):
            subprocess.run(["umount", "--lazy", str(place)], check=False)
        if kept is None:
            shutil.rmtree(folder)


def _in(
    root: Path,
    command: list[str],
    *,
    apart: bool = False,
    environment: dict[str, str] | None = None,
) -> None:
    """Run a command in the root; ``apart`` from any network. Raises CalledProcessError."""
    path = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}
    lead = ["unshare", "--net"] if apart else []
    subprocess.run(
        [*lead, "chroot", str(root), *command], check=True, env={**path, **(environment or {})}
    )


def _say(what: str) -> None:
    print(f"ok      {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
